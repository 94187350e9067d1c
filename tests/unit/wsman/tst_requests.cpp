#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "core/wsman/xml.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;
using xml::Element;

namespace {

const QUuid shellId(u"{1a2b3c4d-0000-4000-8000-00000000abcd}"_s);
const QUuid commandId(u"{5e6f7a8b-0000-4000-8000-00000000dcba}"_s);
const QUuid sessionId(u"{9c0d1e2f-0000-4000-8000-0000000000ff}"_s);

RequestContext someContext()
{
    RequestContext context;
    context.to = u"http://server01:5985/wsman?PSVersion=7.4&a=b"_s;
    context.resourceUri = u"http://schemas.microsoft.com/powershell/Microsoft.PowerShell"_s;
    context.sessionId = sessionId;
    context.locale = u"de-DE"_s;
    context.dataLocale = u"fr-FR"_s;
    return context;
}

/// Keeps the document alive for the cursors.
struct Parsed
{
    explicit Parsed(const Request &request) : document(request.envelope) {}
    xml::Document document;
    [[nodiscard]] Element header() const { return document.root().child(ns::soap, "Header"); }
    [[nodiscard]] Element body() const { return document.root().child(ns::soap, "Body"); }
    [[nodiscard]] Element content() const { return body().firstChild(); }
    [[nodiscard]] QString header(std::string_view uri, std::string_view name) const
    {
        return header().childText(uri, name);
    }
    [[nodiscard]] QStringList options() const
    {
        QStringList all;
        const Element set = header().child(ns::wsman, "OptionSet");
        for (Element option = set.firstChild(); option; option = option.nextSibling()) {
            all += option.attribute("Name") + u'=' + option.text() + u'=' + option.attribute("MustComply");
        }
        return all;
    }
    [[nodiscard]] QString shellSelector() const
    {
        return header().child(ns::wsman, "SelectorSet").childText(ns::wsman, "Selector");
    }
};

QStringList childNames(const Element &parent)
{
    QStringList names;
    for (Element child = parent.firstChild(); child; child = child.nextSibling()) {
        const auto name = child.localName();
        names += QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    return names;
}

const QString shellSelectorText = u"1A2B3C4D-0000-4000-8000-00000000ABCD"_s;
const QString commandIdText = u"5E6F7A8B-0000-4000-8000-00000000DCBA"_s;

} // namespace

class RequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerBlock()
    {
        const Request request = receiveRequest(someContext(), shellId, {});
        const Parsed parsed(request);
        QVERIFY(parsed.document.root().is(ns::soap, "Envelope"));
        QCOMPARE(parsed.header(ns::addressing, "To"), someContext().to);
        QCOMPARE(parsed.header(ns::wsman, "ResourceURI"), someContext().resourceUri);
        QCOMPARE(parsed.header(ns::addressing, "Action"),
                 u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Receive"_s);
        QCOMPARE(parsed.header(ns::wsman, "MaxEnvelopeSize"), u"512000"_s);
        QCOMPARE(parsed.header(ns::wsman, "OperationTimeout"), u"PT180.000S"_s);
        QCOMPARE(parsed.header(ns::microsoft, "SessionId"), u"uuid:9C0D1E2F-0000-4000-8000-0000000000FF"_s);
        QCOMPARE(parsed.header(ns::addressing, "MessageID"),
                 u"uuid:"_s + request.messageId.toString(QUuid::WithoutBraces).toUpper());
        QVERIFY(!request.messageId.isNull());
        QCOMPARE(parsed.header().child(ns::wsman, "Locale").attribute(ns::xml, "lang"), u"de-DE"_s);
        QCOMPARE(parsed.header().child(ns::microsoft, "DataLocale").attribute(ns::xml, "lang"), u"fr-FR"_s);
        QCOMPARE(parsed.header().child(ns::addressing, "ReplyTo").childText(ns::addressing, "Address"),
                 u"http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"_s);
        QCOMPARE(parsed.shellSelector(), shellSelectorText);
        QVERIFY(!parsed.header().child(ns::microsoft, "OperationID"));
        QVERIFY(!parsed.header().child(ns::microsoft, "SequenceId"));

        const struct
        {
            std::string_view uri;
            std::string_view name;
            const char *mustUnderstand;
        } flags[] = {
            {ns::addressing, "Action", "true"},
            {ns::wsman, "ResourceURI", "true"},
            {ns::wsman, "MaxEnvelopeSize", "true"},
            {ns::wsman, "OptionSet", "true"},
            {ns::wsman, "Locale", "false"},
            {ns::microsoft, "DataLocale", "false"},
            {ns::microsoft, "SessionId", "false"},
            {ns::addressing, "MessageID", ""},
            {ns::addressing, "To", ""},
            {ns::wsman, "OperationTimeout", ""},
        };
        for (const auto &flag : flags) {
            QCOMPARE(parsed.header().child(flag.uri, flag.name).attribute(ns::soap, "mustUnderstand"),
                     QString::fromLatin1(flag.mustUnderstand));
        }
    }

    void robustConnectionOnlyWhenAsked()
    {
        RequestContext context = someContext();
        context.operationId = QUuid(u"{00000001-0000-4000-8000-00000000000a}"_s);
        context.sequenceId = 3;
        const Parsed parsed(deleteRequest(context, shellId));
        QCOMPARE(parsed.header(ns::microsoft, "OperationID"), u"uuid:00000001-0000-4000-8000-00000000000A"_s);
        QCOMPARE(parsed.header(ns::microsoft, "SequenceId"), u"3"_s);
    }

    void everyMessageHasItsOwnId()
    {
        QVERIFY(deleteRequest(someContext(), shellId).messageId != deleteRequest(someContext(), shellId).messageId);
    }

    void create()
    {
        CreateShell shell;
        shell.shellId = shellId;
        shell.name = u"Nightly"_s;
        shell.creationXml = QByteArray("\x00\x01\x02", 3);
        shell.idleTimeout = Milliseconds(240000);
        shell.bufferMode = BufferMode::Drop;
        shell.noProfile = true;
        shell.compression = true;
        const Parsed parsed(createRequest(someContext(), shell));
        QCOMPARE(parsed.header(ns::addressing, "Action"), u"http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"_s);
        QVERIFY(!parsed.header().child(ns::wsman, "SelectorSet"));
        QCOMPARE(parsed.options(), (QStringList{u"protocolversion=2.3=true"_s, u"WINRS_NOPROFILE=1=true"_s}));
        QCOMPARE(parsed.header(ns::shell, "CompressionType"), u"xpress"_s);
        QCOMPARE(parsed.header().child(ns::shell, "CompressionType").attribute(ns::soap, "mustUnderstand"), u"true"_s);
        const Element element = parsed.content();
        QVERIFY(element.is(ns::shell, "Shell"));
        QCOMPARE(element.attribute("Name"), u"Nightly"_s);
        QCOMPARE(element.attribute("ShellId"), shellSelectorText);
        QCOMPARE(childNames(element), (QStringList{u"IdleTimeOut"_s, u"InputStreams"_s, u"OutputStreams"_s,
                                                   u"BufferMode"_s, u"creationXml"_s}));
        QCOMPARE(element.childText(ns::shell, "IdleTimeOut"), u"PT240.000S"_s);
        QCOMPARE(element.childText(ns::shell, "InputStreams"), u"stdin pr"_s);
        QCOMPARE(element.childText(ns::shell, "OutputStreams"), u"stdout"_s);
        QCOMPARE(element.childText(ns::shell, "BufferMode"), u"Drop"_s);
        QCOMPARE(element.childText(ns::powershell, "creationXml"), u"AAEC"_s);
    }

    void createLeavesOutWhatIsNotGiven()
    {
        CreateShell shell;
        shell.shellId = shellId;
        const Parsed parsed(createRequest(someContext(), shell));
        QCOMPARE(parsed.options(), QStringList{u"protocolversion=2.3=true"_s});
        QVERIFY(!parsed.header().child(ns::shell, "CompressionType"));
        QCOMPARE(parsed.content().attributes().size(), std::size_t{1});
        QCOMPARE(childNames(parsed.content()), (QStringList{u"InputStreams"_s, u"OutputStreams"_s, u"creationXml"_s}));
    }

    void connect()
    {
        const Parsed pool(connectShellRequest(someContext(), shellId, "abc", u"2.2"_s));
        QCOMPARE(pool.options(), QStringList{u"protocolversion=2.2=true"_s});
        QCOMPARE(childNames(pool.content()), QStringList{u"connectXml"_s});
        QCOMPARE(pool.content().childText(ns::powershell, "connectXml"), u"YWJj"_s);
        QCOMPARE(pool.shellSelector(), shellSelectorText);

        const Parsed buffered(connectShellRequest(someContext(), shellId, "abc", u"2.3"_s, BufferMode::Block));
        QCOMPARE(childNames(buffered.content()), (QStringList{u"BufferMode"_s, u"connectXml"_s}));

        const Parsed command(connectCommandRequest(someContext(), shellId, commandId));
        QVERIFY(command.options().isEmpty());
        QVERIFY(command.content().is(ns::shell, "Connect"));
        QCOMPARE(command.content().attribute("CommandId"), commandIdText);
        QVERIFY(!command.content().firstChild());
    }

    void disconnectAndReconnect()
    {
        const Parsed bare(disconnectRequest(someContext(), shellId));
        QVERIFY(bare.content().is(ns::shell, "Disconnect"));
        QVERIFY(!bare.content().firstChild());
        const Parsed full(disconnectRequest(someContext(), shellId, Milliseconds(180000), BufferMode::Block));
        QCOMPARE(childNames(full.content()), (QStringList{u"IdleTimeOut"_s, u"BufferMode"_s}));
        QCOMPARE(full.content().childText(ns::shell, "BufferMode"), u"Block"_s);

        const Parsed shell(reconnectRequest(someContext(), shellId));
        QVERIFY(shell.body());
        QVERIFY(!shell.content());
        const Parsed command(reconnectRequest(someContext(), shellId, commandId));
        QVERIFY(command.content().is(ns::shell, "Reconnect"));
        QCOMPARE(command.content().attribute("CommandId"), commandIdText);
    }

    void command()
    {
        const Parsed parsed(commandRequest(someContext(), shellId, commandId, u"Get-Job | % { $_ } & <x>"_s, "\xff"));
        QVERIFY(parsed.options().isEmpty());
        QVERIFY(parsed.content().is(ns::shell, "CommandLine"));
        QCOMPARE(parsed.content().attribute("CommandId"), commandIdText);
        QCOMPARE(parsed.content().childText(ns::shell, "Command"), u"Get-Job | % { $_ } & <x>"_s);
        QCOMPARE(parsed.content().childText(ns::shell, "Arguments"), u"/w=="_s);
        QVERIFY(commandRequest(someContext(), shellId, commandId, {}, {})
                    .envelope.contains("<rsp:Command> </rsp:Command>"));
    }

    void commandLineIsCutWithoutBreakingACharacter()
    {
        const QString astral = u"\U0001F600"_s;
        const Parsed parsed(commandRequest(someContext(), shellId, commandId, QString(255, u'x') + astral, {}));
        QCOMPARE(parsed.content().childText(ns::shell, "Command"), QString(255, u'x'));
        const Parsed fits(commandRequest(someContext(), shellId, commandId, QString(254, u'x') + astral + u"y"_s, {}));
        QCOMPARE(fits.content().childText(ns::shell, "Command"), QString(254, u'x') + astral);
    }

    void sendReceiveSignal()
    {
        const Parsed pool(sendRequest(someContext(), shellId, {}, u"pr"_s, "abc"));
        const Element poolStream = pool.content().child(ns::shell, "Stream");
        QCOMPARE(poolStream.attribute("Name"), u"pr"_s);
        QCOMPARE(poolStream.attributes().size(), std::size_t{1});
        QCOMPARE(poolStream.text(), u"YWJj"_s);
        const Parsed input(sendRequest(someContext(), shellId, commandId, u"stdin"_s, "abc"));
        QCOMPARE(input.content().child(ns::shell, "Stream").attribute("CommandId"), commandIdText);

        const Parsed receive(receiveRequest(someContext(), shellId, commandId));
        QCOMPARE(receive.options(), QStringList{u"WSMAN_CMDSHELL_OPTION_KEEPALIVE=True="_s});
        const Element desired = receive.content().child(ns::shell, "DesiredStream");
        QCOMPARE(desired.text(), u"stdout"_s);
        QCOMPARE(desired.attribute("CommandId"), commandIdText);

        const Parsed stop(signalRequest(someContext(), shellId, commandId, signalcode::stopPipeline));
        QCOMPARE(stop.content().attribute("CommandId"), commandIdText);
        QCOMPARE(stop.content().childText(ns::shell, "Code"), u"powershell/signal/crtl_c"_s);
    }

    void deleteAndGet()
    {
        const Parsed gone(deleteRequest(someContext(), shellId));
        QCOMPARE(gone.header(ns::addressing, "Action"), u"http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete"_s);
        QVERIFY(gone.body() && !gone.content());
        const Parsed get(getShellRequest(someContext(), shellId));
        QCOMPARE(get.header(ns::wsman, "ResourceURI"), u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell"_s);
        QCOMPARE(get.shellSelector(), shellSelectorText);
        const Parsed config(getConfigRequest(someContext()));
        QCOMPARE(config.header(ns::wsman, "ResourceURI"), u"http://schemas.microsoft.com/wbem/wsman/1/config"_s);
        QVERIFY(!config.header().child(ns::wsman, "SelectorSet"));
    }

    void identify()
    {
        const Parsed parsed(identifyRequest());
        QVERIFY(parsed.header() && !parsed.header().firstChild());
        QVERIFY(parsed.content().is(ns::identity, "Identify"));
    }

    void userTextIsEscaped()
    {
        CreateShell shell;
        shell.shellId = shellId;
        shell.name = u"a\"b<c>&'d\r\n\te \U0001F600"_s;
        QCOMPARE(Parsed(createRequest(someContext(), shell)).content().attribute("Name"), shell.name);
        // What XML 1.0 forbids cannot be sent at all: U+FFFD stands in its place.
        shell.name = u"x\u0001y\u001bz"_s + QChar(0xD800) + u'w' + QChar(0xFFFF) + QChar(0);
        QCOMPARE(Parsed(createRequest(someContext(), shell)).content().attribute("Name"),
                 u"x\uFFFDy\uFFFDz\uFFFDw\uFFFD\uFFFD"_s);
        const QString line = u"]]> <!-- \u0007 \r\n & x"_s;
        const Parsed command(commandRequest(someContext(), shellId, commandId, line, {}));
        QCOMPARE(command.content().childText(ns::shell, "Command"), QString(line).replace(QChar(7), QChar(0xFFFD)));
    }

    void largestFragmentFillsTheEnvelope_data()
    {
        QTest::addColumn<quint32>("limit");
        QTest::newRow("8 KiB") << quint32{8192};
        QTest::newRow("32 KiB") << quint32{32768};
        QTest::newRow("150 KiB") << quint32{153600};
        QTest::newRow("512000") << quint32{512000};
        QTest::newRow("512001") << quint32{512001};
        QTest::newRow("512003") << quint32{512003};
    }
    void largestFragmentFillsTheEnvelope()
    {
        QFETCH(quint32, limit);
        RequestContext context = someContext();
        context.maxEnvelopeSize = limit;
        context.operationId = sessionId;
        const qsizetype blob = maximumFragmentBlob(context);
        const QByteArray fragment(blob + 21, 'x');
        const qsizetype command =
            commandRequest(context, shellId, commandId, QString(300, u'&'), fragment).envelope.size();
        const qsizetype send = sendRequest(context, shellId, commandId, u"stdin"_s, fragment).envelope.size();
        QVERIFY(command <= qsizetype{limit});
        QVERIFY(send <= qsizetype{limit});
        // Not a wasteful bound either: the larger of the two has less than two base64 groups to spare.
        QVERIFY(qMax(command, send) > qsizetype{limit} - 8);
    }
    void noRoomForAFragmentIsAnError()
    {
        RequestContext context = someContext();
        context.maxEnvelopeSize = 1000;
        QVERIFY_THROWS_EXCEPTION(base::Error, static_cast<void>(maximumFragmentBlob(context)));
    }
};

QTEST_GUILESS_MAIN(RequestsTest)
#include "tst_requests.moc"
