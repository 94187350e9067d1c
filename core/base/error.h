#pragma once

#include "core/base/text.h"

#include <QException>

#include <exception>
#include <variant>

namespace rejoin::base {

/// What kind of thing went wrong. A closed set: front ends choose the mark and the remedy by it.
enum class ErrorCategory : quint8 {
    InvalidArgument,      ///< the caller's words or options are wrong
    NameNotResolved,      ///< no address for the host name
    ConnectFailed,        ///< refused, unreachable, reset before an answer
    TimedOut,             ///< no answer within the time allowed
    TlsFailed,            ///< handshake failed, or the peer does not speak TLS
    CertificateUntrusted, ///< chain, name or validity check failed
    LoginRefused,         ///< 401 after the credential was given, or no common mechanism
    CredentialMissing,    ///< a credential is needed and none is at hand
    NotPermitted,         ///< we refuse to send this unprotected
    AccessDenied,         ///< logged in, but not allowed
    NotWsMan,             ///< something answered, but not a WS-Management service
    Fault,                ///< a WS-Management fault with no closer category
    Protocol,             ///< bytes that break HTTP, WS-Man, PSRP or CLIXML
    LimitExceeded,        ///< larger or deeper than we accept
    SessionNotFound,      ///< the shell or command is gone
    SessionBusy,          ///< attached to another client
    InvalidState,         ///< not possible in the present state
    ConnectionLost,       ///< the connection ended under a running operation
    Redirected,           ///< the service points elsewhere
    Cancelled,            ///< the user or the owner cancelled
    Unsupported,          ///< this end or the other does not offer it
    Local,                ///< a file, the keychain, this machine
    Internal,             ///< a defect of ours
};

/// The one exception type inside core. At the service boundary it becomes data (see Result).
///
/// Copyable, because failures are kept in rows and results. Derives from QException so that it survives
/// Qt's thread pool.
class Error : public QException
{
public:
    Error() = default;
    Error(ErrorCategory category, QString id, Text message, Text advice = {}, qint64 code = 0);

    ErrorCategory category = ErrorCategory::Internal;
    /// PowerShell's FullyQualifiedErrorId word(s), without the cmdlet's type name: "AccessDenied". May be empty.
    QString id;
    /// WS-Man fault code, HTTP status, or 0.
    qint64 code = 0;
    /// One sentence: what happened.
    Text message;
    /// What to do about it. May be empty.
    Text advice;
    /// The raw words of the server (fault text, TLS errors), for *Details*. Never a secret.
    QString detail;
    /// The request went out, whole or in part: it may have been carried out although no answer came.
    bool requestSent = false;
    /// Met at another host, where a redirect led to: nothing that is permitted for the computer that was asked for
    /// would mend it.
    bool atAnotherHost = false;
    /// CertificateUntrusted: the server's certificate and then those that came with it, as PEM, for whoever is asked
    /// whether to trust it. Empty otherwise.
    QByteArray certificatePem;

    [[nodiscard]] QString english() const { return message.english(); }
    const char *what() const noexcept override;

    void raise() const override { throw *this; }
    [[nodiscard]] Error *clone() const override { return new Error(*this); }

    /// Any exception as an Error: itself, or Internal with what() as its message.
    [[nodiscard]] static Error from(const std::exception_ptr &exception);
    [[nodiscard]] static Error cancelled();

private:
    mutable QByteArray m_what;
};

/// The outcome of one operation among many: a value or the Error that took its place.
template <typename T>
using Result = std::variant<T, Error>;

} // namespace rejoin::base
