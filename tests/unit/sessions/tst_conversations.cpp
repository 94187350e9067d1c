#include "core/base/spawn.h"
#include "core/clixml/reader.h"
#include "core/clixml/writer.h"
#include "core/remoting/remoteshell.h"
#include "core/remoting/runspacesession.h"
#include "core/sessions/directory.h"
#include "tests/support/await.h"
#include "tests/support/recordedtransport.h"

#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using remoting::RemotePipeline;
using remoting::RunspaceSession;
using remoting::SessionState;
using test::RecordedStep;
using test::RecordedTransport;

// Whole conversations that were recorded with Windows servers, held by our own sessions: what we ask is compared with
// what the recording client asked, what the server answered is given to us, and what comes out of our sessions must be
// what the recording says.
namespace {

/// A message of the server, as the recording's own decoder wrote it down.
struct Said
{
    QString type;
    QUuid pipeline;
    QByteArray data;
};

QUuid swapped(const QUuid &id)
{
    return psrp::guidFromBytes(id.toRfc4122());
}

QList<Said> saidIn(const QString &folder)
{
    static const QRegularExpression head(u"^   message dest=1 type=\\S+ (\\S+) RPID=\\S+ PID=(\\S+) bom="_s);
    QList<Said> list;
    const auto steps = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &step : steps) {
        const auto lines = RecordedTransport::contentOf(folder + u'/' + step + u"/psrp.txt"_s).split('\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
            const auto match = head.match(QString::fromUtf8(lines.at(i)));
            if (match.hasMatch())
                list.append({match.captured(1), QUuid(match.captured(2)),
                             lines.at(i + 1).mid(QByteArrayView("   data: ").size())});
        }
    }
    return list;
}

struct Heard
{
    QStringList types;   ///< in order, host calls left out: void ones come as records too and are told once
    QStringList outputs; ///< as CLIXML
    psrp::PipelineState end = psrp::PipelineState::NotStarted;
};

QString typeOf(const psrp::PipelineEvent &event)
{
    static constexpr const char *names[] = {"PIPELINE_OUTPUT", "ERROR_RECORD",       "WARNING_RECORD",
                                            "VERBOSE_RECORD",  "DEBUG_RECORD",       "INFORMATION_RECORD",
                                            "PROGRESS_RECORD", "PIPELINE_HOST_CALL", "PIPELINE_STATE"};
    return QString::fromLatin1(names[event.index()]);
}

QString canonical(const clixml::Value &value)
{
    return QString::fromUtf8(clixml::write(value));
}

/// What may differ from the recording client's requests, and why.
struct Difference
{
    const char *kind;
    const char *ours;     ///< a part of our line; null: nothing
    const char *recorded; ///< a part of the recorded line; null: nothing
};
constexpr Difference allowed[] = {
    // We name our sessions, so that Get-PSSession shows them; the recording client did not.
    {"Create", "name 'Replayed'", "name ''"},
    // MS-PSRP 7 note 9: Windows clients send a BufferMode with Connect, Block unless told otherwise.
    {"Connect-pool", "buffer mode 2", "buffer mode 0"},
    // PowerShell sends no option with Command, and the command's text, which is what Enumerate shows; an empty one is
    // a space. The recording client sends WINRS_SKIP_CMD_SHELL and no text.
    {"Command", "'", "option WINRS_SKIP_CMD_SHELL"},
    // The rest of a command that does not fit into the first envelope, and its input: as many fragments as there is
    // room for, ours in one Send where the recording client takes one for each.
    {"Send", "messages", "messages"},
};

bool isAllowed(const QString &difference)
{
    const QString kind = difference.section(u':', 0, 0);
    for (const Difference &one : allowed) {
        if (kind == QLatin1String(one.kind) && difference.section(u'|', 0, 0).contains(QLatin1String(one.ours)) &&
            difference.section(u'|', 1).contains(QLatin1String(one.recorded)))
            return true;
    }
    return false;
}

} // namespace

class ConversationsTest : public QObject
{
    Q_OBJECT

    QString m_folder;
    std::shared_ptr<RecordedTransport> m_transport;
    QHash<QUuid, std::shared_ptr<RunspaceSession>> m_sessions; ///< by recorded ShellId
    QHash<QUuid, std::shared_ptr<RemotePipeline>> m_pipelines; ///< by recorded CommandId
    QHash<QUuid, std::shared_ptr<Heard>> m_heard;
    QList<psrp::HostResponse> m_answers; ///< of the recording client's host, in order
    quint32 m_envelope = 512000;
    qsizetype m_step = 0;

    static QUuid shellOf(const RecordedStep &step)
    {
        return step.request.shell.shellId.isEmpty() ? step.request.shellId() : step.request.shell.id();
    }

    std::shared_ptr<RunspaceSession> makeSession(const RecordedStep &step, const QUuid &ourShell)
    {
        remoting::ShellParameters parameters;
        parameters.shellId = ourShell;
        parameters.sessionId = QUuid::createUuid();
        parameters.name = u"Replayed"_s;
        parameters.computerName = u"Server01"_s;
        parameters.resourceUri = step.request.resourceUri;
        parameters.idleTimeout = step.request.shell.idleTimeout;
        parameters.bufferMode = step.request.shell.bufferMode;
        parameters.offerCompression = !step.request.compressionType.isEmpty();
        parameters.maxEnvelopeSize = m_envelope;
        parameters.retry.firstPause = std::chrono::milliseconds(1);
        parameters.retry.bound = std::chrono::milliseconds(50);
        parameters.pool.protocolVersion = step.request.options.value(u"protocolversion"_s);
        return RunspaceSession::make(m_transport, parameters);
    }

    void follow(const QUuid &recordedId, const std::shared_ptr<RemotePipeline> &pipeline)
    {
        m_pipelines[recordedId] = pipeline;
        if (!m_heard.contains(recordedId))
            m_heard[recordedId] = std::make_shared<Heard>();
        const auto heard = m_heard.value(recordedId);
        const std::weak_ptr<RemotePipeline> weak = pipeline;
        QObject::connect(pipeline.get(), &RemotePipeline::streamed, this,
                         [this, heard, weak](const psrp::PipelineEvent &event) {
                             if (const auto *output = std::get_if<psrp::OutputReceived>(&event))
                                 heard->outputs.append(canonical(output->value));
                             if (const auto *change = std::get_if<psrp::PipelineStateChanged>(&event))
                                 heard->end = change->state;
                             const auto *call = std::get_if<psrp::HostCallReceived>(&event);
                             if (!call) {
                                 heard->types.append(typeOf(event));
                                 return;
                             }
                             if (!call->call.wantsAnswer())
                                 return;
                             for (const psrp::HostResponse &answer : std::as_const(m_answers)) {
                                 if (answer.callId == call->call.callId)
                                     base::spawn(weak.lock()->respond(answer));
                             }
                         });
        pipeline->begin();
    }

    /// The recorded CREATE_PIPELINE: its fragments in Command and in the Sends that follow.
    psrp::CreatePipeline requestOf(const RecordedStep &command) const
    {
        psrp::Defragmenter defragmenter;
        QList<QByteArray> messages = defragmenter.add(command.request.arguments);
        for (const RecordedStep &step : m_transport->steps()) {
            for (const auto &stream : step.request.streams) {
                if (messages.isEmpty() && stream.commandId == command.request.commandId)
                    messages += defragmenter.add(stream.data);
            }
        }
        return psrp::CreatePipeline::fromValue(psrp::Message::decode(messages.first()).data);
    }

    /// By the step that is performed now.
    bool endsInRecording(const QUuid &command) const
    {
        for (qsizetype i = 0; i < m_step; ++i) {
            const RecordedStep &step = m_transport->steps().at(i);
            if (step.kind() == u"Receive"_s && !step.isFault && step.request.commandId == command) {
                wsman::Request asked;
                asked.messageId = step.request.messageId;
                if (wsman::parseReceive(step.answer, asked).isDone())
                    return true;
            }
        }
        return false;
    }

    void finishPipelines()
    {
        for (auto it = m_pipelines.begin(); it != m_pipelines.end(); ++it) {
            if (endsInRecording(it.key()))
                static_cast<void>(test::await(it.value()->finished()));
        }
    }

    /// Operations on a recorded shell that need no session.
    std::shared_ptr<remoting::RemoteShell> askingFor(const QUuid &recordedShell) const
    {
        remoting::ShellParameters parameters;
        parameters.shellId = m_transport->ourOf(recordedShell);
        parameters.resourceUri = u"http://schemas.microsoft.com/powershell/Microsoft.PowerShell"_s;
        parameters.sessionId = QUuid::createUuid();
        return std::make_shared<remoting::RemoteShell>(m_transport, parameters);
    }

    void perform(const RecordedStep &step)
    {
        const QString kind = step.kind();
        const QUuid shell = shellOf(step);
        const auto session = m_sessions.value(shell);
        if (kind == u"Create"_s || kind == u"Connect-pool"_s) {
            const QUuid known = m_transport->ourOf(shell);
            const QUuid ours = known.isNull() ? QUuid::createUuid() : known;
            m_transport->map(ours, shell);
            const auto made = makeSession(step, ours);
            m_sessions[shell] = made;
            test::await(kind == u"Create"_s ? made->create() : made->connect());
            QCOMPARE(made->state(), SessionState::Opened);
        } else if (kind == u"Command"_s) {
            const auto request = requestOf(step);
            const auto pipeline = test::await(session->start(request));
            if (!request.noInput) {
                // The recording client's input, then its end.
                for (const RecordedStep &later : m_transport->steps()) {
                    for (const auto &stream : later.request.streams) {
                        psrp::Defragmenter defragmenter(psrp::defaultMaximumMessage, true);
                        const auto messages = defragmenter.add(stream.data);
                        for (const QByteArray &bytes : messages) {
                            const auto message = psrp::Message::decode(bytes);
                            if (message.type == psrp::MessageType::PipelineInput)
                                test::await(pipeline->sendInput(message.data));
                        }
                    }
                }
                test::await(pipeline->endInput());
            }
            follow(step.request.commandId, pipeline);
        } else if (kind == u"Connect-pipeline"_s) {
            // The recorded id is the command's own here: nobody of ours gave it one.
            follow(step.request.commandId, test::await(session->attach(m_transport->ourOf(step.request.commandId))));
        } else if (kind == u"Receive"_s) {
            const QUuid command = step.request.commandId;
            if (!command.isNull() && !m_pipelines.contains(command)) {
                // Of a command that there never was: nothing of ours would ask for it by itself.
                std::optional<base::Error> failure;
                try {
                    static_cast<void>(test::await(askingFor(shell)->receive(command, {})));
                } catch (const base::Error &error) {
                    failure = error;
                }
                QVERIFY(failure);
                QCOMPARE(failure->category, base::ErrorCategory::SessionNotFound);
                return;
            }
            // Our loops ask by themselves; what is recorded here has come once they did.
            QVERIFY2(test::waitUntil([this] { return m_transport->steps().at(m_step).used; }), qPrintable(step.name));
        } else if (kind == u"Send"_s) {
            if (RecordedTransport::messagesOf(step.request).contains(u"PUBLIC_KEY"_s))
                test::await(session->exchangeKey());
        } else if (kind == u"Disconnect"_s) {
            finishPipelines();
            remoting::DisconnectOptions options;
            options.idleTimeout = step.request.idleTimeout;
            options.bufferMode = step.request.bufferMode;
            test::await(session->disconnect(options));
            QCOMPARE(session->state(), SessionState::Disconnected);
        } else if (kind == u"Reconnect"_s) {
            finishPipelines();
            if (session->state() == SessionState::Opened)
                test::await(session->disconnect({})); // the recording's other client, in the same process
            test::await(session->reconnect());
            QCOMPARE(session->state(), SessionState::Opened);
        } else if (kind == u"Enumerate-shell"_s) {
            sessions::ConnectionOptions target;
            target.computerName = u"Server01"_s;
            const auto found = test::await(sessions::lookUp(m_transport, target, {}, {}));
            // Without a name Get-PSSession shows none of them.
            QCOMPARE(found.shells.size(), 0);
            QVERIFY(!found.hidden.isEmpty());
            for (const auto &hidden : found.hidden) {
                QCOMPARE(hidden.shell.state, u"Disconnected"_s);
                QVERIFY(m_transport->ourOf(hidden.shell.id()).isNull()); // listed by our ids
            }
        } else if (kind == u"Enumerate-Command"_s) {
            const auto asking = askingFor(QUuid(step.request.filterSelectors.value(u"ShellId"_s)));
            const auto commands = test::await(asking->commands({}));
            for (const auto &command : commands)
                QCOMPARE(command.state, u"Running"_s);
        } else if (kind == u"Get-shell"_s) {
            const auto info = test::await(session->refreshShell());
            QCOMPARE(info.id(), m_transport->ourOf(shell));
        } else if (kind == u"Get-config"_s) {
            wsman::RequestContext context;
            context.to = u"http://127.0.0.1:5985/wsman"_s;
            const auto request = wsman::getConfigRequest(context);
            transport::HttpRequest http;
            http.body = request.envelope;
            const auto response = test::await(m_transport->post(http, {}));
            m_envelope = wsman::parseMaxEnvelopeSize(response.body, request);
        } else if (kind == u"Delete"_s) {
            finishPipelines();
            test::await(session->close());
            QCOMPARE(session->state(), SessionState::Closed);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = QStringLiteral(REJOIN_SOURCE_DIR "/../shared/recorded");
        if (!QDir(m_folder).exists())
            QSKIP("The recordings of real conversations (../shared/recorded) are not beside the project.");
    }
    void cleanup()
    {
        m_pipelines.clear();
        m_sessions.clear();
        m_heard.clear();
        m_answers.clear();
        m_transport.reset();
        m_envelope = 512000;
    }

    void replays_data()
    {
        QTest::addColumn<QString>("folder");
        const auto names = QDir(m_folder).entryList({u"test_*"_s}, QDir::Dirs, QDir::Name);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << m_folder + u'/' + name;
    }
    void replays()
    {
        QFETCH(QString, folder);
        m_transport = std::make_shared<RecordedTransport>(folder);
        for (const RecordedStep &step : m_transport->steps()) {
            for (const auto &stream : step.request.streams) {
                psrp::Defragmenter defragmenter(psrp::defaultMaximumMessage, true);
                const auto messages = defragmenter.add(stream.data);
                for (const QByteArray &bytes : messages) {
                    const auto message = psrp::Message::decode(bytes);
                    if (message.type == psrp::MessageType::PipelineHostResponse)
                        m_answers.append(psrp::HostResponse::fromValue(message.data, {}));
                }
            }
        }
        for (qsizetype i = 0; i < m_transport->steps().size(); ++i) {
            const RecordedStep step = m_transport->steps().at(i);
            m_step = i;
            std::optional<base::Error> failure;
            try {
                perform(step);
            } catch (const base::Error &error) {
                failure = error;
            }
            if (QTest::currentTestFailed())
                return;
            // What failed there fails here, and nothing else does.
            const bool expected = step.isFault && step.kind() != u"Receive"_s;
            QVERIFY2(failure.has_value() == expected,
                     qPrintable(step.name + u": "_s + (failure ? failure->english() : u"no error"_s)));
        }

        // Every request that was recorded has been met by one of ours; pool Receives go on for ever.
        for (const RecordedStep &step : m_transport->steps()) {
            if (!step.used)
                QVERIFY2(step.kind() == u"Send"_s, qPrintable(step.name + u" was not asked for"_s));
        }
        for (const QString &difference : m_transport->differences())
            QVERIFY2(isAllowed(difference), qPrintable(difference));
        // What we ask beyond the recording: the server is told to forget a command that has ended (MS-PSRP 3.1.5.3.9),
        // and commands are reconnected with their shell (3.1.5.3.18).
        for (auto it = m_transport->additions().begin(); it != m_transport->additions().end(); ++it)
            QVERIFY2((QStringList{u"Signal"_s, u"Reconnect"_s, u"Disconnect"_s, u"Send"_s}).contains(it.key()),
                     qPrintable(it.key()));

        // What the pipelines gave is what the recording says.
        QHash<QUuid, Heard> expected;
        for (const Said &said : saidIn(folder)) {
            if (said.pipeline.isNull() || said.type == u"PIPELINE_HOST_CALL"_s)
                continue;
            const QUuid id = m_heard.contains(said.pipeline) ? said.pipeline : swapped(said.pipeline);
            expected[id].types.append(said.type);
            if (said.type == u"PIPELINE_OUTPUT"_s)
                expected[id].outputs.append(canonical(clixml::read(said.data)));
        }
        QCOMPARE(m_heard.size(), expected.size());
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            QVERIFY2(m_heard.contains(it.key()), qPrintable(it.key().toString()));
            const auto heard = m_heard.value(it.key());
            QCOMPARE(heard->types, it->types);
            QCOMPARE(heard->outputs, it->outputs);
            QVERIFY(psrp::isFinal(heard->end));
        }
    }
};

QTEST_GUILESS_MAIN(ConversationsTest)
#include "tst_conversations.moc"
