// The operations of WS-Management that a computer's service offers (MS-WSMV 3.1.4).
#include "core/lab/labcomputer.h"

#include "core/lab/labfaults.h"
#include "core/lab/labnames.h"
#include "core/wsman/namespaces.h"

namespace rejoin::lab {

using wsman::ServerRequest;

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
        configuration = QString::fromLatin1(exchangeConfiguration);
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

} // namespace rejoin::lab
