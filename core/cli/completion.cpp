#include "core/cli/completion.h"

#include "core/cmdlets/cmdlettable.h"

#include <QRegularExpression>

namespace rejoin::cli {

using namespace Qt::StringLiterals;

namespace {

void addMatching(QStringList &list, const QString &candidate, const QString &prefix)
{
    if (candidate.startsWith(prefix, Qt::CaseInsensitive) && !list.contains(candidate))
        list << candidate;
}

QStringList parameterNames(const cmdlets::Cmdlet &cmdlet, const QString &prefix)
{
    QStringList list;
    for (const cmdlets::ParameterSet &set : cmdlet.sets)
        for (const cmdlets::Parameter &parameter : set.parameters)
            addMatching(list, u'-' + parameter.name, prefix);
    for (const cmdlets::Parameter &parameter : cmdlets::commonParameters())
        addMatching(list, u'-' + parameter.name, prefix);
    return list;
}

QStringList values(const cmdlets::Cmdlet &cmdlet, const QString &parameterName, const QString &prefix,
                   const sessions::SessionRegistry &registry)
{
    QStringList list;
    for (const cmdlets::ParameterSet &set : cmdlet.sets) {
        for (const cmdlets::Parameter &parameter : set.parameters) {
            if (!parameter.name.startsWith(parameterName, Qt::CaseInsensitive))
                continue;
            for (const QString &name : cmdlets::enumerationNames(parameter.typeName))
                addMatching(list, name, prefix);
            for (const sessions::SessionPtr &session : registry.held()) {
                if (parameter.name == "Name"_L1)
                    addMatching(list, session->name(), prefix);
                if (parameter.name == "ComputerName"_L1)
                    addMatching(list, session->computerName(), prefix);
            }
        }
    }
    return list;
}

} // namespace

QStringList completions(const QString &line, const sessions::SessionRegistry &registry)
{
    // The statement that the cursor is in, roughly: after the last pipe, semicolon, bracket or assignment.
    static const QRegularExpression boundary(u"[|;(={]"_s);
    const QString statement = line.mid(line.lastIndexOf(boundary) + 1).trimmed();
    const QString part = line.endsWith(u' ') ? statement + u' ' : statement;
    static const QRegularExpression blank(u"\\s+"_s);
    const QStringList words = part.split(blank);
    const QString last = words.last();
    QStringList list;
    if (words.size() <= 1) {
        for (const cmdlets::Cmdlet &cmdlet : cmdlets::allCmdlets())
            addMatching(list, cmdlet.name, last);
        return list;
    }
    const cmdlets::Cmdlet *cmdlet = cmdlets::findCmdlet(words.first());
    if (!cmdlet)
        return list;
    if (last.startsWith(u'-'))
        return parameterNames(*cmdlet, last);
    const QString before = words.at(words.size() - 2);
    if (before.startsWith(u'-'))
        return values(*cmdlet, before.mid(1), last.section(u',', -1), registry);
    return list;
}

} // namespace rejoin::cli
