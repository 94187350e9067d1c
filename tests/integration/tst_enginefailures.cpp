#include "tests/integration/serviceclient.h"

#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::ServiceClient;

namespace {

/// What rejoin-lab says to words that it cannot do anything with.
QByteArray refusal(const QStringList &words, int *status)
{
    QProcess process;
    process.start(QStringLiteral(REJOIN_BIN_DIR "/rejoin-lab"), QStringList{u"--password-stdin"_s} + words);
    process.waitForStarted();
    process.write("secret\n");
    process.closeWriteChannel();
    process.waitForFinished(20000);
    *status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return process.readAllStandardError();
}

} // namespace

/// An engine that is not there, or is none. Needs no PowerShell.
class EngineFailuresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAbsentEngineIsOneSentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("named") << QStringList{u"--engine"_s, u"pwsh"_s, u"--pwsh"_s, u"/nonexistent/pwsh"_s}
                               << QByteArray("rejoin-lab: /nonexistent/pwsh is no program that can be run.");
        QTest::newRow("unknown") << QStringList{u"--engine"_s, u"perl"_s}
                                 << QByteArray("rejoin-lab: The lab has no engine \"perl\".");
    }
    void anAbsentEngineIsOneSentence()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, sentence);
        int status = 0;
        const auto said = refusal(words, &status);
        QCOMPARE(status, 2);
        QVERIFY2(said.startsWith(sentence + '\n'), said);
    }

    void aProgramThatIsNoPowerShell_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("words");
        QTest::newRow("ends") << QByteArray("#!/bin/sh\nexit 3\n") << u"ended with status 3"_s;
        QTest::newRow("complains") << QByteArray("#!/bin/sh\necho 'no such framework' >&2\nexit 150\n")
                                   << u"no such framework"_s;
        QTest::newRow("dies") << QByteArray("#!/bin/sh\nkill -9 $$\n") << u"was ended by a signal"_s;
        QTest::newRow("cannot start") << QByteArray("#!/nonexistent/shell\n") << u"could not be started"_s;
        QTest::newRow("chatters and ends")
            << QByteArray("#!/bin/sh\necho hello\nread line\necho \"$line\"\nexit 0\n") << u"ended with status 0"_s;
        QTest::newRow("breaks its fragments")
            << QByteArray("#!/bin/sh\necho \"<Data Stream='Default' "
                          "PSGuid='00000000-0000-0000-0000-000000000000'>AAAA</Data>\"\ncat > /dev/null\n")
            << u"cut off"_s;
    }
    void aProgramThatIsNoPowerShell()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, words);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"pwsh"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(script);
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        file.close();
        test::LabProcess lab;
        test::LabProcessOptions options;
        const QJsonObject session{{u"name"_s, u"Seeded"_s}};
        const QJsonObject computer{{u"name"_s, u"Server01"_s}, {u"sessions"_s, QJsonArray{session}}};
        options.seed = {{u"computers"_s, QJsonArray{computer}}};
        options.arguments = {u"--engine"_s, u"pwsh"_s, u"--pwsh"_s, file.fileName()};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        ServiceClient client(lab);
        try {
            const auto made = client.create(u"Server01"_s, u"None"_s);
            QFAIL("a session without an engine");
        } catch (const base::Error &error) {
            QVERIFY2(error.english().contains(u"PowerShell did not open the session."_s) &&
                         error.english().contains(words),
                     error.what());
        }
        QVERIFY(!client.find(u"Server01"_s, u"None"_s)); // nothing of it is left

        // One that is there at the start gets its engine when somebody comes, and goes when there is none.
        const auto seeded = client.find(u"Server01"_s, u"Seeded"_s);
        QVERIFY(seeded);
        const auto refused = test::await(client.service->connect({seeded})).first().error;
        QVERIFY(refused.has_value());
        QVERIFY2(refused->english().contains(u"PowerShell did not open the session."_s), refused->what());
        ServiceClient second(lab);
        QVERIFY(test::waitUntil([&] { return !second.find(u"Server01"_s, u"Seeded"_s); }));
        QVERIFY(lab.stop());
    }
};

QTEST_GUILESS_MAIN(EngineFailuresTest)
#include "tst_enginefailures.moc"
