#pragma once

#include "core/cli/outputqueue.h"

#include <QByteArray>
#include <QString>

namespace rejoin::cli {

/// Standard output and standard error: width, colours, a line that is rewritten (progress).
class Terminal
{
public:
    Terminal();

    [[nodiscard]] bool outputIsTerminal() const { return m_outputIsTerminal; }
    [[nodiscard]] bool errorIsTerminal() const { return m_errorIsTerminal; }
    /// Cells; 0 when standard output is no terminal.
    [[nodiscard]] int outputWidth() const;
    /// Cells for remote formatting: the terminal's, else 120.
    [[nodiscard]] int formatWidth() const;
    /// Rows; 50 when standard output is no terminal.
    [[nodiscard]] int height() const;
    [[nodiscard]] bool colours() const { return m_colours; }

    void out(const QString &line);
    void outRaw(const QString &text);
    /// colour: an SGR parameter such as "31;1"; used only when standard error shows colours.
    void err(const QString &line, const char *colour = "");
    void errRaw(const QString &text, const char *colour = "");
    /// Rewrites one line of standard error; empty takes it away. Nothing when that is no terminal.
    void status(const QString &text);

    /// Writing failed because the reader went away.
    [[nodiscard]] bool isBroken() const { return m_broken || (m_queue && m_queue->isBroken()); }
    /// Who reads standard output is slow, and more waits for it than is good. Never a terminal.
    [[nodiscard]] bool isBehind() const { return m_queue && m_queue->isBehind(); }
    void whenCaughtUp(std::function<void()> call);
    /// All has been taken (or the reader has gone).
    void whenDrained(std::function<void()> call);

private:
    void write(int descriptor, const QByteArray &bytes);

    bool m_outputIsTerminal;
    bool m_errorIsTerminal;
    bool m_colours;
    std::unique_ptr<OutputQueue> m_queue; ///< where standard output is no terminal
    bool m_broken = false;
    bool m_statusShown = false;
};

} // namespace rejoin::cli
