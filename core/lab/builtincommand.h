#pragma once

#include "core/lab/engine/engine.h"
#include "core/lab/labcommand.h"
#include "core/psrp/server.h"

#include <map>

namespace rejoin::lab {

/// The protocol state that a shell shares with its commands: they write messages of one object-id counter.
struct LabProtocol
{
    LabProtocol(const QUuid &id, const QString &version) : pool(id, version) {}
    psrp::ServerRunspacePool pool;
    qint64 lastCallId = 0;
};

/// One command of the built-in engine: its pipeline's streams become messages.
class BuiltinCommand final : public LabCommand, public PipelineSink
{
public:
    BuiltinCommand(const QUuid &id, const QString &commandLine, std::shared_ptr<LabProtocol> protocol,
                   std::shared_ptr<LabStream> stream);

    [[nodiscard]] base::CancelToken cancelToken() const { return m_cancel.token(); }

    // --- what the client sends ---
    void setRequest(const psrp::CreatePipeline &request);
    [[nodiscard]] bool hasRequest() const { return m_request.has_value(); }
    [[nodiscard]] const psrp::CreatePipeline &request() const { return *m_request; }
    void addInput(const clixml::Value &value) { m_input.append(value); }
    void endInput() { m_inputOpen = false; }
    [[nodiscard]] const QList<clixml::Value> &input() const { return m_input; }
    /// CREATE_PIPELINE is complete and so is its input.
    [[nodiscard]] bool isReady() const { return m_request && !m_inputOpen && !m_started && !isDone(); }
    /// False when no call with that id waits here.
    bool answer(const psrp::HostResponse &response);
    /// Stops the pipeline; its Stopped state follows on the stream.
    void stop() { m_cancel.cancel(); }
    /// Stops it and forgets its output: Signal Terminate, or the shell is gone.
    void abandon();

    // --- its way ---
    void started() { m_started = true; }
    [[nodiscard]] bool isStarted() const { return m_started; }
    void finished(const EngineOutcome &outcome);
    [[nodiscard]] bool isPending() const override { return !m_calls.empty(); }

    // --- PipelineSink ---
    void output(const clixml::Value &value) override;
    void error(const clixml::ErrorRecord &record) override;
    void warning(const clixml::InformationalRecord &record) override;
    void verbose(const clixml::InformationalRecord &record) override;
    void debug(const clixml::InformationalRecord &record) override;
    void information(const clixml::InformationRecord &record) override;
    void progress(const clixml::ProgressRecord &record) override;
    [[nodiscard]] Task<psrp::HostResponse> hostCall(psrp::HostCall call, base::CancelToken cancel) override;
    [[nodiscard]] Task<> room(base::CancelToken cancel) override;
    [[nodiscard]] std::optional<QByteArray> decryptSecret(const clixml::Value &value) const override;

private:
    std::shared_ptr<LabProtocol> m_protocol;
    base::CancelSource m_cancel;
    std::optional<psrp::CreatePipeline> m_request;
    QList<clixml::Value> m_input;
    bool m_inputOpen = true;
    bool m_started = false;
    std::map<qint64, base::Awaitable<psrp::HostResponse>::Handle> m_calls;
};

} // namespace rejoin::lab
