#include "core/lab/lablog.h"

#include <algorithm>

namespace rejoin::lab {

QJsonObject LabLogin::toJson() const
{
    return {{QStringLiteral("kind"), QStringLiteral("login")},
            {QStringLiteral("time"), time.toString(Qt::ISODateWithMs)},
            {QStringLiteral("computer"), computer},
            {QStringLiteral("user"), user},
            {QStringLiteral("accepted"), accepted}};
}

QJsonObject LabRequestEntry::toJson() const
{
    return {{QStringLiteral("kind"), QStringLiteral("request")},
            {QStringLiteral("time"), time.toString(Qt::ISODateWithMs)},
            {QStringLiteral("computer"), computer},
            {QStringLiteral("user"), user},
            {QStringLiteral("action"), action},
            {QStringLiteral("shellId"), shellId},
            {QStringLiteral("sessionId"), sessionId},
            {QStringLiteral("status"), status},
            {QStringLiteral("fault"), static_cast<qint64>(fault)},
            {QStringLiteral("tls"), tls},
            {QStringLiteral("connection"), static_cast<qint64>(connection)}};
}

void LabLog::login(const LabLogin &entry)
{
    ++(entry.accepted ? m_accepted : m_refused);
    if (m_logins.size() >= kept)
        m_logins.removeFirst();
    m_logins.append(entry);
    if (m_callback)
        m_callback(entry.toJson());
}

void LabLog::request(const LabRequestEntry &entry)
{
    if (m_requests.size() >= kept)
        m_requests.removeFirst();
    m_requests.append(entry);
    if (m_callback)
        m_callback(entry.toJson());
}

int LabLog::countRequests(const QString &action) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(), [&](const LabRequestEntry &entry) {
        return action.isEmpty() || entry.action == action;
    }));
}

void LabLog::clear()
{
    m_logins.clear();
    m_requests.clear();
    m_accepted = m_refused = 0;
}

} // namespace rejoin::lab
