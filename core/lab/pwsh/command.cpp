#include "core/lab/pwsh/command.h"

#include "core/psrp/poolmessages.h"

namespace rejoin::lab::pwsh {

using psrp::MessageType;

Command::Command(const QUuid &id, const QString &commandLine, std::shared_ptr<LabStream> stream)
    : LabCommand(id, commandLine, std::move(stream))
{
}

QList<psrp::HostCall> Command::take(QByteArrayView fragments)
{
    QList<psrp::HostCall> calls;
    for (const auto &relayed : m_gatherer.add(fragments)) {
        bool droppable = relayed.isDroppable();
        if (relayed.type == MessageType::PipelineHostCall) {
            auto call = psrp::HostCall::fromValue(relayed.decode().data, id());
            droppable = !call.wantsAnswer();
            if (call.wantsAnswer()) {
                m_calls.insert(call.callId);
                calls.append(std::move(call));
            }
        } else if (relayed.type == MessageType::PipelineState) {
            const auto data = relayed.decode().data;
            qint64 unknown = 0;
            const auto state = psrp::knownPipelineState(data, unknown);
            if (state && psrp::isFinal(*state)) {
                m_finalState = *state;
                m_reason = psrp::stateReason(data);
                m_calls.clear();
                setDone();
                m_finished.handle().resolve(true);
            }
        }
        stream()->push(relayed.fragments, droppable);
    }
    return calls;
}

void Command::stopHolding()
{
    m_holds = false;
    m_holding.cancel();
}

void Command::abandon()
{
    stopHolding();
    stream()->close();
    m_finished.handle().resolve(false);
}

Task<> Command::finished()
{
    const auto self = shared_from_this();
    const bool done = co_await m_finished;
    Q_UNUSED(done)
}

} // namespace rejoin::lab::pwsh
