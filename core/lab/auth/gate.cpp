#include "core/lab/auth/gate.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/lab/auth/basicacceptor.h"
#include "core/lab/auth/certificateacceptor.h"
#include "core/lab/auth/credsspacceptor.h"
#ifndef Q_OS_WIN
#include "core/lab/auth/gssinner.h"
#endif
#include "core/lab/auth/digestacceptor.h"
#include "core/transport/channelbinding.h"
#include "core/transport/sealedbody.h"

namespace rejoin::lab {

namespace {

void addChallenge(LabHttpReply *reply, const QByteArray &scheme, const QByteArray &parameters)
{
    reply->headers.append(
        {QByteArrayLiteral("WWW-Authenticate"), parameters.isEmpty() ? scheme : scheme + ' ' + parameters});
}

} // namespace

LabGate::LabGate(const LabComputerSettings &settings) : m_settings(settings)
{
    if (m_settings.login.offered.contains(QStringLiteral("CredSSP"), Qt::CaseInsensitive))
        m_credsspCertificate = CredsspAcceptor::makeCertificate();
}

std::shared_ptr<Acceptor> LabGate::makeAcceptor(const QByteArray &scheme) const
{
    if (scheme.compare("Basic", Qt::CaseInsensitive) == 0)
        return std::make_shared<BasicAcceptor>(m_settings.users);
    if (scheme == certificateScheme)
        return std::make_shared<CertificateAcceptor>(m_settings.login.certificateUsers);
#ifndef Q_OS_WIN
    for (const char *name : {"Negotiate", "Kerberos"}) {
        if (scheme.compare(name, Qt::CaseInsensitive) == 0)
            return std::make_shared<GssAcceptor>(name, m_settings.login, m_settings.users);
    }
    if (scheme.compare("CredSSP", Qt::CaseInsensitive) == 0) {
        const LabComputerSettings settings = m_settings;
        return std::make_shared<CredsspAcceptor>(settings.login, settings.users, m_credsspCertificate, [settings] {
            return std::make_unique<GssInner>(settings.login, settings.users);
        });
    }
#endif
    if (scheme.compare("Digest", Qt::CaseInsensitive) == 0)
        return std::make_shared<DigestAcceptor>(m_settings.users, m_settings.login.digestAlgorithm,
                                                m_settings.login.digestNonceUses);
    return nullptr;
}

std::shared_ptr<Acceptor> LabGate::acceptorFor(const LabHttpRequest &request, const QByteArray &scheme) const
{
    if (!m_settings.login.offered.contains(QString::fromLatin1(scheme), Qt::CaseInsensitive))
        return nullptr;
    auto &acceptor = request.login->acceptors[scheme.toLower()];
    if (!acceptor)
        acceptor = makeAcceptor(scheme);
    return acceptor;
}

LabHttpReply LabGate::challenge(const LabHttpRequest &request, const QByteArray &refused, const QByteArray &words) const
{
    LabHttpReply reply;
    reply.status = 401;
    reply.headers.append({QByteArrayLiteral("Server"), QByteArrayLiteral("Microsoft-HTTPAPI/2.0")});
    for (const QString &name : m_settings.login.offered) {
        const QByteArray scheme = name.toLatin1();
        if (scheme == certificateScheme)
            continue; // Windows does not list it
        if (const auto acceptor = acceptorFor(request, scheme))
            addChallenge(&reply, acceptor->scheme(),
                         scheme.compare(refused, Qt::CaseInsensitive) == 0 && !words.isEmpty() ? words
                                                                                               : acceptor->offer());
    }
    return reply;
}

LabGate::Verdict LabGate::judge(const LabHttpRequest &request) const
{
    Verdict verdict;
    const QByteArray header = request.http.header("Authorization");
    LabConnectionLogin &login = *request.login;
    if (header.isEmpty() && login.accepted && login.accepted->isConnectionBound()) {
        verdict.admitted = true;
        verdict.user = login.user;
        return verdict;
    }
    if (header.isEmpty()) {
        verdict.reply = challenge(request);
        return verdict;
    }
    const qsizetype space = header.indexOf(' ');
    const QByteArray scheme = space < 0 ? header : header.left(space);
    const QByteArray parameters = space < 0 ? QByteArray() : header.mid(space + 1).trimmed();
    const auto acceptor = acceptorFor(request, scheme);
    if (!acceptor) {
        verdict.reply = challenge(request);
        return verdict;
    }
    Acceptor::Request what;
    what.method = request.http.method;
    what.target = request.http.target;
    what.tls = request.tls;
    if (request.tls)
        what.channelBinding = transport::serverEndPointBinding(request.serverCertificate);
    what.clientCertificates = request.clientCertificates;
    const Acceptor::Outcome outcome = acceptor->accept(parameters, what);
    verdict.claimed = outcome.user;
    if (outcome.kind == Acceptor::Outcome::Kind::Accepted) {
        verdict.tried = true;
        verdict.admitted = true;
        verdict.fresh = true;
        const LabUser *known = findUser(m_settings.users, outcome.user);
        verdict.user = known ? known->name : outcome.user;
        login.accepted = acceptor;
        login.user = verdict.user;
        if (!outcome.parameters.isEmpty())
            addChallenge(&verdict.reply, acceptor->scheme(), outcome.parameters);
        return verdict;
    }
    if (outcome.kind == Acceptor::Outcome::Kind::Continue) {
        verdict.reply.status = 401;
        addChallenge(&verdict.reply, acceptor->scheme(), outcome.parameters);
        return verdict;
    }
    verdict.tried = true;
    // A refused login begins anew.
    login.acceptors.remove(scheme.toLower());
    login.accepted = nullptr;
    verdict.reply = challenge(request, scheme, outcome.parameters);
    return verdict;
}

bool LabGate::unseal(LabHttpRequest *request) const
{
    const QByteArray type = request->http.header("Content-Type");
    const auto accepted = request->login->accepted;
    auto *sealer = accepted ? accepted->sealer() : nullptr;
    const bool sealed = transport::isSealedType(type);
    if (!sealed)
        return request->tls || !sealer || request->http.body.isEmpty() || m_settings.login.allowUnencrypted;
    if (!sealer)
        return false;
    try {
        request->http.body = transport::unsealBody(*sealer, request->http.body, type);
        request->sealed = true;
        return true;
    } catch (const base::Error &error) {
        qCInfo(lcLab) << "a sealed request was refused:" << error.detail;
        return false;
    }
}

void LabGate::seal(const LabHttpRequest &request, LabHttpReply *reply)
{
    if (!request.sealed || reply->body.isEmpty() || !request.login->accepted)
        return;
    for (auto &[name, value] : reply->headers) {
        if (name.compare("Content-Type", Qt::CaseInsensitive) != 0)
            continue;
        auto sealed = transport::sealBody(*request.login->accepted->sealer(), reply->body, value);
        reply->body = std::move(sealed.body);
        value = std::move(sealed.contentType);
        return;
    }
}

} // namespace rejoin::lab
