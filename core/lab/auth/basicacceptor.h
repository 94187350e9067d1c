#pragma once

#include "core/lab/auth/acceptor.h"
#include "core/lab/labsettings.h"

namespace rejoin::lab {

/// The user of these that a name means: "SERVER01\lab" and ".\lab" are the local account "lab" too. nullptr: none.
[[nodiscard]] const LabUser *findUser(const QList<LabUser> &users, const QString &name);

class BasicAcceptor final : public Acceptor
{
public:
    explicit BasicAcceptor(QList<LabUser> users) : m_users(std::move(users)) {}
    [[nodiscard]] QByteArray scheme() const override { return QByteArrayLiteral("Basic"); }
    [[nodiscard]] QByteArray offer() override { return QByteArrayLiteral("realm=\"WSMAN\""); }
    [[nodiscard]] Outcome accept(QByteArrayView parameters, const Request &request) override;

private:
    QList<LabUser> m_users;
};

} // namespace rejoin::lab
