#include "core/output/savedoutputstore.h"
#include "tests/integration/cliprocess.h"
#include "tests/integration/serviceclient.h"

#include <QQueue>
#include <QTest>
#include <QTimer>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace rejoin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using psrp::PipelineState;
using test::Cli;
using test::ServiceClient;

namespace {

const QString server01 = u"Server01"_s;
constexpr qint64 recordSize = 65536;
constexpr qint64 mebibyte = 1 << 20;

/// Twice the bound at least; REJOIN_LARGE_MIB=256 takes a quarter of a gibibyte through.
qint64 largeSize()
{
    bool given = false;
    const int size = qEnvironmentVariableIntValue("REJOIN_LARGE_MIB", &given);
    return (given ? size : 32) * mebibyte;
}

QString flood(qint64 size)
{
    return u"1..%1 | ForEach-Object { 'x' * %2 }"_s.arg(size / recordSize).arg(recordSize);
}

/// VmHWM or VmRSS of a process, in bytes.
qint64 memory(qint64 pid, const char *field)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(field))
            return line.mid(qsizetype(qstrlen(field)) + 1).trimmed().split(' ').first().toLongLong() * 1024;
    }
    return -1;
}

constexpr qint64 mostGrowth = 16 * mebibyte;

} // namespace

/// What does not fit in memory goes through it.
class LargeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A consumer that takes its time holds the command at the server: neither end's memory grows with the output.
    void aSlowConsumerHoldsTheCommand()
    {
        test::LabProcess lab;
        test::LabProcessOptions options;
        options.names = {server01};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        ServiceClient client(lab);
        const QTemporaryDir folder;
        const auto store = std::make_shared<output::SavedOutputStore>(folder.filePath(u"output"_s));
        client.service->setSavedOutput(store);
        const auto session = client.create(server01, u"Large"_s);
        const auto pipeline = client.start(session, flood(largeSize()));
        pipeline->saveOutput();
        const qint64 before = memory(::getpid(), "VmHWM:");
        const qint64 labBefore = memory(lab.pid(), "VmHWM:");
        QVERIFY(before > 0 && labBefore > 0);

        QQueue<clixml::Value> waiting;
        std::shared_ptr<void> hold;
        qint64 bytes = 0;
        int holds = 0;
        connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                waiting.enqueue(value->value);
            if (waiting.size() > 4 && !hold) {
                hold = pipeline->hold();
                ++holds;
            }
        });
        QTimer consumer;
        connect(&consumer, &QTimer::timeout, this, [&] {
            if (!waiting.isEmpty())
                bytes += waiting.dequeue().text().size();
            if (waiting.isEmpty())
                hold.reset();
        });
        consumer.start(1);
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished(), 600s), PipelineState::Completed);
        QVERIFY(test::waitUntil([&] { return waiting.isEmpty(); }));
        QCOMPARE(bytes, largeSize());
        QVERIFY(holds > 10);
        const qint64 growth = memory(::getpid(), "VmHWM:") - before;
        const qint64 labGrowth = memory(lab.pid(), "VmHWM:") - labBefore;
        qInfo("%lld MiB of output: %lld MiB more here, %lld MiB more in the lab, held %d times", largeSize() / mebibyte,
              growth / mebibyte, labGrowth / mebibyte, holds);
        QVERIFY(growth < mostGrowth);
        QVERIFY(labGrowth < mostGrowth);
        QVERIFY(store->totalBytes() > largeSize());
        client.remove(session);
    }

    /// rejoinctl into a pipe whose reader sleeps: it does not gather what is not taken, and can still be stopped.
    void aSlowPipe()
    {
        test::LabProcess lab;
        test::LabProcessOptions options;
        options.names = {server01};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
        const int reader = ::open(qPrintable(pipe), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(reader >= 0);
        Cli cli(lab);
        cli.setOutputFile(pipe);
        cli.start({u"-Command"_s,
                   Cli::expanded(u"Invoke-Command -ComputerName Server01 LOGIN { %1 }"_s.arg(flood(256 * mebibyte)))});
        const auto readSome = [&](qint64 wanted, bool toTheEnd = false) {
            QByteArray buffer(1 << 20, Qt::Uninitialized);
            qint64 got = 0;
            while (got < wanted) {
                const ssize_t count = ::read(reader, buffer.data(), std::size_t(buffer.size()));
                if (count > 0)
                    got += count;
                else if (count < 0 ? errno != EAGAIN : toTheEnd)
                    break;
                else
                    QTest::qWait(5);
            }
            return got;
        };
        QVERIFY(readSome(8 * mebibyte) >= 8 * mebibyte);
        // Nobody reads: the command is held, so that the lab has no more to do either.
        const qint64 settled = memory(cli.pid(), "VmHWM:");
        QVERIFY(settled > 0);
        QVERIFY(readSome(16 * mebibyte) >= 16 * mebibyte);
        const qint64 growth = memory(cli.pid(), "VmHWM:") - settled;
        qInfo("rejoinctl: %lld MiB at most, %lld MiB more after 16 MiB more", settled / mebibyte, growth / mebibyte);
        QVERIFY(settled < 200 * mebibyte);
        QVERIFY(growth < 32 * mebibyte);
        cli.interrupt();
        QVERIFY(readSome(256 * mebibyte, true) < 128 * mebibyte); // to the end of the program, which closes the pipe
        ::close(reader);
        QCOMPARE(cli.finish().status, 130);
    }

    void aLongScriptThroughAnyEnvelope_data()
    {
        QTest::addColumn<int>("envelope");
        for (const int size : {8192, 16384, 32768, 153600, 512000})
            QTest::addRow("%d", size) << size;
    }
    /// The server takes no envelope above its limit: the first fragment in Command and those that follow by Send.
    void aLongScriptThroughAnyEnvelope()
    {
        QFETCH(int, envelope);
        test::LabProcess lab;
        test::LabProcessOptions options;
        const QJsonObject behaviour{{u"maximumEnvelope"_s, envelope}};
        options.seed = {{u"computers"_s, QJsonArray{QJsonObject{{u"name"_s, server01}, {u"behaviour"_s, behaviour}}}}};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        transport::ConnectTo rules;
        const auto all = lab.connectToRules();
        for (const QString &rule : all)
            rules.add(rule);
        const ServiceClient client(lab);
        remoting::ShellParameters parameters;
        parameters.shellId = QUuid::createUuid();
        parameters.sessionId = QUuid::createUuid();
        parameters.name = u"Small"_s;
        parameters.computerName = server01;
        parameters.resourceUri = u"http://schemas.microsoft.com/powershell/Microsoft.PowerShell"_s;
        parameters.maxEnvelopeSize = quint32(envelope);
        const auto session = remoting::RunspaceSession::make(
            transport::makeHttpTransport(client.at(server01).transportSettings(rules)), parameters);
        test::await(session->create());
        // Longer than the largest of the envelopes.
        const QString words(700'000, u'y');
        const auto pipeline =
            test::await(session->start(sessions::scriptPipeline(u"'%1'.Length"_s.arg(words)), {}), 60s);
        const auto result = ServiceClient::drain(pipeline);
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(result.texts, QStringList{u"700000"_s});
        test::await(session->close());
    }
};

QTEST_GUILESS_MAIN(LargeTest)
#include "tst_large.moc"
