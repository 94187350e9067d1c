#include "core/cmdlets/sessiontable.h"

#include <QList>

namespace rejoin::cmdlets {

namespace {

struct Column
{
    const char *name;
    int minimum; ///< cells, as in the reference text
    bool right;
    bool shrinks;
};

// The six columns of the reference text.
constexpr Column columns[] = {
    {"Id", 2, true, false},
    {"Name", 15, false, true},
    {"ComputerName", 15, false, true},
    {"State", 13, false, false},
    {"ConfigurationName", 21, false, true},
    {"Availability", 12, true, false},
};
constexpr int columnCount = 6;

/// East Asian wide and fullwidth ranges (Unicode Standard Annex 11), as terminals draw them.
bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0x33FF) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xA000 && c <= 0xA4CF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
           (c >= 0x20000 && c <= 0x3FFFD);
}

int cells(char32_t c)
{
    const auto category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0;
    return isWide(c) ? 2 : 1;
}

QString fit(const QString &text, int width, bool right)
{
    QString shown = text;
    if (cellWidth(shown) > width) {
        shown.clear();
        int used = 0;
        for (const char32_t c : text.toUcs4()) {
            if (used + cells(c) > width - 1)
                break;
            used += cells(c);
            shown += QString::fromUcs4(&c, 1);
        }
        shown += QChar(0x2026);
    }
    const QString padding(qMax(0, width - cellWidth(shown)), u' ');
    return right ? padding + shown : shown + padding;
}

QString line(const QStringList &values, const QList<int> &widths)
{
    QStringList parts;
    for (int i = 0; i < columnCount; ++i)
        parts << fit(values.at(i), widths.at(i), columns[i].right);
    QString text = parts.join(u' ');
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

} // namespace

int cellWidth(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += cells(c);
    return width;
}

QString visibleText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c == u'\t')
            shown += c;
        else if (c < u' ')
            shown += QChar(0x2400 + c.unicode()); // control pictures
        else if (c == QChar(0x7F))
            shown += QChar(0x2421);
        else if ((c >= QChar(0x80) && c < QChar(0xA0)) || (c >= QChar(0x202A) && c <= QChar(0x202E)) ||
                 (c >= QChar(0x2066) && c <= QChar(0x2069)) || c == QChar(0x200E) || c == QChar(0x200F) ||
                 c == QChar(0x061C)) // marks that turn the direction of text
            shown += QChar(QChar::ReplacementCharacter);
        else
            shown += c;
    }
    return shown;
}

QStringList sessionTable(const ObjectList &sessions, int width)
{
    QList<QStringList> rows;
    QList<int> widths;
    for (const Column &column : columns)
        widths << qMax(column.minimum, static_cast<int>(qstrlen(column.name)));
    for (const Object &session : sessions) {
        QStringList row;
        for (int i = 0; i < columnCount; ++i) {
            row << visibleText(session.property(QString::fromLatin1(columns[i].name)).value_or(Object()).toText());
            row.last().replace(u'\n', u' ');
            widths[i] = qMax(widths.at(i), cellWidth(row.last()));
        }
        rows << row;
    }
    const auto total = [&] {
        int sum = columnCount - 1;
        for (const int w : std::as_const(widths))
            sum += w;
        return sum;
    };
    // The widest of the names gives way first, never below its heading.
    while (width > 0 && total() > width) {
        int widest = -1;
        for (int i = 0; i < columnCount; ++i)
            if (columns[i].shrinks && widths.at(i) > static_cast<int>(qstrlen(columns[i].name)) &&
                (widest < 0 || widths.at(i) > widths.at(widest)))
                widest = i;
        if (widest < 0)
            break;
        --widths[widest];
    }
    QStringList names;
    QStringList rules;
    for (const Column &column : columns) {
        names << QString::fromLatin1(column.name);
        rules << QString(static_cast<int>(qstrlen(column.name)), u'-');
    }
    QStringList lines{QString(), line(names, widths), line(rules, widths)};
    for (const QStringList &row : std::as_const(rows))
        lines << line(row, widths);
    lines << QString();
    return lines;
}

} // namespace rejoin::cmdlets
