#pragma once

#include "core/base/error.h"
#include "core/transport/endpoint.h"

#include <QAbstractSocket>

#include <chrono>

// One sentence and one advice for each way in which a connection fails. The ids are what PowerShell prints
// (FullyQualifiedErrorId), the codes what WinHTTP and WSMan give it for the same failure.
namespace rejoin::transport {

/// What a request asks for, and what is dialled for it.
struct Peer
{
    Peer() = default;
    Peer(Endpoint requested, ConnectTo::Target dialled) : endpoint(std::move(requested)), target(std::move(dialled)) {}
    Endpoint endpoint;
    ConnectTo::Target target;

    /// "5986", or "5986 (through 127.0.0.1:8443)" when something else is dialled.
    [[nodiscard]] QString portText() const;
};

namespace errors {

using std::chrono::milliseconds;

/// NameNotResolved "ComputerNotFound", ConnectFailed "CannotConnect", by what the socket says.
[[nodiscard]] base::Error connectFailed(const Peer &peer, QAbstractSocket::SocketError reason, const QString &words);
/// TimedOut "WinRMOperationTimeout".
[[nodiscard]] base::Error connectTimedOut(const Peer &peer, milliseconds limit);
[[nodiscard]] base::Error tlsTimedOut(const Peer &peer, milliseconds limit);
/// With Error::requestSent.
[[nodiscard]] base::Error readTimedOut(const Peer &peer, milliseconds limit, bool answerBegan);
/// TlsFailed "12175": the peer does not speak TLS, ended the handshake, or both have nothing in common.
[[nodiscard]] base::Error tlsFailed(const Peer &peer, QAbstractSocket::SocketError reason, const QString &words);
/// TlsFailed "CannotConnect": plain HTTP was answered with a TLS record.
[[nodiscard]] base::Error tlsExpected(const Peer &peer);
/// ConnectionLost "12030" (ERROR_WINHTTP_CONNECTION_ERROR) with Error::requestSent.
/// firstEver: nothing was ever answered at this endpoint, so that the port may be the wrong one.
[[nodiscard]] base::Error connectionLost(const Peer &peer, bool answerBegan, bool firstEver);
/// LoginRefused "AccessDenied": the server said no to the client's certificate, by a TLS alert or by status 401 or 403
/// (code). certificate: its subject and thumbprint.
[[nodiscard]] base::Error certificateRefused(const Peer &peer, const QString &certificate, const QString &words,
                                             qint64 code);
/// TlsFailed "12175": a client certificate is offered with TLS 1.2 only, and the server wants a later one.
[[nodiscard]] base::Error certificateNeedsTls12(const Peer &peer, const QString &words);

} // namespace errors

} // namespace rejoin::transport
