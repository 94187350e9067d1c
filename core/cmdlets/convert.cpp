// Conversion and validation of one argument, in PowerShell's words (binding-errors of a real PowerShell 7.6).

#include "core/cmdlets/binder.h"

#include <QRegularExpression>
#include <QUrl>

#include <cmath>

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

QString fullId(const char *word, const Cmdlet &cmdlet)
{
    return QString::fromLatin1(word) + u',' + cmdlet.implementingType;
}

Text correctTheCommand(const Cmdlet &cmdlet)
{
    return Text(QT_TRANSLATE_NOOP("core", "Correct the command line; 'rejoinctl help %1' shows what it takes."),
                {cmdlet.name});
}

Error cannotConvert(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value, const QString &why)
{
    QString type = parameter.clrTypeName();
    if (parameter.isArray)
        type.chop(2);
    return {ErrorCategory::InvalidArgument, fullId("CannotConvertArgumentNoMessage", cmdlet),
            Text(QT_TRANSLATE_NOOP(
                     "core", "Cannot bind parameter '%1'. Cannot convert value \"%2\" to type \"%3\". Error: \"%4\""),
                 {parameter.name, value.toText(), type, why}),
            correctTheCommand(cmdlet)};
}

Error invalid(const Cmdlet &cmdlet, const Parameter &parameter, const QString &why)
{
    return {ErrorCategory::InvalidArgument, fullId("ParameterArgumentValidationError", cmdlet),
            Text(QT_TRANSLATE_NOOP("core", "Cannot validate argument on parameter '%1'. %2"), {parameter.name, why}),
            correctTheCommand(cmdlet)};
}

Object convertInteger(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value)
{
    const auto number = value.toNumber();
    if (!number)
        throw cannotConvert(cmdlet, parameter, value,
                            QStringLiteral("The input string '%1' was not in a correct format.").arg(value.toText()));
    if (*number > 2147483647.0 || *number < -2147483648.0)
        throw cannotConvert(cmdlet, parameter, value,
                            QStringLiteral("Value was either too large or too small for an Int32."));
    // PowerShell rounds half to even when it converts to an integer.
    return Object::number(static_cast<qint64>(std::nearbyint(*number)));
}

Object convertGuid(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value)
{
    if (value.as<QUuid>())
        return value;
    if (const auto session = value.toSession())
        return Object(Object::Variant(session->instanceId()));
    static const QRegularExpression form(
        QStringLiteral(R"(^[{(]?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})[)}]?$)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(value.toText().trimmed());
    if (!match.hasMatch())
        throw cannotConvert(cmdlet, parameter, value, QStringLiteral("Unrecognized Guid format."));
    return Object(Object::Variant(QUuid(match.capturedTexts().mid(1).join(u'-'))));
}

Object convertEnumeration(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value)
{
    const QStringList names = enumerationNames(parameter.typeName);
    const QString wanted = value.toText().trimmed();
    QStringList prefixed;
    for (const QString &name : names) {
        if (name.compare(wanted, Qt::CaseInsensitive) == 0)
            return Object::string(name);
        if (!wanted.isEmpty() && name.startsWith(wanted, Qt::CaseInsensitive))
            prefixed << name;
    }
    if (prefixed.size() == 1)
        return Object::string(prefixed.first());
    throw cannotConvert(cmdlet, parameter, value,
                        QStringLiteral("Unable to match the identifier name %1 to a valid enumerator name. Specify one "
                                       "of the following enumerator names and try again:\n%2")
                            .arg(wanted, names.join(QStringLiteral(", "))));
}

Object convertOne(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value)
{
    const QString &type = parameter.typeName;
    if (type == QLatin1String("string"))
        return value.isNull() ? value : Object::string(value.toText());
    if (type == QLatin1String("int"))
        return convertInteger(cmdlet, parameter, value);
    if (type == QLatin1String("guid"))
        return convertGuid(cmdlet, parameter, value);
    if (type == QLatin1String("uri"))
        return value.as<QUrl>() ? value : Object(Object::Variant(QUrl(value.toText(), QUrl::TolerantMode)));
    if (!enumerationNames(type).isEmpty())
        return convertEnumeration(cmdlet, parameter, value);
    if (type == QLatin1String("PSSession")) {
        if (value.toSession())
            return value;
        throw cannotConvert(
            cmdlet, parameter, value,
            QStringLiteral("The value is not a PSSession. Give a variable that holds one, or the command "
                           "that gets it."));
    }
    if (type == QLatin1String("scriptblock")) {
        if (value.as<std::shared_ptr<ScriptBlock>>())
            return value;
        throw cannotConvert(cmdlet, parameter, value, QStringLiteral("Write the commands in braces: { … }."));
    }
    if (type == QLatin1String("PSSessionOption")) {
        if (value.as<std::shared_ptr<sessions::SessionOptions>>())
            return value;
        if (const auto *table = value.as<std::shared_ptr<Hashtable>>())
            return Object(Object::Variant(std::make_shared<sessions::SessionOptions>(sessionOptionsFrom(**table))));
        throw cannotConvert(cmdlet, parameter, value,
                            QStringLiteral("Give the result of New-PSSessionOption or a hashtable of its options."));
    }
    if (type == QLatin1String("psprimitivedictionary") && !value.as<std::shared_ptr<Hashtable>>())
        throw cannotConvert(cmdlet, parameter, value, QStringLiteral("Give a hashtable: @{ name = value }."));
    return value;
}

bool isEmptyValue(const Object &value)
{
    if (const auto *text = value.as<QString>())
        return text->isEmpty();
    return value.isNull();
}

void validate(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value)
{
    if (parameter.validation != Validation::None) {
        if (value.isNull())
            throw invalid(
                cmdlet, parameter,
                QStringLiteral("The argument is null or empty. Provide an argument that is not null or empty, "
                               "and then try the command again."));
        const ObjectList items = value.items();
        bool bad = parameter.validation == Validation::NotNullOrEmpty && items.isEmpty();
        for (const Object &item : items)
            bad = bad || item.isNull() || (parameter.validation == Validation::NotNullOrEmpty && isEmptyValue(item));
        if (bad && parameter.isArray)
            throw invalid(
                cmdlet, parameter,
                QStringLiteral("The argument is null, empty, or an element of the argument collection contains "
                               "a null value. Supply a collection that does not contain any null values and "
                               "then try the command again."));
        if (bad)
            throw invalid(
                cmdlet, parameter,
                QStringLiteral("The argument is null or empty. Provide an argument that is not null or empty, "
                               "and then try the command again."));
    }
    if (!parameter.minimum && !parameter.maximum)
        return;
    for (const Object &item : value.items()) {
        const auto number = item.toInteger();
        if (number && parameter.maximum && *number > *parameter.maximum)
            throw invalid(cmdlet, parameter,
                          QStringLiteral("The %1 argument is greater than the maximum allowed range of %2. Supply an "
                                         "argument that is less than or equal to %2 and then try the command again.")
                              .arg(*number)
                              .arg(*parameter.maximum));
        if (number && parameter.minimum && *number < *parameter.minimum)
            throw invalid(cmdlet, parameter,
                          QStringLiteral("The %1 argument is less than the minimum allowed range of %2. Supply an "
                                         "argument that is greater than or equal to %2 and then try the command again.")
                              .arg(*number)
                              .arg(*parameter.minimum));
    }
}

} // namespace

Object convertArgument(const Cmdlet &cmdlet, const Parameter &parameter, const Object &value)
{
    Object converted;
    if (parameter.isArray) {
        ObjectList items;
        for (const Object &item : value.items())
            items << convertOne(cmdlet, parameter, item);
        if (!value.isNull())
            converted = Object::list(std::move(items));
    } else if (const auto *list = value.as<std::shared_ptr<ObjectList>>();
               list && parameter.typeName != QLatin1String("Object") &&
               parameter.typeName != QLatin1String("psobject")) {
        if ((*list)->size() != 1) {
            if (parameter.typeName != QLatin1String("string"))
                throw cannotConvert(cmdlet, parameter, value, QStringLiteral("Specified method is not supported."));
            converted = Object::string(value.toText());
        } else {
            converted = convertOne(cmdlet, parameter, (*list)->first());
        }
    } else if (!value.isNull() || parameter.typeName == QLatin1String("int")) {
        converted = value.isNull() ? Object::number(0) : convertOne(cmdlet, parameter, value);
    }
    validate(cmdlet, parameter, converted);
    return converted;
}

} // namespace rejoin::cmdlets
