#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

namespace rejoin::lab {

struct LabLogin
{
    QDateTime time;
    QString computer;
    QString user; ///< as given; empty when no login was tried
    bool accepted = false;
    [[nodiscard]] QJsonObject toJson() const;
};

struct LabRequestEntry
{
    QDateTime time;
    QString computer;
    QString user;
    QString action; ///< the action's last word, "Receive"
    QString shellId;
    QString sessionId;
    int status = 0;    ///< HTTP
    quint32 fault = 0; ///< 0: none
    bool tls = false;
    quint64 connection = 0; ///< numbers the connections of its port from 1
    [[nodiscard]] QJsonObject toJson() const;
};

/// What happened: no bodies, no secrets. Keeps the last entries; counts all.
class LabLog
{
public:
    static constexpr int kept = 10000;

    void login(const LabLogin &entry);
    void request(const LabRequestEntry &entry);

    [[nodiscard]] const QList<LabLogin> &logins() const { return m_logins; }
    [[nodiscard]] const QList<LabRequestEntry> &requests() const { return m_requests; }
    [[nodiscard]] int countLogins(bool accepted) const { return accepted ? m_accepted : m_refused; }
    /// action empty: all that are kept.
    [[nodiscard]] int countRequests(const QString &action) const;
    void clear();
    /// Called with each entry, "kind" login or request.
    void onEntry(std::function<void(const QJsonObject &)> callback) { m_callback = std::move(callback); }

private:
    QList<LabLogin> m_logins;
    QList<LabRequestEntry> m_requests;
    int m_accepted = 0;
    int m_refused = 0;
    std::function<void(const QJsonObject &)> m_callback;
};

} // namespace rejoin::lab
