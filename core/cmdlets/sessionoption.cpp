// @{ … } as a PSSessionOption: the keys are the properties of that type.

#include "core/cmdlets/binder.h"

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
             o.maximumReceivedDataSizePerCommand = integer(k, v);
         }},
        {"MaximumReceivedObjectSize",
         [](SessionOptions &o, const QString &k, const Object &v) { o.maximumReceivedObjectSize = integer(k, v); }},
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
    };
    return list;
}

} // namespace

SessionOptions sessionOptionsFrom(const Hashtable &table)
{
    SessionOptions result;
    for (const auto &[key, value] : table.entries) {
        bool known = false;
        for (const Option &option : options()) {
            if (key.compare(QLatin1String(option.key), Qt::CaseInsensitive) == 0) {
                option.apply(result, key, value);
                known = true;
            }
        }
        if (!known)
            throw badOption(key, QStringLiteral("there is no such option in this version."));
    }
    return result;
}

} // namespace rejoin::cmdlets
