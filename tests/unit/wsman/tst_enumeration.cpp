#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/xml.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;

namespace {

const QUuid shellId(u"{1a2b3c4d-0000-4000-8000-00000000abcd}"_s);

QByteArray answer(const Request &request, const char *action, const QByteArray &content)
{
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
           " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
           " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
           " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header><a:Action>"
           "http://schemas.xmlsoap.org/ws/2004/09/enumeration/" +
           QByteArray(action) + "</a:Action><a:RelatesTo>uuid:" + request.messageId.toByteArray(QUuid::WithoutBraces) +
           "</a:RelatesTo></s:Header><s:Body>" + content + "</s:Body></s:Envelope>";
}

QByteArray shellElement(const char *id, const char *name)
{
    return QByteArray("<q:Shell xmlns:q=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\"><q:State>"
                      "Disconnected</q:State><q:ShellId>") +
           id + "</q:ShellId><q:Name>" + name + "</q:Name></q:Shell>";
}

} // namespace

class EnumerationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests()
    {
        RequestContext context;
        context.to = u"http://h:5985/wsman"_s;
        context.resourceUri = u"http://schemas.microsoft.com/powershell/x"_s;
        const xml::Document shells(enumerateShellsRequest(context, 50).envelope);
        const auto header = shells.root().child(ns::soap, "Header");
        QCOMPARE(header.childText(ns::wsman, "ResourceURI"),
                 u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell"_s);
        const auto enumerate = shells.root().child(ns::soap, "Body").child(ns::enumeration, "Enumerate");
        QVERIFY(enumerate.child(ns::wsman, "OptimizeEnumeration"));
        QCOMPARE(enumerate.childText(ns::wsman, "MaxElements"), u"50"_s);
        QVERIFY(!enumerate.child(ns::wsman, "Filter"));

        const xml::Document commands(enumerateCommandsRequest(context, shellId).envelope);
        QCOMPARE(commands.root().child(ns::soap, "Header").childText(ns::wsman, "ResourceURI"),
                 u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command"_s);
        const auto filter =
            commands.root().child(ns::soap, "Body").child(ns::enumeration, "Enumerate").child(ns::wsman, "Filter");
        QCOMPARE(filter.attribute("Dialect"), u"http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"_s);
        const auto selector = filter.child(ns::wsman, "SelectorSet").child(ns::wsman, "Selector");
        QCOMPARE(selector.attribute("Name"), u"ShellId"_s);
        QCOMPARE(selector.text(), u"1A2B3C4D-0000-4000-8000-00000000ABCD"_s);

        const xml::Document pull(pullRequest(context, resource::command, u"uuid:x<y"_s, 7).envelope);
        const auto body = pull.root().child(ns::soap, "Body").child(ns::enumeration, "Pull");
        QCOMPARE(body.childText(ns::enumeration, "EnumerationContext"), u"uuid:x<y"_s);
        QCOMPARE(body.childText(ns::enumeration, "MaxElements"), u"7"_s);
        QCOMPARE(pull.root().child(ns::soap, "Header").childText(ns::wsman, "ResourceURI"),
                 u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command"_s);
    }

    void optimizedAnswer()
    {
        const Request request = enumerateShellsRequest({});
        const auto page =
            parseShells(answer(request, "EnumerateResponse",
                               "<n:EnumerateResponse><n:EnumerationContext></n:EnumerationContext><w:Items>" +
                                   shellElement("AAAA0000-0000-4000-8000-000000000001", "one") +
                                   shellElement("AAAA0000-0000-4000-8000-000000000002", " two words ") +
                                   "</w:Items><w:EndOfSequence/></n:EnumerateResponse>"),
                        request);
        QVERIFY(page.endOfSequence);
        QCOMPARE(page.items.size(), 2);
        QCOMPARE(page.items[0].name, u"one"_s);
        QCOMPARE(page.items[1].name, u"two words"_s);
        QCOMPARE(page.items[1].id(), QUuid(u"{AAAA0000-0000-4000-8000-000000000002}"_s));
        QCOMPARE(page.items[0].state, u"Disconnected"_s);
        QVERIFY(!page.items[0].idleTimeout);
    }

    void firstPageThenPull()
    {
        const Request request = enumerateShellsRequest({});
        const auto first =
            parseShells(answer(request, "EnumerateResponse",
                               "<n:EnumerateResponse><n:EnumerationContext>uuid:ctx-1</n:EnumerationContext><w:Items>" +
                                   shellElement("AAAA0000-0000-4000-8000-000000000001", "one") +
                                   "</w:Items></n:EnumerateResponse>"),
                        request);
        QVERIFY(!first.endOfSequence);
        QCOMPARE(first.context, u"uuid:ctx-1"_s);
        const Request pull = pullRequest({}, resource::shell, first.context);
        const auto second =
            parseShells(answer(pull, "PullResponse",
                               "<n:PullResponse><n:Items>" + shellElement("AAAA0000-0000-4000-8000-000000000002", "b") +
                                   "</n:Items><n:EndOfSequence/></n:PullResponse>"),
                        pull);
        QVERIFY(second.endOfSequence);
        QCOMPARE(second.items.size(), 1);
        QCOMPARE(second.items[0].name, u"b"_s);
    }

    void contextOnlyAnswer()
    {
        const Request request = enumerateShellsRequest({});
        const auto page = parseShells(
            answer(
                request, "EnumerateResponse",
                "<n:EnumerateResponse><n:EnumerationContext>\n uuid:c \n</n:EnumerationContext></n:EnumerateResponse>"),
            request);
        QVERIFY(!page.endOfSequence);
        QVERIFY(page.items.isEmpty());
        QCOMPARE(page.context, u"uuid:c"_s);
    }

    void emptyAnswerHasNoItems()
    {
        const Request request = enumerateCommandsRequest({}, shellId);
        const auto page = parseCommands(answer(request, "EnumerateResponse",
                                               "<n:EnumerateResponse><n:EnumerationContext/><w:EndOfSequence/>"
                                               "</n:EnumerateResponse>"),
                                        request);
        QVERIFY(page.endOfSequence);
        QVERIFY(page.items.isEmpty());
    }

    void neitherEndNorContextIsTheEnd()
    {
        const Request request = enumerateCommandsRequest({}, shellId);
        const auto page =
            parseCommands(answer(request, "EnumerateResponse", "<n:EnumerateResponse></n:EnumerateResponse>"), request);
        QVERIFY(page.endOfSequence);
    }

    void commands()
    {
        const Request request = enumerateCommandsRequest({}, shellId);
        const auto page = parseCommands(
            answer(request, "EnumerateResponse",
                   "<n:EnumerateResponse><n:EnumerationContext/><w:Items>"
                   "<rsp:Command xmlns:rsp=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\"><rsp:CommandId>"
                   "BBBB0000-0000-4000-8000-000000000001</rsp:CommandId><rsp:CommandLine>a &amp; b</rsp:CommandLine>"
                   "<rsp:CommandState>Running</rsp:CommandState></rsp:Command>"
                   "<other xmlns=\"urn:other\"/></w:Items><w:EndOfSequence/></n:EnumerateResponse>"),
            request);
        QCOMPARE(page.items.size(), 1);
        QCOMPARE(page.items[0].id(), QUuid(u"{BBBB0000-0000-4000-8000-000000000001}"_s));
        QCOMPARE(page.items[0].commandLine, u"a & b"_s);
        QCOMPARE(page.items[0].state, u"Running"_s);
    }

    void anotherBodyIsRefused()
    {
        const Request request = enumerateShellsRequest({});
        QVERIFY_THROWS_EXCEPTION(
            base::Error, static_cast<void>(parseShells(answer(request, "EnumerateResponse", "<n:Pull/>"), request)));
    }
};

QTEST_GUILESS_MAIN(EnumerationTest)
#include "tst_enumeration.moc"
