#pragma once

#include "core/psrp/capability.h"
#include "core/psrp/runspacepool.h"
#include "core/psrp/sessionkey.h"

#include <QHash>

// What RunspacePool and its Pipelines share. Not for other layers.
namespace rejoin::psrp {

/// What is done to a pipeline; pipeline.cpp has the table.
enum class PipelineAction : quint8 {
    Start,
    Input,
    Receive,
    Stop,
    Disconnect,
    Reconnect,
    TakeRunning,
    TakeStopping,
    TakeDisconnected,
    TakeStopped,
    TakeCompleted,
    TakeFailed,
};

/// The state after action. Throws Error (InvalidState, "InvalidPipelineState").
[[nodiscard]] PipelineState nextState(PipelineAction action, PipelineState state);

struct RunspacePool::Private
{
    Private(const QUuid &poolId, const PoolOptions &poolOptions)
        : id(poolId),
          options(poolOptions),
          minRunspaces(poolOptions.minRunspaces),
          maxRunspaces(poolOptions.maxRunspaces)
    {
        if (options.maximumReceivedObject)
            defragmenter.setMaximumObject(*options.maximumReceivedObject);
    }

    QUuid id;
    PoolOptions options;
    PoolState state = PoolState::BeforeOpen;
    Fragmenter fragmenter;
    Defragmenter defragmenter;
    QString serverProtocol;
    clixml::Value privateData;
    int minRunspaces = 1;
    int maxRunspaces = 1;
    /// Counts asked for, in force once the server says yes.
    QHash<qint64, std::pair<MessageType, int>> pendingCounts;
    SessionKey key;
    /// States of the pipelines that live; each is taken out by its Pipeline's destructor.
    std::vector<PipelineState *> pipelines;

    /// Throws Error (InvalidState) unless messages may be sent.
    void requireSend() const;
    [[nodiscard]] QList<QByteArray> fragments(MessageType type, const QUuid &pipeline, const clixml::Value &data);
    [[nodiscard]] QByteArray bytes(MessageType type, const QUuid &pipeline, const clixml::Value &data);
    /// Decodes and checks that the message is for a client and of this pool.
    [[nodiscard]] Message decode(QByteArray bytes) const;
    void endPipelines(PipelineState with);
    [[nodiscard]] bool plainSecrets() const;
    void checkCapability(const Message &message, QList<PoolEvent> &events);
    void take(Message &&message, QList<PoolEvent> &events);
};

} // namespace rejoin::psrp
