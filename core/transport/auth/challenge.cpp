#include "core/transport/auth/challenge.h"

#include <algorithm>

namespace rejoin::transport {

namespace {

bool isTokenByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

/// At commas outside quoted strings.
QList<QByteArray> listItems(const QByteArray &value)
{
    QList<QByteArray> items{QByteArray()};
    bool quoted = false;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char c = value.at(i);
        if (quoted && c == '\\' && i + 1 < value.size()) {
            items.last().append(c).append(value.at(++i));
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        if (c == ',' && !quoted)
            items.append(QByteArray());
        else
            items.last().append(c);
    }
    for (QByteArray &item : items)
        item = item.trimmed();
    items.removeIf([](const QByteArray &item) { return item.isEmpty(); });
    return items;
}

} // namespace

QList<Challenge> parseChallenges(const HttpHeaders &headers, QByteArrayView header)
{
    QList<Challenge> challenges;
    for (const auto &[name, value] : headers) {
        if (name.compare(header, Qt::CaseInsensitive) != 0)
            continue;
        bool fresh = true;
        for (const QByteArray &item : listItems(value)) {
            const auto end = std::find_if_not(item.begin(), item.end(), isTokenByte);
            const QByteArray word = item.left(end - item.begin());
            const QByteArray rest = item.mid(word.size()).trimmed();
            // realm="x" belongs to the scheme before it; a scheme is a word followed by nothing or by a space.
            if (rest.startsWith('=') && !fresh) {
                challenges.last().parameters += (challenges.last().parameters.isEmpty() ? "" : ", ") + item;
                continue;
            }
            if (word.isEmpty())
                continue;
            challenges.append({word, rest});
            fresh = false;
        }
    }
    return challenges;
}

QString offeredSchemes(const QList<Challenge> &challenges)
{
    QStringList names;
    for (const Challenge &challenge : challenges) {
        const QString name = QString::fromLatin1(challenge.scheme);
        if (!names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    }
    return names.join(QStringLiteral(", "));
}

bool offersScheme(const QList<Challenge> &challenges, QByteArrayView scheme)
{
    return std::any_of(challenges.begin(), challenges.end(), [&](const Challenge &challenge) {
        return challenge.scheme.compare(scheme, Qt::CaseInsensitive) == 0;
    });
}

} // namespace rejoin::transport
