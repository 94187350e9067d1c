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
    /// Sends PUBLIC_KEY_REQUEST, once.
    std::function<void()> askForKey;

    /// Inside of the engine a SecureString is as 2.4 writes it, so that it outlives the client whose key it came with.
    [[nodiscard]] clixml::Value opened(const clixml::Value &value) const;
    [[nodiscard]] clixml::Value sealed(const clixml::Value &value);
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
    void addInput(const clixml::Value &value) { m_input.append(m_protocol->opened(value)); }
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
    /// Resumes when nothing of its output waits for the client's key any more.
    [[nodiscard]] Task<> released(base::CancelToken cancel);
    /// The client's key came.
    void release();

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
    using Making = std::function<QByteArray()>;
    /// A message on its stream, after those that wait for a key.
    void say(Making make, bool droppable = true);

    std::shared_ptr<LabProtocol> m_protocol;
    std::vector<std::pair<Making, bool>> m_held; ///< messages that wait for the client's key, in order
    QList<base::Awaitable<bool>::Handle> m_releases;
    base::CancelSource m_cancel;
    std::optional<psrp::CreatePipeline> m_request;
    QList<clixml::Value> m_input;
    bool m_inputOpen = true;
    bool m_started = false;
    std::map<qint64, base::Awaitable<psrp::HostResponse>::Handle> m_calls;
};

} // namespace rejoin::lab
