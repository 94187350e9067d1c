#pragma once

#include "core/psrp/createpipeline.h"

#include <QUuid>

#include <optional>

// What the program itself asks of a session. Always commands with parameters, never script text: restricted endpoints
// refuse scripts, and a parameter cannot be taken for code. Never in the session's history.
namespace rejoin::sessions {

/// What may be done to an own request that is in somebody's way.
enum class OwnKind : quint8 {
    Question, ///< only asks: may be stopped and forgotten at any time
    Action,   ///< changes something and says nothing of weight: is waited for, may be forgotten
    Fetch,    ///< its output exists nowhere else (Receive-Job without -Keep): is never taken away
};

struct OwnRequest
{
    OwnKind kind = OwnKind::Question;
    psrp::CreatePipeline pipeline;
    QString savedAs; ///< its output is a user's and is saved under these words; empty: it is nobody's

    /// "Get-Job"
    [[nodiscard]] QString command() const { return pipeline.commands.value(0).text; }
};

namespace own {
[[nodiscard]] OwnRequest getJob();
/// keep: the server keeps the output.
[[nodiscard]] OwnRequest receiveJob(int id, bool keep);
[[nodiscard]] OwnRequest stopJob(int id);
/// -Force: a running one too.
[[nodiscard]] OwnRequest removeJob(int id);
/// The function that gives the console's prompt.
[[nodiscard]] OwnRequest prompt();
} // namespace own

/// Appends Out-String -Stream -Width, so that the remote side formats what the pipeline gives.
void formatRemotely(psrp::CreatePipeline *request, int width);
/// True when the last command is the one that formatRemotely() appends.
[[nodiscard]] bool isFormattedRemotely(const psrp::CreatePipeline &request);

/// A CommandId that every Rejoin knows for that of an own request, also one that another computer sent and left
/// behind: a GUID of version 8 (RFC 9562 5.8) that begins with the bytes "Rejoin"; the kind stands after the version.
/// Commands of users have random ids (version 4), so none of them can be taken for one.
[[nodiscard]] QUuid makeOwnCommandId(OwnKind kind);
/// Nothing when it is somebody's command.
[[nodiscard]] std::optional<OwnKind> ownKind(const QUuid &commandId);

} // namespace rejoin::sessions
