#include "core/wsman/requests.h"

#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/shellxml.h"

namespace rejoin::wsman {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

struct Option
{
    std::string_view name;
    QString value;
    bool mustComply = false;
};

/// What an operation puts into the header besides the context.
struct Head
{
    std::string_view action;
    QString resourceUri;
    QUuid shellId = {};
    std::vector<Option> options = {};
    bool compression = false;
    bool usesEnumeration = false;
};

void writeUuid(xml::Writer &out, std::string_view name, const QUuid &id)
{
    out.open(name).attribute("s:mustUnderstand", "false").text(QStringLiteral("uuid:") + xml::formatUuid(id)).close();
}

void writeMandatory(xml::Writer &out, std::string_view name, const QString &value)
{
    out.open(name).attribute("s:mustUnderstand", "true").text(value).close();
}

void writeOptions(xml::Writer &out, const std::vector<Option> &options)
{
    if (options.empty()) {
        return;
    }
    out.open("w:OptionSet").attribute("s:mustUnderstand", "true");
    for (const Option &option : options) {
        out.open("w:Option").attribute("Name", option.name);
        if (option.mustComply) {
            out.attribute("MustComply", "true");
        }
        out.text(option.value).close();
    }
    out.close();
}

void writeShellSelector(xml::Writer &out, const QUuid &shellId)
{
    out.open("w:SelectorSet");
    out.open("w:Selector").attribute("Name", "ShellId").text(xml::formatUuid(shellId)).close();
    out.close();
}

/// An envelope under construction: the header is written, the body is open.
class Message
{
public:
    Message(const RequestContext &context, const Head &head)
        : m_id(QUuid::createUuid()), m_operationId(context.operationId)
    {
        out.open("s:Envelope")
            .attribute("xmlns:s", ns::soap)
            .attribute("xmlns:a", ns::addressing)
            .attribute("xmlns:w", ns::wsman)
            .attribute("xmlns:p", ns::microsoft);
        out.attribute(head.usesEnumeration ? "xmlns:n" : "xmlns:rsp",
                      head.usesEnumeration ? ns::enumeration : ns::shell);
        out.open("s:Header");
        writeHeader(context, head);
        out.close();
        out.open("s:Body");
    }

    [[nodiscard]] Request finish()
    {
        // An empty body is written as <s:Body></s:Body>, as Windows does.
        out.text(std::string_view());
        return {m_id, out.take(), m_operationId};
    }

    xml::Writer out;

private:
    // The order is that of Windows PowerShell; the server does not care (MS-WSMV 3.1.4.1).
    void writeHeader(const RequestContext &context, const Head &head)
    {
        out.leaf("a:To", context.to);
        writeMandatory(out, "w:ResourceURI", head.resourceUri);
        out.open("a:ReplyTo");
        writeMandatory(out, "a:Address", fromView(anonymousAddress));
        out.close();
        writeMandatory(out, "a:Action", fromView(head.action));
        writeMandatory(out, "w:MaxEnvelopeSize", QString::number(context.maxEnvelopeSize));
        out.leaf("a:MessageID", QStringLiteral("uuid:") + xml::formatUuid(m_id));
        out.open("w:Locale").attribute("xml:lang", context.locale).attribute("s:mustUnderstand", "false").close();
        out.open("p:DataLocale")
            .attribute("xml:lang", context.dataLocale)
            .attribute("s:mustUnderstand", "false")
            .close();
        if (!context.sessionId.isNull()) {
            writeUuid(out, "p:SessionId", context.sessionId);
        }
        if (!context.operationId.isNull()) { // MS-WSMV 3.1.4.1.39
            writeUuid(out, "p:OperationID", context.operationId);
            out.open("p:SequenceId")
                .attribute("s:mustUnderstand", "false")
                .text(QString::number(context.sequenceId))
                .close();
        }
        if (!head.shellId.isNull()) {
            writeShellSelector(out, head.shellId);
        }
        writeOptions(out, head.options);
        out.leaf("w:OperationTimeout", formatDuration(context.operationTimeout));
        if (head.compression) { // MS-WSMV 3.1.4.1.31.6
            writeMandatory(out, "rsp:CompressionType", QStringLiteral("xpress"));
        }
    }

    QUuid m_id;
    QUuid m_operationId;
};

void writeBufferMode(xml::Writer &out, BufferMode mode)
{
    if (mode != BufferMode::None) {
        out.leaf("rsp:BufferMode", mode == BufferMode::Drop ? "Drop" : "Block");
    }
}

void writeCommandId(xml::Writer &out, const QUuid &commandId)
{
    if (!commandId.isNull()) {
        out.attribute("CommandId", xml::formatUuid(commandId));
    }
}

/// The start of the command's text: what Enumerate shows later. PowerShell sends at most 256 characters, and a space
/// for an empty one.
QString shownCommandLine(const QString &commandLine)
{
    QString shown = commandLine.left(256);
    if (!shown.isEmpty() && shown.back().isHighSurrogate()) {
        shown.chop(1);
    }
    return shown.isEmpty() ? QStringLiteral(" ") : shown;
}

} // namespace

// DSP0226 11: a body without addressing headers.
Request identifyRequest()
{
    xml::Writer out;
    out.open("s:Envelope").attribute("xmlns:s", ns::soap).attribute("xmlns:wsmid", ns::identity);
    out.open("s:Header").close();
    out.open("s:Body");
    out.open("wsmid:Identify").close();
    return {QUuid(), out.take()};
}

// MS-WSMV 3.1.4.5.2; order of the children by 2.2.4.37.
Request createRequest(const RequestContext &context, const CreateShell &shell)
{
    Head head{action::create, context.resourceUri};
    head.options.push_back({"protocolversion", shell.protocolVersion, true});
    if (shell.noProfile) {
        head.options.push_back({"WINRS_NOPROFILE", QStringLiteral("1"), true});
    }
    head.compression = shell.compression;
    Message message(context, head);
    auto &out = message.out;
    out.open("rsp:Shell");
    if (!shell.name.isEmpty()) {
        out.attribute("Name", shell.name);
    }
    out.attribute("ShellId", xml::formatUuid(shell.shellId));
    if (shell.idleTimeout) {
        out.leaf("rsp:IdleTimeOut", formatDuration(*shell.idleTimeout));
    }
    out.leaf("rsp:InputStreams", "stdin pr");
    out.leaf("rsp:OutputStreams", "stdout");
    writeBufferMode(out, shell.bufferMode);
    out.open("creationXml").attribute("xmlns", ns::powershell).base64(shell.creationXml).close();
    out.close();
    return message.finish();
}

// MS-WSMV 2.2.4.12, MS-PSRP 3.1.5.3.14.
Request connectShellRequest(const RequestContext &context, const QUuid &shellId, const QByteArray &connectXml,
                            const QString &protocolVersion, BufferMode bufferMode)
{
    Head head{action::connect, context.resourceUri, shellId};
    head.options.push_back({"protocolversion", protocolVersion, true});
    Message message(context, head);
    auto &out = message.out;
    out.open("rsp:Connect");
    writeBufferMode(out, bufferMode);
    out.open("connectXml").attribute("xmlns", ns::powershell).base64(connectXml).close();
    out.close();
    return message.finish();
}

Request connectCommandRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId)
{
    Message message(context, {action::connect, context.resourceUri, shellId});
    message.out.open("rsp:Connect");
    writeCommandId(message.out, commandId);
    message.out.close();
    return message.finish();
}

// MS-WSMV 2.2.4.15.
Request disconnectRequest(const RequestContext &context, const QUuid &shellId, std::optional<Milliseconds> idleTimeout,
                          BufferMode bufferMode)
{
    Message message(context, {action::disconnect, context.resourceUri, shellId});
    auto &out = message.out;
    out.open("rsp:Disconnect");
    if (idleTimeout) {
        out.leaf("rsp:IdleTimeOut", formatDuration(*idleTimeout));
    }
    writeBufferMode(out, bufferMode);
    out.close();
    return message.finish();
}

Request reconnectRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId)
{
    Message message(context, {action::reconnect, context.resourceUri, shellId});
    if (!commandId.isNull()) {
        message.out.open("rsp:Reconnect");
        writeCommandId(message.out, commandId);
        message.out.close();
    }
    return message.finish();
}

// MS-WSMV 2.2.4.7; PowerShell sends no option set here.
Request commandRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId,
                       const QString &commandLine, const QByteArray &arguments)
{
    Message message(context, {action::command, context.resourceUri, shellId});
    auto &out = message.out;
    out.open("rsp:CommandLine");
    writeCommandId(out, commandId);
    out.leaf("rsp:Command", shownCommandLine(commandLine));
    out.open("rsp:Arguments").base64(arguments).close();
    out.close();
    return message.finish();
}

Request sendRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId, const QString &stream,
                    const QByteArray &data)
{
    Message message(context, {action::send, context.resourceUri, shellId});
    auto &out = message.out;
    out.open("rsp:Send").open("rsp:Stream").attribute("Name", stream);
    writeCommandId(out, commandId);
    out.base64(data).close().close();
    return message.finish();
}

Request receiveRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId)
{
    Head head{action::receive, context.resourceUri, shellId};
    head.options.push_back({"WSMAN_CMDSHELL_OPTION_KEEPALIVE", QStringLiteral("True")});
    Message message(context, head);
    auto &out = message.out;
    out.open("rsp:Receive").open("rsp:DesiredStream");
    writeCommandId(out, commandId);
    out.text("stdout").close().close();
    return message.finish();
}

Request signalRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId,
                      std::string_view code)
{
    Message message(context, {action::signal, context.resourceUri, shellId});
    auto &out = message.out;
    out.open("rsp:Signal");
    writeCommandId(out, commandId);
    out.leaf("rsp:Code", code).close();
    return message.finish();
}

Request deleteRequest(const RequestContext &context, const QUuid &shellId)
{
    return Message(context, {action::remove, context.resourceUri, shellId}).finish();
}

Request getShellRequest(const RequestContext &context, const QUuid &shellId)
{
    return Message(context, {action::get, fromView(resource::shell), shellId}).finish();
}

Request getConfigRequest(const RequestContext &context)
{
    return Message(context, {action::get, fromView(resource::config)}).finish();
}

namespace {

Message beginEnumerate(const RequestContext &context, std::string_view resourceUri, int maxElements)
{
    Head head{action::enumerate, fromView(resourceUri)};
    head.usesEnumeration = true;
    Message message(context, head);
    message.out.open("n:Enumerate");
    message.out.open("w:OptimizeEnumeration").close();
    message.out.leaf("w:MaxElements", QString::number(maxElements));
    return message;
}

} // namespace

Request enumerateShellsRequest(const RequestContext &context, int maxElements)
{
    Message message = beginEnumerate(context, resource::shell, maxElements);
    message.out.close();
    return message.finish();
}

Request enumerateCommandsRequest(const RequestContext &context, const QUuid &shellId, int maxElements)
{
    Message message = beginEnumerate(context, resource::command, maxElements);
    message.out.open("w:Filter").attribute("Dialect", selectorFilterDialect);
    writeShellSelector(message.out, shellId);
    message.out.close().close();
    return message.finish();
}

Request pullRequest(const RequestContext &context, std::string_view resourceUri, const QString &enumerationContext,
                    int maxElements)
{
    Head head{action::pull, fromView(resourceUri)};
    head.usesEnumeration = true;
    Message message(context, head);
    message.out.open("n:Pull");
    message.out.leaf("n:EnumerationContext", enumerationContext);
    message.out.leaf("n:MaxElements", QString::number(maxElements)).close();
    return message.finish();
}

qsizetype maximumFragmentBlob(const RequestContext &context)
{
    constexpr qsizetype fragmentHeader = 21; // MS-PSRP 2.2.4
    const QUuid id = QUuid::createUuid();
    // The largest that is not data: a command line of 256 characters that all need escaping.
    const Request command = commandRequest(context, id, id, QString(256, u'&'), {});
    const Request send = sendRequest(context, id, id, QStringLiteral("stdin"), {});
    const qsizetype overhead = qMax(command.envelope.size(), send.envelope.size());
    const qsizetype room = static_cast<qsizetype>(context.maxEnvelopeSize) - overhead;
    const qsizetype blob = room / 4 * 3 - fragmentHeader; // base64: 4 characters for 3 bytes
    if (blob < 1) {
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidMaxEnvelopeSize"),
                    Text(QT_TRANSLATE_NOOP("core", "A largest message of %1 bytes leaves no room for data."),
                         {QString::number(context.maxEnvelopeSize)}),
                    Text(QT_TRANSLATE_NOOP("core", "Raise MaxEnvelopeSizekb in the server's WinRM configuration; its "
                                                   "default is 500.")));
    }
    return blob;
}

} // namespace rejoin::wsman
