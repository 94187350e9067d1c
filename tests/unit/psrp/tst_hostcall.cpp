#include "core/psrp/hostcall.h"

#include "core/clixml/records.h"
#include "tests/unit/psrp/tools.h"

#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::ObjectBuilder;
using clixml::Value;
using psrp::test::errorOf;
using psrp::test::memberNames;
using psrp::test::sent;
using psrp::test::tree;

namespace {
const QUuid pipeline(QStringLiteral("{01020304-0506-0708-090a-0b0c0d0e0f10}"));

Value fromXml(const QByteArray &xml)
{
    const QByteArray head = Message(Destination::Client, MessageType::PipelineHostCall, {}, pipeline, {}).encode();
    return Message::decode(head + xml).data;
}
} // namespace

class TestHostCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCallOfARealServer()
    {
        // Write-Host -ForegroundColor Green, MS-PSRP 2.2.2.27.
        const Value data = fromXml(
            R"(<Obj RefId="0"><MS><I64 N="ci">-100</I64><Obj N="mi" RefId="1"><TN RefId="0"><T>System.Management.Automation.Remoting.RemoteHostMethodId</T><T>System.Enum</T></TN><ToString>WriteLine3</ToString><I32>17</I32></Obj><Obj N="mp" RefId="2"><TN RefId="1"><T>System.Collections.ArrayList</T></TN><LST><I32>10</I32><I32>-1</I32><S>words</S></LST></Obj></MS></Obj>)");
        const HostCall call = HostCall::fromValue(data, pipeline);
        QCOMPARE(call.callId, HostCall::voidCallId);
        QVERIFY(!call.wantsAnswer());
        QCOMPARE(call.method, HostMethod::WriteLine3);
        QCOMPARE(call.methodName, QStringLiteral("WriteLine3"));
        QCOMPARE(call.pipelineId, pipeline);
        QCOMPARE(call.parameters.size(), 3);
        QCOMPARE(call.parameters[1].toInteger(), -1);
        QCOMPARE(call.parameters[2].text(), QStringLiteral("words"));
    }

    void aCallGoesThere()
    {
        HostCall call;
        call.callId = 9;
        call.method = HostMethod::PromptForChoice;
        call.parameters = {Value::string(u"caption"), Value::string(u"message"), clixml::arrayList({}),
                           Value::int32(0)};
        const Value data = sent(call.toValue());
        QCOMPARE(memberNames(data), (QStringList{QStringLiteral("ci"), QStringLiteral("mi"), QStringLiteral("mp")}));
        QCOMPARE(data.member("ci").type(), clixml::Type::Int64);
        QVERIFY(data.member("mi").isA("System.Management.Automation.Remoting.RemoteHostMethodId"));
        QCOMPARE(data.member("mi").toStringText(), QStringLiteral("PromptForChoice"));
        QVERIFY(data.member("mp").isA("System.Collections.ArrayList"));
        const HostCall back = HostCall::fromValue(data, pipeline);
        QVERIFY(back.wantsAnswer());
        QCOMPARE(back.method, call.method);
        QCOMPARE(back.parameters.size(), 4);
        QCOMPARE(back.parameters[0].text(), QStringLiteral("caption"));
    }

    void wrappersAreUndone()
    {
        HostCall call;
        call.method = HostMethod::SetWindowTitle;
        call.parameters = {wrapHostObject("System.String", Value::string(u"title")),
                           wrapHostArray(std::array{wrapHostObject("System.Int32", Value::int32(4)), Value::int32(5)})};
        const HostCall back = HostCall::fromValue(sent(call.toValue()), {});
        QCOMPARE(back.parameters[0].text(), QStringLiteral("title"));
        QCOMPARE(back.parameters[1].count(), 2u);
        QCOMPARE(back.parameters[1].at(0).toInteger(), 4);
        QCOMPARE(back.parameters[1].at(1).toInteger(), 5);
        // What only looks a little like a wrapper stays.
        const Value three =
            ObjectBuilder().note("T", Value()).note("V", Value::int32(1)).note("W", Value::int32(2)).build();
        QCOMPARE(tree(unwrapHostObject(three)), tree(three));
        QVERIFY(unwrapHostObject(Value()).isNil());
    }

    void aRectangleKeepsItsLengths()
    {
        const std::array lengths{Value::int32(1), Value::int32(2)};
        const std::array cells{Value::int32(1), Value::int32(2)};
        const Value array =
            ObjectBuilder().note("mae", clixml::arrayList(cells)).note("mal", clixml::arrayList(lengths)).build();
        QCOMPARE(unwrapHostObject(sent(array)).member("mal").count(), 2u);
    }

    void answersHaveTheMembersOfARealClient()
    {
        HostResponse response;
        response.callId = 1;
        response.method = HostMethod::ReadLine;
        response.result = Value::string(u"typed");
        const Value data = sent(response.toValue());
        QCOMPARE(memberNames(data), (QStringList{QStringLiteral("ci"), QStringLiteral("mi"), QStringLiteral("mr")}));
        QCOMPARE(data.member("mi").toStringText(), QStringLiteral("ReadLine"));
        QCOMPARE(data.member("mi").toInteger(), 11);
        const HostResponse back = HostResponse::fromValue(data, pipeline);
        QCOMPARE(back.callId, 1);
        QCOMPARE(back.method, HostMethod::ReadLine);
        QCOMPARE(back.result.text(), QStringLiteral("typed"));
        QVERIFY(back.exception.isNil());
        QCOMPARE(back.pipelineId, pipeline);

        HostResponse nothing;
        nothing.callId = 2;
        nothing.method = HostMethod::EnterNestedPrompt;
        QCOMPARE(memberNames(sent(nothing.toValue())), (QStringList{QStringLiteral("ci"), QStringLiteral("mi")}));
    }

    void aRefusalIsAnException()
    {
        HostCall call;
        call.callId = 77;
        call.method = HostMethod::GetBufferContents;
        call.pipelineId = pipeline;
        const HostResponse refusal = HostResponse::refusal(call, QStringLiteral("There is no console here."));
        QCOMPARE(refusal.pipelineId, pipeline);
        const HostResponse back = HostResponse::fromValue(sent(refusal.toValue()), pipeline);
        QCOMPARE(back.callId, 77);
        QCOMPARE(back.method, HostMethod::GetBufferContents);
        QVERIFY(back.result.isNil());
        const auto record = clixml::ErrorRecord::fromValue(back.exception);
        QCOMPARE(record.exceptionType, QStringLiteral("System.NotImplementedException"));
        QCOMPARE(record.message, QStringLiteral("There is no console here."));
        QCOMPARE(record.category, 11);
    }

    void everyMethodHasItsName()
    {
        QCOMPARE(hostMethodName(HostMethod::GetName), QStringLiteral("GetName"));
        QCOMPARE(hostMethodName(HostMethod::SetShouldExit), QStringLiteral("SetShouldExit"));
        QCOMPARE(hostMethodName(HostMethod::WriteWarningLine), QStringLiteral("WriteWarningLine"));
        QCOMPARE(hostMethodName(HostMethod::PromptForChoice), QStringLiteral("PromptForChoice"));
        QCOMPARE(hostMethodName(HostMethod::ReadKey), QStringLiteral("ReadKey"));
        QCOMPARE(hostMethodName(HostMethod::GetIsRunspacePushed), QStringLiteral("GetIsRunspacePushed"));
        QCOMPARE(hostMethodName(HostMethod::PromptForChoiceMultipleSelection),
                 QStringLiteral("PromptForChoiceMultipleSelection"));
        QCOMPARE(hostMethodName(static_cast<HostMethod>(57)), QStringLiteral("57"));
        QCOMPARE(hostMethodName(static_cast<HostMethod>(-1)), QStringLiteral("-1"));
    }

    void hostileCalls_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("null") << QByteArray("<Nil/>");
        QTest::newRow("a string") << QByteArray("<S>call</S>");
        QTest::newRow("no number") << QByteArray(R"(<Obj RefId="0"><MS><I32 N="mi">1</I32></MS></Obj>)");
        QTest::newRow("no method") << QByteArray(R"(<Obj RefId="0"><MS><I64 N="ci">1</I64></MS></Obj>)");
        QTest::newRow("words as number") << QByteArray(
            R"(<Obj RefId="0"><MS><S N="ci">one</S><I32 N="mi">1</I32></MS></Obj>)");
        QTest::newRow("method 0") << QByteArray(
            R"(<Obj RefId="0"><MS><I64 N="ci">1</I64><I32 N="mi">0</I32></MS></Obj>)");
        QTest::newRow("method -5") << QByteArray(
            R"(<Obj RefId="0"><MS><I64 N="ci">1</I64><I32 N="mi">-5</I32></MS></Obj>)");
    }
    void hostileCalls()
    {
        QFETCH(QByteArray, xml);
        const Value data = fromXml(xml);
        const auto call = errorOf([&] { (void)HostCall::fromValue(data, pipeline); });
        QVERIFY(call);
        QCOMPARE(call->id, QStringLiteral("PSRPMessageInvalid"));
        QVERIFY(errorOf([&] { (void)HostResponse::fromValue(data, pipeline); }));
    }

    void aMethodOfTheFutureIsKept()
    {
        const HostCall call = HostCall::fromValue(
            fromXml(R"(<Obj RefId="0"><MS><I64 N="ci">1</I64><I32 N="mi">90</I32></MS></Obj>)"), pipeline);
        QCOMPARE(static_cast<int>(call.method), 90);
        QVERIFY(call.parameters.isEmpty());
        QCOMPARE(static_cast<int>(HostResponse::fromValue(
                                      sent(HostResponse::refusal(call, QStringLiteral("no")).toValue()), pipeline)
                                      .method),
                 90);
    }

    void hostInfoOfAPresentHost()
    {
        HostInfo info;
        info.width = 100;
        info.height = 40;
        const Value value = sent(info.toValue(false));
        QCOMPARE(memberNames(value), (QStringList{QStringLiteral("_isHostUINull"), QStringLiteral("_isHostRawUINull"),
                                                  QStringLiteral("_isHostNull"), QStringLiteral("_hostDefaultData"),
                                                  QStringLiteral("_useRunspaceHost")}));
        const Value data = value.member("_hostDefaultData").member("data");
        QVERIFY(data.isA("System.Collections.Hashtable"));
        QCOMPARE(data.count(), 10u);
        for (std::size_t i = 0; i < data.count(); ++i) {
            QCOMPARE(data.keyAt(i).type(), clixml::Type::Int32);
            QCOMPARE(data.keyAt(i).toInteger(), 9 - static_cast<qint64>(i));
            QCOMPARE(memberNames(data.at(i)), (QStringList{QStringLiteral("T"), QStringLiteral("V")}));
        }
        QCOMPARE(data.entry("8").member("T").text(), QStringLiteral("System.Management.Automation.Host.Size"));
        QCOMPARE(data.entry("6").member("V").member("width").toInteger(), 100);
        QCOMPARE(data.entry("3").member("T").text(), QStringLiteral("System.Management.Automation.Host.Coordinates"));
        QCOMPARE(data.entry("0").member("T").text(), QStringLiteral("System.ConsoleColor"));
        const HostInfo back = HostInfo::fromValue(value);
        QVERIFY(!back.isNull);
        QVERIFY(!back.useRunspaceHost);
        QCOMPARE(back.width, 100);
        QCOMPARE(back.height, 40);
    }

    void hostInfoOfNone()
    {
        HostInfo none;
        none.isNull = true;
        for (const bool forPipeline : {false, true}) {
            const Value value = sent(none.toValue(forPipeline));
            QCOMPARE(value.memberCount(), 4u);
            for (std::size_t i = 0; i < value.memberCount(); ++i)
                QCOMPARE(value.memberAt(i).toBool(), true);
            QVERIFY(HostInfo::fromValue(value).isNull);
        }
        // A pipeline that borrows the pool's host has none itself; the pool's own is not touched by the wish.
        HostInfo borrowed;
        borrowed.useRunspaceHost = true;
        QCOMPARE(tree(borrowed.toValue(true)), tree(none.toValue(true)));
        QVERIFY(!HostInfo::fromValue(sent(borrowed.toValue(false))).isNull);
        QVERIFY(HostInfo::fromValue(Value()).isNull);
    }

    void absurdSizesAreNotTaken()
    {
        HostInfo info;
        info.width = -5;
        info.height = 2'000'000'000;
        const HostInfo back = HostInfo::fromValue(sent(info.toValue(false)));
        QCOMPARE(back.width, HostInfo().width);
        QCOMPARE(back.height, HostInfo().height);
    }
};

QTEST_GUILESS_MAIN(TestHostCall)
#include "tst_hostcall.moc"
