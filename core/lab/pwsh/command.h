#pragma once

#include "core/base/cancel.h"
#include "core/clixml/records.h"
#include "core/lab/labcommand.h"
#include "core/lab/pwsh/objects.h"
#include "core/psrp/hostcall.h"
#include "core/psrp/states.h"

#include <QSet>

namespace rejoin::lab::pwsh {

/// One command of a real engine: its messages pass through as they are; the states and host calls among them are
/// read, so that WS-Management's own state is right.
class Command final : public LabCommand
{
public:
    Command(const QUuid &id, const QString &commandLine, std::shared_ptr<LabStream> stream);

    /// What the engine sent for it. Gives the host calls in it that wait for an answer.
    [[nodiscard]] QList<psrp::HostCall> take(QByteArrayView fragments);
    /// A client answered.
    void answered(qint64 callId) { m_calls.remove(callId); }
    [[nodiscard]] bool isPending() const override { return !m_calls.isEmpty() && !isDone(); }

    /// From here on its buffer takes all that comes: it is being stopped.
    void stopHolding();
    [[nodiscard]] bool holds() const { return m_holds; }
    [[nodiscard]] base::CancelToken holdToken() const { return m_holding.token(); }
    /// Stopped, and whoever waits for its end is woken.
    void abandon();

    [[nodiscard]] std::optional<psrp::PipelineState> finalState() const { return m_finalState; }
    [[nodiscard]] const std::optional<clixml::ErrorRecord> &reason() const { return m_reason; }
    /// Resumes when it is done or abandoned.
    [[nodiscard]] Task<> finished();

private:
    MessageGatherer m_gatherer;
    QSet<qint64> m_calls;
    bool m_holds = true;
    base::CancelSource m_holding;
    std::optional<psrp::PipelineState> m_finalState;
    std::optional<clixml::ErrorRecord> m_reason;
    base::Awaitable<bool> m_finished;
};

} // namespace rejoin::lab::pwsh
