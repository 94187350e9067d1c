// Enter-PSSession: a live console in a session.

#include "core/base/spawn.h"
#include "core/cli/terminalfrontend.h"
#include "core/cmdlets/sessiontable.h"

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using cmdlets::visibleText;
using remoting::RemotePipeline;

namespace {

template <typename... F>
struct Overloaded : F...
{
    using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

} // namespace

void TerminalFrontEnd::showRemote(const psrp::PipelineEvent &event)
{
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
    if (!m_interactive)
        return false;
    m_interactive->cancel();
    return true;
}

Task<> TerminalFrontEnd::runInteractive(sessions::SessionPtr session, QString script, base::CancelToken cancel)
{
    psrp::CreatePipeline request = sessions::scriptPipeline(script, m_terminal->formatWidth());
    const std::shared_ptr<RemotePipeline> pipeline = co_await m_service->start(session, std::move(request), cancel);
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                     [this](const psrp::PipelineEvent &event) { showRemote(event); });
    sessions::bridgeHost(pipeline, m_host);
    std::weak_ptr<RemotePipeline> weak = pipeline;
    const auto registration = cancel.onCancel([weak] {
        if (const auto running = weak.lock())
            base::spawn(running->stop());
    });
    pipeline->begin();
    const psrp::PipelineState state = co_await pipeline->finished();
    if (const auto reason = pipeline->reason(); state == psrp::PipelineState::Failed && reason) {
        cmdlets::CommandError error;
        error.remote = *reason;
        this->error(error);
    }
    m_terminal->status({});
}

Task<> TerminalFrontEnd::interact(sessions::SessionPtr session, base::CancelToken cancel)
{
    const QString prompt = u"[%1]: PS> "_s.arg(visibleText(session->computerName()));
    while (!cancel.isCancelled()) {
        const std::optional<QString> line = co_await m_input->readLine(prompt, cancel);
        if (!line || line->trimmed().compare("exit"_L1, Qt::CaseInsensitive) == 0)
            co_return;
        if (line->trimmed().isEmpty())
            continue;
        m_input->addHistory(*line);
        m_interactive = std::make_shared<base::CancelSource>();
        std::optional<Error> failure;
        try {
            co_await runInteractive(session, *line, m_interactive->token());
        } catch (const Error &error) {
            failure = error;
        }
        m_interactive.reset();
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
