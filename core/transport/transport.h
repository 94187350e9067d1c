#pragma once

#include "core/base/cancel.h"
#include "core/base/credential.h"
#include "core/base/task.h"
#include "core/transport/endpoint.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

class QThreadPool;

namespace rejoin::transport {

class LoginGate;
class TlsTickets;

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

/// A certificate to log in with, its key, and what a server may need to check it.
struct ClientCertificate
{
    ClientCertificate() = default;
    QList<QSslCertificate> chain; ///< the certificate itself first
    QSslKey key;
    [[nodiscard]] bool isNull() const { return chain.isEmpty() || key.isNull(); }
};

/// How to log in.
struct Login
{
    Login() = default;
    Mechanism mechanism = Mechanism::Default;
    base::Credential credential;
    /// -CertificateThumbprint: logs in with this instead of the mechanism. HTTPS only.
    ClientCertificate certificate;
    /// -NoEncryption, or the saved computer permits it: Basic, Digest or unsealed messages over plain HTTP.
    bool allowUnencrypted = false;
    /// -NoEncryption: nothing is sealed. Needs allowUnencrypted on plain HTTP.
    bool noEncryption = false;
    /// NTLM over plain HTTP does not prove who the server is; what Windows calls TrustedHosts.
    bool allowNtlmWithoutTls = false;
    /// The user was told that CredSSP hands the password to the server.
    bool allowDelegation = false;
    /// Below 5 the public-key binding can be relayed (CVE-2018-0886). 2 to 6.
    int minimumCredsspVersion = 5;
    QString spnService = QStringLiteral("HTTP"); ///< of the service principal name
    bool includePortInSpn = false;
};

/// How to get out to the computer.
struct Proxy
{
    enum class Kind : quint8 {
        None,   ///< straight
        System, ///< what the system says for this address
        Http,   ///< CONNECT, for HTTP endpoints too: a login belongs to one connection
        Socks5, ///< names are resolved at the far end
    };
    Proxy() = default;
    Kind kind = Kind::None;
    QString host;
    quint16 port = 0;
    /// Negotiate, Basic or Digest; Default is Negotiate, as PowerShell's.
    Mechanism mechanism = Mechanism::Default;
    base::Credential credential;

    /// "http://host:3128", "socks5h://host:1080", a user name allowed, no password. "system" and "none" too. Throws
    /// Error (InvalidArgument).
    [[nodiscard]] static Proxy fromText(const QString &text);
    [[nodiscard]] QString text() const;
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
    enum class Revocation : quint8 {
        NotAsked,   ///< no TLS, or switched off
        NotChecked, ///< the server gave no stapled OCSP answer
        Good,
    };
    QString mechanism;      ///< what was asked for: "Negotiate"
    QString package;        ///< what really logged in: "Kerberos", "NTLM", "CredSSP 6 (NTLM)", "Basic"
    QString fallbackReason; ///< why Negotiate ended in NTLM; empty otherwise
    QString sealing;        ///< what protects the messages themselves; empty: nothing but TLS, if that
    QString proxy;          ///< "socks5h://jump:1080"; empty: straight
    bool resumed = false;   ///< the TLS session of an earlier connection was gone on with
    bool pinned = false;    ///< the certificate is the one that the user chose to trust
    Revocation revocation = Revocation::NotAsked;
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
    /// Cancelled. Error::requestSent: the request may have reached the server.
    [[nodiscard]] virtual Task<HttpResponse> post(HttpRequest request, base::CancelToken cancel) = 0;

    [[nodiscard]] virtual Endpoint endpoint() const = 0;
    [[nodiscard]] virtual ConnectionFacts facts() const = 0;
    /// Drops idle connections and aborts running ones (their posts end as Cancelled).
    virtual void close() = 0;
    /// Drops idle connections: the network changed under them.
    virtual void dropIdle() {}
};

struct TransportSettings
{
    TransportSettings() = default;
    Endpoint endpoint;
    Login login;
    TlsPolicy tls;
    HttpLimits limits;
    ConnectTo connectTo;
    Proxy proxy;
    /// Sessions of TLS to go on with. Absent: the transport keeps its own.
    std::shared_ptr<TlsTickets> tlsTickets;
    /// Where logins run that may wait for a KDC (AuthenticationPool). Absent: one of the transport's own.
    std::shared_ptr<QThreadPool> authenticationPool;
    /// Asked before each login. Absent: nobody is.
    std::shared_ptr<LoginGate> loginGate;
};

/// HTTP/1.1 over QSslSocket.
[[nodiscard]] std::shared_ptr<Transport> makeHttpTransport(TransportSettings settings);

} // namespace rejoin::transport
