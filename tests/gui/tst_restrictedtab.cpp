#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"
#include "ui/console/streamdocument.h"
#include "ui/jobviewer/jobviewer.h"
#include "ui/sessiontab/consolepage.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using clixml::Value;
using test::ScriptedServer;
using test::ScriptedShell;

/// A session's pages on an endpoint without a language, without Out-String, Get-Job and prompt.
class RestrictedTabTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    std::unique_ptr<sessions::SessionRegistry> registry;
    std::unique_ptr<sessions::SessionService> service;
    sessions::SessionPtr session;
    QStringList asked; ///< command lines

    static clixml::ErrorRecord reason(const char *id, const QString &target)
    {
        clixml::ErrorRecord record;
        record.fullyQualifiedId = QLatin1String(id);
        record.message = QLatin1String(id);
        record.categoryTargetName = target;
        return record;
    }
    void answer(ScriptedShell &shell, const psrp::PipelineRequested &request)
    {
        const QUuid id = request.pipelineId;
        QStringList names;
        for (const psrp::PipelineCommand &command : request.request.commands) {
            names.append((command.isScript ? u"script "_s : QString()) + command.text);
            if (command.isScript) {
                asked.append(names.join(u'|'));
                shell.finish(id, psrp::PipelineState::Failed, reason("ScriptsNotAllowed", command.text));
                return;
            }
        }
        asked.append(names.join(u'|'));
        for (const psrp::PipelineCommand &command : request.request.commands) {
            if (command.text != "Get-Widget"_L1) {
                shell.finish(id, psrp::PipelineState::Failed, reason("CommandNotFoundException", command.text));
                return;
            }
        }
        clixml::ObjectBuilder widget;
        widget.typeNames({"Deserialized.Widget", "Deserialized.System.Object"});
        widget.note("Name", Value::string(u"first widget")).note("Size", Value::int32(7));
        shell.say(id, shell.pool->output(id, widget.build()));
        clixml::ErrorRecord denied;
        denied.message = u"Access is denied"_s;
        denied.fullyQualifiedId = u"ItemExistsUnauthorizedAccessError"_s;
        denied.category = 18;
        denied.categoryTargetName = uR"(\\files01\backup)"_s;
        shell.say(id, shell.pool->errorRecord(id, denied));
        shell.finish(id, psrp::PipelineState::Completed);
    }

private Q_SLOTS:
    void init()
    {
        asked.clear();
        server = std::make_shared<ScriptedServer>();
        server->onPipeline = [this](ScriptedShell &shell, const psrp::PipelineRequested &request) {
            answer(shell, request);
        };
        registry = std::make_unique<sessions::SessionRegistry>();
        const auto factory = [this](const transport::TransportSettings &) -> std::shared_ptr<transport::Transport> {
            return std::make_shared<test::ScriptedTransport>(server);
        };
        service =
            std::make_unique<sessions::SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
        sessions::CreateRequest request;
        request.target.computerName = u"server01"_s;
        session = test::await(service->create({request})).first().session;
        QVERIFY(session);
    }

    void theConsoleSendsCommandsAndFormatsHere()
    {
        ui::ConsolePage console(service.get(), session);
        console.run(u"Get-Widget -Loud"_s);
        QVERIFY(test::waitUntil([&] { return !console.isRunning(); }));
        QString text = console.stream()->text();
        QVERIFY2(text.contains("first widget"_L1), qPrintable(text));
        QVERIFY2(!text.contains("ScriptsNotAllowed"_L1) && !text.contains("CommandNotFound"_L1), qPrintable(text));
        QVERIFY2(text.count("second hop"_L1) == 1 && text.contains("files01"_L1), qPrintable(text));
        QVERIFY(asked.contains(u"script Get-Widget -Loud"_s));
        QVERIFY(asked.contains(u"Get-Widget|Out-String"_s));
        // From now on as the endpoint takes it, and explained once.
        asked.clear();
        console.run(u"Get-Widget"_s);
        QVERIFY(test::waitUntil([&] { return !console.isRunning(); }));
        QCOMPARE(asked, QStringList{u"Get-Widget"_s});
        QCOMPARE(console.stream()->text().count("second hop"_L1), 1);
        // What cannot be turned is said with its place, and not sent.
        console.run(u"Get-Widget $x"_s);
        QVERIFY(test::waitUntil([&] { return !console.isRunning(); }));
        text = console.stream()->text();
        QVERIFY2(text.contains("This endpoint runs commands only"_L1) && text.contains("column 12"_L1),
                 qPrintable(text));
        QCOMPARE(asked.size(), 1);
    }

    void theJobsPageSaysItOnce()
    {
        ui::JobViewer jobs(service.get(), session);
        jobs.show();
        const auto *status = jobs.findChild<QLabel *>(u"jobsStatus"_s);
        QVERIFY(test::waitUntil([&] { return status->text() == "This endpoint does not offer Get-Job."_L1; }));
        QVERIFY(!jobs.findChild<QPushButton *>(u"refreshJobsButton"_s)->isEnabled());
        jobs.refresh();
        jobs.setConnected(false);
        jobs.setConnected(true);
        QCoreApplication::processEvents();
        QCOMPARE(asked.count(u"Get-Job"_s), 1);
        QCOMPARE(status->text(), u"This endpoint does not offer Get-Job."_s);
    }
};

QTEST_MAIN(RestrictedTabTest)
#include "tst_restrictedtab.moc"
