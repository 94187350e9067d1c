#include "core/transport/auth/credssp.h"

#include "core/base/error.h"
#include "core/transport/auth/credsspbinding.h"
#include "core/transport/auth/credssperrors.h"
#include "core/transport/auth/negotiate.h"

#include <QRandomGenerator>

#include <array>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr int firstWithNonce = 5;
/// MS-NLMP 2.2.1.3: signature and type of the last message of NTLM.
constexpr std::string_view ntlmAuthenticate("NTLMSSP\0\3\0\0\0", 12);

std::string_view text(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QByteArray bytesOf(const std::string &text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray randomNonce()
{
    std::array<quint32, credsspNonceBytes / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return {reinterpret_cast<const char *>(words.data()), credsspNonceBytes};
}

Error unreadable(const QString &peer, const QString &what)
{
    Error error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "%1 sent a message of CredSSP that cannot be read."), {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Look for a proxy between here and the server; HTTPS (-UseSSL) avoids "
                                               "it.")));
    error.detail = what;
    return error;
}

Error notProven(const QString &peer)
{
    return {ErrorCategory::Protocol, QStringLiteral("CredSspServerNotProven"),
            Text(QT_TRANSLATE_NOOP("core", "%1 did not prove that the CredSSP connection ends at it; the password was "
                                           "not sent."),
                 {peer}),
            Text(QT_TRANSLATE_NOOP("core", "Somebody may be standing between here and the server. Find out before "
                                           "trying again, or use HTTPS (-UseSSL) with Kerberos."))};
}

Error versionTooLow(const QString &peer, int version, int minimum)
{
    return {
        ErrorCategory::Unsupported, QStringLiteral("CredSspVersion"),
        Text(QT_TRANSLATE_NOOP("core", "%1 speaks CredSSP version %2 only, which can be relayed to another computer "
                                       "(CVE-2018-0886); at least version %3 is required, and the password was not "
                                       "sent."),
             {peer, QString::number(version), QString::number(minimum)}),
        Text(QT_TRANSLATE_NOOP("core", "Install the update of May 2018 or a later one on that computer (KB4103723 "
                                       "and its kin), or use another mechanism.")),
        version};
}

} // namespace

CredsspAuthenticator::CredsspAuthenticator(base::Credential credential, Settings settings, MakeContext makeContext)
    : m_credential(std::move(credential)), m_settings(std::move(settings)), m_makeContext(std::move(makeContext))
{
    if (m_credential.kind != base::Credential::Kind::Password || m_credential.userName.isEmpty() ||
        m_credential.password.isEmpty())
        throw Error(ErrorCategory::CredentialMissing, QStringLiteral("ExplicitCredentialsRequired"),
                    Text(QT_TRANSLATE_NOOP("core", "CredSSP needs a user name and a password.")),
                    Text(QT_TRANSLATE_NOOP("core", "Give both with -Credential, or save them for this computer.")));
    m_settings.inner.spnego = true;
    m_settings.inner.user = m_credential.userName.toStdString();
    m_settings.inner.password = text(m_credential.password.utf8());
}

Error CredsspAuthenticator::failed(const SecurityFailure &failure) const
{
    QString service = QString::fromStdString(m_settings.inner.service + '/' + m_settings.inner.host);
    if (m_settings.inner.spnPort > 0)
        service += QLatin1Char(':') + QString::number(m_settings.inner.spnPort);
    return securityError(failure, m_settings.peer, m_credential.userName, service);
}

Authenticator::Facts CredsspAuthenticator::facts() const
{
    Facts facts;
    facts.package = QStringLiteral("CredSSP");
    if (m_version > 0) {
        const auto inner = m_inner->facts();
        // Known from its last token before the library calls it finished.
        const QString package = m_ntlm ? QStringLiteral("NTLM") : QString::fromStdString(inner.package);
        facts.package += QLatin1Char(' ') + QString::number(m_version);
        if (!package.isEmpty())
            facts.package += QStringLiteral(" (%1)").arg(package);
        facts.fallbackReason = QString::fromStdString(inner.fallbackReason);
        facts.cipher = m_tls->cipher();
    }
    return facts;
}

Authenticator::Step CredsspAuthenticator::step(QByteArrayView challenge)
{
    QByteArray token;
    try {
        token = advance(challenge);
    } catch (const SecurityFailure &failure) {
        m_state = State::Failed;
        throw failed(failure);
    } catch (...) {
        m_state = State::Failed;
        throw;
    }
    return {base::SecretString::fromUtf8("CredSSP " + token.toBase64()), m_state == State::Done};
}

QByteArray CredsspAuthenticator::advance(QByteArrayView token)
{
    switch (m_state) {
    case State::Fresh:
        // First of all, because it may be that nothing is to be sent: no ticket, and NTLM not allowed.
        m_inner = m_makeContext(m_settings.inner);
        stepInner({});
        m_tls = TlsPipe::client(m_settings.tls);
        m_state = State::Handshake;
        return m_tls->handshake({});
    case State::Handshake:
        return shakeHands(token);
    case State::TlsFinished:
        // Tickets, or nothing at all.
        if (!token.isEmpty() && !m_tls->read(token).isEmpty())
            throw unreadable(m_settings.peer, QStringLiteral("a message before the first of ours"));
        return begin();
    case State::Negotiating:
        return negotiate(receive(token));
    case State::Binding:
        return handOver(receive(token));
    case State::Done:
        (void)receive(token); // its status, if it says why
        throw unreadable(m_settings.peer, QStringLiteral("a message after the last"));
    case State::Failed:
        break;
    }
    throw unreadable(m_settings.peer, QStringLiteral("a token after the end"));
}

QByteArray CredsspAuthenticator::shakeHands(QByteArrayView token)
{
    QByteArray out = m_tls->handshake(token);
    if (m_tls->isReady() && out.isEmpty())
        return begin();
    if (out.isEmpty())
        throw unreadable(m_settings.peer, QStringLiteral("half a TLS handshake"));
    // The server's side of it wants the end of the handshake as a token of its own.
    if (m_tls->isReady())
        m_state = State::TlsFinished;
    return out;
}

QByteArray CredsspAuthenticator::begin()
{
    m_state = State::Negotiating;
    TsRequest request;
    request.negoToken = bytesOf(m_innerToken.bytes);
    return send(request);
}

void CredsspAuthenticator::stepInner(QByteArrayView token)
{
    m_innerToken = m_inner->step(text(token));
    if (m_innerToken.bytes.find(ntlmAuthenticate) != std::string::npos)
        m_ntlm = true;
}

QByteArray CredsspAuthenticator::negotiate(const TsRequest &answer)
{
    if (m_version == 0) {
        m_version = qMin(answer.version, m_settings.version);
        if (m_version < m_settings.minimumVersion)
            throw versionTooLow(m_settings.peer, answer.version, m_settings.minimumVersion);
    }
    if (m_innerToken.done)
        m_innerToken.bytes.clear();
    else
        stepInner(answer.negoToken);
    TsRequest request;
    request.negoToken = bytesOf(m_innerToken.bytes);
    // MS-CSSP 3.1.5: together with the last token. NTLM inside SPNEGO still waits for the server's MIC then, but has
    // its keys.
    if (m_innerToken.done || m_ntlm) {
        if (m_version >= firstWithNonce)
            m_nonce = randomNonce();
        request.clientNonce = m_nonce;
        request.pubKeyAuth =
            bytesOf(m_inner->wrap(text(credsspClientBinding(m_version, m_nonce, m_tls->serverPublicKey()))));
        m_state = State::Binding;
    }
    return send(request);
}

QByteArray CredsspAuthenticator::handOver(const TsRequest &answer)
{
    if (!answer.negoToken.isEmpty() && !m_innerToken.done)
        stepInner(answer.negoToken);
    if (answer.pubKeyAuth.isEmpty())
        throw notProven(m_settings.peer);
    std::string proof;
    try {
        proof = m_inner->unwrap(text(answer.pubKeyAuth));
    } catch (const SecurityFailure &) {
        throw notProven(m_settings.peer);
    }
    if (!isSameBinding(bytesOf(proof), credsspServerBinding(m_version, m_nonce, m_tls->serverPublicKey())))
        throw notProven(m_settings.peer);
    TsPasswordCredentials handed;
    const QString &name = m_credential.userName;
    const qsizetype slash = name.indexOf(QLatin1Char('\\'));
    handed.domain = name.left(qMax<qsizetype>(slash, 0));
    handed.user = name.mid(slash + 1);
    handed.password = m_credential.password;
    QByteArray plain = handed.encode();
    TsRequest request;
    try {
        request.authInfo = bytesOf(m_inner->wrap(text(plain)));
    } catch (...) {
        base::wipe(plain.data(), static_cast<std::size_t>(plain.size()));
        throw;
    }
    base::wipe(plain.data(), static_cast<std::size_t>(plain.size()));
    m_state = State::Done;
    m_sealer = std::make_unique<CredsspSealer>(m_tls);
    return send(request);
}

TsRequest CredsspAuthenticator::receive(QByteArrayView token)
{
    const QByteArray plain = m_tls->read(token);
    const auto request = TsRequest::decode(plain);
    if (!request)
        throw unreadable(m_settings.peer, QStringLiteral("no TSRequest, %1 bytes").arg(plain.size()));
    if (request->errorCode && *request->errorCode != 0)
        throw credsspStatusError(*request->errorCode, m_settings.peer);
    return *request;
}

QByteArray CredsspAuthenticator::send(const TsRequest &request)
{
    TsRequest sent = request;
    sent.version = m_settings.version;
    return m_tls->write(sent.encode());
}

} // namespace rejoin::transport
