#include "core/output/savedoutputstore.h"

#include "core/base/logging.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

namespace rejoin::output {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestEnd = 4096; // bytes of a .end file

} // namespace

SavedOutputStore::SavedOutputStore(QString directory, std::shared_ptr<base::Clock> clock)
    : m_directory(std::move(directory)),
      m_writerId(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_clock(clock ? std::move(clock) : std::make_shared<base::SystemClock>())
{
    m_syncing.setMaxThreadCount(1);
}

SavedOutputStore::~SavedOutputStore() = default;

QString SavedOutputStore::path(const QString &id) const
{
    return m_directory + u'/' + id + u".out"_s;
}

QString SavedOutputStore::endPath(const QString &id) const
{
    return m_directory + u'/' + id + u".end"_s;
}

qint64 SavedOutputStore::now() const
{
    return m_clock->now().toMSecsSinceEpoch();
}

void SavedOutputStore::setLimit(qint64 bytes)
{
    m_limit = std::max(bytes, smallestLimit);
    m_known = -1;
}

std::shared_ptr<OutputWriter> SavedOutputStore::begin(OutputSource source)
{
    return std::make_shared<OutputWriter>(shared_from_this(), std::move(source));
}

bool SavedOutputStore::prepare()
{
    if (m_lock && QFile::exists(m_lock->fileName()))
        return true;
    const auto failure = [this](const QString &why) {
        tell({base::ErrorCategory::Local, u"OutputNotSaved"_s,
              base::Text(QT_TRANSLATE_NOOP("core", "Output cannot be saved on this computer (%1): %2"),
                         {m_directory, why}),
              base::Text(QT_TRANSLATE_NOOP("core", "The session goes on and its output is shown, but what the server "
                                                   "has sent cannot be fetched again. Check the folder."))});
        return false;
    };
    if (!QDir().mkpath(m_directory))
        return failure(u"the folder cannot be made"_s);
    // Output is the user's alone.
    QFile::setPermissions(m_directory, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    m_lock = std::make_unique<QLockFile>(m_directory + u"/writer-"_s + m_writerId + u".lock"_s);
    m_lock->setStaleLockTime(0); // only a dead process makes it stale
    if (!m_lock->tryLock(0)) {
        m_lock.reset();
        return failure(u"the folder cannot be written to"_s);
    }
    return true;
}

void SavedOutputStore::tell(const base::Error &error)
{
    qCInfo(lcOutput) << "output is not saved:" << error.english();
    if (std::exchange(m_told, true))
        return;
    Q_EMIT failed(error);
}

bool SavedOutputStore::isWrittenElsewhere(const QString &writer) const
{
    if (writer.isEmpty() || writer == m_writerId)
        return false;
    const QString file = m_directory + u"/writer-"_s + writer + u".lock"_s;
    if (!QFile::exists(file))
        return false;
    QLockFile lock(file);
    lock.setStaleLockTime(0);
    return !lock.tryLock(0); // of a process that has died: taken, and removed with the object
}

SavedEntry SavedOutputStore::describe(const QString &id) const
{
    SavedEntry entry;
    const OutputReader reader(path(id));
    if (!reader.isValid())
        return entry;
    entry.id = id;
    entry.source = reader.source();
    entry.started = reader.started();
    entry.bytes = reader.size();
    QFile end(endPath(id));
    const bool written =
        std::any_of(m_writers.begin(), m_writers.end(), [&](const OutputWriter *writer) { return writer->id() == id; });
    if (end.open(QIODevice::ReadOnly)) {
        const QJsonObject object = QJsonDocument::fromJson(end.read(largestEnd)).object();
        const int state = object.value(u"state"_s).toInt(int(EndState::Interrupted));
        entry.state = state >= int(EndState::Completed) && state <= int(EndState::Interrupted) ? EndState(state)
                                                                                               : EndState::Interrupted;
        if (const qint64 ended = object.value(u"ended"_s).toInteger(); ended > 0)
            entry.ended = QDateTime::fromMSecsSinceEpoch(ended, Qt::UTC);
    } else {
        entry.state = written || isWrittenElsewhere(reader.writer()) ? EndState::Running : EndState::Interrupted;
    }
    return entry;
}

QList<SavedEntry> SavedOutputStore::entries(const QUuid &shellId) const
{
    QList<SavedEntry> all;
    const QStringList names = QDir(m_directory).entryList({u"*.out"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const SavedEntry entry = describe(name.chopped(4));
        if (!entry.id.isEmpty() && (shellId.isNull() || entry.source.shellId == shellId))
            all.append(entry);
    }
    return all;
}

std::unique_ptr<OutputReader> SavedOutputStore::open(const QString &id) const
{
    return std::make_unique<OutputReader>(path(id));
}

qint64 SavedOutputStore::totalBytes() const
{
    qint64 total = 0;
    const QFileInfoList files = QDir(m_directory).entryInfoList({u"*.out"_s}, QDir::Files);
    for (const QFileInfo &file : files)
        total += file.size();
    return total;
}

bool SavedOutputStore::remove(const QString &id)
{
    const SavedEntry entry = describe(id);
    OutputWriter *own = nullptr;
    for (OutputWriter *writer : std::as_const(m_writers)) {
        if (writer->id() == id)
            own = writer;
    }
    if (entry.state == EndState::Running && !own)
        return false;
    // Windows removes no file that is open.
    if (own)
        own->restart();
    QFile::remove(endPath(id));
    const bool removed = QFile::remove(path(id));
    m_known = -1;
    Q_EMIT changed();
    return removed;
}

int SavedOutputStore::clear(const QUuid &shellId)
{
    int stayed = 0;
    const QList<SavedEntry> all = entries(shellId);
    for (const SavedEntry &entry : all)
        stayed += remove(entry.id) ? 0 : 1;
    return stayed;
}

void SavedOutputStore::writerResumed(const QString &id)
{
    QFile::remove(endPath(id));
    m_told = false; // works again: a new failure is new
    Q_EMIT changed();
}

bool SavedOutputStore::makeRoom(const QString &forId, qint64 bytes)
{
    if (m_known < 0)
        m_known = totalBytes();
    if (m_known + bytes > m_limit) {
        // What other programs wrote, too; and a little more than needed, so as not to look at each write.
        m_known = totalBytes();
        const qint64 aim = m_limit - m_limit / 16;
        if (m_known + bytes > m_limit) {
            const QList<SavedEntry> oldestFirst = entries();
            for (const SavedEntry &entry : oldestFirst) {
                if (m_known + bytes <= aim)
                    break;
                if (entry.id == forId || entry.state == EndState::Running)
                    continue;
                const qint64 before = m_known;
                if (remove(entry.id))
                    m_known = before - entry.bytes;
                else
                    m_known = before;
            }
        }
        if (m_known + bytes > m_limit)
            return false;
    }
    m_known += bytes;
    return true;
}

} // namespace rejoin::output
