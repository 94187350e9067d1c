#include "core/lab/engine/source.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

Position positionOf(const Source &source, int offset)
{
    const auto length = int(source.text.size());
    const int at = std::clamp(offset, 0, length);
    const QStringView before = QStringView(source.text).left(at);
    const auto lineStart = before.lastIndexOf(u'\n') + 1;
    auto lineEnd = source.text.indexOf(u'\n', at);
    if (lineEnd < 0)
        lineEnd = length;
    Position position;
    position.line = int(before.count(u'\n')) + 1;
    position.column = at - int(lineStart) + 1;
    position.lineText = source.text.mid(lineStart, lineEnd - lineStart);
    if (position.lineText.endsWith(u'\r'))
        position.lineText.chop(1);
    return position;
}

QString positionMessage(const Source &source, const Extent &extent)
{
    Position position = positionOf(source, extent.start);
    while (position.lineText.endsWith(u' ') && position.lineText.size() >= position.column)
        position.lineText.chop(1);
    const auto room = std::max<qsizetype>(1, position.lineText.size() - (position.column - 1));
    const auto marks = std::clamp<qsizetype>(extent.end - extent.start, 1, room);
    return u"At line:%1 char:%2\n+ %3\n+ %4%5"_s.arg(QString::number(position.line), QString::number(position.column),
                                                     position.lineText, QString(position.column - 1, u' '),
                                                     QString(marks, u'~'));
}

clixml::InvocationInfo invocationAt(const Source &source, const Extent &extent, const QString &command)
{
    const Position position = positionOf(source, extent.start);
    clixml::InvocationInfo info;
    info.myCommand = command;
    info.line = position.lineText;
    info.positionMessage = positionMessage(source, extent);
    info.scriptLineNumber = position.line;
    info.offsetInLine = position.column;
    return info;
}

} // namespace rejoin::lab::engine
