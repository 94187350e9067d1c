#pragma once

#include "core/base/awaitable.h"
#include "core/remoting/receiveloop.h"
#include "core/remoting/runspacesession.h"

namespace rejoin::remoting {

struct RunspaceSession::Private
{
    ShellParameters parameters;
    std::shared_ptr<RemoteShell> shell;
    /// Shared with the pipelines: they use it as long as they live, a connect() makes a new one.
    std::shared_ptr<psrp::RunspacePool> pool;
    SessionState state = SessionState::BeforeOpen;
    wsman::ShellInfo info;
    QList<wsman::CommandInfo> lastCommands;
    std::unique_ptr<ReceiveLoop> loop;
    QList<std::shared_ptr<RemotePipeline>> running;
    std::optional<base::Awaitable<bool>::Handle> opening;
    QList<base::Awaitable<bool>::Handle> keyWaiters;
    bool keyAsked = false;
    bool cutOff = false; ///< given up without the server's word
    QStringList notes;   ///< about the protocol; shown with what the next pipeline gives
    QSet<QUuid> started; ///< by us, since the shell was created or connected

    void makePool();
    void failKeyWaiters(const base::Error &error);
};

} // namespace rejoin::remoting
