#include "core/sessions/promptfield.h"

#include <QRegularExpression>

#include <array>
#include <limits>

namespace rejoin::sessions {

using base::Text;
using clixml::Type;
using clixml::Value;

namespace {

struct WholeNumber
{
    const char *name;
    Type type;
    qint64 least;
    qint64 most;
};

constexpr std::array<WholeNumber, 8> wholeNumbers{{
    {"System.Int32", Type::Int32, std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max()},
    {"System.Int64", Type::Int64, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()},
    {"System.Int16", Type::Int16, std::numeric_limits<qint16>::min(), std::numeric_limits<qint16>::max()},
    {"System.Byte", Type::Byte, 0, 255},
    {"System.SByte", Type::SByte, -128, 127},
    {"System.UInt16", Type::UInt16, 0, std::numeric_limits<quint16>::max()},
    {"System.UInt32", Type::UInt32, 0, std::numeric_limits<quint32>::max()},
    {"System.UInt64", Type::UInt64, 0, std::numeric_limits<qint64>::max()},
}};

const WholeNumber *wholeNumber(const QString &typeName)
{
    for (const WholeNumber &known : wholeNumbers) {
        if (typeName == QLatin1String(known.name))
            return &known;
    }
    return nullptr;
}

bool isFraction(const QString &typeName)
{
    return typeName == QLatin1String("System.Double") || typeName == QLatin1String("System.Single") ||
           typeName == QLatin1String("System.Decimal");
}

std::optional<bool> truthOf(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == QLatin1String("true") || word == QLatin1String("$true") || word == QLatin1String("1"))
        return true;
    if (word == QLatin1String("false") || word == QLatin1String("$false") || word == QLatin1String("0"))
        return false;
    return {};
}

bool isTruth(const QString &typeName)
{
    return typeName == QLatin1String("System.Boolean") ||
           typeName == QLatin1String("System.Management.Automation.SwitchParameter");
}

/// What the wire carries for text, when it is a value of the type.
std::optional<Value> converted(const QString &typeName, const QString &text)
{
    const QString word = text.trimmed();
    if (const WholeNumber *whole = wholeNumber(typeName)) {
        bool isNumber = false;
        const qint64 number = word.startsWith(QLatin1String("0x"), Qt::CaseInsensitive)
                                  ? word.sliced(2).toLongLong(&isNumber, 16)
                                  : word.toLongLong(&isNumber);
        if (!isNumber || number < whole->least || number > whole->most)
            return {};
        return Value::primitive(whole->type, QString::number(number));
    }
    if (isFraction(typeName)) {
        static const QRegularExpression plain(QStringLiteral("^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?$"));
        if (!plain.match(word).hasMatch())
            return {};
        // A decimal keeps its digits on the way: the remote side reads the text.
        return typeName == QLatin1String("System.Decimal") ? Value::string(word) : Value::real(word.toDouble());
    }
    if (isTruth(typeName)) {
        const auto truth = truthOf(word);
        return truth ? std::optional(Value::boolean(*truth)) : std::nullopt;
    }
    if (typeName == QLatin1String("System.Char"))
        return text.size() == 1 ? std::optional(Value::character(text.front().unicode())) : std::nullopt;
    if (typeName == QLatin1String("System.Guid")) {
        const QUuid id = QUuid::fromString(word);
        return id.isNull() ? std::nullopt : std::optional(Value::guid(id));
    }
    return Value::string(text);
}

} // namespace

FieldKind PromptField::kind() const
{
    if (typeName.endsWith(QLatin1String("[]")))
        return FieldKind::List;
    if (typeName == QLatin1String("System.Security.SecureString"))
        return FieldKind::Secret;
    if (typeName == QLatin1String("System.Management.Automation.PSCredential"))
        return FieldKind::Credential;
    return FieldKind::Text;
}

QString PromptField::itemType() const
{
    return typeName.endsWith(QLatin1String("[]")) ? typeName.chopped(2) : typeName;
}

QString PromptField::words() const
{
    QString shown = label.isEmpty() ? name : label;
    shown.remove(u'&');
    return shown;
}

std::optional<Text> PromptField::problemWith(const QString &text) const
{
    if (text.isEmpty() && isMandatory && kind() == FieldKind::Text)
        return itemType() == QLatin1String("System.String") || itemType().isEmpty()
                   ? std::nullopt // an empty text is one
                   : std::optional(Text(QT_TRANSLATE_NOOP("core", "An answer is needed here.")));
    if (text.isEmpty() || converted(itemType(), text))
        return {};
    const auto wanted = wantedWords(itemType());
    return wanted ? wanted : Text(QT_TRANSLATE_NOOP("core", "This is no value of the type %1."), {itemType()});
}

Value PromptField::valueOf(const QString &text) const
{
    // Nothing typed: for a text that is an empty one, for the rest no value.
    if (text.isEmpty() && !itemType().isEmpty() && itemType() != QLatin1String("System.String"))
        return {};
    return converted(itemType(), text).value_or(Value::string(text));
}

std::optional<Text> wantedWords(const QString &typeName)
{
    if (const WholeNumber *whole = wholeNumber(typeName))
        return Text(QT_TRANSLATE_NOOP("core", "A whole number from %1 to %2 is wanted."),
                    {QString::number(whole->least), QString::number(whole->most)});
    if (isFraction(typeName))
        return Text(QT_TRANSLATE_NOOP("core", "A number is wanted, with a point before its fraction."));
    if (isTruth(typeName))
        return Text(QT_TRANSLATE_NOOP("core", "True or False is wanted."));
    if (typeName == QLatin1String("System.Char"))
        return Text(QT_TRANSLATE_NOOP("core", "One character is wanted."));
    if (typeName == QLatin1String("System.Guid"))
        return Text(QT_TRANSLATE_NOOP("core", "A GUID is wanted."));
    return {};
}

} // namespace rejoin::sessions
