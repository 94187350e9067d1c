#pragma once

namespace rejoin::app {

/// The secure heap, and no core file of this process: it would hold what the heap protects, and much besides. Call
/// first, before any thread starts.
void protectMemory();

} // namespace rejoin::app
