#include "core/cmdlets/cmdlettable.h"

#include "core/cmdlets/cmdletsyntax.h"

#include <QHash>
#include <QRegularExpression>

namespace rejoin::cmdlets {

namespace {

Parameter parameterFromSyntax(const QRegularExpressionMatch &match, int &nextPosition)
{
    // 1 [[-Name] <type>]   2 [-Name] <type>   3 [-Name <type>]   4 -Name <type>   5 [-Switch]   6 -Switch
    Parameter parameter;
    const bool optionalPositional = match.hasCaptured(1);
    const bool mandatoryPositional = match.hasCaptured(3);
    const auto take = [&](int nameGroup, int typeGroup) {
        parameter.name = match.captured(nameGroup);
        parameter.typeName = typeGroup ? match.captured(typeGroup) : QStringLiteral("switch");
    };
    if (optionalPositional) {
        take(1, 2);
    } else if (mandatoryPositional) {
        take(3, 4);
        parameter.isMandatory = true;
    } else if (match.hasCaptured(5)) {
        take(5, 6);
    } else if (match.hasCaptured(7)) {
        take(7, 8);
        parameter.isMandatory = true;
    } else if (match.hasCaptured(9)) {
        take(9, 0);
    } else {
        take(10, 0);
        parameter.isMandatory = true;
    }
    if (optionalPositional || mandatoryPositional)
        parameter.position = nextPosition++;
    if (parameter.typeName.endsWith(QLatin1String("[]"))) {
        parameter.isArray = true;
        parameter.typeName.chop(2);
    }
    return parameter;
}

ParameterSet setFromSyntax(const QString &name, const QString &syntax)
{
    static const QRegularExpression element(
        QStringLiteral(R"(\[\[-(\w+)\] <([^>]+)>\]|\[-(\w+)\] <([^>]+)>|\[-(\w+) <([^>]+)>\]|-(\w+) <([^>]+)>|)"
                       R"(\[-(\w+)\]|-(\w+))"));
    ParameterSet set;
    set.name = name;
    set.syntax = syntax;
    int nextPosition = 0;
    auto matches = element.globalMatch(syntax);
    while (matches.hasNext())
        set.parameters << parameterFromSyntax(matches.next(), nextPosition);
    return set;
}

void applyAttributes(Cmdlet &cmdlet, const QString &line)
{
    const QStringList fields = line.mid(2).split(QStringLiteral(" :"));
    QString name = fields.value(0).trimmed();
    QString onlySet;
    if (const qsizetype dot = name.indexOf(u'.'); dot >= 0) {
        onlySet = name.left(dot);
        name = name.mid(dot + 1);
    }
    for (ParameterSet &set : cmdlet.sets) {
        if (!onlySet.isEmpty() && set.name != onlySet)
            continue;
        for (Parameter &parameter : set.parameters) {
            if (parameter.name != name)
                continue;
            parameter.aliases = fields.value(1).trimmed().split(u',', Qt::SkipEmptyParts);
            parameter.byValue = fields.value(2).contains(u'V');
            parameter.byPropertyName = fields.value(2).contains(u'P');
            parameter.validation = Validation::None;
            parameter.minimum.reset();
            parameter.maximum.reset();
            const QString validation = fields.value(3).trimmed();
            if (validation == QLatin1String("notempty")) {
                parameter.validation = Validation::NotNullOrEmpty;
            } else if (validation == QLatin1String("notnull")) {
                parameter.validation = Validation::NotNull;
            } else if (const qsizetype range = validation.indexOf(QLatin1String("..")); range > 0) {
                parameter.minimum = validation.left(range).toLongLong();
                parameter.maximum = validation.mid(range + 2).toLongLong();
            }
        }
    }
}

QList<Cmdlet> readTable()
{
    QList<Cmdlet> cmdlets;
    const QStringList lines = QString::fromUtf8(cmdletSyntax).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.startsWith(QLatin1String("# "))) {
            const QStringList fields = line.mid(2).split(QStringLiteral(" : "));
            Cmdlet cmdlet;
            cmdlet.name = fields.value(0).trimmed();
            cmdlet.defaultSet = fields.value(1).trimmed();
            cmdlet.implementingType = fields.value(2).trimmed();
            cmdlets << cmdlet;
        } else if (line.startsWith(QLatin1String("= "))) {
            applyAttributes(cmdlets.last(), line);
        } else {
            const qsizetype colon = line.indexOf(QLatin1String(" : "));
            cmdlets.last().sets << setFromSyntax(line.left(colon), line.mid(colon + 3));
        }
    }
    return cmdlets;
}

const QHash<QString, QString> &cmdletAliases()
{
    static const QHash<QString, QString> aliases{
        {QStringLiteral("gsn"), QStringLiteral("get-pssession")},
        {QStringLiteral("cnsn"), QStringLiteral("connect-pssession")},
        {QStringLiteral("dnsn"), QStringLiteral("disconnect-pssession")},
        {QStringLiteral("rcsn"), QStringLiteral("receive-pssession")},
        {QStringLiteral("nsn"), QStringLiteral("new-pssession")},
        {QStringLiteral("rsn"), QStringLiteral("remove-pssession")},
        {QStringLiteral("etsn"), QStringLiteral("enter-pssession")},
        {QStringLiteral("icm"), QStringLiteral("invoke-command")},
        {QStringLiteral("gc"), QStringLiteral("get-content")},
        {QStringLiteral("cat"), QStringLiteral("get-content")},
        {QStringLiteral("where"), QStringLiteral("where-object")},
        {QStringLiteral("?"), QStringLiteral("where-object")},
        {QStringLiteral("select"), QStringLiteral("select-object")},
        {QStringLiteral("sort"), QStringLiteral("sort-object")},
    };
    return aliases;
}

} // namespace

QString Parameter::clrTypeName() const
{
    static const QHash<QString, QString> names{
        {QStringLiteral("string"), QStringLiteral("System.String")},
        {QStringLiteral("int"), QStringLiteral("System.Int32")},
        {QStringLiteral("guid"), QStringLiteral("System.Guid")},
        {QStringLiteral("uri"), QStringLiteral("System.Uri")},
        {QStringLiteral("switch"), QStringLiteral("System.Management.Automation.SwitchParameter")},
        {QStringLiteral("pscredential"), QStringLiteral("System.Management.Automation.PSCredential")},
        {QStringLiteral("securestring"), QStringLiteral("System.Security.SecureString")},
        {QStringLiteral("scriptblock"), QStringLiteral("System.Management.Automation.ScriptBlock")},
        {QStringLiteral("psobject"), QStringLiteral("System.Management.Automation.PSObject")},
        {QStringLiteral("Object"), QStringLiteral("System.Object")},
        {QStringLiteral("cultureinfo"), QStringLiteral("System.Globalization.CultureInfo")},
        {QStringLiteral("PSSession"), QStringLiteral("System.Management.Automation.Runspaces.PSSession")},
        {QStringLiteral("PSSessionOption"), QStringLiteral("System.Management.Automation.Remoting.PSSessionOption")},
        {QStringLiteral("AuthenticationMechanism"),
         QStringLiteral("System.Management.Automation.Runspaces.AuthenticationMechanism")},
        {QStringLiteral("OutputBufferingMode"),
         QStringLiteral("System.Management.Automation.Runspaces.OutputBufferingMode")},
        {QStringLiteral("ProxyAccessType"), QStringLiteral("System.Management.Automation.Remoting.ProxyAccessType")},
        {QStringLiteral("OutTarget"), QStringLiteral("Microsoft.PowerShell.Commands.OutTarget")},
        {QStringLiteral("SessionFilterState"), QStringLiteral("Microsoft.PowerShell.Commands.SessionFilterState")},
        {QStringLiteral("ActionPreference"), QStringLiteral("System.Management.Automation.ActionPreference")},
        {QStringLiteral("psprimitivedictionary"), QStringLiteral("System.Management.Automation.PSPrimitiveDictionary")},
    };
    return names.value(typeName, typeName) + (isArray ? QStringLiteral("[]") : QString());
}

const Parameter *ParameterSet::find(const QString &exactName) const
{
    for (const Parameter &parameter : parameters)
        if (parameter.name == exactName)
            return &parameter;
    return nullptr;
}

QStringList Cmdlet::syntaxLines() const
{
    QStringList lines;
    for (const ParameterSet &set : sets)
        lines << (name + u' ' + set.syntax).trimmed() + QStringLiteral(" [<CommonParameters>]");
    return lines;
}

const QList<Cmdlet> &allCmdlets()
{
    static const QList<Cmdlet> table = readTable();
    return table;
}

const Cmdlet *findCmdlet(const QString &nameOrAlias)
{
    const QString lower = nameOrAlias.toLower();
    const QString wanted = cmdletAliases().value(lower, lower);
    for (const Cmdlet &cmdlet : allCmdlets())
        if (cmdlet.name.compare(wanted, Qt::CaseInsensitive) == 0)
            return &cmdlet;
    return nullptr;
}

const QList<Parameter> &commonParameters()
{
    static const QList<Parameter> list = [] {
        const auto make = [](const char *name, const char *type, const char *alias) {
            Parameter parameter;
            parameter.name = QString::fromLatin1(name);
            parameter.typeName = QString::fromLatin1(type);
            parameter.aliases = {QString::fromLatin1(alias)};
            return parameter;
        };
        return QList<Parameter>{
            make("Verbose", "switch", "vb"),
            make("Debug", "switch", "db"),
            make("ErrorAction", "ActionPreference", "ea"),
            make("WarningAction", "ActionPreference", "wa"),
            make("InformationAction", "ActionPreference", "infa"),
            make("ErrorVariable", "string", "ev"),
            make("WarningVariable", "string", "wv"),
            make("OutVariable", "string", "ov"),
        };
    }();
    return list;
}

QStringList enumerationNames(const QString &typeName)
{
    const auto split = [](const char *names) { return QString::fromLatin1(names).split(u' '); };
    if (typeName == QLatin1String("AuthenticationMechanism"))
        return split("Default Basic Negotiate NegotiateWithImplicitCredential Credssp Digest Kerberos");
    if (typeName == QLatin1String("OutputBufferingMode"))
        return split("None Drop Block");
    if (typeName == QLatin1String("ProxyAccessType"))
        return split("None IEConfig WinHttpConfig AutoDetect NoProxyServer");
    if (typeName == QLatin1String("OutTarget"))
        return split("Default Host Job");
    if (typeName == QLatin1String("SessionFilterState"))
        return split("All Opened Disconnected Closed Broken");
    if (typeName == QLatin1String("ActionPreference"))
        return split("SilentlyContinue Stop Continue Inquire Ignore Suspend Break");
    return {};
}

} // namespace rejoin::cmdlets
