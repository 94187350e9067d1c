#pragma once

#include "core/remoting/remotepipeline.h"

namespace rejoin::cmdlets {

class FrontEnd;

/// Who reads our output slowly makes the server wait, not our memory grow: holds the pipeline while the front end is
/// behind. Call after connecting what gives it the output; the front end outlives the pipeline.
void keepPace(FrontEnd *frontEnd, const std::shared_ptr<remoting::RemotePipeline> &pipeline);

} // namespace rejoin::cmdlets
