#include "core/clixml/secrets.h"

#include "core/clixml/reader.h"
#include "core/clixml/writer.h"

#include <QRegularExpression>
#include <QSet>

namespace rejoin::clixml {

bool holdsSecret(const Value &value)
{
    // With a list instead of a recursion: values come from elsewhere, and objects may hold themselves.
    QSet<const void *> seen;
    QList<Value> open{value};
    while (!open.isEmpty()) {
        const Value next = open.takeLast();
        if (next.type() == Type::SecureString)
            return true;
        if (!next.isObject() || seen.contains(next.identity()))
            continue;
        seen.insert(next.identity());
        open.append(next.base());
        for (std::size_t i = 0; i < next.count(); ++i) {
            open.append(next.at(i));
            if (next.container() == Container::Dictionary)
                open.append(next.keyAt(i));
        }
        for (std::size_t i = 0; i < next.memberCount(); ++i)
            open.append(next.memberAt(i));
    }
    return false;
}

Value replaceSecrets(const Value &value, const std::function<Value(const Value &)> &replace)
{
    if (value.type() == Type::SecureString)
        return replace(value);
    if (!holdsSecret(value))
        return value;
    // In its written form, which keeps whatever else the value has: our writer escapes each < and each ", so that this
    // finds SS elements and nothing else.
    static const QRegularExpression element(QStringLiteral("(<SS(?: N=\"[^\"]*\")?>)([^<]*)</SS>"));
    const QString written = QString::fromUtf8(write(value));
    QString result;
    qsizetype copied = 0;
    auto matches = element.globalMatch(written);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const Value replaced = replace(Value::secureString(match.capturedView(2).toLatin1()));
        result += QStringView(written).mid(copied, match.capturedStart() - copied);
        result += match.captured(1) + replaced.text() + QLatin1String("</SS>");
        copied = match.capturedEnd();
    }
    result += QStringView(written).mid(copied);
    return read(result.toUtf8());
}

} // namespace rejoin::clixml
