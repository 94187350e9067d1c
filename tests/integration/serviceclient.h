#pragma once

#include "core/sessions/hostinterface.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/labprocess.h"

#include <QSslCertificate>

namespace rejoin::test {

/// All that a pipeline gave, as texts and as events.
struct PipelineResult
{
    QStringList texts;
    QList<psrp::PipelineEvent> events;
    psrp::PipelineState state = psrp::PipelineState::NotStarted;
    std::optional<clixml::ErrorRecord> reason;

    template <typename Event>
    [[nodiscard]] QList<Event> all() const
    {
        QList<Event> found;
        for (const auto &event : events) {
            if (const auto *one = std::get_if<Event>(&event))
                found.append(*one);
        }
        return found;
    }
};

/// Answers prompts at once with what the test put in, and notes what was asked.
class AnsweringHost final : public sessions::HostInterface
{
public:
    QStringList lines; ///< for ReadLine and ordinary fields, one after the other
    QString secret = QStringLiteral("s3cret \u00e4\u4e2d");
    QList<int> choice{1};
    QStringList asked;
    QStringList written;

    Task<QString> readLine(base::CancelToken) override
    {
        asked.append(QStringLiteral("line"));
        co_return next();
    }
    Task<base::SecretString> readSecret(base::CancelToken) override
    {
        asked.append(QStringLiteral("secret"));
        co_return base::SecretString::fromUtf16(secret);
    }
    Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<sessions::PromptField> fields,
                                    base::CancelToken) override
    {
        asked.append(caption + message);
        QList<FieldAnswer> answers;
        for (const auto &field : fields) {
            asked.append(field.name);
            FieldAnswer answer;
            if (field.isSecret())
                answer.secret = base::SecretString::fromUtf16(secret);
            else
                answer.text = next();
            answers.append(answer);
        }
        co_return answers;
    }
    Task<QList<int>> choose(QString caption, QString message, QList<sessions::PromptChoice> choices, QList<int>, bool,
                            base::CancelToken) override
    {
        asked.append(caption + message);
        for (const auto &one : choices)
            asked.append(one.label);
        co_return QList<int>(choice);
    }
    Task<base::Credential> credential(sessions::CredentialQuestion question, base::CancelToken) override
    {
        asked << question.message << question.userName;
        co_return base::Credential(next(), base::SecretString::fromUtf16(secret));
    }
    Task<sessions::KeyPress> readKey(base::CancelToken) override
    {
        asked.append(QStringLiteral("key"));
        co_return sessions::KeyPress();
    }
    void write(const QString &text, int, int) override { written.append(text); }
    void setShouldExit(int code) override { asked.append(QStringLiteral("exit %1").arg(code)); }
    int width() const override { return 97; }

private:
    QString next() { return lines.isEmpty() ? QString() : lines.takeFirst(); }
};

/// One program that uses the services, with its own registry: two of them are two clients.
class ServiceClient
{
public:
    explicit ServiceClient(const LabProcess &lab, const QString &heldStore = {}) : m_lab(lab)
    {
        const auto all = lab.connectToRules();
        for (const QString &rule : all)
            rules.add(rule);
        service = std::make_unique<sessions::SessionService>(&registry, transport::makeHttpTransport,
                                                             std::make_shared<base::SystemClock>(), rules);
        if (!heldStore.isEmpty())
            service->setHeldStore(heldStore);
    }
    [[nodiscard]] sessions::ConnectionOptions at(const QString &computer, bool ssl = true) const
    {
        sessions::ConnectionOptions options;
        options.computerName = computer;
        options.useSsl = ssl;
        options.allowUnencrypted = !ssl;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(m_lab.user(), base::SecretString::fromUtf16(m_lab.password()));
        options.extraAuthorities = QSslCertificate::fromPath(m_lab.certificateFile());
        options.session.operationTimeout = std::chrono::seconds(20);
        return options;
    }
    /// Null when it is not listed.
    [[nodiscard]] sessions::SessionPtr find(const QString &computer, const QString &name)
    {
        sessions::ListRequest request;
        request.targets = {at(computer)};
        request.filter.names = {name};
        const auto listing = await(service->list(request)).first();
        if (listing.error)
            qWarning("%s", listing.error->what());
        return listing.sessions.value(0);
    }
    /// Throws what went wrong.
    [[nodiscard]] sessions::SessionPtr create(sessions::CreateRequest request)
    {
        const auto outcome = await(service->create({std::move(request)})).first();
        if (outcome.error)
            throw *outcome.error;
        return outcome.session;
    }
    [[nodiscard]] sessions::SessionPtr create(const QString &computer, const QString &name)
    {
        sessions::CreateRequest request;
        request.target = at(computer);
        request.name = name;
        return create(std::move(request));
    }
    void connect(const sessions::SessionPtr &session)
    {
        const auto outcome = await(service->connect({session})).first();
        if (outcome.error)
            throw *outcome.error;
    }
    void disconnect(const sessions::SessionPtr &session, const remoting::DisconnectOptions &options = {})
    {
        const auto outcome = await(service->disconnect({session}, options)).first();
        if (outcome.error)
            throw *outcome.error;
    }
    void remove(const sessions::SessionPtr &session)
    {
        const auto outcome = await(service->remove({session})).first();
        if (outcome.error)
            throw *outcome.error;
    }
    [[nodiscard]] std::shared_ptr<remoting::RemotePipeline> start(const sessions::SessionPtr &session,
                                                                  const QString &script)
    {
        return await(service->start(session, sessions::scriptPipeline(script)));
    }
    [[nodiscard]] PipelineResult run(const sessions::SessionPtr &session, const QString &script,
                                     std::weak_ptr<sessions::HostInterface> host = {})
    {
        return drain(start(session, script), std::move(host));
    }
    /// To its end.
    [[nodiscard]] static PipelineResult drain(const std::shared_ptr<remoting::RemotePipeline> &pipeline,
                                              std::weak_ptr<sessions::HostInterface> host = {},
                                              std::chrono::milliseconds deadline = std::chrono::seconds(60))
    {
        auto result = std::make_shared<PipelineResult>();
        sessions::bridgeHost(pipeline, std::move(host));
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [result](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 result->texts.append(value->value.text());
                             result->events.append(event);
                         });
        pipeline->begin();
        result->state = await(pipeline->finished(), deadline);
        result->reason = pipeline->reason();
        return *result;
    }

    /// A shell of its own, below the services: for what they do not let anybody choose.
    [[nodiscard]] std::shared_ptr<remoting::RunspaceSession> shell(const QString &computer, const QUuid &shellId,
                                                                   const psrp::PoolOptions &pool) const
    {
        remoting::ShellParameters parameters;
        parameters.shellId = shellId;
        parameters.sessionId = QUuid::createUuid();
        parameters.name = QStringLiteral("Shell");
        parameters.resourceUri = sessions::resourceUriFor(QStringLiteral("Microsoft.PowerShell"));
        parameters.computerName = computer;
        parameters.operationTimeout = std::chrono::seconds(20);
        parameters.pool = pool;
        const auto options = at(computer);
        return remoting::RunspaceSession::make(transport::makeHttpTransport(options.transportSettings(rules)),
                                               parameters);
    }

    transport::ConnectTo rules;
    sessions::SessionRegistry registry;
    std::unique_ptr<sessions::SessionService> service;

private:
    const LabProcess &m_lab;
};

} // namespace rejoin::test
