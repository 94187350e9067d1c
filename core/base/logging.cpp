#include "core/base/logging.h"

namespace rejoin {

Q_LOGGING_CATEGORY(lcTransport, "rejoin.transport", QtWarningMsg)
Q_LOGGING_CATEGORY(lcWsman, "rejoin.wsman", QtWarningMsg)
Q_LOGGING_CATEGORY(lcPsrp, "rejoin.psrp", QtWarningMsg)
Q_LOGGING_CATEGORY(lcOutput, "rejoin.output", QtWarningMsg)
Q_LOGGING_CATEGORY(lcRemoting, "rejoin.remoting", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSessions, "rejoin.sessions", QtWarningMsg)
Q_LOGGING_CATEGORY(lcJobs, "rejoin.jobs", QtWarningMsg)
Q_LOGGING_CATEGORY(lcCmdlets, "rejoin.cmdlets", QtWarningMsg)
Q_LOGGING_CATEGORY(lcLab, "rejoin.lab", QtWarningMsg)
Q_LOGGING_CATEGORY(lcUi, "rejoin.ui", QtWarningMsg)

} // namespace rejoin
