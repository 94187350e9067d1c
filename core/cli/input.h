#pragma once

#include "core/base/cancel.h"
#include "core/base/secretstring.h"
#include "core/base/task.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace rejoin::cli {

/// Lines from a terminal or a pipe without blocking the event loop. On a terminal lines are edited, with history and
/// completion (libedit).
class Input
{
public:
    Input();
    ~Input();
    Input(const Input &) = delete;
    Input &operator=(const Input &) = delete;

    [[nodiscard]] bool isTerminal() const;
    /// A line without its end; nullopt at the end of the input. Throws Error (Cancelled).
    [[nodiscard]] Task<std::optional<QString>> readLine(QString prompt, base::CancelToken cancel);
    /// Without echo on a terminal; a plain line from a pipe. Throws Error (CredentialMissing at the end of the input).
    [[nodiscard]] Task<base::SecretString> readSecret(QString prompt, base::CancelToken cancel);

    /// The bytes of one key press, without echo: a character in UTF-8, or the escape sequence of a special key. Throws
    /// Error where standard input is no terminal.
    [[nodiscard]] Task<QByteArray> readKey(base::CancelToken cancel);

    /// Words that may stand for the one that ends at the cursor; given the line up to there.
    void setCompleter(std::function<QStringList(const QString &line)> completer);
    void loadHistory(const QString &file);
    void addHistory(const QString &line);
    void saveHistory(const QString &file) const;

    struct Private;

private:
    std::shared_ptr<Private> d;
};

/// The first line of a descriptor as a secret, read byte by byte so that what follows stays there. Blocks; for
/// --password-stdin and --password-fd. Throws Error (CredentialMissing).
[[nodiscard]] base::SecretString readSecretLine(int descriptor);

} // namespace rejoin::cli
