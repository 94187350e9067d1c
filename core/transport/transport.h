#pragma once

#include "core/base/cancel.h"
#include "core/base/credential.h"
#include "core/base/task.h"
#include "core/transport/endpoint.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>

#include <chrono>
#include <memory>

namespace rejoin::transport {

/// -Authentication; the numbers are PowerShell's.
enum class Mechanism : quint8 {
    Default = 0,
    Basic = 1,
    Negotiate = 2,
    NegotiateWithImplicitCredential = 3,
    Credssp = 4,
    Digest = 5,
    Kerberos = 6,
};

/// How to log in.
struct Login
{
    Login() = default;
    Mechanism mechanism = Mechanism::Default;
    base::Credential credential;
    /// -NoEncryption, or the saved computer permits it: Basic over plain HTTP.
    bool allowUnencrypted = false;
};

/// Which checks of a server certificate are on. Everything is, unless turned off for this computer.
struct TlsPolicy
{
    TlsPolicy() = default;
    bool skipCaCheck = false;
    bool skipCnCheck = false;
    bool skipRevocationCheck = false;
    /// Trusted beside the system's.
    QList<QSslCertificate> extraAuthorities;
    /// SHA-256 of the one certificate that is trusted here; empty: none pinned. A pinned certificate needs no other
    /// check; a different one fails.
    QByteArray pinnedSha256;
};

/// Limits and times of one HTTP exchange.
struct HttpLimits
{
    HttpLimits() = default;
    std::chrono::milliseconds connectTimeout{30000};
    std::chrono::milliseconds tlsTimeout{30000};
    /// Added to the OperationTimeout of a request to give its read time-out.
    std::chrono::milliseconds readMargin{30000};
    qint64 maximumHeaderBytes = 64 << 10;
    qint64 maximumBodyBytes = 64 << 20;
};

struct HttpRequest
{
    HttpRequest() = default;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/soap+xml;charset=UTF-8");
    /// OperationTimeout inside the body; the read time-out is this plus HttpLimits::readMargin.
    std::chrono::milliseconds operationTimeout{60000};
    QList<std::pair<QByteArray, QByteArray>> extraHeaders;
};

struct HttpResponse
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    [[nodiscard]] QByteArray header(QByteArrayView name) const; ///< case-insensitive, first one
};

/// What is known of the connection in use, for *Details*.
struct ConnectionFacts
{
    QString mechanism;  ///< "Basic"
    QString tlsVersion; ///< "TLSv1.3"; empty on plain HTTP
    QString cipher;
    QString peerAddress;
    QByteArray certificateSha256;
    QString certificateSubject;
};

/// Posts envelopes to one endpoint with one login. Keeps connections alive between requests and makes as many as
/// there are requests at a time (a long Receive occupies one). Made and used on the event loop's thread.
class Transport
{
public:
    virtual ~Transport() = default;

    /// One POST. Gives any answer of a WS-Management service: 200, or a fault's 500 and other statuses with a SOAP
    /// body. Throws Error: NameNotResolved, ConnectFailed, TimedOut, TlsFailed, CertificateUntrusted, LoginRefused,
    /// CredentialMissing, NotPermitted, AccessDenied, NotWsMan, Protocol, LimitExceeded, ConnectionLost, Redirected,
    /// Cancelled. ConnectionLost says in Error::detail "sent" when the request may have reached the server.
    [[nodiscard]] virtual Task<HttpResponse> post(HttpRequest request, base::CancelToken cancel) = 0;

    [[nodiscard]] virtual Endpoint endpoint() const = 0;
    [[nodiscard]] virtual ConnectionFacts facts() const = 0;
    /// Drops idle connections and aborts running ones (their posts end as Cancelled).
    virtual void close() = 0;
};

struct TransportSettings
{
    TransportSettings() = default;
    Endpoint endpoint;
    Login login;
    TlsPolicy tls;
    HttpLimits limits;
    ConnectTo connectTo;
};

/// HTTP/1.1 over QSslSocket.
[[nodiscard]] std::shared_ptr<Transport> makeHttpTransport(TransportSettings settings);

} // namespace rejoin::transport
