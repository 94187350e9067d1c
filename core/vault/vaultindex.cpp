#include "core/vault/vaultindex.h"

#include "core/base/error.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <optional>

namespace rejoin::vault {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr int fileVersion = 1;
constexpr qint64 largestFile = 16 << 20; // bytes
constexpr int lockWaitMs = 3000;         // another program holds it for the time of one small write

Error unreadable(const QString &why)
{
    return {
        ErrorCategory::Local, u"VaultUnreadable"_s,
        Text(QT_TRANSLATE_NOOP("core", "The list of stored credentials cannot be used: %1"), {why}),
        Text(QT_TRANSLATE_NOOP("core", "Repair or move credentials.json in Rejoin's folder; it is left as it is."))};
}

Error notWritten(const QString &why)
{
    return {ErrorCategory::Local, u"VaultNotWritten"_s,
            Text(QT_TRANSLATE_NOOP("core", "The list of stored credentials could not be written: %1"), {why}),
            Text(QT_TRANSLATE_NOOP("core", "Check that Rejoin's folder can be written and that there is space."))};
}

void put(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void put(QJsonObject &object, const QString &key, const QDateTime &time)
{
    if (time.isValid())
        object.insert(key, time.toUTC().toString(Qt::ISODateWithMs));
}

QDateTime timeOf(const QJsonObject &object, QLatin1StringView key)
{
    return QDateTime::fromString(object.value(key).toString(), Qt::ISODateWithMs);
}

QJsonObject toObject(const Entry &entry)
{
    QJsonObject object{{u"id"_s, entry.id.toString(QUuid::WithoutBraces)},
                       {u"scope"_s, scopeWord(entry.scope.kind)},
                       {u"kind"_s, kindWord(entry.kind)}};
    put(object, u"scopeValue"_s, entry.scope.value);
    put(object, u"userName"_s, entry.userName);
    put(object, u"keytab"_s, entry.keytab);
    put(object, u"thumbprint"_s, entry.thumbprint);
    put(object, u"certificateFile"_s, entry.certificateFile);
    put(object, u"changed"_s, entry.changed);
    put(object, u"lastUsed"_s, entry.lastUsed);
    put(object, u"lastRefused"_s, entry.lastRefused);
    return object;
}

template <typename Kind>
std::optional<Kind> kindNamed(const QString &word, Kind last, QString (*name)(Kind))
{
    for (int i = 0; i <= int(last); ++i)
        if (name(Kind(i)) == word)
            return Kind(i);
    return std::nullopt;
}

std::optional<Entry> fromObject(const QJsonObject &object)
{
    const auto scope = kindNamed(object.value("scope"_L1).toString(), Scope::Kind::Default, scopeWord);
    const auto kind = kindNamed(object.value("kind"_L1).toString(), Entry::Kind::Keytab, kindWord);
    Entry entry;
    entry.id = QUuid(object.value("id"_L1).toString());
    if (!scope || !kind || entry.id.isNull())
        return std::nullopt;
    entry.scope = Scope(*scope, object.value("scopeValue"_L1).toString());
    entry.kind = *kind;
    entry.userName = object.value("userName"_L1).toString();
    entry.keytab = object.value("keytab"_L1).toString();
    entry.thumbprint = object.value("thumbprint"_L1).toString();
    entry.certificateFile = object.value("certificateFile"_L1).toString();
    entry.changed = timeOf(object, "changed"_L1);
    entry.lastUsed = timeOf(object, "lastUsed"_L1);
    entry.lastRefused = timeOf(object, "lastRefused"_L1);
    return entry;
}

} // namespace

QString scopeWord(Scope::Kind kind)
{
    switch (kind) {
    case Scope::Kind::Computer:
        return u"Computer"_s;
    case Scope::Kind::Group:
        return u"Group"_s;
    case Scope::Kind::Pattern:
        return u"Pattern"_s;
    case Scope::Kind::Default:
        break;
    }
    return u"Default"_s;
}

QString kindWord(Entry::Kind kind)
{
    switch (kind) {
    case Entry::Kind::Password:
        return u"Password"_s;
    case Entry::Kind::Certificate:
        return u"Certificate"_s;
    case Entry::Kind::CurrentUser:
        return u"CurrentUser"_s;
    case Entry::Kind::Keytab:
        break;
    }
    return u"Keytab"_s;
}

VaultIndex::VaultIndex(QString directory)
{
    if (!directory.isEmpty())
        m_path = QDir(directory).filePath(u"credentials.json"_s);
}

QByteArray VaultIndex::toJson(const QList<Entry> &entries)
{
    QJsonArray array;
    for (const Entry &entry : entries)
        array.append(toObject(entry));
    const QJsonObject whole{{u"version"_s, fileVersion}, {u"entries"_s, array}};
    return QJsonDocument(whole).toJson();
}

QList<Entry> VaultIndex::fromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        throw unreadable(problem.errorString());
    const int version = document.object().value("version"_L1).toInt();
    if (version < 1 || version > fileVersion)
        throw unreadable(u"version %1"_s.arg(version));
    QList<Entry> entries;
    for (const QJsonValue &value : document.object().value("entries"_L1).toArray())
        if (const auto entry = fromObject(value.toObject()))
            entries.append(*entry);
    return entries;
}

QList<Entry> VaultIndex::read() const
{
    if (m_path.isEmpty())
        return m_unkept;
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        throw unreadable(file.errorString());
    if (file.size() > largestFile)
        throw unreadable(u"larger than 16 MiB"_s);
    return fromJson(file.readAll());
}

void VaultIndex::change(const std::function<void(QList<Entry> &)> &edit)
{
    if (m_path.isEmpty()) {
        edit(m_unkept);
        return;
    }
    QDir().mkpath(QFileInfo(m_path).path());
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(lockWaitMs))
        throw notWritten(u"another program holds it"_s);
    QList<Entry> entries = read();
    edit(entries);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        throw notWritten(file.errorString());
    // Who logs in where is nobody else's business.
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray bytes = toJson(entries);
    if (file.write(bytes) != bytes.size() || !file.commit())
        throw notWritten(file.errorString());
}

} // namespace rejoin::vault
