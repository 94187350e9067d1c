#include "core/transport/auth/basic.h"

#include "core/base/error.h"

namespace rejoin::transport {

using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::SecretString;
using base::Text;

namespace {

constexpr QByteArrayView schemeAndSpace("Basic ");

void wipe(QByteArray &bytes)
{
    // data() of an unshared array does not copy.
    base::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace

BasicAuthenticator::BasicAuthenticator(Credential credential) : m_credential(std::move(credential))
{
    if (m_credential.kind != Credential::Kind::Password || m_credential.userName.isEmpty() ||
        m_credential.password.isEmpty())
        throw Error(ErrorCategory::CredentialMissing, QStringLiteral("ExplicitCredentialsRequired"),
                    Text(QT_TRANSLATE_NOOP("core", "Basic needs a user name and a password.")),
                    Text(QT_TRANSLATE_NOOP("core", "Give both with -Credential, or save them for this computer.")));
    // RFC 7617 2: the colon ends the user name.
    if (m_credential.userName.contains(u':'))
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidUserName"),
                    Text(QT_TRANSLATE_NOOP("core", "A user name with a colon cannot log in with Basic.")),
                    Text(QT_TRANSLATE_NOOP("core", "Check the user name.")));
}

SecretString BasicAuthenticator::authorize(const QByteArray & /*method*/, const QByteArray & /*target*/)
{
    const QByteArray user = m_credential.userName.toUtf8();
    const QByteArrayView password = m_credential.password.utf8();
    QByteArray plain;
    plain.reserve(user.size() + 1 + password.size());
    plain.append(user).append(':').append(password.data(), password.size());
    QByteArray encoded = plain.toBase64();
    wipe(plain);
    QByteArray value;
    value.reserve(schemeAndSpace.size() + encoded.size());
    value.append(schemeAndSpace.data(), schemeAndSpace.size()).append(encoded);
    wipe(encoded);
    SecretString authorization = SecretString::fromUtf8(value);
    wipe(value);
    return authorization;
}

std::optional<Credential> readBasic(QByteArrayView authorization)
{
    if (authorization.size() <= schemeAndSpace.size() ||
        authorization.first(schemeAndSpace.size()).compare(schemeAndSpace, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    QByteArray encoded = authorization.sliced(schemeAndSpace.size()).toByteArray();
    auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    wipe(encoded);
    std::optional<Credential> credential;
    if (decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok) {
        const qsizetype colon = decoded.decoded.indexOf(':');
        if (colon >= 0)
            credential.emplace(QString::fromUtf8(decoded.decoded.constData(), colon),
                               SecretString::fromUtf8(QByteArrayView(decoded.decoded).sliced(colon + 1)));
    }
    wipe(decoded.decoded);
    return credential;
}

} // namespace rejoin::transport
