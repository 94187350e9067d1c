#include "core/wsman/robust.h"

#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/xml.h"

namespace rejoin::wsman {

namespace {

/// Larger ones are answers: what only says that the server lives holds nothing.
constexpr qsizetype largestSignOfLife = 8192;

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
constexpr QByteArrayView nameEnds(" \t\r\n/>");

qsizetype skipBetween(const QByteArray &body, qsizetype at)
{
    while (at < body.size()) { // each turn moves on
        if (QByteArrayView(body).sliced(at).startsWith(byteOrderMark))
            at += byteOrderMark.size();
        else if (static_cast<unsigned char>(body.at(at)) <= ' ')
            ++at;
        else
            break;
    }
    return at;
}

/// Where the document that begins at this place ends; the end of the body when that cannot be told.
qsizetype endOfDocument(const QByteArray &body, qsizetype at)
{
    qsizetype root = at;
    if (QByteArrayView(body).sliced(root).startsWith("<?xml")) {
        const qsizetype end = body.indexOf("?>", root);
        root = end < 0 ? body.size() : skipBetween(body, end + 2);
    }
    if (root >= body.size() || body.at(root) != '<')
        return body.size();
    qsizetype nameEnd = root + 1;
    while (nameEnd < body.size() && !nameEnds.contains(body.at(nameEnd)))
        ++nameEnd;
    const QByteArray closing = "</" + body.mid(root + 1, nameEnd - root - 1);
    qsizetype from = nameEnd;
    while (true) { // ends: from moves on
        const qsizetype found = body.indexOf(closing, from);
        if (found < 0)
            return body.size();
        const qsizetype after = skipBetween(body, found + closing.size());
        if (after < body.size() && body.at(after) == '>')
            return after + 1;
        from = found + closing.size(); // a longer name that begins alike
    }
}

bool isSignOfLife(const QByteArray &envelope)
{
    if (envelope.size() > largestSignOfLife)
        return false;
    QString action;
    try {
        action = parseResponseHeader(envelope).action;
    } catch (const base::Error &) {
        return false;
    }
    // Written "KeepAlive" and "Keepalive" in MS-WSMV (2.2.2.1, 3.2.4.2.1.2).
    for (const std::string_view known : {action::keepAlive, action::acknowledge, action::acknowledgeRequest}) {
        if (action.compare(QLatin1String(known.data(), qsizetype(known.size())), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QByteArray controlMessage(const ServerRequest &request, std::string_view actionUri,
                          std::optional<quint64> lastSequenceId)
{
    xml::Writer out;
    out.open("s:Envelope")
        .attribute("xml:lang", "en-US")
        .attribute("xmlns:s", ns::soap)
        .attribute("xmlns:a", ns::addressing)
        .attribute("xmlns:w", ns::wsman)
        .attribute("xmlns:p", ns::microsoft);
    out.open("s:Header");
    out.leaf("a:To", anonymousAddress);
    out.open("w:ResourceURI").attribute("s:mustUnderstand", "true").text(resource::robustConnection).close();
    out.open("a:Action").attribute("s:mustUnderstand", "true").text(actionUri).close();
    out.leaf("a:MessageID", QStringLiteral("uuid:") + xml::formatUuid(QUuid::createUuid()));
    out.leaf("p:OperationID", QStringLiteral("uuid:") + request.operationId.toString(QUuid::WithoutBraces));
    out.close();
    out.open("s:Body");
    if (lastSequenceId) // MS-WSMV 2.2.4.44
        out.open("p:Acknowledge").leaf("p:LastSequenceIdReceived", QString::number(*lastSequenceId)).close();
    else
        out.text(std::string_view());
    return out.take();
}

} // namespace

Request retransmission(const Request &request)
{
    static const QByteArray first = QByteArrayLiteral("<p:OperationID s:mustUnderstand=\"false\">");
    static const QByteArray again = QByteArrayLiteral("<p:OperationID s:mustUnderstand=\"true\">");
    Request repeated = request;
    // Written by this layer, in the header: nothing before it can hold a '<' that is not markup.
    const qsizetype at = repeated.envelope.indexOf(first);
    if (at >= 0) {
        repeated.envelope.replace(at, first.size(), again);
    } else if (!repeated.envelope.contains(again)) {
        throw base::Error(
            base::ErrorCategory::Internal, QStringLiteral("NoOperationID"),
            base::Text(QT_TRANSLATE_NOOP("core", "A message without an operation id cannot be asked for again.")));
    }
    return repeated;
}

RobustBody readRobustBody(const QByteArray &body)
{
    RobustBody result;
    qsizetype at = 0;
    do { // each turn takes a document
        const qsizetype begin = skipBetween(body, at);
        if (begin >= body.size() && !(result.answers.isEmpty() && result.signsOfLife == 0))
            break;
        const qsizetype end = begin < body.size() ? endOfDocument(body, begin) : body.size();
        const bool whole = begin == 0 && end == body.size();
        const QByteArray envelope = whole ? body : body.mid(begin, end - begin);
        if (isSignOfLife(envelope))
            ++result.signsOfLife;
        else
            result.answers.append(envelope);
        at = end;
    } while (at < body.size());
    return result;
}

QByteArray keepAliveMessage(const ServerRequest &request)
{
    return controlMessage(request, action::keepAlive, std::nullopt);
}

QByteArray acknowledgeMessage(const ServerRequest &request, quint64 lastSequenceId)
{
    return controlMessage(request, action::acknowledge, lastSequenceId);
}

} // namespace rejoin::wsman
