#pragma once

#include "core/lab/engine/engine.h"
#include "core/lab/labstream.h"
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

/// One command of a shell: its pipeline's streams go into its LabStream, until it is done and beyond.
class LabCommand final : public PipelineSink, public std::enable_shared_from_this<LabCommand>
{
public:
    LabCommand(const QUuid &id, QString commandLine, std::shared_ptr<LabProtocol> protocol,
               std::shared_ptr<LabStream> stream);

    [[nodiscard]] QUuid id() const { return m_id; }
    /// As enumerated.
    [[nodiscard]] wsman::CommandInfo info() const;
    [[nodiscard]] const std::shared_ptr<LabStream> &stream() const { return m_stream; }
    [[nodiscard]] base::CancelToken cancelToken() const { return m_cancel.token(); }

    // --- what the client sends ---
    void setRequest(const psrp::CreatePipeline &request);
    [[nodiscard]] bool hasRequest() const { return m_request.has_value(); }
    [[nodiscard]] const psrp::CreatePipeline &request() const { return *m_request; }
    void addInput(const clixml::Value &value) { m_input.append(value); }
    void endInput() { m_inputOpen = false; }
    [[nodiscard]] const QList<clixml::Value> &input() const { return m_input; }
    /// CREATE_PIPELINE is complete and so is its input.
    [[nodiscard]] bool isReady() const { return m_request && !m_inputOpen && !m_started && !m_done; }
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
    [[nodiscard]] bool isDone() const { return m_done; }
    /// Waits for an answer of a host call that a client has fetched.
    [[nodiscard]] bool isPending() const { return !m_calls.empty(); }
    /// The final state went to a client: no longer listed.
    void setReceived() { m_received = true; }
    [[nodiscard]] bool isReceived() const { return m_received; }
    /// Whose client may receive from it: p:SessionId.
    QUuid attachedTo;

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
    QUuid m_id;
    QString m_commandLine;
    std::shared_ptr<LabProtocol> m_protocol;
    std::shared_ptr<LabStream> m_stream;
    base::CancelSource m_cancel;
    std::optional<psrp::CreatePipeline> m_request;
    QList<clixml::Value> m_input;
    bool m_inputOpen = true;
    bool m_started = false;
    bool m_done = false;
    bool m_received = false;
    std::map<qint64, base::Awaitable<psrp::HostResponse>::Handle> m_calls;
};

} // namespace rejoin::lab
