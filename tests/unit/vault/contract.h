#pragma once

#include "core/vault/credentialvault.h"
#include "core/vault/resolver.h"
#include "tests/support/await.h"

#include <QTest>

// What every vault must do, whatever keeps its secrets.
namespace rejoin::test {

inline vault::Entry passwordEntry(vault::Scope::Kind kind, const QString &value, const QString &user)
{
    vault::Entry entry;
    entry.scope = vault::Scope(kind, value);
    entry.userName = user;
    return entry;
}

inline base::SecretString secretOf(const char *text)
{
    return base::SecretString::fromUtf8(text);
}

/// The error's problem; None when it did not fail.
template <typename Function>
vault::Problem problemOf(Function function)
{
    try {
        function();
    } catch (const base::Error &error) {
        return vault::problemOf(error);
    }
    return vault::Problem::None;
}

inline void vaultContract(vault::CredentialVault &vault)
{
    using vault::Entry;
    using vault::Problem;
    using vault::Scope;
    const base::CancelToken never;

    const Entry ann =
        await(vault.store(passwordEntry(Scope::Kind::Computer, QStringLiteral("Server01"), QStringLiteral("CORP\\ann")),
                          secretOf("first pass \xE5\xAF\x86"), never));
    QVERIFY(!ann.id.isNull());
    QVERIFY(ann.changed.isValid());
    const Entry local = await(
        vault.store(passwordEntry(Scope::Kind::Computer, QStringLiteral("Server01"), QStringLiteral(".\\service")),
                    secretOf("second"), never));
    const Entry other =
        await(vault.store(passwordEntry(Scope::Kind::Group, QStringLiteral("Lab"), QStringLiteral(".\\service")),
                          secretOf("third"), never));
    const Entry shared =
        await(vault.store(passwordEntry(Scope::Kind::Pattern, QStringLiteral("*.corp"), QStringLiteral("corp\\ANN")),
                          secretOf("fourth"), never));
    QCOMPARE(await(vault.entries()).size(), 4);

    // The password of a domain account is one; that of a computer's own account is not.
    QVERIFY(await(vault.secret(ann, never)) == secretOf("fourth"));
    QVERIFY(await(vault.secret(shared, never)) == secretOf("fourth"));
    QVERIFY(await(vault.secret(local, never)) == secretOf("second"));
    QVERIFY(await(vault.secret(other, never)) == secretOf("third"));

    // The same identity again replaces it.
    const Entry again = await(
        vault.store(passwordEntry(Scope::Kind::Computer, QStringLiteral("SERVER01"), QStringLiteral(".\\Service")),
                    secretOf("changed"), never));
    QCOMPARE(again.id, local.id);
    QCOMPARE(await(vault.entries()).size(), 4);
    QVERIFY(await(vault.secret(local, never)) == secretOf("changed"));

    // Accepted and refused are remembered, and a new password forgets the refusal.
    const QDateTime now = QDateTime::currentDateTimeUtc();
    vault.settled(ann.id, true, now.addSecs(1));
    vault.settled(shared.id, false, now.addSecs(1));
    const auto find = [&](const QUuid &id) {
        for (const Entry &entry : await(vault.entries()))
            if (entry.id == id)
                return entry;
        return Entry();
    };
    QVERIFY(!find(ann.id).isRefused());
    QCOMPARE(find(ann.id).lastUsed.toSecsSinceEpoch(), now.addSecs(1).toSecsSinceEpoch());
    QVERIFY(find(shared.id).isRefused());
    await(vault.store(ann, secretOf("fifth"), never));
    QVERIFY(!find(shared.id).isRefused());
    QVERIFY(await(vault.secret(shared, never)) == secretOf("fifth"));

    // What needs no secret.
    Entry keys;
    keys.kind = Entry::Kind::Keytab;
    keys.userName = QStringLiteral("svc@CORP.EXAMPLE");
    keys.keytab = QStringLiteral("/etc/svc.keytab");
    keys = await(vault.store(keys, {}, never));
    const auto login = await(vault.credential(keys, never));
    QVERIFY(login && login->kind == base::Credential::Kind::Keytab && login->storedAs == keys.id);
    const auto annsLogin = await(vault.credential(ann, never));
    QVERIFY(annsLogin && annsLogin->userName == QStringLiteral("CORP\\ann") &&
            annsLogin->password == secretOf("fifth"));

    await(vault.remove(local.id, never));
    await(vault.remove(local.id, never));
    await(vault.remove(keys.id, never));
    QCOMPARE(await(vault.entries()).size(), 3);
    QCOMPARE(problemOf([&] { (void)await(vault.secret(local, never)); }), Problem::NotFound);
    base::CancelSource cancelled;
    cancelled.cancel();
    bool stopped = false;
    try {
        (void)await(vault.secret(ann, cancelled.token()));
    } catch (const base::Error &error) {
        stopped = error.category == base::ErrorCategory::Cancelled;
    }
    QVERIFY(stopped);
    for (const Entry &entry : await(vault.entries()))
        await(vault.remove(entry.id, never));
    QVERIFY(await(vault.entries()).isEmpty());
}

} // namespace rejoin::test
