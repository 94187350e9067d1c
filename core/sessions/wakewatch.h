#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace rejoin::sessions {

/// Notices that this machine slept (its wall clock ran on while its monotonic one, or this process, stood still) or
/// that it is on a network again: connections from before are dead or half dead, and their time-outs take minutes.
class WakeWatch : public QObject
{
    Q_OBJECT

public:
    /// How often the clocks are compared, and what difference is a sleep. A clock that somebody sets looks the same:
    /// renewing once too often costs little.
    static constexpr std::chrono::milliseconds interval{5000};
    static constexpr std::chrono::milliseconds sleepAtLeast{20000};

    explicit WakeWatch(std::shared_ptr<base::Clock> clock, QObject *parent = nullptr);

    /// Compares the clocks; called by a timer, and by tests.
    void compare();
    /// Reachability as the system says it; called by QNetworkInformation where it has a backend, and by tests.
    void setOnline(bool online);

Q_SIGNALS:
    void woke();

private:
    std::shared_ptr<base::Clock> m_clock;
    QTimer m_timer;
    QDateTime m_wall;
    std::chrono::milliseconds m_monotonic{0};
    std::optional<bool> m_online; ///< not known: no backend
};

} // namespace rejoin::sessions
