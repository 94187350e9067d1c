#include "core/transport/tlspolicy.h"

#include <QCryptographicHash>
#include <QSslCipher>

#include <algorithm>

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

constexpr qint64 secureFailure = 12175; // ERROR_WINHTTP_SECURE_FAILURE

bool isChainError(QSslError::SslError error)
{
    switch (error) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
    case QSslError::PathLengthExceeded:
        return true;
    default:
        return false;
    }
}

bool isDateError(QSslError::SslError error)
{
    return error == QSslError::CertificateExpired || error == QSslError::CertificateNotYetValid;
}

/// Nothing but stapled OCSP says any of these: Qt reads no revocation lists.
bool isRevocationError(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateRevoked:
    case QSslError::OcspNoResponseFound:
    case QSslError::OcspMalformedRequest:
    case QSslError::OcspMalformedResponse:
    case QSslError::OcspInternalError:
    case QSslError::OcspTryLater:
    case QSslError::OcspSigRequred:
    case QSslError::OcspUnauthorized:
    case QSslError::OcspResponseCannotBeTrusted:
    case QSslError::OcspResponseCertIdUnknown:
    case QSslError::OcspResponseExpired:
    case QSslError::OcspStatusUnknown:
        return true;
    default:
        return false;
    }
}

bool revocationCounts(QSslError::SslError error, const TlsPolicy &policy)
{
    if (policy.skipRevocationCheck || error == QSslError::OcspNoResponseFound)
        return false;
    // An answer signed by an authority that nobody trusts says nothing, like none; whether that authority is to be
    // trusted is the chain's matter.
    return !(error == QSslError::OcspResponseCannotBeTrusted && policy.skipCaCheck);
}

QString namesText(const QSslCertificate &leaf)
{
    const auto alternatives = leaf.subjectAlternativeNames();
    QStringList names(alternatives.begin(), alternatives.end());
    if (names.isEmpty())
        names = leaf.subjectInfo(QSslCertificate::CommonName);
    return names.join(QStringLiteral(", "));
}

QString subjectText(const QSslCertificate &leaf)
{
    const QString name = leaf.subjectDisplayName();
    return name.isEmpty() ? QStringLiteral("?") : name;
}

QString dateText(const QDateTime &date)
{
    return date.toUTC().toString(Qt::ISODate);
}

QString describe(const QSslCertificate &leaf, const QStringList &failures)
{
    QStringList lines;
    for (const QString &failure : failures)
        lines += QStringLiteral("Fails: %1").arg(failure);
    lines += QStringLiteral("Subject: %1").arg(subjectText(leaf));
    lines += QStringLiteral("Issuer: %1").arg(leaf.issuerDisplayName());
    lines += QStringLiteral("Names: %1").arg(namesText(leaf));
    lines += QStringLiteral("Valid: %1 to %2").arg(dateText(leaf.effectiveDate()), dateText(leaf.expiryDate()));
    lines += QStringLiteral("SHA-256: %1").arg(fingerprintText(leaf.digest(QCryptographicHash::Sha256)));
    return lines.join(u'\n');
}

bool anyOf(const QList<QSslError> &errors, QSslError::SslError wanted)
{
    return std::any_of(errors.begin(), errors.end(), [&](const QSslError &error) { return error.error() == wanted; });
}

struct Words
{
    Text message;
    Text advice;
};

/// The weightiest first: a date that is wrong stays wrong whatever is trusted.
Words wordsFor(const QList<QSslError> &errors, const QSslCertificate &leaf, const Endpoint &endpoint)
{
    if (anyOf(errors, QSslError::CertificateRevoked))
        return {Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 was revoked by the authority that issued it."),
                     {endpoint.authority()}),
                Text(QT_TRANSLATE_NOOP("core", "Do not log in there: somebody else may have its key. Have the "
                                               "certificate replaced on the server."))};
    if (anyOf(errors, QSslError::CertificateExpired))
        return {Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 expired on %2."),
                     {endpoint.authority(), dateText(leaf.expiryDate())}),
                Text(QT_TRANSLATE_NOOP("core", "Have the certificate renewed on the server, and check that the clock "
                                               "of this computer is right."))};
    if (anyOf(errors, QSslError::CertificateNotYetValid))
        return {Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 is not valid before %2."),
                     {endpoint.authority(), dateText(leaf.effectiveDate())}),
                Text(QT_TRANSLATE_NOOP("core", "Check the clocks of this computer and of the server."))};
    if (anyOf(errors, QSslError::HostNameMismatch))
        return {Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 is for another name (%2)."),
                     {endpoint.authority(), namesText(leaf)}),
                Text(QT_TRANSLATE_NOOP("core", "Use the name that the certificate has. If you know that it is the "
                                               "right computer, pin its certificate or give -SkipCNCheck in the "
                                               "session option."))};
    if (std::any_of(errors.begin(), errors.end(), [](const QSslError &e) { return isChainError(e.error()); }))
        return {Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 is signed by an authority that this computer "
                                               "does not trust."),
                     {endpoint.authority()}),
                Text(QT_TRANSLATE_NOOP("core", "Compare its SHA-256 fingerprint with the server's and trust it for "
                                               "this computer, add its authority, or give -SkipCACheck in the "
                                               "session option."))};
    const auto stapled = std::find_if(errors.begin(), errors.end(),
                                      [](const QSslError &error) { return isRevocationError(error.error()); });
    if (stapled != errors.end())
        return {Text(QT_TRANSLATE_NOOP("core", "Whether the certificate of %1 was revoked cannot be told: the OCSP "
                                               "answer that it sends is of no use (%2)."),
                     {endpoint.authority(), stapled->errorString()}),
                Text(QT_TRANSLATE_NOOP("core", "Check the OCSP stapling of the server and the clocks of both "
                                               "computers. To connect without this check give -SkipRevocationCheck in "
                                               "the session option."))};
    return {Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 was not accepted: %2"),
                 {endpoint.authority(), errors.isEmpty() ? QString() : errors.first().errorString()}),
            Text(QT_TRANSLATE_NOOP("core", "Have the certificate replaced on the server."))};
}

} // namespace

QString fingerprintText(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex(':').toUpper());
}

QSslConfiguration clientTlsConfiguration(const TlsPolicy &policy, const ClientCertificate &certificate)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(certificate.isNull() ? QSsl::TlsV1_2OrLater : QSsl::TlsV1_2);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setOcspStaplingEnabled(!policy.skipRevocationCheck);
    // On by default, and then no session is ever gone on with.
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
    if (!certificate.isNull()) {
        configuration.setLocalCertificateChain(certificate.chain);
        configuration.setPrivateKey(certificate.key);
    }
    if (!policy.extraAuthorities.isEmpty())
        configuration.addCaCertificates(policy.extraAuthorities);
    return configuration;
}

bool isPinned(const QSslCertificate &leaf, const TlsPolicy &policy)
{
    return !policy.pinnedSha256.isEmpty() && !leaf.isNull() &&
           leaf.digest(QCryptographicHash::Sha256) == policy.pinnedSha256;
}

ConnectionFacts::Revocation revocationOf(const QList<QSslError> &errors, bool stapledGood, const TlsPolicy &policy)
{
    if (policy.skipRevocationCheck)
        return ConnectionFacts::Revocation::NotAsked;
    const bool wrong = std::any_of(errors.begin(), errors.end(),
                                   [](const QSslError &error) { return isRevocationError(error.error()); });
    return stapledGood && !wrong ? ConnectionFacts::Revocation::Good : ConnectionFacts::Revocation::NotChecked;
}

QList<QSslError> withoutOpenStaples(const QList<QSslError> &errors, const QList<QSslCertificate> &sentChain)
{
    if (sentChain.size() > 1)
        return errors;
    QList<QSslError> kept = errors;
    kept.removeIf([](const QSslError &error) { return error.error() == QSslError::OcspResponseCertIdUnknown; });
    return kept;
}

QByteArray chainPem(const QSslCertificate &leaf, const QList<QSslCertificate> &chain)
{
    if (leaf.isNull())
        return {};
    QByteArray pem = leaf.toPem();
    for (const QSslCertificate &certificate : chain)
        if (certificate != leaf)
            pem += certificate.toPem();
    return pem;
}

QList<QSslError> effectiveTlsErrors(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                    const TlsPolicy &policy)
{
    QList<QSslError> counted;
    if (isPinned(leaf, policy)) {
        // Exactly this certificate is trusted: neither chain nor name nor date can add to that. That its issuer has
        // taken it back can.
        for (const QSslError &error : errors)
            if (error.error() == QSslError::CertificateRevoked && !policy.skipRevocationCheck)
                counted.append(error);
        return counted;
    }
    for (const QSslError &error : errors) {
        // A date that is wrong for an authority higher up belongs to the chain.
        const bool ofLeaf = error.certificate().isNull() || error.certificate() == leaf;
        const bool chain = isChainError(error.error()) || (isDateError(error.error()) && !ofLeaf);
        if (chain && policy.skipCaCheck)
            continue;
        if (error.error() == QSslError::HostNameMismatch && policy.skipCnCheck)
            continue;
        if (isRevocationError(error.error()) && !revocationCounts(error.error(), policy))
            continue;
        counted.append(error);
    }
    return counted;
}

std::optional<Error> checkPin(const QSslCertificate &leaf, const TlsPolicy &policy, const Endpoint &endpoint)
{
    if (policy.pinnedSha256.isEmpty() || isPinned(leaf, policy))
        return std::nullopt;
    Error error(ErrorCategory::CertificateUntrusted, QString::number(secureFailure),
                Text(QT_TRANSLATE_NOOP("core", "The certificate of %1 is not the one that is trusted for this "
                                               "computer."),
                     {endpoint.authority()}),
                Text(QT_TRANSLATE_NOOP("core", "If the server was given a new certificate, compare the SHA-256 "
                                               "fingerprint with the server's and trust the new one; otherwise "
                                               "something stands between.")),
                secureFailure);
    error.detail = describe(leaf, {QStringLiteral("pinned is SHA-256 %1").arg(fingerprintText(policy.pinnedSha256))});
    error.certificatePem = chainPem(leaf, {});
    return error;
}

Error certificateError(const QList<QSslError> &errors, const QSslCertificate &leaf, const Endpoint &endpoint)
{
    QStringList failures;
    for (const QSslError &error : errors)
        if (!failures.contains(error.errorString()))
            failures.append(error.errorString());
    Words words = wordsFor(errors, leaf, endpoint);
    Error error(ErrorCategory::CertificateUntrusted, QString::number(secureFailure), std::move(words.message),
                std::move(words.advice), secureFailure);
    error.detail = describe(leaf, failures);
    error.certificatePem = chainPem(leaf, {});
    return error;
}

} // namespace rejoin::transport
