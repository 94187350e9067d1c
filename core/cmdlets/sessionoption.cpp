// @{ … } as a PSSessionOption: the keys are the properties of that type.

#include "core/cmdlets/binder.h"

#include <QRegularExpression>

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using sessions::SessionOptions;
using std::chrono::milliseconds;

Error badOption(const QString &key, const QString &why)
{
    return {ErrorCategory::InvalidArgument, QStringLiteral("InvalidSessionOption"),
            Text(QT_TRANSLATE_NOOP("core", "The session option '%1' cannot be used: %2"), {key, why}),
            Text(QT_TRANSLATE_NOOP("core", "'rejoinctl help New-PSSessionOption' lists the options."))};
}

qint64 integer(const QString &key, const Object &value, qint64 minimum = 0)
{
    const auto number = value.toInteger();
    if (!number || *number < minimum || *number > 2147483647)
        throw badOption(key,
                        QStringLiteral("'%1' is not a number from %2 to 2147483647.").arg(value.toText()).arg(minimum));
    return *number;
}

/// Place of a word among those of an enumeration.
int nameIndex(const QString &key, const char *enumeration, const Object &value)
{
    const QStringList names = enumerationNames(QString::fromLatin1(enumeration));
    const int index = static_cast<int>(names.indexOf(
        QRegularExpression(QRegularExpression::anchoredPattern(QRegularExpression::escape(value.toText().trimmed())),
                           QRegularExpression::CaseInsensitiveOption)));
    if (index < 0)
        throw badOption(key,
                        QStringLiteral("'%1' is none of %2.").arg(value.toText(), names.join(QStringLiteral(", "))));
    return index;
}

/// As in PowerShell: $null is no limit.
std::optional<qint64> limit(const QString &key, const Object &value)
{
    if (value.isNull())
        return std::nullopt;
    return integer(key, value);
}

struct Option
{
    const char *key;
    void (*apply)(SessionOptions &, const QString &key, const Object &value);
};

const QList<Option> &options()
{
    // Times are milliseconds, as New-PSSessionOption takes them.
    static const QList<Option> list{
        {"MaximumConnectionRedirectionCount",
         [](SessionOptions &o, const QString &k, const Object &v) {
             o.maximumRedirection = static_cast<int>(integer(k, v, -2147483648LL));
         }},
        {"NoCompression", [](SessionOptions &o, const QString &, const Object &v) { o.noCompression = v.toBool(); }},
        {"NoMachineProfile",
         [](SessionOptions &o, const QString &, const Object &v) { o.noMachineProfile = v.toBool(); }},
        {"Culture", [](SessionOptions &o, const QString &, const Object &v) { o.culture = v.toText(); }},
        {"UICulture", [](SessionOptions &o, const QString &, const Object &v) { o.uiCulture = v.toText(); }},
        {"MaximumReceivedDataSizePerCommand",
         [](SessionOptions &o, const QString &k, const Object &v) {
             o.maximumReceivedDataSizePerCommand = limit(k, v);
         }},
        {"MaximumReceivedObjectSize",
         [](SessionOptions &o, const QString &k, const Object &v) { o.maximumReceivedObjectSize = limit(k, v); }},
        {"OutputBufferingMode",
         [](SessionOptions &o, const QString &k, const Object &v) {
             const QString name = v.toText().toLower();
             if (name == QLatin1String("drop"))
                 o.outputBufferingMode = wsman::BufferMode::Drop;
             else if (name == QLatin1String("block"))
                 o.outputBufferingMode = wsman::BufferMode::Block;
             else if (name == QLatin1String("none"))
                 o.outputBufferingMode = wsman::BufferMode::None;
             else
                 throw badOption(k, QStringLiteral("'%1' is none of None, Drop, Block.").arg(v.toText()));
         }},
        {"MaxConnectionRetryCount",
         [](SessionOptions &o, const QString &k, const Object &v) {
             o.maxConnectionRetryCount = static_cast<int>(integer(k, v));
         }},
        {"OpenTimeout",
         [](SessionOptions &o, const QString &k, const Object &v) { o.openTimeout = milliseconds(integer(k, v)); }},
        {"CancelTimeout",
         [](SessionOptions &o, const QString &k, const Object &v) { o.cancelTimeout = milliseconds(integer(k, v)); }},
        {"OperationTimeout", [](SessionOptions &o, const QString &k,
                                const Object &v) { o.operationTimeout = milliseconds(integer(k, v)); }},
        {"IdleTimeout",
         [](SessionOptions &o, const QString &k, const Object &v) {
             const qint64 time = integer(k, v, -1);
             if (time >= 0)
                 o.idleTimeout = milliseconds(time);
             else
                 o.idleTimeout.reset();
         }},
        {"SkipCACheck", [](SessionOptions &o, const QString &, const Object &v) { o.skipCaCheck = v.toBool(); }},
        {"SkipCNCheck", [](SessionOptions &o, const QString &, const Object &v) { o.skipCnCheck = v.toBool(); }},
        {"SkipRevocationCheck",
         [](SessionOptions &o, const QString &, const Object &v) { o.skipRevocationCheck = v.toBool(); }},
        {"NoEncryption", [](SessionOptions &o, const QString &, const Object &v) { o.noEncryption = v.toBool(); }},
        {"UseUTF16", [](SessionOptions &o, const QString &, const Object &v) { o.useUtf16 = v.toBool(); }},
        {"IncludePortInSPN",
         [](SessionOptions &o, const QString &, const Object &v) { o.includePortInSpn = v.toBool(); }},
        {"ProxyAccessType",
         [](SessionOptions &o, const QString &k, const Object &v) {
             static constexpr SessionOptions::ProxyAccess values[] = {
                 SessionOptions::ProxyAccess::None, SessionOptions::ProxyAccess::IEConfig,
                 SessionOptions::ProxyAccess::WinHttpConfig, SessionOptions::ProxyAccess::AutoDetect,
                 SessionOptions::ProxyAccess::NoProxyServer};
             o.proxyAccess = values[nameIndex(k, "ProxyAccessType", v)];
         }},
        {"ProxyAuthentication",
         [](SessionOptions &o, const QString &k, const Object &v) {
             using transport::Mechanism;
             const auto mechanism = static_cast<Mechanism>(nameIndex(k, "AuthenticationMechanism", v));
             if (mechanism != Mechanism::Basic && mechanism != Mechanism::Negotiate && mechanism != Mechanism::Digest)
                 throw Error(
                     ErrorCategory::InvalidArgument, QStringLiteral("System.ArgumentException"),
                     Text(QT_TRANSLATE_NOOP("core", "%1 cannot be specified as a proxy authentication mechanism. Only "
                                                    "%2,%3 or %4 are supported for proxy authentication."),
                          {v.toText(), QStringLiteral("Basic"), QStringLiteral("Negotiate"), QStringLiteral("Digest")}),
                     Text(QT_TRANSLATE_NOOP("core", "Leave -ProxyAuthentication out for Negotiate.")));
             o.proxyAuthentication = mechanism;
         }},
        {"ProxyCredential",
         [](SessionOptions &o, const QString &k, const Object &v) {
             if (v.isNull())
                 o.proxyCredential = {};
             else if (const auto *credential = v.as<std::shared_ptr<base::Credential>>())
                 o.proxyCredential = **credential;
             else
                 throw badOption(k, QStringLiteral("New-PSSessionOption -ProxyCredential asks for the password."));
         }},
        {"ProtocolVersion",
         [](SessionOptions &o, const QString &k, const Object &v) {
             // A hashtable's 2.4 is a number.
             const QString version = v.toText().trimmed();
             if (version != QLatin1String("2.3") && version != QLatin1String("2.4"))
                 throw badOption(k, QStringLiteral("'%1' is none of 2.3, 2.4.").arg(version));
             o.protocolVersion = version;
         }},
        {"ApplicationArguments",
         [](SessionOptions &o, const QString &k, const Object &v) {
             if (v.isNull())
                 o.applicationArguments = {};
             else if (v.as<std::shared_ptr<Hashtable>>())
                 o.applicationArguments = v.toClixml();
             else
                 throw badOption(k, QStringLiteral("give a hashtable: @{ name = value }."));
         }},
    };
    return list;
}

} // namespace

SessionOptions sessionOptionsFrom(const Hashtable &table)
{
    SessionOptions result;
    result.maximumReceivedObjectSize = 200 << 20; // what a new PSSessionOption says; New-PSSessionOption says none
    for (const auto &[key, value] : table.entries) {
        bool known = false;
        for (const Option &option : options()) {
            if (key.compare(QLatin1String(option.key), Qt::CaseInsensitive) == 0) {
                option.apply(result, key, value);
                known = true;
            }
        }
        if (!known)
            throw badOption(key, QStringLiteral("there is no such option."));
    }
    return result;
}

} // namespace rejoin::cmdlets
