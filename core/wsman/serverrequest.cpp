#include "core/wsman/server.h"

#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "core/wsman/shellxml.h"

#include <algorithm>

namespace rejoin::wsman {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr quint32 codeInvalidHeader = 2150858767;
constexpr quint32 codeSchema = 2150858817;

Error refusal(const char *subcode, quint32 code, const QString &words)
{
    return Error(ErrorCategory::Protocol, QString::fromLatin1(subcode), Text::verbatim(words), {}, code);
}

/// Windows checks the body against its schema (MS-WSMV 2.2.4) and says which element it did not like.
Error schemaError(const xml::Element &element)
{
    return refusal("SchemaValidationError", codeSchema,
                   QStringLiteral("The Windows Remote Shell cannot process the request. The SOAP packet contains an "
                                  "element %1 that is invalid. Retry the request with the correct XML element.")
                       .arg(fromView(element.localName())));
}

/// The schema of one element: which children of the same namespace it may have, each how often.
struct Child
{
    std::string_view name;
    bool isRepeatable = false;
};

void checkChildren(const xml::Element &element, std::string_view uri, std::initializer_list<Child> allowed)
{
    std::vector<std::string_view> seen;
    for (xml::Element child = element.firstChild(); child; child = child.nextSibling()) {
        if (child.namespaceUri() != uri) {
            continue; // open content: creationXml, connectXml, the children of other namespaces
        }
        const std::string_view name = child.localName();
        const auto *const found =
            std::find_if(allowed.begin(), allowed.end(), [name](const Child &entry) { return entry.name == name; });
        const bool isSeen = std::find(seen.begin(), seen.end(), name) != seen.end();
        if (found == allowed.end() || (isSeen && !found->isRepeatable)) {
            throw schemaError(child);
        }
        if (!isSeen) {
            seen.push_back(name); // at most as many as are allowed
        }
    }
}

QUuid readCommandId(const xml::Element &element)
{
    const QString text = element.attribute("CommandId");
    const QUuid id = xml::parseUuid(text);
    if (id.isNull() && !text.isEmpty()) {
        throw schemaError(element);
    }
    return id;
}

std::optional<Milliseconds> readIdleTimeout(const xml::Element &parent)
{
    const xml::Element element = parent.child(ns::shell, "IdleTimeOut");
    if (!element) {
        return std::nullopt;
    }
    const auto duration = parseDuration(element.text());
    if (!duration || duration->count() < 0) {
        throw schemaError(element);
    }
    return duration;
}

BufferMode readCheckedBufferMode(const xml::Element &parent)
{
    const BufferMode mode = readBufferMode(parent);
    if (const xml::Element element = parent.child(ns::shell, "BufferMode"); element && mode == BufferMode::None) {
        throw schemaError(element);
    }
    return mode;
}

QByteArray readData(const xml::Element &element)
{
    try {
        return xml::decodeBase64(element);
    } catch (const Error &) {
        throw schemaError(element);
    }
}

QMap<QString, QString> readSelectors(const xml::Element &selectorSet)
{
    QMap<QString, QString> selectors;
    for (xml::Element item = selectorSet.firstChild(); item; item = item.nextSibling()) {
        if (item.is(ns::wsman, "Selector")) {
            selectors.insert(item.attribute("Name"), item.text());
        }
    }
    return selectors;
}

void readHeader(const xml::Element &header, ServerRequest &request)
{
    request.action = header.childText(ns::addressing, "Action");
    request.to = header.childText(ns::addressing, "To");
    request.resourceUri = header.childText(ns::wsman, "ResourceURI");
    request.messageId = xml::parseUuid(header.childText(ns::addressing, "MessageID"));
    request.sessionId = xml::parseUuid(header.childText(ns::microsoft, "SessionId"));
    const xml::Element operation = header.child(ns::microsoft, "OperationID");
    request.operationId = xml::parseUuid(operation.text());
    const QString flag = operation.attribute(ns::soap, "mustUnderstand");
    request.retransmitted = flag == QLatin1String("true") || flag == QLatin1String("1");
    request.sequenceId = header.childText(ns::microsoft, "SequenceId").toULongLong();
    request.maxEnvelopeSize = header.childText(ns::wsman, "MaxEnvelopeSize").toUInt();
    request.locale = header.child(ns::wsman, "Locale").attribute(ns::xml, "lang");
    request.dataLocale = header.child(ns::microsoft, "DataLocale").attribute(ns::xml, "lang");
    request.compressionType = header.childText(ns::shell, "CompressionType");
    if (const auto timeout = parseDuration(header.childText(ns::wsman, "OperationTimeout"))) {
        request.operationTimeout = *timeout;
    }
    const xml::Element options = header.child(ns::wsman, "OptionSet");
    for (xml::Element item = options.firstChild(); item; item = item.nextSibling()) {
        if (item.is(ns::wsman, "Option")) {
            request.options.insert(item.attribute("Name"), item.text());
        }
    }
    request.selectors = readSelectors(header.child(ns::wsman, "SelectorSet"));
}

/// What Windows refuses in a header; its words for the timeout are recorded.
void checkHeader(const xml::Element &header, const ServerRequest &request)
{
    const auto invalid = [](const QString &what) {
        return refusal("InvalidMessageInformationHeader", codeInvalidHeader,
                       QStringLiteral("The WS-Management service cannot process the request. %1").arg(what));
    };
    if (request.action.isEmpty()) {
        throw invalid(QStringLiteral("The SOAP header has no Action."));
    }
    if (request.messageId.isNull()) {
        throw invalid(QStringLiteral("The SOAP header has no valid MessageID."));
    }
    if (request.resourceUri.isEmpty()) {
        throw invalid(QStringLiteral("The SOAP header has no ResourceURI."));
    }
    if (const xml::Element timeout = header.child(ns::wsman, "OperationTimeout")) {
        const auto duration = parseDuration(timeout.text());
        if (!duration || duration->count() < 0) {
            throw invalid(QStringLiteral("The XML contains an invalid timeout field in the SOAP header: %1.")
                              .arg(timeout.text().left(100)));
        }
    }
}

// MS-WSMV 2.2.4.37. IdleTimeOut after the streams is recorded as accepted, so the order is not enforced.
void readCreate(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell,
                  {{"Name"},
                   {"Environment"},
                   {"WorkingDirectory"},
                   {"Lifetime"},
                   {"IdleTimeOut"},
                   {"InputStreams"},
                   {"OutputStreams"},
                   {"BufferMode"}});
    request.shell = readShell(element);
    if (const QString name = element.attribute("Name"); !name.isEmpty()) {
        request.shell.name = name;
    }
    request.shell.shellId = element.attribute("ShellId");
    request.shell.resourceUri = request.resourceUri;
    request.shell.idleTimeout = readIdleTimeout(element);
    request.shell.bufferMode = readCheckedBufferMode(element);
    request.idleTimeout = request.shell.idleTimeout;
    request.bufferMode = request.shell.bufferMode;
    if (!request.shell.shellId.isEmpty() && request.shell.id().isNull()) {
        throw schemaError(element);
    }
    if (const xml::Element data = element.child(ns::powershell, "creationXml")) {
        request.creationXml = readData(data);
    }
}

void readConnect(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"BufferMode"}});
    request.commandId = readCommandId(element);
    request.bufferMode = readCheckedBufferMode(element);
    if (const xml::Element data = element.child(ns::powershell, "connectXml")) {
        request.connectXml = readData(data);
    }
}

void readDisconnect(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"IdleTimeOut"}, {"BufferMode"}});
    request.idleTimeout = readIdleTimeout(element);
    request.bufferMode = readCheckedBufferMode(element);
}

void readReconnect(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"BufferMode"}});
    request.commandId = readCommandId(element);
    request.bufferMode = readCheckedBufferMode(element);
}

void readCommand(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"Command"}, {"Arguments", true}});
    if (!element.child(ns::shell, "Command")) {
        throw schemaError(element);
    }
    request.commandId = readCommandId(element);
    request.commandLine = element.childText(ns::shell, "Command");
    for (xml::Element child = element.firstChild(); child; child = child.nextSibling()) {
        if (child.is(ns::shell, "Arguments")) {
            request.arguments += readData(child);
        }
    }
}

void readSend(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"Stream", true}});
    for (xml::Element child = element.firstChild(); child; child = child.nextSibling()) {
        if (child.is(ns::shell, "Stream")) {
            StreamData stream;
            stream.name = child.attribute("Name");
            stream.commandId = readCommandId(child);
            stream.data = readData(child);
            request.streams.append(std::move(stream));
        }
    }
    if (request.streams.isEmpty()) {
        throw schemaError(element);
    }
    request.commandId = request.streams.constFirst().commandId;
}

void readReceive(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"DesiredStream"}});
    const xml::Element desired = element.child(ns::shell, "DesiredStream");
    if (!desired) {
        throw schemaError(element);
    }
    request.commandId = readCommandId(desired);
    request.desiredStreams = desired.text().split(u' ', Qt::SkipEmptyParts);
}

void readSignal(const xml::Element &element, ServerRequest &request)
{
    checkChildren(element, ns::shell, {{"Code"}});
    request.commandId = readCommandId(element);
    request.signalCode = element.childText(ns::shell, "Code");
    if (request.signalCode.isEmpty()) {
        throw schemaError(element);
    }
}

int readMaxElements(const xml::Element &element, std::string_view uri, int otherwise)
{
    const xml::Element found = element.child(uri, "MaxElements");
    if (!found) {
        return otherwise;
    }
    bool isNumber = false;
    const int number = found.text().toInt(&isNumber);
    if (!isNumber || number < 1) {
        throw schemaError(found);
    }
    return number;
}

void readEnumerate(const xml::Element &element, ServerRequest &request)
{
    request.optimizeEnumeration = bool(element.child(ns::wsman, "OptimizeEnumeration"));
    // DSP0226 8.2.3: without MaxElements an optimized answer has one item; Windows' own default is 20.
    request.maxElements = readMaxElements(element, ns::wsman, request.maxElements);
    const xml::Element filter = element.child(ns::wsman, "Filter");
    if (filter && filter.attribute("Dialect") != fromView(selectorFilterDialect)) {
        throw refusal("CannotProcessFilter", 0,
                      QStringLiteral("The WS-Management service cannot process the request. The filter dialect is "
                                     "not supported."));
    }
    request.filterSelectors = readSelectors(filter.child(ns::wsman, "SelectorSet"));
}

void readPull(const xml::Element &element, ServerRequest &request)
{
    request.enumerationContext = element.childText(ns::enumeration, "EnumerationContext");
    request.maxElements = readMaxElements(element, ns::enumeration, 1); // WS-Enumeration 3.2
}

/// The body of an action: the one element it may hold.
struct Operation
{
    std::string_view action;
    std::string_view uri;
    std::string_view element; ///< empty: the body is empty
    bool isRequired;
    void (*read)(const xml::Element &, ServerRequest &);
};

constexpr Operation operations[] = {
    {action::create, ns::shell, "Shell", true, readCreate},
    {action::connect, ns::shell, "Connect", true, readConnect},
    {action::disconnect, ns::shell, "Disconnect", true, readDisconnect},
    {action::reconnect, ns::shell, "Reconnect", false, readReconnect},
    {action::command, ns::shell, "CommandLine", true, readCommand},
    {action::send, ns::shell, "Send", true, readSend},
    {action::receive, ns::shell, "Receive", true, readReceive},
    {action::signal, ns::shell, "Signal", true, readSignal},
    {action::enumerate, ns::enumeration, "Enumerate", true, readEnumerate},
    {action::pull, ns::enumeration, "Pull", true, readPull},
    {action::get, {}, {}, false, nullptr},
    {action::remove, {}, {}, false, nullptr},
};

void readBody(const xml::Element &body, ServerRequest &request)
{
    const auto *const found =
        std::find_if(std::begin(operations), std::end(operations),
                     [&request](const Operation &operation) { return request.action == fromView(operation.action); });
    if (found == std::end(operations)) {
        throw refusal("ActionNotSupported", 2150858868, QStringLiteral("The action is not supported by the service."));
    }
    const xml::Element content = body.firstChild();
    if (!content) {
        if (found->isRequired) {
            throw schemaError(body);
        }
        return;
    }
    if (found->read == nullptr || !content.is(found->uri, found->element) || content.nextSibling()) {
        throw schemaError(content);
    }
    found->read(content, request);
}

xml::Element requireEnvelope(const xml::Document &document)
{
    const xml::Element root = document.root();
    if (!root.is(ns::soap, "Envelope") || !root.child(ns::soap, "Body")) {
        throw refusal("InvalidMessageInformationHeader", codeInvalidHeader,
                      QStringLiteral("The request is not a SOAP 1.2 envelope."));
    }
    return root;
}

} // namespace

ServerRequest parseRequestHeader(const QByteArray &envelope)
{
    const xml::Document document(envelope);
    ServerRequest request;
    readHeader(requireEnvelope(document).child(ns::soap, "Header"), request);
    return request;
}

ServerRequest parseRequest(const QByteArray &envelope)
{
    const xml::Document document(envelope);
    const xml::Element root = requireEnvelope(document);
    const xml::Element body = root.child(ns::soap, "Body");
    ServerRequest request;
    if (body.child(ns::identity, "Identify")) {
        request.isIdentify = true;
        return request;
    }
    const xml::Element header = root.child(ns::soap, "Header");
    readHeader(header, request);
    checkHeader(header, request);
    readBody(body, request);
    return request;
}

ServerFault faultFor(const Error &error)
{
    ServerFault fault;
    fault.code = static_cast<quint32>(static_cast<quint64>(error.code));
    fault.message = error.message.english();
    const bool isAddressing =
        error.id == QLatin1String("InvalidMessageInformationHeader") || error.id == QLatin1String("ActionNotSupported");
    const bool isSubcode = error.category == ErrorCategory::Protocol && !error.id.isEmpty() &&
                           error.id != QLatin1String("ImproperResponse");
    if (isSubcode) {
        fault.subcode = (isAddressing ? QStringLiteral("a:") : QStringLiteral("w:")) + error.id;
    } else {
        fault.subcode = QStringLiteral("w:InternalError");
        fault.isReceiver = error.category == ErrorCategory::Internal;
    }
    return fault;
}

} // namespace rejoin::wsman
