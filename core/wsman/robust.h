#pragma once

#include "core/wsman/requests.h"
#include "core/wsman/server.h"

// Robust connections (MS-WSMV 3.1.4.1.39): a server keeps the answer of an operation for a while, a client whose answer
// was lost asks for it again, and while an answer is not ready the server says that it lives.
namespace rejoin::wsman {

/// How long a server keeps an answer that nobody fetched (MS-WSMV 3.1.2, Response Retention Timer).
inline constexpr Milliseconds responseRetention{195000};
/// How long after the first failure a client may ask for it again (MS-WSMV 3.2.5.3).
inline constexpr Milliseconds retransmissionBound{185000};

/// The request as one that was sent before: the same message with OperationID marked mustUnderstand, so that the server
/// answers out of what it keeps. Throws Error (Internal) when the request has no OperationID.
[[nodiscard]] Request retransmission(const Request &request);

/// A body that may hold several envelopes, one behind the other (chunks of one HTTP answer: MS-WSMV 3.2.4.2.1).
struct RobustBody
{
    RobustBody() = default;
    QList<QByteArray> answers; ///< in their order; none: the server said only that it lives
    int signsOfLife = 0;       ///< KeepAlive and Acknowledge messages, which answer nothing
};
/// Cuts and sorts. What is no XML is given as one answer, for its reader to refuse.
[[nodiscard]] RobustBody readRobustBody(const QByteArray &body);

// --- the server's half ---

/// MS-WSMV 3.1.5.5: nothing yet, but the operation is under way.
[[nodiscard]] QByteArray keepAliveMessage(const ServerRequest &request);
/// How many messages of the operation came so far; the first thing that answers a retransmission.
[[nodiscard]] QByteArray acknowledgeMessage(const ServerRequest &request, quint64 lastSequenceId);

} // namespace rejoin::wsman
