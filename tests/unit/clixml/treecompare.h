#pragma once

#include "core/clixml/value.h"

#include <set>
#include <utility>

namespace rejoin::test {

/// Where two trees of values differ first, as a path; empty when they are equal. Cycles are followed once.
class TreeComparison
{
public:
    [[nodiscard]] static QString difference(const clixml::Value &a, const clixml::Value &b)
    {
        return TreeComparison().compare(a, b, QStringLiteral("$"));
    }

private:
    [[nodiscard]] QString compare(const clixml::Value &a, const clixml::Value &b, const QString &path)
    {
        if (a.type() != b.type())
            return path + QStringLiteral(": type");
        if (a.isNil())
            return {};
        if (!a.isObject())
            return a.text() == b.text() ? QString()
                                        : path + QStringLiteral(": ") + a.text() + QStringLiteral(" / ") + b.text();
        if (!m_seen.insert({a.identity(), b.identity()}).second)
            return {};
        if (a.typeNames() != b.typeNames())
            return path + QStringLiteral(": type names");
        if (a.hasToString() != b.hasToString() || a.toStringText() != b.toStringText())
            return path + QStringLiteral(": ToString");
        if (a.container() != b.container() || a.count() != b.count())
            return path + QStringLiteral(": container");
        if (a.memberCount() != b.memberCount())
            return path + QStringLiteral(": number of members");
        QString found = compare(a.base(), b.base(), path + QStringLiteral(".base"));
        for (std::size_t i = 0; i < a.count() && found.isEmpty(); ++i) {
            found = compare(a.keyAt(i), b.keyAt(i), path + QStringLiteral("[key %1]").arg(i));
            if (found.isEmpty())
                found = compare(a.at(i), b.at(i), path + QStringLiteral("[%1]").arg(i));
        }
        for (std::size_t i = 0; i < a.memberCount() && found.isEmpty(); ++i) {
            if (a.memberNameUtf8(i) != b.memberNameUtf8(i) || a.memberIsExtended(i) != b.memberIsExtended(i))
                return path + QStringLiteral(": member %1").arg(i);
            found = compare(a.memberAt(i), b.memberAt(i), path + QLatin1Char('.') + a.memberName(i));
        }
        return found;
    }

    std::set<std::pair<const void *, const void *>> m_seen;
};

} // namespace rejoin::test
