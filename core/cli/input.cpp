#include "core/cli/input.h"

#include "core/base/awaitable.h"

#include <QSocketNotifier>

// libedit's readline interface has no header guards for C++ keywords; it is C.
#include <editline/readline.h>

#include <cstring>
#include <termios.h>
#include <unistd.h>

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr std::size_t longestSecret = 4096; // bytes
constexpr qsizetype longestLine = 1 << 20;  // bytes
constexpr int historyLength = 1000;

Error noSecret()
{
    return {ErrorCategory::CredentialMissing, u"CredentialMissing"_s,
            Text(QT_TRANSLATE_NOOP("core", "A password is needed, but the input ended before one came.")),
            Text(QT_TRANSLATE_NOOP("core", "Give it as the first line of standard input with --password-stdin, or run "
                                           "rejoinctl in a terminal."))};
}

/// A secret on its way in; wiped whatever happens.
class SecretBuffer
{
public:
    ~SecretBuffer() { base::wipe(m_bytes, sizeof m_bytes); }
    void add(char c)
    {
        if (m_size == longestSecret)
            throw Error(ErrorCategory::LimitExceeded, u"SecretTooLong"_s,
                        Text(QT_TRANSLATE_NOOP("core", "The password is longer than 4096 bytes.")));
        m_bytes[m_size++] = c;
    }
    void removeLast()
    {
        // One character of UTF-8.
        while (m_size > 0 && (m_bytes[m_size - 1] & 0xC0) == 0x80)
            --m_size;
        if (m_size > 0)
            --m_size;
    }
    [[nodiscard]] base::SecretString take() const
    {
        std::size_t size = m_size;
        while (size > 0 && m_bytes[size - 1] == '\r')
            --size;
        return base::SecretString::fromUtf8(QByteArrayView(m_bytes, static_cast<qsizetype>(size)));
    }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

private:
    char m_bytes[longestSecret];
    std::size_t m_size = 0;
};

/// Turns the terminal's echo and line editing off while it lives.
class SilentTerminal
{
public:
    SilentTerminal()
    {
        m_changed = tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON);
        silent.c_cc[VMIN] = 1;
        silent.c_cc[VTIME] = 0;
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal()
    {
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;

private:
    termios m_before{};
    bool m_changed = false;
};

// libedit calls back plain functions, so what they reach has to be reachable from one: the Input that is reading.
Input::Private *reading = nullptr;

} // namespace

struct Input::Private
{
    std::function<QStringList(const QString &)> completer;
    QStringList matches;
    QByteArray buffer; ///< of a pipe
    bool ended = false;
    std::function<void(std::optional<QString>)> lineDone;
};

namespace {

void lineRead(char *line)
{
    if (!reading || !reading->lineDone)
        return;
    std::optional<QString> text;
    if (line) {
        text = QString::fromLocal8Bit(line);
        std::free(line); // libedit gives it with malloc
    }
    reading->lineDone(text);
}

char *nextMatch(const char *, int state)
{
    if (!reading || state >= reading->matches.size())
        return nullptr;
    return strdup(reading->matches.at(state).toLocal8Bit().constData());
}

char **complete(const char *, int, int end)
{
    rl_attempted_completion_over = 1;
    if (!reading || !reading->completer)
        return nullptr;
    reading->matches = reading->completer(QString::fromLocal8Bit(rl_line_buffer, end));
    return reading->matches.isEmpty() ? nullptr : rl_completion_matches("", nextMatch);
}

} // namespace

Input::Input() : d(std::make_shared<Private>())
{
}

Input::~Input()
{
    if (reading == d.get())
        reading = nullptr;
}

bool Input::isTerminal() const
{
    return isatty(STDIN_FILENO) == 1;
}

void Input::setCompleter(std::function<QStringList(const QString &)> completer)
{
    d->completer = std::move(completer);
}

void Input::loadHistory(const QString &file)
{
    stifle_history(historyLength);
    read_history(file.toLocal8Bit().constData());
}

void Input::addHistory(const QString &line)
{
    if (!line.trimmed().isEmpty())
        add_history(line.toLocal8Bit().constData());
}

void Input::saveHistory(const QString &file) const
{
    write_history(file.toLocal8Bit().constData());
}

Task<std::optional<QString>> Input::readLine(QString prompt, base::CancelToken cancel)
{
    cancel.check();
    const auto self = d;
    base::Awaitable<std::optional<QString>> result;
    const auto handle = result.handle();
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    if (isTerminal()) {
        reading = self.get();
        self->lineDone = [handle, &notifier](const std::optional<QString> &line) {
            notifier.setEnabled(false);
            handle.resolve(line);
        };
        rl_attempted_completion_function = complete;
        rl_callback_handler_install(prompt.toLocal8Bit().constData(), lineRead);
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [] { rl_callback_read_char(); });
    } else {
        const auto takeLine = [self, handle, &notifier] {
            const qsizetype end = self->buffer.indexOf('\n');
            if (end < 0 && !self->ended && self->buffer.size() < longestLine)
                return false;
            notifier.setEnabled(false);
            if (end < 0 && self->buffer.isEmpty()) {
                handle.resolve(std::nullopt);
                return true;
            }
            QByteArray line = self->buffer.left(end < 0 ? self->buffer.size() : end);
            self->buffer.remove(0, end < 0 ? self->buffer.size() : end + 1);
            if (line.endsWith('\r'))
                line.chop(1);
            handle.resolve(QString::fromUtf8(line));
            return true;
        };
        if (!takeLine())
            QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [self, takeLine] {
                char bytes[4096];
                const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
                if (count > 0)
                    self->buffer.append(bytes, count);
                else if (count == 0 || errno != EINTR)
                    self->ended = true;
                takeLine();
            });
    }
    std::exception_ptr failure;
    std::optional<QString> line;
    try {
        line = co_await result;
    } catch (...) {
        failure = std::current_exception();
    }
    if (self->lineDone) {
        self->lineDone = nullptr;
        rl_callback_handler_remove();
    }
    if (failure)
        std::rethrow_exception(failure);
    co_return line;
}

Task<base::SecretString> Input::readSecret(QString prompt, base::CancelToken cancel)
{
    cancel.check();
    if (!isTerminal()) {
        const std::optional<QString> line = co_await readLine(prompt, cancel);
        if (!line)
            throw noSecret();
        co_return base::SecretString::fromUtf16(*line);
    }
    const SilentTerminal silent;
    const QByteArray words = prompt.toLocal8Bit();
    (void)!::write(STDERR_FILENO, words.constData(), static_cast<std::size_t>(words.size()));
    const auto secret = std::make_shared<SecretBuffer>();
    base::Awaitable<bool> result;
    const auto handle = result.handle();
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [secret, handle, &notifier] {
        char c = 0;
        const ssize_t count = ::read(STDIN_FILENO, &c, 1);
        const bool end = count <= 0 || c == '\n' || c == '\r' || (c == 4 && secret->isEmpty());
        if (end) {
            notifier.setEnabled(false);
            if (count > 0 && c != 4)
                handle.resolve(true);
            else
                handle.fail(noSecret());
        } else if (c == 0x7F || c == '\b') {
            secret->removeLast();
        } else {
            try {
                secret->add(c);
            } catch (const Error &error) {
                notifier.setEnabled(false);
                handle.fail(error);
            }
        }
    });
    std::exception_ptr failure;
    try {
        (void)co_await result;
    } catch (...) {
        failure = std::current_exception();
    }
    (void)!::write(STDERR_FILENO, "\n", 1);
    if (failure)
        std::rethrow_exception(failure);
    co_return secret->take();
}

Task<QByteArray> Input::readKey(base::CancelToken cancel)
{
    cancel.check();
    if (!isTerminal())
        throw Error(ErrorCategory::Local, u"NoKeyboard"_s,
                    Text(QT_TRANSLATE_NOOP("core", "The command waits for a key press, and there is no terminal.")),
                    Text(QT_TRANSLATE_NOOP("core", "Run rejoinctl in a terminal.")));
    const SilentTerminal silent;
    base::Awaitable<QByteArray> result;
    const auto handle = result.handle();
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [handle, &notifier] {
        // A terminal delivers a key's bytes together.
        char bytes[32];
        const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (count < 0 && errno == EINTR)
            return;
        notifier.setEnabled(false);
        if (count > 0)
            handle.resolve(QByteArray(bytes, count));
        else
            handle.fail(Error::cancelled());
    });
    const QByteArray key = co_await result;
    co_return key;
}

base::SecretString readSecretLine(int descriptor)
{
    SecretBuffer secret;
    while (true) {
        char c = 0;
        const ssize_t count = ::read(descriptor, &c, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 || (count == 0 && secret.isEmpty()))
            throw noSecret();
        if (count == 0 || c == '\n')
            return secret.take();
        secret.add(c);
    }
}

} // namespace rejoin::cli
