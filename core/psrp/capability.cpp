#include "core/psrp/capability.h"

#include "core/psrp/failures.h"

#include <algorithm>

namespace rejoin::psrp {

std::optional<ProtocolVersion> ProtocolVersion::parse(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() < 2 || parts.size() > 4)
        return std::nullopt;
    bool majorOk = false;
    bool minorOk = false;
    ProtocolVersion version{parts[0].toInt(&majorOk), parts[1].toInt(&minorOk)};
    if (!majorOk || !minorOk || version.major < 0 || version.minor < 0)
        return std::nullopt;
    return version;
}

QString ProtocolVersion::text() const
{
    return QStringLiteral("%1.%2").arg(major).arg(minor);
}

clixml::Value SessionCapability::toValue() const
{
    return clixml::ObjectBuilder()
        .note("protocolversion", clixml::Value::version(protocolVersion))
        .note("PSVersion", clixml::Value::version(psVersion))
        .note("SerializationVersion", clixml::Value::version(serializationVersion))
        .build();
}

SessionCapability SessionCapability::fromValue(const clixml::Value &value)
{
    SessionCapability capability;
    capability.protocolVersion = value.member("protocolversion").text();
    capability.psVersion = value.member("PSVersion").text();
    capability.serializationVersion = value.member("SerializationVersion").text();
    for (const QString &version : {capability.protocolVersion, capability.psVersion, capability.serializationVersion}) {
        if (!ProtocolVersion::parse(version)) {
            throw messageInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer did not say which protocol versions it speaks.")));
        }
    }
    return capability;
}

void SessionCapability::checkServer(const QString &ours) const
{
    const auto theirs = ProtocolVersion::parse(protocolVersion);
    const bool known = theirs && *theirs >= ProtocolVersion{2, 0} && *theirs <= plainSecretsVersion;
    const bool fits = known || protocolVersion == ours;
    if (fits && psVersion == QLatin1String("2.0") && serializationVersion == QLatin1String("1.1.0.1"))
        return;
    throw base::Error(
        base::ErrorCategory::Unsupported, QStringLiteral("ClientNegotiationFailed"),
        base::Text(QT_TRANSLATE_NOOP("core", "The remote computer speaks version %1 of the PowerShell remoting "
                                             "protocol (PSVersion %2, SerializationVersion %3), which this program "
                                             "does not know."),
                   {protocolVersion, psVersion, serializationVersion}),
        base::Text(QT_TRANSLATE_NOOP("core", "Look for a newer version of this program, or connect to another session "
                                             "configuration of that computer.")));
}

std::optional<ProtocolVersion> SessionCapability::negotiate(const QString &highest, ProtocolVersion lowest) const
{
    const auto theirs = ProtocolVersion::parse(protocolVersion);
    const auto ours = ProtocolVersion::parse(highest);
    if (!theirs || !ours || theirs->major != ours->major || *theirs < lowest)
        return std::nullopt;
    const auto ps = ProtocolVersion::parse(psVersion);
    const auto serialization = ProtocolVersion::parse(serializationVersion);
    if (!ps || ps->major != 2 || !serialization || *serialization != ProtocolVersion{1, 1})
        return std::nullopt;
    return std::min(*theirs, *ours);
}

} // namespace rejoin::psrp
