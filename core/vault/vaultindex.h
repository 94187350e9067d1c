#pragma once

#include "core/vault/entry.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace rejoin::vault {

/// The entries as a file of the profile, `credentials.json`: everything but the secrets. Written whole or not at all;
/// several programs may share it.
class VaultIndex
{
public:
    /// directory empty: nothing is written anywhere.
    explicit VaultIndex(QString directory);

    /// Throws Error (Local, "VaultUnreadable") when the file is there and cannot be used; it is then never overwritten.
    [[nodiscard]] QList<Entry> read() const;
    /// Reads, changes and writes under a lock that other programs respect. Throws as read(), and Error (Local,
    /// "VaultNotWritten").
    void change(const std::function<void(QList<Entry> &)> &edit);

    [[nodiscard]] bool isKept() const { return !m_path.isEmpty(); }

    [[nodiscard]] static QByteArray toJson(const QList<Entry> &entries);
    /// Throws Error (Local, "VaultUnreadable"). Entries of kinds or scopes that are not known are left out.
    [[nodiscard]] static QList<Entry> fromJson(const QByteArray &json);

private:
    QString m_path;
    QList<Entry> m_unkept; ///< where there is no file
};

/// The words of a file and of the cmdlets: "Computer", "Password".
[[nodiscard]] QString scopeWord(Scope::Kind kind);
[[nodiscard]] QString kindWord(Entry::Kind kind);

} // namespace rejoin::vault
