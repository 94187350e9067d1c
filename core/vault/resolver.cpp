#include "core/vault/resolver.h"

#include <algorithm>

namespace rejoin::vault {

using base::Text;

namespace {

/// Characters of a pattern that stand for themselves, nearly: the longer pattern says more.
qsizetype weight(const Scope &scope)
{
    return scope.value.size() - scope.value.count(u'*');
}

bool isMoreSpecific(const Scope &a, const Scope &b)
{
    if (a.kind != b.kind)
        return a.kind < b.kind;
    return a.kind == Scope::Kind::Pattern && weight(a) > weight(b);
}

bool isPreferred(const Entry &a, const Entry &b)
{
    if (isMoreSpecific(a.scope, b.scope) != isMoreSpecific(b.scope, a.scope))
        return isMoreSpecific(a.scope, b.scope);
    if (a.isRefused() != b.isRefused())
        return !a.isRefused();
    if (a.lastUsed != b.lastUsed)
        return a.lastUsed.isValid() && (!b.lastUsed.isValid() || a.lastUsed > b.lastUsed);
    return a.changed > b.changed;
}

Text reasonFor(const Entry &entry, const ComputerFacts &computer)
{
    switch (entry.scope.kind) {
    case Scope::Kind::Computer:
        return Text(QT_TRANSLATE_NOOP("core", "It is stored for %1 itself."), {computer.name});
    case Scope::Kind::Group:
        return Text(QT_TRANSLATE_NOOP("core", "It is stored for the group %1; %2 has none of its own."),
                    {entry.scope.value, computer.name});
    case Scope::Kind::Pattern:
        return Text(QT_TRANSLATE_NOOP("core", "The name %2 is one of %1; nothing is stored for the computer or its "
                                              "group."),
                    {entry.scope.value, computer.name});
    case Scope::Kind::Default:
        break;
    }
    return Text(QT_TRANSLATE_NOOP("core", "It is the default; nothing else is stored that is meant for %1."),
                {computer.name});
}

} // namespace

Resolution resolve(const QList<Entry> &entries, const ComputerFacts &computer, const QString &userName)
{
    QList<Entry> matching;
    for (const Entry &entry : entries) {
        if (!entry.scope.matches(computer))
            continue;
        if (userName.isEmpty() || entry.userName.compare(userName, Qt::CaseInsensitive) == 0)
            matching.append(entry);
    }
    Resolution resolution;
    if (matching.isEmpty()) {
        resolution.reason = Text(QT_TRANSLATE_NOOP("core", "Nothing is stored that is meant for %1."), {computer.name});
        return resolution;
    }
    std::stable_sort(matching.begin(), matching.end(), isPreferred);
    resolution.entry = matching.takeFirst();
    for (const Entry &entry : std::as_const(matching))
        if (!isMoreSpecific(resolution.entry->scope, entry.scope))
            resolution.others.append(entry);
    resolution.reason = reasonFor(*resolution.entry, computer);
    return resolution;
}

QList<Entry> sharingSecret(const QList<Entry> &entries, const Entry &changed)
{
    QList<Entry> sharing;
    if (changed.kind != Entry::Kind::Password || !isDomainAccount(changed.userName))
        return sharing;
    for (const Entry &entry : entries)
        if (entry.id != changed.id && entry.kind == Entry::Kind::Password &&
            entry.userName.compare(changed.userName, Qt::CaseInsensitive) == 0)
            sharing.append(entry);
    return sharing;
}

} // namespace rejoin::vault
