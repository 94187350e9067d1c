#include "core/cmdlets/runner.h"

#include "core/cmdlets/evaluate.h"
#include "core/cmdlets/invocation.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

/// A thrown Error outside of a cmdlet's own handling: parser, binder, evaluation.
void reportTerminating(RunnerState &state, const Error &error, const QString &command)
{
    state.failed = true;
    CommandError report;
    report.command = command;
    report.error = error;
    // Errors that end a cmdlet carry its type too, as PowerShell's do.
    const Cmdlet *cmdlet = findCmdlet(command);
    if (cmdlet && !error.id.isEmpty() && !error.id.contains(cmdlet->implementingType))
        report.error.id += u',' + cmdlet->implementingType;
    state.frontEnd->error(report);
}

/// Redirects of sessions that an earlier command found.
class ProgramRedirects final : public sessions::RedirectHandler
{
public:
    explicit ProgramRedirects(std::weak_ptr<RunnerState> state) : m_state(std::move(state)) {}
    void redirected(const QString &to) override
    {
        if (const auto state = m_state.lock())
            state->frontEnd->warning(redirectWarning(to));
    }
    Task<bool> mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel) override
    {
        const auto state = m_state.lock();
        if (!state)
            co_return false;
        const bool may = co_await state->frontEnd->mayLogInAt(std::move(question), cancel);
        co_return may;
    }

private:
    std::weak_ptr<RunnerState> m_state;
};

} // namespace

struct Runner::Private : public std::enable_shared_from_this<Runner::Private>
{
    std::shared_ptr<RunnerState> state = std::make_shared<RunnerState>();
};

Runner::Runner(sessions::SessionService *service, FrontEnd *frontEnd) : d(std::make_shared<Private>())
{
    d->state->service = service;
    d->state->frontEnd = frontEnd;
    service->setRedirectHandler(std::make_shared<ProgramRedirects>(d->state));
}

Runner::~Runner() = default;

Object Runner::variable(const QString &name) const
{
    return d->state->variable(name);
}

void Runner::setVariable(const QString &name, const Object &value)
{
    d->state->variables.insert(name.toLower(), value);
}

Task<Runner::Outcome> Runner::run(ast::Script script, base::CancelToken cancel, base::CancelToken giveUp)
{
    const auto state = d->state;
    state->giveUp = giveUp;
    Outcome outcome;
    state->failed = false;
    for (const ast::PipelinePtr &statement : std::as_const(script.statements)) {
        if (cancel.isCancelled())
            break;
        std::optional<Error> failure;
        bool stop = false;
        FrontEnd *frontEnd = state->frontEnd;
        std::function<void(const Object &)> emit = [frontEnd](const Object &object) { frontEnd->output(object); };
        try {
            co_await runStatement(state, statement, std::move(emit), cancel);
        } catch (const StopExecution &) {
            stop = true;
        } catch (const Error &error) {
            failure = error;
        }
        frontEnd->statementEnded();
        if (failure && failure->category == ErrorCategory::Cancelled)
            break;
        if (failure) {
            const QString command = statement->elements.isEmpty() ? QString() : statement->elements.first().command;
            const Cmdlet *cmdlet = findCmdlet(command);
            reportTerminating(*state, *failure, cmdlet ? cmdlet->name : command);
            outcome.usageError = outcome.usageError || failure->category == ErrorCategory::InvalidArgument;
        }
        if (stop)
            break;
    }
    outcome.failed = state->failed;
    co_return outcome;
}

Task<QList<sessions::SessionOutcome>> Runner::leave(base::CancelToken cancel)
{
    const auto state = d->state;
    QList<sessions::SessionPtr> open;
    for (const sessions::SessionPtr &session : std::as_const(state->toLeave))
        if (session->state() == remoting::SessionState::Opened)
            open << session;
    state->toLeave.clear();
    auto outcomes = co_await state->service->leave(open, std::nullopt, 0, nullptr, cancel);
    co_return outcomes;
}

} // namespace rejoin::cmdlets
