#include "core/lab/engine/operators.h"

#include "core/lab/engine/convert.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// Larger than this a range or a repeated text would only be an attack on the machine's memory.
constexpr qint64 maximumItems = 10'000'000;

[[noreturn]] void failOperation(const QString &id, const QString &message, const Value &target = {})
{
    throw OperationFailure{ErrorParts(id, message, Category::InvalidOperation, target)};
}

double needNumber(const Value &value)
{
    const auto number = value.number();
    if (!number)
        throw OperationFailure{ErrorParts(
            u"InvalidCastFromStringToInteger"_s,
            u"Cannot convert value \"%1\" to type \"System.Int32\". Error: \"The input string '%1' was not in a correct format.\""_s
                .arg(value.text()),
            Category::InvalidArgument)};
    return *number;
}

/// Both as whole numbers, when neither is a real.
std::optional<std::pair<qint64, qint64>> wholePair(const Value &left, const Value &right)
{
    const auto whole = [](const Value &value) -> std::optional<qint64> {
        if (value.is<double>())
            return std::nullopt;
        const auto number = value.number();
        if (!number || *number != std::floor(*number))
            return std::nullopt;
        return value.wholeNumber();
    };
    const auto a = whole(left);
    const auto b = whole(right);
    return a && b ? std::optional(std::pair(*a, *b)) : std::nullopt;
}

bool eitherWide(const Value &left, const Value &right)
{
    const auto wide = [](const Value &value) {
        const auto *integer = value.as<Value::Integer>();
        return integer && integer->wide;
    };
    return wide(left) || wide(right);
}

Value arithmetic(Operator op, const Value &left, const Value &right)
{
    if (const auto pair = wholePair(left, right)) {
        const auto [a, b] = *pair;
        qint64 result = 0;
        bool overflow = false;
        switch (op) {
        case Operator::Add:
            overflow = __builtin_add_overflow(a, b, &result);
            break;
        case Operator::Subtract:
            overflow = __builtin_sub_overflow(a, b, &result);
            break;
        case Operator::Multiply:
            overflow = __builtin_mul_overflow(a, b, &result);
            break;
        default:
            if (b == 0)
                throw OperationFailure{
                    ErrorParts(u"RuntimeException"_s, u"Attempted to divide by zero."_s, Category::NotSpecified)};
            if (b == -1) // the one quotient that does not fit
                overflow = op == Operator::Divide && __builtin_sub_overflow(qint64(0), a, &result);
            else if (op == Operator::Remainder)
                result = a % b;
            else if (a % b == 0)
                result = a / b;
            else
                return Value::real(double(a) / double(b));
        }
        if (!overflow)
            return Value::integer(result, eitherWide(left, right));
    }
    const double a = needNumber(left);
    const double b = needNumber(right);
    switch (op) {
    case Operator::Add:
        return Value::real(a + b);
    case Operator::Subtract:
        return Value::real(a - b);
    case Operator::Multiply:
        return Value::real(a * b);
    case Operator::Remainder:
        return Value::real(std::fmod(a, b));
    default:
        return Value::real(a / b);
    }
}

Value add(const Value &left, const Value &right)
{
    if (const Array *items = left.items()) {
        Array sum = *items;
        if (const Array *more = right.items())
            sum += *more;
        else
            sum.append(right);
        return Value::array(std::move(sum));
    }
    if (const Table *table = left.tablePointer(); table && right.tablePointer()) {
        Table sum = *table;
        for (const auto &[key, value] : right.tablePointer()->entries) {
            if (sum.find(key))
                throw OperationFailure{
                    ErrorParts(u"AddHashTableToHashTable"_s,
                               u"Item has already been added. Key in dictionary: '%1'"_s.arg(key.text()),
                               Category::InvalidArgument)};
            sum.set(key, value);
        }
        return Value::table(std::move(sum));
    }
    if (left.isNull())
        return right;
    if (left.is<QString>() || left.typeName() == "System.String"_L1 || left.typeName() == "System.Char"_L1)
        return Value::string(left.text() + right.text());
    if (const auto *time = left.as<QDateTime>()) {
        if (const auto *data = right.as<clixml::Value>(); data && data->toTicks())
            return Value(time->addMSecs(*data->toTicks() / 10000));
    }
    return arithmetic(Operator::Add, left, right);
}

Value multiply(const Value &left, const Value &right)
{
    const Array *items = left.items();
    if (!items && !left.is<QString>())
        return arithmetic(Operator::Multiply, left, right);
    const auto times = qint64(needNumber(right));
    const qint64 size = items ? items->size() : left.text().size();
    if (times < 0 || times > maximumItems || size * times > maximumItems)
        failOperation(u"ArgumentOutOfRange"_s, u"The result of the multiplication would be too large."_s);
    if (!items)
        return Value::string(left.text().repeated(times));
    Array result;
    for (qint64 i = 0; i < times; ++i)
        result += *items;
    return Value::array(std::move(result));
}

Value subtract(const Value &left, const Value &right)
{
    const auto *a = left.as<QDateTime>();
    if (!a)
        return arithmetic(Operator::Subtract, left, right);
    if (const auto *b = right.as<QDateTime>())
        return Value(clixml::Value::duration(b->msecsTo(*a) * 10000));
    if (const auto *data = right.as<clixml::Value>(); data && data->toTicks())
        return Value(a->addMSecs(-*data->toTicks() / 10000));
    return arithmetic(Operator::Subtract, left, right);
}

Value range(const Value &left, const Value &right)
{
    const auto first = qint64(needNumber(left));
    const auto last = qint64(needNumber(right));
    if (std::abs(double(last) - double(first)) >= double(maximumItems))
        failOperation(u"RangeTooLarge"_s, u"The range %1..%2 is too large for this engine."_s.arg(first).arg(last));
    Array items;
    items.reserve(std::abs(last - first) + 1);
    const qint64 step = last >= first ? 1 : -1;
    for (qint64 i = first; i != last + step; i += step)
        items.append(Value::integer(i));
    return Value::array(std::move(items));
}

QRegularExpression regularExpression(const QString &pattern, bool caseSensitive)
{
    QRegularExpression expression(pattern, caseSensitive ? QRegularExpression::NoPatternOption
                                                         : QRegularExpression::CaseInsensitiveOption);
    if (!expression.isValid())
        failOperation(u"InvalidRegularExpression"_s, u"The regular expression pattern %1 is not valid."_s.arg(pattern));
    return expression;
}

bool matches(const Value &left, const Value &right, bool caseSensitive, std::optional<Table> *groups)
{
    const QRegularExpression expression = regularExpression(right.text(), caseSensitive);
    const auto match = expression.match(left.text());
    if (match.hasMatch() && groups) {
        Table table;
        const QStringList names = expression.namedCaptureGroups();
        for (int i = 0; i <= match.lastCapturedIndex(); ++i) {
            const QString name = names.value(i);
            table.set(name.isEmpty() ? Value::integer(i) : Value::string(name), Value::string(match.captured(i)));
        }
        *groups = std::move(table);
    }
    return match.hasMatch();
}

bool compares(Operator op, const Value &left, const Value &right, bool caseSensitive, std::optional<Table> *groups)
{
    switch (op) {
    case Operator::Equal:
        return equalValues(left, right, caseSensitive);
    case Operator::NotEqual:
        return !equalValues(left, right, caseSensitive);
    case Operator::Greater:
        return compareValues(left, right, caseSensitive) > 0;
    case Operator::GreaterEqual:
        return compareValues(left, right, caseSensitive) >= 0;
    case Operator::Less:
        return compareValues(left, right, caseSensitive) < 0;
    case Operator::LessEqual:
        return compareValues(left, right, caseSensitive) <= 0;
    case Operator::Like:
        return matchesWildcard(left.text(), right.text(), caseSensitive);
    case Operator::NotLike:
        return !matchesWildcard(left.text(), right.text(), caseSensitive);
    case Operator::Match:
        return matches(left, right, caseSensitive, groups);
    case Operator::NotMatch:
        return !matches(left, right, caseSensitive, nullptr);
    default:
        return false;
    }
}

bool contains(const Value &list, const Value &item, bool caseSensitive)
{
    const Array *items = list.items();
    if (!items)
        return equalValues(list, item, caseSensitive);
    return std::any_of(items->cbegin(), items->cend(),
                       [&](const Value &other) { return equalValues(other, item, caseSensitive); });
}

QStringList splitText(const QString &text, const Value &separator, bool caseSensitive)
{
    const Array *options = separator.items();
    const QString pattern = options ? options->value(0).text() : separator.text();
    return text.split(regularExpression(pattern, caseSensitive));
}

Value texts(const QStringList &list)
{
    Array items;
    for (const QString &text : list)
        items.append(Value::string(text));
    return Value::array(std::move(items));
}

Value split(const Value &left, const Value &right, bool caseSensitive)
{
    QStringList parts;
    const Array items = listOf(left);
    for (const Value &item : items)
        parts += splitText(item.text(), right, caseSensitive);
    return texts(parts);
}

Value join(const Value &left, const QString &separator)
{
    QStringList parts;
    const Array items = listOf(left);
    for (const Value &item : items)
        parts += item.text();
    return Value::string(parts.join(separator));
}

Value replace(const Value &left, const Value &right, bool caseSensitive)
{
    const Array *pair = right.items();
    const QString pattern = pair ? pair->value(0).text() : right.text();
    QString replacement = pair && pair->size() > 1 ? pair->at(1).text() : QString();
    replacement.replace(u'\\', u"\\\\"_s);
    static const QRegularExpression group(u"\\$(\\d)"_s);
    replacement.replace(group, u"\\\\1"_s);
    const QRegularExpression expression = regularExpression(pattern, caseSensitive);
    const Array *items = left.items();
    if (!items)
        return Value::string(left.text().replace(expression, replacement));
    Array result;
    for (const Value &item : *items)
        result.append(Value::string(item.text().replace(expression, replacement)));
    return Value::array(std::move(result));
}

Value format(const Value &left, const Value &right)
{
    const Array values = listOf(right);
    const QString pattern = left.text();
    static const QRegularExpression item(u"\\{\\{|\\}\\}|\\{(\\d+)(?:,(-?\\d+))?(?::([^}]*))?\\}"_s);
    QString result;
    qsizetype last = 0;
    for (auto it = item.globalMatch(pattern); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(pattern).mid(last, match.capturedStart() - last);
        last = match.capturedEnd();
        if (match.capturedLength(1) == 0) {
            result += pattern[match.capturedStart()];
            continue;
        }
        const int index = match.capturedView(1).toInt();
        if (index >= values.size())
            failOperation(u"FormatError"_s,
                          u"Error formatting a string: Index (zero based) must be greater than or equal "
                          "to zero and less than the size of the argument list.."_s);
        QString text = formatted(values[index], match.captured(3));
        const int width = std::clamp(match.capturedView(2).toInt(), -1000, 1000);
        result += width < 0 ? text.leftJustified(-width) : text.rightJustified(width);
    }
    result += QStringView(pattern).mid(last);
    return Value::string(result);
}

} // namespace

int compareValues(const Value &left, const Value &right, bool caseSensitive)
{
    const auto *leftTime = left.as<QDateTime>();
    const auto *rightTime = right.as<QDateTime>();
    if (leftTime && rightTime)
        return *leftTime < *rightTime ? -1 : *leftTime > *rightTime ? 1 : 0;
    if (left.isNumeric() || left.is<bool>()) {
        const double a = needNumber(left);
        const double b = needNumber(right);
        return a < b ? -1 : a > b ? 1 : 0;
    }
    return left.text().compare(right.text(), caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
}

bool equalValues(const Value &left, const Value &right, bool caseSensitive)
{
    if (left.isNull() || right.isNull())
        return left.isNull() && right.isNull();
    if (const auto *truth = left.as<bool>())
        return *truth == right.truth();
    if (left.isNumeric()) {
        const auto other = right.number();
        return other && *left.number() == *other;
    }
    if (left.job() || right.job())
        return left.job() == right.job();
    if (const auto *time = left.as<QDateTime>(); time && right.is<QDateTime>())
        return *time == *right.as<QDateTime>();
    return left.text().compare(right.text(), caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

Value applyBinary(Operator op, const Value &left, const Value &right, bool caseSensitive, std::optional<Table> *groups)
{
    switch (op) {
    case Operator::Add:
        return add(left, right);
    case Operator::Subtract:
        return subtract(left, right);
    case Operator::Multiply:
        return multiply(left, right);
    case Operator::Divide:
    case Operator::Remainder:
        return arithmetic(op, left, right);
    case Operator::Range:
        return range(left, right);
    case Operator::Xor:
        return Value::boolean(left.truth() != right.truth());
    case Operator::Contains:
        return Value::boolean(contains(left, right, caseSensitive));
    case Operator::NotContains:
        return Value::boolean(!contains(left, right, caseSensitive));
    case Operator::In:
        return Value::boolean(contains(right, left, caseSensitive));
    case Operator::NotIn:
        return Value::boolean(!contains(right, left, caseSensitive));
    case Operator::Is: {
        const QString wanted = right.text();
        return Value::boolean(left.typeName().compare(wanted, Qt::CaseInsensitive) == 0 ||
                              left.shortTypeName().compare(wanted, Qt::CaseInsensitive) == 0 ||
                              (wanted.compare("array"_L1, Qt::CaseInsensitive) == 0 && left.items()));
    }
    case Operator::Replace:
        return replace(left, right, caseSensitive);
    case Operator::Split:
        return split(left, right, caseSensitive);
    case Operator::Join:
        return join(left, right.text());
    case Operator::Format:
        return format(left, right);
    default:
        break;
    }
    // A comparison with a list on its left filters the list.
    const Array *items = left.items();
    if (!items)
        return Value::boolean(compares(op, left, right, caseSensitive, groups));
    Array kept;
    for (const Value &item : *items) {
        if (compares(op, item, right, caseSensitive, nullptr))
            kept.append(item);
    }
    return Value::array(std::move(kept));
}

Value applyUnary(Operator op, const Value &operand)
{
    switch (op) {
    case Operator::Not:
        return Value::boolean(!operand.truth());
    case Operator::Negate:
        return arithmetic(Operator::Subtract, Value::integer(0), operand);
    case Operator::Join:
        return join(operand, {});
    case Operator::Split: {
        static const QRegularExpression blanks(u"\\s+"_s);
        return texts(operand.text().split(blanks, Qt::SkipEmptyParts));
    }
    default:
        return arithmetic(Operator::Add, Value::integer(0), operand);
    }
}

} // namespace rejoin::lab::engine
