#pragma once

#include "core/base/awaitable.h"
#include "core/output/savedoutputstore.h"
#include "core/remoting/eventtwins.h"
#include "core/remoting/receiveloop.h"
#include "core/remoting/remotepipeline.h"
#include "core/remoting/runspacesession.h"

namespace rejoin::remoting {

struct RemotePipeline::Private
{
    Private(std::shared_ptr<psrp::RunspacePool> runspacePool, const QUuid &pipelineId)
        : pool(std::move(runspacePool)), pipeline(*pool, pipelineId)
    {
    }
    Private(std::shared_ptr<psrp::RunspacePool> runspacePool, const QUuid &pipelineId,
            psrp::Pipeline::Attached attached)
        : pool(std::move(runspacePool)), pipeline(*pool, pipelineId, attached)
    {
    }

    std::shared_ptr<psrp::RunspacePool> pool;
    psrp::Pipeline pipeline;
    std::weak_ptr<RunspaceSession> session;
    std::shared_ptr<RemoteShell> shell;
    QString computerName;
    std::chrono::milliseconds cancelTimeout{60000};
    QString commandLine;
    std::optional<clixml::ErrorRecord> reason;
    std::unique_ptr<ReceiveLoop> loop;
    EventTwins twins;
    std::shared_ptr<output::SavedOutputStore> store; ///< null: nothing is saved
    bool saves = false;
    QString saveLabel;
    std::shared_ptr<output::OutputWriter> saved;
    int holds = 0;
    bool stopping = false;
    bool pending = false;   ///< CommandState Pending was the last that the server said
    bool forgotten = false; ///< Signal Terminate was answered
    /// Set once it is over here: finally, or by a disconnect, or by a failure.
    std::optional<psrp::PipelineState> outcome;
    std::optional<base::Error> failure;
    QList<base::Awaitable<bool>::Handle> waiters; ///< resolved when it is over here
};

} // namespace rejoin::remoting
