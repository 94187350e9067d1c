#include "core/clixml/display.h"
#include "core/clixml/displaytext.h"
#include "core/clixml/displayviews.h"

#include <algorithm>

namespace rejoin::clixml {

namespace {

using namespace display;

constexpr int narrowest = 20;

/// The word before the colon, in ConciseView's order.
QString headOf(const ErrorRecord &error)
{
    // A script's own throw; a pipeline that was stopped has the same category.
    const bool wasThrown = error.wasThrown || (error.categoryName == QLatin1String("OperationStopped") &&
                                               error.categoryActivity.isEmpty() &&
                                               error.categoryReason != QLatin1String("PipelineStoppedException"));
    if (wasThrown)
        return QStringLiteral("Exception");
    if (!error.categoryActivity.isEmpty())
        return error.categoryActivity;
    if (error.invocation && !error.invocation->myCommand.isEmpty())
        return error.invocation->myCommand;
    if (error.category != 0)
        return error.categoryName;
    return error.invocation || error.categoryReason.isEmpty() ? QStringLiteral("Error") : error.categoryReason;
}

/// At spaces, into lines of at most room cells.
QStringList wrapped(const QString &text, int room)
{
    QStringList lines;
    QString line;
    for (const QString &word : text.split(u' ')) {
        if (!line.isEmpty() && cellWidth(line) + 1 + cellWidth(word) > room) {
            lines.append(line);
            line = word;
        } else {
            line += line.isEmpty() ? word : u' ' + word;
        }
    }
    lines.append(line);
    return lines;
}

QString flat(const QString &text)
{
    return QString(text)
        .replace(QStringLiteral("\r\n"), QStringLiteral("\n"))
        .replace(u'\n', u' ')
        .replace(u'\t', u' ');
}

} // namespace

QStringList formatError(const ErrorRecord &error, int width)
{
    const int screen = std::max(width, narrowest);
    const QString head = headOf(error);
    const QStringList position = error.invocation ? error.invocation->positionMessage.split(u'\n') : QStringList();
    QStringList out;
    if (error.invocation && !error.invocation->scriptName.isEmpty() && position.size() >= 3) {
        // "At /a.ps1:17 char:5", "+ the line", "+     ~~~"
        const InvocationInfo &invocation = *error.invocation;
        const QString bar = QStringLiteral("     | ");
        const int room = screen - int(bar.size());
        out << QStringLiteral("%1: %2:%3").arg(head, invocation.scriptName).arg(invocation.scriptLineNumber);
        out << QStringLiteral("Line |");
        out << QStringLiteral("%1 | %2").arg(invocation.scriptLineNumber, 4).arg(cut(position[1].mid(1), room));
        out << bar + cut(position[2].mid(1), room);
        for (const QString &line : wrapped(flat(error.message), room))
            out << bar + line;
        out << QString();
    } else {
        out = (head + QStringLiteral(": ") + error.message).split(u'\n');
    }
    if (!error.recommendedAction.isEmpty())
        out << QStringLiteral("  Recommendation: ") + flat(error.recommendedAction);
    return out;
}

QStringList formatErrorDetails(const ErrorRecord &error, int width)
{
    std::vector<Cell> cells;
    const auto add = [&cells](const char *label, const QString &text) {
        if (!text.isEmpty())
            cells.push_back({QLatin1String(label), text, false});
    };
    add("Message", error.message);
    add("Exception", error.exceptionType);
    for (const QString &inner : error.innerExceptions)
        add("InnerException", inner);
    add("Category", error.categoryName);
    add("Activity", error.categoryActivity);
    add("Reason", error.categoryReason);
    add("TargetName", error.categoryTargetName);
    add("TargetType", error.categoryTargetType);
    add("FullyQualifiedErrorId", error.fullyQualifiedId);
    add("RecommendedAction", error.recommendedAction);
    if (error.invocation) {
        const InvocationInfo &invocation = *error.invocation;
        add("Command", invocation.myCommand);
        add("Script", invocation.scriptName);
        if (invocation.scriptLineNumber > 0) {
            add("Line", QString::number(invocation.scriptLineNumber));
            add("Offset", QString::number(invocation.offsetInLine));
        }
        if (invocation.pipelineLength > 1)
            add("PipelinePosition",
                QStringLiteral("%1 / %2").arg(invocation.pipelinePosition).arg(invocation.pipelineLength));
        add("Position", invocation.positionMessage);
    }
    add("ScriptStackTrace", error.scriptStackTrace);
    add("StackTrace", error.stackTrace);
    return listLines(cells, std::max(width, narrowest));
}

} // namespace rejoin::clixml
