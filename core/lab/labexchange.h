#pragma once

#include "core/lab/labhttpserver.h"
#include "core/lab/labsettings.h"

namespace rejoin::lab {

/// The HTTP side of an Exchange-like computer: PowerShell at /PowerShell, which may point elsewhere first; a cookie
/// that ties a client to the server behind the balancer; pages of HTML where something is refused.
class LabExchange
{
public:
    explicit LabExchange(LabExchangeSettings settings) : m_settings(std::move(settings)) {}

    enum class Place : quint8 {
        Elsewhere, ///< not one of its paths
        Front,     ///< answers 302
        Service,   ///< PowerShell
    };
    [[nodiscard]] Place placeOf(const QByteArray &target) const;
    [[nodiscard]] LabHttpReply redirect(const LabHttpRequest &request) const;
    [[nodiscard]] bool isForbidden(const QString &user) const;
    [[nodiscard]] bool isFull(qsizetype shells) const
    {
        return m_settings.maximumShells > 0 && shells >= m_settings.maximumShells;
    }
    [[nodiscard]] bool hasCookie(const LabHttpRequest &request) const;
    void setCookie(LabHttpReply *reply) const;
    /// 403, 404 or 503 as IIS words it.
    [[nodiscard]] static LabHttpReply page(int status);

private:
    LabExchangeSettings m_settings;
    QByteArray m_cookie =
        QByteArrayLiteral("X-BackEndCookie=") + QUuid::createUuid().toByteArray(QUuid::WithoutBraces).left(18);
};

} // namespace rejoin::lab
