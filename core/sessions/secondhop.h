#pragma once

#include "core/base/text.h"
#include "core/clixml/records.h"

#include <optional>

namespace rejoin::sessions {

class Session;

/// An error record of a session that looks like a denied second hop: the remote computer could not use the session's
/// login for a third one (a share, a database, another session). Gives a sentence with what to do. Judged by ids,
/// categories and what the error is about, not by words, where those are known; nothing for an ordinary denial.
[[nodiscard]] std::optional<base::Text> secondHopNote(const clixml::ErrorRecord &record);

/// The note for an error of this session: once in its life, and none for one that handed its credential on (CredSSP).
[[nodiscard]] std::optional<base::Text> secondHopNoteOnce(Session &session, const clixml::ErrorRecord &record);

} // namespace rejoin::sessions
