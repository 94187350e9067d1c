#pragma once

#include "core/base/cancel.h"
#include "core/cmdlets/ast.h"
#include "core/cmdlets/frontend.h"
#include "core/sessions/sessionservice.h"

#include <QHash>

namespace rejoin::cmdlets {

/// Runs statements: variables, the pipeline, the cmdlets. One for each process or prompt; session ids, $s = … and the
/// sessions connected live as long as it.
class Runner
{
public:
    Runner(sessions::SessionService *service, FrontEnd *frontEnd);
    ~Runner();
    Runner(const Runner &) = delete;
    Runner &operator=(const Runner &) = delete;

    struct Outcome
    {
        bool failed = false;     ///< some error was written
        bool usageError = false; ///< the words were wrong: nothing of that statement ran
    };
    /// Runs the statements in order; an error ends its statement, and the script too with -ErrorAction Stop.
    /// cancel stops remote commands and waits for their end; giveUp ends that waiting too.
    [[nodiscard]] Task<Outcome> run(ast::Script script, base::CancelToken cancel, base::CancelToken giveUp = {});

    /// Disconnects what New-PSSession, Connect-PSSession left open (cli.md "Between calls"): gives the sessions left,
    /// to be named with until when the server keeps them.
    [[nodiscard]] Task<QList<sessions::SessionOutcome>> leave(base::CancelToken cancel);

    [[nodiscard]] Object variable(const QString &name) const;
    void setVariable(const QString &name, const Object &value);

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace rejoin::cmdlets
