#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace rejoin::cmdlets {

/// What a bound argument must be before a cmdlet sees it.
enum class Validation : quint8 { None, NotNull, NotNullOrEmpty };

/// One parameter of one parameter set.
struct Parameter
{
    QString name;
    QString typeName; ///< as the syntax line shows it, without []: "string", "int", "PSSession"; "switch"
    bool isArray = false;
    bool isMandatory = false;
    int position = -1; ///< -1: named only
    bool byValue = false;
    bool byPropertyName = false;
    QStringList aliases;
    Validation validation = Validation::None;
    std::optional<qint64> minimum; ///< ValidateRange, inclusive
    std::optional<qint64> maximum;

    [[nodiscard]] bool isSwitch() const { return typeName == QLatin1String("switch"); }
    /// "System.String[]", as PowerShell names the type in messages.
    [[nodiscard]] QString clrTypeName() const;
};

struct ParameterSet
{
    QString name;
    QString syntax; ///< without the cmdlet's name and [<CommonParameters>]
    QList<Parameter> parameters;
    [[nodiscard]] const Parameter *find(const QString &exactName) const;
};

struct Cmdlet
{
    QString name;
    QString implementingType; ///< ends the FullyQualifiedErrorId
    QString defaultSet;       ///< empty: none
    QList<ParameterSet> sets;
    /// "Connect-PSSession -Name <string[]> … [<CommonParameters>]", a line each set.
    [[nodiscard]] QStringList syntaxLines() const;
};

/// All cmdlets, PowerShell's first.
[[nodiscard]] const QList<Cmdlet> &allCmdlets();
/// By name or alias (gsn, cnsn, dnsn, rcsn, nsn, rsn, etsn, icm, ?, where, select, sort, gc), case-insensitive; null
/// when there is none.
[[nodiscard]] const Cmdlet *findCmdlet(const QString &nameOrAlias);

/// -ErrorAction, -WarningAction, -Verbose, -Debug, -OutVariable, -ErrorVariable, -InformationAction …
[[nodiscard]] const QList<Parameter> &commonParameters();

/// Names of an enumeration by the type a syntax line shows, in PowerShell's order; empty when it is none.
[[nodiscard]] QStringList enumerationNames(const QString &typeName);

} // namespace rejoin::cmdlets
