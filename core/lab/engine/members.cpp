#include "core/lab/engine/operators.h"

#include "core/lab/engine/convert.h"
#include "core/lab/engine/job.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

[[noreturn]] void failMethod(const Value &value, const QString &name)
{
    if (value.isNull())
        throw OperationFailure{ErrorParts(u"InvokeMethodOnNull"_s,
                                          u"You cannot call a method on a null-valued expression."_s,
                                          Category::InvalidOperation)};
    throw OperationFailure{ErrorParts(
        u"MethodNotFound"_s,
        u"Method invocation failed because [%1] does not contain a method named '%2'."_s.arg(value.typeName(), name),
        Category::InvalidOperation, Value::string(name))};
}

Value keysOf(const Table &table, bool keys)
{
    Array items;
    for (const auto &[key, value] : table.entries)
        items.append(keys ? key : value);
    return Value::array(std::move(items));
}

std::optional<Value> tableMember(const Table &table, const QString &name)
{
    if (const Value *found = table.find(name))
        return *found;
    if (table.kind == Table::Kind::Custom)
        return std::nullopt;
    if (name == "keys"_L1 || name == "values"_L1)
        return keysOf(table, name == "keys"_L1);
    if (name == "count"_L1)
        return Value::integer(table.entries.size());
    return std::nullopt;
}

Value dateMember(const QDateTime &time, const QString &name)
{
    if (name == "year"_L1)
        return Value::integer(time.date().year());
    if (name == "month"_L1)
        return Value::integer(time.date().month());
    if (name == "day"_L1)
        return Value::integer(time.date().day());
    if (name == "hour"_L1)
        return Value::integer(time.time().hour());
    if (name == "minute"_L1)
        return Value::integer(time.time().minute());
    if (name == "second"_L1)
        return Value::integer(time.time().second());
    if (name == "millisecond"_L1)
        return Value::integer(time.time().msec());
    if (name == "dayofyear"_L1)
        return Value::integer(time.date().dayOfYear());
    if (name == "date"_L1)
        return Value(time.date().startOfDay(time.timeSpec(), time.offsetFromUtc()));
    return {};
}

Value spanMember(qint64 ticks, const QString &name)
{
    const double seconds = double(ticks) / 1e7;
    const qint64 whole = ticks / 10'000'000;
    if (name == "totalseconds"_L1)
        return Value::real(seconds);
    if (name == "totalmilliseconds"_L1)
        return Value::real(seconds * 1000);
    if (name == "totalminutes"_L1)
        return Value::real(seconds / 60);
    if (name == "totalhours"_L1)
        return Value::real(seconds / 3600);
    if (name == "totaldays"_L1)
        return Value::real(seconds / 86400);
    if (name == "days"_L1)
        return Value::integer(whole / 86400);
    if (name == "hours"_L1)
        return Value::integer(whole / 3600 % 24);
    if (name == "minutes"_L1)
        return Value::integer(whole / 60 % 60);
    if (name == "seconds"_L1)
        return Value::integer(whole % 60);
    if (name == "ticks"_L1)
        return Value::integer(ticks, true);
    return {};
}

Value errorMember(const clixml::ErrorRecord &record, const QString &name)
{
    if (name == "exception"_L1) {
        Table exception(Table::Kind::Custom);
        exception.set(Value::string(u"Message"_s), Value::string(record.message));
        return Value::table(std::move(exception));
    }
    if (name == "fullyqualifiederrorid"_L1)
        return Value::string(record.fullyQualifiedId);
    if (name == "categoryinfo"_L1) {
        Table info(Table::Kind::Custom);
        info.set(Value::string(u"Category"_s), Value::string(record.categoryName));
        info.set(Value::string(u"Activity"_s), Value::string(record.categoryActivity));
        info.set(Value::string(u"Reason"_s), Value::string(record.categoryReason));
        info.set(Value::string(u"TargetName"_s), Value::string(record.categoryTargetName));
        info.set(Value::string(u"TargetType"_s), Value::string(record.categoryTargetType));
        return Value::table(std::move(info));
    }
    if (name == "targetobject"_L1)
        return Value::fromData(record.targetObject);
    if (name == "scriptstacktrace"_L1)
        return Value::string(record.scriptStackTrace);
    return {};
}

/// A job's members that must be live objects; the others are taken from its serialized form.
Value jobMember(const std::shared_ptr<Job> &job, const QString &name)
{
    if (name == "id"_L1)
        return Value::integer(job->id());
    if (name == "state"_L1)
        return Value::string(jobStateName(job->state()));
    if (name == "name"_L1)
        return Value::string(job->name());
    if (name == "childjobs"_L1)
        return Value::array({Value(job->childToClixml())});
    const QByteArray key = name.toUtf8();
    return Value::fromData(job->toClixml().member(std::string_view(key.constData(), std::size_t(key.size()))));
}

std::optional<Value> singleMember(const Value &value, const QString &name)
{
    if (const auto *text = value.as<QString>(); text && name == "length"_L1)
        return Value::integer(text->size());
    if (const Table *table = value.tablePointer()) {
        if (const auto found = tableMember(*table, name))
            return found;
    }
    if (const auto *time = value.as<QDateTime>())
        return dateMember(*time, name);
    if (const auto job = value.job())
        return jobMember(job, name);
    if (const auto *record = value.as<std::shared_ptr<const clixml::ErrorRecord>>())
        return errorMember(**record, name);
    if (const auto *part = value.as<HostPart>()) {
        if (*part == HostPart::Host && name == "ui"_L1)
            return Value(HostPart::Ui);
        if (*part == HostPart::Ui && name == "rawui"_L1)
            return Value(HostPart::RawUi);
        if (*part == HostPart::Host && name == "name"_L1)
            return Value::string(u"ServerRemoteHost"_s);
        return std::nullopt;
    }
    if (const auto *data = value.as<clixml::Value>()) {
        const QByteArray key = name.toUtf8();
        const std::string_view view(key.constData(), std::size_t(key.size()));
        if (data->hasMember(view))
            return Value::fromData(data->member(view));
        if (data->type() == clixml::Type::Duration)
            return spanMember(data->toTicks().value_or(0), name);
        if (name == "length"_L1 && data->base().type() == clixml::Type::String)
            return Value::integer(data->text().size());
        if (data->container() == clixml::Container::Dictionary)
            return Value::fromData(data->entry(view));
    }
    return std::nullopt;
}

} // namespace

Value memberOf(const Value &value, const QString &memberName)
{
    const QString name = memberName.toLower();
    if (const Array *items = value.items()) {
        if (name == "count"_L1 || name == "length"_L1)
            return Value::integer(items->size());
        Array found;
        for (const Value &item : *items) {
            const Value member = memberOf(item, name);
            if (const Array *more = member.items())
                found += *more;
            else if (!member.isNull())
                found.append(member);
        }
        return Value::fromCollected(std::move(found));
    }
    if (const auto found = singleMember(value, name))
        return *found;
    // Everything has a count.
    if (name == "count"_L1)
        return Value::integer(value.isNull() ? 0 : 1);
    return {};
}

Value indexOf(const Value &value, const Value &index)
{
    if (const Array *wanted = index.items()) {
        Array found;
        for (const Value &one : *wanted)
            found.append(indexOf(value, one));
        return Value::array(std::move(found));
    }
    if (const Table *table = value.tablePointer()) {
        if (const Value *found = table->find(index))
            return *found;
        if (table->kind != Table::Kind::Ordered || !index.isNumeric())
            return {};
        const qint64 at = index.wholeNumber().value_or(-1);
        return at >= 0 && at < table->entries.size() ? table->entries[at].second : Value();
    }
    if (value.isNull())
        throw OperationFailure{
            ErrorParts(u"NullArray"_s, u"Cannot index into a null array."_s, Category::InvalidOperation)};
    if (const auto *data = value.as<clixml::Value>(); data && data->container() == clixml::Container::Dictionary) {
        const QByteArray key = index.text().toUtf8();
        return Value::fromData(data->entry(std::string_view(key.constData(), std::size_t(key.size()))));
    }
    const auto number = index.wholeNumber();
    if (!number)
        return {};
    const Array *items = value.items();
    const auto *text = value.as<QString>();
    const qint64 size = items ? items->size() : text ? text->size() : 1;
    const qint64 at = *number < 0 ? size + *number : *number;
    if (at < 0 || at >= size)
        return {};
    if (items)
        return items->at(at);
    return text ? Value(clixml::Value::character(text->at(at).unicode())) : value;
}

namespace {

std::optional<Value> stringMethod(const QString &text, const QString &name, const Array &arguments)
{
    const QString first = arguments.value(0).text();
    const auto whole = [&](int i) { return arguments.value(i).wholeNumber().value_or(0); };
    if (name == "toupper"_L1)
        return Value::string(text.toUpper());
    if (name == "tolower"_L1)
        return Value::string(text.toLower());
    if (name == "trim"_L1 && arguments.isEmpty())
        return Value::string(text.trimmed());
    if (name == "startswith"_L1)
        return Value::boolean(text.startsWith(first));
    if (name == "endswith"_L1)
        return Value::boolean(text.endsWith(first));
    if (name == "contains"_L1)
        return Value::boolean(text.contains(first));
    if (name == "indexof"_L1)
        return Value::integer(text.indexOf(first));
    if (name == "replace"_L1)
        return Value::string(QString(text).replace(first, arguments.value(1).text()));
    if (name == "padleft"_L1)
        return Value::string(text.rightJustified(std::clamp<qint64>(whole(0), 0, 100000)));
    if (name == "padright"_L1)
        return Value::string(text.leftJustified(std::clamp<qint64>(whole(0), 0, 100000)));
    if (name == "substring"_L1) {
        const qint64 start = whole(0);
        const qint64 length = arguments.size() > 1 ? whole(1) : text.size() - start;
        if (start < 0 || length < 0 || start > text.size() || length > text.size() - start)
            throw OperationFailure{ErrorParts(u"ArgumentOutOfRangeException"_s,
                                              u"Exception calling \"Substring\": \"Index and length must refer to a "
                                              "location within the string.\""_s,
                                              Category::NotSpecified)};
        return Value::string(text.mid(start, length));
    }
    if (name == "split"_L1) {
        Array parts;
        for (const QString &part : first.isEmpty() ? text.simplified().split(u' ') : text.split(first))
            parts.append(Value::string(part));
        return Value::array(std::move(parts));
    }
    return std::nullopt;
}

std::optional<Value> dateMethod(const QDateTime &time, const QString &name, const Array &arguments)
{
    const double amount = std::clamp(arguments.value(0).number().value_or(0), -1e9, 1e9);
    if (name == "addseconds"_L1)
        return Value(time.addMSecs(qint64(amount * 1000)));
    if (name == "addmilliseconds"_L1)
        return Value(time.addMSecs(qint64(amount)));
    if (name == "addminutes"_L1)
        return Value(time.addMSecs(qint64(amount * 60000)));
    if (name == "addhours"_L1)
        return Value(time.addMSecs(qint64(amount * 3600000)));
    if (name == "adddays"_L1)
        return Value(time.addMSecs(qint64(amount * 86400000)));
    if (name == "touniversaltime"_L1)
        return Value(time.toUTC());
    if (name == "tolocaltime"_L1)
        return Value(time.toLocalTime());
    return std::nullopt;
}

std::optional<Value> tableMethod(Table &table, const QString &name, const Array &arguments)
{
    if (table.kind == Table::Kind::Custom)
        return std::nullopt;
    if (name == "containskey"_L1 || name == "contains"_L1)
        return Value::boolean(table.find(arguments.value(0)) != nullptr);
    if (name == "add"_L1) {
        table.set(arguments.value(0), arguments.value(1));
        return Value();
    }
    if (name == "remove"_L1) {
        table.remove(arguments.value(0));
        return Value();
    }
    if (name == "clear"_L1) {
        table.entries.clear();
        return Value();
    }
    return std::nullopt;
}

} // namespace

Value callMethod(const Value &value, const QString &methodName, const Array &arguments)
{
    const QString name = methodName.toLower();
    std::optional<Value> result;
    if (value.typeName() == "System.String"_L1)
        result = stringMethod(value.text(), name, arguments);
    else if (const auto *time = value.as<QDateTime>())
        result = dateMethod(*time, name, arguments);
    else if (Table *table = value.tablePointer())
        result = tableMethod(*table, name, arguments);
    else if (const Array *items = value.items(); items && (name == "contains"_L1 || name == "indexof"_L1)) {
        qsizetype at = -1;
        for (qsizetype i = 0; i < items->size() && at < 0; ++i) {
            if (equalValues(items->at(i), arguments.value(0), true))
                at = i;
        }
        result = name == "contains"_L1 ? Value::boolean(at >= 0) : Value::integer(at);
    }
    if (result)
        return *result;
    if (value.isNull())
        failMethod(value, methodName);
    if (name == "tostring"_L1)
        return Value::string(formatted(value, arguments.value(0).text()));
    if (name == "equals"_L1)
        return Value::boolean(equalValues(value, arguments.value(0), true));
    if (name == "gettype"_L1) {
        Table type(Table::Kind::Custom);
        type.set(Value::string(u"Name"_s), Value::string(value.shortTypeName()));
        type.set(Value::string(u"FullName"_s), Value::string(value.typeName()));
        return Value::table(std::move(type));
    }
    failMethod(value, methodName);
}

} // namespace rejoin::lab::engine
