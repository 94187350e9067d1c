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
    std::optional<std::chrono::milliseconds> keepFor; ///< for computers that say none themselves

    [[nodiscard]] bool isEmpty() const
    {
        return proxy.kind == transport::Proxy::Kind::None && authorities.isEmpty() && !allowNtlmWithoutTls &&
               !allowUnencrypted && !keepFor;
    }
    void addTo(sessions::ConnectionOptions *options) const;

    [[nodiscard]] QJsonObject toJson() const;
    /// What is missing or of the wrong type keeps its default.
    [[nodiscard]] static GroupSettings fromJson(const QJsonObject &object);
};

/// *keep for* in a saved object, as seconds; nothing when it is not said, and when what is there is no such time.
void putKeepFor(QJsonObject *object, const std::optional<std::chrono::milliseconds> &time);
[[nodiscard]] std::optional<std::chrono::milliseconds> savedKeepFor(const QJsonObject &object);
/// A proxy as it is typed; empty text is none. nullopt: not one.
[[nodiscard]] std::optional<transport::Proxy> proxyFrom(const QString &text);
/// A proxy as it is saved; one that cannot be read is none.
[[nodiscard]] transport::Proxy savedProxy(const QString &text, const QString &mechanism);

} // namespace rejoin::ui
