#include "ui/console/streamdocument.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QPlainTextDocumentLayout>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <array>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int flushMilliseconds = 15;
// What a turn of the event loop inserts at most; between two turns the window lives.
constexpr qsizetype piecesAtOnce = 500;
constexpr qsizetype charactersAtOnce = 200'000;
// Beyond these the one who gives should wait.
constexpr qsizetype manyPieces = 4000;
constexpr qsizetype manyCharacters = 2'000'000;
constexpr int holdMilliseconds = 300; ///< how long PowerShell waits for the rows that make a table's widths
constexpr int streamProperty = QTextFormat::UserProperty + 1;
constexpr int foregroundProperty = QTextFormat::UserProperty + 2;
constexpr int backgroundProperty = QTextFormat::UserProperty + 3;

bool isDark()
{
    return QGuiApplication::palette().color(QPalette::Base).lightness() < 128;
}

// System.ConsoleColor in its order; darker twins where the paper is white.
constexpr std::array<QRgb, 16> onDark{0xff5c6370, 0xff4f8fe6, 0xff4caf6d, 0xff3fb5b5, 0xffe06c75, 0xffc678dd,
                                      0xffd0a94c, 0xffc8ccd4, 0xff9aa0ab, 0xff6fb1ff, 0xff7fd79b, 0xff67d8d8,
                                      0xffff8a92, 0xffe39cf2, 0xfff0d070, 0xffffffff};
constexpr std::array<QRgb, 16> onLight{0xff000000, 0xff0a3d91, 0xff1c6b36, 0xff0b6b6b, 0xff9c1c25, 0xff7a2a91,
                                       0xff7d5b00, 0xff50555e, 0xff6b7079, 0xff1f5fbf, 0xff20803f, 0xff0d7d7d,
                                       0xffb3261e, 0xff8e35a8, 0xff8a6400, 0xff30343b};

QColor consoleColor(int number, bool dark)
{
    return QColor::fromRgb((dark ? onDark : onLight).at(size_t(number) % onDark.size()));
}

QColor streamColor(Stream stream)
{
    const bool dark = isDark();
    switch (stream) {
    case Stream::Error:
        return dark ? QColor(0xff, 0x8a, 0x92) : QColor(0xb3, 0x26, 0x1e);
    case Stream::Warning:
        return dark ? QColor(0xf0, 0xd0, 0x70) : QColor(0x8a, 0x64, 0x00);
    case Stream::Verbose:
        return dark ? QColor(0x7f, 0xc8, 0xd8) : QColor(0x0d, 0x6d, 0x7d);
    case Stream::Debug:
        return dark ? QColor(0xc6, 0x9c, 0xe8) : QColor(0x7a, 0x2a, 0x91);
    case Stream::Information:
        return dark ? QColor(0x9f, 0xd0, 0xff) : QColor(0x1f, 0x5f, 0xbf);
    case Stream::Notice:
        return QGuiApplication::palette().color(QPalette::PlaceholderText);
    default:
        return QGuiApplication::palette().color(QPalette::Text);
    }
}

} // namespace

StreamDocument::StreamDocument(QObject *parent) : QObject(parent), m_document(new QTextDocument(this))
{
    m_document->setDocumentLayout(new QPlainTextDocumentLayout(m_document));
    m_document->setDefaultFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_document->setMaximumBlockCount(maximumLines);
    m_document->setUndoRedoEnabled(false);
    m_timer.setSingleShot(true);
    m_timer.setInterval(flushMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &StreamDocument::flushSome);
    m_holdTimer.setSingleShot(true);
    m_holdTimer.setInterval(holdMilliseconds);
    connect(&m_holdTimer, &QTimer::timeout, this, [this] { appendOutput(m_formatter.flush()); });
}

StreamDocument::~StreamDocument() = default;

QString StreamDocument::prefixOf(Stream stream)
{
    // PowerShell's own words, whatever the language.
    switch (stream) {
    case Stream::Warning:
        return u"WARNING: "_s;
    case Stream::Verbose:
        return u"VERBOSE: "_s;
    case Stream::Debug:
        return u"DEBUG: "_s;
    default:
        return {};
    }
}

QString StreamDocument::sanitized(const QString &text)
{
    // PowerShell 7 colours what it formats; the colours of the streams are ours.
    static const QRegularExpression escapes(u"\u001b\\[[0-9;:?]*[A-Za-z]"_s);
    QString clean = text;
    if (clean.contains(u'\u001b'))
        clean.remove(escapes);
    clean.replace("\r\n"_L1, "\n"_L1);
    for (QChar &c : clean) {
        if (c.unicode() < 0x20 && c != u'\n' && c != u'\t')
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
        // C1 controls, and marks that turn the direction of text and could make it say something else.
        else if ((c.unicode() >= 0x80 && c.unicode() < 0xa0) || c.unicode() == 0x200e || c.unicode() == 0x200f ||
                 c.unicode() == 0x061c)
            c = QChar(0xfffd);
        else if ((c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069))
            c = QChar(0xfffd);
    }
    return clean;
}

void StreamDocument::append(Stream stream, const QString &text)
{
    Piece piece;
    piece.stream = stream;
    if (m_isBounded && text.size() > longestText)
        piece.text = prefixOf(stream) + sanitized(text.left(longestText)) +
                     tr("… (%L1 more characters; the saved output has all)").arg(text.size() - longestText);
    else
        piece.text = prefixOf(stream) + sanitized(text);
    enqueue(std::move(piece));
}

void StreamDocument::write(const QString &text, int foreground, int background)
{
    const QString clean = sanitized(text);
    const QStringList lines = clean.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool isLast = i + 1 == lines.size();
        if (isLast && lines.at(i).isEmpty()) {
            if (i > 0)
                m_lineIsOpen = false;
            break;
        }
        Piece piece;
        piece.stream = Stream::Host;
        piece.text = lines.at(i);
        piece.startsLine = i > 0 || !m_lineIsOpen;
        piece.foreground = foreground;
        piece.background = background;
        enqueue(std::move(piece));
        m_lineIsOpen = isLast;
    }
}

void StreamDocument::appendError(const clixml::ErrorRecord &record)
{
    append(Stream::Error, clixml::formatError(record, m_width).join(u'\n'));
    m_lastError = record;
}

void StreamDocument::appendEvent(const psrp::PipelineEvent &event)
{
    if (const auto *output = std::get_if<psrp::OutputReceived>(&event)) {
        appendOutput(m_formatter.hold(output->value));
        if (m_formatter.isHolding() && !m_holdTimer.isActive())
            m_holdTimer.start();
        return;
    }
    // Rows that wait for others of their table came before this.
    appendOutput(m_formatter.flush());
    if (const auto *error = std::get_if<psrp::ErrorReceived>(&event)) {
        appendError(error->record);
    } else if (const auto *warning = std::get_if<psrp::WarningReceived>(&event)) {
        append(Stream::Warning, warning->record.message);
    } else if (const auto *verbose = std::get_if<psrp::VerboseReceived>(&event)) {
        append(Stream::Verbose, verbose->record.message);
    } else if (const auto *debug = std::get_if<psrp::DebugReceived>(&event)) {
        append(Stream::Debug, debug->record.message);
    } else if (const auto *information = std::get_if<psrp::InformationReceived>(&event)) {
        const clixml::InformationRecord &record = information->record;
        if (record.isHostMessage())
            write(record.noNewLine ? record.text() : record.text() + u'\n', record.foreground.value_or(-1),
                  record.background.value_or(-1));
        else
            append(Stream::Information, record.text());
    } else if (const auto *state = std::get_if<psrp::PipelineStateChanged>(&event)) {
        finishOutput();
        if (state->state == psrp::PipelineState::Failed && state->reason)
            appendError(*state->reason);
    }
}

void StreamDocument::appendOutput(const QStringList &lines)
{
    for (const QString &line : lines)
        append(Stream::Output, line);
}

void StreamDocument::finishOutput()
{
    m_holdTimer.stop();
    appendOutput(m_formatter.finish());
}

void StreamDocument::setWidth(int cells)
{
    finishOutput();
    m_width = std::max(20, cells);
    m_formatter = clixml::OutputFormatter(m_width);
}

bool StreamDocument::appendLastErrorDetails()
{
    if (!m_lastError)
        return false;
    finishOutput();
    append(Stream::Notice, clixml::formatErrorDetails(*m_lastError, m_width).join(u'\n'));
    return true;
}

void StreamDocument::enqueue(Piece piece)
{
    if (piece.startsLine)
        m_lineIsOpen = false;
    m_pendingCharacters += piece.text.size();
    m_pending += std::move(piece);
    // What would fall off the top again need not be laid out.
    if (m_isBounded && m_pending.size() > 2 * maximumLines) {
        m_pending.remove(0, m_pending.size() - maximumLines);
        m_pendingCharacters = 0;
        for (const Piece &kept : std::as_const(m_pending))
            m_pendingCharacters += kept.text.size();
    }
    if (!m_timer.isActive())
        m_timer.start(flushMilliseconds);
}

bool StreamDocument::isBehind() const
{
    return m_pending.size() > manyPieces || m_pendingCharacters > manyCharacters;
}

void StreamDocument::setUnbounded()
{
    m_isBounded = false;
    m_document->setMaximumBlockCount(0);
}

void StreamDocument::flush()
{
    m_pendingCharacters = 0;
    insert(std::exchange(m_pending, {}));
}

void StreamDocument::flushSome()
{
    qsizetype pieces = 0;
    qsizetype characters = 0;
    while (pieces < m_pending.size() && pieces < piecesAtOnce && characters < charactersAtOnce)
        characters += m_pending.at(pieces++).text.size();
    const QList<Piece> some = m_pending.first(pieces);
    m_pending.remove(0, pieces);
    m_pendingCharacters -= characters;
    insert(some);
    if (!m_pending.isEmpty())
        m_timer.start(0);
    else
        Q_EMIT caughtUp();
}

void StreamDocument::insert(const QList<Piece> &pieces)
{
    if (pieces.isEmpty())
        return;
    QTextCursor cursor(m_document);
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::End);
    for (const Piece &piece : pieces) {
        const QTextCharFormat format = formatFor(piece.stream, piece.foreground, piece.background);
        if (piece.startsLine && !m_isBlank)
            cursor.insertBlock();
        cursor.insertText(piece.text, format);
        m_isBlank = false;
    }
    cursor.endEditBlock();
    dropOldest();
}

/// Lines are counted by the document itself; this is for long ones.
void StreamDocument::dropOldest()
{
    if (!m_isBounded || m_document->characterCount() <= maximumCharacters)
        return;
    const int first = m_document->characterCount() - maximumCharacters / 4 * 3;
    const QTextBlock kept = m_document->findBlock(first);
    QTextCursor cursor(m_document);
    cursor.setPosition(kept.position(), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
}

QTextCharFormat StreamDocument::formatFor(Stream stream, int foreground, int background)
{
    QTextCharFormat format;
    format.setProperty(streamProperty, int(stream));
    format.setProperty(foregroundProperty, foreground);
    format.setProperty(backgroundProperty, background);
    format.setForeground(foreground >= 0 ? consoleColor(foreground, isDark()) : streamColor(stream));
    if (background >= 0)
        format.setBackground(consoleColor(background, !isDark()));
    if (stream == Stream::Echo)
        format.setFontWeight(QFont::Bold);
    return format;
}

void StreamDocument::recolor()
{
    flush();
    QTextCursor cursor(m_document);
    cursor.beginEditBlock();
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            const QTextCharFormat was = fragment.charFormat();
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.setCharFormat(formatFor(Stream(was.intProperty(streamProperty)), was.intProperty(foregroundProperty),
                                           was.intProperty(backgroundProperty)));
        }
    }
    cursor.endEditBlock();
}

void StreamDocument::clear()
{
    m_pending.clear();
    m_pendingCharacters = 0;
    m_document->clear();
    m_isBlank = true;
    m_lineIsOpen = false;
}

QString StreamDocument::text()
{
    flush();
    return m_document->toPlainText();
}

bool StreamDocument::isEmpty() const
{
    return m_isBlank && m_pending.isEmpty();
}

} // namespace rejoin::ui
