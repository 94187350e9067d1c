#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/operators.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

const QList<ParameterSpec> &commonParameters()
{
    static const QList<ParameterSpec> list{
        {"Verbose", -1, Switch, {u"vb"_s}},
        {"Debug", -1, Switch, {u"db"_s}},
        {"ErrorAction", -1, ParameterSpec::Kind::Value, {u"ea"_s}},
        {"WarningAction", -1, ParameterSpec::Kind::Value, {u"wa"_s}},
        {"InformationAction", -1, ParameterSpec::Kind::Value, {u"infa"_s}},
        {"ErrorVariable", -1, ParameterSpec::Kind::Value, {u"ev"_s}},
        {"OutVariable", -1, ParameterSpec::Kind::Value, {u"ov"_s}},
    };
    return list;
}

[[noreturn]] void failBinding(const QString &id, const QString &message, const QString &target = {})
{
    throw OperationFailure{ErrorParts(id, message, Category::InvalidArgument,
                                      target.isEmpty() ? Value() : Value::string(target),
                                      QString::fromLatin1(parameterBindingException))};
}

const ParameterSpec &findParameter(const CmdletSpec &spec, const QString &word)
{
    QList<const ParameterSpec *> candidates;
    for (const auto *list : {&spec.parameters, &commonParameters()}) {
        for (const ParameterSpec &parameter : *list) {
            if (parameter.name.compare(word, Qt::CaseInsensitive) == 0 ||
                parameter.aliases.contains(word, Qt::CaseInsensitive))
                return parameter;
            if (parameter.name.startsWith(word, Qt::CaseInsensitive))
                candidates.append(&parameter);
        }
        // A cmdlet's own parameter wins over a common one.
        if (candidates.size() == 1)
            return *candidates.first();
    }
    if (candidates.isEmpty())
        failBinding(u"NamedParameterNotFound"_s,
                    u"A parameter cannot be found that matches parameter name '%1'."_s.arg(word), word);
    QString names;
    for (const ParameterSpec *parameter : candidates)
        names += u" -"_s + parameter->name;
    failBinding(
        u"AmbiguousParameter"_s,
        u"Parameter cannot be processed because the parameter name '%1' is ambiguous. Possible matches include:%2."_s
            .arg(word, names),
        word);
}

void setOnce(BoundParameters &bound, const ParameterSpec &parameter, Value value)
{
    const QString key = parameter.name.toLower();
    if (bound.contains(key))
        failBinding(u"ParameterAlreadyBound"_s,
                    u"Cannot bind parameter because parameter '%1' is specified more than once. To provide multiple "
                    "values to parameters that can accept multiple values, use the array syntax. For example, "
                    "\"-parameter value1,value2,value3\"."_s.arg(parameter.name),
                    parameter.name);
    bound.insert(key, std::move(value));
}

const ParameterSpec *nextPositional(const CmdletSpec &spec, const BoundParameters &bound)
{
    const ParameterSpec *next = nullptr;
    for (const ParameterSpec &parameter : spec.parameters) {
        if (parameter.position >= 0 && !bound.contains(parameter.name.toLower()) &&
            (!next || parameter.position < next->position))
            next = &parameter;
    }
    return next;
}

} // namespace

BoundParameters bindWords(const CmdletSpec &spec, const BoundWords &words)
{
    BoundParameters bound;
    Array positional;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const BoundWord &word = words[i];
        if (word.parameter.isEmpty()) {
            positional.append(word.value);
            continue;
        }
        const ParameterSpec &parameter = findParameter(spec, word.parameter);
        if (parameter.kind == Switch) {
            setOnce(bound, parameter, word.hasValue ? Value::boolean(word.value.truth()) : Value::boolean(true));
        } else if (word.hasValue) {
            setOnce(bound, parameter, word.value);
        } else if (i + 1 < words.size() && words[i + 1].parameter.isEmpty()) {
            setOnce(bound, parameter, words[++i].value);
        } else {
            failBinding(
                u"MissingArgument"_s,
                u"Missing an argument for parameter '%1'. Specify a parameter of type 'System.Object' and try again."_s
                    .arg(parameter.name),
                parameter.name);
        }
    }
    while (!positional.isEmpty()) {
        const ParameterSpec *parameter = nextPositional(spec, bound);
        if (!parameter)
            failBinding(
                u"PositionalParameterNotFound"_s,
                u"A positional parameter cannot be found that accepts argument '%1'."_s.arg(positional.first().text()),
                positional.first().text());
        Value value = positional.takeFirst();
        BoundParameters after = bound;
        after.insert(parameter->name.toLower(), value);
        if (spec.takesRemaining && !positional.isEmpty() && !nextPositional(spec, after)) {
            positional.prepend(value);
            value = Value::array(std::exchange(positional, {}));
        }
        bound.insert(parameter->name.toLower(), value);
    }
    return bound;
}

const CmdletSpec *findCmdlet(const QString &name)
{
    static const QHash<QString, CmdletSpec> table = [] {
        QHash<QString, CmdletSpec> specs;
        for (const auto &family : {jobCmdlets(), writeCmdlets(), hostCmdlets(), objectCmdlets(), outputCmdlets(),
                                   variableCmdlets(), timeCmdlets()}) {
            for (const CmdletSpec &spec : family)
                specs.insert(spec.name.toLower(), spec);
        }
        return specs;
    }();
    static const QHash<QString, QString> aliases{
        {u"gjb"_s, u"get-job"_s},
        {u"rcjb"_s, u"receive-job"_s},
        {u"sajb"_s, u"start-job"_s},
        {u"spjb"_s, u"stop-job"_s},
        {u"rjb"_s, u"remove-job"_s},
        {u"wjb"_s, u"wait-job"_s},
        {u"sleep"_s, u"start-sleep"_s},
        {u"echo"_s, u"write-output"_s},
        {u"write"_s, u"write-output"_s},
        {u"%"_s, u"foreach-object"_s},
        {u"foreach"_s, u"foreach-object"_s},
        {u"?"_s, u"where-object"_s},
        {u"where"_s, u"where-object"_s},
        {u"select"_s, u"select-object"_s},
        {u"sort"_s, u"sort-object"_s},
        {u"measure"_s, u"measure-object"_s},
        {u"gv"_s, u"get-variable"_s},
        {u"set"_s, u"set-variable"_s},
        {u"sv"_s, u"set-variable"_s},
        {u"clv"_s, u"clear-variable"_s},
        {u"rv"_s, u"remove-variable"_s},
    };
    const QString key = name.toLower();
    const auto found = table.constFind(aliases.value(key, key));
    return found == table.cend() ? nullptr : &*found;
}

} // namespace rejoin::lab::engine
