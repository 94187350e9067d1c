#include "core/wsman/xml.h"

namespace rejoin::wsman::xml {

namespace {

/// XML 1.0, 2.2 Char: what may stand in a document at all.
bool isAllowed(char32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

void appendUtf8(QByteArray &out, char32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

enum class Place { Content, Attribute };

void appendEscaped(QByteArray &out, char32_t c, Place place)
{
    switch (c) {
    case U'&':
        out += "&amp;";
        return;
    case U'<':
        out += "&lt;";
        return;
    case U'>':
        out += "&gt;";
        return;
    // A reader would turn a bare CR into LF, and white space in attributes into spaces (XML 1.0, 2.11 and 3.3.3).
    case U'\r':
        out += "&#xD;";
        return;
    case U'\n':
        out += place == Place::Attribute ? "&#xA;" : "\n";
        return;
    case U'\t':
        out += place == Place::Attribute ? "&#x9;" : "\t";
        return;
    case U'"':
        out += place == Place::Attribute ? "&quot;" : "\"";
        return;
    default:
        appendUtf8(out, isAllowed(c) ? c : U'\xFFFD');
    }
}

void appendEscaped(QByteArray &out, QStringView text, Place place)
{
    out.reserve(out.size() + text.size() + 16);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            appendEscaped(out, QChar::surrogateToUcs4(c, text.at(i + 1)), place);
            ++i;
        } else {
            appendEscaped(out, static_cast<char32_t>(c.unicode()), place);
        }
    }
}

void appendLiteral(QByteArray &out, std::string_view text)
{
    out.append(text.data(), static_cast<qsizetype>(text.size()));
}

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void Writer::endStartTag()
{
    if (m_inStartTag) {
        m_out += '>';
        m_inStartTag = false;
    }
}

Writer &Writer::open(std::string_view name)
{
    endStartTag();
    m_out += '<';
    appendLiteral(m_out, name);
    m_open.emplace_back(name);
    m_inStartTag = true;
    return *this;
}

Writer &Writer::attribute(std::string_view name, std::string_view value)
{
    return attribute(name, fromView(value));
}

Writer &Writer::attribute(std::string_view name, QStringView value)
{
    Q_ASSERT(m_inStartTag);
    m_out += ' ';
    appendLiteral(m_out, name);
    m_out += "=\"";
    appendEscaped(m_out, value, Place::Attribute);
    m_out += '"';
    return *this;
}

Writer &Writer::text(std::string_view value)
{
    return text(fromView(value));
}

Writer &Writer::text(QStringView value)
{
    endStartTag();
    appendEscaped(m_out, value, Place::Content);
    return *this;
}

Writer &Writer::base64(const QByteArray &data)
{
    endStartTag();
    m_out += data.toBase64();
    return *this;
}

Writer &Writer::close()
{
    Q_ASSERT(!m_open.empty());
    if (m_inStartTag) {
        m_out += "/>";
        m_inStartTag = false;
    } else {
        m_out += "</";
        appendLiteral(m_out, m_open.back());
        m_out += '>';
    }
    m_open.pop_back();
    return *this;
}

Writer &Writer::leaf(std::string_view name, std::string_view value)
{
    return open(name).text(value).close();
}

Writer &Writer::leaf(std::string_view name, QStringView value)
{
    return open(name).text(value).close();
}

QByteArray Writer::take()
{
    while (!m_open.empty()) {
        close();
    }
    return std::move(m_out);
}

} // namespace rejoin::wsman::xml
