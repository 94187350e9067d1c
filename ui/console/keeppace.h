#pragma once

#include "core/remoting/remotepipeline.h"

namespace rejoin::ui {

class StreamDocument;

/// While the document has not shown what it was given, the pipeline asks for no more: a flood waits at the server, not
/// in this program's memory.
void keepPace(const std::shared_ptr<remoting::RemotePipeline> &pipeline, StreamDocument *stream);

} // namespace rejoin::ui
