#include "core/lab/auth/certificateacceptor.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace rejoin::lab {

Acceptor::Outcome CertificateAcceptor::accept(QByteArrayView parameters, const Request &request)
{
    if (!request.tls || request.clientCertificates.isEmpty() || !parameters.isEmpty())
        return {Outcome::Kind::Refused, {}};
    const QSslCertificate &leaf = request.clientCertificates.first();
    const QString thumbprint = QString::fromLatin1(leaf.digest(QCryptographicHash::Sha1).toHex().toUpper());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (leaf.effectiveDate() > now || leaf.expiryDate() < now || !m_users.contains(thumbprint))
        return {Outcome::Kind::Refused, {}, leaf.subjectDisplayName()};
    return {Outcome::Kind::Accepted, {}, m_users.value(thumbprint)};
}

} // namespace rejoin::lab
