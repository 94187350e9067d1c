#include "core/lab/engine/convert.h"

#include "core/lab/engine/ast.h"
#include "core/lab/engine/job.h"

#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// Hashtables may hold themselves; PowerShell's serializer ends at a depth too.
constexpr int maximumDepth = 20;

clixml::Value convert(const Value &value, int depth);

clixml::Value tableValue(const Table &table, int depth)
{
    clixml::ObjectBuilder builder;
    if (table.kind == Table::Kind::Custom) {
        builder.typeNames({"System.Management.Automation.PSCustomObject", "System.Object"});
        for (const auto &[key, entry] : table.entries) {
            const QByteArray name = key.text().toUtf8();
            builder.note(std::string_view(name.constData(), std::size_t(name.size())), convert(entry, depth + 1));
        }
        return builder.build();
    }
    if (table.kind == Table::Kind::Ordered)
        builder.typeNames({"System.Collections.Specialized.OrderedDictionary", "System.Object"});
    else
        builder.typeNames({"System.Collections.Hashtable", "System.Object"});
    builder.container(clixml::Container::Dictionary);
    for (const auto &[key, entry] : table.entries)
        builder.entry(convert(key, depth + 1), convert(entry, depth + 1));
    return builder.build();
}

clixml::Value convert(const Value &value, int depth)
{
    if (value.isNull())
        return {};
    if (depth > maximumDepth)
        return clixml::Value::string(value.text());
    if (const auto *text = value.as<QString>())
        return clixml::Value::string(*text);
    if (const auto *truth = value.as<bool>())
        return clixml::Value::boolean(*truth);
    if (const auto *integer = value.as<Value::Integer>())
        return integer->wide ? clixml::Value::int64(integer->number) : clixml::Value::int32(qint32(integer->number));
    if (const auto *real = value.as<double>())
        return clixml::Value::real(*real);
    if (const auto *time = value.as<QDateTime>())
        return clixml::Value::dateTime(*time);
    if (const Array *items = value.items()) {
        clixml::ObjectBuilder builder;
        builder.typeNames({"System.Object[]", "System.Array", "System.Object"});
        builder.container(clixml::Container::List);
        for (const Value &item : *items)
            builder.item(convert(item, depth + 1));
        return builder.build();
    }
    if (const Table *table = value.tablePointer())
        return tableValue(*table, depth);
    if (const auto block = value.scriptBlock())
        return clixml::Value::scriptBlock(block->text);
    if (const auto job = value.job())
        return job->toClixml();
    if (const auto *record = value.as<std::shared_ptr<const clixml::ErrorRecord>>())
        return (*record)->toValue();
    if (const auto *data = value.as<clixml::Value>())
        return *data;
    return clixml::Value::string(value.text());
}

/// What a value becomes when it crosses from one process to another.
clixml::Value deserialized(const clixml::Value &value, int depth, clixml::ObjectBuilder *into = nullptr)
{
    if (!value.isObject() || depth > maximumDepth)
        return value;
    clixml::ObjectBuilder own;
    clixml::ObjectBuilder &builder = into ? *into : own;
    QStringList names = value.typeNames();
    for (QString &name : names) {
        if (!name.startsWith("Deserialized."_L1))
            name.prepend("Deserialized."_L1);
    }
    if (!names.isEmpty())
        builder.typeNames(names);
    if (value.hasToString())
        builder.toString(value.toStringText());
    if (!value.base().isNil())
        builder.base(value.base());
    if (value.container() != clixml::Container::None) {
        builder.container(value.container());
        for (std::size_t i = 0; i < value.count(); ++i) {
            if (value.container() == clixml::Container::Dictionary)
                builder.entry(deserialized(value.keyAt(i), depth + 1), deserialized(value.at(i), depth + 1));
            else
                builder.item(deserialized(value.at(i), depth + 1));
        }
    }
    for (std::size_t i = 0; i < value.memberCount(); ++i) {
        const clixml::Value member = deserialized(value.memberAt(i), depth + 1);
        if (value.memberIsExtended(i))
            builder.note(value.memberNameUtf8(i), member);
        else
            builder.property(value.memberNameUtf8(i), member);
    }
    return into ? clixml::Value() : own.build();
}

} // namespace

clixml::Value toClixml(const Value &value)
{
    return convert(value, 0);
}

clixml::Value decorated(const clixml::Value &value, const QString &computer, const QUuid &runspaceId)
{
    if (value.isNil())
        return value;
    clixml::ObjectBuilder builder;
    if (value.isObject())
        deserialized(value, 0, &builder);
    else
        builder.base(value);
    builder.note("PSComputerName", clixml::Value::string(computer));
    builder.note("RunspaceId", clixml::Value::guid(runspaceId));
    builder.note("PSShowComputerName", clixml::Value::boolean(false));
    return builder.build();
}

bool hasWildcard(QStringView text)
{
    return text.contains(u'*') || text.contains(u'?') || text.contains(u'[');
}

bool matchesWildcard(const QString &text, const QString &pattern, bool caseSensitive)
{
    QString expression;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'*') {
            expression += u".*"_s;
        } else if (c == u'?') {
            expression += u'.';
        } else if (c == u'`' && i + 1 < pattern.size()) {
            expression += QRegularExpression::escape(QString(pattern[++i]));
        } else if (const auto close = pattern.indexOf(u']', i + 1); c == u'[' && close > i) {
            QString set = pattern.mid(i + 1, close - i - 1);
            set.replace(u'\\', u"\\\\"_s).replace(u'^', u"\\^"_s);
            expression += u'[' + set + u']';
            i = close;
        } else {
            expression += QRegularExpression::escape(QString(c));
        }
    }
    QRegularExpression::PatternOptions options = QRegularExpression::DotMatchesEverythingOption;
    if (!caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(QRegularExpression::anchoredPattern(expression), options).match(text).hasMatch();
}

QString formatted(const Value &value, const QString &format)
{
    if (format.isEmpty())
        return value.text();
    if (const auto *time = value.as<QDateTime>()) {
        // .NET's and Qt's letters agree but for the fractions and the half of the day.
        QString pattern = format;
        pattern.replace(u"fff"_s, u"zzz"_s).replace(u"tt"_s, u"AP"_s);
        if (format == "o"_L1 || format == "O"_L1)
            return time->toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s) + u"0000"_s +
                   (time->timeSpec() == Qt::UTC ? u"Z"_s : QString());
        if (format == "s"_L1)
            return time->toString(u"yyyy-MM-ddTHH:mm:ss"_s);
        if (format == "u"_L1)
            return time->toUTC().toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s);
        return QLocale::c().toString(*time, pattern);
    }
    const auto number = value.number();
    if (!value.isNumeric() || !number)
        return value.text();
    static const QLocale english(QLocale::English, QLocale::UnitedStates); // C has no group separators
    const QChar kind = format[0].toUpper();
    bool digitsGiven = false;
    const int digits = format.mid(1).toInt(&digitsGiven);
    const bool standard = format.size() == 1 || digitsGiven;
    const int places = std::clamp(digitsGiven ? digits : 2, 0, 99);
    const qint64 whole = value.wholeNumber().value_or(0);
    if (standard && kind == u'N')
        return english.toString(*number, 'f', places);
    if (standard && kind == u'F')
        return QString::number(*number, 'f', places);
    if (standard && kind == u'P')
        return english.toString(*number * 100, 'f', places) + u'%';
    if (standard && kind == u'D')
        return (whole < 0 ? u"-"_s : QString()) +
               QString::number(qAbs(whole)).rightJustified(digitsGiven ? places : 0, u'0');
    if (standard && kind == u'X') {
        const QString hexadecimal = QString::number(whole, 16).rightJustified(digitsGiven ? places : 0, u'0');
        return format[0] == u'X' ? hexadecimal.toUpper() : hexadecimal;
    }
    // Custom: as many zeros as the pattern has.
    const auto dot = format.indexOf(u'.');
    const int after = dot < 0 ? 0 : int(format.mid(dot).count(u'0') + format.mid(dot).count(u'#'));
    const int before = int((dot < 0 ? format : format.left(dot)).count(u'0'));
    QString text = QString::number(*number, 'f', std::min(after, 99));
    const auto integerDigits = dot < 0 || after == 0 ? text.size() : text.indexOf(u'.');
    return QString(std::clamp<qsizetype>(before - integerDigits, 0, 99), u'0') + text;
}

} // namespace rejoin::lab::engine
