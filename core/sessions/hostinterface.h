#pragma once

#include "core/base/cancel.h"
#include "core/base/credential.h"
#include "core/base/task.h"
#include "core/remoting/remotepipeline.h"

#include <QList>
#include <QString>

namespace rejoin::sessions {

/// One field of $host.UI.Prompt.
struct PromptField
{
    QString name;
    QString label;
    QString typeName; ///< "System.String", "System.Security.SecureString", …
    QString helpMessage;
    bool isMandatory = false;
    QString defaultValue;
    [[nodiscard]] bool isSecret() const { return typeName == QLatin1String("System.Security.SecureString"); }
};

struct PromptChoice
{
    QString label; ///< with & before the hot key
    QString helpMessage;
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
        QString text;              ///< for ordinary fields
        base::SecretString secret; ///< for secret ones
    };
    [[nodiscard]] virtual Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<PromptField> fields,
                                                          base::CancelToken cancel) = 0;
    [[nodiscard]] virtual Task<QList<int>> choose(QString caption, QString message, QList<PromptChoice> choices,
                                                  QList<int> defaults, bool multiple, base::CancelToken cancel) = 0;
    [[nodiscard]] virtual Task<base::Credential> credential(QString caption, QString message, QString userName,
                                                            base::CancelToken cancel) = 0;
    /// Host output that has no record twin (Write, WriteLine). Colours are ConsoleColor numbers, -1 for none.
    virtual void write(const QString &text, int foreground, int background) = 0;
    /// SetShouldExit.
    virtual void setShouldExit(int exitCode) = 0;
    /// Character cells, for RawUI reads.
    [[nodiscard]] virtual int width() const = 0;
};

/// Answers the host calls of a pipeline through the interface; what it does not know is refused politely. The
/// interface must outlive the pipeline or be null (then everything is refused).
void bridgeHost(const std::shared_ptr<remoting::RemotePipeline> &pipeline, std::weak_ptr<HostInterface> host);

} // namespace rejoin::sessions
