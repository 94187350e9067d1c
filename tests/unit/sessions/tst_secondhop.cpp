#include "core/sessions/secondhop.h"
#include "core/sessions/session.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;

namespace {

constexpr qint32 denied = 18;
constexpr qint32 notSpecified = 0;

clixml::ErrorRecord record(const char *id, const char *exception, qint32 category, const char *target,
                           const char *message)
{
    clixml::ErrorRecord made;
    made.fullyQualifiedId = QString::fromUtf8(id);
    made.exceptionType = QString::fromUtf8(exception);
    made.category = category;
    made.categoryTargetName = QString::fromUtf8(target);
    made.message = QString::fromUtf8(message);
    return made;
}

constexpr auto unauthorized = "System.UnauthorizedAccessException";

} // namespace

/// Errors as Windows words them in several languages, and those that must not be taken for a second hop.
class SecondHopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knows_data()
    {
        QTest::addColumn<clixml::ErrorRecord>("error");
        QTest::addColumn<QString>("about"); // empty: no second hop
        const auto row = [](const char *name, const clixml::ErrorRecord &error, const char *about) {
            QTest::newRow(name) << error << QString::fromLatin1(about);
        };
        row("share",
            record("ItemExistsUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetChildItemCommand", unauthorized,
                   denied, R"(\\files01\backup)", "Access is denied"),
            "files01");
        row("share, German",
            record("ItemExistsUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetChildItemCommand", unauthorized,
                   denied, R"(\\files01\backup)", "Zugriff verweigert"),
            "files01");
        row("share in the words, German",
            record("UnauthorizedAccessException", unauthorized, notSpecified, "",
                   R"(Der Zugriff auf den Pfad "\\files01\backup\a.txt" wurde verweigert.)"),
            "files01");
        row("share in the words, Chinese",
            record("GetContentReaderUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetContentCommand",
                   unauthorized, denied, R"(\\files01\backup\a.txt)",
                   "对路径“\\\\files01\\backup\\a.txt”的访问被拒绝。"),
            "files01");
        row("database",
            record("SqlException", "System.Data.SqlClient.SqlException", notSpecified, "",
                   R"(Login failed for user 'NT AUTHORITY\ANONYMOUS LOGON'.)"),
            "database");
        row("database, German",
            record("SqlException", "System.Data.SqlClient.SqlException", notSpecified, "",
                   R"(Fehler bei der Anmeldung für den Benutzer 'NT-AUTORITÄT\ANONYMOUS-ANMELDUNG'.)"),
            "database");
        row("no logon session",
            record("1312,PSSessionStateBroken", "System.Exception", notSpecified, "",
                   "A specified logon session does not exist. It may already have been terminated."),
            "another computer");
        row("no logon session, Chinese",
            record("COMException", "System.Runtime.InteropServices.COMException", notSpecified, "",
                   "指定的登录会话不存在。可能已被终止。 (异常来自 HRESULT:0x80070520)"),
            "another computer");
        row("session from inside",
            record("AccessDenied,PSSessionStateBroken",
                   "System.Management.Automation.Remoting.PSRemotingTransportException", notSpecified, "",
                   "Connecting to remote server dc01 failed"),
            "another computer");

        row("local file",
            record("GetContentReaderUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetContentCommand",
                   unauthorized, denied, R"(C:\secret.txt)", R"(Access to the path 'C:\secret.txt' is denied.)"),
            "");
        row("long local path",
            record("UnauthorizedAccessException", unauthorized, denied, R"(\\?\C:\secret\a.txt)", "Access is denied"),
            "");
        row("device",
            record("UnauthorizedAccessException", unauthorized, denied, R"(\\.\PhysicalDrive0)", "Access is denied"),
            "");
        row("registry",
            record("System.Security.SecurityException,Microsoft.PowerShell.Commands.GetChildItemCommand",
                   "System.Security.SecurityException", denied, R"(HKEY_LOCAL_MACHINE\SAM\SAM)",
                   "Requested registry access is not allowed."),
            "");
        row("share that is not there",
            record("PathNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand",
                   "System.Management.Automation.ItemNotFoundException", 13, R"(\\files01\nosuch)",
                   R"(Cannot find path '\\files01\nosuch' because it does not exist.)"),
            "");
        row("wrong password of a database user",
            record("SqlException", "System.Data.SqlClient.SqlException", notSpecified, "",
                   "Login failed for user 'app'."),
            "");
        row("service",
            record("CouldNotStartService,Microsoft.PowerShell.Commands.StartServiceCommand",
                   "Microsoft.PowerShell.Commands.ServiceCommandException", notSpecified, "Spooler",
                   "Access is denied"),
            "");
        row("words about shares",
            record("RuntimeException", "System.Management.Automation.RuntimeException", notSpecified, "",
                   R"(copy it from \\files01\backup)"),
            "");
    }
    void knows()
    {
        QFETCH(clixml::ErrorRecord, error);
        QFETCH(QString, about);
        const auto note = secondHopNote(error);
        QCOMPARE(note.has_value(), !about.isEmpty());
        if (!note)
            return;
        QVERIFY2(note->english().contains(about), qPrintable(note->english()));
        QVERIFY(note->english().contains(QLatin1String("CredSSP")));
    }

    void saidOnceAndNotForCredssp()
    {
        const auto error =
            record("ItemExistsUnauthorizedAccessError", unauthorized, denied, R"(\\files01\backup)", "no");
        ConnectionOptions origin;
        origin.computerName = QStringLiteral("server01");
        Session session(1, QUuid::createUuid(), origin);
        QVERIFY(!secondHopNoteOnce(session, record("x", "y", 0, "", "z")));
        QVERIFY(secondHopNoteOnce(session, error));
        QVERIFY(!secondHopNoteOnce(session, error));
        origin.mechanism = transport::Mechanism::Credssp;
        Session delegated(2, QUuid::createUuid(), origin);
        QVERIFY(!secondHopNoteOnce(delegated, error));
    }
};

QTEST_GUILESS_MAIN(SecondHopTest)
#include "tst_secondhop.moc"
