#include "core/lab/labcomputer.h"

#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/lab/auth/basicacceptor.h"
#include "core/lab/builtinshell.h"
#include "core/lab/labfaults.h"
#include "core/lab/labnames.h"
#include "core/lab/pwsh/shell.h"
#include "core/wsman/encoding.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/robust.h"

namespace rejoin::lab {

using wsman::ServerRequest;

namespace {

QString lastWord(const QString &action)
{
    return action.mid(action.lastIndexOf(QLatin1Char('/')) + 1);
}

LabHttpReply soapReply(int status, const QByteArray &body)
{
    LabHttpReply reply;
    reply.status = status;
    reply.headers.append({QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/soap+xml;charset=UTF-8")});
    reply.headers.append({QByteArrayLiteral("Server"), QByteArrayLiteral("Microsoft-HTTPAPI/2.0")});
    reply.body = body;
    return reply;
}

/// A service answers in the encoding of the request.
void speakUtf16(LabHttpReply *reply)
{
    reply->body = wsman::toUtf16(reply->body);
    for (auto &[name, value] : reply->headers) {
        if (name == "Content-Type")
            value = wsman::utf16ContentType();
    }
}

void apply(const LabFault &fault, const QString &computer, const ServerRequest &message, LabHttpReply *reply)
{
    switch (fault.kind) {
    case LabFault::Kind::Delay:
        break;
    case LabFault::Kind::Hang:
        reply->hang = true;
        break;
    case LabFault::Kind::Drop:
    case LabFault::Kind::DropAfter:
        reply->drop = true;
        break;
    case LabFault::Kind::Cut:
        reply->cutAt = fault.bytes;
        break;
    case LabFault::Kind::Truncated:
        reply->truncate = fault.bytes;
        break;
    case LabFault::Kind::Oversized:
        // White space may stand before the envelope.
        reply->body.prepend(QByteArray(fault.bytes, ' '));
        break;
    case LabFault::Kind::Answer:
        *reply = LabHttpReply();
        reply->status = fault.status;
        if (!fault.contentType.isEmpty())
            reply->headers.append({QByteArrayLiteral("Content-Type"), fault.contentType});
        reply->body = fault.body;
        break;
    case LabFault::Kind::Redirect:
        *reply = LabHttpReply();
        reply->status = 302;
        reply->headers.append({QByteArrayLiteral("Location"), fault.location});
        break;
    case LabFault::Kind::Fault: {
        wsman::ServerFault words(fault.code, fault.subcode, fault.message);
        words.machine = computer;
        *reply = soapReply(500, wsman::faultResponse(message, words));
        break;
    }
    }
}

bool isBefore(LabFault::Kind kind)
{
    return kind == LabFault::Kind::Hang || kind == LabFault::Kind::Drop || kind == LabFault::Kind::Answer ||
           kind == LabFault::Kind::Redirect || kind == LabFault::Kind::Fault;
}

} // namespace

LabComputer::LabComputer(const LabComputerSettings &settings, std::shared_ptr<LabContext> context)
    : m_settings(settings),
      m_context(std::move(context)),
      m_pages(settings.behaviour.pageSize),
      m_gate(settings),
      m_replies(std::make_shared<LabReplies>(settings.behaviour.responseRetention))
{
    if (settings.exchange)
        m_exchange.emplace(*settings.exchange);
}

LabComputer::~LabComputer()
{
    shutdown();
}

void LabComputer::shutdown()
{
    m_replies->clear();
    const auto shells = std::exchange(m_shells, {});
    for (const auto &shell : shells)
        shell->close();
}

QString LabComputer::accountName(const QString &user) const
{
    return user.contains(QLatin1Char('\\')) ? user : m_settings.name.toUpper() + QLatin1Char('\\') + user;
}

std::shared_ptr<LabShell> LabComputer::shell(const QUuid &id) const
{
    for (const auto &shell : m_shells) {
        if (shell->id() == id)
            return shell;
    }
    return nullptr;
}

void LabComputer::removeShell(const QUuid &id)
{
    const auto gone = shell(id);
    if (!gone)
        return;
    m_shells.removeAll(gone);
    gone->close();
}

void LabComputer::keep(const std::shared_ptr<LabShell> &shell)
{
    m_shells.append(shell);
    const std::weak_ptr<LabComputer> self = weak_from_this();
    const auto id = shell->id();
    shell->onExpired([self, id] {
        if (const auto computer = self.lock())
            computer->removeShell(id);
    });
}

// --- HTTP ---

void LabComputer::noteLogin(const LabGate::Verdict &verdict)
{
    LabLogin entry;
    entry.time = QDateTime::currentDateTimeUtc();
    entry.computer = m_settings.name;
    entry.user = verdict.claimed;
    entry.accepted = verdict.admitted;
    m_context->log.login(entry);
}

LabUser LabComputer::userNamed(const QString &name) const
{
    if (const auto *known = findUser(m_settings.users, name))
        return *known;
    LabUser user; // a domain's, whom no list here names
    user.name = name;
    return user;
}

Task<LabHttpReply> LabComputer::handle(LabHttpRequest request, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto context = m_context;
    if (context->delay.count() > 0) {
        auto waiting = base::sleepFor(context->delay, cancel);
        co_await waiting;
    }

    const auto place = m_exchange ? m_exchange->placeOf(request.http.target) : LabExchange::Place::Elsewhere;
    const bool isExchange = place == LabExchange::Place::Service;
    const bool isWsman = place != LabExchange::Place::Elsewhere || request.http.target == "/wsman" ||
                         request.http.target.startsWith("/wsman?");
    const bool asksWithoutLogin = request.http.header("WSMANIDENTIFY").toLower() == "unauthenticated";
    LabGate::Verdict login;
    if (isWsman && request.http.method == "POST" && !asksWithoutLogin) {
        login = m_gate.judge(request);
        if (login.tried)
            noteLogin(login);
    }
    const bool readable = m_gate.unseal(&request);

    ServerRequest message;
    std::optional<base::Error> improper;
    if (!request.http.body.isEmpty()) {
        try {
            message = wsman::parseRequest(request.http.body);
        } catch (const base::Error &error) {
            improper = error;
        }
    }
    LabRequestEntry entry;
    entry.time = QDateTime::currentDateTimeUtc();
    entry.computer = m_settings.name;
    entry.action = message.isIdentify ? QStringLiteral("Identify") : lastWord(message.action);
    entry.shellId = message.selectors.value(QStringLiteral("ShellId"));
    entry.sessionId = message.sessionId.toString(QUuid::WithoutBraces);
    entry.tls = request.tls;
    entry.connection = request.connection;

    LabHttpReply reply;
    const auto fault = context->scenario.next(m_settings.name, entry.action);
    if (fault && fault->delay.count() > 0) {
        auto waiting = base::sleepFor(fault->delay, cancel);
        co_await waiting;
    }
    if (fault && isBefore(fault->kind)) {
        apply(*fault, m_settings.name, message, &reply);
        entry.status = reply.status;
        entry.fault = fault->code;
        context->log.request(entry);
        co_return reply;
    }

    const bool unauthenticated = message.isIdentify && asksWithoutLogin;
    if (!isWsman) {
        reply.status = 404;
        reply.headers.append({QByteArrayLiteral("Content-Type"), QByteArrayLiteral("text/html; charset=us-ascii")});
        reply.body = "<!DOCTYPE HTML><HTML><HEAD><TITLE>Not Found</TITLE></HEAD><BODY><h2>Not Found</h2></BODY></HTML>";
    } else if (request.http.method != "POST") {
        reply.status = 405;
        reply.headers.append({QByteArrayLiteral("Allow"), QByteArrayLiteral("POST")});
    } else if (!login.admitted && !unauthenticated) {
        reply = login.reply;
    } else if (place == LabExchange::Place::Front) {
        reply = m_exchange->redirect(request);
    } else if (isExchange && exchangePage(message, login.user) != 0) {
        reply = LabExchange::page(exchangePage(message, login.user));
    } else if (!readable) {
        // http.sys has no words for it either.
        reply.status = 400;
        reply.close = true;
    } else if (login.admitted && request.http.body.isEmpty() && request.login->accepted &&
               request.login->accepted->isConnectionBound()) {
        reply = login.reply; // the end of a login: nothing was asked
    } else {
        const LabUser who = login.admitted ? userNamed(login.user) : LabUser();
        entry.user = who.name;
        Answer answered;
        std::optional<base::Error> refused = improper;
        if (isExchange && !refused)
            refused = exchangeRefusal(request, message);
        if (request.http.chunked)
            refused = faultError(faultcode::notSupported); // MS-WSMV 3.1.4.1.31.8
        else if (request.http.body.size() > m_settings.behaviour.maximumEnvelope)
            refused = faultError(faultcode::envelopeTooLarge);
        else if (request.http.body.isEmpty())
            refused = faultError(faultcode::schemaValidation);
        if (refused) {
            const auto words = serverFault(*refused, m_settings.name);
            answered.envelope = wsman::faultResponse(message, words);
            answered.fault = words.code;
        } else {
            // Robust connections are the custom shells' own (MS-WSMV 3.1.4.1.39); elsewhere OperationID is ignored.
            const bool ofShells = message.resourceUri.startsWith(latin(wsman::resource::powershellPrefix));
            if (!m_settings.behaviour.robust || !ofShells)
                message.operationId = QUuid();
            auto answering = message.operationId.isNull() ? answer(request, message, who, cancel)
                                                          : answerRobustly(request, message, who, cancel);
            answered = co_await answering;
        }
        entry.fault = answered.fault;
        reply = soapReply(answered.fault ? 500 : 200, answered.envelope);
        if (request.http.body.startsWith("\xFF\xFE"))
            speakUtf16(&reply);
        reply.headers += login.reply.headers;
        if (isExchange)
            m_exchange->setCookie(&reply);
    }
    if (fault)
        apply(*fault, m_settings.name, message, &reply);
    entry.status = reply.status;
    context->log.request(entry);
    LabGate::seal(request, &reply);
    co_return reply;
}

/// The status of the page that Exchange's service answers with; 0: none.
int LabComputer::exchangePage(const ServerRequest &message, const QString &user) const
{
    if (m_exchange->isForbidden(user))
        return 403;
    const bool creates = message.action == latin(wsman::action::create);
    return creates && m_exchange->isFull(m_shells.size()) ? 503 : 0;
}

std::optional<base::Error> LabComputer::exchangeRefusal(const LabHttpRequest &request,
                                                        const ServerRequest &message) const
{
    const bool ofShell = message.selectors.contains(QStringLiteral("ShellId"));
    // Without the cookie the balancer would hand it to a server that does not know the shell.
    if (ofShell && !m_exchange->hasCookie(request))
        return faultError(faultcode::invalidSelectors);
    if (message.action == latin(wsman::action::disconnect))
        return faultError(faultcode::actionNotSupported);
    return std::nullopt;
}

// --- WS-Management ---

Task<LabComputer::Answer> LabComputer::answer(LabHttpRequest request, ServerRequest message, LabUser user,
                                              base::CancelToken cancel)
{
    const auto self = shared_from_this();
    Answer result;
    std::optional<base::Error> failure;
    try {
        auto dispatched = dispatch(std::move(request), message, std::move(user), std::move(cancel));
        result.envelope = co_await dispatched;
    } catch (const base::Error &error) {
        failure = error;
    }
    if (failure) {
        if (failure->category == base::ErrorCategory::Cancelled)
            throw *failure;
        const auto words = serverFault(*failure, m_settings.name);
        qCInfo(lcLab) << "fault" << words.code << "for" << lastWord(message.action);
        result.fault = words.code;
        result.envelope = wsman::faultResponse(message, words);
    }
    co_return result;
}

Task<LabComputer::Answer> LabComputer::answerRobustly(LabHttpRequest request, ServerRequest message, LabUser user,
                                                      base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto say = [request](const QByteArray &envelope) {
        LabHttpReply part = soapReply(200, envelope);
        if (request.http.body.startsWith("\xFF\xFE"))
            speakUtf16(&part);
        LabGate::seal(request, &part);
        request.sendEarly(part);
    };
    if (m_replies->knows(message, user.name))
        say(wsman::acknowledgeMessage(message, message.sequenceId));
    QTimer beat;
    QObject::connect(&beat, &QTimer::timeout, &beat, [say, message] { say(wsman::keepAliveMessage(message)); });
    beat.start(std::min(m_settings.behaviour.keepAlive, message.operationTimeout * 7 / 10));
    LabReplies::Asker asker;
    asker.user = user.name;
    asker.connection = request.connectionId;
    asker.died = cancel;
    LabReplies::Work work = [self, request, message, user](base::CancelToken abandoned) {
        return self->answer(request, message, user, std::move(abandoned));
    };
    Answer result;
    std::optional<base::Error> failure;
    try {
        auto answering = m_replies->answer(message, std::move(asker), std::move(work));
        result = co_await answering;
    } catch (const base::Error &error) {
        failure = error;
    }
    if (failure) {
        if (failure->category == base::ErrorCategory::Cancelled)
            throw *failure;
        const auto words = serverFault(*failure, m_settings.name);
        result.fault = words.code;
        result.envelope = wsman::faultResponse(message, words);
    }
    co_return result;
}

// --- sessions that are there at the start ---

std::shared_ptr<ShellEngine> LabComputer::makeEngine(const QUuid &shellId, const QString &user,
                                                     const QString &configuration, int firstJobId) const
{
    // Endpoints without a language are the built-in engine's: a real one has them on Windows only.
    const bool isRestricted = m_settings.restricted.contains(configuration.toLower()) ||
                              (m_exchange && isExchangeConfiguration(configuration));
    if (m_settings.engine == LabEngine::Pwsh && !isRestricted) {
        pwsh::ShellOptions options;
        options.program = m_context->pwsh;
        options.configurationFile = m_settings.configurationFiles.value(configuration.toLower());
        options.firstJobId = firstJobId;
        return std::make_shared<pwsh::Shell>(options);
    }
    EngineSettings settings;
    settings.computerName = m_settings.name;
    settings.userName = user;
    settings.configurationName = configuration;
    settings.runspaceId = shellId;
    settings.jobIdStart = firstJobId;
    const auto restricted = m_settings.restricted.constFind(configuration.toLower());
    if (restricted != m_settings.restricted.cend()) {
        settings.noLanguage = true;
        settings.functions = *restricted;
    } else if (m_exchange && isExchangeConfiguration(configuration)) {
        settings.noLanguage = true;
        settings.hidesVersions = true;
        settings.functions = m_settings.exchange->functions;
    }
    return std::make_shared<BuiltinShell>(makeBuiltinEngine(settings));
}

Task<> LabComputer::prepare()
{
    const auto self = shared_from_this();
    const auto sessions = m_settings.sessions;
    for (const auto &session : sessions) {
        auto adding = addSession(session);
        const auto added = co_await adding;
        Q_UNUSED(added)
    }
}

Task<std::shared_ptr<LabShell>> LabComputer::addSession(LabSession session)
{
    const auto self = shared_from_this();
    LabShellOptions options;
    options.id = session.shellId.isNull() ? QUuid::createUuid() : session.shellId;
    options.name = session.name;
    options.resourceUri = session.configuration.contains(QLatin1String("://"))
                              ? session.configuration
                              : latin(wsman::resource::powershellPrefix) + session.configuration;
    options.owner = accountName(session.owner);
    options.clientIp = session.clientIp;
    // Of a client that is gone: nobody can Reconnect, everybody may Connect.
    options.sessionId = QUuid::createUuid();
    options.idleTimeout = session.idleTimeout.value_or(m_settings.behaviour.defaultIdleTimeout);
    options.bufferMode = session.bufferMode;
    options.compression = session.compression;
    options.age = session.age;
    options.inactivity = session.inactivity.value_or(session.age);
    options.behaviour = m_settings.behaviour;
    const auto shell = std::make_shared<LabShell>(
        options, makeEngine(options.id, session.owner, session.configuration, session.firstJobId));
    auto preparing = shell->prepare(session.script);
    co_await preparing;
    if (!session.running.isEmpty())
        shell->leaveRunning(session.running);
    if (session.connectedElsewhere)
        shell->holdConnected();
    else
        shell->leaveDisconnected();
    if (!shell->isClosed())
        keep(shell);
    co_return shell;
}

} // namespace rejoin::lab
