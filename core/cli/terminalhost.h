#pragma once

#include "core/cli/input.h"
#include "core/cli/terminal.h"
#include "core/sessions/hostinterface.h"

namespace rejoin::cli {

/// Prompts of remote commands on the terminal. Several sessions may ask at once: one question at a time.
class TerminalHost final : public sessions::HostInterface
{
public:
    TerminalHost(Terminal *terminal, Input *input) : m_terminal(terminal), m_input(input) {}

    [[nodiscard]] Task<QString> readLine(base::CancelToken cancel) override;
    [[nodiscard]] Task<base::SecretString> readSecret(base::CancelToken cancel) override;
    [[nodiscard]] Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<sessions::PromptField> fields,
                                                  base::CancelToken cancel) override;
    [[nodiscard]] Task<QList<int>> choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                                          QList<int> defaults, bool multiple, base::CancelToken cancel) override;
    [[nodiscard]] Task<base::Credential> credential(QString caption, QString message, QString userName,
                                                    base::CancelToken cancel) override;
    void write(const QString &text, int foreground, int background) override;
    void setShouldExit(int exitCode) override { m_exitCode = exitCode; }
    [[nodiscard]] int width() const override { return m_terminal->formatWidth(); }

    /// Asked for by the remote side; taken once.
    [[nodiscard]] std::optional<int> takeExitCode() { return std::exchange(m_exitCode, std::nullopt); }

private:
    [[nodiscard]] Task<QString> line(QString prompt, base::CancelToken cancel);
    void heading(const QString &caption, const QString &message);

    Terminal *m_terminal;
    Input *m_input;
    std::optional<int> m_exitCode;
};

/// SGR parameter of a ConsoleColor (0 Black … 15 White); "" for none.
[[nodiscard]] const char *consoleColour(int colour);

} // namespace rejoin::cli
