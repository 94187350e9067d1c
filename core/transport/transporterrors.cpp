#include "core/transport/transporterrors.h"

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

QString Peer::portText() const
{
    const QString port = QString::number(endpoint.port);
    if (target.host == endpoint.host && target.port == endpoint.port)
        return port;
    Endpoint dialled = endpoint;
    dialled.host = target.host;
    dialled.port = target.port;
    return QStringLiteral("%1 (through %2)").arg(port, dialled.authority());
}

namespace errors {

namespace {

// WsmErr.h and winhttp.h.
constexpr qint64 cannotConnect = 2150858770;
constexpr qint64 operationTimeout = 2150859046;
constexpr qint64 computerNotFound = 2150859193;
constexpr qint64 secureFailure = 12175;
constexpr qint64 connectionError = 12030;

QString secondsText(milliseconds time)
{
    const double seconds = static_cast<double>(time.count()) / 1000.0;
    return QString::number(seconds, 'f', time.count() % 1000 == 0 ? 0 : 1);
}

Error make(ErrorCategory category, const char *id, qint64 code, Text message, Text advice, const QString &detail = {})
{
    Error error(category, QString::fromLatin1(id), std::move(message), std::move(advice), code);
    error.detail = detail;
    return error;
}

/// OpenSSL's words when the first bytes of the peer are no TLS record.
bool speaksNoTls(const QString &words)
{
    for (const auto *sign : {"wrong version number", "http request", "packet length too long", "unexpected message"})
        if (words.contains(QLatin1String(sign), Qt::CaseInsensitive))
            return true;
    return false;
}

} // namespace

Error connectFailed(const Peer &peer, QAbstractSocket::SocketError reason, const QString &words)
{
    const QStringList where{peer.endpoint.host, peer.portText()};
    if (reason == QAbstractSocket::HostNotFoundError)
        return make(ErrorCategory::NameNotResolved, "ComputerNotFound", computerNotFound,
                    Text(QT_TRANSLATE_NOOP("core", "No computer with the name %1 was found."), {peer.target.host}),
                    Text(QT_TRANSLATE_NOOP("core", "Check the spelling, try the fully qualified name or the IP "
                                                   "address, and check that the network or VPN is up.")),
                    words);
    const Text advice(QT_TRANSLATE_NOOP("core", "Check that WinRM runs there (Enable-PSRemoting, winrm quickconfig), "
                                                "that the port is right (5985, or 5986 with -UseSSL), and that a "
                                                "firewall lets it through."));
    if (reason == QAbstractSocket::ConnectionRefusedError)
        return make(
            ErrorCategory::ConnectFailed, "CannotConnect", cannotConnect,
            Text(QT_TRANSLATE_NOOP("core", "Nothing listens at %1 on port %2: the connection was refused."), where),
            advice, words);
    return make(ErrorCategory::ConnectFailed, "CannotConnect", cannotConnect,
                Text(QT_TRANSLATE_NOOP("core", "Could not connect to %1 on port %2: %3"), where + QStringList{words}),
                advice, words);
}

Error connectTimedOut(const Peer &peer, milliseconds limit)
{
    return make(ErrorCategory::TimedOut, "WinRMOperationTimeout", operationTimeout,
                Text(QT_TRANSLATE_NOOP("core", "%1 did not accept a connection on port %2 within %3 seconds."),
                     {peer.endpoint.host, peer.portText(), secondsText(limit)}),
                Text(QT_TRANSLATE_NOOP("core", "Check that the computer is on and reachable, and that a firewall lets "
                                               "the WinRM port through.")));
}

Error tlsTimedOut(const Peer &peer, milliseconds limit)
{
    return make(ErrorCategory::TimedOut, "WinRMOperationTimeout", operationTimeout,
                Text(QT_TRANSLATE_NOOP("core", "%1 accepted the connection on port %2 but said nothing in the TLS "
                                               "handshake within %3 seconds."),
                     {peer.endpoint.host, peer.portText(), secondsText(limit)}),
                Text(QT_TRANSLATE_NOOP("core", "Check that the port is WinRM's HTTPS port (5986 by default); for the "
                                               "HTTP port leave out -UseSSL.")));
}

Error readTimedOut(const Peer &peer, milliseconds limit, bool answerBegan)
{
    const QStringList where{peer.endpoint.host, peer.portText(), secondsText(limit)};
    Error error = make(
        ErrorCategory::TimedOut, "WinRMOperationTimeout", operationTimeout,
        answerBegan ? Text(QT_TRANSLATE_NOOP("core", "%1 on port %2 stopped in the middle of an answer for %3 "
                                                     "seconds."),
                           where)
                    : Text(QT_TRANSLATE_NOOP("core", "%1 accepted the connection on port %2 but gave no answer within "
                                                     "%3 seconds."),
                           where),
        Text(QT_TRANSLATE_NOOP("core", "Check that the port belongs to WinRM and that the computer is not "
                                       "overloaded; a longer -OperationTimeout waits longer.")));
    error.requestSent = true;
    return error;
}

Error tlsFailed(const Peer &peer, QAbstractSocket::SocketError reason, const QString &words)
{
    const QStringList where{peer.endpoint.host, peer.portText()};
    const Text httpAdvice(QT_TRANSLATE_NOOP("core", "It may be the HTTP port: leave out -UseSSL, or use the HTTPS "
                                                    "port, 5986 by default."));
    if (speaksNoTls(words))
        return make(
            ErrorCategory::TlsFailed, "12175", secureFailure,
            Text(QT_TRANSLATE_NOOP("core", "%1 does not speak TLS on port %2; it may be the HTTP port."), where),
            httpAdvice, words);
    if (reason == QAbstractSocket::RemoteHostClosedError || reason == QAbstractSocket::NetworkError)
        return make(ErrorCategory::TlsFailed, "12175", secureFailure,
                    Text(QT_TRANSLATE_NOOP("core", "%1 ended the connection on port %2 during the TLS handshake; it "
                                                   "may not speak TLS there."),
                         where),
                    httpAdvice, words);
    return make(
        ErrorCategory::TlsFailed, "12175", secureFailure,
        Text(QT_TRANSLATE_NOOP("core", "The TLS handshake with %1 on port %2 failed: %3"), where + QStringList{words}),
        Text(QT_TRANSLATE_NOOP("core", "The server must offer TLS 1.2 or later with a usable certificate; "
                                       "check its HTTPS listener (winrm enumerate winrm/config/listener).")),
        words);
}

Error tlsExpected(const Peer &peer)
{
    return make(ErrorCategory::TlsFailed, "CannotConnect", cannotConnect,
                Text(QT_TRANSLATE_NOOP("core", "%1 expects TLS (HTTPS) on port %2, but plain HTTP was asked for."),
                     {peer.endpoint.host, peer.portText()}),
                Text(QT_TRANSLATE_NOOP("core", "Use -UseSSL, or the HTTP port, 5985 by default.")));
}

Error connectionLost(const Peer &peer, bool answerBegan, bool firstEver)
{
    const QStringList where{peer.endpoint.host, peer.portText()};
    const Text again(QT_TRANSLATE_NOOP("core", "Check that the computer and its WinRM service are still up, then try "
                                               "again; a session on it goes on running."));
    Error error;
    if (answerBegan)
        error = make(
            ErrorCategory::ConnectionLost, "12030", connectionError,
            Text(QT_TRANSLATE_NOOP("core", "The connection to %1 on port %2 ended in the middle of an answer."), where),
            again);
    else if (firstEver && !peer.endpoint.useSsl)
        error = make(ErrorCategory::ConnectionLost, "12030", connectionError,
                     Text(QT_TRANSLATE_NOOP("core", "%1 ended the connection on port %2 without an answer; the port "
                                                    "may expect TLS (HTTPS)."),
                          where),
                     Text(QT_TRANSLATE_NOOP("core", "If it is the HTTPS port, use -UseSSL; otherwise check that the "
                                                    "port belongs to WinRM, and try again.")));
    else
        error =
            make(ErrorCategory::ConnectionLost, "12030", connectionError,
                 Text(QT_TRANSLATE_NOOP("core", "The connection to %1 on port %2 ended before an answer came."), where),
                 again);
    error.requestSent = true;
    return error;
}

Error certificateRefused(const Peer &peer, const QString &certificate, const QString &words, qint64 code)
{
    return make(ErrorCategory::LoginRefused, "AccessDenied", code,
                Text(QT_TRANSLATE_NOOP("core", "%1 does not accept the client certificate %2."),
                     {peer.endpoint.authority(), certificate}),
                Text(QT_TRANSLATE_NOOP("core", "The server must trust the authority that issued it, it must be valid "
                                               "and meant for client authentication, and it must be mapped to a user "
                                               "there (New-Item WSMan:\\localhost\\ClientCertificate).")),
                words);
}

Error certificateNeedsTls12(const Peer &peer, const QString &words)
{
    return make(ErrorCategory::TlsFailed, "12175", secureFailure,
                Text(QT_TRANSLATE_NOOP("core", "%1 does not take TLS 1.2 on port %2, which logging in with a client "
                                               "certificate needs."),
                     {peer.endpoint.host, peer.portText()}),
                Text(QT_TRANSLATE_NOOP("core", "Allow TLS 1.2 on the server, or use another mechanism "
                                               "(-Authentication).")),
                words);
}

} // namespace errors

} // namespace rejoin::transport
