#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/convert.h"
#include "core/lab/engine/operators.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// Runs a block with $_ in the caller's own scope, as these cmdlets do.
Task<Flow> runWith(CmdletCall &call, std::shared_ptr<const ScriptBlock> block, Value item, Writer &out)
{
    Frame frame = call.frame();
    frame.source = block->source;
    frame.out = &out;
    const Value *found = frame.scope->find(u"_"_s);
    const Value before = found ? *found : Value();
    frame.scope->set(u"_"_s, item);
    const Flow flow =
        co_await call.interpreter.runStatements(block->hasNamedBlocks ? block->process : block->end, frame);
    frame.scope->set(u"_"_s, before);
    co_return flow;
}

Task<Value> valueWith(CmdletCall &call, std::shared_ptr<const ScriptBlock> block, Value item)
{
    Collector collector;
    co_await runWith(call, std::move(block), std::move(item), collector);
    co_return Value::fromCollected(std::move(collector.items));
}

class ForEachObject final : public Cmdlet
{
public:
    Task<> begin(CmdletCall &call) override { return runOnce(call, "Begin"); }
    Task<> process(CmdletCall &call, const Value *input) override
    {
        const Value item = input ? *input : Value();
        for (const Value &step : call.list("Process")) {
            const auto block = step.scriptBlock();
            if (!block) {
                co_await call.interpreter.writeEnumerated(memberOf(item, step.text()), *call.frame().out);
                continue;
            }
            Value current = item;
            const Flow flow = co_await runWith(call, block, std::move(current), *call.frame().out);
            if (flow == Flow::Break)
                throw StopUpstream();
            if (flow != Flow::Normal)
                break;
        }
    }
    Task<> end(CmdletCall &call) override { return runOnce(call, "End"); }

private:
    Task<> runOnce(CmdletCall &call, const char *parameter)
    {
        const auto block = call.value(parameter).scriptBlock();
        if (block)
            co_await runWith(call, block, Value(), *call.frame().out);
    }
};

class WhereObject final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        const Value item = input ? *input : call.value("InputObject");
        bool holds = false;
        if (const auto block = call.value("FilterScript").scriptBlock()) {
            Value current = item;
            const Value result = co_await valueWith(call, block, std::move(current));
            holds = result.truth();
        } else {
            holds = compare(call, memberOf(item, call.text("FilterScript")));
        }
        if (holds) {
            Value passed = item;
            co_await call.write(std::move(passed));
        }
    }

private:
    /// Where-Object Name -eq value
    static bool compare(const CmdletCall &call, const Value &member)
    {
        static constexpr std::pair<const char *, Operator> operators[] = {
            {"EQ", Operator::Equal},          {"NE", Operator::NotEqual},     {"GT", Operator::Greater},
            {"GE", Operator::GreaterEqual},   {"LT", Operator::Less},         {"LE", Operator::LessEqual},
            {"Like", Operator::Like},         {"NotLike", Operator::NotLike}, {"Match", Operator::Match},
            {"NotMatch", Operator::NotMatch}, {"In", Operator::In},           {"Contains", Operator::Contains},
        };
        try {
            for (const auto &[name, op] : operators) {
                if (call.flag(name) || call.has(name))
                    return applyBinary(op, member, call.has("Value") ? call.value("Value") : call.value(name), false,
                                       nullptr)
                        .truth();
            }
        } catch (const OperationFailure &failure) {
            call.fail(failure.parts);
        }
        return member.truth();
    }
};

class SelectObject final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        if (!input)
            co_return;
        if (call.has("Last")) {
            m_last.append(*input);
            if (m_last.size() > std::max(0, call.whole("Last", 0)))
                m_last.removeFirst();
            co_return;
        }
        if (m_skipped < call.whole("Skip", 0)) {
            ++m_skipped;
            co_return;
        }
        const bool limited = call.has("First");
        const int first = call.whole("First", 0);
        if (limited && m_taken >= first)
            throw StopUpstream();
        Value item = *input;
        co_await pass(call, std::move(item));
        if (limited && ++m_taken >= first)
            throw StopUpstream();
    }
    Task<> end(CmdletCall &call) override
    {
        const Array last = std::exchange(m_last, {});
        for (const Value &item : last) {
            Value copy = item;
            co_await pass(call, std::move(copy));
        }
    }

private:
    Task<> pass(CmdletCall &call, Value item)
    {
        if (call.has("ExpandProperty")) {
            co_await call.interpreter.writeEnumerated(memberOf(item, call.text("ExpandProperty")), *call.frame().out);
            co_return;
        }
        if (!call.has("Property")) {
            co_await call.write(std::move(item));
            co_return;
        }
        Table selected(Table::Kind::Custom);
        for (const Value &property : call.list("Property")) {
            if (const Table *calculated = property.tablePointer()) {
                const Value *name = calculated->find(u"Name") ? calculated->find(u"Name") : calculated->find(u"N");
                const Value *rule =
                    calculated->find(u"Expression") ? calculated->find(u"Expression") : calculated->find(u"E");
                Value value;
                if (rule && rule->scriptBlock()) {
                    Value copy = item;
                    value = co_await valueWith(call, rule->scriptBlock(), std::move(copy));
                } else if (rule) {
                    value = memberOf(item, rule->text());
                }
                selected.set(name ? *name : Value::string({}), value);
                continue;
            }
            if (hasWildcard(property.text())) {
                for (const QString &name : memberNames(item)) {
                    if (matchesWildcard(name, property.text()))
                        selected.set(Value::string(name), memberOf(item, name));
                }
                continue;
            }
            selected.set(Value::string(property.text()), memberOf(item, property.text()));
        }
        co_await call.write(Value::table(std::move(selected)));
    }

    static QStringList memberNames(const Value &item)
    {
        QStringList names;
        if (const Table *table = item.tablePointer()) {
            for (const auto &[key, value] : table->entries)
                names.append(key.text());
            return names;
        }
        const clixml::Value data = toClixml(item);
        for (std::size_t i = 0; i < data.memberCount(); ++i)
            names.append(data.memberName(i));
        names.removeDuplicates();
        return names;
    }

    Array m_last;
    int m_skipped = 0;
    int m_taken = 0;
};

class SortObject final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        if (!input)
            co_return;
        Row row;
        row.item = *input;
        const Array properties = call.list("Property");
        if (properties.isEmpty())
            row.keys.append(*input);
        for (const Value &property : properties) {
            if (const auto block = property.scriptBlock()) {
                Value copy = *input;
                Value key = co_await valueWith(call, block, std::move(copy));
                row.keys.append(std::move(key));
            } else {
                row.keys.append(memberOf(*input, property.text()));
            }
        }
        m_rows.push_back(std::move(row));
    }
    Task<> end(CmdletCall &call) override
    {
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [](const Row &left, const Row &right) { return order(left, right) < 0; });
        if (call.flag("Descending"))
            std::reverse(m_rows.begin(), m_rows.end());
        if (call.flag("Unique"))
            m_rows.erase(std::unique(m_rows.begin(), m_rows.end(),
                                     [](const Row &left, const Row &right) { return order(left, right) == 0; }),
                         m_rows.end());
        for (Row &row : m_rows)
            co_await call.write(std::move(row.item));
    }

private:
    struct Row
    {
        Value item;
        Array keys;
    };

    /// Numbers before texts, so that any mixture has one order.
    static int order(const Row &left, const Row &right)
    {
        for (qsizetype i = 0; i < left.keys.size(); ++i) {
            const Value &a = left.keys[i];
            const Value &b = right.keys[i];
            const bool numeric = a.isNumeric() && b.isNumeric();
            const bool dates = a.is<QDateTime>() && b.is<QDateTime>();
            const int by = numeric || dates                 ? compareValues(a, b, false)
                           : a.isNumeric() != b.isNumeric() ? (a.isNumeric() ? -1 : 1)
                                                            : a.text().compare(b.text(), Qt::CaseInsensitive);
            if (by != 0)
                return by;
        }
        return 0;
    }

    std::vector<Row> m_rows;
};

class MeasureObject final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        if (!input)
            co_return;
        const Value measured = call.has("Property") ? memberOf(*input, call.text("Property")) : *input;
        if (measured.isNull())
            co_return;
        ++m_count;
        const bool numbers = call.flag("Sum") || call.flag("Average") || call.flag("Maximum") || call.flag("Minimum");
        const auto number = measured.number();
        if (!numbers)
            co_return;
        if (!number) {
            ErrorParts parts(u"NonNumericInputObject"_s, u"Input object \"%1\" is not numeric."_s.arg(measured.text()),
                             Category::InvalidType, measured, QString::fromLatin1(argumentException));
            co_await call.error(std::move(parts));
            co_return;
        }
        m_sum += *number;
        m_least = m_numbers ? std::min(m_least, *number) : *number;
        m_most = m_numbers ? std::max(m_most, *number) : *number;
        ++m_numbers;
    }
    Task<> end(CmdletCall &call) override
    {
        const auto shown = [&](const char *parameter, double value) {
            return clixml::Value(call.flag(parameter) && m_numbers > 0 ? clixml::Value::real(value) : clixml::Value());
        };
        clixml::ObjectBuilder result;
        result.typeNames({"Microsoft.PowerShell.Commands.GenericMeasureInfo",
                          "Microsoft.PowerShell.Commands.MeasureInfo", "System.Object"});
        result.toString(u"Microsoft.PowerShell.Commands.GenericMeasureInfo");
        result.property("Count", clixml::Value::int32(m_count));
        result.property("Average", shown("Average", m_numbers ? m_sum / m_numbers : 0));
        result.property("Sum", shown("Sum", m_sum));
        result.property("Maximum", shown("Maximum", m_most));
        result.property("Minimum", shown("Minimum", m_least));
        result.property("Property",
                        call.has("Property") ? clixml::Value::string(call.text("Property")) : clixml::Value());
        co_await call.write(Value(result.build()));
    }

private:
    int m_count = 0;
    int m_numbers = 0;
    double m_sum = 0;
    double m_least = 0;
    double m_most = 0;
};

} // namespace

QList<CmdletSpec> objectCmdlets()
{
    const auto type = [](const char *name) { return u"Microsoft.PowerShell.Commands."_s + QString::fromLatin1(name); };
    QList<ParameterSpec> where{
        {"FilterScript", 0, ParameterSpec::Kind::Value, {u"Property"_s}}, {"Value", 1}, {"InputObject"}};
    for (const char *op :
         {"EQ", "NE", "GT", "GE", "LT", "LE", "Like", "NotLike", "Match", "NotMatch", "In", "Contains"})
        where.append({op, -1, Switch});
    return {
        {u"ForEach-Object"_s,
         type("ForEachObjectCommand"),
         {{"Process", 0, ParameterSpec::Kind::Value, {u"MemberName"_s}}, {"Begin"}, {"End"}, {"InputObject"}},
         &makeCmdlet<ForEachObject>,
         true},
        {u"Where-Object"_s, type("WhereObjectCommand"), where, &makeCmdlet<WhereObject>},
        {u"Select-Object"_s,
         type("SelectObjectCommand"),
         {{"Property", 0}, {"ExpandProperty"}, {"First"}, {"Last"}, {"Skip"}},
         &makeCmdlet<SelectObject>},
        {u"Sort-Object"_s,
         type("SortObjectCommand"),
         {{"Property", 0}, {"Descending", -1, Switch}, {"Unique", -1, Switch}},
         &makeCmdlet<SortObject>},
        {u"Measure-Object"_s,
         type("MeasureObjectCommand"),
         {{"Property", 0},
          {"Sum", -1, Switch},
          {"Average", -1, Switch},
          {"Maximum", -1, Switch},
          {"Minimum", -1, Switch}},
         &makeCmdlet<MeasureObject>},
    };
}

} // namespace rejoin::lab::engine
