#pragma once

#include "core/sessions/connectionoptions.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace rejoin::ui {

/// What holds for every computer of a group, beside what each one says itself. A value.
struct GroupSettings
{
    QString name;
    transport::Proxy proxy; ///< for computers without one of their own
    QList<QSslCertificate> authorities;
    bool allowNtlmWithoutTls = false;
    bool allowUnencrypted = false;

    [[nodiscard]] bool isEmpty() const
    {
        return proxy.kind == transport::Proxy::Kind::None && authorities.isEmpty() && !allowNtlmWithoutTls &&
               !allowUnencrypted;
    }
    void addTo(sessions::ConnectionOptions *options) const;

    [[nodiscard]] QJsonObject toJson() const;
    /// What is missing or of the wrong type keeps its default.
    [[nodiscard]] static GroupSettings fromJson(const QJsonObject &object);
};

/// A proxy as it is typed; empty text is none. nullopt: not one.
[[nodiscard]] std::optional<transport::Proxy> proxyFrom(const QString &text);
/// A proxy as it is saved; one that cannot be read is none.
[[nodiscard]] transport::Proxy savedProxy(const QString &text, const QString &mechanism);

} // namespace rejoin::ui
