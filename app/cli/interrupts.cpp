#include "app/cli/interrupts.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace rejoin::app {

namespace {

// What a signal handler may touch: one end of a socket pair.
int signalEnd = -1;

void handler(int)
{
    const char byte = 1;
    (void)!::write(signalEnd, &byte, 1);
}

} // namespace

void onInterrupt(QObject *context, std::function<void()> callback)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    signalEnd = ends[0];
    auto *notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [callback = std::move(callback), end = ends[1]] {
        char byte = 0;
        if (::read(end, &byte, 1) == 1)
            callback();
    });
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    // A reader that goes away is seen by write().
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace rejoin::app
