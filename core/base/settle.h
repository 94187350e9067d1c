#pragma once

namespace rejoin::base {

/// Lets what was cancelled come to its end: some rounds of the event loop, which wait for nothing. What waits for a
/// server or a timer goes on waiting.
///
/// A coroutine resumes from the event loop only, so at the end of a program what was cancelled last would keep
/// all that it holds. Call it when what runs has been destroyed and the application has not.
void settle();

/// Settles in its destructor: declared after the application and before all that runs in it.
class SettleAtEnd
{
public:
    SettleAtEnd() = default;
    ~SettleAtEnd() { settle(); }
    SettleAtEnd(const SettleAtEnd &) = delete;
    SettleAtEnd &operator=(const SettleAtEnd &) = delete;
};

} // namespace rejoin::base
