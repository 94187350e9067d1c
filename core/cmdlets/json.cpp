#include "core/cmdlets/json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace rejoin::cmdlets {

namespace {

constexpr int maximumDepth = 16;

QJsonValue fromValue(const clixml::Value &value, int depth);

QJsonValue fromPrimitive(const clixml::Value &value)
{
    using clixml::Type;
    switch (value.type()) {
    case Type::Nil:
        return QJsonValue::Null;
    case Type::Boolean:
        return value.toBool().value_or(false);
    case Type::Byte:
    case Type::SByte:
    case Type::Int16:
    case Type::UInt16:
    case Type::Int32:
    case Type::UInt32:
    case Type::Int64:
        if (const auto number = value.toInteger())
            return QJsonValue(*number);
        return value.text();
    case Type::Single:
    case Type::Double:
    case Type::Decimal:
        if (const auto number = value.toDouble(); number && qIsFinite(*number))
            return QJsonValue(*number);
        return value.text();
    case Type::DateTime:
        if (const auto time = value.toDateTime())
            return time->toString(Qt::ISODateWithMs);
        return value.text();
    case Type::Duration: // seconds, as all durations here
        if (const auto ticks = value.toTicks())
            return QJsonValue(static_cast<double>(*ticks) / 1e7);
        return value.text();
    case Type::Char:
        if (const auto unit = value.toInteger())
            return QString(QChar(static_cast<char16_t>(*unit)));
        return value.text();
    case Type::SecureString:
        return QStringLiteral("System.Security.SecureString");
    default:
        return value.text();
    }
}

QJsonValue fromObject(const clixml::Value &value, int depth)
{
    if (depth > maximumDepth)
        return value.text();
    using clixml::Container;
    if (value.container() == Container::Dictionary) {
        QJsonObject object;
        for (std::size_t i = 0; i < value.count(); ++i)
            object.insert(value.keyAt(i).text(), fromValue(value.at(i), depth + 1));
        return object;
    }
    if (value.container() != Container::None) {
        QJsonArray array;
        for (std::size_t i = 0; i < value.count(); ++i)
            array.append(fromValue(value.at(i), depth + 1));
        return array;
    }
    // An enumeration or a decorated string is its value; its notes are decoration.
    if (!value.base().isNil())
        return value.hasToString() ? QJsonValue(value.toStringText()) : fromPrimitive(value.base());
    QJsonObject object;
    for (std::size_t i = 0; i < value.memberCount(); ++i)
        object.insert(value.memberName(i), fromValue(value.memberAt(i), depth + 1));
    if (object.isEmpty() && value.hasToString())
        return value.toStringText();
    return object;
}

QJsonValue fromValue(const clixml::Value &value, int depth)
{
    return value.isObject() ? fromObject(value, depth) : fromPrimitive(value);
}

} // namespace

QJsonValue toJson(const Object &object)
{
    if (object.isNull())
        return QJsonValue::Null;
    if (const auto *value = object.as<bool>())
        return *value;
    if (const auto *value = object.as<qint64>())
        return QJsonValue(*value);
    if (const auto *value = object.as<double>())
        return QJsonValue(*value);
    if (const auto *time = object.as<QDateTime>())
        return time->toUTC().toString(Qt::ISODateWithMs);
    if (const auto *value = object.as<clixml::Value>())
        return fromValue(*value, 0);
    if (const auto *list = object.as<std::shared_ptr<ObjectList>>()) {
        QJsonArray array;
        for (const Object &item : **list)
            array.append(toJson(item));
        return array;
    }
    const QStringList names = object.propertyNames();
    if (names.isEmpty())
        return object.toText();
    QJsonObject result;
    for (const QString &name : names)
        result.insert(name, toJson(object.property(name).value_or(Object())));
    return result;
}

} // namespace rejoin::cmdlets
