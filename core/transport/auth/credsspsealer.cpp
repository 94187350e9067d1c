#include "core/transport/auth/credsspsealer.h"

#include "core/base/error.h"
#include "core/transport/auth/tlspipe.h"

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

QList<SealedPart> CredsspSealer::seal(QByteArrayView plain)
{
    QList<SealedPart> parts;
    while (!plain.isEmpty()) {
        const QByteArrayView piece = plain.first(qMin(plain.size(), TlsPipe::maximumRecord));
        plain = plain.sliced(piece.size());
        const QByteArray record = m_tls->write(piece);
        // Only the number matters to the peer: it puts both together again.
        const qsizetype head = qMin(m_tls->trailerLength(piece.size()), record.size());
        parts.emplaceBack(record.first(head), record.sliced(head), piece.size());
    }
    return parts;
}

QByteArray CredsspSealer::unseal(QByteArrayView header, QByteArrayView data)
{
    QString why = QStringLiteral("a part without content");
    try {
        QByteArray plain = m_tls->read(header.toByteArray() + data.toByteArray());
        if (!plain.isEmpty())
            return plain;
    } catch (const Error &error) {
        why = error.detail;
    }
    Error failed(ErrorCategory::Protocol, QStringLiteral("MessageUnsealFailed"),
                 Text(QT_TRANSLATE_NOOP("core", "A protected message was changed on the way or came out of order; it "
                                                "was not read.")),
                 Text(QT_TRANSLATE_NOOP("core", "Look for a proxy between here and the server; HTTPS (-UseSSL) avoids "
                                                "it.")));
    failed.detail = why;
    throw failed;
}

} // namespace rejoin::transport
