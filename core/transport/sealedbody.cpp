#include "core/transport/sealedbody.h"

#include "core/base/error.h"

#include <QtEndian>

#include <optional>

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

constexpr QByteArrayView boundary = "Encrypted Boundary";
/// The length before the header of each octet-stream part.
constexpr qsizetype prefixBytes = 4;

[[noreturn]] void throwImproper(const QString &what)
{
    Error error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "A protected message came that is not in the form that WS-Management "
                                               "wants; it was not read.")),
                Text(QT_TRANSLATE_NOOP("core", "Look for a proxy between here and the server; HTTPS (-UseSSL) avoids "
                                               "it.")));
    error.detail = what;
    throw error;
}

/// Reads the lines and parts of one body; every position is checked.
class Reader
{
public:
    explicit Reader(QByteArrayView body) : m_rest(body) {}

    /// "--Encrypted Boundary", with the blank that Exchange puts after the dashes.
    [[nodiscard]] static qsizetype delimiterLength(QByteArrayView text)
    {
        if (!text.startsWith("--"))
            return 0;
        const qsizetype dashes = text.size() > 2 && text.at(2) == ' ' ? 3 : 2;
        return text.sliced(dashes).startsWith(boundary) ? dashes + boundary.size() : 0;
    }

    /// Steps over a delimiter; true for the closing one.
    [[nodiscard]] bool takeDelimiter()
    {
        const qsizetype length = delimiterLength(m_rest);
        if (length == 0)
            throwImproper(QStringLiteral("no boundary where one is due"));
        m_rest = m_rest.sliced(length);
        if (m_rest.startsWith("--")) {
            m_rest = m_rest.sliced(2);
            if (m_rest.startsWith("\r\n"))
                m_rest = m_rest.sliced(2);
            return true;
        }
        if (!m_rest.startsWith("\r\n"))
            throwImproper(QStringLiteral("a boundary line does not end"));
        m_rest = m_rest.sliced(2);
        return false;
    }

    /// The value of the next line when it is this header; MS-WSMV puts a tab before it.
    [[nodiscard]] std::optional<QByteArrayView> takeHeader(QByteArrayView name)
    {
        const qsizetype end = m_rest.indexOf("\r\n");
        if (end < 0)
            return std::nullopt;
        const QByteArrayView line = m_rest.first(end).trimmed();
        if (line.size() <= name.size() || line.at(name.size()) != ':' ||
            line.first(name.size()).compare(name, Qt::CaseInsensitive) != 0)
            return std::nullopt;
        m_rest = m_rest.sliced(end + 2);
        return line.sliced(name.size() + 1).trimmed();
    }

    /// Everything before the next delimiter, which cannot begin before `least` bytes: sealed bytes are not searched.
    [[nodiscard]] QByteArrayView takeOctets(qsizetype least)
    {
        qsizetype at = least;
        while (true) { // ends: indexOf moves on
            at = m_rest.indexOf("--", at);
            if (at < 0)
                throwImproper(QStringLiteral("no boundary after the sealed bytes"));
            if (delimiterLength(m_rest.sliced(at)) > 0)
                break;
            ++at;
        }
        const QByteArrayView octets = m_rest.first(at);
        m_rest = m_rest.sliced(at);
        return octets;
    }

    [[nodiscard]] QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

struct Original
{
    QByteArray type;
    qsizetype length = 0;
};

/// type=application/soap+xml;charset=UTF-8;Length=1234
Original originalContent(QByteArrayView value)
{
    const QByteArray lower = value.toByteArray().toLower();
    const qsizetype length = lower.lastIndexOf(";length=");
    bool number = false;
    Original original;
    if (length >= 0)
        original.length = lower.mid(length + 8).trimmed().toInt(&number);
    if (!number || original.length < 0 || !lower.startsWith("type="))
        throwImproper(QStringLiteral("OriginalContent: %1")
                          .arg(QString::fromLatin1(value.first(qMin<qsizetype>(value.size(), 200)))));
    original.type = value.first(length).sliced(5).trimmed().toByteArray();
    return original;
}

} // namespace

SealedBody sealBody(MessageSealer &sealer, QByteArrayView plain, QByteArrayView originalType)
{
    const QByteArray protocol = sealer.sealProtocol();
    const QList<SealedPart> parts = sealer.seal(plain);
    SealedBody sealed;
    sealed.contentType =
        parts.size() > 1 ? QByteArrayLiteral("multipart/x-multi-encrypted") : QByteArrayLiteral("multipart/encrypted");
    sealed.contentType += ";protocol=\"" + protocol + "\";boundary=\"" + boundary.toByteArray() + '"';
    for (const SealedPart &part : parts) {
        QByteArray prefix(prefixBytes, Qt::Uninitialized);
        qToLittleEndian(static_cast<quint32>(part.header.size()), prefix.data());
        // A tab before each header, no blank line, nothing after the sealed bytes (MS-WSMV 2.2.9.1.1).
        sealed.body += "--" + boundary.toByteArray() + "\r\n\tContent-Type: " + protocol +
                       "\r\n\tOriginalContent: type=" + originalType.toByteArray() +
                       ";Length=" + QByteArray::number(part.plainLength) + "\r\n--" + boundary.toByteArray() +
                       "\r\n\tContent-Type: application/octet-stream\r\n" + prefix + part.header + part.data;
    }
    sealed.body += "--" + boundary.toByteArray() + "--\r\n";
    return sealed;
}

bool isSealedType(QByteArrayView contentType)
{
    const QByteArray type = contentType.toByteArray().toLower();
    return type.startsWith("multipart/encrypted") || type.startsWith("multipart/x-multi-encrypted");
}

QByteArray unsealBody(MessageSealer &sealer, QByteArrayView body, QByteArrayView contentType, QByteArray *originalType)
{
    const QByteArray protocol = sealer.sealProtocol();
    if (!isSealedType(contentType) || !contentType.toByteArray().toLower().contains(protocol.toLower()))
        throwImproper(QStringLiteral("%1 where %2 is due")
                          .arg(QString::fromLatin1(contentType.first(qMin<qsizetype>(contentType.size(), 200))),
                               QString::fromLatin1(protocol)));
    Reader reader(body);
    QByteArray plain;
    bool first = true;
    while (true) { // each turn takes a part, or throws
        if (reader.takeDelimiter()) {
            // Robust connections (MS-WSMV 3.2.4.2.1): each chunk is a message of its own, sealed by itself.
            if (first || !reader.rest().startsWith("--"))
                break;
            continue;
        }
        const auto partProtocol = reader.takeHeader("Content-Type");
        const auto original = reader.takeHeader("OriginalContent");
        if (!partProtocol || !original || partProtocol->compare(protocol, Qt::CaseInsensitive) != 0)
            throwImproper(QStringLiteral("the head of a part"));
        const Original said = originalContent(*original);
        if (reader.takeDelimiter() || !reader.takeHeader("Content-Type"))
            throwImproper(QStringLiteral("a part without its sealed bytes"));
        const QByteArrayView rest = reader.rest();
        if (rest.size() < prefixBytes)
            throwImproper(QStringLiteral("no header length"));
        const auto headerLength = qFromLittleEndian<quint32>(rest.data());
        if (headerLength > static_cast<quint64>(rest.size() - prefixBytes) ||
            said.length > rest.size() - prefixBytes - static_cast<qsizetype>(headerLength))
            throwImproper(QStringLiteral("lengths beyond the end"));
        const auto headerSize = static_cast<qsizetype>(headerLength);
        // Every mechanism's header and data are together at least as long as header and plain text.
        const QByteArrayView octets = reader.takeOctets(prefixBytes + headerSize + said.length).sliced(prefixBytes);
        plain += sealer.unseal(octets.first(headerSize), octets.sliced(headerSize));
        if (first && originalType)
            *originalType = said.type;
        first = false;
    }
    if (first)
        throwImproper(QStringLiteral("no part"));
    return plain;
}

} // namespace rejoin::transport
