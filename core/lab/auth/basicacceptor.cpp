#include "core/lab/auth/basicacceptor.h"

#include "core/transport/auth/basic.h"

namespace rejoin::lab {

const LabUser *findUser(const QList<LabUser> &users, const QString &name)
{
    const auto local = name.mid(name.indexOf(QLatin1Char('\\')) + 1);
    for (const auto &user : users) {
        if (user.name.compare(name, Qt::CaseInsensitive) == 0 || user.name.compare(local, Qt::CaseInsensitive) == 0)
            return &user;
    }
    return nullptr;
}

Acceptor::Outcome BasicAcceptor::accept(QByteArrayView parameters, const Request & /*request*/)
{
    const auto given = transport::readBasic(QByteArrayLiteral("Basic ") + parameters.toByteArray());
    if (!given)
        return {Outcome::Kind::Refused, offer()};
    const auto *user = findUser(m_users, given->userName);
    if (!user || !(user->password == given->password))
        return {Outcome::Kind::Refused, offer(), given->userName};
    return {Outcome::Kind::Accepted, {}, user->name};
}

} // namespace rejoin::lab
