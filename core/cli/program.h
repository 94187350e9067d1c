#pragma once

#include "core/base/cancel.h"
#include "core/cli/programoptions.h"
#include "core/sessions/sessionservice.h"

#include <memory>

namespace rejoin::cli {

/// `rejoinctl` from the reading of its words to its exit status. The services are made by the program's main.
class Program
{
public:
    Program(ProgramOptions options, sessions::SessionService *service);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    /// Ends with the exit status of cli.md.
    [[nodiscard]] Task<int> run();
    /// Ctrl+C. The first stops the remote command, the second disconnects and ends.
    void interrupt();

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace rejoin::cli
