#pragma once

#include "core/base/cancel.h"
#include "core/base/credential.h"
#include "core/base/task.h"
#include "core/remoting/remotepipeline.h"
#include "core/sessions/promptfield.h"

#include <QList>
#include <QString>

namespace rejoin::remoting {
class RunspaceSession;
}

namespace rejoin::sessions {

struct PromptChoice
{
    QString label; ///< with & before the hot key
    QString helpMessage;
};

/// PromptForCredential in both of its forms.
struct CredentialQuestion
{
    CredentialQuestion() = default;
    QString caption;
    QString message;
    QString userName;           ///< proposed; may be empty
    QString targetName;         ///< what the credential is for; may be empty
    bool fixedUserName = false; ///< PSCredentialUIOptions.ReadOnlyUserName
};

/// System.Management.Automation.Host.KeyInfo.
struct KeyPress
{
    int virtualKey = 0; ///< Windows' virtual-key code
    char16_t character = 0;
    int controlState = 0; ///< ControlKeyStates
    bool isDown = true;
};

/// What $host.UI.RawUI was told to be. It is the host's own, so that it is read back as it was set.
struct RawState
{
    int foreground = 7; ///< ConsoleColor: Gray on Black
    int background = 0;
    bool isColoured = false; ///< a command set a colour: text without one is written in it
    int cursorSize = 25;     ///< percent, as Windows consoles
    int cursorX = 0, cursorY = 0;
    int windowX = 0, windowY = 0;
    QString title = QStringLiteral("Rejoin");
};

/// What a remote command may ask of the user. Implemented by the console and by the terminal; each ends as Cancelled
/// when the user stops the command.
class HostInterface
{
public:
    virtual ~HostInterface() = default;
    [[nodiscard]] virtual Task<QString> readLine(base::CancelToken cancel) = 0;
    [[nodiscard]] virtual Task<base::SecretString> readSecret(base::CancelToken cancel) = 0;
    struct FieldAnswer
    {
        QString text;              ///< for ordinary fields; the user of a credential
        base::SecretString secret; ///< for secret ones, and a credential's password
        QStringList items;         ///< of a list
    };
    [[nodiscard]] virtual Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<PromptField> fields,
                                                          base::CancelToken cancel) = 0;
    [[nodiscard]] virtual Task<QList<int>> choose(QString caption, QString message, QList<PromptChoice> choices,
                                                  QList<int> defaults, bool multiple, base::CancelToken cancel) = 0;
    [[nodiscard]] virtual Task<base::Credential> credential(CredentialQuestion question, base::CancelToken cancel) = 0;
    /// RawUI.ReadKey. Throws Error where there are no keys to press (a pipe).
    [[nodiscard]] virtual Task<KeyPress> readKey(base::CancelToken cancel) = 0;
    /// Who asks the question that follows at once: a computer's name, so that nobody takes the question for the
    /// program's own.
    virtual void askedBy(const QString &computerName) { Q_UNUSED(computerName) }
    /// The command waits for an answer, but the question went to a client that is gone: nobody here can answer it, the
    /// command can only be stopped. False when it goes on.
    virtual void waitsForAnotherClient(bool waits) { Q_UNUSED(waits) }
    /// Host output that has no record twin (Write, WriteLine). Colours are ConsoleColor numbers, -1 for none.
    virtual void write(const QString &text, int foreground, int background) = 0;
    /// SetShouldExit.
    virtual void setShouldExit(int exitCode) = 0;
    /// Character cells, for RawUI reads.
    [[nodiscard]] virtual int width() const = 0;
    [[nodiscard]] virtual int height() const { return 50; }
    /// RawUI.WindowTitle was set; it is in raw() already.
    virtual void titleChanged() {}
    /// Clear-Host.
    virtual void clear() {}

    [[nodiscard]] RawState &raw() { return m_raw; }
    [[nodiscard]] const RawState &raw() const { return m_raw; }

private:
    RawState m_raw;
};

/// Answers the host calls of a pipeline through the interface; what it does not know is refused politely. The
/// interface must outlive the pipeline or be null (then everything is refused).
/// asker: the computer's name, said with each question.
void bridgeHost(const std::shared_ptr<remoting::RemotePipeline> &pipeline, std::weak_ptr<HostInterface> host,
                const QString &asker = {});
/// The same for calls that belong to the pool and to no pipeline of it, until the connection is ended.
QMetaObject::Connection bridgePoolHost(const std::shared_ptr<remoting::RunspaceSession> &runspace,
                                       std::weak_ptr<HostInterface> host);

} // namespace rejoin::sessions
