#pragma once

#include "core/transport/auth/messagesealer.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QSslCertificate>
#include <QString>

#include <memory>

namespace rejoin::lab {

/// The server's side of one mechanism on one connection: what came in Authorization in, what goes into
/// WWW-Authenticate out.
class Acceptor
{
public:
    /// What the login may be judged by besides its token.
    struct Request
    {
        Request() = default;
        QByteArray method;
        QByteArray target;
        bool tls = false;
        QByteArray channelBinding;                 ///< of the lab's own certificate (RFC 5929 4.1); empty without TLS
        QList<QSslCertificate> clientCertificates; ///< the leaf first; empty: none was sent
    };

    struct Outcome
    {
        enum class Kind : quint8 {
            Continue, ///< 401 with `parameters`, on the same connection
            Accepted, ///< `user` is logged in; `parameters`, if any, go with the answer
            Refused,  ///< 401
        };
        Outcome() = default;
        Outcome(Kind what, QByteArray words, QString who = {})
            : kind(what), parameters(std::move(words)), user(std::move(who))
        {
        }
        Kind kind = Kind::Refused;
        /// After the scheme in WWW-Authenticate: a token in base64, or realm="…" and so on.
        QByteArray parameters;
        /// As the mechanism names it: "LAB\ann", "ann@LAB.EXAMPLE", "ann". On refusal what was claimed, if known.
        QString user;
    };

    virtual ~Acceptor() = default;
    [[nodiscard]] virtual QByteArray scheme() const = 0;
    /// Negotiate, Kerberos, CredSSP: the connection stays logged in. Otherwise each request logs in.
    [[nodiscard]] virtual bool isConnectionBound() const { return false; }
    /// After the scheme in the first 401: realm="WSMAN"; empty: nothing.
    [[nodiscard]] virtual QByteArray offer() { return {}; }
    /// parameters: all after the scheme in Authorization. Refuses rather than throws.
    [[nodiscard]] virtual Outcome accept(QByteArrayView parameters, const Request &request) = 0;
    /// Once accepted; nullptr: does not protect messages.
    [[nodiscard]] virtual transport::MessageSealer *sealer() { return nullptr; }
};

} // namespace rejoin::lab
