#pragma once

#include "core/base/text.h"

#include <QDateTime>
#include <QString>
#include <QUuid>

namespace rejoin::vault {

/// What is known of a computer when a credential is looked for.
struct ComputerFacts
{
    ComputerFacts() = default;
    ComputerFacts(QString computer, QString itsGroup) : name(std::move(computer)), group(std::move(itsGroup)) {}
    QString name;  ///< as typed, or a URI's host
    QString group; ///< empty: none
};

/// What an entry is for. The numbers are the order of precedence: the most specific first.
struct Scope
{
    enum class Kind : quint8 { Computer, Group, Pattern, Default };

    Scope() = default;
    Scope(Kind itsKind, QString itsValue) : kind(itsKind), value(std::move(itsValue)) {}

    Kind kind = Kind::Default;
    QString value; ///< name of the computer or group, wildcard pattern; empty for the default

    /// Names are compared whatever their case.
    [[nodiscard]] bool matches(const ComputerFacts &computer) const;
    /// "the computer Server01", "everything else".
    [[nodiscard]] base::Text words() const;
    /// Computers, groups and patterns whatever their case.
    bool operator==(const Scope &other) const;
};

/// One identity in the vault, without its secret: what may be written to a file and shown.
struct Entry
{
    enum class Kind : quint8 {
        Password,    ///< userName; the secret is the password
        Certificate, ///< thumbprint, certificateFile; the secret is the file's passphrase
        CurrentUser, ///< whoever runs the program; no secret
        Keytab,      ///< userName is the principal, keytab the file; no secret
    };

    Entry() = default;

    QUuid id; ///< also the key in the keychain
    Scope scope;
    Kind kind = Kind::Password;
    QString userName;
    QString keytab;          ///< a file's path
    QString thumbprint;      ///< of the certificate, as it was typed
    QString certificateFile; ///< a file's path; may be empty
    QDateTime changed;       ///< when it was stored last
    QDateTime lastUsed;      ///< a login with it was accepted
    QDateTime lastRefused;   ///< a server refused it

    [[nodiscard]] bool needsSecret() const { return kind == Kind::Password || kind == Kind::Certificate; }
    /// Refused since it was stored and since it was last accepted: it is asked for, not tried again.
    [[nodiscard]] bool isRefused() const;
    /// Storing the one replaces the other: same scope, kind and account.
    [[nodiscard]] bool isSameIdentity(const Entry &other) const;
    /// Who logs in, for a list: "CORP\ann", "current user", a certificate's thumbprint.
    [[nodiscard]] base::Text identity() const;
};

/// ".\user" and a bare "user" are an account of each computer; "DOMAIN\user" and "user@realm" are one everywhere.
[[nodiscard]] bool isDomainAccount(const QString &userName);

} // namespace rejoin::vault
