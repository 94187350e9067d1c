#include "ui/store/sessionoptionsjson.h"

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using sessions::SessionOptions;
using std::chrono::milliseconds;

namespace {

/// One walk over the fields for both directions.
template <typename Options, typename Visitor>
void visit(Options &options, const Visitor &visitor)
{
    visitor("openTimeout"_L1, options.openTimeout);
    visitor("operationTimeout"_L1, options.operationTimeout);
    visitor("cancelTimeout"_L1, options.cancelTimeout);
    visitor("idleTimeout"_L1, options.idleTimeout);
    visitor("maxConnectionRetryCount"_L1, options.maxConnectionRetryCount);
    visitor("maximumRedirection"_L1, options.maximumRedirection);
    visitor("maximumReceivedDataSizePerCommand"_L1, options.maximumReceivedDataSizePerCommand);
    visitor("maximumReceivedObjectSize"_L1, options.maximumReceivedObjectSize);
    visitor("skipCaCheck"_L1, options.skipCaCheck);
    visitor("skipCnCheck"_L1, options.skipCnCheck);
    visitor("skipRevocationCheck"_L1, options.skipRevocationCheck);
    visitor("noEncryption"_L1, options.noEncryption);
    visitor("useUtf16"_L1, options.useUtf16);
    visitor("includePortInSpn"_L1, options.includePortInSpn);
    visitor("noCompression"_L1, options.noCompression);
    visitor("protocolVersion"_L1, options.protocolVersion);
    visitor("noMachineProfile"_L1, options.noMachineProfile);
    visitor("culture"_L1, options.culture);
    visitor("uiCulture"_L1, options.uiCulture);
    visitor("outputBufferingMode"_L1, options.outputBufferingMode);
    visitor("proxyAccessType"_L1, options.proxyAccess);
    visitor("proxyAuthentication"_L1, options.proxyAuthentication);
    visitor("proxyUser"_L1, options.proxyCredential.userName);
}

QJsonValue toValue(milliseconds value)
{
    return qint64(value.count());
}
QJsonValue toValue(bool value)
{
    return value;
}
QJsonValue toValue(const QString &value)
{
    return value;
}
template <typename T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
QJsonValue toValue(T value)
{
    return qint64(value);
}
template <typename T>
QJsonValue toValue(const std::optional<T> &value)
{
    return value ? toValue(*value) : QJsonValue();
}

void take(const QJsonValue &value, milliseconds *field)
{
    if (value.isDouble() && value.toDouble() >= 0)
        *field = milliseconds(value.toInteger());
}
void take(const QJsonValue &value, bool *field)
{
    *field = value.toBool(*field);
}
void take(const QJsonValue &value, QString *field)
{
    *field = value.toString(*field);
}
void take(const QJsonValue &value, int *field)
{
    *field = value.toInt(*field);
}
void take(const QJsonValue &value, qint64 *field)
{
    *field = value.toInteger(*field);
}
template <typename T>
    requires std::is_enum_v<T>
void take(const QJsonValue &value, T *field)
{
    if (value.isDouble())
        *field = T(value.toInt());
}
template <typename T>
void take(const QJsonValue &value, std::optional<T> *field)
{
    T taken{};
    if (value.isDouble()) {
        take(value, &taken);
        *field = taken;
    }
}

} // namespace

QJsonObject sessionOptionsToJson(const SessionOptions &options)
{
    QJsonObject usual;
    const SessionOptions defaults;
    visit(defaults, [&usual](QLatin1String name, const auto &field) { usual.insert(name, toValue(field)); });
    QJsonObject object;
    visit(options, [&](QLatin1String name, const auto &field) {
        if (const QJsonValue value = toValue(field); value != usual.value(name))
            object.insert(name, value);
    });
    return object;
}

SessionOptions sessionOptionsFromJson(const QJsonObject &object)
{
    SessionOptions options;
    visit(options, [&object](QLatin1String name, auto &field) { take(object.value(name), &field); });
    if (!options.proxyCredential.userName.isEmpty())
        options.proxyCredential.kind = base::Credential::Kind::Password;
    return options;
}

} // namespace rejoin::ui
