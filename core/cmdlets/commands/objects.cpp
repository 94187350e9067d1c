// Get-Content, Where-Object, Select-Object, Sort-Object.

#include "core/base/wildcard.h"
#include "core/cmdlets/commands/commands.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextStream>

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

/// PowerShell's order: numbers as numbers, everything else as text without case.
int compare(const Object &left, const Object &right)
{
    const auto a = left.toNumber();
    const auto b = right.toNumber();
    if (a && b)
        return *a < *b ? -1 : *a > *b ? 1 : 0;
    if (left.as<QDateTime>() && right.as<QDateTime>())
        return *left.as<QDateTime>() < *right.as<QDateTime>() ? -1 : *left.as<QDateTime>() > *right.as<QDateTime>();
    return left.toText().compare(right.toText(), Qt::CaseInsensitive);
}

bool matches(const QString &set, const Object &left, const Object &right)
{
    if (set == QLatin1String("EqualSet"))
        return compare(left, right) == 0;
    if (set == QLatin1String("NotEqualSet"))
        return compare(left, right) != 0;
    if (set == QLatin1String("GreaterThanSet"))
        return compare(left, right) > 0;
    if (set == QLatin1String("GreaterOrEqualSet"))
        return compare(left, right) >= 0;
    if (set == QLatin1String("LessThanSet"))
        return compare(left, right) < 0;
    if (set == QLatin1String("LessOrEqualSet"))
        return compare(left, right) <= 0;
    if (set == QLatin1String("LikeSet"))
        return base::Wildcard(right.toText()).matches(left.toText());
    if (set == QLatin1String("NotLikeSet"))
        return !base::Wildcard(right.toText()).matches(left.toText());
    const QRegularExpression pattern(right.toText(), QRegularExpression::CaseInsensitiveOption);
    if (!pattern.isValid())
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidRegularExpression"),
                    Text(QT_TRANSLATE_NOOP("core", "'%1' is no regular expression: %2"),
                         {right.toText(), pattern.errorString()}),
                    Text(QT_TRANSLATE_NOOP("core", "Correct it, or use -like with * and ?.")));
    return pattern.match(left.toText()).hasMatch() == (set == QLatin1String("MatchSet"));
}

} // namespace

Task<> getContent(InvocationPtr call)
{
    for (const QString &path : call->bound().texts("Path")) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
            call->error({ErrorCategory::Local, QStringLiteral("PathNotFound"),
                         Text(QT_TRANSLATE_NOOP("core", "The file %1 cannot be read: %2"), {path, file.errorString()}),
                         Text(QT_TRANSLATE_NOOP("core", "Check the path."))});
            continue;
        }
        QTextStream lines(&file);
        QString line;
        while (lines.readLineInto(&line))
            call->output(Object::string(line));
    }
    co_return;
}

Task<> whereObject(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    const bool bare = !bound.has("Value") && bound.setName == QLatin1String("EqualSet") && !bound.has("EQ");
    for (const Object &item : bound.value("InputObject").items()) {
        const auto left = item.property(bound.text("Property"));
        if (bare ? left.value_or(Object()).toBool() : left && matches(bound.setName, *left, bound.value("Value")))
            call->output(item);
    }
    co_return;
}

Task<> selectObject(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    ObjectList items = bound.value("InputObject").items();
    if (const auto skip = bound.integer("Skip"))
        items = items.mid(*skip);
    if (const auto last = bound.integer("Last"))
        items = items.mid(qMax<qsizetype>(0, items.size() - *last));
    if (const auto first = bound.integer("First"))
        items = items.mid(0, *first);
    for (const Object &item : std::as_const(items)) {
        if (bound.has("ExpandProperty")) {
            const auto value = item.property(bound.text("ExpandProperty"));
            if (!value)
                call->error({ErrorCategory::InvalidArgument, QStringLiteral("ExpandPropertyNotFound"),
                             Text(QT_TRANSLATE_NOOP("core", "Property \"%1\" cannot be found."),
                                  {bound.text("ExpandProperty")}),
                             Text(QT_TRANSLATE_NOOP("core", "The object has: %1."),
                                  {item.propertyNames().join(QStringLiteral(", "))})});
            else
                for (const Object &expanded : value->items())
                    call->output(expanded);
        } else if (bound.has("Property")) {
            QList<std::pair<QString, Object>> properties;
            for (const QString &wanted : bound.texts("Property")) {
                bool any = false;
                for (const QString &name : item.propertyNames()) {
                    if (base::Wildcard(wanted).matches(name)) {
                        properties.append(std::pair(name, item.property(name).value_or(Object())));
                        any = true;
                    }
                }
                if (!any)
                    properties.append(std::pair(wanted, Object()));
            }
            call->output(Object::record(QStringLiteral("System.Management.Automation.PSCustomObject"), properties));
        } else {
            call->output(item);
        }
    }
    co_return;
}

Task<> sortObject(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    ObjectList items = bound.value("InputObject").items();
    const QStringList properties = bound.texts("Property");
    const bool descending = bound.isSet("Descending");
    std::stable_sort(items.begin(), items.end(), [&](const Object &a, const Object &b) {
        int order = 0;
        if (properties.isEmpty())
            order = compare(a, b);
        for (const QString &name : properties) {
            order = compare(a.property(name).value_or(Object()), b.property(name).value_or(Object()));
            if (order != 0)
                break;
        }
        return descending ? order > 0 : order < 0;
    });
    for (const Object &item : std::as_const(items))
        call->output(item);
    co_return;
}

} // namespace rejoin::cmdlets
