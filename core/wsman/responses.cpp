#include "core/wsman/responses.h"

#include "core/wsman/faultxml.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/shellxml.h"

namespace rejoin::wsman {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

Error improper(const QString &detail)
{
    Error error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "The server's answer is not the expected WS-Management message.")),
                Text(QT_TRANSLATE_NOOP("core", "Try again; if it happens again, look for a proxy or a gateway between "
                                               "this computer and the server.")));
    error.detail = detail;
    return error;
}

QString describe(const xml::Element &element)
{
    return element ? QStringLiteral("{%1}%2").arg(fromView(element.namespaceUri()), fromView(element.localName()))
                   : QStringLiteral("nothing");
}

ResponseHeader readHeader(const xml::Element &envelope)
{
    const xml::Element header = envelope.child(ns::soap, "Header");
    ResponseHeader result;
    result.action = header.childText(ns::addressing, "Action");
    result.relatesTo = xml::parseUuid(header.childText(ns::addressing, "RelatesTo"));
    result.activityId = header.childText(ns::microsoft, "ActivityId");
    result.operationId = xml::parseUuid(header.childText(ns::microsoft, "OperationID"));
    return result;
}

xml::Element envelopeOf(const xml::Document &document)
{
    const xml::Element root = document.root();
    if (!root.is(ns::soap, "Envelope")) {
        Error error(ErrorCategory::NotWsMan, QStringLiteral("ImproperResponse"),
                    Text(QT_TRANSLATE_NOOP("core", "The answer is not a WS-Management message.")),
                    Text(QT_TRANSLATE_NOOP("core", "Check the computer name, the port and the application name; WinRM "
                                                   "listens on 5985 (HTTP) and 5986 (HTTPS) at /wsman.")));
        error.detail = QStringLiteral("The document is %1.").arg(describe(root));
        throw error;
    }
    return root;
}

/// An answer to the request, checked: the action and whose answer it is. Throws a fault as its Error.
class Answer
{
public:
    Answer(const QByteArray &bytes, const Request &request, std::initializer_list<std::string_view> requestActions)
        : m_document(bytes), m_envelope(envelopeOf(m_document))
    {
        const ResponseHeader header = readHeader(m_envelope);
        const std::optional<Fault> fault = readFault(m_envelope);
        // A fault for a message that the server could not read names no message.
        if (header.relatesTo != request.messageId && !(fault && header.relatesTo.isNull())) {
            throw improper(QStringLiteral("RelatesTo is %1, the message was %2.")
                               .arg(xml::formatUuid(header.relatesTo), xml::formatUuid(request.messageId)));
        }
        if (fault) {
            throw faultError(*fault);
        }
        for (const std::string_view action : requestActions) {
            if (header.action == fromView(action) + QLatin1String("Response")) {
                return;
            }
        }
        throw improper(QStringLiteral("The action is \"%1\".").arg(header.action.left(200)));
    }

    /// The children of the body.
    [[nodiscard]] xml::Element body() const
    {
        const xml::Element found = m_envelope.child(ns::soap, "Body");
        if (!found) {
            throw improper(QStringLiteral("There is no Body."));
        }
        return found;
    }

    /// The child of the body that has to be there.
    [[nodiscard]] xml::Element content(std::string_view uri, std::string_view name) const
    {
        const xml::Element inside = body();
        const xml::Element found = inside.child(uri, name);
        if (!found) {
            throw improper(
                QStringLiteral("The body holds %1 instead of %2.").arg(describe(inside.firstChild()), fromView(name)));
        }
        return found;
    }

private:
    xml::Document m_document;
    xml::Element m_envelope;
};

/// The answers to Enumerate and Pull. The items' and the end's namespace differs between the two (MS-WSMV 4.7.6).
template <typename T>
EnumerationPage<T> readPage(const Answer &answer, std::string_view itemName, T (*readItem)(const xml::Element &))
{
    const xml::Element body = answer.body();
    xml::Element page = body.child(ns::enumeration, "EnumerateResponse");
    if (!page) {
        page = answer.content(ns::enumeration, "PullResponse");
    }
    EnumerationPage<T> result;
    for (xml::Element part = page.firstChild(); part; part = part.nextSibling()) {
        const std::string_view name = part.localName();
        if (part.namespaceUri() != ns::enumeration && part.namespaceUri() != ns::wsman) {
            continue;
        }
        if (name == "EnumerationContext") {
            result.context = part.text();
        } else if (name == "EndOfSequence") {
            result.endOfSequence = true;
        } else if (name == "Items") {
            for (xml::Element item = part.firstChild(); item; item = item.nextSibling()) {
                if (item.is(ns::shell, itemName)) {
                    result.items.append(readItem(item));
                }
            }
        }
    }
    if (result.context.isEmpty()) {
        result.endOfSequence = true; // there is nothing to pull with
    }
    return result;
}

} // namespace

ResponseHeader parseResponseHeader(const QByteArray &envelope)
{
    const xml::Document document(envelope);
    return readHeader(envelopeOf(document));
}

std::optional<Fault> parseFault(const QByteArray &envelope)
{
    const xml::Document document(envelope);
    return readFault(envelopeOf(document));
}

// DSP0226 11.
IdentifyInfo parseIdentify(const QByteArray &envelope)
{
    const xml::Document document(envelope);
    const xml::Element root = envelopeOf(document);
    if (const auto fault = readFault(root)) {
        throw faultError(*fault);
    }
    const xml::Element body = root.child(ns::soap, "Body");
    const xml::Element answer = body.child(ns::identity, "IdentifyResponse");
    if (!answer) {
        throw improper(
            QStringLiteral("The body holds %1 instead of IdentifyResponse.").arg(describe(body.firstChild())));
    }
    IdentifyInfo info;
    info.protocolVersion = answer.childText(ns::identity, "ProtocolVersion");
    info.productVendor = answer.childText(ns::identity, "ProductVendor");
    info.productVersion = answer.childText(ns::identity, "ProductVersion");
    return info;
}

ShellInfo parseCreate(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::create});
    const xml::Element body = answer.body();
    const xml::Element created = body.child(ns::transfer, "ResourceCreated");
    const xml::Element shellElement = body.child(ns::shell, "Shell");
    if (!created && !shellElement) {
        throw improper(
            QStringLiteral("The body holds %1 instead of ResourceCreated.").arg(describe(body.firstChild())));
    }
    ShellInfo shell;
    if (shellElement) {
        shell = readShell(shellElement);
    }
    const xml::Element parameters = created.child(ns::addressing, "ReferenceParameters");
    if (shell.shellId.isEmpty()) {
        const xml::Element selectors = parameters.child(ns::wsman, "SelectorSet");
        for (xml::Element selector = selectors.firstChild(); selector; selector = selector.nextSibling()) {
            if (selector.is(ns::wsman, "Selector") && selector.attribute("Name") == QLatin1String("ShellId")) {
                shell.shellId = selector.text();
            }
        }
    }
    if (shell.resourceUri.isEmpty()) {
        shell.resourceUri = parameters.childText(ns::wsman, "ResourceURI");
    }
    if (shell.shellId.isEmpty()) {
        throw improper(QStringLiteral("The answer names no shell."));
    }
    return shell;
}

QByteArray parseConnectShell(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::connect});
    const xml::Element connected = answer.content(ns::shell, "ConnectResponse");
    const xml::Element data = connected.child(ns::powershell, "connectResponseXml");
    if (!data) {
        throw improper(QStringLiteral("ConnectResponse has no connectResponseXml."));
    }
    return xml::decodeBase64(data);
}

QUuid parseCommand(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::command});
    const QString text = answer.content(ns::shell, "CommandResponse").childText(ns::shell, "CommandId");
    const QUuid id = xml::parseUuid(text);
    if (id.isNull()) {
        throw improper(QStringLiteral("CommandId is \"%1\".").arg(text.left(100)));
    }
    return id;
}

ReceiveResult parseReceive(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::receive});
    const xml::Element received = answer.content(ns::shell, "ReceiveResponse");
    ReceiveResult result;
    for (xml::Element part = received.firstChild(); part; part = part.nextSibling()) {
        if (part.is(ns::shell, "Stream")) {
            StreamData stream;
            stream.name = part.attribute("Name");
            stream.commandId = xml::parseUuid(part.attribute("CommandId"));
            stream.data = xml::decodeBase64(part);
            result.streams.append(std::move(stream));
        } else if (part.is(ns::shell, "CommandState")) {
            result.commandId = xml::parseUuid(part.attribute("CommandId"));
            result.commandState = part.attribute("State").trimmed();
            bool isNumber = false;
            const qint64 code = part.childText(ns::shell, "ExitCode").toLongLong(&isNumber);
            if (isNumber) {
                result.exitCode = code;
            }
        }
    }
    return result;
}

ShellInfo parseGetShell(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::get});
    return readShell(answer.content(ns::shell, "Shell"));
}

quint32 parseMaxEnvelopeSize(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::get});
    const QString text = answer.content(resource::config, "Config").childText(resource::config, "MaxEnvelopeSizekb");
    bool isNumber = false;
    const qulonglong kilobytes = text.toULongLong(&isNumber);
    if (!isNumber || kilobytes == 0) {
        throw improper(QStringLiteral("MaxEnvelopeSizekb is \"%1\".").arg(text.left(100)));
    }
    constexpr qulonglong most = std::numeric_limits<quint32>::max();
    return static_cast<quint32>(qMin(kilobytes, most / 1024) * 1024);
}

EnumerationPage<ShellInfo> parseShells(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::enumerate, action::pull});
    return readPage<ShellInfo>(answer, "Shell", readShell);
}

EnumerationPage<CommandInfo> parseCommands(const QByteArray &envelope, const Request &request)
{
    const Answer answer(envelope, request, {action::enumerate, action::pull});
    return readPage<CommandInfo>(answer, "Command", readCommandInfo);
}

void parseAcknowledgement(const QByteArray &envelope, const Request &request, std::string_view requestAction)
{
    const Answer answer(envelope, request, {requestAction});
    const xml::Element content = answer.body().firstChild();
    // Empty, or rsp:SendResponse and the like (MS-WSMV 2.2.4.39).
    const std::string_view verb = requestAction.substr(requestAction.rfind('/') + 1);
    if (content && content.localName() != std::string(verb) + "Response") {
        throw improper(QStringLiteral("The body holds %1.").arg(describe(content)));
    }
}

} // namespace rejoin::wsman
