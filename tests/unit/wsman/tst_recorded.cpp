#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/server.h"
#include "core/wsman/xml.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

// Goes through exchanges that were recorded with real Windows servers, where they lie beside the sources: every request
// is read by the server's half and written again by ours, every answer is read by the client's half and written again
// by the server's. What comes out must be what was recorded, so nothing is lost on the way and the shapes agree.

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;
using xml::Element;

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The options that the recording client sends with Command; PowerShell sends none there, and neither do we.
bool isOptionSetOfCommand(const Element &element)
{
    return element.is(ns::wsman, "OptionSet") &&
           element.child(ns::wsman, "Option").attribute("Name") == u"WINRS_SKIP_CMD_SHELL";
}

/// A tree as text, one line an element. Left out: MessageID and ActivityId, new in every message.
/// The order of the headers is free (MS-WSMV 3.1.4.1), and so is the place of IdleTimeOut in a recorded Create.
void describe(const Element &element, const QString &indent, QStringList &lines)
{
    if (element.is(ns::addressing, "MessageID") || element.is(ns::microsoft, "ActivityId") ||
        isOptionSetOfCommand(element)) {
        return;
    }
    QStringList attributes;
    for (const auto &attribute : element.attributes()) {
        attributes += u"{%1}%2=%3"_s.arg(fromView(attribute.namespaceUri), fromView(attribute.name), attribute.value);
    }
    attributes.sort();
    QString text = element.text();
    if (const auto duration = parseDuration(text)) {
        text = u"%1 ms"_s.arg(duration->count()); // PT20S and PT20.000S
    } else if (text.startsWith(u"uuid:")) {
        text = text.toUpper();
    }
    QString line = indent + u"{%1}%2 [%3] %4"_s.arg(fromView(element.namespaceUri()), fromView(element.localName()),
                                                    attributes.join(u' '), text);
    QList<QStringList> children;
    for (Element child = element.firstChild(); child; child = child.nextSibling()) {
        QStringList inside;
        describe(child, indent + u"  "_s, inside);
        if (!inside.isEmpty()) {
            children += inside;
        }
    }
    const bool isRequestShell = element.is(ns::shell, "Shell") && !element.attribute("ShellId").isEmpty();
    if (element.is(ns::soap, "Header") || isRequestShell) {
        std::sort(children.begin(), children.end());
    }
    lines += line.trimmed().isEmpty() ? QString() : line;
    for (const QStringList &child : children) {
        lines += child;
    }
}

QString described(const QByteArray &envelope)
{
    const xml::Document document(envelope);
    QStringList lines;
    describe(document.root(), {}, lines);
    return lines.join(u'\n');
}

void compareTrees(const QByteArray &ours, const QByteArray &recorded)
{
    const QStringList left = described(ours).split(u'\n');
    const QStringList right = described(recorded).split(u'\n');
    for (qsizetype i = 0; i < qMax(left.size(), right.size()); ++i) {
        QCOMPARE(left.value(i), right.value(i));
    }
}

/// MessageID and ActivityId are new in every message; the latter is absent from newer servers' answers.
QByteArray withoutIds(const QByteArray &envelope)
{
    QString text = QString::fromUtf8(envelope);
    static const QRegularExpression message(u"<a:MessageID>[^<]*</a:MessageID>"_s);
    static const QRegularExpression activity(u"<p:ActivityId>[^<]*</p:ActivityId>"_s);
    return text.remove(message).remove(activity).toUtf8();
}

RequestContext contextOf(const ServerRequest &request)
{
    RequestContext context;
    context.to = request.to;
    context.resourceUri = request.resourceUri;
    context.sessionId = request.sessionId;
    context.locale = request.locale;
    context.dataLocale = request.dataLocale;
    context.maxEnvelopeSize = request.maxEnvelopeSize;
    context.operationTimeout = request.operationTimeout;
    context.operationId = request.operationId;
    return context;
}

/// Our request for the same operation; without an envelope when the operation is unknown.
Request oursFor(const ServerRequest &request)
{
    const RequestContext context = contextOf(request);
    const auto is = [&request](std::string_view action) { return request.action == fromView(action); };
    if (is(action::create)) {
        CreateShell shell; // the recording client gives no Name; ours is an attribute when there is one
        shell.shellId = request.shell.id();
        shell.name = request.shell.name;
        shell.creationXml = request.creationXml;
        shell.idleTimeout = request.idleTimeout;
        shell.bufferMode = request.bufferMode;
        shell.protocolVersion = request.options.value(u"protocolversion"_s);
        return createRequest(context, shell);
    }
    if (is(action::connect)) {
        return request.commandId.isNull()
                   ? connectShellRequest(context, request.shellId(), request.connectXml,
                                         request.options.value(u"protocolversion"_s), request.bufferMode)
                   : connectCommandRequest(context, request.shellId(), request.commandId);
    }
    if (is(action::disconnect)) {
        return disconnectRequest(context, request.shellId(), request.idleTimeout, request.bufferMode);
    }
    if (is(action::reconnect)) {
        return reconnectRequest(context, request.shellId(), request.commandId);
    }
    if (is(action::command)) {
        return commandRequest(context, request.shellId(), request.commandId, request.commandLine, request.arguments);
    }
    if (is(action::send)) {
        const StreamData stream = request.streams.value(0);
        return sendRequest(context, request.shellId(), stream.commandId, stream.name, stream.data);
    }
    if (is(action::receive)) {
        return receiveRequest(context, request.shellId(), request.commandId);
    }
    if (is(action::remove)) {
        return deleteRequest(context, request.shellId());
    }
    if (is(action::get)) {
        return request.resourceUri == fromView(resource::config) ? getConfigRequest(context)
                                                                 : getShellRequest(context, request.shellId());
    }
    if (is(action::enumerate)) {
        return request.resourceUri == fromView(resource::command)
                   ? enumerateCommandsRequest(context, QUuid(request.filterSelectors.value(u"ShellId"_s)),
                                              request.maxElements)
                   : enumerateShellsRequest(context, request.maxElements);
    }
    return {};
}

/// Reads the answer and writes it again.
QByteArray rewritten(const ServerRequest &served, const QByteArray &recorded)
{
    Request request;
    request.messageId = served.messageId;
    const auto is = [&served](std::string_view action) { return served.action == fromView(action); };
    if (const auto fault = parseFault(recorded)) {
        const xml::Document document(recorded);
        const Element code = document.root().child(ns::soap, "Body").child(ns::soap, "Fault").child(ns::soap, "Code");
        ServerFault again(fault->code, code.child(ns::soap, "Subcode").childText(ns::soap, "Value"), fault->message);
        again.isReceiver = code.childText(ns::soap, "Value") == u"s:Receiver";
        again.faultDetail = fault->faultDetail;
        again.provider = fault->provider;
        again.machine = fault->machine;
        return faultResponse(served, again);
    }
    if (is(action::create)) {
        return createResponse(served, parseCreate(recorded, request));
    }
    if (is(action::connect) && served.commandId.isNull()) {
        return connectShellResponse(served, parseConnectShell(recorded, request));
    }
    if (is(action::command)) {
        return commandResponse(served, parseCommand(recorded, request));
    }
    if (is(action::receive)) {
        return receiveResponse(served, parseReceive(recorded, request));
    }
    if (is(action::get)) {
        return getShellResponse(served, parseGetShell(recorded, request));
    }
    if (is(action::enumerate)) {
        if (served.resourceUri == fromView(resource::command)) {
            const auto page = parseCommands(recorded, request);
            return enumerateCommandsResponse(served, page.items, page.context);
        }
        const auto page = parseShells(recorded, request);
        return enumerateShellsResponse(served, page.items, page.context);
    }
    const QByteArray action = served.action.toUtf8();
    parseAcknowledgement(recorded, request, std::string_view(action.constData(), std::size_t(action.size())));
    return acknowledgement(served);
}

} // namespace

class RecordedTest : public QObject
{
    Q_OBJECT

private:
    void rows(const QString &fileName)
    {
        QTest::addColumn<QString>("folder");
        const QDir root(QStringLiteral(REJOIN_SOURCE_DIR "/../shared/recorded"));
        for (const QString &conversation : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            const QDir inside(root.filePath(conversation));
            for (const QString &exchange : inside.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
                if (QFile::exists(inside.filePath(exchange + u'/' + fileName))) {
                    QTest::newRow(qPrintable(conversation + u'/' + exchange)) << inside.filePath(exchange);
                    ++m_rows;
                }
            }
        }
        if (m_rows == 0) {
            QTest::newRow("none") << QString();
        }
    }
    int m_rows = 0;

private Q_SLOTS:
    void requests_data() { rows(u"request.raw.xml"_s); }
    void requests()
    {
        QFETCH(QString, folder);
        if (folder.isEmpty()) {
            QSKIP("There are no recorded exchanges beside the sources.");
        }
        const QByteArray recorded = contentOf(folder + u"/request.raw.xml"_s);
        if (recorded.contains(">PT-1S<")) { // sent on purpose; Windows refuses it, and so do we
            QVERIFY_THROWS_EXCEPTION(base::Error, static_cast<void>(parseRequest(recorded)));
            return;
        }
        const ServerRequest request = parseRequest(recorded);
        const Request ours = oursFor(request);
        QVERIFY2(!ours.envelope.isEmpty(), qPrintable(request.action));
        compareTrees(ours.envelope, recorded);
    }

    void responses_data() { rows(u"response.raw.xml"_s); }
    void responses()
    {
        QFETCH(QString, folder);
        if (folder.isEmpty()) {
            QSKIP("There are no recorded exchanges beside the sources.");
        }
        const QByteArray recorded = contentOf(folder + u"/response.raw.xml"_s);
        const ServerRequest served = parseRequestHeader(contentOf(folder + u"/request.raw.xml"_s));
        ServerRequest request = served;
        if (!contentOf(folder + u"/request.raw.xml"_s).contains(">PT-1S<")) {
            request = parseRequest(contentOf(folder + u"/request.raw.xml"_s));
        }
        if (request.resourceUri == fromView(resource::config)) {
            Request asked;
            asked.messageId = request.messageId;
            QCOMPARE(parseMaxEnvelopeSize(recorded, asked), quint32{32 * 1024});
            return;
        }
        const QByteArray again = rewritten(request, recorded);
        compareTrees(again, recorded);
        if (!parseFault(recorded)) {
            // Not only the tree: prefixes, order and the form of empty elements too. (Faults end their sentences with
            // spaces that readers drop.)
            QCOMPARE(withoutIds(again), withoutIds(recorded));
        }
    }

    void singleResponses_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("windows-create-response-7.4.10") << fromView(action::create);
        QTest::newRow("windows-receive-response") << fromView(action::receive);
        QTest::newRow("windows-schema-fault") << fromView(action::receive);
    }
    void singleResponses()
    {
        QFETCH(QString, action);
        const QByteArray recorded = contentOf(QStringLiteral(REJOIN_SOURCE_DIR "/../shared/recorded/") +
                                              QString::fromLatin1(QTest::currentDataTag()) + u"/response.raw.xml"_s);
        if (recorded.isEmpty()) {
            QSKIP("There are no recorded exchanges beside the sources.");
        }
        const ResponseHeader header = parseResponseHeader(recorded);
        QVERIFY(!header.relatesTo.isNull() && !header.operationId.isNull());
        ServerRequest request;
        request.action = action;
        request.messageId = header.relatesTo;
        request.operationId = header.operationId;
        request.sequenceId = 1;
        request.to = u"http://10.10.0.3:5985/wsman?PSVersion=7.4.10"_s;
        compareTrees(rewritten(request, recorded), recorded);
    }
};

QTEST_GUILESS_MAIN(RecordedTest)
#include "tst_recorded.moc"
