// Invoke-Command.

#include "core/cmdlets/commands/commands.h"
#include "core/cmdlets/plaincommand.h"
#include "core/cmdlets/remotenotes.h"
#include "core/cmdlets/secrets.h"
#include "core/cmdlets/usingvariables.h"

#include <QFile>

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using remoting::RemotePipeline;
using sessions::SessionOutcome;
using sessions::SessionPtr;

QString scriptOf(const BoundCommand &bound)
{
    if (!bound.has("FilePath"))
        return bound.text("ScriptBlock");
    constexpr qint64 largestScript = 16 << 20;
    QFile file(bound.text("FilePath"));
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestScript)
        throw Error(ErrorCategory::Local, QStringLiteral("FilePathNotReadable"),
                    Text(QT_TRANSLATE_NOOP("core", "The script file %1 cannot be read: %2"),
                         {file.fileName(), file.isOpen() ? QStringLiteral("larger than 16 MiB") : file.errorString()}),
                    Text(QT_TRANSLATE_NOOP("core", "-FilePath is a file of this computer; its text is run in the "
                                                   "session.")));
    return QString::fromUtf8(file.readAll());
}

/// What is to be run, before it is known where: secrets are written anew for each session.
struct Wanted
{
    Wanted() = default;
    QString script;
    QList<std::pair<QString, Object>> arguments; ///< an empty name is positional
};

std::shared_ptr<const Wanted> wantedOf(const InvocationPtr &call)
{
    const BoundCommand &bound = call->bound();
    const UsingResult script = replaceUsing(scriptOf(bound), call->state()->variables);
    auto wanted = std::make_shared<Wanted>();
    wanted->script = script.text;
    for (const auto &[name, value] : script.values)
        wanted->arguments.append(std::pair(name, value));
    for (const Object &argument : bound.value("ArgumentList").items())
        wanted->arguments.append(std::pair(QString(), argument));
    return wanted;
}

Task<psrp::CreatePipeline> requestIn(InvocationPtr call, SessionPtr session, std::shared_ptr<const Wanted> wanted)
{
    psrp::CreatePipeline request = sessions::scriptPipeline(wanted->script);
    for (const auto &[name, argument] : wanted->arguments) {
        const clixml::Value value = co_await valueFor(argument, session, call->cancel());
        request.commands.first().parameters.append(psrp::CommandParameter{name, value});
    }
    request.noInput = !call->bound().has("InputObject");
    co_return request;
}

/// Starts it and gives it its -InputObject.
Task<std::shared_ptr<RemotePipeline>> startIn(InvocationPtr call, SessionPtr session, psrp::CreatePipeline request)
{
    const bool hasInput = !request.noInput;
    const std::shared_ptr<RemotePipeline> pipeline =
        co_await call->service()->start(session, std::move(request), call->cancel());
    if (hasInput) {
        const ObjectList items = call->bound().value("InputObject").items();
        for (const Object &item : items) {
            const clixml::Value value = co_await valueFor(item, session, call->cancel());
            co_await pipeline->sendInput(value, call->cancel());
        }
        co_await pipeline->endInput(call->cancel());
    }
    co_return pipeline;
}

/// Once, in the form that the endpoint takes. True when it refused that form and another one is to be tried.
Task<bool> runFitted(InvocationPtr call, SessionPtr session, std::shared_ptr<const Wanted> wanted)
{
    const psrp::CreatePipeline whole = co_await requestIn(call, session, wanted);
    const psrp::CreatePipeline sent = fitted(whole, session->limits());
    const std::shared_ptr<RemotePipeline> pipeline = co_await startIn(call, session, sent);
    pipeline->saveOutput();
    const RemoteNotes notes = call->bound().isSet("HideComputerName") ? RemoteNotes::Hidden : RemoteNotes::Set;
    const auto refused = std::make_shared<bool>(false);
    std::function<bool(const clixml::ErrorRecord &)> isRefusal = [session, sent,
                                                                  refused](const clixml::ErrorRecord &reason) {
        *refused = learnsFrom(reason, sent, &session->limits());
        return *refused;
    };
    (void)co_await followPipeline(call, session, pipeline, notes, std::move(isRefusal));
    co_return *refused;
}

Task<> runIn(InvocationPtr call, SessionPtr session, std::shared_ptr<const Wanted> wanted)
{
    std::optional<Error> failure;
    try {
        bool again = true;
        while (again) // each refusal teaches something, so there are few
            again = co_await runFitted(call, session, wanted);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure)
        call->error(*failure, session->computerName());
}

void refuse(const BoundCommand &bound)
{
    for (const char *name : {"AsJob", "JobName", "RemoteDebug", "NoNewScope", "EnableNetworkAccess"}) {
        if (bound.has(name))
            throw Error(
                ErrorCategory::Unsupported, QStringLiteral("ParameterNotOffered"),
                Text(QT_TRANSLATE_NOOP("core", "-%1 has no meaning in rejoinctl: it has no job table of its own."),
                     {QLatin1String(name)}),
                Text(QT_TRANSLATE_NOOP("core", "Start the job in the session instead: Invoke-Command -Session $s "
                                               "{ Start-Job { … } }.")));
    }
}

/// -InDisconnectedSession: start, then leave it running in a disconnected session.
Task<> startDisconnected(InvocationPtr call, SessionPtr session, std::shared_ptr<const Wanted> wanted)
{
    std::optional<Error> failure;
    try {
        // Nothing is received: all of its output stays buffered at the server.
        const psrp::CreatePipeline request = co_await requestIn(call, session, wanted);
        (void)co_await startIn(call, session, request);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure) {
        call->error(*failure, session->computerName());
        co_return;
    }
    const QList<SessionPtr> list{session};
    const QList<SessionOutcome> outcomes =
        co_await call->service()->leave(list, std::nullopt, 0, nullptr, call->cancel());
    if (!outcomes.first().error)
        call->frontEnd()->left(session, false);
    writeOutcomes(call, outcomes, true);
}

Task<> forEachSession(InvocationPtr call, QList<SessionPtr> sessions, std::shared_ptr<const Wanted> wanted,
                      Task<> (*work)(InvocationPtr, SessionPtr, std::shared_ptr<const Wanted>))
{
    QList<std::function<Task<>()>> jobs;
    for (const SessionPtr &session : std::as_const(sessions))
        jobs << [call, session, wanted, work]() { return work(call, session, wanted); };
    const int limit = static_cast<int>(call->bound().integer("ThrottleLimit").value_or(0));
    co_await runThrottled(std::move(jobs), limit, call->cancel());
}

} // namespace

Task<> invokeCommand(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    refuse(bound);
    if (bound.setName == QLatin1String("InProcess"))
        throw Error(
            ErrorCategory::Unsupported, QStringLiteral("InvokeCommandNeedsTarget"),
            Text(QT_TRANSLATE_NOOP("core", "Invoke-Command needs a session, a computer or a URI: rejoinctl runs "
                                           "nothing on this computer.")),
            Text(QT_TRANSLATE_NOOP("core", "Give -Session $s or -ComputerName.")));
    const std::shared_ptr<const Wanted> wanted = wantedOf(call);
    if (bound.has("Session")) {
        co_await forEachSession(call, call->localSessions(), wanted, runIn);
        co_return;
    }
    const bool disconnected = bound.isSet("InDisconnectedSession");
    if (!disconnected && bound.has("SessionName"))
        throw Error(
            ErrorCategory::InvalidArgument, QStringLiteral("SessionNameWithoutInvokeDisconnected"),
            Text(QT_TRANSLATE_NOOP("core", "-SessionName names the session that -InDisconnectedSession leaves.")),
            Text(QT_TRANSLATE_NOOP("core", "Add -InDisconnectedSession, or leave -SessionName out.")));
    const QList<SessionPtr> created = co_await createSessions(call, bound.texts("SessionName"));
    if (disconnected) {
        co_await forEachSession(call, created, wanted, startDisconnected);
        co_return;
    }
    std::exception_ptr failure;
    try {
        co_await forEachSession(call, created, wanted, runIn);
    } catch (...) {
        failure = std::current_exception();
    }
    // Sessions that Invoke-Command made for itself end with it, also when it was interrupted.
    const QList<SessionOutcome> removed = co_await call->service()->remove(created, 0, nullptr, call->state()->giveUp);
    for (const SessionPtr &session : created)
        call->state()->toLeave.removeAll(session);
    if (failure)
        std::rethrow_exception(failure);
    writeOutcomes(call, removed, false);
}

} // namespace rejoin::cmdlets
