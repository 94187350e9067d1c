#include "core/lab/engine/job.h"

namespace rejoin::lab::engine {

namespace {

class JobSink final : public PipelineSink
{
public:
    explicit JobSink(std::shared_ptr<Job> job) : m_job(std::move(job)) {}

    void output(const clixml::Value &value) override { m_job->add(value); }
    void error(const clixml::ErrorRecord &record) override { m_job->add(record); }
    void warning(const clixml::InformationalRecord &record) override { add(JobRecord::Stream::Warning, record); }
    void verbose(const clixml::InformationalRecord &record) override { add(JobRecord::Stream::Verbose, record); }
    void debug(const clixml::InformationalRecord &record) override { add(JobRecord::Stream::Debug, record); }
    void information(const clixml::InformationRecord &record) override { m_job->add(record); }
    void progress(const clixml::ProgressRecord &record) override { m_job->add(record); }

    Task<psrp::HostResponse> hostCall(psrp::HostCall call, base::CancelToken cancel) override
    {
        const auto job = m_job;
        // What a job writes is a record already and shown by whoever receives it.
        if (!call.wantsAnswer())
            co_return psrp::HostResponse();
        cancel.check();
        base::Awaitable<psrp::HostResponse> answer;
        PendingHostCall pending;
        pending.call = std::move(call);
        pending.answer = std::make_shared<base::Awaitable<psrp::HostResponse>::Handle>(answer.handle());
        const auto registration =
            cancel.onCancel([handle = answer.handle()] { handle.fail(base::Error::cancelled()); });
        job->add(std::move(pending));
        job->block();
        psrp::HostResponse response = co_await answer;
        job->unblock();
        co_return response;
    }

    Task<> room(base::CancelToken cancel) override
    {
        cancel.check();
        co_return;
    }

    std::optional<QByteArray> decryptSecret(const clixml::Value &value) const override
    {
        Q_UNUSED(value)
        return std::nullopt;
    }

private:
    void add(JobRecord::Stream stream, const clixml::InformationalRecord &record)
    {
        JobRecord item;
        item.stream = stream;
        item.record = record;
        m_job->add(std::move(item));
    }

    std::shared_ptr<Job> m_job;
};

class NullSink final : public PipelineSink
{
public:
    void output(const clixml::Value &) override {}
    void error(const clixml::ErrorRecord &) override {}
    void warning(const clixml::InformationalRecord &) override {}
    void verbose(const clixml::InformationalRecord &) override {}
    void debug(const clixml::InformationalRecord &) override {}
    void information(const clixml::InformationRecord &) override {}
    void progress(const clixml::ProgressRecord &) override {}
    Task<psrp::HostResponse> hostCall(psrp::HostCall call, base::CancelToken cancel) override
    {
        cancel.check();
        co_return psrp::HostResponse::refusal(call, QStringLiteral("There is no host to ask."));
    }
    Task<> room(base::CancelToken cancel) override
    {
        cancel.check();
        co_return;
    }
    std::optional<QByteArray> decryptSecret(const clixml::Value &) const override { return std::nullopt; }
};

} // namespace

std::shared_ptr<PipelineSink> makeJobSink(std::shared_ptr<Job> job)
{
    return std::make_shared<JobSink>(std::move(job));
}

} // namespace rejoin::lab::engine

namespace rejoin::lab {

std::shared_ptr<PipelineSink> makeNullSink()
{
    return std::make_shared<engine::NullSink>();
}

} // namespace rejoin::lab
