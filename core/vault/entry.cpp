#include "core/vault/entry.h"

#include "core/base/wildcard.h"

namespace rejoin::vault {

using base::Text;

namespace {

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

bool Scope::matches(const ComputerFacts &computer) const
{
    switch (kind) {
    case Kind::Computer:
        return isSame(value, computer.name);
    case Kind::Group:
        return !computer.group.isEmpty() && isSame(value, computer.group);
    case Kind::Pattern:
        return base::Wildcard(value).matches(computer.name);
    case Kind::Default:
        return true;
    }
    return false;
}

Text Scope::words() const
{
    switch (kind) {
    case Kind::Computer:
        return Text(QT_TRANSLATE_NOOP("core", "the computer %1"), {value});
    case Kind::Group:
        return Text(QT_TRANSLATE_NOOP("core", "the group %1"), {value});
    case Kind::Pattern:
        return Text(QT_TRANSLATE_NOOP("core", "computers named %1"), {value});
    case Kind::Default:
        break;
    }
    return Text(QT_TRANSLATE_NOOP("core", "all computers without one of their own"));
}

bool Scope::operator==(const Scope &other) const
{
    return kind == other.kind && isSame(value, other.value);
}

bool Entry::isRefused() const
{
    return lastRefused.isValid() && (!lastUsed.isValid() || lastRefused > lastUsed) &&
           (!changed.isValid() || lastRefused >= changed);
}

bool Entry::isSameIdentity(const Entry &other) const
{
    if (scope != other.scope || kind != other.kind)
        return false;
    return kind == Kind::Certificate ? isSame(thumbprint, other.thumbprint) : isSame(userName, other.userName);
}

Text Entry::identity() const
{
    switch (kind) {
    case Kind::Certificate:
        return Text(QT_TRANSLATE_NOOP("core", "certificate %1"), {thumbprint});
    case Kind::CurrentUser:
        return Text(QT_TRANSLATE_NOOP("core", "current user"));
    case Kind::Password:
    case Kind::Keytab:
        break;
    }
    return Text::verbatim(userName);
}

bool isDomainAccount(const QString &userName)
{
    if (const qsizetype slash = userName.indexOf(u'\\'); slash >= 0)
        return slash > 0 && userName.left(slash) != QLatin1String(".");
    return userName.contains(u'@');
}

} // namespace rejoin::vault
