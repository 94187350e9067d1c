#include "core/sessions/sessionservice.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/server.h"
#include "core/wsman/xpress.h"
#include "tests/support/await.h"
#include "tests/support/labprocess.h"

#include <QSslCertificate>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What went over the wire: the bytes of the streams as they were sent, both ways.
struct Wire
{
    QStringList compressionTypes; ///< of each Create
    QList<QByteArray> sent;
    QList<QByteArray> received;
    QList<QByteArray> arguments;

    static bool isPlain(const QByteArray &data) { return data.startsWith(QByteArrayView("\0\0\0\0", 4)); }
    static bool isCompressed(const QByteArray &data)
    {
        return !isPlain(data) && isPlain(wsman::decompressStream(data));
    }
    static bool all(const QList<QByteArray> &list, bool (*is)(const QByteArray &))
    {
        return !list.isEmpty() && std::all_of(list.begin(), list.end(), is);
    }
};

class RecordingTransport final : public transport::Transport
{
public:
    RecordingTransport(std::shared_ptr<transport::Transport> real, std::shared_ptr<Wire> wire)
        : m_real(std::move(real)), m_wire(std::move(wire))
    {
    }
    Task<transport::HttpResponse> post(transport::HttpRequest request, base::CancelToken cancel) override
    {
        const auto wire = m_wire;
        const auto real = m_real;
        wsman::Request asked;
        const auto parsed = wsman::parseRequest(request.body);
        asked.messageId = parsed.messageId;
        if (parsed.action == QLatin1String(wsman::action::create.data()))
            wire->compressionTypes.append(parsed.compressionType);
        for (const auto &stream : parsed.streams)
            wire->sent.append(stream.data);
        if (!parsed.arguments.isEmpty())
            wire->arguments.append(parsed.arguments);
        const auto response = co_await real->post(std::move(request), cancel);
        if (parsed.action == QLatin1String(wsman::action::receive.data()) && !wsman::parseFault(response.body)) {
            const auto result = wsman::parseReceive(response.body, asked);
            for (const auto &stream : result.streams)
                wire->received.append(stream.data);
        }
        co_return response;
    }
    [[nodiscard]] transport::Endpoint endpoint() const override { return m_real->endpoint(); }
    [[nodiscard]] transport::ConnectionFacts facts() const override { return m_real->facts(); }
    void close() override { m_real->close(); }

private:
    std::shared_ptr<transport::Transport> m_real;
    std::shared_ptr<Wire> m_wire;
};

/// More than one block of MS-XCA, and a script larger than an envelope's first fragment.
const QString longText = QStringLiteral("The quick brown fox jumps over the lazy dog. ").repeated(20000);

} // namespace

/// Compressed streams against rejoin-lab (MS-WSMV 3.1.4.1.31.6).
class CompressionTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LabProcess> lab;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;
    std::shared_ptr<Wire> wire;

    ConnectionOptions at(const QString &computer) const
    {
        ConnectionOptions options;
        options.computerName = computer;
        options.useSsl = true;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(lab->user(), base::SecretString::fromUtf16(lab->password()));
        options.extraAuthorities = QSslCertificate::fromPath(lab->certificateFile());
        options.session.operationTimeout = 20s;
        return options;
    }
    SessionPtr find(const QString &computer, const QString &name)
    {
        ListRequest request;
        request.targets = {at(computer)};
        request.filter.names = {name};
        return test::await(service->list(request)).first().sessions.value(0);
    }
    SessionPtr connected(const QString &computer)
    {
        const auto session = find(computer, u"Packed"_s);
        const auto outcome = test::await(service->connect({session})).first();
        return outcome.error ? nullptr : session;
    }
    SessionPtr created(const QString &computer, bool noCompression = false)
    {
        CreateRequest request;
        request.target = at(computer);
        request.target.session.noCompression = noCompression;
        request.name = u"Made"_s;
        const auto outcome = test::await(service->create({request})).first();
        return outcome.error ? nullptr : outcome.session;
    }
    static QStringList drain(const std::shared_ptr<remoting::RemotePipeline> &pipeline)
    {
        QStringList texts;
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [&texts](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts.append(value->value.text());
                         });
        pipeline->begin();
        static_cast<void>(test::await(pipeline->finished()));
        return texts;
    }
    QStringList outputOf(const SessionPtr &session, const QString &script)
    {
        return drain(test::await(service->start(session, scriptPipeline(script))));
    }

private Q_SLOTS:
    void init()
    {
        QJsonObject packed{{u"name"_s, u"Packed"_s},
                           {u"compression"_s, true},
                           {u"script"_s, u"$v = 42"_s},
                           {u"running"_s, u"1..500 | ForEach-Object { \"line $_\" }"_s}};
        const auto computer = [&packed](const QString &name, const QJsonObject &behaviour) {
            return QJsonObject{{u"name"_s, name}, {u"sessions"_s, QJsonArray{packed}}, {u"behaviour"_s, behaviour}};
        };
        lab = std::make_unique<test::LabProcess>();
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s, QJsonArray{computer(u"Server01"_s, {}),
                                                    computer(u"Server02"_s, {{u"plainForConnectors"_s, true}}),
                                                    computer(u"Server03"_s, {{u"compression"_s, false}})}}};
        QVERIFY2(lab->start(options), qPrintable(lab->errorText()));
        wire = std::make_shared<Wire>();
        registry = std::make_unique<SessionRegistry>();
        transport::ConnectTo rules;
        const auto all = lab->connectToRules();
        for (const QString &rule : all)
            rules.add(rule);
        const auto record = wire;
        service = std::make_unique<SessionService>(
            registry.get(),
            [record](const transport::TransportSettings &settings) -> std::shared_ptr<transport::Transport> {
                return std::make_shared<RecordingTransport>(transport::makeHttpTransport(settings), record);
            },
            std::make_shared<base::SystemClock>(), rules);
    }
    void cleanup()
    {
        service.reset();
        registry.reset();
        lab.reset();
    }

    void aSessionOfAnotherClientIsReceived()
    {
        const auto session = connected(u"Server01"_s);
        QVERIFY(session);
        QCOMPARE(session->shell().compressionMode, u"XpressCompression"_s);
        const auto pipeline = test::await(service->receive(session));
        QVERIFY(pipeline);
        const QStringList lines = drain(pipeline);
        QCOMPARE(lines.size(), 500);
        QCOMPARE(lines.last(), u"line 500"_s);
        QCOMPARE(outputOf(session, u"$v; '%1'.Length"_s.arg(longText)), (QStringList{u"42"_s, u"900000"_s}));
        QVERIFY(wire->compressionTypes.isEmpty()); // a Connect asks for nothing
        QVERIFY(Wire::all(wire->received, Wire::isCompressed));
        QVERIFY(Wire::all(wire->sent, Wire::isCompressed));
        QVERIFY(Wire::all(wire->arguments, Wire::isPlain));
    }

    void aServerMayLeaveItPlainForConnectors()
    {
        const auto session = connected(u"Server02"_s);
        QVERIFY(session);
        QCOMPARE(session->shell().compressionMode, u"XpressCompression"_s);
        QCOMPARE(drain(test::await(service->receive(session))).size(), 500);
        QCOMPARE(outputOf(session, u"$v; '%1'.Length"_s.arg(longText)), (QStringList{u"42"_s, u"900000"_s}));
        QVERIFY(Wire::all(wire->received, Wire::isPlain));
        QVERIFY(Wire::all(wire->sent, Wire::isPlain));
    }

    void aNewSessionIsCompressed()
    {
        const auto session = created(u"Server01"_s);
        QVERIFY(session);
        QCOMPARE(session->shell().compressionMode, u"XpressCompression"_s);
        QCOMPARE(outputOf(session, u"'%1'"_s.arg(longText)), QStringList{longText});
        QCOMPARE(wire->compressionTypes, QStringList{u"xpress"_s});
        QVERIFY(Wire::all(wire->received, Wire::isCompressed));
        QVERIFY(Wire::all(wire->sent, Wire::isCompressed));
        QVERIFY(Wire::all(wire->arguments, Wire::isPlain));
        // After Disconnect and Reconnect by the same client as well.
        QVERIFY(!test::await(service->disconnect({session}, {})).first().error);
        QVERIFY(!test::await(service->connect({session})).first().error);
        QCOMPARE(outputOf(session, u"'again'"_s), QStringList{u"again"_s});
        QVERIFY(Wire::all(wire->received, Wire::isCompressed));
    }

    void noCompressionAsksForNone()
    {
        const auto session = created(u"Server01"_s, true);
        QVERIFY(session);
        QCOMPARE(session->shell().compressionMode, u"NoCompression"_s);
        QCOMPARE(outputOf(session, u"'%1'"_s.arg(longText)), QStringList{longText});
        QCOMPARE(wire->compressionTypes, QStringList{QString()});
        QVERIFY(Wire::all(wire->received, Wire::isPlain));
        QVERIFY(Wire::all(wire->sent, Wire::isPlain));
    }

    void aServerMaySayNo()
    {
        const auto session = created(u"Server03"_s);
        QVERIFY(session);
        QCOMPARE(wire->compressionTypes, QStringList{u"xpress"_s});
        QCOMPARE(session->shell().compressionMode, u"NoCompression"_s);
        QCOMPARE(outputOf(session, u"'%1'"_s.arg(longText)), QStringList{longText});
        QVERIFY(Wire::all(wire->received, Wire::isPlain));
        QVERIFY(Wire::all(wire->sent, Wire::isPlain));
    }
};

QTEST_GUILESS_MAIN(CompressionTest)
#include "tst_compression.moc"
