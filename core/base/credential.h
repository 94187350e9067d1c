#pragma once

#include "core/base/secretstring.h"

#include <QString>

namespace rejoin::base {

/// Who to log in as. A value; the password is shared, wiped and unprintable.
struct Credential
{
    enum class Kind : quint8 {
        CurrentUser, ///< the ticket cache of whoever runs the program
        Password,    ///< userName ("DOMAIN\user", "user@realm", ".\user", "user") and password
    };

    Credential() = default;
    Credential(QString user, SecretString secret)
        : kind(Kind::Password), userName(std::move(user)), password(std::move(secret))
    {
    }

    Kind kind = Kind::CurrentUser;
    QString userName;
    SecretString password;

    bool operator==(const Credential &) const = default;
};

} // namespace rejoin::base
