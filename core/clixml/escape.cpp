#include "core/clixml/escape.h"

#include "core/clixml/writer.h"

#include <array>

namespace rejoin::clixml {

namespace {

constexpr char hexDigits[] = "0123456789ABCDEF";

// MS-PSRP 2.2.5.3.2; PowerShell also escapes 7F–9F.
bool mustEscape(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || (unit >= 0xd800 && unit <= 0xdfff);
}

bool opensEscape(QStringView text, qsizetype i)
{
    return text[i] == u'_' && i + 1 < text.size() && (text[i + 1] == u'x' || text[i + 1] == u'X');
}

int hexValue(char16_t unit)
{
    if (unit >= u'0' && unit <= u'9')
        return unit - u'0';
    if (unit >= u'a' && unit <= u'f')
        return unit - u'a' + 10;
    if (unit >= u'A' && unit <= u'F')
        return unit - u'A' + 10;
    return -1;
}

qsizetype firstToEscape(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (mustEscape(text[i].unicode()) || opensEscape(text, i))
            return i;
    }
    return -1;
}

} // namespace

QString escape(QStringView text)
{
    const qsizetype first = firstToEscape(text);
    if (first < 0)
        return text.toString();
    QString out;
    out.reserve(text.size() + 32);
    out.append(text.first(first));
    for (qsizetype i = first; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        if (mustEscape(unit) || opensEscape(text, i)) {
            const char16_t escaped[] = {u'_',
                                        u'x',
                                        char16_t(hexDigits[unit >> 12]),
                                        char16_t(hexDigits[(unit >> 8) & 15]),
                                        char16_t(hexDigits[(unit >> 4) & 15]),
                                        char16_t(hexDigits[unit & 15]),
                                        u'_'};
            out.append(QStringView(escaped, std::size(escaped)));
        } else {
            out.append(QChar(unit));
        }
    }
    return out;
}

QString unescape(QStringView text)
{
    qsizetype at = text.indexOf(u'_');
    if (at < 0)
        return text.toString();
    QString out;
    out.reserve(text.size());
    qsizetype copied = 0;
    while (at >= 0 && at + 6 < text.size()) {
        int unit = -1;
        if (opensEscape(text, at) && text[at + 6] == u'_') {
            unit = 0;
            for (qsizetype i = at + 2; i < at + 6 && unit >= 0; ++i) {
                const int digit = hexValue(text[i].unicode());
                unit = digit < 0 ? -1 : unit * 16 + digit;
            }
        }
        if (unit >= 0) {
            out.append(text.sliced(copied, at - copied));
            out.append(QChar(char16_t(unit)));
            copied = at + 7;
            at = text.indexOf(u'_', copied);
        } else {
            at = text.indexOf(u'_', at + 1);
        }
    }
    out.append(text.sliced(copied));
    return out;
}

std::string escapedUtf8(QStringView text)
{
    return (firstToEscape(text) < 0 ? text.toUtf8() : escape(text).toUtf8()).toStdString();
}

bool mayHoldEscapes(std::string_view text)
{
    for (std::size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at + 1)) {
        if (at + 6 >= text.size())
            return false;
        if (text[at + 1] == 'x' || text[at + 1] == 'X')
            return true;
    }
    return false;
}

QString decoded(std::string_view escaped)
{
    QString text = QString::fromUtf8(escaped.data(), qsizetype(escaped.size()));
    return mayHoldEscapes(escaped) ? unescape(text) : text;
}

std::string decodedUtf8(std::string_view escaped)
{
    return mayHoldEscapes(escaped) ? decoded(escaped).toStdString() : std::string(escaped);
}

std::string escapedAttribute(std::string_view decodedName)
{
    bool plain = true;
    for (std::size_t i = 0; i < decodedName.size() && plain; ++i) {
        const auto byte = static_cast<unsigned char>(decodedName[i]);
        plain = byte >= 0x20 && byte < 0x7f && byte != '_' && byte != '"' && !needsXmlEscape(byte);
    }
    if (plain)
        return std::string(decodedName);
    std::string out;
    for (const char c : escapedUtf8(QString::fromUtf8(decodedName.data(), qsizetype(decodedName.size())))) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

bool needsXmlEscape(unsigned char byte)
{
    return byte == '&' || byte == '<' || byte == '>' || (byte < 0x20 && byte != '\n' && byte != '\t');
}

} // namespace rejoin::clixml
