#pragma once

#include "core/base/secretstring.h"
#include "core/transport/auth/challenge.h"
#include "core/transport/auth/messagesealer.h"

#include <QString>

namespace rejoin::transport {

/// One login over one connection, without sockets: challenge in, token out. Synchronous; a mechanism whose library may
/// block says so and is stepped in a thread pool, one step at a time.
///
/// Two kinds. A mechanism that logs in each *request* (Basic, Digest, a client certificate) is asked for the
/// Authorization of every request; one that needs a challenge first says so. One that logs in the *connection*
/// (Negotiate, Kerberos, CredSSP) is stepped with empty posts until it is done, keeps its keys for as long as the
/// connection lives, and may seal what goes over it.
class Authenticator
{
public:
    struct Step
    {
        Step() = default;
        Step(base::SecretString value, bool finished) : authorization(std::move(value)), done(finished) {}
        /// The value of the Authorization header, the scheme included: "Negotiate …". Empty: nothing more to say.
        base::SecretString authorization;
        /// This side has finished; the server may still have a last token for it.
        bool done = false;
    };

    /// What is known of the login, for *Details*. Before the login: what would be used.
    struct Facts
    {
        Facts() = default;
        /// What really logged in: "Kerberos", "NTLM", "Basic", "CredSSP 6 (Kerberos)".
        QString package;
        /// What protects the messages: "AES256-CTS-HMAC-SHA1-96"; empty where nothing but TLS does.
        QString cipher;
        /// Why Kerberos was not used where Negotiate ended in NTLM (English, from the library); empty: it did not.
        QString fallbackReason;
    };

    virtual ~Authenticator() = default;

    /// As in WWW-Authenticate: "Basic".
    [[nodiscard]] virtual QByteArray scheme() const = 0;
    [[nodiscard]] virtual bool isConnectionBound() const { return false; }
    /// step() may wait for a network or a file.
    [[nodiscard]] virtual bool mayBlock() const { return false; }
    [[nodiscard]] virtual Facts facts() const;

    // --- of a request ---
    /// The server must be heard before authorize(): nothing of the message is sent until then.
    [[nodiscard]] virtual bool needsChallenge() const { return false; }
    /// All that a 401 offers. False: it does not help (refused, or not offered). Throws Error.
    [[nodiscard]] virtual bool takeChallenges(const QList<Challenge> &challenges);
    /// The value of the Authorization header of one request. Throws Error (CredentialMissing, InvalidArgument).
    [[nodiscard]] virtual base::SecretString authorize(const QByteArray &method, const QByteArray &target);

    // --- of a connection ---
    /// "tls-server-end-point:" and the hash (RFC 5929 4), once the connection is encrypted and before the first step.
    virtual void setChannelBinding(const QByteArray &binding);
    /// challenge: the token after the scheme in the server's WWW-Authenticate, decoded; empty on the first call. Throws
    /// Error (LoginRefused, CredentialMissing, NotPermitted, Protocol, ConnectFailed when no KDC answers).
    [[nodiscard]] virtual Step step(QByteArrayView challenge);
    /// A challenge without a token is an answer and no refusal just now: the server has nothing to say, this side has.
    [[nodiscard]] virtual bool takesEmptyToken() const { return false; }
    /// nullptr: does not protect messages. Only once step() was done.
    [[nodiscard]] virtual MessageSealer *sealer() { return nullptr; }
};

} // namespace rejoin::transport
