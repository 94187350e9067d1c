#include "core/remoting/linenotice.h"

namespace rejoin::remoting {

using base::Text;

LineNotice::LineNotice(Event what, const QString &computer, std::chrono::milliseconds bound) : event(what)
{
    switch (what) {
    case Event::Interrupted: {
        id = QStringLiteral("PowerShellNetworkFailureDetected");
        const auto minutes = std::max<qint64>(std::chrono::ceil<std::chrono::minutes>(bound).count(), 1);
        message = Text(QT_TRANSLATE_NOOP("core", "The network connection to %1 has been interrupted. Attempting to "
                                                 "reconnect for up to %2 minutes..."),
                       {computer, QString::number(minutes)});
        break;
    }
    case Event::Retrying:
        id = QStringLiteral("PowerShellConnectionRetryAttempt");
        message = Text(QT_TRANSLATE_NOOP("core", "Attempting to reconnect to %1 ..."), {computer});
        break;
    case Event::Restored:
        id = QStringLiteral("PowerShellConnectionRetrySucceeded");
        message = Text(QT_TRANSLATE_NOOP("core", "The network connection to %1 has been restored."), {computer});
        break;
    case Event::Disconnecting:
        id = QStringLiteral("PowerShellNetworkFailedStartDisconnect");
        message = Text(QT_TRANSLATE_NOOP("core", "The reconnection attempt to %1 failed. Attempting to disconnect the "
                                                 "session..."),
                       {computer});
        break;
    case Event::Disconnected:
        id = QStringLiteral("PowerShellAutoDisconnectSucceeded");
        message = Text(QT_TRANSLATE_NOOP("core", "Computer %1 has been successfully disconnected."), {computer});
        break;
    case Event::Lost:
        id = QStringLiteral("PowerShellNetworkOrDisconnectFailed");
        message =
            Text(QT_TRANSLATE_NOOP("core", "Network connectivity to %1 has been lost and the reconnection attempt "
                                           "failed. Please repair the network connection and reconnect using "
                                           "Connect-PSSession or Receive-PSSession."),
                 {computer});
        break;
    case Event::OutputLost:
        id = QStringLiteral("OutputLost");
        message = Text(QT_TRANSLATE_NOOP("core", "Output of %1 may be missing here: it was on its way when the "
                                                 "connection was interrupted, and this computer does not send it a "
                                                 "second time."),
                       {computer});
        break;
    }
}

} // namespace rejoin::remoting
