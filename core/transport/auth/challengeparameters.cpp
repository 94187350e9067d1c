#include "core/transport/auth/challengeparameters.h"

#include <algorithm>

namespace rejoin::transport {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// RFC 9110 5.6.2, and the bytes that servers put into values without quotes (base64).
bool isValueByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~/=").contains(c));
}

class Reader
{
public:
    explicit Reader(QByteArrayView text) : m_rest(text) {}

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

    /// Blanks; true when a comma was among them.
    bool skip(bool commas)
    {
        bool found = false;
        while (!m_rest.isEmpty() && (isBlank(m_rest.front()) || (commas && m_rest.front() == ','))) {
            found = found || m_rest.front() == ',';
            m_rest = m_rest.sliced(1);
        }
        return found;
    }

    [[nodiscard]] QByteArrayView word(bool equals)
    {
        qsizetype length = 0;
        while (length < m_rest.size() && isValueByte(m_rest.at(length)) && (equals || m_rest.at(length) != '='))
            ++length;
        const QByteArrayView taken = m_rest.first(length);
        m_rest = m_rest.sliced(length);
        return taken;
    }

    [[nodiscard]] bool take(char c)
    {
        if (m_rest.isEmpty() || m_rest.front() != c)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    /// After the opening quote, up to and with the closing one.
    [[nodiscard]] std::optional<QByteArray> quoted()
    {
        QByteArray value;
        for (qsizetype i = 0; i < m_rest.size(); ++i) {
            char c = m_rest.at(i);
            if (c == '"') {
                m_rest = m_rest.sliced(i + 1);
                return value;
            }
            if (c == '\\') {
                if (++i == m_rest.size())
                    break;
                c = m_rest.at(i);
            }
            value.append(c);
        }
        return std::nullopt;
    }

private:
    QByteArrayView m_rest;
};

} // namespace

std::optional<ChallengeParameters> ChallengeParameters::parse(QByteArrayView text)
{
    ChallengeParameters parameters;
    Reader reader(text);
    reader.skip(true);
    while (!reader.atEnd()) { // each turn takes a name, or ends
        const QByteArray name = reader.word(false).toByteArray().toLower();
        reader.skip(false);
        if (name.isEmpty() || !reader.take('=') || parameters.contains(name))
            return std::nullopt;
        reader.skip(false);
        std::optional<QByteArray> value;
        if (reader.take('"')) {
            value = reader.quoted();
        } else if (const QByteArrayView plain = reader.word(true); !plain.isEmpty() && plain.front() != '=') {
            value = plain.toByteArray();
        }
        if (!value)
            return std::nullopt;
        parameters.m_values.emplaceBack(name, *value);
        if (!reader.skip(true) && !reader.atEnd())
            return std::nullopt;
    }
    return parameters;
}

QByteArray ChallengeParameters::value(QByteArrayView name) const
{
    for (const auto &[known, value] : m_values) {
        if (known == name)
            return value;
    }
    return {};
}

bool ChallengeParameters::contains(QByteArrayView name) const
{
    return std::any_of(m_values.begin(), m_values.end(), [&](const auto &pair) { return pair.first == name; });
}

QByteArray quotedString(QByteArrayView text)
{
    QByteArray quoted("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted.append('\\');
        quoted.append(c);
    }
    return quoted.append('"');
}

} // namespace rejoin::transport
