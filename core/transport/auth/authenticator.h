#pragma once

#include "core/base/secretstring.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace rejoin::transport {

/// One login over one connection, without sockets: challenge in, token out. Synchronous; a mechanism whose library
/// may block says so and is stepped in a thread pool.
///
/// A mechanism that logs in each request by itself (Basic) is asked for its first token for every request and is
/// never sealed. One that logs in the connection is stepped with empty posts until Step::done, keeps its keys for
/// as long as the connection lives, and may seal what goes over it.
class Authenticator
{
public:
    struct Step
    {
        Step() = default;
        /// The value of the Authorization header, the scheme included: "Basic …". Empty: nothing more to say.
        base::SecretString authorization;
        /// This side has finished.
        bool done = false;
    };

    virtual ~Authenticator() = default;

    /// As in WWW-Authenticate: "Basic".
    [[nodiscard]] virtual QByteArray scheme() const = 0;
    /// The words after the scheme in the server's challenge; empty on the first call. Throws Error (LoginRefused,
    /// CredentialMissing, InvalidArgument).
    [[nodiscard]] virtual Step step(QByteArrayView challenge) = 0;
    /// Logs in the connection rather than each request.
    [[nodiscard]] virtual bool isConnectionBound() const { return false; }
    /// step() may wait for a network or a file.
    [[nodiscard]] virtual bool mayBlock() const { return false; }

    /// Message protection for plain HTTP (MS-WSMV 2.2.9.1).
    [[nodiscard]] virtual bool canSeal() const { return false; }
    /// Of the multipart: "application/HTTP-SPNEGO-session-encrypted".
    [[nodiscard]] virtual QByteArray sealProtocol() const { return {}; }
    /// The bytes of the octet-stream part. Only when canSeal().
    [[nodiscard]] virtual QByteArray seal(QByteArrayView plain);
    /// Throws Error (Protocol) when the bytes were not sealed by the peer of this login.
    [[nodiscard]] virtual QByteArray unseal(QByteArrayView sealed);
};

} // namespace rejoin::transport
