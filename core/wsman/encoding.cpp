#include "core/wsman/encoding.h"

#include "core/base/error.h"

#include <QStringDecoder>
#include <QStringEncoder>

namespace rejoin::wsman {

namespace {

/// The charset parameter, lower case; empty when there is none.
QByteArray charsetOf(const QByteArray &contentType)
{
    const QList<QByteArray> parts = contentType.split(';');
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const QByteArray part = parts.at(i).trimmed().toLower();
        if (!part.startsWith("charset"))
            continue;
        const qsizetype equals = part.indexOf('=');
        if (equals < 0)
            continue;
        QByteArray value = part.mid(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.mid(1, value.size() - 2);
        return value;
    }
    return {};
}

} // namespace

QByteArray utf16ContentType()
{
    return QByteArrayLiteral("application/soap+xml;charset=UTF-16");
}

bool isUtf16(const QByteArray &contentType)
{
    return charsetOf(contentType).startsWith("utf-16");
}

QByteArray toUtf16(const QByteArray &utf8)
{
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    return encoder(QString::fromUtf8(utf8));
}

QByteArray fromUtf16(const QByteArray &bytes, const QByteArray &contentType)
{
    auto order = QStringConverter::Utf16LE;
    if (bytes.startsWith("\xFE\xFF") || (!bytes.startsWith("\xFF\xFE") && charsetOf(contentType) == "utf-16be"))
        order = QStringConverter::Utf16BE;
    QStringDecoder decoder(order);
    const QString text = decoder(bytes);
    if (bytes.size() % 2 != 0 || decoder.hasError())
        throw base::Error(
            base::ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
            base::Text(QT_TRANSLATE_NOOP("core", "The service says that its answer is UTF-16, but it is not.")),
            base::Text(QT_TRANSLATE_NOOP("core", "Leave -UseUTF16 out of the session option.")));
    return text.toUtf8();
}

} // namespace rejoin::wsman
