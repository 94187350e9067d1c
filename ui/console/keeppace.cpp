#include "ui/console/keeppace.h"

#include "ui/console/streamdocument.h"

namespace rejoin::ui {

void keepPace(const std::shared_ptr<remoting::RemotePipeline> &pipeline, StreamDocument *stream)
{
    const auto hold = std::make_shared<std::shared_ptr<void>>();
    const std::weak_ptr<remoting::RemotePipeline> weak = pipeline;
    QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, stream, [weak, hold, stream] {
        if (const auto running = weak.lock(); running && !*hold && stream->isBehind())
            *hold = running->hold();
    });
    QObject::connect(stream, &StreamDocument::caughtUp, pipeline.get(), [hold] { hold->reset(); });
}

} // namespace rejoin::ui
