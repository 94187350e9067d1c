#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QUuid>

#include <memory>
#include <optional>

class QLockFile;

namespace rejoin::sessions {

/// ShellId and SessionId of the sessions that this process holds open, on disk, so that after a kill the next start can
/// take them back although the server thinks them attached. No secret among it: a SessionId is of use only to who can
/// log in as the session's owner.
///
/// Written through to the disk, so that a power cut leaves it whole. One JSON file and one lock for each session, so
/// that programs running side by side do not disturb each other: an entry of a process that still lives is not given
/// out.
class HeldSessions
{
public:
    struct Entry
    {
        Entry() = default;
        QUuid shellId;
        QUuid sessionId;
        QString computer;
        QString name;
    };

    /// Nothing is kept without a directory; it is made when first needed.
    explicit HeldSessions(QString directory = {});
    ~HeldSessions();
    HeldSessions(const HeldSessions &) = delete;
    HeldSessions &operator=(const HeldSessions &) = delete;

    /// False when it could not be written (logged): holding works all the same.
    bool put(const Entry &entry);
    void remove(const QUuid &shellId);
    /// Of this process, or of one that has died.
    [[nodiscard]] std::optional<Entry> find(const QUuid &shellId) const;
    /// Drops the entries of a computer's sessions, left by processes that have died, that it no longer has.
    void forgetOthers(const QString &computer, const QSet<QUuid> &existing);

private:
    [[nodiscard]] QString path(const QUuid &shellId, const char *suffix) const;

    QString m_directory;
    QHash<QUuid, std::shared_ptr<QLockFile>> m_locks;
};

} // namespace rejoin::sessions
