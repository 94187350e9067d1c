#include "core/lab/engine/value.h"

#include "core/lab/engine/ast.h"
#include "core/lab/engine/job.h"

#include <QLocale>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

Value Value::integer(qint64 number, bool wide)
{
    const bool fits = number >= std::numeric_limits<qint32>::min() && number <= std::numeric_limits<qint32>::max();
    Integer integer;
    integer.number = number;
    integer.wide = wide || !fits;
    return Value(integer);
}

Value Value::array(Array items)
{
    return Value(std::shared_ptr<const Array>(std::make_shared<Array>(std::move(items))));
}

Value Value::table(Table table)
{
    return Value(std::make_shared<Table>(std::move(table)));
}

Value Value::fromData(const clixml::Value &data)
{
    switch (data.type()) {
    case clixml::Type::Nil:
        return {};
    case clixml::Type::String:
        return string(data.text());
    case clixml::Type::Boolean:
        return boolean(data.toBool().value_or(false));
    case clixml::Type::Int32:
        return integer(data.toInteger().value_or(0));
    case clixml::Type::Int64:
        return integer(data.toInteger().value_or(0), true);
    case clixml::Type::Double:
        return real(data.toDouble().value_or(0));
    case clixml::Type::DateTime:
        if (const auto time = data.toDateTime())
            return Value(*time);
        return Value(data);
    case clixml::Type::Object:
        break;
    default:
        return Value(data);
    }
    if (data.base().type() != clixml::Type::Nil)
        return Value(data); // keeps its notes
    if (data.container() == clixml::Container::Dictionary) {
        Table table;
        for (std::size_t i = 0; i < data.count(); ++i)
            table.entries.append({fromData(data.keyAt(i)), fromData(data.at(i))});
        return Value::table(std::move(table));
    }
    if (data.container() != clixml::Container::None && data.memberCount() == 0) {
        Array items;
        for (std::size_t i = 0; i < data.count(); ++i)
            items.append(fromData(data.at(i)));
        return array(std::move(items));
    }
    return Value(data);
}

Value Value::fromCollected(Array items)
{
    if (items.isEmpty())
        return {};
    if (items.size() == 1)
        return items.takeFirst();
    return array(std::move(items));
}

bool Value::isNull() const
{
    const auto *data = as<clixml::Value>();
    return is<std::monostate>() || (data && data->isNil());
}

const Array *Value::items() const
{
    const auto *pointer = as<std::shared_ptr<const Array>>();
    return pointer ? pointer->get() : nullptr;
}

Table *Value::tablePointer() const
{
    const auto *pointer = as<std::shared_ptr<Table>>();
    return pointer ? pointer->get() : nullptr;
}

std::shared_ptr<Job> Value::job() const
{
    const auto *pointer = as<std::shared_ptr<Job>>();
    return pointer ? *pointer : nullptr;
}

std::shared_ptr<const ScriptBlock> Value::scriptBlock() const
{
    const auto *pointer = as<std::shared_ptr<const ScriptBlock>>();
    return pointer ? *pointer : nullptr;
}

Array listOf(const Value &value)
{
    if (const Array *items = value.items())
        return *items;
    Array list;
    list.append(value);
    return list;
}

QString numberText(double value)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value > 0 ? u"∞"_s : u"-∞"_s;
    const double size = std::abs(value);
    if (value == 0 || (size >= 1e-5 && size < 1e15)) {
        const QString fixed = QString::number(value, 'f', QLocale::FloatingPointShortest);
        if (fixed.toDouble() == value)
            return fixed;
    }
    return QString::number(value, 'e', QLocale::FloatingPointShortest).toUpper();
}

namespace {

QString tableText(const Table &table)
{
    if (table.kind == Table::Kind::Hash)
        return u"System.Collections.Hashtable"_s;
    if (table.kind == Table::Kind::Ordered)
        return u"System.Collections.Specialized.OrderedDictionary"_s;
    QStringList parts;
    for (const auto &[key, value] : table.entries)
        parts.append(key.text() + u'=' + value.text());
    return u"@{"_s + parts.join(u"; "_s) + u'}';
}

QString joined(const Array &items)
{
    QStringList texts;
    for (const Value &item : items)
        texts.append(item.text());
    return texts.join(u' ');
}

bool sameKey(const Value &left, const Value &right)
{
    if (const auto *text = left.as<QString>()) {
        const auto *other = right.as<QString>();
        return other && text->compare(*other, Qt::CaseInsensitive) == 0;
    }
    return !right.is<QString>() && left.typeName() == right.typeName() && left.text() == right.text();
}

} // namespace

QString Value::text() const
{
    if (isNull())
        return {};
    if (const auto *value = as<QString>())
        return *value;
    if (const auto *value = as<bool>())
        return *value ? u"True"_s : u"False"_s;
    if (const auto *value = as<Integer>())
        return QString::number(value->number);
    if (const auto *value = as<double>())
        return numberText(*value);
    if (const auto *value = as<QDateTime>())
        return value->toString(u"MM/dd/yyyy HH:mm:ss"_s);
    if (const Array *list = items())
        return joined(*list);
    if (const Table *table = tablePointer())
        return tableText(*table);
    if (const auto block = scriptBlock())
        return block->text;
    if (job())
        return u"System.Management.Automation.PSRemotingJob"_s;
    if (const auto *record = as<std::shared_ptr<const clixml::ErrorRecord>>())
        return (*record)->message;
    if (const auto *data = as<clixml::Value>()) {
        if (data->type() == clixml::Type::Char)
            return QString(QChar(char16_t(data->toInteger().value_or(0))));
        if (data->isObject() && !data->hasToString() && data->base().isNil())
            return data->typeNames().value(0);
        return data->text();
    }
    return u"System.Management.Automation.Internal.Host.InternalHost"_s;
}

bool Value::truth() const
{
    if (isNull())
        return false;
    if (const auto *value = as<bool>())
        return *value;
    if (const auto *value = as<Integer>())
        return value->number != 0;
    if (const auto *value = as<double>())
        return *value != 0;
    if (const auto *value = as<QString>())
        return !value->isEmpty();
    if (const Array *list = items())
        return list->size() > 1 || (list->size() == 1 && list->first().truth());
    if (const auto *data = as<clixml::Value>()) {
        if (const auto value = data->toBool())
            return *value;
        if (const auto value = data->toDouble())
            return *value != 0;
        const auto kind = data->isObject() ? data->base().type() : data->type();
        return kind != clixml::Type::String || !data->text().isEmpty();
    }
    return true;
}

std::optional<double> Value::number() const
{
    if (isNull())
        return 0.0;
    if (const auto *value = as<bool>())
        return *value ? 1.0 : 0.0;
    if (const auto *value = as<Integer>())
        return double(value->number);
    if (const auto *value = as<double>())
        return *value;
    if (const auto *value = as<QString>()) {
        if (value->trimmed().isEmpty())
            return 0.0;
        const auto parsed = parseNumber(QStringView(*value).trimmed());
        return parsed ? parsed->number() : std::nullopt;
    }
    if (const auto *data = as<clixml::Value>()) {
        if (const auto value = data->toDouble())
            return value;
        if (data->isObject() && data->base().type() == clixml::Type::String)
            return string(data->base().text()).number();
        if (const auto value = data->toInteger())
            return double(*value);
    }
    if (const Array *list = items(); list && list->size() == 1)
        return list->first().number();
    return std::nullopt;
}

std::optional<qint64> Value::wholeNumber() const
{
    if (const auto *value = as<Integer>())
        return value->number;
    const auto value = number();
    // Beyond 2^63 the conversion would be undefined.
    if (!value || std::isnan(*value) || std::abs(*value) >= 9.2e18)
        return std::nullopt;
    return qint64(std::nearbyint(*value)); // as .NET: half to even
}

bool Value::isNumeric() const
{
    if (is<Integer>() || is<double>())
        return true;
    const auto *data = as<clixml::Value>();
    return data && data->toDouble().has_value();
}

QString Value::typeName() const
{
    if (isNull())
        return {};
    if (is<QString>())
        return u"System.String"_s;
    if (is<bool>())
        return u"System.Boolean"_s;
    if (const auto *value = as<Integer>())
        return value->wide ? u"System.Int64"_s : u"System.Int32"_s;
    if (is<double>())
        return u"System.Double"_s;
    if (is<QDateTime>())
        return u"System.DateTime"_s;
    if (items())
        return u"System.Object[]"_s;
    if (const Table *table = tablePointer())
        return table->kind == Table::Kind::Custom ? u"System.Management.Automation.PSCustomObject"_s
                                                  : tableText(*table);
    if (scriptBlock())
        return u"System.Management.Automation.ScriptBlock"_s;
    if (job())
        return u"System.Management.Automation.PSRemotingJob"_s;
    if (is<std::shared_ptr<const clixml::ErrorRecord>>())
        return u"System.Management.Automation.ErrorRecord"_s;
    if (const auto *data = as<clixml::Value>()) {
        if (data->isObject() && !data->typeNames().isEmpty())
            return data->typeNames().first();
        switch (data->isObject() ? data->base().type() : data->type()) {
        case clixml::Type::String:
            return u"System.String"_s;
        case clixml::Type::Char:
            return u"System.Char"_s;
        case clixml::Type::Boolean:
            return u"System.Boolean"_s;
        case clixml::Type::Int32:
            return u"System.Int32"_s;
        case clixml::Type::Guid:
            return u"System.Guid"_s;
        case clixml::Type::Version:
            return u"System.Version"_s;
        case clixml::Type::Duration:
            return u"System.TimeSpan"_s;
        case clixml::Type::SecureString:
            return u"System.Security.SecureString"_s;
        default:
            return u"System.Object"_s;
        }
    }
    return u"System.Management.Automation.Internal.Host.InternalHost"_s;
}

QString Value::shortTypeName() const
{
    const QString full = typeName();
    return full.mid(full.lastIndexOf(u'.') + 1);
}

const Value *Table::find(const Value &key) const
{
    for (const auto &entry : entries) {
        if (sameKey(entry.first, key))
            return &entry.second;
    }
    return nullptr;
}

const Value *Table::find(QStringView key) const
{
    for (const auto &entry : entries) {
        const auto *text = entry.first.as<QString>();
        if (text && QStringView(*text).compare(key, Qt::CaseInsensitive) == 0)
            return &entry.second;
    }
    return nullptr;
}

void Table::set(const Value &key, const Value &value)
{
    for (auto &entry : entries) {
        if (sameKey(entry.first, key)) {
            entry.second = value;
            return;
        }
    }
    entries.append({key, value});
}

bool Table::remove(const Value &key)
{
    return entries.removeIf([&](const auto &entry) { return sameKey(entry.first, key); }) > 0;
}

std::optional<Value> parseNumber(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    QStringView rest = negative || text.startsWith(u'+') ? text.mid(1) : text;
    if (rest.isEmpty() || !(rest.front().isDigit() || rest.front() == u'.'))
        return std::nullopt;
    bool ok = false;
    if (rest.startsWith("0x"_L1, Qt::CaseInsensitive)) {
        const qint64 value = rest.mid(2).toLongLong(&ok, 16);
        return ok ? std::optional(Value::integer(negative ? -value : value)) : std::nullopt;
    }
    qint64 factor = 1;
    static constexpr std::pair<QLatin1StringView, qint64> suffixes[] = {
        {"kb"_L1, 1LL << 10}, {"mb"_L1, 1LL << 20}, {"gb"_L1, 1LL << 30}, {"tb"_L1, 1LL << 40}};
    for (const auto &[suffix, scale] : suffixes) {
        if (rest.endsWith(suffix, Qt::CaseInsensitive)) {
            factor = scale;
            rest = rest.chopped(2);
        }
    }
    const bool wide = rest.endsWith(u'l', Qt::CaseInsensitive);
    if (wide)
        rest = rest.chopped(1);
    for (const QChar c : rest) {
        if (!(c.unicode() < 128 && (c.isDigit() || c == u'.' || c == u'e' || c == u'E' || c == u'+' || c == u'-')))
            return std::nullopt;
    }
    const qint64 whole = rest.toLongLong(&ok);
    qint64 scaled = 0;
    if (ok && !__builtin_mul_overflow(negative ? -whole : whole, factor, &scaled))
        return Value::integer(scaled, wide);
    const double value = rest.toDouble(&ok);
    if (!ok)
        return std::nullopt;
    return Value::real((negative ? -value : value) * double(factor));
}

} // namespace rejoin::lab::engine
