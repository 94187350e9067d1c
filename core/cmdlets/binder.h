#pragma once

#include "core/base/error.h"
#include "core/cmdlets/cmdlettable.h"
#include "core/cmdlets/object.h"

#include <QHash>

namespace rejoin::cmdlets {

/// One word of a command line, evaluated.
struct BoundWord
{
    QString parameter;           ///< without the dash; empty: a value by position
    std::optional<Object> value; ///< -Name:value or the value; nullopt: a bare -Name
};

/// A command line with its parameter set chosen and its values converted to the parameters' types.
class BoundCommand
{
public:
    const Cmdlet *cmdlet = nullptr;
    QString setName;
    QHash<QString, Object> values; ///< by the parameter's own name

    [[nodiscard]] bool has(const char *name) const { return values.contains(QString::fromLatin1(name)); }
    [[nodiscard]] Object value(const char *name) const { return values.value(QString::fromLatin1(name)); }
    [[nodiscard]] QString text(const char *name) const { return value(name).toText(); }
    /// The items of an array parameter as texts.
    [[nodiscard]] QStringList texts(const char *name) const;
    [[nodiscard]] QList<QUuid> guids(const char *name) const;
    [[nodiscard]] QList<int> integers(const char *name) const;
    [[nodiscard]] QList<sessions::SessionPtr> sessions(const char *name) const;
    [[nodiscard]] std::optional<qint64> integer(const char *name) const;
    [[nodiscard]] bool isSet(const char *switchName) const { return value(switchName).toBool(); }
};

/// PowerShell's parameter binding: names and prefixes, aliases, positions, parameter sets, pipeline input by value and
/// by property name, conversion and validation. Errors have PowerShell's ids ("MissingArgument,<type>") and words.
///
/// pipelineInput is what the command before gave; hasPipeline says that there is one, empty or not. Items that a
/// parameter takes by value are gathered into one call when that parameter is an array.
[[nodiscard]] QList<BoundCommand> bind(const Cmdlet &cmdlet, const QList<BoundWord> &words, bool hasPipeline,
                                       const ObjectList &pipelineInput);

/// A value converted to the parameter's type. Throws Error (CannotConvertArgumentNoMessage,
/// ParameterArgumentValidationError …).
[[nodiscard]] Object convertArgument(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value);

/// New-PSSessionOption's parameters, or the keys of a hashtable, as options; throws Error on an unknown key or a value
/// of the wrong kind.
[[nodiscard]] sessions::SessionOptions sessionOptionsFrom(const Hashtable &table);

} // namespace rejoin::cmdlets
