#pragma once

#include "core/lab/engine/engine.h"
#include "tests/support/await.h"

#include <QTest>

namespace rejoin::lab::test {

/// Keeps what a pipeline says and answers its prompts from a list.
class RecordingSink final : public PipelineSink
{
public:
    void output(const clixml::Value &value) override { outputs.append(value); }
    void error(const clixml::ErrorRecord &record) override { errors.append(record); }
    void warning(const clixml::InformationalRecord &record) override { warnings.append(record.message); }
    void verbose(const clixml::InformationalRecord &record) override { verboses.append(record.message); }
    void debug(const clixml::InformationalRecord &record) override { debugs.append(record.message); }
    void information(const clixml::InformationRecord &record) override { informations.append(record); }
    void progress(const clixml::ProgressRecord &record) override { progresses.append(record); }
    Task<psrp::HostResponse> hostCall(psrp::HostCall call, base::CancelToken cancel) override
    {
        cancel.check();
        calls.append(call);
        psrp::HostResponse response;
        response.callId = call.callId;
        response.method = call.method;
        if (call.wantsAnswer() && !answers.isEmpty())
            response.result = answers.takeFirst();
        co_return response;
    }
    Task<> room(base::CancelToken cancel) override
    {
        cancel.check();
        co_return;
    }
    std::optional<QByteArray> decryptSecret(const clixml::Value &) const override { return std::nullopt; }

    [[nodiscard]] QStringList texts() const
    {
        QStringList list;
        for (const auto &value : outputs)
            list.append(value.text());
        return list;
    }
    [[nodiscard]] QList<psrp::HostCall> prompts() const
    {
        QList<psrp::HostCall> list;
        for (const auto &call : calls) {
            if (call.wantsAnswer())
                list.append(call);
        }
        return list;
    }

    QList<clixml::Value> outputs;
    QList<clixml::ErrorRecord> errors;
    QStringList warnings;
    QStringList verboses;
    QStringList debugs;
    QList<clixml::InformationRecord> informations;
    QList<clixml::ProgressRecord> progresses;
    QList<psrp::HostCall> calls;
    QList<clixml::Value> answers;
};

struct Ran
{
    EngineOutcome outcome;
    std::shared_ptr<RecordingSink> sink;
    [[nodiscard]] QStringList texts() const { return sink->texts(); }
};

inline psrp::CreatePipeline requestOf(const QString &script, const QStringList &cmdlets = {})
{
    psrp::CreatePipeline request;
    psrp::PipelineCommand command;
    command.text = script;
    request.commands.append(command);
    for (const QString &name : cmdlets) {
        psrp::PipelineCommand next;
        next.text = name;
        next.isScript = false;
        request.commands.append(next);
    }
    return request;
}

inline Ran runRequest(const std::shared_ptr<Engine> &engine, psrp::CreatePipeline request,
                      std::shared_ptr<RecordingSink> sink = {}, QList<clixml::Value> input = {})
{
    Ran ran;
    ran.sink = sink ? sink : std::make_shared<RecordingSink>();
    ran.outcome = rejoin::test::await(engine->run(std::move(request), std::move(input), ran.sink, base::CancelToken()));
    return ran;
}

inline Ran run(const std::shared_ptr<Engine> &engine, const QString &script, std::shared_ptr<RecordingSink> sink = {})
{
    return runRequest(engine, requestOf(script), std::move(sink));
}

inline Ran run(const QString &script)
{
    return run(makeBuiltinEngine(EngineSettings()), script);
}

} // namespace rejoin::lab::test
