// After a session that a stored password opened was closed, nothing of the password is left: not in the memory of the
// process, not in a file it wrote, not in its arguments or environment, and there is no core file of it.

#include "tests/integration/cliprocess.h"
#include "tests/support/await.h"
#include "tests/support/keyring.h"

#include <QDirIterator>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;

namespace {

const QByteArray password = "Xq7-Wombat-Lantern-93z";

/// The forms in which it travels; base64 at each of the three places that it can have in a group.
QList<QByteArray> formsOf(const QByteArray &secret)
{
    const QString text = QString::fromUtf8(secret);
    QList<QByteArray> forms{secret, QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)};
    for (const QByteArray &plain : QList<QByteArray>(forms)) {
        for (int before = 0; before < 3; ++before) {
            // Only the characters that do not depend on what stands around it.
            const QByteArray encoded = (QByteArray(before, 'x') + plain).toBase64(QByteArray::OmitTrailingEquals);
            const int first = before == 0 ? 0 : before + 1;
            forms << encoded.mid(first, encoded.size() - first - 2);
        }
    }
    return forms;
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Where a form of it lies in the memory of the process; empty: nowhere. nullopt: the memory cannot be read.
std::optional<QStringList> findInMemory(qint64 pid, const QByteArray &secret)
{
    const int memory = ::open(qPrintable(u"/proc/%1/mem"_s.arg(pid)), O_RDONLY | O_CLOEXEC);
    if (memory < 0)
        return std::nullopt;
    const QList<QByteArray> forms = formsOf(secret);
    QStringList found;
    for (const QByteArray &line : readAll(u"/proc/%1/maps"_s.arg(pid)).split('\n')) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 5 || !fields.at(1).startsWith("rw"))
            continue;
        const QList<QByteArray> range = fields.at(0).split('-');
        const qulonglong from = range.at(0).toULongLong(nullptr, 16);
        const qulonglong to = range.value(1).toULongLong(nullptr, 16);
        if (to - from > (512ULL << 20))
            continue;
        QByteArray bytes(qsizetype(to - from), Qt::Uninitialized);
        const auto got = ::pread(memory, bytes.data(), std::size_t(bytes.size()), off_t(from));
        if (got <= 0)
            continue;
        bytes.truncate(got);
        for (qsizetype i = 0; i < forms.size(); ++i)
            if (const qsizetype at = bytes.indexOf(forms.at(i)); at >= 0)
                found << u"form %1 at +%2 in %3"_s.arg(i).arg(at).arg(QString::fromUtf8(line));
    }
    ::close(memory);
    return found;
}

} // namespace

class VaultMemoryTest : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    test::Keyring m_keyring;
    test::LabProcess m_lab;

private Q_SLOTS:
    void initTestCase()
    {
        if (!test::Keyring::isInstalled())
            QSKIP("gnome-keyring is not installed (scripts/packages.sh test installs it)");
        const QString problem = m_bus.start();
        if (problem.contains(u"not installed"_s))
            QSKIP(qPrintable(problem));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(m_keyring.start("master"));
        test::LabProcessOptions options;
        options.password = QString::fromUtf8(password);
        options.names = {u"Server01"_s};
        options.arguments = {u"--auth"_s, u"Negotiate,Digest,Basic"_s};
        QVERIFY2(m_lab.start(options), qPrintable(m_lab.errorText()));
    }

    void nothingIsLeft_data()
    {
        QTest::addColumn<QString>("mechanism");
        QTest::newRow("Basic") << u"Basic"_s;
        QTest::newRow("Digest") << u"Digest"_s;
        QTest::newRow("Negotiate, NTLM") << u"Negotiate"_s;
    }
    void nothingIsLeft()
    {
        if (!m_lab.pid())
            QSKIP("no keychain to test with");
        QFETCH(QString, mechanism);
        Cli cli(m_lab);
        const QString where = u" -UseSSL -Authentication "_s + mechanism;
        const test::CliResult stored =
            cli.command(u"Set-RejoinCredential -Credential lab -ComputerName Server01"_s + where);
        QVERIFY2(stored.status == 0, stored.all());

        cli.setPassword(QString());
        const QString log = cli.profile() + u"/debug.log"_s;
        cli.setOptions({u"--log-level"_s, u"debug"_s, u"--log-file"_s, log});
        cli.startOpen({});
        cli.write(u"$PSSessionOption = New-PSSessionOption -SkipCACheck"_s);
        cli.write(u"$s = New-PSSession -ComputerName Server01 -Name Kept"_s + where);
        cli.write(u"Invoke-Command -Session $s { 'it ' + 'runs' }"_s);
        QVERIFY(cli.waitForOutput(u"it runs"_s));
        const auto during = findInMemory(cli.pid(), password);
        if (!during)
            QSKIP("the memory of the program cannot be read: it is protected, and this is not root");
        QVERIFY(!during->isEmpty()); // the search finds what is there: the session still has its login
        cli.write(u"Remove-PSSession -Session $s; $s = $null; 'clo' + 'sed'"_s);
        QVERIFY(cli.waitForOutput(u"closed"_s));
        // What was cancelled with the session comes to its end in the event loop's next rounds.
        std::optional<QStringList> after;
        for (int i = 0; i < 20; ++i) {
            after = findInMemory(cli.pid(), password);
            if (after && after->isEmpty())
                break;
            QTest::qWait(100);
        }
        QVERIFY(after);
        QVERIFY2(after->isEmpty(), qPrintable(after->join(u'\n')));

        const QString proc = u"/proc/%1/"_s.arg(cli.pid());
        for (const char *name : {"cmdline", "environ"}) {
            const QByteArray bytes = readAll(proc + QLatin1String(name));
            QVERIFY(!bytes.isEmpty());
            QVERIFY(!bytes.contains(password));
        }
        QVERIFY(readAll(proc + u"limits"_s).contains("Max core file size        0"));
        cli.closeInput();
        const test::CliResult ended = cli.finish();
        QVERIFY2(ended.status == 0, ended.all());
        QVERIFY(QFile(log).size() > 0);
        QDirIterator it(cli.profile(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        QByteArray files = m_keyring.files() + ended.out.toUtf8() + ended.err.toUtf8();
        while (it.hasNext())
            files += readAll(it.next());
        for (const QByteArray &form : formsOf(password))
            QVERIFY(!files.contains(form));
    }
};

QTEST_GUILESS_MAIN(VaultMemoryTest)
#include "tst_clivaultmemory.moc"
