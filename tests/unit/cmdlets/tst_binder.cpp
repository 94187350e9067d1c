#include "core/cmdlets/binder.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;

namespace {

BoundWord named(const char *name)
{
    return {QString::fromLatin1(name), {}};
}
BoundWord value(const Object &object)
{
    return {QString(), object};
}
BoundWord text(const char *words)
{
    return value(Object::string(QString::fromUtf8(words)));
}

const Cmdlet &cmdlet(const char *name)
{
    return *findCmdlet(QString::fromLatin1(name));
}

Object sessionObject(int id = 1)
{
    sessions::ConnectionOptions origin;
    origin.computerName = QStringLiteral("Server01");
    return Object::session(std::make_shared<sessions::Session>(id, QUuid::createUuid(), origin));
}

} // namespace

class BinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableHasPowerShellsSets()
    {
        QCOMPARE(cmdlet("Connect-PSSession").sets.size(), 8);
        QCOMPARE(cmdlet("Connect-PSSession").defaultSet, QStringLiteral("Name"));
        const ParameterSet &set = cmdlet("Connect-PSSession").sets.at(2);
        QCOMPARE(set.name, QStringLiteral("ComputerName"));
        const Parameter *computer = set.find(QStringLiteral("ComputerName"));
        QVERIFY(computer && computer->isArray && computer->isMandatory);
        QCOMPARE(computer->position, 0);
        QCOMPARE(computer->aliases, QStringList{QStringLiteral("Cn")});
        const Parameter *port = set.find(QStringLiteral("Port"));
        QVERIFY(port && !port->isMandatory && port->maximum == 65535);
        QVERIFY(set.find(QStringLiteral("UseSSL"))->isSwitch());
        QCOMPARE(cmdlet("cnsn").name, QStringLiteral("Connect-PSSession"));
        QVERIFY(!findCmdlet(QStringLiteral("Get-Nonsense")));
    }

    void setsAreChosen_data()
    {
        QTest::addColumn<QList<BoundWord>>("words");
        QTest::addColumn<QString>("set");
        const auto guid = text("7a1cbb1e-51e3-4a1f-9a2e-0a3f0f3b7f10");
        QTest::newRow("name") << QList<BoundWord>{named("Name"), text("a")} << "Name";
        QTest::newRow("session by position") << QList<BoundWord>{value(sessionObject())} << "Session";
        QTest::newRow("id by position") << QList<BoundWord>{value(Object::number(4))} << "Id";
        QTest::newRow("computer") << QList<BoundWord>{named("ComputerName"), text("a")} << "ComputerName";
        QTest::newRow("computer, alias, name")
            << QList<BoundWord>{named("cn"), text("a"), named("Name"), text("b")} << "ComputerName";
        QTest::newRow("computer and id") << QList<BoundWord>{named("ComputerName"), text("a"), named("InstanceId"),
                                                             guid}
                                         << "ComputerNameGuid";
        QTest::newRow("uri") << QList<BoundWord>{named("CU"), text("http://x")} << "ConnectionUri";
        QTest::newRow("uri and id") << QList<BoundWord>{named("ConnectionUri"), text("http://x"), named("Inst"), guid}
                                    << "ConnectionUriGuid";
        QTest::newRow("id only") << QList<BoundWord>{named("InstanceId"), guid} << "InstanceId";
        QTest::newRow("prefix") << QList<BoundWord>{named("comp"), text("a"), named("Use")} << "ComputerName";
    }
    void setsAreChosen()
    {
        QFETCH(QList<BoundWord>, words);
        QFETCH(QString, set);
        const auto bound = bind(cmdlet("Connect-PSSession"), words, false, {});
        QCOMPARE(bound.size(), 1);
        QCOMPARE(bound.first().setName, set);
    }

    void errorsAreThoseOfPowerShell_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QList<BoundWord>>("words");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *command, const QList<BoundWord> &words, const char *id,
                            const char *message) {
            QTest::newRow(name) << QString::fromLatin1(command) << words << QString::fromLatin1(id)
                                << QString::fromUtf8(message);
        };
        row("nothing", "Connect-PSSession", {}, "MissingMandatoryParameter",
            "Cannot process command because of one or more missing mandatory parameters: Name.");
        row("no argument", "Connect-PSSession", {named("ComputerName")}, "MissingArgument",
            "Missing an argument for parameter 'ComputerName'. Specify a parameter of type 'System.String[]' and try "
            "again.");
        row("guid", "Connect-PSSession", {named("ComputerName"), text("a"), named("InstanceId"), text("nonsense")},
            "CannotConvertArgumentNoMessage",
            "Cannot bind parameter 'InstanceId'. Cannot convert value \"nonsense\" to type \"System.Guid\". Error: "
            "\"Unrecognized Guid format.\"");
        row("port", "Connect-PSSession",
            {named("ComputerName"), text("a"), named("Port"), value(Object::number(70000))},
            "ParameterArgumentValidationError",
            "Cannot validate argument on parameter 'Port'. The 70000 argument is greater than the maximum allowed "
            "range "
            "of 65535. Supply an argument that is less than or equal to 65535 and then try the command again.");
        row("two sets", "Connect-PSSession",
            {named("ComputerName"), text("a"), named("ConnectionUri"), text("http://b")}, "AmbiguousParameterSet",
            "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued "
            "cannot "
            "be used together or an insufficient number of parameters were provided.");
        row("twice", "Connect-PSSession", {named("Name"), text("a"), named("Name"), text("b")}, "ParameterAlreadyBound",
            "Cannot bind parameter because parameter 'Name' is specified more than once. To provide multiple values to "
            "parameters that can accept multiple values, use the array syntax. For example, \"-parameter "
            "value1,value2,value3\".");
        row("empty name", "Connect-PSSession", {named("Name"), text("")}, "ParameterArgumentValidationError",
            "Cannot validate argument on parameter 'Name'. The argument is null, empty, or an element of the argument "
            "collection contains a null value. Supply a collection that does not contain any null values and then try "
            "the command again.");
        row("enumeration", "Connect-PSSession",
            {named("ComputerName"), text("a"), named("Authentication"), text("Foo")}, "CannotConvertArgumentNoMessage",
            "Cannot bind parameter 'Authentication'. Cannot convert value \"Foo\" to type "
            "\"System.Management.Automation.Runspaces.AuthenticationMechanism\". Error: \"Unable to match the "
            "identifier "
            "name Foo to a valid enumerator name. Specify one of the following enumerator names and try "
            "again:\nDefault, "
            "Basic, Negotiate, NegotiateWithImplicitCredential, Credssp, Digest, Kerberos\"");
        row("integer", "Connect-PSSession", {named("Id"), text("abc")}, "CannotConvertArgumentNoMessage",
            "Cannot bind parameter 'Id'. Cannot convert value \"abc\" to type \"System.Int32\". Error: \"The input "
            "string "
            "'abc' was not in a correct format.\"");
        row("null session", "Connect-PSSession", {named("Session"), value(Object())},
            "ParameterArgumentValidationError",
            "Cannot validate argument on parameter 'Session'. The argument is null or empty. Provide an argument that "
            "is "
            "not null or empty, and then try the command again.");
        row("buffering", "Disconnect-PSSession", {named("Name"), text("a"), named("OutputBufferingMode"), text("Foo")},
            "CannotConvertArgumentNoMessage",
            "Cannot bind parameter 'OutputBufferingMode'. Cannot convert value \"Foo\" to type "
            "\"System.Management.Automation.Runspaces.OutputBufferingMode\". Error: \"Unable to match the identifier "
            "name "
            "Foo to a valid enumerator name. Specify one of the following enumerator names and try again:\nNone, Drop, "
            "Block\"");
        row("unknown", "Get-PSSession", {named("Nonsense")}, "NamedParameterNotFound",
            "A parameter cannot be found that matches parameter name 'Nonsense'.");
    }
    void errorsAreThoseOfPowerShell()
    {
        QFETCH(QString, command);
        QFETCH(QList<BoundWord>, words);
        QFETCH(QString, id);
        QFETCH(QString, message);
        const Cmdlet &target = *findCmdlet(command);
        try {
            (void)bind(target, words, false, {});
            QFAIL("bound");
        } catch (const base::Error &error) {
            QCOMPARE(error.id, id + u',' + target.implementingType);
            QCOMPARE(error.english(), message);
        }
    }

    void ambiguousPrefixesNameTheChoices()
    {
        try {
            (void)bind(cmdlet("Connect-PSSession"), {named("C"), text("a")}, false, {});
            QFAIL("bound");
        } catch (const base::Error &error) {
            QVERIFY(error.id.startsWith(QLatin1String("AmbiguousParameter,")));
            QVERIFY(error.english().contains(QLatin1String("-ComputerName")));
        }
    }

    void pipedSessionsAreOneCall()
    {
        const auto bound = bind(cmdlet("Connect-PSSession"), {named("ThrottleLimit"), value(Object::number(2))}, true,
                                {sessionObject(1), sessionObject(2), sessionObject(3)});
        QCOMPARE(bound.size(), 1);
        QCOMPARE(bound.first().setName, QStringLiteral("Session"));
        QCOMPARE(bound.first().sessions("Session").size(), 3);
        QVERIFY(bind(cmdlet("Connect-PSSession"), {}, true, {}).isEmpty());
    }

    void pipedTextIsNoSession()
    {
        try {
            (void)bind(cmdlet("Connect-PSSession"), {}, true, {Object::string(QStringLiteral("x"))});
            QFAIL("bound");
        } catch (const base::Error &error) {
            QVERIFY(error.id.startsWith(QLatin1String("InputObjectNotBound,")));
        }
    }

    void sessionOptionsFromAHashtable()
    {
        auto table = std::make_shared<Hashtable>();
        table->entries = {{QStringLiteral("SkipCACheck"), Object::boolean(true)},
                          {QStringLiteral("idleTimeout"), Object::number(90000)}};
        const auto bound =
            bind(cmdlet("Connect-PSSession"),
                 {named("ComputerName"), text("a"), named("SessionOption"), value(Object(table))}, false, {});
        const Object option = bound.first().value("SessionOption");
        const auto *options = option.as<std::shared_ptr<sessions::SessionOptions>>();
        QVERIFY(options && (*options)->skipCaCheck && !(*options)->skipCnCheck);
        QCOMPARE((*options)->idleTimeout->count(), 90000);
        table->entries << std::pair(QStringLiteral("Nonsense"), Object::number(1));
        const QList<BoundWord> words{named("ComputerName"), text("a"), named("SessionOption"), value(Object(table))};
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)bind(cmdlet("Connect-PSSession"), words, false, ObjectList()));
    }
};

QTEST_GUILESS_MAIN(BinderTest)
#include "tst_binder.moc"
