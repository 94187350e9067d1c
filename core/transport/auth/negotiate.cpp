#include "core/transport/auth/negotiate.h"

#include "core/base/logging.h"
#include "core/transport/auth/choose.h"

namespace rejoin::transport {

using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::SecretString;
using base::Text;

namespace {

std::string_view bytesOf(QByteArrayView view)
{
    return {view.data(), static_cast<std::size_t>(view.size())};
}

QByteArray arrayOf(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

NegotiateAuthenticator::NegotiateAuthenticator(const Login &login, const Endpoint &endpoint)
    : NegotiateAuthenticator(login, endpoint.host, endpoint.port, endpoint.useSsl || login.allowNtlmWithoutTls)
{
}

NegotiateAuthenticator::NegotiateAuthenticator(const Login &login, const QString &host, int port, bool allowNtlm)
    : m_login(login),
      m_host(host),
      m_port(port),
      m_allowNtlm(allowNtlm),
      m_kerberosOnly(login.mechanism == Mechanism::Kerberos),
      m_spnego(!m_kerberosOnly)
{
    checkCredential();
}

void NegotiateAuthenticator::checkCredential() const
{
    const Credential &credential = m_login.credential;
    if (m_login.mechanism == Mechanism::NegotiateWithImplicitCredential &&
        credential.kind != Credential::Kind::CurrentUser)
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("CreateRemoteRunspaceFailed"),
                    Text(QT_TRANSLATE_NOOP("core", "A %1 cannot be specified when %2 is specified."),
                         {QStringLiteral("Credential"), mechanismName(m_login.mechanism)}),
                    Text(QT_TRANSLATE_NOOP("core", "Leave the credential out, or choose Negotiate.")));
    const bool incomplete = credential.kind == Credential::Kind::Password &&
                            (credential.userName.isEmpty() || credential.password.isEmpty());
    if (incomplete)
        throw Error(
            ErrorCategory::CredentialMissing, QStringLiteral("ExplicitCredentialsRequired"),
            Text(QT_TRANSLATE_NOOP("core", "%1 needs a user name and a password."), {mechanismName(m_login.mechanism)}),
            Text(QT_TRANSLATE_NOOP("core", "Give both with -Credential, or save them for this computer.")));
}

SecurityRequest NegotiateAuthenticator::request() const
{
    SecurityRequest request;
    request.package = m_kerberosOnly ? SecurityRequest::Package::Kerberos : SecurityRequest::Package::Negotiate;
    request.spnego = m_spnego;
    const Credential &credential = m_login.credential;
    if (credential.kind != Credential::Kind::CurrentUser)
        request.user = credential.userName.toStdString();
    if (credential.kind == Credential::Kind::Password)
        request.password = bytesOf(credential.password.utf8());
    if (credential.kind == Credential::Kind::Keytab)
        request.keytab = credential.keytab.toStdString();
    request.service = m_login.spnService.toStdString();
    request.host = m_host.toStdString();
    request.spnPort = m_login.includePortInSpn ? m_port : 0;
    request.channelBinding = m_binding.toStdString();
    request.allowNtlm = m_allowNtlm;
    return request;
}

Error NegotiateAuthenticator::failed(const SecurityFailure &failure) const
{
    QString service = m_login.spnService + u'/' + m_host;
    if (m_login.includePortInSpn)
        service += u':' + QString::number(m_port);
    const bool address = m_host.contains(u':') && !m_host.startsWith(u'[');
    const QString peer = (address ? u'[' + m_host + u']' : m_host) + u':' + QString::number(m_port);
    return securityError(failure, peer, m_login.credential.userName, service);
}

QByteArray NegotiateAuthenticator::scheme() const
{
    return m_spnego ? QByteArrayLiteral("Negotiate") : QByteArrayLiteral("Kerberos");
}

Authenticator::Facts NegotiateAuthenticator::facts() const
{
    Facts facts;
    if (!m_context) {
        facts.package = m_kerberosOnly ? QStringLiteral("Kerberos") : QStringLiteral("Negotiate");
        return facts;
    }
    const auto known = m_context->facts();
    facts.package = QString::fromStdString(known.package);
    facts.cipher = QString::fromStdString(known.cipher);
    facts.fallbackReason = QString::fromStdString(known.fallbackReason);
    return facts;
}

bool NegotiateAuthenticator::takeChallenges(const QList<Challenge> &challenges)
{
    if (m_spnego || m_done || !offersScheme(challenges, "Negotiate"))
        return false;
    m_spnego = true;
    m_context.reset();
    return true;
}

void NegotiateAuthenticator::setChannelBinding(const QByteArray &binding)
{
    m_binding = binding;
}

Authenticator::Step NegotiateAuthenticator::step(QByteArrayView challenge)
{
    try {
        if (!m_context)
            m_context = makeSecurityContext(request());
        const auto token = m_context->step(bytesOf(challenge));
        m_done = token.done;
        qCDebug(lcTransport) << scheme() << "step in" << challenge.size() << "out" << token.bytes.size()
                             << (token.done ? "done" : "goes on");
        if (token.bytes.empty())
            return {SecretString(), m_done};
        const QByteArray value = scheme() + ' ' + arrayOf(token.bytes).toBase64();
        return {SecretString::fromUtf8(value), m_done};
    } catch (const SecurityFailure &failure) {
        throw failed(failure);
    }
}

QByteArray NegotiateAuthenticator::sealProtocol() const
{
    return (m_spnego ? spnegoSealProtocol : kerberosSealProtocol).toByteArray();
}

QList<SealedPart> NegotiateAuthenticator::seal(QByteArrayView plain)
{
    try {
        const auto sealed = m_context->seal(bytesOf(plain));
        // protocol: Length= counts the padding of a mechanism that pads
        return {SealedPart(arrayOf(sealed.header), arrayOf(sealed.data),
                           plain.size() + static_cast<qsizetype>(sealed.padding))};
    } catch (const SecurityFailure &failure) {
        Error error = failed(failure);
        error.category = ErrorCategory::Internal;
        throw error;
    }
}

QByteArray NegotiateAuthenticator::unseal(QByteArrayView header, QByteArrayView data)
{
    try {
        return arrayOf(m_context->unseal(bytesOf(header), bytesOf(data)));
    } catch (const SecurityFailure &failure) {
        throw failed(failure);
    }
}

} // namespace rejoin::transport
