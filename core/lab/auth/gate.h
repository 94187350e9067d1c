#pragma once

#include "core/lab/auth/acceptor.h"
#include "core/lab/labhttpserver.h"
#include "core/lab/labsettings.h"

#include <QHash>

namespace rejoin::lab {

/// What one connection has reached: a login in progress, or who is logged in.
class LabConnectionLogin
{
public:
    /// By scheme in lower case; made when first tried.
    QHash<QByteArray, std::shared_ptr<Acceptor>> acceptors;
    /// The one whose login the connection has; nullptr: none.
    std::shared_ptr<Acceptor> accepted;
    QString user;
};

/// Asks who comes: offers the mechanisms of a computer and runs their acceptors, one set for each connection.
class LabGate
{
public:
    /// Throws Error (Local) when no certificate can be made for CredSSP.
    explicit LabGate(const LabComputerSettings &settings);

    struct Verdict
    {
        Verdict() = default;
        bool admitted = false;
        QString user; ///< of the settings' users where it is one, else as the mechanism names it
        /// Tried with these words; empty: no login was tried.
        QString claimed;
        bool tried = false;
        /// The answer when not admitted; when admitted, headers for the answer.
        LabHttpReply reply;
        /// The login was finished by this very request.
        bool fresh = false;
    };
    [[nodiscard]] Verdict judge(const LabHttpRequest &request) const;
    /// Opens a sealed request's body in place. False: it came in the clear where it must be sealed, or is not from
    /// this login; the reply is then to be 401-like closed.
    [[nodiscard]] bool unseal(LabHttpRequest *request) const;
    /// Seals the answer of a request that came sealed.
    static void seal(const LabHttpRequest &request, LabHttpReply *reply);

private:
    [[nodiscard]] std::shared_ptr<Acceptor> makeAcceptor(const QByteArray &scheme) const;
    [[nodiscard]] std::shared_ptr<Acceptor> acceptorFor(const LabHttpRequest &request, const QByteArray &scheme) const;
    /// refused: the scheme whose last words go with it.
    [[nodiscard]] LabHttpReply challenge(const LabHttpRequest &request, const QByteArray &refused = {},
                                         const QByteArray &words = {}) const;

    LabComputerSettings m_settings;
    transport::CertificateAndKey m_credsspCertificate; ///< null where CredSSP is not offered
};

} // namespace rejoin::lab
