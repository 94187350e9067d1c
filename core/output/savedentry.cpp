#include "core/output/savedentry.h"

#include <QRegularExpression>

namespace rejoin::output {

QString describedCommand(const QString &command)
{
    constexpr qsizetype longest = 300;
    // PSReadLine keeps such lines out of its history for the same reason.
    static const QRegularExpression sensitive(QStringLiteral("password|asplaintext|token|apikey|secret"),
                                              QRegularExpression::CaseInsensitiveOption);
    if (sensitive.match(command).hasMatch())
        return {};
    return command.simplified().left(longest);
}

} // namespace rejoin::output
