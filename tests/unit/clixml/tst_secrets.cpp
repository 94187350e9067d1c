#include "core/clixml/reader.h"
#include "core/clixml/secrets.h"
#include "core/clixml/writer.h"

#include <QTest>

using namespace rejoin::clixml;

namespace {

Value upper(const Value &secret)
{
    return Value::secureString(secret.text().toUpper().toLatin1());
}

} // namespace

class SecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsThemAtAnyDepth()
    {
        const Value secret = Value::secureString("abcd");
        QVERIFY(holdsSecret(secret));
        QVERIFY(!holdsSecret(Value()));
        QVERIFY(!holdsSecret(Value::string(u"<SS>abcd</SS>")));
        QVERIFY(holdsSecret(ObjectBuilder().base(secret).note("PSComputerName", Value::string(u"s")).build()));
        QVERIFY(holdsSecret(ObjectBuilder().property("Password", secret).build()));
        const Value list[] = {Value::int32(1),
                              ObjectBuilder().note("a", ObjectBuilder().note("b", secret).build()).build()};
        QVERIFY(holdsSecret(arrayList(list)));
        QVERIFY(
            holdsSecret(ObjectBuilder().container(Container::Dictionary).entry(Value::string(u"k"), secret).build()));
        QVERIFY(
            holdsSecret(ObjectBuilder().container(Container::Dictionary).entry(secret, Value::string(u"v")).build()));
        // An object that holds itself ends the search all the same.
        const Value self = read(R"(<Obj RefId="0"><MS><Ref N="me" RefId="0" /><S N="x">y</S></MS></Obj>)");
        QVERIFY(!holdsSecret(self));
    }

    void replacesThemAndNothingElse()
    {
        QCOMPARE(replaceSecrets(Value::secureString("abcd"), upper).text(), QStringLiteral("ABCD"));
        const Value plain = Value::string(u"<SS>abcd</SS> _x005F_");
        QCOMPARE(replaceSecrets(plain, upper).text(), plain.text());
        const QString name = QStringLiteral("a>\"<SS>b");
        const Value mixed = ObjectBuilder()
                                .typeNames({"T"})
                                .toString(u"<SS>abcd</SS>")
                                .property(name.toStdString(), Value::secureString("efgh"))
                                .property("text", Value::string(u"<SS>ijkl</SS>\u0007"))
                                .note("again", Value::secureString("mnop"))
                                .build();
        const Value replaced = replaceSecrets(read(write(mixed)), upper);
        QCOMPARE(replaced.member(name.toStdString()).text(), QStringLiteral("EFGH"));
        QCOMPARE(replaced.member("again").text(), QStringLiteral("MNOP"));
        QCOMPARE(replaced.member("text").text(), QStringLiteral("<SS>ijkl</SS>\u0007"));
        QCOMPARE(replaced.toStringText(), QStringLiteral("<SS>abcd</SS>"));
        QCOMPARE(replaced.typeNames(), QStringList{QStringLiteral("T")});
    }
};

QTEST_APPLESS_MAIN(SecretsTest)
#include "tst_secrets.moc"
