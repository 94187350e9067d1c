#include "core/cli/program.h"

#include "core/base/awaitable.h"
#include "core/cli/completion.h"
#include "core/cli/input.h"
#include "core/cli/terminal.h"
#include "core/cli/terminalfrontend.h"
#include "core/cmdlets/parser.h"
#include "core/cmdlets/runner.h"
#include "core/cmdlets/sessiontable.h"
#include "core/output/savedoutputstore.h"
#include "core/text/errortext.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr int exitDone = 0;
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int exitInterrupted = 130;
constexpr qint64 largestFile = 16 << 20; // bytes

Error unreadable(const QString &path, const QString &why)
{
    return {ErrorCategory::Local, u"FileNotReadable"_s,
            Text(QT_TRANSLATE_NOOP("core", "The file %1 cannot be read: %2"), {path, why}),
            Text(QT_TRANSLATE_NOOP("core", "Check the path."))};
}

} // namespace

struct Program::Private : public std::enable_shared_from_this<Program::Private>
{
    Private(ProgramOptions programOptions, sessions::SessionService *sessionService)
        : options(std::move(programOptions)),
          service(sessionService),
          frontEnd(options, &terminal, &input, sessionService),
          runner(sessionService, &frontEnd)
    {
        if (const auto store = service->savedOutput())
            QObject::connect(store.get(), &output::SavedOutputStore::failed, &context, [this](const Error &error) {
                const text::ErrorWords words = text::describe(error);
                frontEnd.warning(words.sentence + u' ' + words.advice);
            });
    }

    ProgramOptions options;
    sessions::SessionService *service;
    Terminal terminal;
    Input input;
    TerminalFrontEnd frontEnd;
    cmdlets::Runner runner;
    QObject context; ///< of connections that end with this
    std::shared_ptr<base::CancelSource> running = std::make_shared<base::CancelSource>();
    std::shared_ptr<base::CancelSource> waiting = std::make_shared<base::CancelSource>();
    std::shared_ptr<base::CancelSource> leaving = std::make_shared<base::CancelSource>();

    void write(const Error &error)
    {
        cmdlets::CommandError report;
        report.error = error;
        frontEnd.error(report);
    }

    [[nodiscard]] QString historyFile() const
    {
        const QString directory = options.profile.isEmpty()
                                      ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                      : options.profile;
        QDir().mkpath(directory);
        return directory + u"/history"_s;
    }

    /// What a session says of its connection, on the warning or the error stream.
    void say(const remoting::LineNotice &notice)
    {
        if (!notice.isError()) {
            frontEnd.warning(text::translated(notice.message));
            return;
        }
        Error error = notice.error.value_or(Error());
        error.id = notice.id;
        error.message = notice.message;
        write(error);
        connectionLost = true;
    }
    bool connectionLost = false;
    QMetaObject::Connection following;

    [[nodiscard]] static Task<int> prompt(std::shared_ptr<Private> self);
    [[nodiscard]] static Task<> leave(std::shared_ptr<Private> self);
    [[nodiscard]] static Task<> drain(std::shared_ptr<Private> self);
    [[nodiscard]] static Task<int> run(std::shared_ptr<Private> self);
    [[nodiscard]] static Task<> applyNetwork(std::shared_ptr<Private> self);

    /// Statements of a file, a script or the words of the shell.
    [[nodiscard]] cmdlets::ast::Script parsed(const QString &text) const
    {
        return options.form == ProgramOptions::Form::Words ? cmdlets::parseWords(options.words)
                                                           : cmdlets::parseScript(text);
    }
    [[nodiscard]] static Task<QString> source(std::shared_ptr<Private> self);
};

Program::Program(ProgramOptions options, sessions::SessionService *service)
    : d(std::make_shared<Private>(std::move(options), service))
{
    const std::weak_ptr<Private> weak = d;
    d->following = QObject::connect(service, &sessions::SessionService::noticed, service,
                                    [weak](const sessions::SessionPtr &, const remoting::LineNotice &notice) {
                                        if (const auto self = weak.lock())
                                            self->say(notice);
                                    });
}

Program::~Program()
{
    QObject::disconnect(d->following);
}

void Program::interrupt()
{
    if (d->frontEnd.interruptInteraction())
        return;
    if (!d->running->isCancelled()) {
        d->running->cancel();
        return;
    }
    // Again: what did not stop is not waited for, sessions are disconnected. A third time, that neither.
    if (!d->waiting->isCancelled()) {
        d->waiting->cancel();
        return;
    }
    d->leaving->cancel();
}

Task<QString> Program::Private::source(std::shared_ptr<Private> self)
{
    if (self->options.form != ProgramOptions::Form::File)
        co_return self->options.text;
    if (self->options.text != "-"_L1) {
        QFile file(self->options.text);
        if (!file.open(QIODevice::ReadOnly))
            throw unreadable(self->options.text, file.errorString());
        if (file.size() > largestFile)
            throw unreadable(self->options.text, u"larger than 16 MiB"_s);
        co_return QString::fromUtf8(file.readAll());
    }
    QString text;
    while (true) {
        const std::optional<QString> line = co_await self->input.readLine(QString(), self->running->token());
        if (!line)
            co_return text;
        text += *line + u'\n';
    }
}

Task<int> Program::Private::prompt(std::shared_ptr<Private> self)
{
    const bool terminal = self->input.isTerminal();
    const QString history = terminal ? self->historyFile() : QString();
    if (terminal) {
        self->input.loadHistory(history);
        const sessions::SessionRegistry *registry = self->service->registry();
        self->input.setCompleter([registry](const QString &line) { return completions(line, *registry); });
        self->terminal.err(u"Rejoin. 'Get-PSSession -ComputerName …' finds sessions; 'help' lists the commands; 'exit' "
                           "leaves."_s);
    }
    int status = exitDone;
    QString pending;
    while (!self->terminal.isBroken()) {
        // Each statement can be stopped on its own.
        if (self->running->isCancelled()) {
            self->running = std::make_shared<base::CancelSource>();
            self->waiting = std::make_shared<base::CancelSource>();
            self->leaving = std::make_shared<base::CancelSource>();
        }
        std::optional<QString> line;
        bool interrupted = false;
        try {
            line = co_await self->input.readLine(pending.isEmpty() ? u"rejoin> "_s : u">> "_s, self->running->token());
        } catch (const Error &error) {
            interrupted = error.category == ErrorCategory::Cancelled;
            if (!interrupted)
                throw;
        }
        if (interrupted) {
            pending.clear();
            self->terminal.errRaw(u"\n"_s);
            continue;
        }
        if (!line || (pending.isEmpty() && line->trimmed().compare("exit"_L1, Qt::CaseInsensitive) == 0))
            break;
        pending += *line + u'\n';
        if (cmdlets::isIncomplete(pending) && !line->trimmed().isEmpty())
            continue;
        const QString statement = std::exchange(pending, QString());
        if (statement.trimmed().isEmpty())
            continue;
        if (terminal)
            self->input.addHistory(statement.trimmed());
        std::optional<Error> failure;
        try {
            const QStringList words = statement.split(u' ', Qt::SkipEmptyParts);
            if (words.value(0).trimmed().compare("help"_L1, Qt::CaseInsensitive) == 0) {
                self->terminal.out(helpText(words.value(1).trimmed()));
            } else {
                const cmdlets::ast::Script script = cmdlets::parseScript(statement);
                const cmdlets::Runner::Outcome outcome =
                    co_await self->runner.run(script, self->running->token(), self->waiting->token());
                status = outcome.failed ? exitFailed : status;
            }
        } catch (const Error &error) {
            failure = error;
        }
        if (failure) {
            self->write(*failure);
            status = exitFailed;
        }
    }
    if (terminal)
        self->input.saveHistory(history);
    co_return status;
}

Task<> Program::Private::leave(std::shared_ptr<Private> self)
{
    const QList<sessions::SessionOutcome> outcomes = co_await self->runner.leave(self->leaving->token());
    for (const sessions::SessionOutcome &outcome : outcomes) {
        if (!outcome.session)
            continue;
        if (outcome.error) {
            self->write(*outcome.error);
            continue;
        }
        self->frontEnd.left(outcome.session, false);
    }
}

/// What a slow reader has not taken yet; the last interrupt gives it up.
Task<> Program::Private::drain(std::shared_ptr<Private> self)
{
    base::Awaitable<bool> drained;
    const auto handle = drained.handle();
    self->terminal.whenDrained([handle] { handle.resolve(true); });
    const auto registration = self->leaving->token().onCancel([handle] { handle.resolve(false); });
    co_await drained;
}

/// --proxy and --trust-host.
Task<> Program::Private::applyNetwork(std::shared_ptr<Private> self)
{
    if (self->options.proxyPasswordFd >= 0)
        self->frontEnd.setProxyPassword(readSecretLine(self->options.proxyPasswordFd));
    auto defaults = sessions::NetworkDefaults::fromWords(self->options.proxy, self->options.trustedHosts);
    if (defaults.proxy && !defaults.proxy->credential.userName.isEmpty()) {
        const QString user = defaults.proxy->credential.userName;
        defaults.proxy->credential = co_await self->frontEnd.proxyCredential(user, self->running->token());
    }
    self->service->setNetworkDefaults(defaults);
}

Task<int> Program::Private::run(std::shared_ptr<Private> self)
{
    int status = exitDone;
    std::optional<Error> failure;
    try {
        co_await applyNetwork(self);
        if (self->options.passwordFromStdin)
            self->frontEnd.setPassword(readSecretLine(0));
        else if (self->options.passwordFd >= 0)
            self->frontEnd.setPassword(readSecretLine(self->options.passwordFd));
        if (self->options.form == ProgramOptions::Form::Prompt) {
            status = co_await prompt(self);
        } else {
            const QString text = co_await source(self);
            const cmdlets::ast::Script script = self->parsed(text);
            const cmdlets::Runner::Outcome outcome =
                co_await self->runner.run(script, self->running->token(), self->waiting->token());
            const bool failed = outcome.failed || self->connectionLost;
            status = outcome.usageError ? exitUsage : failed ? exitFailed : exitDone;
        }
    } catch (const Error &error) {
        failure = error;
    }
    if (failure && failure->category != ErrorCategory::Cancelled) {
        self->write(*failure);
        status = failure->category == ErrorCategory::InvalidArgument ? exitUsage : exitFailed;
    }
    self->frontEnd.finish();
    // Nothing is left half open, however the statements ended.
    std::optional<Error> notLeft;
    try {
        co_await leave(self);
    } catch (const Error &error) {
        notLeft = error;
    }
    if (notLeft && notLeft->category != ErrorCategory::Cancelled) {
        self->write(*notLeft);
        status = status == exitDone ? exitFailed : status;
    }
    co_await drain(self);
    const bool interrupted = self->options.form != ProgramOptions::Form::Prompt && self->running->isCancelled();
    co_return interrupted ? exitInterrupted : status;
}

Task<int> Program::run()
{
    const auto self = d;
    const int status = co_await Private::run(self);
    co_return status;
}

} // namespace rejoin::cli
