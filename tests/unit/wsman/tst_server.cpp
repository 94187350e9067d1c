#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/server.h"
#include "core/wsman/xml.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;

namespace {

const QUuid shellId(u"{1a2b3c4d-0000-4000-8000-00000000abcd}"_s);
const QUuid commandId(u"{5e6f7a8b-0000-4000-8000-00000000dcba}"_s);
const QString shellIdText = u"1A2B3C4D-0000-4000-8000-00000000ABCD"_s;

RequestContext someContext()
{
    RequestContext context;
    context.to = u"http://server01:5985/wsman?PSVersion=7.4"_s;
    context.resourceUri = u"http://schemas.microsoft.com/powershell/Microsoft.PowerShell"_s;
    context.sessionId = QUuid(u"{9c0d1e2f-0000-4000-8000-0000000000ff}"_s);
    context.locale = u"de-DE"_s;
    context.dataLocale = u"fr-FR"_s;
    context.operationTimeout = Milliseconds(20000);
    return context;
}

ShellInfo someShell()
{
    ShellInfo shell;
    shell.shellId = shellIdText;
    shell.name = u"Nightly <1>"_s;
    shell.resourceUri = someContext().resourceUri;
    shell.owner = u"LAB\\ann"_s;
    shell.clientIp = u"127.0.0.1"_s;
    shell.processId = 77;
    shell.idleTimeout = Milliseconds(7200000);
    shell.maxIdleTimeout = Milliseconds(2147483647);
    shell.inputStreams = u"stdin pr"_s;
    shell.outputStreams = u"stdout"_s;
    shell.locale = u"en-US"_s;
    shell.dataLocale = u"en-US"_s;
    shell.compressionMode = u"NoCompression"_s;
    shell.profileLoaded = u"Yes"_s;
    shell.encoding = u"UTF8"_s;
    shell.bufferMode = BufferMode::Block;
    shell.state = u"Disconnected"_s;
    shell.shellRunTime = Milliseconds(93784999);
    shell.shellInactivity = Milliseconds(62000);
    shell.memoryUsed = u"51MB"_s;
    shell.childProcesses = 1;
    return shell;
}

/// A request with a header as PowerShell's and any body.
QByteArray requestWith(std::string_view action, const QByteArray &body, const QByteArray &more = {})
{
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
           "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
           "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
           "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
           "xmlns:rsp=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\"><s:Header><a:Action>" +
           QByteArray(action.data(), qsizetype(action.size())) +
           "</a:Action><a:MessageID>uuid:C0FFEE00-0000-4000-8000-000000000001</a:MessageID>"
           "<w:ResourceURI>http://schemas.microsoft.com/powershell/X</w:ResourceURI>" +
           more + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

Error refusalOf(const QByteArray &envelope)
{
    try {
        static_cast<void>(parseRequest(envelope));
    } catch (const Error &error) {
        return error;
    }
    return Error(ErrorCategory::Local, u"none"_s, base::Text("accepted"));
}

/// The rest of the text from the first occurrence of a mark: shapes are compared as written.
QByteArray from(const QByteArray &text, const char *mark)
{
    return text.mid(text.indexOf(mark));
}

} // namespace

class ServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPowerShellsCreate()
    {
        const QByteArray envelope =
            QByteArray(
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'\n"
                " xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing' "
                "xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'\n"
                " xmlns:p='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd'><s:Header>\n"
                "<a:To>http://server:80/PowerShell?PSVersion=5.1.17763.771</a:To>\n"
                "<w:ResourceURI s:mustUnderstand='true'>"
                "http://schemas.microsoft.com/powershell/Microsoft.Exchange</w:ResourceURI>\n"
                "<a:ReplyTo><a:Address s:mustUnderstand='true'>"
                "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>\n"
                "<a:Action s:mustUnderstand='true'>http://schemas.xmlsoap.org/ws/2004/09/transfer/Create</a:Action>\n"
                "<w:MaxEnvelopeSize s:mustUnderstand='true'>512000</w:MaxEnvelopeSize><a:MessageID>"
                "uuid:c0ffee00-0000-4000-8000-000000000001</a:MessageID>\n"
                "<w:Locale xml:lang='en-US' s:mustUnderstand='false'/>"
                "<p:DataLocale xml:lang='en-GB' s:mustUnderstand='false'/>\n"
                "<p:SessionId s:mustUnderstand='false'>uuid:c0ffee00-0000-4000-8000-000000000002</p:SessionId>"
                "<p:OperationID s:mustUnderstand='false'>uuid:c0ffee00-0000-4000-8000-000000000003</p:OperationID>"
                "<p:SequenceId s:mustUnderstand='false'>1</p:SequenceId>\n"
                "<w:OptionSet xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' s:mustUnderstand='true'>"
                "<w:Option Name='protocolversion' MustComply='true'>2.3</w:Option></w:OptionSet>\n"
                "<w:OperationTimeout>PT180.000S</w:OperationTimeout>\n"
                "<rsp:CompressionType s:mustUnderstand='true' "
                "xmlns:rsp='http://schemas.microsoft.com/wbem/wsman/1/windows/shell'>xpress</rsp:CompressionType>"
                "</s:Header>\n"
                "<s:Body><rsp:Shell xmlns:rsp='http://schemas.microsoft.com/wbem/wsman/1/windows/shell' "
                "Name='WinRM2' ShellId='1A2B3C4D-0000-4000-8000-00000000ABCD'><rsp:IdleTimeOut>"
                "PT240.000S</rsp:IdleTimeOut><rsp:InputStreams>stdin pr</rsp:InputStreams><rsp:OutputStreams>"
                "stdout</rsp:OutputStreams><creationXml xmlns='http://schemas.microsoft.com/powershell'>"
                "YWJj</creationXml></rsp:Shell></s:Body></s:Envelope>\n")
                .replace('\'', '"');
        const ServerRequest request = parseRequest(envelope);
        QCOMPARE(request.action, u"http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"_s);
        QCOMPARE(request.to, u"http://server:80/PowerShell?PSVersion=5.1.17763.771"_s);
        QCOMPARE(request.resourceUri, u"http://schemas.microsoft.com/powershell/Microsoft.Exchange"_s);
        QCOMPARE(request.messageId, QUuid(u"{c0ffee00-0000-4000-8000-000000000001}"_s));
        QCOMPARE(request.sessionId, QUuid(u"{c0ffee00-0000-4000-8000-000000000002}"_s));
        QCOMPARE(request.operationId, QUuid(u"{c0ffee00-0000-4000-8000-000000000003}"_s));
        QCOMPARE(request.sequenceId, quint64{1});
        QCOMPARE(request.maxEnvelopeSize, quint32{512000});
        QCOMPARE(request.locale, u"en-US"_s);
        QCOMPARE(request.dataLocale, u"en-GB"_s);
        QCOMPARE(request.compressionType, u"xpress"_s);
        QCOMPARE(request.options.value(u"protocolversion"_s), u"2.3"_s);
        QCOMPARE(request.operationTimeout, Milliseconds(180000));
        QCOMPARE(request.shell.name, u"WinRM2"_s);
        QCOMPARE(request.shell.shellId, shellIdText);
        QCOMPARE(request.shell.idleTimeout, std::optional(Milliseconds(240000)));
        QCOMPARE(request.shell.inputStreams, u"stdin pr"_s);
        QCOMPARE(request.shell.outputStreams, u"stdout"_s);
        QCOMPARE(request.creationXml, QByteArray("abc"));
    }

    void readsWhatOurClientWrites()
    {
        const RequestContext context = someContext();
        CreateShell create;
        create.shellId = shellId;
        create.name = u"a<b"_s;
        create.creationXml = "xyz";
        create.bufferMode = BufferMode::Drop;
        ServerRequest read = parseRequest(createRequest(context, create).envelope);
        QCOMPARE(read.to, context.to);
        QCOMPARE(read.sessionId, context.sessionId);
        QCOMPARE(read.locale, u"de-DE"_s);
        QCOMPARE(read.dataLocale, u"fr-FR"_s);
        QCOMPARE(read.operationTimeout, Milliseconds(20000));
        QCOMPARE(read.shell.name, u"a<b"_s);
        QCOMPARE(read.shell.bufferMode, BufferMode::Drop);
        QCOMPARE(read.creationXml, QByteArray("xyz"));
        QVERIFY(!read.idleTimeout);

        read = parseRequest(connectShellRequest(context, shellId, "data", u"2.3"_s, BufferMode::Block).envelope);
        QCOMPARE(read.shellId(), shellId);
        QCOMPARE(read.connectXml, QByteArray("data"));
        QCOMPARE(read.bufferMode, BufferMode::Block);
        QVERIFY(read.commandId.isNull());
        read = parseRequest(connectCommandRequest(context, shellId, commandId).envelope);
        QCOMPARE(read.commandId, commandId);
        read = parseRequest(disconnectRequest(context, shellId, Milliseconds(60000), BufferMode::Drop).envelope);
        QCOMPARE(read.idleTimeout, std::optional(Milliseconds(60000)));
        QCOMPARE(read.bufferMode, BufferMode::Drop);
        read = parseRequest(reconnectRequest(context, shellId).envelope);
        QVERIFY(read.commandId.isNull());
        read = parseRequest(reconnectRequest(context, shellId, commandId).envelope);
        QCOMPARE(read.commandId, commandId);
        read = parseRequest(commandRequest(context, shellId, commandId, u"a & b"_s, "args").envelope);
        QCOMPARE(read.commandId, commandId);
        QCOMPARE(read.commandLine, u"a & b"_s);
        QCOMPARE(read.arguments, QByteArray("args"));
        read = parseRequest(sendRequest(context, shellId, commandId, u"pr"_s, "in").envelope);
        QCOMPARE(read.streams.size(), 1);
        QCOMPARE(read.streams[0].name, u"pr"_s);
        QCOMPARE(read.streams[0].commandId, commandId);
        QCOMPARE(read.streams[0].data, QByteArray("in"));
        QCOMPARE(read.commandId, commandId);
        read = parseRequest(receiveRequest(context, shellId, commandId).envelope);
        QCOMPARE(read.commandId, commandId);
        QCOMPARE(read.desiredStreams, QStringList{u"stdout"_s});
        QCOMPARE(read.options.value(u"WSMAN_CMDSHELL_OPTION_KEEPALIVE"_s), u"True"_s);
        read = parseRequest(signalRequest(context, shellId, commandId, signalcode::stopPipeline).envelope);
        QCOMPARE(read.signalCode, u"powershell/signal/crtl_c"_s);
        QCOMPARE(parseRequest(deleteRequest(context, shellId).envelope).shellId(), shellId);
        read = parseRequest(getShellRequest(context, shellId).envelope);
        QCOMPARE(read.resourceUri, u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell"_s);
        QCOMPARE(parseRequest(getConfigRequest(context).envelope).resourceUri,
                 u"http://schemas.microsoft.com/wbem/wsman/1/config"_s);
        read = parseRequest(enumerateShellsRequest(context, 5).envelope);
        QVERIFY(read.optimizeEnumeration);
        QCOMPARE(read.maxElements, 5);
        read = parseRequest(enumerateCommandsRequest(context, shellId).envelope);
        QCOMPARE(read.filterSelectors.value(u"ShellId"_s), shellIdText);
        read = parseRequest(pullRequest(context, resource::shell, u"ctx"_s, 9).envelope);
        QCOMPARE(read.enumerationContext, u"ctx"_s);
        QCOMPARE(read.maxElements, 9);
        read = parseRequest(identifyRequest().envelope);
        QVERIFY(read.isIdentify && read.action.isEmpty());
    }

    void schemaIsChecked_data()
    {
        QTest::addColumn<QByteArray>("envelope");
        const auto row = [](const char *name, std::string_view action, const QByteArray &body) {
            QTest::newRow(name) << requestWith(action, body);
        };
        row("unknown child of Shell", action::create, "<rsp:Shell><rsp:Colour/></rsp:Shell>");
        row("State of Shell", action::create, "<rsp:Shell><rsp:State>Connected</rsp:State></rsp:Shell>");
        row("streams twice", action::create,
            "<rsp:Shell><rsp:InputStreams/><rsp:OutputStreams/><rsp:InputStreams/></rsp:Shell>");
        row("Shell without Shell", action::create, "");
        row("Shell twice", action::create, "<rsp:Shell/><rsp:Shell/>");
        row("Shell of another namespace", action::create, "<Shell/>");
        row("ShellId that is none", action::create, "<rsp:Shell ShellId=\"7\"/>");
        row("IdleTimeOut that is none", action::create,
            "<rsp:Shell><rsp:IdleTimeOut>1 h</rsp:IdleTimeOut></rsp:Shell>");
        row("negative IdleTimeOut", action::disconnect,
            "<rsp:Disconnect><rsp:IdleTimeOut>-PT1S</rsp:IdleTimeOut></rsp:Disconnect>");
        row("BufferMode that is none", action::disconnect,
            "<rsp:Disconnect><rsp:BufferMode>Keep</rsp:BufferMode></rsp:Disconnect>");
        row("creationXml that is no base64", action::create,
            "<rsp:Shell><creationXml xmlns=\"http://schemas.microsoft.com/powershell\">*</creationXml></rsp:Shell>");
        row("Receive without a stream", action::receive, "<rsp:Receive/>");
        row("Receive for Send", action::send, "<rsp:Receive><rsp:DesiredStream/></rsp:Receive>");
        row("Send without a stream", action::send, "<rsp:Send/>");
        row("CommandId that is none", action::receive,
            "<rsp:Receive><rsp:DesiredStream CommandId=\"x\">stdout</rsp:DesiredStream></rsp:Receive>");
        row("Signal without a code", action::signal, "<rsp:Signal/>");
        row("Command without its element", action::command, "<rsp:CommandLine><rsp:Arguments/></rsp:CommandLine>");
        row("Delete with a body", action::remove, "<rsp:Delete/>");
        row("Get with a body", action::get, "<rsp:Shell/>");
        row("MaxElements of nothing", action::enumerate, "<n:Enumerate><w:MaxElements>0</w:MaxElements></n:Enumerate>");
        row("Pull for Enumerate", action::enumerate, "<n:Pull/>");
    }
    void schemaIsChecked()
    {
        QFETCH(QByteArray, envelope);
        const Error error = refusalOf(envelope);
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QCOMPARE(error.id, u"SchemaValidationError"_s);
        QCOMPARE(error.code, qint64{2150858817});
        QVERIFY(error.english().contains(u"element"));
        // The header stays readable, for the fault's RelatesTo.
        const ServerRequest header = parseRequestHeader(envelope);
        QCOMPARE(header.messageId, QUuid(u"{c0ffee00-0000-4000-8000-000000000001}"_s));
        const auto fault = parseFault(faultResponse(header, faultFor(error)));
        QVERIFY(fault.has_value());
        QCOMPARE(fault->code, quint32{2150858817});
        QCOMPARE(fault->subcode, u"SchemaValidationError"_s);
        QCOMPARE(fault->message, error.english());
    }

    void otherRefusals()
    {
        const Error timeout = refusalOf(requestWith(action::get, "", "<w:OperationTimeout>PT-1S</w:OperationTimeout>"));
        QCOMPARE(timeout.id, u"InvalidMessageInformationHeader"_s);
        QCOMPARE(timeout.code, qint64{2150858767});
        QVERIFY(timeout.english().contains(u"PT-1S"));
        const ServerFault fault = faultFor(timeout);
        QCOMPARE(fault.subcode, u"a:InvalidMessageInformationHeader"_s);
        // Faults of the addressing namespace have its action.
        const QByteArray written = faultResponse({}, fault);
        QCOMPARE(parseResponseHeader(written).action, u"http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"_s);

        QCOMPARE(refusalOf(requestWith("urn:unknown", "")).id, u"ActionNotSupported"_s);
        QCOMPARE(refusalOf(requestWith("", "")).id, u"InvalidMessageInformationHeader"_s);
        QByteArray unnamed = requestWith(action::get, "");
        unnamed.replace("uuid:C0FFEE00", "uuid:COFFEE00");
        QCOMPARE(refusalOf(unnamed).id, u"InvalidMessageInformationHeader"_s);
        QCOMPARE(
            refusalOf(requestWith(action::enumerate, "<n:Enumerate><w:Filter Dialect=\"urn:x\"/></n:Enumerate>")).id,
            u"CannotProcessFilter"_s);
        QCOMPARE(refusalOf("GET / HTTP/1.0").category, ErrorCategory::NotWsMan);
        QCOMPARE(refusalOf("<a/>").category, ErrorCategory::Protocol);
        QCOMPARE(faultFor(Error(ErrorCategory::Internal, {}, base::Text("broken"))).subcode, u"w:InternalError"_s);
    }

    void idleTimeoutAfterTheStreamsIsAccepted()
    {
        const ServerRequest request = parseRequest(
            requestWith(action::create, "<rsp:Shell><rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout"
                                        "</rsp:OutputStreams><rsp:IdleTimeOut>PT60S</rsp:IdleTimeOut></rsp:Shell>"));
        QCOMPARE(request.idleTimeout, std::optional(Milliseconds(60000)));
    }

    void answersAsWindowsWritesThem()
    {
        ServerRequest request;
        request.messageId = QUuid(u"{c0ffee00-0000-4000-8000-000000000001}"_s);
        request.action = QString::fromUtf8(action::remove.data());
        const QByteArray removed = acknowledgement(request);
        QVERIFY(removed.startsWith(
            "<s:Envelope xml:lang=\"en-US\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
            "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
            "xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\"><s:Header>"
            "<a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/DeleteResponse</a:Action><a:MessageID>uuid:"));
        QCOMPARE(
            from(removed, "</p:ActivityId>"),
            QByteArray("</p:ActivityId><a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
                       "<a:RelatesTo>uuid:C0FFEE00-0000-4000-8000-000000000001</a:RelatesTo></s:Header>"
                       "<s:Body></s:Body></s:Envelope>"));
        for (const auto &[actionUri, body] :
             {std::pair(action::disconnect, ""), std::pair(action::reconnect, ""),
              std::pair(action::send, "<rsp:SendResponse/>"), std::pair(action::signal, "<rsp:SignalResponse/>"),
              std::pair(action::connect, "<rsp:ConnectResponse/>")}) {
            request.action = QString::fromUtf8(actionUri.data());
            QCOMPARE(from(acknowledgement(request), "<s:Body>"),
                     "<s:Body>" + QByteArray(body) + "</s:Body></s:Envelope>");
        }
        request.action = QString::fromUtf8(action::command.data());
        QCOMPARE(from(commandResponse(request, commandId), "<s:Body>"),
                 QByteArray("<s:Body><rsp:CommandResponse><rsp:CommandId>5E6F7A8B-0000-4000-8000-00000000DCBA"
                            "</rsp:CommandId></rsp:CommandResponse></s:Body></s:Envelope>"));
        request.action = QString::fromUtf8(action::enumerate.data());
        QCOMPARE(from(enumerateCommandsResponse(request, {}, {}), "<s:Body>"),
                 QByteArray("<s:Body><n:EnumerateResponse><n:EnumerationContext></n:EnumerationContext>"
                            "<w:EndOfSequence/></n:EnumerateResponse></s:Body></s:Envelope>"));
        request.action = QString::fromUtf8(action::pull.data());
        QCOMPARE(from(enumerateCommandsResponse(request, {{u"A"_s, {}, u"Running"_s}}, u"c2"_s), "<s:Body>"),
                 QByteArray("<s:Body><n:PullResponse><n:EnumerationContext>c2</n:EnumerationContext><n:Items>"
                            "<rsp:Command xmlns:rsp=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\">"
                            "<rsp:CommandId>A</rsp:CommandId><rsp:CommandLine></rsp:CommandLine>"
                            "<rsp:CommandState>Running</rsp:CommandState></rsp:Command></n:Items></n:PullResponse>"
                            "</s:Body></s:Envelope>"));
        request.action = QString::fromUtf8(action::get.data());
        ShellInfo shell;
        shell.shellId = shellIdText;
        shell.idleTimeout = Milliseconds(7200000);
        shell.shellRunTime = Milliseconds(93784999);
        shell.memoryUsed = u"5MB"_s;
        QCOMPARE(from(getShellResponse(request, shell), "<s:Body>"),
                 QByteArray("<s:Body><rsp:Shell xmlns:rsp=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\">"
                            "<rsp:ShellId>1A2B3C4D-0000-4000-8000-00000000ABCD</rsp:ShellId>"
                            "<rsp:IdleTimeOut>PT7200.000S</rsp:IdleTimeOut><rsp:ShellRunTime>P1DT2H3M4S"
                            "</rsp:ShellRunTime><rsp:MemoryUsed>5MB</rsp:MemoryUsed><rsp:ChildProcesses>0"
                            "</rsp:ChildProcesses></rsp:Shell></s:Body></s:Envelope>"));
    }

    void operationIsEchoed()
    {
        RequestContext context = someContext();
        const ServerRequest silent = parseRequest(deleteRequest(context, shellId).envelope);
        QVERIFY(!acknowledgement(silent).contains("OperationID"));
        context.operationId = QUuid(u"{c0ffee00-0000-4000-8000-00000000000f}"_s);
        context.sequenceId = 4;
        const ServerRequest request = parseRequest(receiveRequest(context, shellId, {}).envelope);
        const QByteArray echo = "<p:OperationID s:mustUnderstand=\"false\">uuid:c0ffee00-0000-4000-8000-00000000000f"
                                "</p:OperationID><p:SequenceId>4</p:SequenceId>";
        QVERIFY(receiveResponse(request, {}).contains("</a:To>" + echo + "<a:RelatesTo>"));
        QVERIFY(faultResponse(request, ServerFault(5, u"w:AccessDenied"_s, u"No."_s)).contains(echo + "<a:To>"));
    }

    void clientReadsEveryAnswer()
    {
        const RequestContext context = someContext();
        const auto served = [](const Request &request) { return parseRequest(request.envelope); };

        CreateShell create;
        create.shellId = shellId;
        const Request createIt = createRequest(context, create);
        const ShellInfo shell = parseCreate(createResponse(served(createIt), someShell()), createIt);
        const ShellInfo wanted = someShell();
        QCOMPARE(shell.shellId, wanted.shellId);
        QCOMPARE(shell.name, wanted.name);
        QCOMPARE(shell.resourceUri, wanted.resourceUri);
        QCOMPARE(shell.owner, wanted.owner);
        QCOMPARE(shell.clientIp, wanted.clientIp);
        QCOMPARE(shell.processId, wanted.processId);
        QCOMPARE(shell.idleTimeout, wanted.idleTimeout);
        QCOMPARE(shell.maxIdleTimeout, wanted.maxIdleTimeout);
        QCOMPARE(shell.inputStreams, wanted.inputStreams);
        QCOMPARE(shell.outputStreams, wanted.outputStreams);
        QCOMPARE(shell.locale, wanted.locale);
        QCOMPARE(shell.dataLocale, wanted.dataLocale);
        QCOMPARE(shell.compressionMode, wanted.compressionMode);
        QCOMPARE(shell.profileLoaded, wanted.profileLoaded);
        QCOMPARE(shell.encoding, wanted.encoding);
        QCOMPARE(shell.bufferMode, wanted.bufferMode);
        QCOMPARE(shell.state, wanted.state);
        QCOMPARE(shell.shellRunTime, std::optional(Milliseconds(93784000))); // whole seconds on the wire
        QCOMPARE(shell.shellInactivity, wanted.shellInactivity);
        QCOMPARE(shell.memoryUsed, wanted.memoryUsed);
        QCOMPARE(shell.childProcesses, wanted.childProcesses);

        const Request connect = connectShellRequest(context, shellId, "a", u"2.3"_s);
        QCOMPARE(parseConnectShell(connectShellResponse(served(connect), "answer"), connect), QByteArray("answer"));
        const Request command = commandRequest(context, shellId, commandId, u"x"_s, "a");
        QCOMPARE(parseCommand(commandResponse(served(command), commandId), command), commandId);

        const Request receive = receiveRequest(context, shellId, commandId);
        ReceiveResult result;
        result.streams = {{u"stdout"_s, commandId, "one"}, {u"stdout"_s, {}, "two"}};
        result.commandId = commandId;
        result.commandState = QString::fromUtf8(commandstate::done.data());
        result.exitCode = 3;
        const ReceiveResult received = parseReceive(receiveResponse(served(receive), result), receive);
        QCOMPARE(received.streams.size(), 2);
        QCOMPARE(received.streams[0].commandId, commandId);
        QCOMPARE(received.streams[0].data, QByteArray("one"));
        QVERIFY(received.streams[1].commandId.isNull());
        QVERIFY(received.isDone());
        QCOMPARE(received.commandId, commandId);
        QCOMPARE(received.exitCode, std::optional(qint64{3}));

        for (const auto &[request, actionUri] : std::initializer_list<std::pair<Request, std::string_view>>{
                 {deleteRequest(context, shellId), action::remove},
                 {disconnectRequest(context, shellId), action::disconnect},
                 {reconnectRequest(context, shellId), action::reconnect},
                 {connectCommandRequest(context, shellId, commandId), action::connect},
                 {sendRequest(context, shellId, {}, u"stdin"_s, "a"), action::send},
                 {signalRequest(context, shellId, commandId, signalcode::terminate), action::signal}}) {
            parseAcknowledgement(acknowledgement(served(request)), request, actionUri);
        }

        const Request get = getShellRequest(context, shellId);
        QCOMPARE(parseGetShell(getShellResponse(served(get), someShell()), get).name, someShell().name);
        const Request config = getConfigRequest(context);
        QCOMPARE(parseMaxEnvelopeSize(getConfigResponse(served(config), 153600), config), quint32{153600});

        const Request enumerate = enumerateShellsRequest(context);
        auto shells = parseShells(enumerateShellsResponse(served(enumerate), {someShell()}, u"more"_s), enumerate);
        QCOMPARE(shells.items.size(), 1);
        QVERIFY(!shells.endOfSequence);
        const Request pull = pullRequest(context, resource::shell, shells.context);
        QCOMPARE(served(pull).enumerationContext, u"more"_s);
        shells = parseShells(enumerateShellsResponse(served(pull), {someShell(), someShell()}, {}), pull);
        QCOMPARE(shells.items.size(), 2);
        QVERIFY(shells.endOfSequence);
        QCOMPARE(parseIdentify(identifyResponse({u"p"_s, u"v & w"_s, u"1"_s})).productVendor, u"v & w"_s);
    }

    void faultsComeBack()
    {
        ServerFault sent(2150858843, u"w:InvalidSelectors"_s, u"No <such> shell."_s);
        sent.faultDetail = u"http://example/UnexpectedSelectors"_s;
        for (const QString &provider : {QString(), u"Shell provider"_s, u"microsoft.powershell"_s}) {
            sent.provider = provider;
            const auto fault = parseFault(faultResponse({}, sent));
            QVERIFY(fault.has_value());
            QCOMPARE(fault->code, quint32{2150858843});
            QCOMPARE(fault->subcode, u"InvalidSelectors"_s);
            QCOMPARE(fault->message, u"No <such> shell."_s);
            QCOMPARE(fault->provider, provider);
            QCOMPARE(fault->faultDetail, sent.faultDetail);
            QCOMPARE(fault->machine, u"localhost"_s);
        }
        sent.isReceiver = true;
        QVERIFY(faultResponse({}, sent).contains("<s:Value>s:Receiver</s:Value>"));
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
