#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/output/outputreader.h"
#include "core/output/outputwriter.h"
#include "core/output/savedentry.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

class QLockFile;

namespace rejoin::output {

/// This computer's copy of what sessions sent, since a server forgets what it has sent: one file for each command or
/// Receive, readable to its owner alone, kept until the limit or the user removes it. Programs that run side by side
/// share the folder: what another one is writing is neither removed nor taken for ended.
///
/// Held by shared_ptr; writers keep it. One thread.
class SavedOutputStore : public QObject, public std::enable_shared_from_this<SavedOutputStore>
{
    Q_OBJECT

public:
    static constexpr qint64 defaultLimit = qint64(1) << 30; ///< bytes
    static constexpr qint64 smallestLimit = qint64(1) << 20;

    /// The folder (0700) is made when first needed.
    explicit SavedOutputStore(QString directory, std::shared_ptr<base::Clock> clock = {});
    ~SavedOutputStore() override;

    /// Of all entries; the oldest whole ones go first, then the one that is being written is cut. At least
    /// smallestLimit.
    void setLimit(qint64 bytes);
    [[nodiscard]] qint64 limit() const { return m_limit; }

    /// A writer for what comes; nothing is on disk before it has something to keep.
    [[nodiscard]] std::shared_ptr<OutputWriter> begin(OutputSource source);

    /// The oldest first; those of one shell when given.
    [[nodiscard]] QList<SavedEntry> entries(const QUuid &shellId = {}) const;
    [[nodiscard]] std::unique_ptr<OutputReader> open(const QString &id) const;
    /// Bytes on disk now.
    [[nodiscard]] qint64 totalBytes() const;

    /// False when another program is writing it, or the file cannot be removed.
    bool remove(const QString &id);
    /// Removes all, or those of one shell; what this program is writing starts anew. Gives how many had to stay.
    int clear(const QUuid &shellId = {});

Q_SIGNALS:
    /// Entries came, ended or went. Not for each byte.
    void changed();
    /// Saving failed ("OutputNotSaved"; told once until it works again for a new entry), or one entry reached the limit
    /// alone and the rest of it is not saved ("OutputLimitReached"). The session goes on.
    void failed(const rejoin::base::Error &error);

private:
    friend class OutputWriter;

    [[nodiscard]] QString path(const QString &id) const;
    [[nodiscard]] QString endPath(const QString &id) const;
    [[nodiscard]] SavedEntry describe(const QString &id) const;
    [[nodiscard]] bool isWrittenElsewhere(const QString &writer) const;

    // For the writers:
    [[nodiscard]] bool prepare(); ///< the folder and our lock
    [[nodiscard]] qint64 now() const;
    void tell(const base::Error &error);
    void writerEnded(const QString &id, EndState state);
    void writerResumed(const QString &id);
    /// False: there is no room for it even without the others.
    [[nodiscard]] bool makeRoom(const QString &forId, qint64 bytes);

    QString m_directory;
    QString m_writerId;
    std::shared_ptr<base::Clock> m_clock;
    std::unique_ptr<QLockFile> m_lock;
    qint64 m_limit = defaultLimit;
    qint64 m_known = -1; ///< bytes in all as far as this process knows; -1: not counted yet
    QSet<OutputWriter *> m_writers;
    QThreadPool m_syncing; ///< one thread that waits for the disk
    bool m_told = false;
};

} // namespace rejoin::output
