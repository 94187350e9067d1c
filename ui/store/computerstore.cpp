#include "ui/store/computerstore.h"

#include "core/transport/auth/choose.h"
#include "ui/store/sessionoptionsjson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maximumFileBytes = 64 << 20;

base::Error fileError(const QString &path, const QString &reason)
{
    return base::Error(base::ErrorCategory::Local, u"ComputerListUnreadable"_s,
                       base::Text(QT_TRANSLATE_NOOP("core", "The list of computers in %1 cannot be used: %2"),
                                  {QDir::toNativeSeparators(path), reason}),
                       base::Text(QT_TRANSLATE_NOOP("core", "Repair or move the file, then start again; it is left "
                                                            "as it is.")));
}

void put(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void put(QJsonObject &object, const QString &key, bool value)
{
    if (value)
        object.insert(key, true);
}

QString signInWord(const sessions::ConnectionOptions &options)
{
    if (!options.certificateThumbprint.isEmpty())
        return u"certificate"_s;
    switch (options.credential.kind) {
    case base::Credential::Kind::Password:
        return u"password"_s;
    case base::Credential::Kind::Keytab:
        return u"keytab"_s;
    case base::Credential::Kind::CurrentUser:
        break;
    }
    return u"currentUser"_s;
}

void readSignIn(const QJsonObject &object, sessions::ConnectionOptions *options)
{
    using Kind = base::Credential::Kind;
    const QString word = object.value("signIn"_L1).toString();
    options->certificateThumbprint = object.value("certificateThumbprint"_L1).toString();
    options->credential.userName = object.value("userName"_L1).toString();
    options->credential.keytab = object.value("keytab"_L1).toString();
    if (word == "keytab"_L1)
        options->credential.kind = Kind::Keytab;
    else if (word == "password"_L1 || (word.isEmpty() && !options->credential.userName.isEmpty()))
        options->credential.kind = Kind::Password;
}

transport::Mechanism mechanismNamed(const QString &name)
{
    for (int i = 0; i <= int(transport::Mechanism::Kerberos); ++i)
        if (transport::mechanismName(transport::Mechanism(i)) == name)
            return transport::Mechanism(i);
    return transport::Mechanism::Default;
}

QJsonObject toObject(const Computer &computer)
{
    const sessions::ConnectionOptions &options = computer.options;
    QJsonObject object;
    object.insert("id"_L1, computer.id.toString(QUuid::WithoutBraces));
    put(object, u"group"_s, computer.group);
    put(object, u"name"_s, options.computerName);
    if (options.connectionUri.isValid())
        put(object, u"uri"_s, options.connectionUri.toString(QUrl::RemoveUserInfo));
    if (options.port != 0)
        object.insert("port"_L1, options.port);
    put(object, u"useSsl"_s, options.useSsl);
    put(object, u"applicationName"_s, options.applicationName);
    put(object, u"configurationName"_s, options.configurationName);
    object.insert("mechanism"_L1, transport::mechanismName(options.mechanism));
    object.insert("signIn"_L1, signInWord(options));
    put(object, u"userName"_s, options.credential.userName);
    put(object, u"keytab"_s, options.credential.keytab);
    put(object, u"certificateThumbprint"_s, options.certificateThumbprint);
    if (options.proxy.kind != transport::Proxy::Kind::None) {
        put(object, u"proxy"_s, options.proxy.text());
        object.insert("proxyMechanism"_L1, transport::mechanismName(options.proxy.mechanism));
    }
    put(object, u"allowRedirection"_s, options.allowRedirection);
    if (const QJsonObject session = sessionOptionsToJson(options.session); !session.isEmpty())
        object.insert("session"_L1, session);
    put(object, u"allowUnencrypted"_s, options.allowUnencrypted);
    put(object, u"allowNtlmWithoutTls"_s, options.allowNtlmWithoutTls);
    put(object, u"allowDelegation"_s, options.allowDelegation);
    put(object, u"spnService"_s, options.spnService);
    putKeepFor(&object, options.keepFor);
    if (!options.pinnedSha256.isEmpty())
        put(object, u"pinnedSha256"_s, QString::fromLatin1(options.pinnedSha256.toHex()));
    QByteArray authorities;
    for (const QSslCertificate &authority : options.extraAuthorities)
        authorities += authority.toPem();
    put(object, u"authorities"_s, QString::fromLatin1(authorities));
    return object;
}

Computer fromObject(const QJsonObject &object)
{
    Computer computer;
    sessions::ConnectionOptions &options = computer.options;
    computer.id = QUuid(object.value("id"_L1).toString());
    if (computer.id.isNull())
        computer.id = QUuid::createUuid();
    computer.group = object.value("group"_L1).toString();
    options.computerName = object.value("name"_L1).toString();
    options.connectionUri = QUrl(object.value("uri"_L1).toString());
    options.port = std::clamp(object.value("port"_L1).toInt(), 0, 65535);
    options.useSsl = object.value("useSsl"_L1).toBool();
    options.applicationName = object.value("applicationName"_L1).toString();
    options.configurationName = object.value("configurationName"_L1).toString();
    options.mechanism = mechanismNamed(object.value("mechanism"_L1).toString());
    readSignIn(object, &options);
    options.proxy = savedProxy(object.value("proxy"_L1).toString(), object.value("proxyMechanism"_L1).toString());
    options.allowRedirection = object.value("allowRedirection"_L1).toBool();
    options.session = sessionOptionsFromJson(object.value("session"_L1).toObject());
    options.allowUnencrypted = object.value("allowUnencrypted"_L1).toBool();
    options.allowNtlmWithoutTls = object.value("allowNtlmWithoutTls"_L1).toBool();
    options.allowDelegation = object.value("allowDelegation"_L1).toBool();
    options.spnService = object.value("spnService"_L1).toString();
    options.keepFor = savedKeepFor(object);
    options.pinnedSha256 = QByteArray::fromHex(object.value("pinnedSha256"_L1).toString().toLatin1());
    options.extraAuthorities =
        QSslCertificate::fromData(object.value("authorities"_L1).toString().toLatin1(), QSsl::Pem);
    return computer;
}

} // namespace

ComputerStore::ComputerStore(QString directory, QObject *parent) : QObject(parent)
{
    if (directory.isEmpty())
        return;
    QDir().mkpath(directory);
    m_path = QDir(directory).filePath(u"computers.json"_s);
}

void ComputerStore::load()
{
    if (m_path.isEmpty())
        return;
    QFile file(m_path);
    if (!file.exists())
        return;
    m_mayWrite = false;
    if (file.size() > maximumFileBytes || !file.open(QIODevice::ReadOnly))
        throw fileError(m_path, file.errorString());
    try {
        m_computers = fromJson(file.readAll(), &m_groups);
    } catch (const base::Error &error) {
        throw fileError(m_path, error.detail);
    }
    m_mayWrite = true;
    Q_EMIT changed();
}

std::optional<Computer> ComputerStore::find(const QUuid &id) const
{
    const auto found = std::ranges::find(m_computers, id, &Computer::id);
    return found == m_computers.end() ? std::nullopt : std::optional(*found);
}

QStringList ComputerStore::groups() const
{
    QSet<QString> groups;
    for (const Computer &computer : m_computers)
        if (!computer.group.isEmpty())
            groups.insert(computer.group);
    QStringList sorted(groups.begin(), groups.end());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

QList<QUuid> ComputerStore::add(QList<Computer> computers)
{
    QList<QUuid> ids;
    for (Computer &computer : computers) {
        if (computer.id.isNull())
            computer.id = QUuid::createUuid();
        ids += computer.id;
        m_computers += computer;
    }
    save();
    return ids;
}

void ComputerStore::update(const Computer &computer)
{
    const auto found = std::ranges::find(m_computers, computer.id, &Computer::id);
    if (found == m_computers.end())
        return;
    *found = computer;
    save();
}

QList<Computer> ComputerStore::remove(const QList<QUuid> &ids)
{
    const QSet<QUuid> doomed(ids.begin(), ids.end());
    QList<Computer> removed;
    for (const Computer &computer : std::as_const(m_computers))
        if (doomed.contains(computer.id))
            removed += computer;
    m_computers.removeIf([&](const Computer &computer) { return doomed.contains(computer.id); });
    if (!removed.isEmpty())
        save();
    return removed;
}

void ComputerStore::setGroup(const QList<QUuid> &ids, const QString &group)
{
    const QSet<QUuid> moved(ids.begin(), ids.end());
    for (Computer &computer : m_computers)
        if (moved.contains(computer.id))
            computer.group = group;
    save();
}

GroupSettings ComputerStore::groupSettings(const QString &group) const
{
    const auto found = std::ranges::find(m_groups, group, &GroupSettings::name);
    if (found != m_groups.end() && !group.isEmpty())
        return *found;
    GroupSettings none;
    none.name = group;
    return none;
}

void ComputerStore::setGroupSettings(const GroupSettings &settings)
{
    m_groups.removeIf([&](const GroupSettings &known) { return known.name == settings.name; });
    if (!settings.isEmpty() && !settings.name.isEmpty())
        m_groups += settings;
    save();
}

QByteArray ComputerStore::toJson(const QList<Computer> &computers, const QList<GroupSettings> &groups)
{
    QJsonArray array;
    for (const Computer &computer : computers)
        array.append(toObject(computer));
    QJsonObject root;
    root.insert("version"_L1, 1);
    root.insert("computers"_L1, array);
    QJsonArray groupArray;
    for (const GroupSettings &group : groups)
        groupArray.append(group.toJson());
    if (!groupArray.isEmpty())
        root.insert("groups"_L1, groupArray);
    return QJsonDocument(root).toJson();
}

QList<Computer> ComputerStore::fromJson(const QByteArray &json, QList<GroupSettings> *groups)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.object().value("computers"_L1).isArray()) {
        base::Error error(base::ErrorCategory::Local, u"ComputerListUnreadable"_s,
                          base::Text(QT_TRANSLATE_NOOP("core", "This is no list of computers.")));
        error.detail = problem.error == QJsonParseError::NoError ? u"no \"computers\""_s : problem.errorString();
        throw error;
    }
    QList<Computer> computers;
    for (const QJsonValue value : document.object().value("computers"_L1).toArray()) {
        Computer computer = fromObject(value.toObject());
        if (!computer.name().isEmpty())
            computers += computer;
    }
    if (groups) {
        groups->clear();
        for (const QJsonValue value : document.object().value("groups"_L1).toArray())
            if (const GroupSettings group = GroupSettings::fromJson(value.toObject()); !group.name.isEmpty())
                *groups += group;
    }
    return computers;
}

void ComputerStore::save()
{
    if (!m_path.isEmpty() && m_mayWrite) {
        QSaveFile file(m_path);
        const QByteArray json = toJson(m_computers, m_groups);
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
            Q_EMIT saveFailed(
                base::Error(base::ErrorCategory::Local, u"ComputerListNotSaved"_s,
                            base::Text(QT_TRANSLATE_NOOP("core", "The list of computers could not be saved in %1: %2"),
                                       {QDir::toNativeSeparators(m_path), file.errorString()}),
                            base::Text(QT_TRANSLATE_NOOP("core", "Free some space or check who may write there."))));
    }
    Q_EMIT changed();
}

} // namespace rejoin::ui
