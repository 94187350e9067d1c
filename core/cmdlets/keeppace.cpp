#include "core/cmdlets/keeppace.h"

#include "core/cmdlets/frontend.h"

namespace rejoin::cmdlets {

void keepPace(FrontEnd *frontEnd, const std::shared_ptr<remoting::RemotePipeline> &pipeline)
{
    const auto hold = std::make_shared<std::shared_ptr<void>>();
    const std::weak_ptr<remoting::RemotePipeline> weak = pipeline;
    QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(), [frontEnd, hold, weak] {
        const auto running = weak.lock();
        if (!running || *hold || !frontEnd->isBehind())
            return;
        *hold = running->hold();
        frontEnd->whenCaughtUp([hold] { hold->reset(); });
    });
}

} // namespace rejoin::cmdlets
