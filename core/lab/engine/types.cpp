#include "core/lab/engine/operators.h"

#include "core/lab/engine/convert.h"

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

QString canonical(QString name)
{
    name = name.toLower();
    if (name.startsWith("system."_L1))
        name = name.mid(7);
    if (name.startsWith("management.automation."_L1))
        name = name.mid(22);
    return name;
}

const QStringList &knownTypes()
{
    static const QStringList names{
        u"int"_s,         u"int32"_s,         u"long"_s,      u"int64"_s,     u"double"_s,  u"string"_s,
        u"bool"_s,        u"boolean"_s,       u"char"_s,      u"object"_s,    u"array"_s,   u"object[]"_s,
        u"string[]"_s,    u"int[]"_s,         u"void"_s,      u"hashtable"_s, u"ordered"_s, u"pscustomobject"_s,
        u"psobject"_s,    u"switch"_s,        u"datetime"_s,  u"timespan"_s,  u"guid"_s,    u"version"_s,
        u"scriptblock"_s, u"math"_s,          u"exception"_s, u"byte"_s,      u"float"_s,   u"single"_s,
        u"environment"_s, u"datetimeoffset"_s};
    return names;
}

[[noreturn]] void failCast(const Value &value, const QString &type)
{
    throw OperationFailure{ErrorParts(u"InvalidCast"_s,
                                      u"Cannot convert value \"%1\" to type \"%2\"."_s.arg(value.text(), type),
                                      Category::InvalidArgument)};
}

[[noreturn]] void failMethod(const QString &type, const QString &name)
{
    throw OperationFailure{
        ErrorParts(u"MethodNotFound"_s,
                   u"Method invocation failed because [%1] does not contain a method named '%2'."_s.arg(type, name),
                   Category::InvalidOperation, Value::string(name))};
}

Value wholeIn(const Value &value, const QString &type, qint64 least, qint64 most)
{
    const auto number = value.wholeNumber();
    if (!number)
        failCast(value, type);
    if (*number < least || *number > most)
        throw OperationFailure{ErrorParts(u"InvalidCastIConvertible"_s,
                                          u"Cannot convert value \"%1\" to type \"%2\". Error: \"Value was either too "
                                          "large or too small for the type.\""_s.arg(value.text(), type),
                                          Category::InvalidArgument)};
    return Value::integer(*number, type == "System.Int64"_L1);
}

Value convertItems(const Value &value, const QString &itemType)
{
    Array result;
    const Array items = listOf(value);
    for (const Value &item : items)
        result.append(itemType.isEmpty() ? item : convertTo(itemType, item));
    return Value::array(std::move(result));
}

Value toTable(const Value &value, Table::Kind kind)
{
    if (Table *table = value.tablePointer()) {
        Table copy = *table;
        copy.kind = kind;
        return Value::table(std::move(copy));
    }
    if (kind == Table::Kind::Custom)
        return value;
    failCast(value, u"System.Collections.Hashtable"_s);
}

} // namespace

bool isKnownType(const QString &typeName)
{
    return knownTypes().contains(canonical(typeName));
}

Value convertTo(const QString &typeName, const Value &value)
{
    const QString type = canonical(typeName);
    if (!isKnownType(typeName))
        throw OperationFailure{ErrorParts(u"TypeNotFound"_s, u"Unable to find type [%1]."_s.arg(typeName),
                                          Category::InvalidOperation, Value::string(typeName))};
    if (type == "int"_L1 || type == "int32"_L1)
        return wholeIn(value, u"System.Int32"_s, std::numeric_limits<qint32>::min(),
                       std::numeric_limits<qint32>::max());
    if (type == "byte"_L1)
        return wholeIn(value, u"System.Byte"_s, 0, 255);
    if (type == "long"_L1 || type == "int64"_L1)
        return wholeIn(value, u"System.Int64"_s, std::numeric_limits<qint64>::min(),
                       std::numeric_limits<qint64>::max());
    if (type == "double"_L1 || type == "float"_L1 || type == "single"_L1) {
        const auto number = value.number();
        if (!number)
            failCast(value, u"System.Double"_s);
        return Value::real(*number);
    }
    if (type == "string"_L1)
        return Value::string(value.text());
    if (type == "bool"_L1 || type == "boolean"_L1 || type == "switch"_L1)
        return Value::boolean(value.truth());
    if (type == "char"_L1) {
        if (value.isNumeric())
            return Value(clixml::Value::character(char16_t(value.wholeNumber().value_or(0))));
        if (value.text().size() != 1)
            failCast(value, u"System.Char"_s);
        return Value(clixml::Value::character(value.text()[0].unicode()));
    }
    if (type == "array"_L1 || type == "object[]"_L1)
        return convertItems(value, {});
    if (type == "string[]"_L1 || type == "int[]"_L1)
        return convertItems(value, type.chopped(2));
    if (type == "hashtable"_L1)
        return toTable(value, Table::Kind::Hash);
    if (type == "ordered"_L1)
        return toTable(value, Table::Kind::Ordered);
    if (type == "pscustomobject"_L1 || type == "psobject"_L1)
        return toTable(value, Table::Kind::Custom);
    if (type == "void"_L1)
        return {};
    if (type == "datetime"_L1 && !value.is<QDateTime>()) {
        QDateTime time = QDateTime::fromString(value.text(), Qt::ISODateWithMs);
        if (!time.isValid())
            failCast(value, u"System.DateTime"_s);
        return Value(time);
    }
    if (type == "guid"_L1) {
        const QUuid id = QUuid::fromString(value.text());
        if (id.isNull() && !value.text().contains("00000000"_L1))
            failCast(value, u"System.Guid"_s);
        return Value(clixml::Value::guid(id));
    }
    if (type == "version"_L1)
        return Value(clixml::Value::version(value.text()));
    if (type == "timespan"_L1 && value.isNumeric())
        return Value(clixml::Value::duration(value.wholeNumber().value_or(0)));
    if (type == "scriptblock"_L1 && !value.scriptBlock())
        failCast(value, u"System.Management.Automation.ScriptBlock"_s);
    return value;
}

Value staticMember(const QString &type, const QString &name, const QDateTime &now)
{
    const QString key = canonical(type) + u"::"_s + name.toLower();
    if (key == "int::maxvalue"_L1 || key == "int32::maxvalue"_L1)
        return Value::integer(std::numeric_limits<qint32>::max());
    if (key == "int::minvalue"_L1 || key == "int32::minvalue"_L1)
        return Value::integer(std::numeric_limits<qint32>::min());
    if (key == "long::maxvalue"_L1 || key == "int64::maxvalue"_L1)
        return Value::integer(std::numeric_limits<qint64>::max(), true);
    if (key == "math::pi"_L1)
        return Value::real(M_PI);
    if (key == "guid::empty"_L1)
        return Value(clixml::Value::guid(QUuid()));
    if (key == "datetime::now"_L1)
        return Value(now.toLocalTime());
    if (key == "datetime::utcnow"_L1)
        return Value(now.toUTC());
    if (key == "datetime::today"_L1)
        return Value(now.toLocalTime().date().startOfDay());
    if (key == "string::empty"_L1)
        return Value::string({});
    if (key == "environment::newline"_L1)
        return Value::string(u"\n"_s);
    if (!isKnownType(type))
        return convertTo(type, {}); // throws TypeNotFound
    return {};
}

Value callStatic(const QString &type, const QString &name, const Array &arguments)
{
    const QString key = canonical(type) + u"::"_s + name.toLower();
    const auto number = [&](int i) { return arguments.value(i).number().value_or(0); };
    if (key == "guid::newguid"_L1)
        return Value(clixml::Value::guid(QUuid::createUuid()));
    if (key == "string::isnullorempty"_L1)
        return Value::boolean(arguments.value(0).text().isEmpty());
    if (key == "string::join"_L1) {
        const Value list = arguments.size() == 2 ? arguments[1] : Value::array(arguments.mid(1));
        return applyBinary(Operator::Join, list, arguments.value(0), false, nullptr);
    }
    if (key == "timespan::fromseconds"_L1)
        return Value(clixml::Value::duration(qint64(std::clamp(number(0), -9e11, 9e11) * 1e7)));
    if (key == "math::round"_L1) {
        const double scale = std::pow(10.0, std::clamp(number(1), 0.0, 15.0));
        return Value::real(std::nearbyint(number(0) * scale) / scale);
    }
    if (key == "math::floor"_L1)
        return Value::real(std::floor(number(0)));
    if (key == "math::ceiling"_L1)
        return Value::real(std::ceil(number(0)));
    if (key == "math::sqrt"_L1)
        return Value::real(std::sqrt(number(0)));
    if (key == "math::pow"_L1)
        return Value::real(std::pow(number(0), number(1)));
    if (key == "math::abs"_L1)
        return number(0) < 0 ? applyUnary(Operator::Negate, arguments.value(0)) : arguments.value(0);
    if (key == "math::max"_L1 || key == "math::min"_L1)
        return (number(0) < number(1)) == key.endsWith("max"_L1) ? arguments.value(1) : arguments.value(0);
    if (!isKnownType(type))
        return convertTo(type, {}); // throws TypeNotFound
    failMethod(type, name);
}

} // namespace rejoin::lab::engine
