#pragma once

#include "core/cli/input.h"
#include "core/cli/terminal.h"
#include "core/sessions/hostinterface.h"
#include "core/sessions/throttle.h"

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
    [[nodiscard]] Task<base::Credential> credential(sessions::CredentialQuestion question,
                                                    base::CancelToken cancel) override;
    [[nodiscard]] Task<sessions::KeyPress> readKey(base::CancelToken cancel) override;
    void write(const QString &text, int foreground, int background) override;
    void setShouldExit(int exitCode) override { m_exitCode = exitCode; }
    [[nodiscard]] int width() const override { return m_terminal->formatWidth(); }
    [[nodiscard]] int height() const override { return m_terminal->height(); }
    void clear() override;
    void waitsForAnotherClient(bool waits) override;
    void askedBy(const QString &computerName) override { m_asker = computerName; }

    /// Asked for by the remote side; taken once.
    [[nodiscard]] std::optional<int> takeExitCode() { return std::exchange(m_exitCode, std::nullopt); }

private:
    [[nodiscard]] Task<QString> line(QString prompt, base::CancelToken cancel);
    [[nodiscard]] Task<FieldAnswer> field(sessions::PromptField field, base::CancelToken cancel);
    [[nodiscard]] Task<QString> value(sessions::PromptField field, QString label, base::CancelToken cancel);
    /// asker: empty for the program's own questions.
    void heading(const QString &asker, const QString &caption, const QString &message);

    Terminal *m_terminal;
    Input *m_input;
    std::optional<int> m_exitCode;
    QString m_asker; ///< of the next question
    sessions::Throttle m_turns{1};
};

/// SGR parameter of a ConsoleColor (0 Black … 15 White); "" for none.
[[nodiscard]] const char *consoleColour(int colour);

} // namespace rejoin::cli
