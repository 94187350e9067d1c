#include "core/sessions/heldsessions.h"

#include "core/base/logging.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace rejoin::sessions {

namespace {
constexpr qint64 largestFile = 64 << 10;

/// The file's name too must outlive a power cut; QSaveFile has synced its bytes.
void syncDirectory(const QString &directory)
{
#ifdef Q_OS_UNIX
    const int handle = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    if (::fsync(handle) != 0)
        qCInfo(lcSessions) << "the folder of held sessions could not be synced";
    ::close(handle);
#else
    Q_UNUSED(directory)
#endif
}
} // namespace

HeldSessions::HeldSessions(QString directory) : m_directory(std::move(directory))
{
}

HeldSessions::~HeldSessions() = default;

QString HeldSessions::path(const QUuid &shellId, const char *suffix) const
{
    return m_directory + u'/' + shellId.toString(QUuid::WithoutBraces) + QLatin1String(suffix);
}

bool HeldSessions::put(const Entry &entry)
{
    if (m_directory.isEmpty())
        return true;
    if (!QDir().mkpath(m_directory)) {
        qCWarning(lcSessions) << "the folder of held sessions could not be made";
        return false;
    }
    if (!m_locks.contains(entry.shellId)) {
        auto lock = std::make_shared<QLockFile>(path(entry.shellId, ".lock"));
        lock->setStaleLockTime(0); // only a dead process makes it stale
        if (!lock->tryLock(0)) {
            qCWarning(lcSessions) << "another program holds" << entry.shellId;
            return false;
        }
        m_locks.insert(entry.shellId, lock);
    }
    QJsonObject object;
    object.insert(QStringLiteral("shellId"), entry.shellId.toString(QUuid::WithoutBraces));
    object.insert(QStringLiteral("sessionId"), entry.sessionId.toString(QUuid::WithoutBraces));
    object.insert(QStringLiteral("computer"), entry.computer);
    object.insert(QStringLiteral("name"), entry.name);
    QSaveFile file(path(entry.shellId, ".json"));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    const bool written = file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        qCWarning(lcSessions) << "a held session could not be written down:" << file.errorString();
    else
        syncDirectory(m_directory);
    return written;
}

void HeldSessions::remove(const QUuid &shellId)
{
    if (m_directory.isEmpty())
        return;
    const auto lock = m_locks.take(shellId);
    if (!lock) {
        // Of an earlier run: only when its process has died.
        QLockFile other(path(shellId, ".lock"));
        other.setStaleLockTime(0);
        if (!QFile::exists(path(shellId, ".json")) || !other.tryLock(0))
            return;
        QFile::remove(path(shellId, ".json"));
        return;
    }
    QFile::remove(path(shellId, ".json"));
}

std::optional<HeldSessions::Entry> HeldSessions::find(const QUuid &shellId) const
{
    if (m_directory.isEmpty() || !QFile::exists(path(shellId, ".json")))
        return std::nullopt;
    if (!m_locks.contains(shellId)) {
        QLockFile other(path(shellId, ".lock"));
        other.setStaleLockTime(0);
        if (!other.tryLock(0))
            return std::nullopt; // a program that runs beside us has it open
    }
    QFile file(path(shellId, ".json"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.read(largestFile)).object();
    Entry entry;
    entry.shellId = QUuid(object.value(QStringLiteral("shellId")).toString());
    entry.sessionId = QUuid(object.value(QStringLiteral("sessionId")).toString());
    entry.computer = object.value(QStringLiteral("computer")).toString();
    entry.name = object.value(QStringLiteral("name")).toString();
    if (entry.shellId != shellId || entry.sessionId.isNull())
        return std::nullopt;
    return entry;
}

void HeldSessions::forgetOthers(const QString &computer, const QSet<QUuid> &existing)
{
    if (m_directory.isEmpty())
        return;
    const QStringList files = QDir(m_directory).entryList({QStringLiteral("*.json")}, QDir::Files);
    for (const QString &file : files) {
        const QUuid shellId(file.chopped(5));
        if (shellId.isNull() || existing.contains(shellId) || m_locks.contains(shellId))
            continue;
        const auto entry = find(shellId);
        if (entry && entry->computer.compare(computer, Qt::CaseInsensitive) == 0)
            remove(shellId);
    }
}

} // namespace rejoin::sessions
