#include "core/cmdlets/usingvariables.h"

#include "core/base/error.h"

#include <QRegularExpression>

namespace rejoin::cmdlets {

namespace {

/// Marks what is quoted with ' or commented out: a $using: there is only text.
QList<bool> literalCharacters(const QString &script)
{
    QList<bool> literal(script.size(), false);
    bool inDouble = false;
    for (qsizetype i = 0; i < script.size(); ++i) {
        const QChar c = script.at(i);
        if (c == u'`') {
            ++i;
        } else if (c == u'"') {
            inDouble = !inDouble;
        } else if (!inDouble && (c == u'\'' || c == u'#')) {
            const QChar end = c == u'#' ? u'\n' : u'\'';
            do
                literal[i] = true;
            while (++i < script.size() && script.at(i) != end);
        }
    }
    return literal;
}

} // namespace

UsingResult replaceUsing(const QString &script, const QHash<QString, Object> &variables)
{
    static const QRegularExpression reference(QStringLiteral(R"(\$(?:using:(\w+)|\{using:(\w+)\}))"),
                                              QRegularExpression::CaseInsensitiveOption);
    const QList<bool> literal = literalCharacters(script);
    UsingResult result;
    QStringList parameters;
    qsizetype copied = 0;
    auto matches = reference.globalMatch(script);
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (literal.at(match.capturedStart()))
            continue;
        const QString name = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        if (!variables.contains(name.toLower()))
            throw base::Error(
                base::ErrorCategory::InvalidArgument, QStringLiteral("UsingVariableIsUndefined"),
                base::Text(QT_TRANSLATE_NOOP("core", "The value of the using variable '$using:%1' cannot be "
                                                     "retrieved because it has not been set in the local "
                                                     "session."),
                           {name}),
                base::Text(QT_TRANSLATE_NOOP("core", "Set it first: $%1 = …"), {name}));
        const QString parameter = QStringLiteral("__using_") + name.toLower();
        if (!parameters.contains(u'$' + parameter)) {
            parameters << u'$' + parameter;
            result.values.append(std::pair(parameter, variables.value(name.toLower())));
        }
        // Braces stay: what follows them must not become part of the name.
        const bool braced = !match.captured(2).isEmpty();
        result.text += script.mid(copied, match.capturedStart() - copied) +
                       (braced ? QStringLiteral("${") + parameter + u'}' : u'$' + parameter);
        copied = match.capturedEnd();
    }
    result.text += script.mid(copied);
    if (parameters.isEmpty())
        return result;
    static const QRegularExpression paramBlock(QStringLiteral(R"(^\s*param\s*\()"),
                                               QRegularExpression::CaseInsensitiveOption);
    const auto own = paramBlock.match(result.text);
    if (!own.hasMatch()) {
        result.text.prepend(QStringLiteral("param(%1)\n").arg(parameters.join(QStringLiteral(", "))));
        return result;
    }
    // After the script's own parameters, so that -ArgumentList keeps its positions.
    static const QRegularExpression emptyBlock(QStringLiteral(R"(^\s*param\s*\(\s*\))"),
                                               QRegularExpression::CaseInsensitiveOption);
    const bool empty = emptyBlock.match(result.text).hasMatch();
    int depth = 0;
    for (qsizetype i = own.capturedEnd() - 1; i < result.text.size(); ++i) {
        depth += result.text.at(i) == u'(' ? 1 : result.text.at(i) == u')' ? -1 : 0;
        if (depth == 0) {
            result.text.insert(i, (empty ? QString() : QStringLiteral(", ")) + parameters.join(QStringLiteral(", ")));
            break;
        }
    }
    return result;
}

} // namespace rejoin::cmdlets
