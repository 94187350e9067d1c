#pragma once

#include <QLoggingCategory>

// Every logging category. Logs carry ids, sizes and states; never message bodies, never secrets.
namespace rejoin {

Q_DECLARE_LOGGING_CATEGORY(lcTransport)
Q_DECLARE_LOGGING_CATEGORY(lcWsman)
Q_DECLARE_LOGGING_CATEGORY(lcPsrp)
Q_DECLARE_LOGGING_CATEGORY(lcOutput)
Q_DECLARE_LOGGING_CATEGORY(lcRemoting)
Q_DECLARE_LOGGING_CATEGORY(lcSessions)
Q_DECLARE_LOGGING_CATEGORY(lcJobs)
Q_DECLARE_LOGGING_CATEGORY(lcCmdlets)
Q_DECLARE_LOGGING_CATEGORY(lcLab)
Q_DECLARE_LOGGING_CATEGORY(lcUi)

} // namespace rejoin
