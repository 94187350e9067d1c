#include "core/lab/labcomputer.h"

#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/lab/auth/basicacceptor.h"
#include "core/lab/builtinshell.h"
#include "core/lab/labfaults.h"
#include "core/lab/pwsh/shell.h"
#include "core/wsman/encoding.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/robust.h"

namespace rejoin::lab {

using wsman::ServerRequest;

namespace {

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

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

namespace {

const QString exchangeConfiguration = QStringLiteral("Microsoft.Exchange");

bool isExchangeConfiguration(const QString &name)
{
    return name.compare(exchangeConfiguration, Qt::CaseInsensitive) == 0;
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

std::shared_ptr<LabShell> LabComputer::select(const ServerRequest &message, const LabUser &user,
                                              bool administratorsToo) const
{
    const auto wanted = message.selectors.value(QStringLiteral("ShellId"));
    for (const auto &shell : m_shells) {
        // Case-sensitive: ids are upper case.
        if (shell->shellId() != wanted)
            continue;
        const bool own = shell->owner().compare(accountName(user.name), Qt::CaseInsensitive) == 0;
        if (!own && !(administratorsToo && user.administrator))
            throw faultError(faultcode::accessDenied);
        const bool ofShells = message.resourceUri == latin(wsman::resource::shell);
        if (!ofShells && message.resourceUri.compare(shell->resourceUri(), Qt::CaseInsensitive) != 0)
            throw faultError(faultcode::invalidSelectors);
        return shell;
    }
    throw faultError(faultcode::invalidSelectors);
}

Task<QByteArray> LabComputer::dispatch(LabHttpRequest request, ServerRequest message, LabUser user,
                                       base::CancelToken cancel)
{
    const auto self = shared_from_this();
    namespace action = wsman::action;
    if (message.isIdentify) {
        wsman::IdentifyInfo info;
        info.protocolVersion = QStringLiteral("http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd");
        info.productVendor = QStringLiteral("Microsoft Corporation");
        // Without a login Windows keeps its version to itself.
        info.productVersion = (user.name.isEmpty() ? QStringLiteral("OS: 0.0.0 SP: 0.0 Stack: %1")
                                                   : QStringLiteral("OS: 10.0.17763 SP: 0.0 Stack: %1"))
                                  .arg(m_settings.behaviour.stackVersion);
        co_return wsman::identifyResponse(info);
    }
    const auto is = [&message](std::string_view name) { return message.action == latin(name); };
    if (isOldStack() && (is(action::connect) || is(action::disconnect) || is(action::reconnect)))
        throw faultError(faultcode::actionNotSupported);
    if (message.operationTimeout.count() < 0)
        throw faultError(faultcode::invalidHeader);
    if (is(action::create)) {
        auto creating = create(std::move(request), message, user);
        co_return co_await creating;
    }
    if (is(action::enumerate))
        co_return enumerate(message, user);
    if (is(action::pull))
        co_return m_pages.pull(message, user.name);
    if (is(action::get)) {
        if (message.resourceUri != latin(wsman::resource::shell))
            throw faultError(faultcode::invalidResourceUri);
        co_return wsman::getShellResponse(message, select(message, user, true)->info());
    }
    if (is(action::remove)) {
        removeShell(select(message, user, true)->id());
        co_return wsman::acknowledgement(message);
    }
    const auto shell = select(message, user, false);
    if (is(action::connect)) {
        if (message.commandId.isNull()) {
            auto waking = shell->wake();
            co_await waking;
            co_return wsman::connectShellResponse(message, shell->connect(message, request.peerAddress));
        }
        shell->connectCommand(message);
    } else if (is(action::disconnect)) {
        shell->disconnect(message);
    } else if (is(action::reconnect)) {
        shell->reconnect(message);
    } else if (is(action::command)) {
        co_return wsman::commandResponse(message, shell->command(message));
    } else if (is(action::send)) {
        shell->send(message);
    } else if (is(action::receive)) {
        auto receiving = shell->receive(message, std::move(cancel));
        const auto result = co_await receiving;
        co_return wsman::receiveResponse(message, result);
    } else if (is(action::signal)) {
        shell->signal(message);
    } else {
        throw faultError(faultcode::actionNotSupported);
    }
    co_return wsman::acknowledgement(message);
}

Task<QByteArray> LabComputer::create(LabHttpRequest request, ServerRequest message, LabUser user)
{
    const auto self = shared_from_this();
    const auto prefix = latin(wsman::resource::powershellPrefix);
    auto configuration = message.resourceUri.mid(prefix.size());
    // At its path Exchange's own configuration is the only one, also for who asks for the default.
    if (m_exchange && m_exchange->placeOf(request.http.target) == LabExchange::Place::Service)
        configuration = exchangeConfiguration;
    const bool known = message.resourceUri.startsWith(prefix, Qt::CaseInsensitive) &&
                       (configuration.compare(QLatin1String("Microsoft.PowerShell"), Qt::CaseInsensitive) == 0 ||
                        (m_exchange && isExchangeConfiguration(configuration)) ||
                        m_settings.configurations.contains(configuration, Qt::CaseInsensitive));
    if (!known)
        throw faultError(faultcode::invalidResourceUri);
    const auto version = message.options.value(QStringLiteral("protocolversion"));
    if (version.isEmpty())
        throw faultError(faultcode::protocolVersionMissing);
    if (!version.startsWith(QLatin1String("2.")))
        throw faultError(faultcode::protocolVersionMismatch);

    const auto &behaviour = m_settings.behaviour;
    const auto account = accountName(user.name);
    int owned = 0;
    for (const auto &shell : m_shells)
        owned += shell->owner().compare(account, Qt::CaseInsensitive) == 0;
    if (owned >= behaviour.maximumShellsPerUser)
        throw faultError(faultcode::shellsPerUser);
    LabShellOptions options;
    options.id = message.shell.shellId.isEmpty() ? QUuid::createUuid() : message.shell.id();
    if (options.id.isNull())
        throw faultError(faultcode::invalidParameter);
    if (shell(options.id))
        throw faultError(faultcode::shellIdConflict);
    options.idleTimeout = message.shell.idleTimeout.value_or(behaviour.defaultIdleTimeout);
    if (options.idleTimeout < behaviour.minimumIdleTimeout || options.idleTimeout > behaviour.maximumIdleTimeout)
        throw faultError(faultcode::idleTimeoutOutOfBounds);
    options.name = message.shell.name;
    options.resourceUri = message.resourceUri;
    options.owner = account;
    options.clientIp = request.peerAddress;
    options.sessionId = message.sessionId;
    if (!message.locale.isEmpty())
        options.locale = message.locale;
    if (!message.dataLocale.isEmpty())
        options.dataLocale = message.dataLocale;
    if (message.shell.bufferMode != wsman::BufferMode::None)
        options.bufferMode = message.shell.bufferMode;
    // MS-WSMV 3.1.4.1.31.6; the header must be understood, so that another algorithm is refused.
    if (!message.compressionType.isEmpty() &&
        message.compressionType.compare(QLatin1String("xpress"), Qt::CaseInsensitive) != 0)
        throw faultError(faultcode::invalidHeader);
    options.compression = !message.compressionType.isEmpty() && behaviour.compression;
    options.behaviour = behaviour;
    auto shell = std::make_shared<LabShell>(options, makeEngine(options.id, user.name, configuration, 1));
    keep(shell);
    std::exception_ptr failure;
    try {
        auto opening = shell->open(message.creationXml);
        co_await opening;
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        removeShell(options.id);
        std::rethrow_exception(failure);
    }
    // The address in the answer is the one that the client used.
    co_return wsman::createResponse(message, shell->info());
}

bool LabComputer::isOldStack() const
{
    return m_settings.behaviour.stackVersion.section(u'.', 0, 0).toInt() < 3;
}

QByteArray LabComputer::enumerate(const ServerRequest &message, const LabUser &user)
{
    const auto account = accountName(user.name);
    if (message.resourceUri == latin(wsman::resource::command)) {
        const auto wanted = message.filterSelectors.value(QStringLiteral("ShellId"));
        for (const auto &shell : m_shells) {
            const bool own = shell->owner().compare(account, Qt::CaseInsensitive) == 0;
            if (shell->shellId() == wanted && (own || user.administrator))
                return m_pages.enumerate(message, shell->commands(), user.name);
        }
        throw faultError(faultcode::invalidSelectors);
    }
    if (message.resourceUri != latin(wsman::resource::shell))
        throw faultError(faultcode::invalidResourceUri);
    QList<wsman::ShellInfo> list;
    for (const auto &shell : m_shells) {
        if (user.administrator || shell->owner().compare(account, Qt::CaseInsensitive) == 0)
            list.append(shell->info());
    }
    if (isOldStack()) {
        for (wsman::ShellInfo &shell : list) {
            shell.name.clear();
            shell.state.clear();
        }
    }
    return m_pages.enumerate(message, list, user.name);
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
