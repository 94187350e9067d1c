// Enter-PSSession: a live console in a session.

#include "core/base/awaitable.h"
#include "core/base/overloaded.h"
#include "core/base/spawn.h"
#include "core/cli/terminalfrontend.h"
#include "core/cmdlets/keeppace.h"
#include "core/cmdlets/plaincommand.h"
#include "core/cmdlets/sessiontable.h"
#include "core/sessions/secondhop.h"

#include <QScopeGuard>

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using base::Overloaded;
using cmdlets::visibleText;
using remoting::RemotePipeline;

namespace {

Task<> resolveWithEnd(std::shared_ptr<RemotePipeline> pipeline, base::Awaitable<psrp::PipelineState>::Handle end)
{
    const psrp::PipelineState state = co_await pipeline->finished();
    end.resolve(state);
}

} // namespace

void TerminalFrontEnd::showRemote(const psrp::PipelineEvent &event)
{
    const auto *output = std::get_if<psrp::OutputReceived>(&event);
    if (output && m_formatter && output->value.type() != clixml::Type::String) {
        const QStringList lines = m_formatter->add(output->value);
        for (const QString &line : lines)
            m_terminal->out(visibleText(line));
        return;
    }
    if (m_formatter && std::holds_alternative<psrp::OutputReceived>(event))
        finishObjects();
    std::visit(Overloaded{
                   // The remote side has formatted it: strings, as they are.
                   [this](const psrp::OutputReceived &e) { m_terminal->out(visibleText(e.value.text())); },
                   [this](const psrp::ErrorReceived &e) {
                       cmdlets::CommandError error;
                       error.remote = e.record;
                       this->error(error);
                   },
                   [this](const psrp::WarningReceived &e) { warning(e.record.message); },
                   [this](const psrp::VerboseReceived &e) { verbose(e.record.message); },
                   [this](const psrp::DebugReceived &e) { debug(e.record.message); },
                   [this](const psrp::InformationReceived &e) { information(e.record); },
                   [this](const psrp::ProgressReceived &e) { progress(e.record); },
                   [](const auto &) {},
               },
               event);
}

bool TerminalFrontEnd::interruptInteraction()
{
    // What was asked to stop and did not is not waited for any longer.
    if (!m_interactive || m_interactive->isCancelled())
        return false;
    m_interactive->cancel();
    return true;
}

Task<> TerminalFrontEnd::runInteractive(sessions::SessionPtr session, QString script, base::CancelToken cancel,
                                        base::CancelToken giveUp)
{
    const psrp::CreatePipeline asTyped = sessions::scriptPipeline(script, m_terminal->formatWidth());
    bool again = true;
    while (again) { // each refusal teaches something, so there are few
        const psrp::CreatePipeline request = cmdlets::fitted(asTyped, session->limits());
        again = co_await runFitted(session, request, cancel, giveUp);
    }
}

/// What a table still owes.
void TerminalFrontEnd::finishObjects()
{
    if (!m_formatter)
        return;
    const QStringList lines = m_formatter->finish();
    for (const QString &line : lines)
        m_terminal->out(visibleText(line));
}

/// True when the endpoint refused it in this form and it is to be sent in another one.
Task<bool> TerminalFrontEnd::runFitted(sessions::SessionPtr session, psrp::CreatePipeline request,
                                       base::CancelToken cancel, base::CancelToken giveUp)
{
    m_formatter.reset();
    if (!sessions::isFormattedRemotely(request))
        m_formatter = std::make_unique<clixml::OutputFormatter>(m_terminal->formatWidth());
    const psrp::CreatePipeline sent = request;
    const std::shared_ptr<RemotePipeline> pipeline = co_await m_service->start(session, std::move(request), cancel);
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                     [this, session](const psrp::PipelineEvent &event) {
                         showRemote(event);
                         const auto *error = std::get_if<psrp::ErrorReceived>(&event);
                         const auto hop = error ? sessions::secondHopNoteOnce(*session, error->record) : std::nullopt;
                         if (hop)
                             warning(hop->english());
                     });
    pipeline->saveOutput();
    cmdlets::keepPace(this, pipeline);
    sessions::bridgeHost(pipeline, m_host, session->computerName());
    std::weak_ptr<RemotePipeline> weak = pipeline;
    const auto registration = cancel.onCancel([weak] {
        if (const auto running = weak.lock())
            base::spawn(running->stop());
    });
    pipeline->begin();
    base::Awaitable<psrp::PipelineState> end;
    const auto handle = end.handle();
    const auto unwanted = giveUp.onCancel([handle] { handle.fail(Error::cancelled()); });
    base::spawn(resolveWithEnd(pipeline, handle), [handle](const Error &error) { handle.fail(error); });
    const psrp::PipelineState state = co_await end;
    finishObjects();
    if (const auto reason = pipeline->reason(); state == psrp::PipelineState::Failed && reason) {
        if (cmdlets::learnsFrom(*reason, sent, &session->limits()))
            co_return true;
        cmdlets::CommandError error;
        error.remote = *reason;
        this->error(error);
    }
    m_terminal->status({});
    co_return false;
}

namespace {

/// exit leaves the console; so do the names of the command that does it, which a restricted endpoint offers.
bool leaves(const QString &line)
{
    for (const auto &word : {"exit"_L1, "Exit-PSSession"_L1, "exsn"_L1}) {
        if (line.trimmed().compare(word, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

Task<> TerminalFrontEnd::interact(sessions::SessionPtr session, base::CancelToken cancel)
{
    const QString prompt = u"[%1]: PS> "_s.arg(visibleText(session->computerName()));
    QMetaObject::Connection poolCalls;
    if (const auto runspace = session->runspace())
        poolCalls = sessions::bridgePoolHost(runspace, m_host);
    const auto ended = qScopeGuard([&poolCalls] { QObject::disconnect(poolCalls); });
    while (!cancel.isCancelled()) {
        // Ctrl+C at the prompt clears the line; it does not leave the console.
        m_interactive = std::make_shared<base::CancelSource>();
        std::optional<QString> line;
        bool cleared = false;
        try {
            line = co_await m_input->readLine(prompt, m_interactive->token());
        } catch (const Error &error) {
            cleared = error.category == base::ErrorCategory::Cancelled;
            if (!cleared) {
                m_interactive.reset();
                throw;
            }
        }
        m_interactive.reset();
        if (cleared) {
            m_terminal->errRaw(u"\n"_s);
            continue;
        }
        if (!line || leaves(*line))
            co_return;
        if (line->trimmed().isEmpty())
            continue;
        m_input->addHistory(*line);
        m_interactive = std::make_shared<base::CancelSource>();
        std::optional<Error> failure;
        try {
            co_await runInteractive(session, *line, m_interactive->token(), cancel);
        } catch (const Error &error) {
            failure = error;
        }
        m_interactive.reset();
        if (failure && failure->category == base::ErrorCategory::Cancelled)
            throw *failure;
        if (failure) {
            cmdlets::CommandError error;
            error.error = *failure;
            this->error(error);
        }
        if (m_host->takeExitCode() || session->state() != remoting::SessionState::Opened)
            co_return;
    }
}

} // namespace rejoin::cli
