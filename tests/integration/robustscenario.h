#pragma once

#include "core/base/spawn.h"
#include "core/lab/labserver.h"
#include "core/remoting/runspacesession.h"
#include "tests/support/await.h"

#include <QTest>

namespace rejoin::test {

/// What the user of a whole life of a session gets to see, under one disturbance.
struct Run
{
    QStringList output;
    QStringList reported; ///< ids of errors and notices that say what may be lost or doubled
    QString failure;      ///< anything else that went wrong
    [[nodiscard]] QByteArray words() const
    {
        QStringList shown;
        for (const QString &text : output)
            shown.append(text.left(20));
        return QStringLiteral("output (%1), reported (%2), failure: %3")
            .arg(shown.join(u','), reported.join(u','), failure)
            .toUtf8();
    }
};

/// Create, command, send, receive, disconnect, connect (by another client), receive, answer, signal, delete: against a
/// lab in this process over real sockets.
class RobustScenario
{
public:
    /// keepAlive: how often the lab says that it works on a request. pwsh: the program behind each shell; empty: the
    /// lab's own engine.
    explicit RobustScenario(bool robust, std::chrono::milliseconds keepAlive = std::chrono::minutes(1),
                            const QString &pwsh = {})
    {
        lab::LabComputerSettings computer;
        computer.name = QStringLiteral("Server01");
        computer.https = false;
        computer.users.append(lab::LabUser(QStringLiteral("lab"), base::SecretString::fromUtf8("lab-password")));
        computer.behaviour.robust = robust;
        computer.behaviour.keepAlive = keepAlive;
        lab::LabSettings settings;
        if (!pwsh.isEmpty()) {
            computer.engine = lab::LabEngine::Pwsh;
            settings.pwsh = pwsh;
        }
        settings.computers.append(computer);
        m_server = std::make_unique<lab::LabServer>(settings);
        await(m_server->start());
    }

    [[nodiscard]] lab::LabServer &server() { return *m_server; }

    /// The actions of an undisturbed run, each with its number.
    struct Place
    {
        QString action;
        int number = 0;
    };
    QList<Place> places()
    {
        QList<Place> all;
        QHash<QString, int> seen;
        for (const auto &entry : m_server->log().requests())
            all.append({entry.action, seen[entry.action]++});
        return all;
    }
    void disturb(const Place &place, lab::LabFault::Kind kind)
    {
        lab::LabFault fault(kind);
        fault.action = place.action;
        fault.skip = place.number;
        fault.times = 1;
        fault.bytes = 300; // the head and the beginning of the envelope
        m_server->scenario().clear();
        m_server->scenario().add(fault);
    }

    std::shared_ptr<remoting::RunspaceSession> session(const QUuid &shellId = QUuid::createUuid())
    {
        using namespace std::chrono_literals;
        remoting::ShellParameters parameters;
        parameters.shellId = shellId;
        parameters.sessionId = QUuid::createUuid();
        parameters.name = QStringLiteral("Robust");
        parameters.computerName = QStringLiteral("Server01");
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.operationTimeout = 20s;
        parameters.maxEnvelopeSize = 36000;  // an answer for each part of a long text …
        parameters.offerCompression = false; // … which is not made short
        parameters.retry.firstPause = 1ms;
        parameters.retry.longestPause = 5ms;
        parameters.retry.settling = 1ms;
        parameters.retry.doubtTimeout = 100ms;
        parameters.retry.bound = 10s;
        auto made = remoting::RunspaceSession::make(transport(), parameters);
        QObject::connect(made.get(), &remoting::RunspaceSession::noticed, made.get(),
                         [this](const remoting::LineNotice &notice) {
                             if (notice.event == remoting::LineNotice::Event::OutputLost)
                                 m_run.reported.append(notice.id);
                         });
        QObject::connect(made.get(), &remoting::RunspaceSession::broken, made.get(),
                         [this](const base::Error &error) { fail("broken", error); });
        return made;
    }
    [[nodiscard]] std::shared_ptr<transport::Transport> transport() const
    {
        transport::TransportSettings settings;
        settings.endpoint = transport::Endpoint::fromComputerName(QStringLiteral("Server01"), 0, false, QString());
        settings.connectTo.add(QStringLiteral("::127.0.0.1:%1").arg(m_server->ports(QStringLiteral("Server01")).http));
        settings.login.mechanism = transport::Mechanism::Basic;
        settings.login.credential =
            base::Credential(QStringLiteral("lab"), base::SecretString::fromUtf8("lab-password"));
        settings.login.allowUnencrypted = true;
        return transport::makeHttpTransport(settings);
    }

    Run run()
    {
        m_run = Run();
        m_server->log().clear();
        m_call.reset();
        const auto first = session();
        if (!step("create", first->create()))
            return ended();
        input(first);
        const auto asking = begin(first, QStringLiteral("1..3 | ForEach-Object { \"n$_\" }; 'x' * 70000; "
                                                        "$a = Read-Host; \"after $a\"; 'y' * 70000"));
        if (!asking)
            return ended();
        const auto said = m_run.reported.size();
        (void)waitUntil([&] { return m_call || m_run.reported.size() > said || !m_run.failure.isEmpty(); });
        if (!step("disconnect", first->disconnect(remoting::DisconnectOptions())))
            return ended();
        const auto second = session(first->parameters().shellId);
        if (!step("connect", second->connect()))
            return ended();
        answer(second, asking->id());
        stop(second);
        step("delete", second->close());
        if (!m_server->computer(QStringLiteral("Server01"))->shells().isEmpty())
            m_run.failure += QStringLiteral(" a shell is left");
        return ended();
    }

private:
    Run ended()
    {
        m_server->scenario().clear();
        m_server->computer(QStringLiteral("Server01"))->shutdown();
        return m_run;
    }
    void fail(const char *where, const base::Error &error)
    {
        if (error.id == QLatin1String("InputInDoubt") || error.id == QLatin1String("OutputLost"))
            m_run.reported.append(error.id);
        else
            m_run.failure += QStringLiteral(" %1: %2 %3").arg(QLatin1String(where), error.id, error.english());
    }
    bool step(const char *where, Task<> task)
    {
        try {
            await(std::move(task));
            return true;
        } catch (const base::Error &error) {
            fail(where, error);
            return false;
        }
    }
    void follow(const std::shared_ptr<remoting::RemotePipeline> &pipeline)
    {
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [this](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 m_run.output.append(value->value.text());
                             else if (const auto *call = std::get_if<psrp::HostCallReceived>(&event))
                                 m_call = call->call;
                         });
        pipeline->begin();
    }
    std::shared_ptr<remoting::RemotePipeline> begin(const std::shared_ptr<remoting::RunspaceSession> &session,
                                                    const QString &text, bool takesInput = false)
    {
        psrp::CreatePipeline request;
        psrp::PipelineCommand command;
        command.text = text;
        request.commands.append(command);
        request.noInput = !takesInput;
        try {
            const auto pipeline = await(session->start(request));
            follow(pipeline);
            return pipeline;
        } catch (const base::Error &error) {
            fail("command", error);
            return nullptr;
        }
    }
    /// True when it completed, or when what it said last is known to be lost.
    void finish(const std::shared_ptr<remoting::RemotePipeline> &pipeline, psrp::PipelineState wanted)
    {
        try {
            const auto state = await(pipeline->finished());
            if (state != wanted)
                m_run.failure += QStringLiteral(" a command ended as %1").arg(int(state));
        } catch (const base::Error &error) {
            fail("finish", error);
        }
    }
    void input(const std::shared_ptr<remoting::RunspaceSession> &session)
    {
        const auto pipeline = begin(session, QStringLiteral("process { \"got $_\" }"), true);
        if (!pipeline)
            return;
        step("input", pipeline->sendInput(clixml::Value::string(u"one")));
        step("input", pipeline->sendInput(clixml::Value::string(u"two")));
        // Whether the end arrived is unknown: it is stopped.
        if (step("end of input", pipeline->endInput()))
            finish(pipeline, psrp::PipelineState::Completed);
        else
            step("stop", pipeline->stop());
    }
    void answer(const std::shared_ptr<remoting::RunspaceSession> &session, const QUuid &commandId)
    {
        std::shared_ptr<remoting::RemotePipeline> pipeline;
        try {
            const auto listed = await(session->commands());
            if (listed.size() != 1 || listed.first().id() != commandId) {
                m_run.failure += QStringLiteral(" %1 commands are listed").arg(listed.size());
                return;
            }
            pipeline = await(session->attach(commandId));
        } catch (const base::Error &error) {
            fail("attach", error);
            return;
        }
        follow(pipeline);
        if (!m_call) { // its question was lost
            step("stop", pipeline->stop());
            return;
        }
        psrp::HostResponse response;
        response.callId = m_call->callId;
        response.method = m_call->method;
        response.result = clixml::Value::string(u"yes");
        if (step("answer", pipeline->respond(response)))
            finish(pipeline, psrp::PipelineState::Completed);
    }
    void stop(const std::shared_ptr<remoting::RunspaceSession> &session)
    {
        const auto pipeline = begin(session, QStringLiteral("Start-Sleep -Seconds 600"));
        if (!pipeline)
            return;
        if (step("stop", pipeline->stop()))
            finish(pipeline, psrp::PipelineState::Stopped);
    }

    std::unique_ptr<lab::LabServer> m_server;
    Run m_run;
    std::optional<psrp::HostCall> m_call;
};

/// Cuts at every place of an undisturbed run: what the user sees is the same each time, and nothing is said.
inline void verifyNothingIsLost(RobustScenario &scenario, lab::LabFault::Kind kind)
{
    const Run undisturbed = scenario.run();
    QVERIFY2(undisturbed.failure.isEmpty(), undisturbed.words().constData());
    QCOMPARE(undisturbed.output.size(), 8);
    const auto places = scenario.places();
    QVERIFY(places.size() >= 20);
    for (const auto &place : places) {
        scenario.disturb(place, kind);
        const Run run = scenario.run();
        const QByteArray where = place.action.toUtf8() + ' ' + QByteArray::number(place.number) + ": ";
        QVERIFY2(run.failure.isEmpty(), (where + run.words()).constData());
        QVERIFY2(run.reported.isEmpty(), (where + run.words()).constData());
        QVERIFY2(run.output == undisturbed.output, (where + run.words()).constData());
    }
    qInfo("%d places", int(places.size()));
}

} // namespace rejoin::test
