#include "core/cmdlets/sessionproperties.h"

namespace rejoin::cmdlets {

namespace {

using sessions::Session;

Object seconds(const std::optional<std::chrono::milliseconds> &duration)
{
    if (!duration)
        return {};
    if (duration->count() % 1000 == 0)
        return Object::number(duration->count() / 1000);
    return Object(Object::Variant(static_cast<double>(duration->count()) / 1000.0));
}

Object time(const std::optional<QDateTime> &moment)
{
    return moment ? Object(Object::Variant(*moment)) : Object();
}

QString bufferModeName(wsman::BufferMode mode)
{
    switch (mode) {
    case wsman::BufferMode::Drop:
        return QStringLiteral("Drop");
    case wsman::BufferMode::Block:
        return QStringLiteral("Block");
    case wsman::BufferMode::None:
        break;
    }
    return QStringLiteral("None");
}

/// What is known of the connection; none while there is none.
std::optional<transport::ConnectionFacts> factsOf(const Session &s)
{
    const auto runspace = s.runspace();
    if (!runspace || s.state() != remoting::SessionState::Opened)
        return std::nullopt;
    return runspace->facts();
}

Object fact(const Session &s, QString transport::ConnectionFacts::*field)
{
    const auto facts = factsOf(s);
    return facts && !((*facts).*field).isEmpty() ? Object::string((*facts).*field) : Object();
}

Object revocation(const Session &s)
{
    using Revocation = transport::ConnectionFacts::Revocation;
    const auto facts = factsOf(s);
    if (!facts)
        return {};
    switch (facts->revocation) {
    case Revocation::NotAsked:
        break;
    case Revocation::NotChecked:
        return Object::string(QStringLiteral("NotChecked"));
    case Revocation::Good:
        return Object::string(QStringLiteral("Good"));
    }
    return Object::string(QStringLiteral("NotAsked"));
}

Object pinned(const Session &s)
{
    const auto facts = factsOf(s);
    return facts ? Object::boolean(facts->pinned) : Object();
}

/// What logged in at last: "Kerberos" where "Negotiate" was asked for.
Object login(const Session &s)
{
    using Facts = transport::ConnectionFacts;
    const Object package = fact(s, &Facts::package);
    return package.isNull() ? fact(s, &Facts::mechanism) : package;
}

struct Property
{
    const char *name;
    Object (*read)(const Session &);
};

const QList<Property> &properties()
{
    static const QList<Property> list{
        {"Id", [](const Session &s) { return Object::number(s.id()); }},
        {"Name", [](const Session &s) { return Object::string(s.name()); }},
        {"ComputerName", [](const Session &s) { return Object::string(s.computerName()); }},
        {"State", [](const Session &s) { return Object::string(sessions::stateName(s.state())); }},
        {"ConfigurationName", [](const Session &s) { return Object::string(s.configurationName()); }},
        {"Availability", [](const Session &s) { return Object::string(sessions::availabilityName(s.availability())); }},
        {"InstanceId", [](const Session &s) { return Object(Object::Variant(s.instanceId())); }},
        {"Transport", [](const Session &) { return Object::string(QStringLiteral("WSMan")); }},
        {"ComputerType", [](const Session &) { return Object::string(QStringLiteral("RemoteMachine")); }},
        {"IdleTimeout", [](const Session &s) { return seconds(s.shell().idleTimeout); }},
        {"MaxIdleTimeout", [](const Session &s) { return seconds(s.shell().maxIdleTimeout); }},
        {"OutputBufferingMode", [](const Session &s) { return Object::string(bufferModeName(s.shell().bufferMode)); }},
        {"DisconnectedOn", [](const Session &s) { return time(s.disconnectedOn()); }},
        {"ExpiresOn", [](const Session &s) { return time(s.expiresOn()); }},
        {"Owner", [](const Session &s) { return Object::string(s.shell().owner); }},
        {"ClientIP", [](const Session &s) { return Object::string(s.shell().clientIp); }},
        {"ShellRunTime", [](const Session &s) { return seconds(s.shell().shellRunTime); }},
        {"ShellInactivity", [](const Session &s) { return seconds(s.shell().shellInactivity); }},
        // Of the connection; only while Opened here.
        {"Authentication", login},
        {"FallbackReason", [](const Session &s) { return fact(s, &transport::ConnectionFacts::fallbackReason); }},
        {"MessageProtection", [](const Session &s) { return fact(s, &transport::ConnectionFacts::sealing); }},
        {"TlsVersion", [](const Session &s) { return fact(s, &transport::ConnectionFacts::tlsVersion); }},
        {"TlsCipher", [](const Session &s) { return fact(s, &transport::ConnectionFacts::cipher); }},
        {"Revocation", revocation},
        {"CertificatePinned", pinned},
        {"Proxy", [](const Session &s) { return fact(s, &transport::ConnectionFacts::proxy); }},
    };
    return list;
}

} // namespace

QStringList sessionPropertyNames()
{
    QStringList names;
    for (const Property &property : properties())
        names << QString::fromLatin1(property.name);
    return names;
}

std::optional<Object> sessionProperty(const Session &session, const QString &name)
{
    for (const Property &property : properties())
        if (name.compare(QLatin1String(property.name), Qt::CaseInsensitive) == 0)
            return property.read(session);
    return {};
}

} // namespace rejoin::cmdlets
