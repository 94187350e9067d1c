#include "core/clixml/display.h"
#include "core/cmdlets/object.h"
#include "core/cmdlets/remotenotes.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;
using namespace Qt::StringLiterals;
using clixml::Value;

class RemoteNotesTest : public QObject
{
    Q_OBJECT

    const QUuid id = QUuid::createUuid();

private Q_SLOTS:
    void aTextStaysItsValue()
    {
        const Value value = withRemoteNotes(Value::string(u"words"), u"Server01"_s, id, RemoteNotes::Set);
        QCOMPARE(value.text(), u"words"_s);
        QCOMPARE(value.base().type(), clixml::Type::String);
        QCOMPARE(value.member("PSComputerName").text(), u"Server01"_s);
        QCOMPARE(value.member("RunspaceId").toGuid(), id);
        QCOMPARE(value.member("PSShowComputerName").toBool(), true);
        const Object object = Object::remote(value);
        QCOMPARE(object.toText(), u"words"_s);
        QVERIFY(object.propertyNames().isEmpty());
        QCOMPARE(object.property(u"PSComputerName"_s).value_or(Object()).toText(), u"Server01"_s);
        QCOMPARE(clixml::formatValues({value}), QStringList{u"words"_s});
        QVERIFY(withRemoteNotes(Value(), u"Server01"_s, id, RemoteNotes::Set).isNil());
    }

    void anObjectKeepsAllItHas()
    {
        const Value before = clixml::ObjectBuilder()
                                 .typeNames({"Deserialized.Thing", "Deserialized.System.Object"})
                                 .toString(u"a thing")
                                 .container(clixml::Container::Dictionary)
                                 .entry("key", Value::int32(1))
                                 .property("Adapted", Value::int32(2))
                                 .note("Note", Value::int32(3))
                                 .build();
        const Value after = withRemoteNotes(before, u"Server01"_s, id, RemoteNotes::Hidden);
        QCOMPARE(after.typeNames(), before.typeNames());
        QCOMPARE(after.toStringText(), u"a thing"_s);
        QCOMPARE(after.entry("key").toInteger(), 1);
        QCOMPARE(after.member("Adapted").toInteger(), 2);
        QVERIFY(!after.memberIsExtended(0));
        QCOMPARE(after.member("Note").toInteger(), 3);
        QCOMPARE(after.member("PSShowComputerName").toBool(), false);
    }

    /// Receive-PSSession leaves what a job has said of its own computer; Invoke-Command says who gave it.
    void notesThatAreThere()
    {
        const QUuid other = QUuid::createUuid();
        const Value before = clixml::ObjectBuilder()
                                 .base(Value::string(u"x"))
                                 .note("PSComputerName", Value::string(u"localhost"))
                                 .note("RunspaceId", Value::guid(other))
                                 .note("PSShowComputerName", Value::boolean(false))
                                 .build();
        const Value received = withRemoteNotes(before, u"Server01"_s, id, RemoteNotes::Add);
        QCOMPARE(received.member("PSComputerName").text(), u"localhost"_s);
        QCOMPARE(received.member("RunspaceId").toGuid(), other);
        QCOMPARE(received.memberCount(), 3U);
        const Value invoked = withRemoteNotes(before, u"Server01"_s, id, RemoteNotes::Set);
        QCOMPARE(invoked.member("PSComputerName").text(), u"Server01"_s);
        QCOMPARE(invoked.member("RunspaceId").toGuid(), id);
        QCOMPARE(invoked.member("PSShowComputerName").toBool(), false);
        QCOMPARE(invoked.memberCount(), 3U);
    }
};

QTEST_GUILESS_MAIN(RemoteNotesTest)
#include "tst_remotenotes.moc"
