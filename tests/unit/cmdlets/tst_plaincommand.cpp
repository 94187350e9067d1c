#include "core/base/error.h"
#include "core/cmdlets/plaincommand.h"
#include "core/sessions/sessionservice.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;

namespace {

/// "Get-Thing[-Name][=a]": a parameter is [name=value], an argument [=value].
QString shown(const QList<psrp::PipelineCommand> &commands)
{
    QString text;
    for (const psrp::PipelineCommand &command : commands) {
        if (!text.isEmpty())
            text += QStringLiteral(" | ");
        text += (command.isScript ? QStringLiteral("SCRIPT ") : QString()) + command.text;
        for (const psrp::CommandParameter &parameter : command.parameters) {
            text += u'[' + parameter.name;
            if (!parameter.value.isNil()) {
                text += u'=';
                for (std::size_t i = 0; i < parameter.value.count(); ++i)
                    text += (i > 0 ? QStringLiteral(",") : QString()) + parameter.value.at(i).text();
                if (parameter.value.count() == 0)
                    text += parameter.value.text();
            }
            text += u']';
        }
        if (command.endOfStatement)
            text += u';';
    }
    return text;
}

clixml::ErrorRecord reason(const char *id, const QString &target = {})
{
    clixml::ErrorRecord record;
    record.fullyQualifiedId = QLatin1String(id);
    record.categoryTargetName = target;
    return record;
}

} // namespace

class PlainCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turnsCommandsWithConstants_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("commands");
        const auto row = [](const char *text, const char *commands) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(commands);
        };
        row("Get-Command", "Get-Command");
        row("gcm Get-*", "gcm[=Get-*]");
        row("Get-Thing -Loud", "Get-Thing[-Loud]");
        row("Get-Thing -Name a -Count 3", "Get-Thing[-Name][=a][-Count][=3]");
        row("Get-Thing -Name:a -Loud:$false", "Get-Thing[-Name:=a][-Loud:=false]");
        row("Get-Thing 'it''s' \"two words\"", "Get-Thing[=it's][=two words]");
        row("Get-Thing a,b,3", "Get-Thing[=a,b,3]");
        row("Get-Thing @('a','b')", "Get-Thing[=a,b]");
        row("Get-Thing -5", "Get-Thing[=-5]");
        row("Get-Thing $null", "Get-Thing[]");
        row("Get-Thing | Measure-Object", "Get-Thing | Measure-Object");
        row("Get-Thing; Get-Other", "Get-Thing; | Get-Other");
        row("Get-Mailbox -Filter {Name -eq 'x'}", nullptr);
    }
    void turnsCommandsWithConstants()
    {
        QFETCH(QString, text);
        QFETCH(QString, commands);
        std::optional<base::Error> error;
        QString made;
        try {
            made = shown(plainCommands(text));
        } catch (const base::Error &caught) {
            error = caught;
        }
        QCOMPARE(made, commands);
        QCOMPARE(error.has_value(), commands.isEmpty());
    }

    void numbersStayNumbers()
    {
        const auto commands = plainCommands(QStringLiteral("Get-Thing 3 '3' $true 1.5 @{a = 1}"));
        const auto &parameters = commands.first().parameters;
        QCOMPARE(parameters[0].value.toInteger(), std::optional<qint64>(3));
        QVERIFY(parameters[0].value.type() != clixml::Type::String);
        QCOMPARE(parameters[1].value.type(), clixml::Type::String);
        QCOMPARE(parameters[2].value.toBool(), std::optional(true));
        QCOMPARE(parameters[4].value.entry("a").toInteger(), std::optional<qint64>(1));
    }

    void saysWhereAndWhy_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *text, const char *place) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(place);
        };
        row("Get-Thing $x", "Line 1, column 11: a variable");
        row("Get-Thing\nGet-Other (Get-Thing)", "Line 2, column 11: what stands in brackets");
        row("$x = Get-Thing", "Line 1, column 1: a variable");
        row("1 + 1", "Line 1, column 1: a command is expected");
        row("Get-Thing \"at $x\"", "Line 1, column 11: a text with $");
        row("Get-Thing { 1 }", "Line 1, column 11: a script block");
        row("& 'Get-Thing'", "Line 1, column 1: & and .");
        row("if ($true) { Get-Thing }", "Line 1, column");
        row("Get-Thing 'open", "line 1");
        row("", "a command is missing");
    }
    void saysWhereAndWhy()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        std::optional<base::Error> error;
        try {
            (void)plainCommands(text);
        } catch (const base::Error &caught) {
            error = caught;
        }
        QVERIFY(error);
        QCOMPARE(error->id, QStringLiteral("ScriptsNotAllowed"));
        QVERIFY2(error->english().contains(place, Qt::CaseInsensitive), error->what());
        QVERIFY(!error->advice.isEmpty());
    }

    void learnsOnceAndFits()
    {
        sessions::EndpointLimits limits;
        const psrp::CreatePipeline typed = sessions::scriptPipeline(QStringLiteral("Get-Thing -Loud"), 100);
        QCOMPARE(shown(fitted(typed, limits).commands),
                 QStringLiteral("SCRIPT Get-Thing -Loud | Out-String[Stream=true]"
                                "[Width=100]"));
        QVERIFY(!learnsFrom(reason("CommandNotFoundException", QStringLiteral("Get-Thing")), typed, &limits));
        QVERIFY(learnsFrom(reason("ScriptsNotAllowed"), typed, &limits));
        QVERIFY(!learnsFrom(reason("ScriptsNotAllowed"), typed, &limits));
        const psrp::CreatePipeline second = fitted(typed, limits);
        QCOMPARE(shown(second.commands), QStringLiteral("Get-Thing[-Loud] | Out-String[Stream=true][Width=100]"));
        QVERIFY(learnsFrom(reason("CommandNotFoundException", QStringLiteral("out-string")), second, &limits));
        QCOMPARE(shown(fitted(typed, limits).commands), QStringLiteral("Get-Thing[-Loud]"));
        // A user's own Out-String is the user's.
        const psrp::CreatePipeline own =
            fitted(sessions::scriptPipeline(QStringLiteral("Get-Thing | Out-String")), limits);
        QVERIFY(!learnsFrom(reason("CommandNotFoundException", QStringLiteral("Out-String")), own, &limits));
    }

    void argumentsCannotBePassed()
    {
        sessions::EndpointLimits limits;
        limits.setRefusesScripts();
        psrp::CreatePipeline request = sessions::scriptPipeline(QStringLiteral("Get-Thing"));
        request.commands.first().parameters.append({QString(), clixml::Value::int32(1)});
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)fitted(request, limits));
    }
};

QTEST_GUILESS_MAIN(PlainCommandTest)
#include "tst_plaincommand.moc"
