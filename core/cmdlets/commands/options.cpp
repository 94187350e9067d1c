// New-PSSessionOption and Test-WSMan.

#include "core/cmdlets/commands/commands.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

} // namespace

Task<> newPSSessionOption(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    for (const char *name : {"ProxyAccessType", "ProxyAuthentication", "ProxyCredential", "ApplicationArguments"})
        if (bound.has(name))
            throw Error(ErrorCategory::Unsupported, QStringLiteral("ParameterNotOffered"),
                        Text(QT_TRANSLATE_NOOP("core", "-%1 is not supported in this version."), {QLatin1String(name)}),
                        Text(QT_TRANSLATE_NOOP("core", "Leave it out; connections go directly to the computer.")));
    // Taken for the sake of scripts that are shared with PowerShell, and said to be without effect.
    for (const char *name : {"UseUTF16", "IncludePortInSPN", "SkipRevocationCheck", "MaximumReceivedDataSizePerCommand",
                             "MaximumReceivedObjectSize", "MaxConnectionRetryCount", "MaximumRedirection"})
        if (bound.has(name))
            call->warning(QStringLiteral("-%1 has no effect in this version.").arg(QLatin1String(name)));
    // The parameters are the properties, but for three names.
    Hashtable table;
    for (auto it = bound.values.cbegin(); it != bound.values.cend(); ++it) {
        const QString &name = it.key();
        bool common = false;
        for (const Parameter &parameter : commonParameters())
            common = common || parameter.name == name;
        if (common)
            continue;
        const QString key =
            name == QLatin1String("MaximumRedirection") ? QStringLiteral("MaximumConnectionRedirectionCount") : name;
        table.entries.append(std::pair(key, it.value()));
    }
    call->output(Object(Object::Variant(std::make_shared<sessions::SessionOptions>(sessionOptionsFrom(table)))));
    co_return;
}

Task<> testWSMan(InvocationPtr call)
{
    const QList<sessions::ConnectionOptions> targets = co_await call->targets(false);
    for (const sessions::ConnectionOptions &target : targets) {
        std::optional<Error> failure;
        try {
            const wsman::IdentifyInfo info = co_await call->service()->identify(target, call->cancel());
            const QList<std::pair<QString, Object>> properties{
                {QStringLiteral("wsmid"),
                 Object::string(QStringLiteral("http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"))},
                {QStringLiteral("ProtocolVersion"), Object::string(info.protocolVersion)},
                {QStringLiteral("ProductVendor"), Object::string(info.productVendor)},
                {QStringLiteral("ProductVersion"), Object::string(info.productVersion)},
            };
            call->output(
                Object::record(QStringLiteral("System.Xml.XmlElement#http://schemas.dmtf.org/wbem/wsman/identity/"
                                              "1/wsmanidentity.xsd#IdentifyResponse"),
                               properties));
        } catch (const Error &error) {
            failure = error;
        }
        if (failure)
            call->error(*failure, target.displayName());
    }
}

} // namespace rejoin::cmdlets
