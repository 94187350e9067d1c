#include "core/cmdlets/sessionoptionproperties.h"

#include "core/cmdlets/cmdlettable.h"

namespace rejoin::cmdlets {

namespace {

using sessions::SessionOptions;
using std::chrono::milliseconds;

constexpr qint64 ticksPerMillisecond = 10000;

Object text(const QString &value)
{
    return value.isEmpty() ? Object() : Object::string(value);
}

Object time(milliseconds value)
{
    return Object::remote(clixml::Value::duration(value.count() * ticksPerMillisecond));
}

Object number(const std::optional<qint64> &value)
{
    return value ? Object::number(*value) : Object();
}

QString proxyAccessName(SessionOptions::ProxyAccess access)
{
    using Access = SessionOptions::ProxyAccess;
    switch (access) {
    case Access::IEConfig:
        return QStringLiteral("IEConfig");
    case Access::WinHttpConfig:
        return QStringLiteral("WinHttpConfig");
    case Access::AutoDetect:
        return QStringLiteral("AutoDetect");
    case Access::NoProxyServer:
        return QStringLiteral("NoProxyServer");
    case Access::None:
        break;
    }
    return QStringLiteral("None");
}

QString mechanismName(transport::Mechanism mechanism)
{
    return enumerationNames(QStringLiteral("AuthenticationMechanism")).value(static_cast<int>(mechanism));
}

QString bufferModeName(wsman::BufferMode mode)
{
    return mode == wsman::BufferMode::Drop    ? QStringLiteral("Drop")
           : mode == wsman::BufferMode::Block ? QStringLiteral("Block")
                                              : QStringLiteral("None");
}

Object proxyCredential(const SessionOptions &options)
{
    if (options.proxyCredential.userName.isEmpty())
        return {};
    return Object(Object::Variant(std::make_shared<base::Credential>(options.proxyCredential)));
}

Object applicationArguments(const SessionOptions &options)
{
    return options.applicationArguments.isNil() ? Object() : Object::remote(options.applicationArguments);
}

struct Property
{
    const char *name;
    Object (*read)(const SessionOptions &);
};

using O = const SessionOptions &;

const QList<Property> &properties()
{
    static const QList<Property> list{
        {"MaximumConnectionRedirectionCount", [](O o) { return Object::number(o.maximumRedirection); }},
        {"NoCompression", [](O o) { return Object::boolean(o.noCompression); }},
        {"NoMachineProfile", [](O o) { return Object::boolean(o.noMachineProfile); }},
        {"ProxyAccessType", [](O o) { return Object::string(proxyAccessName(o.proxyAccess)); }},
        {"ProxyAuthentication", [](O o) { return Object::string(mechanismName(o.proxyAuthentication)); }},
        {"ProxyCredential", proxyCredential},
        {"SkipCACheck", [](O o) { return Object::boolean(o.skipCaCheck); }},
        {"SkipCNCheck", [](O o) { return Object::boolean(o.skipCnCheck); }},
        {"SkipRevocationCheck", [](O o) { return Object::boolean(o.skipRevocationCheck); }},
        {"OperationTimeout", [](O o) { return time(o.operationTimeout); }},
        {"NoEncryption", [](O o) { return Object::boolean(o.noEncryption); }},
        {"UseUTF16", [](O o) { return Object::boolean(o.useUtf16); }},
        {"IncludePortInSPN", [](O o) { return Object::boolean(o.includePortInSpn); }},
        {"OutputBufferingMode", [](O o) { return Object::string(bufferModeName(o.outputBufferingMode)); }},
        {"MaxConnectionRetryCount", [](O o) { return Object::number(o.maxConnectionRetryCount); }},
        {"Culture", [](O o) { return text(o.culture); }},
        {"UICulture", [](O o) { return text(o.uiCulture); }},
        {"MaximumReceivedDataSizePerCommand", [](O o) { return number(o.maximumReceivedDataSizePerCommand); }},
        {"MaximumReceivedObjectSize", [](O o) { return number(o.maximumReceivedObjectSize); }},
        {"ApplicationArguments", applicationArguments},
        {"OpenTimeout", [](O o) { return time(o.openTimeout); }},
        {"CancelTimeout", [](O o) { return time(o.cancelTimeout); }},
        // PowerShell's -1 ms: the server's own.
        {"IdleTimeout", [](O o) { return time(o.idleTimeout.value_or(milliseconds(-1))); }},
    };
    return list;
}

} // namespace

QStringList sessionOptionPropertyNames()
{
    QStringList names;
    for (const Property &property : properties())
        names << QString::fromLatin1(property.name);
    return names;
}

std::optional<Object> sessionOptionProperty(const SessionOptions &options, const QString &name)
{
    for (const Property &property : properties())
        if (name.compare(QLatin1String(property.name), Qt::CaseInsensitive) == 0)
            return property.read(options);
    // Ours alone, and so not among those that are listed.
    if (name.compare(QLatin1String("ProtocolVersion"), Qt::CaseInsensitive) == 0)
        return Object::string(options.protocolVersion);
    return {};
}

QStringList withoutEffectOnConnect(const SessionOptions &options)
{
    const SessionOptions defaults;
    QStringList names;
    if (options.idleTimeout)
        names << QStringLiteral("IdleTimeout");
    if (options.noMachineProfile)
        names << QStringLiteral("NoMachineProfile");
    if (!options.culture.isEmpty())
        names << QStringLiteral("Culture");
    if (!options.uiCulture.isEmpty())
        names << QStringLiteral("UICulture");
    if (!options.applicationArguments.isNil())
        names << QStringLiteral("ApplicationArguments");
    if (options.maxConnectionRetryCount != defaults.maxConnectionRetryCount)
        names << QStringLiteral("MaxConnectionRetryCount");
    return names;
}

} // namespace rejoin::cmdlets
