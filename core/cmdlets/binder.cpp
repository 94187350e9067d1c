#include "core/cmdlets/binder.h"

#include <QSet>

#include <algorithm>

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

/// Everything about one command line while its parameter set is being found.
class Binding
{
public:
    Binding(const Cmdlet &cmdlet, bool hasPipeline) : m_cmdlet(cmdlet), m_hasPipeline(hasPipeline)
    {
        for (const ParameterSet &set : cmdlet.sets)
            m_sets << &set;
    }

    void words(const QList<BoundWord> &words)
    {
        QList<Object> positional;
        for (qsizetype i = 0; i < words.size(); ++i) {
            const BoundWord &word = words.at(i);
            if (word.parameter.isEmpty()) {
                positional << *word.value;
                continue;
            }
            const Parameter &parameter = resolve(word.parameter);
            if (m_values.contains(parameter.name))
                throw error(
                    "ParameterAlreadyBound",
                    QStringLiteral("Cannot bind parameter because parameter '%1' is specified more than once. To "
                                   "provide multiple values to parameters that can accept multiple values, use "
                                   "the array syntax. For example, \"-parameter value1,value2,value3\".")
                        .arg(parameter.name));
            Object value;
            if (parameter.isSwitch()) {
                value = Object::boolean(!word.value || word.value->toBool());
            } else if (word.value) {
                value = *word.value;
            } else if (i + 1 < words.size() && words.at(i + 1).parameter.isEmpty()) {
                value = *words.at(++i).value;
            } else {
                throw error(
                    "MissingArgument",
                    QStringLiteral("Missing an argument for parameter '%1'. Specify a parameter of type '%2' and "
                                   "try again.")
                        .arg(parameter.name, parameter.clrTypeName()));
            }
            set(parameter, value);
        }
        for (const Object &value : positional)
            bindPosition(value);
    }

    /// What the pipeline gives: one call for all items where an array takes them by value, else one for each.
    QList<BoundCommand> finish(const ObjectList &input)
    {
        if (!m_hasPipeline)
            return {result(chosenSet(), m_values)};
        QList<BoundCommand> calls;
        for (const Object &item : input) {
            const auto [set, values, gathered] = bindItem(item);
            if (!gathered.isEmpty() && !calls.isEmpty() && calls.last().setName == set->name) {
                ObjectList items = calls.last().values.value(gathered).items();
                items += values.value(gathered).items();
                calls.last().values.insert(gathered, Object::list(items));
                continue;
            }
            calls << result(set, values);
        }
        return calls;
    }

private:
    using Values = QHash<QString, Object>;

    Error error(const char *word, const QString &message) const
    {
        return {ErrorCategory::InvalidArgument, QString::fromLatin1(word) + u',' + m_cmdlet.implementingType,
                Text::verbatim(message),
                Text(QT_TRANSLATE_NOOP("core", "Correct the command line; 'rejoinctl help %1' shows what it takes."),
                     {m_cmdlet.name})};
    }

    [[nodiscard]] static bool isCommon(const QString &name)
    {
        for (const Parameter &parameter : commonParameters())
            if (parameter.name == name)
                return true;
        return false;
    }

    /// By whole name or alias, else by a prefix that only one parameter has.
    const Parameter &resolve(const QString &word) const
    {
        QList<const Parameter *> candidates;
        for (const ParameterSet &set : m_cmdlet.sets)
            for (const Parameter &parameter : set.parameters)
                candidates << &parameter;
        for (const Parameter &parameter : commonParameters())
            candidates << &parameter;

        QList<const Parameter *> prefixed;
        QSet<QString> prefixedNames;
        for (const Parameter *parameter : candidates) {
            QStringList names = parameter->aliases;
            names.prepend(parameter->name);
            for (const QString &name : names) {
                if (name.compare(word, Qt::CaseInsensitive) == 0)
                    return *parameter;
                if (name.startsWith(word, Qt::CaseInsensitive) && !prefixedNames.contains(parameter->name)) {
                    prefixedNames.insert(parameter->name);
                    prefixed << parameter;
                }
            }
        }
        if (prefixed.isEmpty())
            throw error("NamedParameterNotFound",
                        QStringLiteral("A parameter cannot be found that matches parameter name '%1'.").arg(word));
        if (prefixed.size() > 1) {
            QStringList names;
            for (const Parameter *parameter : std::as_const(prefixed))
                names << u'-' + parameter->name;
            throw error("AmbiguousParameter",
                        QStringLiteral("Parameter cannot be processed because the parameter name '%1' is ambiguous. "
                                       "Possible matches include: %2.")
                            .arg(word, names.join(u' ')));
        }
        return *prefixed.first();
    }

    void set(const Parameter &parameter, const Object &value)
    {
        m_values.insert(parameter.name, parameter.isSwitch() ? value : convertArgument(m_cmdlet, parameter, value));
        if (isCommon(parameter.name))
            return;
        m_sets.removeIf([&](const ParameterSet *candidate) { return !candidate->find(parameter.name); });
        if (m_sets.isEmpty())
            throw ambiguousSet();
    }

    Error ambiguousSet() const
    {
        return error(
            "AmbiguousParameterSet",
            QStringLiteral("Parameter set cannot be resolved using the specified named parameters. One or more "
                           "parameters issued cannot be used together or an insufficient number of parameters "
                           "were provided."));
    }

    /// As PowerShell: a position whose type the value has already comes first, then one that it converts to; the
    /// default set before the others.
    void bindPosition(const Object &value)
    {
        QList<const ParameterSet *> order = m_sets;
        std::stable_partition(order.begin(), order.end(),
                              [&](const ParameterSet *candidate) { return candidate->name == m_cmdlet.defaultSet; });
        for (const ParameterSet *candidate : std::as_const(order)) {
            const Parameter *next = nextPosition(*candidate);
            if (next && hasType(*next, value)) {
                set(*next, value);
                return;
            }
        }
        std::optional<Error> refused;
        for (const ParameterSet *candidate : std::as_const(order)) {
            const Parameter *next = nextPosition(*candidate);
            if (!next)
                continue;
            // -Session takes only sessions and -Id only numbers: the value decides between the sets.
            try {
                set(*next, value);
                return;
            } catch (const Error &failure) {
                m_values.remove(next->name);
                if (!refused)
                    refused = failure;
            }
        }
        if (refused)
            throw *refused;
        throw error(
            "PositionalParameterNotFound",
            QStringLiteral("A positional parameter cannot be found that accepts argument '%1'.").arg(value.toText()));
    }

    /// The free position that comes next in a set; null when there is none.
    [[nodiscard]] const Parameter *nextPosition(const ParameterSet &candidate) const
    {
        const Parameter *next = nullptr;
        for (const Parameter &parameter : candidate.parameters) {
            if (parameter.position >= 0 && !m_values.contains(parameter.name) &&
                (!next || parameter.position < next->position))
                next = &parameter;
        }
        return next;
    }

    /// Without any conversion; of an array, its first item.
    [[nodiscard]] static bool hasType(const Parameter &parameter, const Object &value)
    {
        const ObjectList items = value.items();
        if (items.isEmpty())
            return false;
        if (parameter.typeName == QLatin1String("uri"))
            return items.first().as<QUrl>() != nullptr;
        return takesByValue(parameter, items.first());
    }

    [[nodiscard]] static QStringList missing(const ParameterSet &candidate, const Values &values)
    {
        QStringList names;
        for (const Parameter &parameter : candidate.parameters)
            if (parameter.isMandatory && !values.contains(parameter.name))
                names << parameter.name;
        return names;
    }

    const ParameterSet *chosenSet() const { return chosenSet(m_sets, m_values); }

    const ParameterSet *chosenSet(const QList<const ParameterSet *> &candidates, const Values &values) const
    {
        QList<const ParameterSet *> complete;
        const ParameterSet *defaultSet = nullptr;
        for (const ParameterSet *candidate : candidates) {
            if (candidate->name == m_cmdlet.defaultSet)
                defaultSet = candidate;
            if (missing(*candidate, values).isEmpty())
                complete << candidate;
        }
        if (complete.size() == 1)
            return complete.first();
        if (defaultSet && (complete.contains(defaultSet) || complete.isEmpty())) {
            const QStringList names = missing(*defaultSet, values);
            if (names.isEmpty())
                return defaultSet;
            throw missingMandatory(names);
        }
        if (complete.isEmpty() && candidates.size() == 1)
            throw missingMandatory(missing(*candidates.first(), values));
        throw ambiguousSet();
    }

    Error missingMandatory(const QStringList &names) const
    {
        return error("MissingMandatoryParameter",
                     QStringLiteral("Cannot process command because of one or more missing mandatory parameters: %1.")
                         .arg(names.join(u' ')));
    }

    [[nodiscard]] static bool takesByValue(const Parameter &parameter, const Object &item)
    {
        const QString &type = parameter.typeName;
        if (type == QLatin1String("PSSession"))
            return item.toSession() != nullptr;
        if (type == QLatin1String("psobject") || type == QLatin1String("Object"))
            return true;
        if (type == QLatin1String("string"))
            return item.as<QString>() != nullptr;
        if (type == QLatin1String("int"))
            return item.as<qint64>() != nullptr;
        if (type == QLatin1String("guid"))
            return item.as<QUuid>() != nullptr;
        return type == QLatin1String("uri") && (item.as<QUrl>() || item.as<QString>());
    }

    struct ItemBinding
    {
        const ParameterSet *set = nullptr;
        Values values;
        QString gathered; ///< the array parameter that took the item by value
    };

    ItemBinding bindItem(const Object &item) const
    {
        QList<const ParameterSet *> order = m_sets;
        std::stable_partition(order.begin(), order.end(),
                              [&](const ParameterSet *candidate) { return candidate->name == m_cmdlet.defaultSet; });
        for (const ParameterSet *candidate : std::as_const(order)) {
            for (const Parameter &parameter : candidate->parameters) {
                if (!parameter.byValue || m_values.contains(parameter.name) || !takesByValue(parameter, item))
                    continue;
                ItemBinding bound;
                bound.values = m_values;
                bound.values.insert(parameter.name, convertArgument(m_cmdlet, parameter, item));
                if (!missing(*candidate, bound.values).isEmpty())
                    continue;
                bound.set = candidate;
                // Commands that look at all of their input (Select-Object, Invoke-Command) get it in one call.
                const bool gathers = parameter.isArray || parameter.name == QLatin1String("InputObject");
                bound.gathered = gathers ? parameter.name : QString();
                return bound;
            }
        }
        for (const ParameterSet *candidate : std::as_const(order)) {
            ItemBinding bound;
            bound.values = m_values;
            bool any = false;
            for (const Parameter &parameter : candidate->parameters) {
                if (!parameter.byPropertyName || bound.values.contains(parameter.name))
                    continue;
                const auto property = item.property(parameter.name);
                if (!property || property->isNull())
                    continue;
                bound.values.insert(parameter.name, convertArgument(m_cmdlet, parameter, *property));
                any = true;
            }
            if (any && missing(*candidate, bound.values).isEmpty()) {
                bound.set = candidate;
                return bound;
            }
        }
        throw error(
            "InputObjectNotBound",
            QStringLiteral("The input object cannot be bound to any parameters for the command either because the "
                           "command does not take pipeline input or the input and its properties do not match any "
                           "of the parameters that take pipeline input."));
    }

    BoundCommand result(const ParameterSet *set, const Values &values) const
    {
        BoundCommand bound;
        bound.cmdlet = &m_cmdlet;
        bound.setName = set->name;
        bound.values = values;
        return bound;
    }

    const Cmdlet &m_cmdlet;
    bool m_hasPipeline;
    QList<const ParameterSet *> m_sets;
    Values m_values;
};

} // namespace

QStringList BoundCommand::texts(const char *name) const
{
    QStringList list;
    for (const Object &item : value(name).items())
        list << item.toText();
    return list;
}

QList<QUuid> BoundCommand::guids(const char *name) const
{
    QList<QUuid> list;
    for (const Object &item : value(name).items())
        if (const auto *id = item.as<QUuid>())
            list << *id;
    return list;
}

QList<int> BoundCommand::integers(const char *name) const
{
    QList<int> list;
    for (const Object &item : value(name).items())
        if (const auto number = item.toInteger())
            list << static_cast<int>(*number);
    return list;
}

QList<sessions::SessionPtr> BoundCommand::sessions(const char *name) const
{
    QList<sessions::SessionPtr> list;
    for (const Object &item : value(name).items())
        if (auto session = item.toSession())
            list << session;
    return list;
}

std::optional<qint64> BoundCommand::integer(const char *name) const
{
    return has(name) ? value(name).toInteger() : std::nullopt;
}

QList<BoundCommand> bind(const Cmdlet &cmdlet, const QList<BoundWord> &words, bool hasPipeline,
                         const ObjectList &pipelineInput)
{
    Binding binding(cmdlet, hasPipeline);
    binding.words(words);
    return binding.finish(pipelineInput);
}

} // namespace rejoin::cmdlets
