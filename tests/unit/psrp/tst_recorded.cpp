#include "core/psrp/createpipeline.h"
#include "core/psrp/poolmessages.h"
#include "core/psrp/sessionkey.h"
#include "tests/unit/psrp/pair.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <map>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Value;
using psrp::test::errorOf;
using psrp::test::memberNames;
using psrp::test::sent;
using psrp::test::tree;
using namespace Qt::StringLiterals;

namespace {
/// One decoded message of a conversation.
struct Line
{
    bool fromClient = false;
    QString carrier; ///< "creationXml", "connectXml", "connectResponseXml", "Stream", "Arguments"
    quint32 type = 0;
    QUuid pool;
    QUuid pipeline;
    bool byteOrderMark = false;
    QByteArray xml;
    QString where;

    /// As the fragments of a sender that starts to count now.
    [[nodiscard]] QByteArray bytes() const
    {
        QByteArray message = Message(fromClient ? Destination::Server : Destination::Client,
                                     static_cast<MessageType>(type), pool, pipeline, {})
                                 .encode();
        if (byteOrderMark)
            message += "\xEF\xBB\xBF";
        return Fragmenter().fragment(message + xml).join();
    }
    [[nodiscard]] Value value() const { return Message::decode(Defragmenter().add(bytes()).first()).data; }
};

QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().split('\n');
}

quint32 typeOf(const QString &name)
{
    for (const quint32 base : {0x00010000u, 0x00021000u, 0x00041000u}) {
        for (quint32 type = base; type < base + 0x200; ++type) {
            if (messageTypeName(static_cast<MessageType>(type)) == name)
                return type;
        }
    }
    return 0;
}

/// psrp-real: "NAME object 1 pool … pipeline … BOM", then the XML.
QList<Line> readReal(const QString &path, bool fromClient)
{
    static const QRegularExpression head(u"^([A-Z_]+) object \\d+ pool (\\S+) pipeline (\\S+)( BOM)?$"_s);
    QList<Line> result;
    const QList<QByteArray> lines = linesOf(path);
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        const auto match = head.match(QString::fromUtf8(lines[i]));
        if (!match.hasMatch())
            continue;
        Line line;
        line.fromClient = fromClient;
        line.type = typeOf(match.captured(1));
        line.pool = QUuid(match.captured(2));
        line.pipeline = QUuid(match.captured(3));
        line.byteOrderMark = !match.captured(4).isEmpty();
        line.xml = lines[i + 1].trimmed();
        line.where = QStringLiteral("%1:%2").arg(path).arg(i + 1);
        result.append(line);
    }
    return result;
}

/// recorded: ">> carrier … fragment …", "message dest=… type=… NAME RPID=… PID=… bom=…", "data: …".
QList<Line> readRecorded(const QString &path)
{
    static const QRegularExpression head(
        u"^   message dest=\\d type=(0x[0-9a-f]+) \\S+ RPID=(\\S+) PID=(\\S+) bom=(\\S+)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    QList<Line> result;
    const QList<QByteArray> lines = linesOf(path);
    QByteArray carrier;
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i].startsWith(">> ") || lines[i].startsWith("<< "))
            carrier = lines[i];
        const auto match = head.match(QString::fromUtf8(lines[i]));
        if (!match.hasMatch())
            continue;
        Line line;
        line.fromClient = carrier.startsWith(">>");
        line.carrier = QString::fromUtf8(carrier.sliced(3)).section(u' ', 0, 0);
        line.type = match.captured(1).toUInt(nullptr, 16);
        line.pool = QUuid(match.captured(2));
        line.pipeline = QUuid(match.captured(3));
        line.byteOrderMark = match.captured(4) == u"True"_s;
        line.xml = lines[i + 1].sliced(QByteArrayView("   data: ").size());
        line.where = QStringLiteral("%1:%2").arg(path).arg(i + 1);
        result.append(line);
    }
    return result;
}

/// Both halves fed with one conversation, message by message.
class Replay
{
public:
    explicit Replay(const PoolOptions &options = {}) : m_options(options) {}

    void feed(const Line &line)
    {
        if (line.fromClient)
            feedServer(line);
        else
            feedClient(line);
    }

    int clientEvents = 0;
    int serverEvents = 0;
    QStringList states;

private:
    void feedServer(const Line &line)
    {
        const auto type = static_cast<MessageType>(line.type);
        if (type == MessageType::SessionCapability) {
            m_pending = line;
            return;
        }
        const bool creates = type == MessageType::InitRunspacePool;
        if (creates || type == MessageType::ConnectRunspacePool) {
            const QByteArray both = m_pending.bytes() + line.bytes();
            auto pool = std::make_unique<RunspacePool>(line.pool, m_options);
            if (creates) {
                m_servers[line.pool] = std::make_unique<ServerRunspacePool>(line.pool, m_options.protocolVersion);
                m_servers[line.pool]->receiveCreation(both);
                (void)pool->open();
            } else {
                QVERIFY2(m_servers.contains(line.pool), qPrintable(line.where));
                QVERIFY(!m_servers[line.pool]->receiveConnect(both).isEmpty());
                (void)pool->connect();
            }
            m_last = line.pool;
            m_pools[line.pool] = std::move(pool);
            serverEvents += 2;
            return;
        }
        QVERIFY2(m_servers.contains(line.pool), qPrintable(line.where));
        const auto stream =
            type == MessageType::PipelineHostResponse ? InputStream::PromptResponse : InputStream::Standard;
        const auto events = m_servers[line.pool]->receive(line.pipeline, line.bytes(), stream);
        QCOMPARE(events.size(), 1);
        ++serverEvents;
    }

    void feedClient(const Line &line)
    {
        const QUuid id = line.pool.isNull() ? m_last : line.pool;
        QVERIFY2(m_pools.contains(id), qPrintable(line.where));
        RunspacePool &pool = *m_pools[id];
        if (line.carrier == u"connectResponseXml"_s) {
            m_answer += line.bytes();
            if (static_cast<MessageType>(line.type) == MessageType::RunspacePoolInitData) {
                clientEvents += static_cast<int>(pool.receiveConnectResponse(std::exchange(m_answer, {})).size());
                QCOMPARE(pool.state(), PoolState::Opened);
            }
            return;
        }
        if (static_cast<MessageType>(line.type) == MessageType::EncryptedSessionKey) {
            // Its private key is not ours: the shape is looked at, and the refusal.
            QCOMPARE(readBase64(line.value(), "EncryptedSessionKey").size(), 12 + 256);
            (void)pool.publicKey();
            const auto error = errorOf([&] { (void)pool.receive(line.bytes()); });
            QVERIFY(error);
            QCOMPARE(error->id, u"SessionKeyInvalid"_s);
            ++clientEvents;
            return;
        }
        if (line.pipeline.isNull()) {
            clientEvents += static_cast<int>(pool.receive(line.bytes()).size());
            return;
        }
        auto &pipeline = m_pipelines[line.pipeline];
        if (!pipeline || pipeline->pool != &pool)
            pipeline = std::make_unique<Attached>(pool, line.pipeline);
        const QList<PipelineEvent> events = pipeline->pipeline.receive(line.bytes());
        QVERIFY2(events.size() == 1, qPrintable(line.where));
        ++clientEvents;
        if (isFinal(pipeline->pipeline.state()))
            states.append(stateName(pipeline->pipeline.state()));
    }

    struct Attached
    {
        Attached(RunspacePool &owner, const QUuid &id) : pool(&owner), pipeline(owner, id, Pipeline::Attached()) {}
        RunspacePool *pool;
        Pipeline pipeline;
    };

    PoolOptions m_options;
    Line m_pending;
    QUuid m_last;
    QByteArray m_answer;
    std::map<QUuid, std::unique_ptr<ServerRunspacePool>> m_servers;
    std::map<QUuid, std::unique_ptr<RunspacePool>> m_pools;
    std::map<QUuid, std::unique_ptr<Attached>> m_pipelines;
};
} // namespace

/// Conversations of real clients with real servers, where they lie beside the project.
class TestRecorded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = QFileInfo(QStringLiteral(REJOIN_SOURCE_DIR)).canonicalFilePath() + u"/../shared"_s;
        if (!QFileInfo::exists(m_folder + u"/psrp-real/client.txt"_s))
            QSKIP("the recordings of real conversations are not beside the project; nothing to replay");
    }

    void realConversation()
    {
        const QList<Line> client = readReal(m_folder + u"/psrp-real/client.txt"_s, true);
        const QList<Line> server = readReal(m_folder + u"/psrp-real/server.txt"_s, false);
        QVERIFY(client.size() > 20);
        QVERIFY(server.size() > 50);
        PoolOptions options;
        options.protocolVersion = u"2.4"_s;
        Replay replay(options);
        for (const Line &line : client)
            replay.feed(line);
        for (const Line &line : server)
            replay.feed(line);
        QCOMPARE(replay.serverEvents, client.size());
        // The pool reports its state besides capability, and each other message once.
        QVERIFY(replay.clientEvents >= server.size());
        QVERIFY(replay.states.contains(u"Completed"_s));
        QVERIFY(replay.states.contains(u"Failed"_s));
    }

    void ourInitRunspacePoolIsTheirs()
    {
        int compared = 0;
        for (const Line &line : readReal(m_folder + u"/psrp-real/client.txt"_s, true)) {
            if (static_cast<MessageType>(line.type) != MessageType::InitRunspacePool)
                continue;
            const Value theirs = line.value();
            PoolOptions options;
            options.host.width = 80;
            options.host.height = 24;
            options.host.foreground = -1;
            options.host.background = -1;
            options.applicationArguments = theirs.member("ApplicationArguments");
            QCOMPARE(tree(sent(initRunspacePool(options))), tree(theirs));
            ++compared;
        }
        QCOMPARE(compared, 1);
    }

    void ourCreatePipelineIsTheirs()
    {
        int compared = 0;
        int statements = 0;
        for (const Line &line : readReal(m_folder + u"/psrp-real/client.txt"_s, true)) {
            if (static_cast<MessageType>(line.type) != MessageType::CreatePipeline)
                continue;
            const Value theirs = line.value();
            const CreatePipeline request = CreatePipeline::fromValue(theirs);
            const QString ours = tree(sent(request.toValue()));
            const QString wanted = tree(theirs);
            if (ours != wanted)
                qWarning().noquote() << line.where << "\nours:\n" << ours << "\ntheirs:\n" << wanted;
            QCOMPARE(ours, wanted);
            statements += theirs.member("PowerShell").hasMember("ExtraCmds") ? 1 : 0;
            ++compared;
        }
        QCOMPARE(compared, 19);
        QCOMPARE(statements, 1);
    }

    void recordedConversations_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &name : QDir(m_folder + u"/recorded"_s).entryList({u"test_*"_s}, QDir::Dirs))
            QTest::newRow(qPrintable(name)) << m_folder + u"/recorded/"_s + name;
    }
    void recordedConversations()
    {
        QFETCH(QString, folder);
        Replay replay;
        int messages = 0;
        for (const QString &step : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            for (const Line &line : readRecorded(folder + u'/' + step + u"/psrp.txt"_s)) {
                replay.feed(line);
                if (QTest::currentTestFailed())
                    return;
                ++messages;
            }
        }
        QVERIFY(messages > 4);
        QVERIFY(replay.serverEvents > 0);
        QVERIFY(replay.clientEvents > 0);
    }

    void recordedRequestsHaveOurMembers()
    {
        // Another client's order differs; the members and kinds are the same.
        const QStringList files{u"test_psrp_multiple_commands/05-Command"_s,
                                u"test_psrp_pshost_ui_mocked_methods/05-Command"_s};
        for (const QString &name : files) {
            const QList<Line> lines = readRecorded(m_folder + u"/recorded/"_s + name + u"/psrp.txt"_s);
            QCOMPARE(lines.size(), 1);
            const Value theirs = lines.first().value();
            const CreatePipeline request = CreatePipeline::fromValue(theirs);
            QVERIFY(!request.commands.isEmpty());
            const Value ours = sent(request.toValue());
            const auto sorted = [](const Value &value) {
                QStringList names = memberNames(value);
                names.removeAll(u"ExtraCmds"_s); // Nil there, absent in a real client's
                names.sort();
                return names;
            };
            QCOMPARE(sorted(ours), sorted(theirs));
            QCOMPARE(sorted(ours.member("PowerShell")), sorted(theirs.member("PowerShell")));
            QCOMPARE(sorted(ours.member("PowerShell").member("Cmds").at(0)),
                     sorted(theirs.member("PowerShell").member("Cmds").at(0)));
            QCOMPARE(ours.member("PowerShell").member("ExtraCmds").count(),
                     theirs.member("PowerShell").member("ExtraCmds").count());
        }
    }

private:
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestRecorded)
#include "tst_recorded.moc"
