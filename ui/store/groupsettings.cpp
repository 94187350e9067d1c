#include "ui/store/groupsettings.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/sessions/keeping.h"
#include "core/sessions/sessionerrors.h"
#include "core/transport/auth/choose.h"

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using transport::Mechanism;

std::optional<transport::Proxy> proxyFrom(const QString &text)
{
    if (text.isEmpty())
        return transport::Proxy();
    try {
        return transport::Proxy::fromText(text);
    } catch (const base::Error &error) {
        qCDebug(lcUi) << "no proxy:" << error.english();
        return std::nullopt;
    }
}

transport::Proxy savedProxy(const QString &text, const QString &mechanism)
{
    const auto read = proxyFrom(text);
    if (!read)
        qCWarning(lcUi) << "a saved proxy cannot be read";
    transport::Proxy proxy = read.value_or(transport::Proxy());
    for (const Mechanism known : {Mechanism::Negotiate, Mechanism::Basic, Mechanism::Digest})
        if (transport::mechanismName(known) == mechanism)
            proxy.mechanism = known;
    return proxy;
}

void putKeepFor(QJsonObject *object, const std::optional<std::chrono::milliseconds> &time)
{
    if (time)
        object->insert("keepFor"_L1, qint64(time->count() / 1000));
}

std::optional<std::chrono::milliseconds> savedKeepFor(const QJsonObject &object)
{
    const std::chrono::milliseconds time = std::chrono::seconds(object.value("keepFor"_L1).toInteger());
    if (time < sessions::minimumIdleTimeout || time > sessions::longestIdleTimeout)
        return std::nullopt;
    return time;
}

void GroupSettings::addTo(sessions::ConnectionOptions *options) const
{
    if (options->proxy.kind == transport::Proxy::Kind::None)
        options->proxy = proxy;
    for (const QSslCertificate &authority : authorities)
        if (!options->extraAuthorities.contains(authority))
            options->extraAuthorities += authority;
    options->allowNtlmWithoutTls = options->allowNtlmWithoutTls || allowNtlmWithoutTls;
    options->allowUnencrypted = options->allowUnencrypted || allowUnencrypted;
    if (!options->keepFor)
        options->keepFor = keepFor;
}

QJsonObject GroupSettings::toJson() const
{
    QJsonObject object{{u"name"_s, name}};
    if (proxy.kind != transport::Proxy::Kind::None) {
        object.insert(u"proxy"_s, proxy.text());
        object.insert(u"proxyMechanism"_s, transport::mechanismName(proxy.mechanism));
    }
    QByteArray pem;
    for (const QSslCertificate &authority : authorities)
        pem += authority.toPem();
    if (!pem.isEmpty())
        object.insert(u"authorities"_s, QString::fromLatin1(pem));
    if (allowNtlmWithoutTls)
        object.insert(u"allowNtlmWithoutTls"_s, true);
    if (allowUnencrypted)
        object.insert(u"allowUnencrypted"_s, true);
    putKeepFor(&object, keepFor);
    return object;
}

GroupSettings GroupSettings::fromJson(const QJsonObject &object)
{
    GroupSettings group;
    group.name = object.value("name"_L1).toString();
    group.proxy = savedProxy(object.value("proxy"_L1).toString(), object.value("proxyMechanism"_L1).toString());
    group.authorities = QSslCertificate::fromData(object.value("authorities"_L1).toString().toLatin1(), QSsl::Pem);
    group.allowNtlmWithoutTls = object.value("allowNtlmWithoutTls"_L1).toBool();
    group.allowUnencrypted = object.value("allowUnencrypted"_L1).toBool();
    group.keepFor = savedKeepFor(object);
    return group;
}

} // namespace rejoin::ui
