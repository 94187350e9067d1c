#include "core/lab/pwsh/packets.h"

#include "core/base/error.h"

#include <array>

namespace rejoin::lab::pwsh {

namespace {

// A packet holds at most some fragments of 32 KiB in base64; this is far above.
constexpr qsizetype longestLine = 16 << 20;

struct Name
{
    Packet::Kind kind;
    const char *name;
};
constexpr std::array names{
    Name{Packet::Kind::Data, "Data"},       Name{Packet::Kind::DataAck, "DataAck"},
    Name{Packet::Kind::Command, "Command"}, Name{Packet::Kind::CommandAck, "CommandAck"},
    Name{Packet::Kind::Close, "Close"},     Name{Packet::Kind::CloseAck, "CloseAck"},
    Name{Packet::Kind::Signal, "Signal"},   Name{Packet::Kind::SignalAck, "SignalAck"},
};

/// The value of name='…' or name="…" in a start tag.
QByteArrayView attribute(QByteArrayView tag, QByteArrayView name)
{
    for (qsizetype at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
        const auto quoteAt = at + name.size() + 1;
        if (at == 0 || tag[at - 1] != ' ' || quoteAt >= tag.size() || tag[quoteAt - 1] != '=')
            continue;
        const char quote = tag[quoteAt];
        const auto end = tag.indexOf(quote, quoteAt + 1);
        if ((quote == '\'' || quote == '"') && end > quoteAt)
            return tag.sliced(quoteAt + 1, end - quoteAt - 1);
    }
    return {};
}

} // namespace

QByteArray Packet::toLine() const
{
    QByteArray name;
    for (const auto &known : names) {
        if (known.kind == kind)
            name = known.name;
    }
    const auto guid = id.toByteArray(QUuid::WithoutBraces);
    if (kind != Kind::Data)
        return '<' + name + " PSGuid='" + guid + "' />\n";
    return "<Data Stream='" + QByteArray(isPromptResponse ? "PromptResponse" : "Default") + "' PSGuid='" + guid + "'>" +
           data.toBase64() + "</Data>\n";
}

std::optional<Packet> Packet::fromLine(QByteArrayView line)
{
    while (!line.isEmpty() && (line.back() == '\r' || line.back() == ' '))
        line.chop(1);
    const auto tagEnd = line.indexOf('>');
    if (!line.startsWith('<') || tagEnd < 0)
        return {};
    auto tag = line.sliced(1, tagEnd - 1);
    const auto nameEnd = tag.indexOf(' ');
    if (nameEnd < 0)
        return {};
    const auto guid = attribute(tag, "PSGuid");
    if (guid.isEmpty())
        return {};
    Packet packet;
    bool known = false;
    for (const auto &name : names) {
        if (tag.first(nameEnd) == QByteArrayView(name.name)) {
            packet.kind = name.kind;
            known = true;
        }
    }
    if (!known)
        return {};
    packet.id = QUuid::fromString(QLatin1StringView(guid.data(), guid.size()));
    if (packet.kind != Kind::Data)
        return packet;
    packet.isPromptResponse = attribute(tag, "Stream") == QByteArrayView("PromptResponse");
    constexpr QByteArrayView closing("</Data>");
    if (!line.endsWith(closing))
        return {};
    const auto text = line.sliced(tagEnd + 1, line.size() - tagEnd - 1 - closing.size());
    auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), text.size()),
                                                  QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    packet.data = std::move(decoded.decoded);
    return packet;
}

void LineReader::add(QByteArrayView bytes)
{
    if (m_start > 0) {
        m_buffer.remove(0, m_start);
        m_searched -= m_start;
        m_start = 0;
    }
    m_buffer.append(bytes);
}

std::optional<QByteArray> LineReader::next()
{
    const auto end = m_buffer.indexOf('\n', m_searched);
    if (end < 0) {
        m_searched = m_buffer.size();
        if (m_buffer.size() - m_start > longestLine)
            throw base::Error(base::ErrorCategory::LimitExceeded, QStringLiteral("EngineFailed"),
                              base::Text(QT_TRANSLATE_NOOP("core", "The engine wrote a line without an end.")));
        return {};
    }
    auto line = m_buffer.sliced(m_start, end - m_start);
    m_start = m_searched = end + 1;
    return line;
}

} // namespace rejoin::lab::pwsh
