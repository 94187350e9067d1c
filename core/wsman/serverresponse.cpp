#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "core/wsman/server.h"
#include "core/wsman/shellxml.h"

namespace rejoin::wsman {

namespace {

/// Answers by the prefixes that Windows declares on their envelopes.
enum Declared : unsigned {
    Shell = 1,        ///< Create, Connect, Command, Send, Signal
    Receive = 2,      ///< without transfer
    Bare = 4,         ///< empty bodies
    Transfer = 8,     ///< Get
    Enumeration = 16, ///< Enumerate, Pull
    Faulty = 32,
};

/// In the recorded order.
void declare(xml::Writer &out, Declared declared)
{
    static constexpr struct
    {
        std::string_view prefix;
        std::string_view uri;
        unsigned usedBy;
    } all[] = {
        {"xmlns:x", ns::transfer, Shell | Transfer | Faulty},
        {"xmlns:e", "http://schemas.xmlsoap.org/ws/2004/08/eventing", Faulty},
        {"xmlns:n", ns::enumeration, Enumeration | Faulty},
        {"xmlns:w", ns::wsman, ~0U},
        {"xmlns:rsp", ns::shell, Shell | Receive},
        {"xmlns:p", ns::microsoft, ~0U},
    };
    out.attribute("xml:lang", "en-US").attribute("xmlns:s", ns::soap).attribute("xmlns:a", ns::addressing);
    for (const auto &entry : all) {
        if ((entry.usedBy & declared) != 0) {
            out.attribute(entry.prefix, entry.uri);
        }
    }
}

void echoOperation(xml::Writer &out, const ServerRequest &request)
{
    if (request.operationId.isNull()) {
        return;
    }
    // MS-WSMV 3.1.4.1.39; lower case as recorded.
    out.open("p:OperationID")
        .attribute("s:mustUnderstand", "false")
        .text(QStringLiteral("uuid:") + request.operationId.toString(QUuid::WithoutBraces))
        .close();
    out.leaf("p:SequenceId", QString::number(request.sequenceId));
}

/// Envelope and header; the body is open.
xml::Writer begin(const ServerRequest &request, std::string_view actionUri, Declared declared)
{
    xml::Writer out;
    out.open("s:Envelope");
    declare(out, declared);
    out.open("s:Header");
    out.leaf("a:Action", actionUri);
    out.leaf("a:MessageID", QStringLiteral("uuid:") + xml::formatUuid(QUuid::createUuid()));
    out.leaf("p:ActivityId", xml::formatUuid(QUuid::createUuid()));
    // Recorded: before To in CreateResponse and in faults, after it in ReceiveResponse.
    if (declared != Declared::Receive) {
        echoOperation(out, request);
    }
    out.leaf("a:To", anonymousAddress);
    if (declared == Declared::Receive) {
        echoOperation(out, request);
    }
    if (!request.messageId.isNull()) {
        out.leaf("a:RelatesTo", QStringLiteral("uuid:") + xml::formatUuid(request.messageId));
    }
    out.close();
    out.open("s:Body");
    return out;
}

xml::Writer beginAnswer(const ServerRequest &request, Declared declared)
{
    const QByteArray actionUri = request.action.toUtf8() + "Response";
    return begin(request, std::string_view(actionUri.constData(), static_cast<std::size_t>(actionUri.size())),
                 declared);
}

QByteArray finish(xml::Writer out)
{
    out.text(std::string_view()); // an empty body is <s:Body></s:Body>
    return out.take();
}

template <typename T>
QByteArray enumerationResponse(const ServerRequest &request, const QList<T> &items, const QString &context,
                               void (*write)(xml::Writer &, const T &))
{
    const bool isPull = request.action == fromView(action::pull);
    xml::Writer out = beginAnswer(request, Declared::Enumeration);
    out.open(isPull ? "n:PullResponse" : "n:EnumerateResponse");
    if (!isPull || !context.isEmpty()) {
        out.leaf("n:EnumerationContext", context);
    }
    if (!items.isEmpty()) {
        out.open(isPull ? "n:Items" : "w:Items");
        for (const T &item : items) {
            write(out, item);
        }
        out.close();
    }
    if (context.isEmpty()) {
        out.open(isPull ? "n:EndOfSequence" : "w:EndOfSequence").close();
    }
    out.close();
    return finish(std::move(out));
}

/// The general sentence of a subcode; the fault's own words are in its detail (recorded).
std::string_view reasonFor(const ServerFault &fault)
{
    if (fault.subcode.endsWith(QLatin1String(":InvalidSelectors"))) {
        return "The WS-Management service cannot process the request because the request contained invalid selectors "
               "for the resource. ";
    }
    if (fault.subcode.endsWith(QLatin1String(":SchemaValidationError"))) {
        return "The SOAP XML in the message does not match the corresponding XML schema definition. Change the XML "
               "and retry. ";
    }
    if (fault.subcode.endsWith(QLatin1String(":InvalidMessageInformationHeader"))) {
        return "The WS-Management service cannot process the request. The request contains one or more invalid SOAP "
               "headers. ";
    }
    return {};
}

} // namespace

QByteArray identifyResponse(const IdentifyInfo &info)
{
    xml::Writer out;
    out.open("s:Envelope").attribute("xml:lang", "en-US").attribute("xmlns:s", ns::soap);
    out.open("s:Header").close();
    out.open("s:Body").open("wsmid:IdentifyResponse").attribute("xmlns:wsmid", ns::identity);
    out.leaf("wsmid:ProtocolVersion", info.protocolVersion);
    out.leaf("wsmid:ProductVendor", info.productVendor);
    out.leaf("wsmid:ProductVersion", info.productVersion);
    return out.take();
}

QByteArray createResponse(const ServerRequest &request, const ShellInfo &shell)
{
    xml::Writer out = beginAnswer(request, Declared::Shell);
    out.open("x:ResourceCreated");
    out.leaf("a:Address", request.to);
    out.open("a:ReferenceParameters");
    out.leaf("w:ResourceURI", shell.resourceUri);
    out.open("w:SelectorSet").open("w:Selector").attribute("Name", "ShellId").text(shell.shellId).close().close();
    out.close().close();
    writeShell(out, shell);
    return finish(std::move(out));
}

QByteArray connectShellResponse(const ServerRequest &request, const QByteArray &connectResponseXml)
{
    xml::Writer out = beginAnswer(request, Declared::Shell);
    out.open("rsp:ConnectResponse");
    out.leaf("rsp:InputStreams", "stdin pr");
    out.leaf("rsp:OutputStreams", "stdout");
    out.open("connectResponseXml").attribute("xmlns", ns::powershell).base64(connectResponseXml).close();
    out.close();
    return finish(std::move(out));
}

QByteArray commandResponse(const ServerRequest &request, const QUuid &commandId)
{
    xml::Writer out = beginAnswer(request, Declared::Shell);
    out.open("rsp:CommandResponse").leaf("rsp:CommandId", xml::formatUuid(commandId)).close();
    return finish(std::move(out));
}

QByteArray receiveResponse(const ServerRequest &request, const ReceiveResult &result)
{
    xml::Writer out = beginAnswer(request, Declared::Receive);
    out.open("rsp:ReceiveResponse");
    for (const StreamData &stream : result.streams) {
        out.open("rsp:Stream").attribute("Name", stream.name);
        if (!stream.commandId.isNull()) {
            out.attribute("CommandId", xml::formatUuid(stream.commandId));
        }
        out.base64(stream.data).close();
    }
    if (!result.commandState.isEmpty()) {
        out.open("rsp:CommandState")
            .attribute("CommandId", xml::formatUuid(result.commandId))
            .attribute("State", result.commandState)
            .text(std::string_view());
        if (result.exitCode) {
            out.leaf("rsp:ExitCode", QString::number(*result.exitCode));
        }
        out.close();
    }
    out.close();
    return finish(std::move(out));
}

QByteArray acknowledgement(const ServerRequest &request)
{
    static constexpr std::pair<std::string_view, std::string_view> named[] = {
        {action::send, "rsp:SendResponse"},
        {action::signal, "rsp:SignalResponse"},
        {action::connect, "rsp:ConnectResponse"},
    };
    for (const auto &[actionUri, element] : named) {
        if (request.action == fromView(actionUri)) {
            xml::Writer out = beginAnswer(request, Declared::Shell);
            out.open(element).close();
            return finish(std::move(out));
        }
    }
    return finish(beginAnswer(request, Declared::Bare));
}

QByteArray getShellResponse(const ServerRequest &request, const ShellInfo &shell)
{
    xml::Writer out = beginAnswer(request, Declared::Transfer);
    writeShell(out, shell);
    return finish(std::move(out));
}

QByteArray getConfigResponse(const ServerRequest &request, quint32 maxEnvelopeSize)
{
    xml::Writer out = beginAnswer(request, Declared::Transfer);
    out.open("cfg:Config").attribute("xmlns:cfg", resource::config);
    out.leaf("cfg:MaxEnvelopeSizekb", QString::number(maxEnvelopeSize / 1024));
    out.close();
    return finish(std::move(out));
}

QByteArray enumerateShellsResponse(const ServerRequest &request, const QList<ShellInfo> &items, const QString &context)
{
    return enumerationResponse<ShellInfo>(request, items, context, writeShell);
}

QByteArray enumerateCommandsResponse(const ServerRequest &request, const QList<CommandInfo> &items,
                                     const QString &context)
{
    return enumerationResponse<CommandInfo>(request, items, context, writeCommandInfo);
}

// MS-WSMV 2.2.4.43; recorded: InvalidSelectors from the shell provider, TimedOut and SchemaValidationError plain.
QByteArray faultResponse(const ServerRequest &request, const ServerFault &fault)
{
    const bool isAddressing = fault.subcode.startsWith(QLatin1String("a:"));
    xml::Writer out = begin(request, isAddressing ? action::addressingFault : action::fault, Declared::Faulty);
    out.open("s:Fault");
    out.open("s:Code").leaf("s:Value", fault.isReceiver ? "s:Receiver" : "s:Sender");
    if (!fault.subcode.isEmpty()) {
        out.open("s:Subcode").leaf("s:Value", fault.subcode).close();
    }
    out.close();
    const std::string_view general = reasonFor(fault);
    out.open("s:Reason").open("s:Text").attribute("xml:lang", "en-US");
    if (general.empty()) {
        out.text(fault.message);
    } else {
        out.text(general);
    }
    out.close().close();
    out.open("s:Detail");
    if (!fault.faultDetail.isEmpty()) {
        out.leaf("w:FaultDetail", fault.faultDetail);
    }
    const auto openFault = [&] {
        out.open("f:WSManFault")
            .attribute("xmlns:f", ns::fault)
            .attribute("Code", QString::number(fault.code))
            .attribute("Machine", fault.machine);
        out.open("f:Message");
    };
    openFault();
    if (fault.provider.isEmpty()) {
        out.text(fault.message);
    } else if (fault.provider == QLatin1String("Shell provider")) {
        out.open("f:ProviderFault")
            .attribute("provider", fault.provider)
            .attribute("path", "%systemroot%\\system32\\WsmSvc.dll");
        openFault();
        out.text(fault.message).close().close().close();
    } else { // a plug-in's own words
        out.open("f:ProviderFault")
            .attribute("provider", fault.provider)
            .attribute("path", "%systemroot%\\system32\\pwrshplugin.dll")
            .text(fault.message)
            .close();
    }
    return finish(std::move(out));
}

} // namespace rejoin::wsman
