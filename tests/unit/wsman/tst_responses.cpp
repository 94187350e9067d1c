#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/xml.h"

#include <QStringEncoder>
#include <QTest>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;

namespace {

constexpr auto rspUri = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";

Request someRequest()
{
    Request request;
    request.messageId = QUuid(u"{c0ffee00-0000-4000-8000-000000000001}"_s);
    return request;
}

/// Prefixes on purpose not those of Windows: only namespaces count.
QByteArray answer(std::string_view action, const QByteArray &body,
                  const QByteArray &relatesTo = "uuid:C0FFEE00-0000-4000-8000-000000000001")
{
    return "<E:Envelope xmlns:E=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:r=\"" + QByteArray(rspUri) +
           "\" xmlns=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\"><E:Header><RelatesTo>" + relatesTo +
           "</RelatesTo><Action>" + QByteArray(action.data(), qsizetype(action.size())) +
           "Response</Action></E:Header><E:Body>" + body + "</E:Body></E:Envelope>";
}

template <typename F>
Error errorOf(F &&f)
{
    try {
        f();
    } catch (const Error &error) {
        return error;
    }
    return Error(ErrorCategory::Local, u"none"_s, base::Text("no error"));
}

Error errorOfReceive(const QByteArray &bytes)
{
    return errorOf([&] { static_cast<void>(parseReceive(bytes, someRequest())); });
}

QByteArray encoded(const QByteArray &utf8, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
    return encoder(QString::fromUtf8(utf8));
}

const QByteArray simpleReceive = "<r:ReceiveResponse><r:Stream Name=\"stdout\">YWJj</r:Stream></r:ReceiveResponse>";

} // namespace

class ResponsesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shell()
    {
        const QByteArray body =
            "<x:ResourceCreated xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\"><Address>http://h</Address>"
            "</x:ResourceCreated><r:Shell>"
            "<r:State>\n\tConnected\n</r:State><r:ShellId> D0D00000-0000-4000-8000-000000000001\n</r:ShellId>"
            "<r:Name>  My <![CDATA[<session>]]> &amp; <!-- not this -->more  </r:Name>"
            "<r:ResourceUri>http://schemas.microsoft.com/powershell/Site.Config</r:ResourceUri>"
            "<r:Owner>LAB\\ann</r:Owner><r:ClientIP>fd00::7</r:ClientIP><r:ProcessId> 4242 </r:ProcessId>"
            "<r:IdleTimeOut>PT7200.000S</r:IdleTimeOut><r:InputStreams>stdin pr</r:InputStreams>"
            "<r:OutputStreams>stdout</r:OutputStreams><r:MaxIdleTimeOut>PT2147483.647S</r:MaxIdleTimeOut>"
            "<r:Locale>en-US</r:Locale><r:DataLocale>en-CA</r:DataLocale>"
            "<r:CompressionMode>XpressCompression</r:CompressionMode><r:ProfileLoaded>Yes</r:ProfileLoaded>"
            "<r:Encoding>UTF8</r:Encoding><r:BufferMode>Drop</r:BufferMode>"
            "<r:ShellRunTime>P1DT2H3M4S</r:ShellRunTime><r:ShellInactivity>P0DT0H1M2S</r:ShellInactivity>"
            "<r:MemoryUsed>51MB</r:MemoryUsed><r:ChildProcesses>2</r:ChildProcesses>"
            "<future xmlns=\"urn:later\"><r:Owner>nobody</r:Owner></future></r:Shell>";
        const ShellInfo shell = parseCreate(answer(action::create, body), someRequest());
        QCOMPARE(shell.shellId, u"D0D00000-0000-4000-8000-000000000001"_s);
        QCOMPARE(shell.id(), QUuid(u"{d0d00000-0000-4000-8000-000000000001}"_s));
        QCOMPARE(shell.name, u"My <session> & more"_s);
        QCOMPARE(shell.resourceUri, u"http://schemas.microsoft.com/powershell/Site.Config"_s);
        QCOMPARE(shell.owner, u"LAB\\ann"_s);
        QCOMPARE(shell.clientIp, u"fd00::7"_s);
        QCOMPARE(shell.processId, qint64{4242});
        QCOMPARE(shell.idleTimeout, std::optional(Milliseconds(7200000)));
        QCOMPARE(shell.maxIdleTimeout, std::optional(Milliseconds(2147483647)));
        QCOMPARE(shell.inputStreams, u"stdin pr"_s);
        QCOMPARE(shell.outputStreams, u"stdout"_s);
        QCOMPARE(shell.locale, u"en-US"_s);
        QCOMPARE(shell.dataLocale, u"en-CA"_s);
        QCOMPARE(shell.compressionMode, u"XpressCompression"_s);
        QCOMPARE(shell.profileLoaded, u"Yes"_s);
        QCOMPARE(shell.encoding, u"UTF8"_s);
        QCOMPARE(shell.bufferMode, BufferMode::Drop);
        QCOMPARE(shell.state, u"Connected"_s);
        QCOMPARE(shell.shellRunTime, std::optional(Milliseconds(93784000)));
        QCOMPARE(shell.shellInactivity, std::optional(Milliseconds(62000)));
        QCOMPARE(shell.memoryUsed, u"51MB"_s);
        QCOMPARE(shell.childProcesses, 2);
    }

    void createWithoutShellTakesTheSelector()
    {
        const QByteArray body =
            "<x:ResourceCreated xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\">"
            "<ReferenceParameters xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">"
            "<w:ResourceURI>http://schemas.microsoft.com/powershell/X</w:ResourceURI><w:SelectorSet>"
            "<w:Selector Name=\"Other\">1</w:Selector>"
            "<w:Selector Name=\"ShellId\">\n D0D00000-0000-4000-8000-000000000001 </w:Selector></w:SelectorSet>"
            "</ReferenceParameters></x:ResourceCreated>";
        const ShellInfo shell = parseCreate(answer(action::create, body), someRequest());
        QCOMPARE(shell.shellId, u"D0D00000-0000-4000-8000-000000000001"_s);
        QCOMPARE(shell.resourceUri, u"http://schemas.microsoft.com/powershell/X"_s);
        const auto error =
            errorOf([] { static_cast<void>(parseCreate(answer(action::create, "<r:Shell/>"), someRequest())); });
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QCOMPARE(error.id, u"ImproperResponse"_s);
    }

    void getShellWithAlmostNothing()
    {
        const ShellInfo shell = parseGetShell(
            answer(action::get, "<r:Shell><r:ShellId>x</r:ShellId><r:IdleTimeOut>soon</r:IdleTimeOut></r:Shell>"),
            someRequest());
        QVERIFY(shell.id().isNull());
        QVERIFY(!shell.idleTimeout && !shell.maxIdleTimeout && !shell.shellInactivity);
        QCOMPARE(shell.bufferMode, BufferMode::None);
    }

    void connectCommandAndConfig()
    {
        QCOMPARE(
            parseConnectShell(answer(action::connect, "<r:ConnectResponse><connectResponseXml "
                                                      "xmlns=\"http://schemas.microsoft.com/powershell\">\nYW\r\n Jj\t"
                                                      "</connectResponseXml></r:ConnectResponse>"),
                              someRequest()),
            QByteArray("abc"));
        QCOMPARE(errorOf([] {
                     static_cast<void>(parseConnectShell(
                         answer(action::connect, "<r:ConnectResponse><connectResponseXml>YWJj</connectResponseXml>"
                                                 "</r:ConnectResponse>"),
                         someRequest()));
                 }).category,
                 ErrorCategory::Protocol); // another namespace
        QCOMPARE(parseCommand(answer(action::command, "<r:CommandResponse><r:CommandId>"
                                                      "C0C00000-0000-4000-8000-000000000001"
                                                      "</r:CommandId></r:CommandResponse>"),
                              someRequest()),
                 QUuid(u"{c0c00000-0000-4000-8000-000000000001}"_s));
        QCOMPARE(errorOf([] {
                     static_cast<void>(parseCommand(
                         answer(action::command, "<r:CommandResponse><r:CommandId>7</r:CommandId></r:CommandResponse>"),
                         someRequest()));
                 }).category,
                 ErrorCategory::Protocol);
        const auto config = [](const QByteArray &size) {
            return parseMaxEnvelopeSize(
                answer(action::get, "<c:Config xmlns:c=\"http://schemas.microsoft.com/wbem/wsman/1/config\">"
                                    "<c:MaxEnvelopeSizekb>" +
                                        size + "</c:MaxEnvelopeSizekb></c:Config>"),
                someRequest());
        };
        QCOMPARE(config("500"), quint32{512000});
        QCOMPARE(config("4294967295"), quint32{4194303} * 1024);
        QCOMPARE(errorOf([&] { static_cast<void>(config("0")); }).category, ErrorCategory::Protocol);
    }

    void receive()
    {
        const ReceiveResult result = parseReceive(
            answer(action::receive,
                   "<r:ReceiveResponse><r:Stream Name=\"stdout\">YWJj</r:Stream>"
                   "<r:Stream CommandId=\"C0C00000-0000-4000-8000-000000000001\" Name=\"stdout\">AA==</r:Stream>"
                   "<r:Stream Name=\"stdout\"/>"
                   "<r:CommandState CommandId=\"c0c00000-0000-4000-8000-000000000001\" State=\""
                   "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done\">"
                   "<r:ExitCode> 4294967295 </r:ExitCode></r:CommandState></r:ReceiveResponse>"),
            someRequest());
        const QUuid command(u"{c0c00000-0000-4000-8000-000000000001}"_s);
        QCOMPARE(result.streams.size(), 3);
        QCOMPARE(result.streams[0].data, QByteArray("abc"));
        QVERIFY(result.streams[0].commandId.isNull());
        QCOMPARE(result.streams[1].commandId, command);
        QCOMPARE(result.streams[1].data, QByteArray("\0", 1));
        QCOMPARE(result.streams[2].data, QByteArray());
        QCOMPARE(result.commandId, command);
        QVERIFY(result.isDone());
        QCOMPARE(result.exitCode, std::optional(qint64{4294967295}));
    }

    void receivePendingAndEmpty()
    {
        const ReceiveResult pending = parseReceive(
            answer(action::receive, "<r:ReceiveResponse><r:CommandState CommandId=\"C0C00000-0000-4000-8000-"
                                    "000000000001\" State=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell/"
                                    "CommandState/Pending\"></r:CommandState></r:ReceiveResponse>"),
            someRequest());
        QVERIFY(!pending.isDone());
        QCOMPARE(pending.commandState, QString::fromUtf8(commandstate::pending.data()));
        QVERIFY(!pending.exitCode);
        const ReceiveResult empty = parseReceive(answer(action::receive, "<r:ReceiveResponse/>"), someRequest());
        QVERIFY(empty.streams.isEmpty());
        QVERIFY(empty.commandState.isEmpty() && !empty.isDone());
    }

    void acknowledgements()
    {
        parseAcknowledgement(answer(action::remove, ""), someRequest(), action::remove);
        parseAcknowledgement(answer(action::disconnect, "<r:DisconnectResponse/>"), someRequest(), action::disconnect);
        parseAcknowledgement(answer(action::send, "<r:SendResponse/>"), someRequest(), action::send);
        QVERIFY_THROWS_EXCEPTION(
            Error, parseAcknowledgement(answer(action::send, "<r:SignalResponse/>"), someRequest(), action::send));
        QVERIFY_THROWS_EXCEPTION(
            Error, parseAcknowledgement(answer(action::signal, "<r:SendResponse/>"), someRequest(), action::send));
    }

    void identify()
    {
        const IdentifyInfo info = parseIdentify(
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            "xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"><s:Header/><s:Body>"
            "<i:IdentifyResponse><i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>"
            "<i:ProductVendor>Somebody</i:ProductVendor><i:ProductVersion>OS: 1</i:ProductVersion>"
            "</i:IdentifyResponse></s:Body></s:Envelope>");
        QCOMPARE(info.protocolVersion, u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"_s);
        QCOMPARE(info.productVendor, u"Somebody"_s);
        QCOMPARE(info.productVersion, u"OS: 1"_s);
    }

    void header()
    {
        const ResponseHeader header = parseResponseHeader(
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
            "xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\"><s:Header><a:Action>urn:x</a:Action>"
            "<p:ActivityId>ABCD</p:ActivityId><p:OperationID>uuid:c0ffee00-0000-4000-8000-000000000002</p:OperationID>"
            "<a:RelatesTo>urn:uuid:C0FFEE00-0000-4000-8000-000000000001</a:RelatesTo></s:Header><s:Body/>"
            "</s:Envelope>");
        QCOMPARE(header.action, u"urn:x"_s);
        QCOMPARE(header.activityId, u"ABCD"_s);
        QCOMPARE(header.relatesTo, someRequest().messageId);
        QCOMPARE(header.operationId, QUuid(u"{c0ffee00-0000-4000-8000-000000000002}"_s));
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray plain = answer(action::receive, simpleReceive);
        QTest::newRow("plain") << plain;
        QTest::newRow("UTF-8 BOM") << "\xef\xbb\xbf" + plain;
        QTest::newRow("declaration") << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + plain;
        QTest::newRow("UTF-16 LE") << encoded(plain, QStringConverter::Utf16LE);
        QTest::newRow("UTF-16 BE") << encoded(plain, QStringConverter::Utf16BE);
        QTest::newRow("UTF-16 with a declaration")
            << encoded("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + plain, QStringConverter::Utf16LE);
    }
    void encodings()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(parseReceive(bytes, someRequest()).streams.value(0).data, QByteArray("abc"));
    }

    void notWsMan_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \r\n");
        QTest::newRow("text") << QByteArray("Service Unavailable");
        QTest::newRow("JSON") << QByteArray("{\"a\":1}");
        QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html><head><meta charset=utf-8><body><p>x<br></html>");
        QTest::newRow("XHTML") << QByteArray("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>");
        QTest::newRow("zero bytes") << QByteArray(64, '\0');
        QTest::newRow("SOAP 1.1") << QByteArray(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>");
        QTest::newRow("prefix not declared") << QByteArray("<s:Envelope><s:Body/></s:Envelope>");
    }
    void notWsMan()
    {
        QFETCH(QByteArray, bytes);
        const Error error = errorOfReceive(bytes);
        QCOMPARE(error.category, ErrorCategory::NotWsMan);
        QVERIFY(!error.message.isEmpty() && !error.advice.isEmpty());
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(parseFault(bytes)));
    }

    void protocolErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("another message's answer")
            << answer(action::receive, simpleReceive, "uuid:C0FFEE00-0000-4000-8000-000000000002");
        QTest::newRow("no RelatesTo") << answer(action::receive, simpleReceive, "");
        QTest::newRow("another action") << answer(action::send, simpleReceive);
        QTest::newRow("another body") << answer(action::receive, "<r:SendResponse/>");
        QTest::newRow("empty body") << answer(action::receive, "");
        QTest::newRow("base64 with a wrong letter")
            << answer(action::receive, "<r:ReceiveResponse><r:Stream>YW*j</r:Stream></r:ReceiveResponse>");
        QTest::newRow("base64 of a wrong length")
            << answer(action::receive, "<r:ReceiveResponse><r:Stream>YWJjY</r:Stream></r:ReceiveResponse>");
        QTest::newRow("base64 after its end")
            << answer(action::receive, "<r:ReceiveResponse><r:Stream>YQ==YQ==</r:Stream></r:ReceiveResponse>");
        QTest::newRow("document type") << "<!DOCTYPE x [<!ENTITY a \"b\">]>" + answer(action::receive, simpleReceive);
    }
    void protocolErrors()
    {
        QFETCH(QByteArray, bytes);
        const Error error = errorOfReceive(bytes);
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QCOMPARE(error.id, u"ImproperResponse"_s);
        QVERIFY(!error.advice.isEmpty());
    }

    void brokenOffAnywhere()
    {
        const QByteArray whole = answer(action::receive, simpleReceive);
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const Error error = errorOfReceive(whole.left(length));
            QVERIFY2(error.category == ErrorCategory::Protocol || error.category == ErrorCategory::NotWsMan,
                     qPrintable(QString::number(length)));
        }
    }

    void entitiesAreNotExpanded()
    {
        QByteArray bomb = "<!DOCTYPE b [<!ENTITY e0 \"0123456789\">";
        for (int i = 1; i < 20; ++i) {
            bomb += "<!ENTITY e" + QByteArray::number(i) + " \"" +
                    ("&e" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
        }
        bomb += "]>" + answer(action::receive, "<r:ReceiveResponse><r:Stream>&e19;</r:Stream></r:ReceiveResponse>");
        QCOMPARE(errorOfReceive(bomb).category, ErrorCategory::Protocol);
        const ShellInfo shell =
            parseGetShell(answer(action::get, "<r:Shell><r:Name>&e19;&lt;</r:Name></r:Shell>"), someRequest());
        QCOMPARE(shell.name, u"&e19;<"_s);
    }

    void deepAndHugeAreRefused()
    {
        const QByteArray deep =
            answer(action::receive, QByteArray("<r:a>").repeated(100000) + QByteArray("</r:a>").repeated(100000));
        QCOMPARE(errorOfReceive(deep).category, ErrorCategory::LimitExceeded);
        QCOMPARE(errorOfReceive(answer(action::receive, QByteArray("<r:a>").repeated(100000))).category,
                 ErrorCategory::LimitExceeded);
        const QByteArray wide = answer(action::receive, QByteArray("<r:a/>").repeated(600000));
        QCOMPARE(errorOfReceive(wide).category, ErrorCategory::LimitExceeded);
        xml::Limits limits;
        limits.bytes = 100;
        QCOMPARE(errorOf([&] { const xml::Document refused(answer(action::receive, simpleReceive), limits); }).category,
                 ErrorCategory::LimitExceeded);
        // What stays within the limits is read: 40 levels inside an item that nobody asked for.
        const QByteArray fine = answer(action::receive, "<r:ReceiveResponse>" + QByteArray("<r:a>").repeated(40) +
                                                            QByteArray("</r:a>").repeated(40) + "</r:ReceiveResponse>");
        QVERIFY(parseReceive(fine, someRequest()).streams.isEmpty());
    }

    void manyDeclarationsStayCheap()
    {
        // Resolving a prefix walks the ancestors: thousands of declarations on the root must not make it quadratic in
        // memory or throw the reader off.
        QByteArray declarations;
        for (int i = 0; i < 2000; ++i) {
            declarations += " xmlns:p" + QByteArray::number(i) + "=\"urn:" + QByteArray::number(i) + "\"";
        }
        const QByteArray body =
            "<r:ReceiveResponse" + declarations + "><r:Stream Name=\"stdout\">YWJj</r:Stream>" + "</r:ReceiveResponse>";
        QCOMPARE(parseReceive(answer(action::receive, body), someRequest()).streams.size(), 1);
    }

    void innerDeclarationsHide()
    {
        const QByteArray body = "<r:ReceiveResponse><r:Stream xmlns:r=\"urn:other\">YQ==</r:Stream>"
                                "<Stream xmlns=\"" +
                                QByteArray(rspUri) + "\" Name=\"stdout\">Yg==</Stream><q:Stream xmlns:q=\"" +
                                QByteArray(rspUri) + "\" Name=\"stdout\">Yw==</q:Stream></r:ReceiveResponse>";
        const ReceiveResult result = parseReceive(answer(action::receive, body), someRequest());
        QCOMPARE(result.streams.size(), 2);
        QCOMPARE(result.streams[0].data + result.streams[1].data, QByteArray("bc"));
    }
};

QTEST_GUILESS_MAIN(ResponsesTest)
#include "tst_responses.moc"
