#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/transport/endpoint.h"

#include <memory>

namespace rejoin::transport {

struct Login;

/// Asked before a login goes out over a connection that is open already: whoever looks after the accounts may let it
/// wait for the outcome of another one, or stop it.
class LoginGate
{
public:
    /// One login under way. Dropped without a word: nothing was learnt about the password.
    class Attempt
    {
    public:
        virtual ~Attempt() = default;
        virtual void accepted() = 0;
        virtual void refused() = 0;
    };

    virtual ~LoginGate() = default;
    /// Null: nobody watches this one. Throws Error (LoginRefused, "LoginNotTriedAgain"; Cancelled).
    [[nodiscard]] virtual Task<std::shared_ptr<Attempt>> enter(Endpoint endpoint, Login login,
                                                               base::CancelToken cancel) = 0;
};

} // namespace rejoin::transport
