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
        Object value = it.value();
        if (name == QLatin1String("ProxyCredential") && !value.as<std::shared_ptr<base::Credential>>()) {
            const QString user = value.toText();
            const base::Credential credential = co_await call->frontEnd()->proxyCredential(user, call->cancel());
            value = Object(Object::Variant(std::make_shared<base::Credential>(credential)));
        }
        table.entries.append(std::pair(key, value));
    }
    const auto options = std::make_shared<sessions::SessionOptions>(sessionOptionsFrom(table));
    if (!bound.has("MaximumReceivedObjectSize"))
        options->maximumReceivedObjectSize.reset();
    if (options->proxyAccess == sessions::SessionOptions::ProxyAccess::None && bound.has("ProxyAuthentication"))
        call->warning(QStringLiteral("-ProxyAuthentication has no effect without -ProxyAccessType."));
    call->output(Object(Object::Variant(options)));
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
