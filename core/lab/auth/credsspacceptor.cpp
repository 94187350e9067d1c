#include "core/lab/auth/credsspacceptor.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/lab/auth/basicacceptor.h"
#include "core/transport/auth/credsspbinding.h"
#include "core/transport/selfsigned.h"

namespace rejoin::lab {

using transport::TlsPipe;
using transport::TsPasswordCredentials;
using transport::TsRequest;

namespace {

// MS-ERREF 2.3.1
constexpr quint32 statusInvalidParameter = 0xC000000D;
constexpr quint32 statusAccessDenied = 0xC0000022;
constexpr quint32 statusLogonFailure = 0xC000006D;

/// "ann@LAB.EXAMPLE" is the user "ann" here, as where the realm is the default one.
const LabUser *userOf(const QList<LabUser> &users, const QString &name)
{
    const LabUser *known = findUser(users, name);
    const qsizetype at = name.lastIndexOf(QLatin1Char('@'));
    return known || at < 0 ? known : findUser(users, name.left(at));
}

} // namespace

CredsspAcceptor::CredsspAcceptor(LabLoginSettings settings, QList<LabUser> users,
                                 transport::CertificateAndKey certificate, MakeInner makeInner)
    : m_settings(std::move(settings)),
      m_users(std::move(users)),
      m_certificate(std::move(certificate)),
      m_inner(makeInner())
{
}

transport::CertificateAndKey CredsspAcceptor::makeCertificate()
{
    transport::CertificateRequest request;
    request.names = {QStringLiteral("CREDSSP-LAB")};
    request.rsa = true;
    return transport::makeCertificate(request);
}

void CredsspAcceptor::startTls()
{
    const auto versions = m_settings.credsspTls == 12   ? TlsPipe::Versions::Tls12Only
                          : m_settings.credsspTls == 13 ? TlsPipe::Versions::Tls13Only
                                                        : TlsPipe::Versions::Tls12And13;
    m_tls = TlsPipe::server(m_certificate, versions, m_settings.credsspTickets, m_settings.credsspCiphers.toLatin1());
}

Acceptor::Outcome CredsspAcceptor::accept(QByteArrayView parameters, const Request & /*request*/)
{
    const auto token =
        QByteArray::fromBase64Encoding(parameters.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    Outcome outcome;
    const char *why = "no token";
    QString detail;
    if (token && !token.decoded.isEmpty()) {
        try {
            outcome = advance(*token);
            why = nullptr;
        } catch (const base::Error &error) {
            why = "not readable";
            detail = error.detail;
        }
    }
    if (why) {
        qCInfo(lcLab) << "CredSSP login refused:" << why << detail;
        m_state = State::Refused;
    }
    outcome.parameters = outcome.parameters.toBase64();
    return outcome;
}

Acceptor::Outcome CredsspAcceptor::advance(QByteArrayView token)
{
    switch (m_state) {
    case State::Handshake: {
        if (!m_tls)
            startTls();
        QByteArray out = m_tls->handshake(token);
        if (!m_tls->isReady())
            return {Outcome::Kind::Continue, std::move(out)};
        m_state = State::Negotiating;
        // The first message may come together with the end of the handshake.
        const QByteArray plain = m_tls->read({});
        if (plain.isEmpty())
            return {Outcome::Kind::Continue, std::move(out)};
        const auto request = TsRequest::decode(plain);
        return request ? negotiate(*request, out) : refuse(statusInvalidParameter, "no TSRequest");
    }
    case State::Negotiating:
    case State::Credentials: {
        const auto request = TsRequest::decode(m_tls->read(token));
        if (!request)
            return refuse(statusInvalidParameter, "no TSRequest");
        return m_state == State::Negotiating ? negotiate(*request, {}) : takeCredentials(*request);
    }
    case State::Accepted:
    case State::Refused:
        break;
    }
    m_state = State::Refused;
    return {};
}

Acceptor::Outcome CredsspAcceptor::reply(const TsRequest &answer, const QByteArray &before)
{
    TsRequest sent = answer;
    sent.version = m_settings.credsspVersion;
    return {Outcome::Kind::Continue, before + m_tls->write(sent.encode())};
}

Acceptor::Outcome CredsspAcceptor::refuse(quint32 status, const char *why)
{
    qCInfo(lcLab) << "CredSSP login refused:" << why << Qt::hex << status;
    m_state = State::Refused;
    Outcome outcome;
    outcome.user = m_user;
    // MS-CSSP 2.2.1: versions 2 and 5 have no errorCode.
    if (m_version == 3 || m_version == 4 || m_version >= 6) {
        TsRequest answer;
        answer.errorCode = status;
        outcome.parameters = reply(answer).parameters;
    }
    return outcome;
}

Acceptor::Outcome CredsspAcceptor::negotiate(const TsRequest &request, const QByteArray &before)
{
    m_version = qMin(request.version, m_settings.credsspVersion);
    TsRequest answer;
    if (!request.negoToken.isEmpty() && !m_innerDone) {
        const Outcome inner = m_inner->accept(request.negoToken);
        m_user = inner.user;
        if (inner.kind == Outcome::Kind::Refused)
            return refuse(statusLogonFailure, "by the login inside");
        m_innerDone = inner.kind == Outcome::Kind::Accepted;
        answer.negoToken = inner.parameters;
    }
    if (!request.pubKeyAuth.isEmpty())
        return m_innerDone ? bind(request, answer.negoToken) : refuse(statusInvalidParameter, "a binding too early");
    if (m_innerDone && m_settings.credsspStatus != 0)
        return refuse(m_settings.credsspStatus, "as the settings say");
    if (answer.negoToken.isEmpty())
        return refuse(statusInvalidParameter, "neither token nor binding");
    return reply(answer, before);
}

Acceptor::Outcome CredsspAcceptor::bind(const TsRequest &request, QByteArray negoToken)
{
    if (m_settings.credsspStatus != 0)
        return refuse(m_settings.credsspStatus, "as the settings say");
    if (m_version >= 5 && request.clientNonce.isEmpty())
        return refuse(statusInvalidParameter, "no nonce");
    const QByteArray key = m_tls->serverPublicKey();
    QByteArray proof;
    try {
        proof = m_inner->unwrap(request.pubKeyAuth);
    } catch (const base::Error &) {
        return refuse(statusAccessDenied, "the binding was not sealed by the client");
    }
    if (!transport::isSameBinding(proof, transport::credsspClientBinding(m_version, request.clientNonce, key)))
        return refuse(statusAccessDenied, "another TLS session than the client's");
    QByteArray own = transport::credsspServerBinding(m_version, request.clientNonce, key);
    if (m_settings.credsspWrongKey)
        own.back() = static_cast<char>(own.back() ^ 1);
    TsRequest answer;
    answer.negoToken = std::move(negoToken);
    answer.pubKeyAuth = m_inner->wrap(own);
    m_state = State::Credentials;
    return reply(answer);
}

Acceptor::Outcome CredsspAcceptor::takeCredentials(const TsRequest &request)
{
    std::optional<TsPasswordCredentials> handed;
    try {
        QByteArray plain = request.authInfo.isEmpty() ? QByteArray() : m_inner->unwrap(request.authInfo);
        handed = TsPasswordCredentials::decode(plain);
        base::wipe(plain.data(), static_cast<std::size_t>(plain.size()));
    } catch (const base::Error &) {
        return refuse(statusAccessDenied, "the credentials were not sealed by the client");
    }
    if (!handed)
        return refuse(statusInvalidParameter, "no credentials");
    const LabUser *user = userOf(m_users, handed->user);
    if (!user || user != userOf(m_users, m_user) || !(user->password == handed->password))
        return refuse(statusLogonFailure, "the credentials are not those of who logged in");
    m_state = State::Accepted;
    m_sealer = std::make_unique<transport::CredsspSealer>(m_tls);
    return {Outcome::Kind::Accepted, {}, user->name};
}

} // namespace rejoin::lab
