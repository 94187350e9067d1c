#pragma once

#include "core/clixml/display.h"
#include "core/psrp/events.h"

#include <QObject>
#include <QTextCharFormat>
#include <QTimer>

#include <optional>

class QTextDocument;

namespace rejoin::ui {

/// What a line of a console is.
enum class Stream : quint8 { Output, Error, Warning, Verbose, Debug, Information, Host, Echo, Notice };

/// The lines of a console or of a job's output: bounded, each stream in its colour and with its word. Lines come in
/// batches, so that a flood of output does not stop the window.
class StreamDocument : public QObject
{
    Q_OBJECT

public:
    static constexpr int maximumLines = 20000;
    static constexpr int maximumCharacters = 4'000'000; ///< of all lines; the oldest go first
    /// Characters of one text; the rest of it is not shown: laying out one line of 100,000 takes Qt up to a second.
    static constexpr int longestText = 20'000;

    explicit StreamDocument(QObject *parent = nullptr);
    ~StreamDocument() override;

    [[nodiscard]] QTextDocument *document() const { return m_document; }

    /// Whole lines of text; control characters are made visible.
    void append(Stream stream, const QString &text);
    /// Host text that may continue a line. Colours are ConsoleColor numbers, -1 for none.
    void write(const QString &text, int foreground = -1, int background = -1);
    /// A record or an object of a pipeline, as PowerShell would show it. Progress and host calls are not for here.
    void appendEvent(const psrp::PipelineEvent &event);
    /// The end of a command's output: what a table still owes.
    void finishOutput();
    /// An error as PowerShell words it.
    void appendError(const clixml::ErrorRecord &record);
    /// Everything that came with the last error, as Get-Error lists it. False when there was none.
    bool appendLastErrorDetails();
    [[nodiscard]] bool hasError() const { return m_lastError.has_value(); }

    /// More waits to be shown than is good: who can, gives no more until caughtUp.
    [[nodiscard]] bool isBehind() const;
    /// Nothing falls off the top and nothing is shortened: for text that is taken away and cleared again.
    void setUnbounded();

    /// Cells of a line, for formatting objects.
    void setWidth(int cells);
    void clear();
    [[nodiscard]] QString text();
    [[nodiscard]] bool isEmpty() const;
    /// Colours anew, after the palette changed.
    void recolor();

    /// A stream's word before its lines ("WARNING: "), empty where PowerShell has none.
    [[nodiscard]] static QString prefixOf(Stream stream);
    /// Control characters as pictures, colour sequences taken out.
    [[nodiscard]] static QString sanitized(const QString &text);

Q_SIGNALS:
    /// What waited has been shown.
    void caughtUp();

private:
    struct Piece
    {
        Stream stream = Stream::Output;
        QString text;
        bool startsLine = true;
        int foreground = -1;
        int background = -1;
    };
    void enqueue(Piece piece);
    /// All that waits, or as much as a turn of the event loop should take.
    void flush();
    void flushSome();
    void insert(const QList<Piece> &pieces);
    void dropOldest();
    void appendOutput(const QStringList &lines);
    [[nodiscard]] static QTextCharFormat formatFor(Stream stream, int foreground, int background);

    QTextDocument *m_document;
    clixml::OutputFormatter m_formatter;
    QList<Piece> m_pending;
    qsizetype m_pendingCharacters = 0;
    bool m_isBounded = true;
    QTimer m_timer;
    QTimer m_holdTimer; ///< rows of a table that wait for others
    int m_width = 120;
    std::optional<clixml::ErrorRecord> m_lastError;
    bool m_lineIsOpen = false; ///< the last line may be continued by host text
    bool m_isBlank = true;
};

} // namespace rejoin::ui
