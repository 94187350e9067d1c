#pragma once

#include "core/base/error.h"

#include <chrono>
#include <optional>

namespace rejoin::remoting {

/// What a session has to say about its connection, with PowerShell's words and ids.
struct LineNotice
{
    enum class Event : quint8 {
        Interrupted,   ///< PowerShellNetworkFailureDetected
        Retrying,      ///< PowerShellConnectionRetryAttempt
        Restored,      ///< PowerShellConnectionRetrySucceeded
        Disconnecting, ///< PowerShellNetworkFailedStartDisconnect
        Disconnected,  ///< PowerShellAutoDisconnectSucceeded
        Lost,          ///< PowerShellNetworkOrDisconnectFailed: an error, the others are warnings
        OutputLost,    ///< OutputLost: the server does not send again what was on its way
    };

    LineNotice() = default;
    LineNotice(Event what, const QString &computer, std::chrono::milliseconds bound = {});

    Event event = Event::Interrupted;
    QString id;
    base::Text message;
    /// Lost and Disconnected: what happened, with its advice.
    std::optional<base::Error> error;
    [[nodiscard]] bool isError() const { return event == Event::Lost; }
};

} // namespace rejoin::remoting
