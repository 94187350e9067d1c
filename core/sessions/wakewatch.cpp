#include "core/sessions/wakewatch.h"

#include "core/base/logging.h"

#include <QNetworkInformation>

namespace rejoin::sessions {

WakeWatch::WakeWatch(std::shared_ptr<base::Clock> clock, QObject *parent)
    : QObject(parent), m_clock(std::move(clock)), m_wall(m_clock->now()), m_monotonic(m_clock->monotonic())
{
    connect(&m_timer, &QTimer::timeout, this, &WakeWatch::compare);
    m_timer.start(interval);
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const QNetworkInformation *network = QNetworkInformation::instance();
    const auto isOnline = [](QNetworkInformation::Reachability reachability) {
        return reachability != QNetworkInformation::Reachability::Disconnected;
    };
    m_online = isOnline(network->reachability());
    connect(network, &QNetworkInformation::reachabilityChanged, this,
            [this, isOnline](QNetworkInformation::Reachability now) { setOnline(isOnline(now)); });
}

void WakeWatch::compare()
{
    const QDateTime wall = m_clock->now();
    const auto monotonic = m_clock->monotonic();
    const std::chrono::milliseconds wallPassed(m_wall.msecsTo(wall));
    const auto counted = monotonic - m_monotonic;
    m_wall = wall;
    m_monotonic = monotonic;
    // Where the monotonic clock counts sleep too, this timer came far too late.
    const bool clocksDiffer = wallPassed - counted >= sleepAtLeast;
    const bool stoodStill = counted >= interval + sleepAtLeast;
    if (!clocksDiffer && !stoodStill)
        return;
    qCInfo(lcSessions) << "this machine slept: connections are renewed";
    Q_EMIT woke();
}

void WakeWatch::setOnline(bool online)
{
    const std::optional<bool> before = std::exchange(m_online, online);
    if (!online || before.value_or(true))
        return;
    qCInfo(lcSessions) << "the network is back: connections are renewed";
    Q_EMIT woke();
}

} // namespace rejoin::sessions
