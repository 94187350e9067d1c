#pragma once

#include "core/base/secretstring.h"

#include <QString>
#include <QUuid>

namespace rejoin::base {

/// Who to log in as. A value; the password is shared, wiped and unprintable.
struct Credential
{
    enum class Kind : quint8 {
        CurrentUser, ///< the ticket cache of whoever runs the program
        Password,    ///< userName ("DOMAIN\user", "user@realm", ".\user", "user") and password
        Keytab,      ///< userName is a Kerberos principal, keytab the file with its keys
    };

    Credential() = default;
    Credential(QString user, SecretString secret)
        : kind(Kind::Password), userName(std::move(user)), password(std::move(secret))
    {
    }

    [[nodiscard]] static Credential fromKeytab(QString principal, QString file)
    {
        Credential credential;
        credential.kind = Kind::Keytab;
        credential.userName = std::move(principal);
        credential.keytab = std::move(file);
        return credential;
    }

    Kind kind = Kind::CurrentUser;
    QString userName;
    SecretString password;
    QString keytab; ///< a file's path
    QUuid storedAs; ///< the vault's entry that it came from; null: typed, or made up here

    /// The same login, wherever it came from.
    bool operator==(const Credential &other) const
    {
        return kind == other.kind && userName == other.userName && password == other.password && keytab == other.keytab;
    }
};

} // namespace rejoin::base
