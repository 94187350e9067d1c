#include "core/lab/labseed.h"

#include "core/base/error.h"
#include "core/lab/engine/engine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace rejoin::lab {

namespace {

[[noreturn]] void refuse(const QString &place, const char *what)
{
    throw base::Error(
        base::ErrorCategory::InvalidArgument, QStringLiteral("SeedInvalid"),
        base::Text(QT_TRANSLATE_NOOP("core", "The seed file is wrong at %1: %2."), {place, QString::fromLatin1(what)}),
        base::Text(QT_TRANSLATE_NOOP("core", "Correct the file; rejoin-lab --help shows its form.")));
}

/// One object: typed reading of its keys; what was not read at the end is an unknown key.
class Fields
{
public:
    Fields(const QJsonValue &value, const QString &place) : m_place(place)
    {
        if (!value.isObject())
            refuse(place, "an object is expected");
        m_object = value.toObject();
    }

    [[nodiscard]] QString at(const char *key) const
    {
        return m_place.isEmpty() ? QString::fromLatin1(key) : m_place + QLatin1Char('.') + QString::fromLatin1(key);
    }
    [[nodiscard]] bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }

    void read(const char *key, QString *out)
    {
        if (const auto value = take(key, QJsonValue::String, "a string is expected"))
            *out = value->toString();
    }
    void read(const char *key, bool *out)
    {
        if (const auto value = take(key, QJsonValue::Bool, "true or false is expected"))
            *out = value->toBool();
    }
    void read(const char *key, QByteArray *out)
    {
        if (const auto value = take(key, QJsonValue::String, "a string is expected"))
            *out = value->toString().toUtf8();
    }
    template <typename Integer>
        requires std::integral<Integer>
    void read(const char *key, Integer *out)
    {
        const auto value = take(key, QJsonValue::Double, "a number is expected");
        if (!value)
            return;
        const double number = value->toDouble();
        if (number != std::floor(number) || number < double(std::numeric_limits<Integer>::min()) ||
            number > double(std::numeric_limits<Integer>::max()))
            refuse(at(key), "a whole number within bounds is expected");
        *out = static_cast<Integer>(number);
    }
    /// unit: milliseconds in one of the file's units.
    void read(const char *key, milliseconds *out, double unit)
    {
        const auto value = take(key, QJsonValue::Double, "a number is expected");
        if (!value)
            return;
        const double time = value->toDouble() * unit;
        if (time < 0 || time > 4e12)
            refuse(at(key), "a time that is not negative is expected");
        *out = milliseconds(static_cast<qint64>(std::llround(time)));
    }
    void readSeconds(const char *key, milliseconds *out) { read(key, out, 1000); }
    void readSeconds(const char *key, std::optional<milliseconds> *out)
    {
        if (!has(key))
            return;
        milliseconds time{0};
        readSeconds(key, &time);
        *out = time;
    }
    [[nodiscard]] QJsonArray array(const char *key)
    {
        const auto value = take(key, QJsonValue::Array, "a list is expected");
        return value ? value->toArray() : QJsonArray();
    }
    [[nodiscard]] std::optional<QJsonValue> object(const char *key)
    {
        return take(key, QJsonValue::Object, "an object is expected");
    }
    void done() const
    {
        for (auto it = m_object.begin(); it != m_object.end(); ++it) {
            if (!m_seen.contains(it.key()))
                refuse(m_place.isEmpty() ? it.key() : m_place + QLatin1Char('.') + it.key(), "no such key");
        }
    }

private:
    std::optional<QJsonValue> take(const char *key, QJsonValue::Type type, const char *expected)
    {
        const auto name = QString::fromLatin1(key);
        m_seen.insert(name);
        const auto found = m_object.constFind(name);
        if (found == m_object.constEnd())
            return {};
        if (found->type() != type)
            refuse(at(key), expected);
        return *found;
    }

    QJsonObject m_object;
    QString m_place;
    QSet<QString> m_seen;
};

QString element(const QString &place, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(place).arg(index);
}

LabSession readSession(const QJsonValue &value, const QString &place, const LabUser &defaultUser)
{
    Fields fields(value, place);
    LabSession session;
    session.owner = defaultUser.name;
    fields.read("name", &session.name);
    fields.read("owner", &session.owner);
    fields.read("configuration", &session.configuration);
    QString id;
    fields.read("shellId", &id);
    if (!id.isEmpty()) {
        session.shellId = QUuid(id);
        if (session.shellId.isNull())
            refuse(fields.at("shellId"), "a GUID is expected");
    }
    fields.read("script", &session.script);
    fields.read("running", &session.running);
    fields.readSeconds("age", &session.age);
    fields.readSeconds("inactivity", &session.inactivity);
    fields.readSeconds("idleTimeout", &session.idleTimeout);
    QString mode;
    fields.read("bufferMode", &mode);
    if (mode.compare(QLatin1String("Drop"), Qt::CaseInsensitive) == 0)
        session.bufferMode = wsman::BufferMode::Drop;
    else if (!mode.isEmpty() && mode.compare(QLatin1String("Block"), Qt::CaseInsensitive) != 0)
        refuse(fields.at("bufferMode"), "Block or Drop is expected");
    fields.read("compression", &session.compression);
    fields.read("connectedElsewhere", &session.connectedElsewhere);
    fields.read("clientIp", &session.clientIp);
    fields.read("firstJobId", &session.firstJobId);
    fields.done();
    return session;
}

void readBehaviour(const QJsonValue &value, const QString &place, LabBehaviour *behaviour)
{
    Fields fields(value, place);
    fields.readSeconds("defaultIdleTimeout", &behaviour->defaultIdleTimeout);
    fields.readSeconds("minimumIdleTimeout", &behaviour->minimumIdleTimeout);
    fields.readSeconds("maximumIdleTimeout", &behaviour->maximumIdleTimeout);
    fields.readSeconds("disconnectAfter", &behaviour->disconnectAfter);
    fields.readSeconds("maximumOperationTimeout", &behaviour->maximumOperationTimeout);
    fields.read("disconnectFaultsReceives", &behaviour->disconnectFaultsReceives);
    fields.read("robust", &behaviour->robust);
    fields.readSeconds("responseRetention", &behaviour->responseRetention);
    fields.readSeconds("keepAlive", &behaviour->keepAlive);
    fields.read("maximumShellsPerUser", &behaviour->maximumShellsPerUser);
    fields.read("maximumCommandsPerShell", &behaviour->maximumCommandsPerShell);
    fields.read("pageSize", &behaviour->pageSize);
    fields.read("maximumEnvelope", &behaviour->maximumEnvelope);
    fields.read("bufferedOutput", &behaviour->bufferedOutput);
    fields.read("protocolVersion", &behaviour->protocolVersion);
    fields.read("stackVersion", &behaviour->stackVersion);
    fields.read("compression", &behaviour->compression);
    fields.read("plainForConnectors", &behaviour->plainForConnectors);
    fields.done();
}

std::optional<LabEngine> engineNamed(const QString &name)
{
    if (name.compare(QLatin1String("builtin"), Qt::CaseInsensitive) == 0)
        return LabEngine::BuiltIn;
    if (name.compare(QLatin1String("pwsh"), Qt::CaseInsensitive) == 0)
        return LabEngine::Pwsh;
    return {};
}

LabUser readUser(const QJsonValue &value, const QString &place)
{
    Fields fields(value, place);
    QString name;
    QByteArray password;
    bool administrator = false;
    fields.read("name", &name);
    fields.read("password", &password);
    fields.read("administrator", &administrator);
    fields.done();
    if (name.isEmpty())
        refuse(fields.at("name"), "a user needs a name");
    return LabUser(name, base::SecretString::fromUtf8(password), administrator);
}

void checkFunctions(const QString &place, const QString &functions)
{
    EngineSettings settings;
    settings.functions = functions;
    bool isScript = true;
    try {
        (void)makeBuiltinEngine(settings);
    } catch (const base::Error &) {
        isScript = false;
    }
    if (!isScript)
        refuse(place, "the definitions of functions are expected");
}

LabExchangeSettings readExchange(const QJsonValue &value, const QString &place)
{
    Fields fields(value, place);
    LabExchangeSettings exchange;
    fields.read("redirect", &exchange.redirect);
    fields.read("functions", &exchange.functions);
    checkFunctions(fields.at("functions"), exchange.functions);
    const auto forbidden = fields.array("forbidden");
    for (const auto &user : forbidden)
        exchange.forbidden.append(user.toString());
    fields.read("maximumShells", &exchange.maximumShells);
    fields.done();
    return exchange;
}

LabComputerSettings readComputer(const QJsonValue &value, const QString &place, const LabUser &defaultUser)
{
    Fields fields(value, place);
    LabComputerSettings computer;
    fields.read("name", &computer.name);
    if (computer.name.isEmpty())
        refuse(fields.at("name"), "a computer needs a name");
    fields.read("http", &computer.http);
    fields.read("https", &computer.https);
    fields.read("httpPort", &computer.httpPort);
    fields.read("httpsPort", &computer.httpsPort);
    QStringList schemes;
    const auto auth = fields.array("auth");
    for (const auto &scheme : auth)
        schemes.append(scheme.toString());
    if (fields.has("auth"))
        computer.login.offered = readSchemes(schemes);
    fields.read("kerberosOnly", &computer.login.kerberosOnly);
    fields.read("requireChannelBinding", &computer.login.requireChannelBinding);
    fields.read("digestAlgorithm", &computer.login.digestAlgorithm);
    fields.read("digestNonceUses", &computer.login.digestNonceUses);
    fields.read("credsspVersion", &computer.login.credsspVersion);
    fields.read("credsspTls", &computer.login.credsspTls);
    fields.read("credsspTickets", &computer.login.credsspTickets);
    fields.read("credsspStatus", &computer.login.credsspStatus);
    fields.read("credsspWrongKey", &computer.login.credsspWrongKey);
    fields.read("askForCertificate", &computer.login.askForCertificate);
    // Thumbprint (SHA-1) to user.
    const QJsonObject mapped = fields.object("certificateUsers").value_or(QJsonValue()).toObject();
    for (auto it = mapped.begin(); it != mapped.end(); ++it)
        computer.login.certificateUsers.insert(it.key().toUpper(), it.value().toString());
    QString engine;
    fields.read("engine", &engine);
    computer.engine = engineNamed(engine);
    if (!engine.isEmpty() && !computer.engine)
        refuse(fields.at("engine"), "builtin or pwsh is expected");
    bool named = false;
    const auto users = fields.array("users");
    for (qsizetype i = 0; i < users.size(); ++i) {
        computer.users.append(readUser(users[i], element(fields.at("users"), i)));
        named = named || computer.users.last().name.compare(defaultUser.name, Qt::CaseInsensitive) == 0;
    }
    if (!named)
        computer.users.append(defaultUser);
    const auto configurations = fields.array("configurations");
    for (const auto &name : configurations)
        computer.configurations.append(name.toString());
    const QJsonObject files = fields.object("configurationFiles").value_or(QJsonValue()).toObject();
    for (auto it = files.begin(); it != files.end(); ++it) {
        computer.configurationFiles.insert(it.key().toLower(), it.value().toString());
        computer.configurations.append(it.key());
    }
    // Configuration to its functions.
    const QJsonObject restricted = fields.object("restricted").value_or(QJsonValue()).toObject();
    for (auto it = restricted.begin(); it != restricted.end(); ++it) {
        if (!it.value().isString())
            refuse(fields.at("restricted") + u'.' + it.key(), "the definitions of functions are expected");
        checkFunctions(fields.at("restricted") + u'.' + it.key(), it.value().toString());
        computer.restricted.insert(it.key().toLower(), it.value().toString());
        computer.configurations.append(it.key());
    }
    if (const auto exchange = fields.object("exchange"))
        computer.exchange = readExchange(*exchange, fields.at("exchange"));
    if (const auto behaviour = fields.object("behaviour"))
        readBehaviour(*behaviour, fields.at("behaviour"), &computer.behaviour);
    const auto sessions = fields.array("sessions");
    for (qsizetype i = 0; i < sessions.size(); ++i) {
        computer.sessions.append(readSession(sessions[i], element(fields.at("sessions"), i), defaultUser));
        if (!computer.configurations.contains(computer.sessions.last().configuration, Qt::CaseInsensitive))
            computer.configurations.append(computer.sessions.last().configuration);
    }
    fields.done();
    return computer;
}

LabFault readFault(const QJsonValue &value, const QString &place)
{
    struct Name
    {
        const char *name;
        LabFault::Kind kind;
    };
    static constexpr std::array names{
        Name{"delay", LabFault::Kind::Delay},
        Name{"hang", LabFault::Kind::Hang},
        Name{"drop", LabFault::Kind::Drop},
        Name{"dropAfter", LabFault::Kind::DropAfter},
        Name{"cut", LabFault::Kind::Cut},
        Name{"answer", LabFault::Kind::Answer},
        Name{"fault", LabFault::Kind::Fault},
        Name{"redirect", LabFault::Kind::Redirect},
        Name{"oversized", LabFault::Kind::Oversized},
        Name{"truncated", LabFault::Kind::Truncated},
    };
    Fields fields(value, place);
    LabFault fault;
    QString kind;
    fields.read("kind", &kind);
    bool known = false;
    for (const auto &name : names) {
        if (kind == QLatin1String(name.name)) {
            fault.kind = name.kind;
            known = true;
        }
    }
    if (!known)
        refuse(fields.at("kind"), "delay, hang, drop, dropAfter, cut, answer, fault, redirect, oversized or truncated "
                                  "is expected");
    fields.read("computer", &fault.computer);
    fields.read("action", &fault.action);
    fields.read("skip", &fault.skip);
    fields.read("times", &fault.times);
    fields.read("delay", &fault.delay, 1);
    fields.read("bytes", &fault.bytes);
    fields.read("status", &fault.status);
    fields.read("contentType", &fault.contentType);
    fields.read("body", &fault.body);
    fields.read("location", &fault.location);
    fields.read("code", &fault.code);
    fields.read("subcode", &fault.subcode);
    fields.read("message", &fault.message);
    fields.done();
    return fault;
}

} // namespace

LabEngine readEngine(const QString &name)
{
    if (const auto engine = engineNamed(name))
        return *engine;
    throw base::Error(base::ErrorCategory::InvalidArgument, QStringLiteral("ParameterBindingFailed"),
                      base::Text(QT_TRANSLATE_NOOP("core", "The lab has no engine \"%1\"."), {name}),
                      base::Text(QT_TRANSLATE_NOOP("core", "It has builtin and pwsh.")));
}

QStringList readSchemes(const QStringList &names)
{
    static constexpr std::array known{"Negotiate", "Kerberos", "CredSSP", "Digest", "Basic"};
    QStringList schemes;
    for (const QString &name : names) {
        const QString word = name.trimmed();
        const auto is = [&word](const char *scheme) {
            return word.compare(QLatin1String(scheme), Qt::CaseInsensitive) == 0;
        };
        const auto found = std::find_if(known.begin(), known.end(), is);
        if (found != known.end())
            schemes.append(QString::fromLatin1(*found));
        else if (is("Certificate"))
            schemes.append(QStringLiteral("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"));
        else
            throw base::Error(
                base::ErrorCategory::InvalidArgument, QStringLiteral("ParameterBindingFailed"),
                base::Text(QT_TRANSLATE_NOOP("core", "The lab knows no authentication scheme \"%1\"."), {word}),
                base::Text(QT_TRANSLATE_NOOP("core", "It knows Negotiate, Kerberos, CredSSP, Digest, "
                                                     "Basic and Certificate.")));
    }
    return schemes;
}

void readSeed(const QByteArray &json, const LabUser &defaultUser, LabSettings *settings)
{
    QJsonParseError parsed;
    const auto document = QJsonDocument::fromJson(json, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        const auto before = json.left(parsed.offset);
        throw base::Error(base::ErrorCategory::InvalidArgument, QStringLiteral("SeedInvalid"),
                          base::Text(QT_TRANSLATE_NOOP("core", "The seed file is no JSON: line %1: %2."),
                                     {QString::number(before.count('\n') + 1), parsed.errorString()}));
    }
    Fields fields(document.isObject() ? QJsonValue(document.object()) : QJsonValue(), QString());
    const auto computers = fields.array("computers");
    QSet<QString> names;
    for (qsizetype i = 0; i < computers.size(); ++i) {
        const auto place = element(QStringLiteral("computers"), i);
        auto computer = readComputer(computers[i], place, defaultUser);
        if (names.contains(computer.name.toLower()))
            refuse(place + QStringLiteral(".name"), "the name is taken");
        names.insert(computer.name.toLower());
        settings->computers.append(computer);
    }
    fields.read("delay", &settings->delay, 1);
    const auto faults = fields.array("faults");
    for (qsizetype i = 0; i < faults.size(); ++i)
        settings->scenario.add(readFault(faults[i], element(QStringLiteral("faults"), i)));
    fields.done();
}

} // namespace rejoin::lab
