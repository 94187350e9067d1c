#include "core/sessions/sessionservice.h"

#include "core/base/logging.h"
#include "core/sessions/directory.h"
#include "core/sessions/serverage.h"
#include "core/sessions/serviceprivate.h"
#include "core/sessions/sessionerrors.h"
#include "core/sessions/utf16transport.h"
#include "core/transport/auth/login.h"
#include "core/wsman/requests.h"
#include "core/wsman/responses.h"

namespace rejoin::sessions {

SessionService::SessionService(SessionRegistry *registry, TransportFactory factory, std::shared_ptr<base::Clock> clock,
                               transport::ConnectTo connectTo, QObject *parent)
    : QObject(parent), d(std::make_shared<Private>())
{
    d->registry = registry;
    d->owner = this;
    d->factory = std::move(factory);
    d->clock = std::move(clock);
    d->connectTo = std::move(connectTo);
    d->authenticationPool = transport::makeAuthenticationPool();
    LoginGuard::Settled settled = [self = QPointer(this)](const base::Credential &credential, bool accepted) {
        if (self)
            Q_EMIT self->loginSettled(credential, accepted);
    };
    d->loginGuard = std::make_shared<LoginGuard>(d->clock, std::move(settled));
}

SessionService::~SessionService() = default;

SessionRegistry *SessionService::registry() const
{
    return d->registry;
}

std::shared_ptr<base::Clock> SessionService::clock() const
{
    return d->clock;
}

void SessionService::addConnectTo(const QString &rule)
{
    d->connectTo.add(rule);
}

void SessionService::setNetworkDefaults(NetworkDefaults defaults)
{
    d->defaults = std::move(defaults);
}

void SessionService::setRedirectHandler(std::shared_ptr<RedirectHandler> handler)
{
    d->redirects = std::move(handler);
}

void SessionService::allowLogin(const QString &userName)
{
    d->loginGuard->allow(userName);
}

void SessionService::setHeldStore(const QString &directory)
{
    d->held = std::make_unique<HeldSessions>(directory);
}

void SessionService::setSavedOutput(std::shared_ptr<output::SavedOutputStore> store)
{
    d->savedOutput = std::move(store);
}

std::shared_ptr<output::SavedOutputStore> SessionService::savedOutput() const
{
    return d->savedOutput;
}

std::shared_ptr<transport::Transport> SessionService::Private::transportFor(const ConnectionOptions &target) const
{
    transport::TransportSettings settings = target.transportSettings(connectTo);
    settings.authenticationPool = authenticationPool;
    settings.loginGate = loginGuard;
    // The command's word counts before the saved computer's, a session option's before both.
    if (defaults.proxy && target.session.proxyAccess == SessionOptions::ProxyAccess::None)
        settings.proxy = *defaults.proxy;
    if (defaults.trusts(target.displayName()) || defaults.trusts(settings.endpoint.host))
        settings.login.allowNtlmWithoutTls = true;
    auto transport = factory(settings);
    if (target.session.useUtf16)
        transport = std::make_shared<Utf16Transport>(std::move(transport));
    return transport;
}

Task<ComputerListing> SessionService::Private::listOne(ConnectionOptions target, ListFilter filter, bool withHidden,
                                                       base::CancelToken cancel)
{
    const auto self = shared_from_this();
    ComputerListing listing;
    listing.target = target;
    const auto trail = std::make_shared<RedirectTrail>(target, redirects);
    std::optional<base::Error> failure;
    std::shared_ptr<transport::Transport> transport;
    Findings findings;
    bool again = true;
    while (again) { // each turn uses up one of the redirects
        again = false;
        failure.reset();
        try {
            transport = transportFor(trail->target());
            findings = co_await lookUp(transport, trail->target(), filter, cancel);
        } catch (const base::Error &error) {
            failure = error;
        }
        // WinRM 2 knows no State: its shells cannot be left and come back to.
        const bool stateless = std::any_of(findings.hidden.cbegin(), findings.hidden.cend(),
                                           [](const HiddenShell &one) { return one.shell.state.isEmpty(); });
        if (transport && (failure ? mayComeOfAge(*failure) : stateless)) {
            const std::optional<base::Error> age = co_await ageOf(transport, trail->target(), cancel);
            if (age)
                failure = age;
        }
        if (transport)
            transport->close();
        if (failure) {
            failure = co_await trail->follow(*failure, cancel);
            again = !failure;
        }
    }
    if (failure) {
        // Wrong words are the caller's mistake as they are; all else is the query's failure.
        listing.error = failure->category == base::ErrorCategory::InvalidArgument && !transport
                            ? *failure
                            : queryFailed(target.displayName(), *failure);
        co_return listing;
    }
    listing.hidden = findings.hidden;
    listing.unmatchedNames = findings.unmatchedNames;
    listing.unmatchedIds = findings.unmatchedIds;
    const QDateTime now = clock->now();
    for (const FoundShell &found : std::as_const(findings.shells)) {
        if (!registry)
            break;
        const SessionPtr session = registry->forShell(found.shell.id(), trail->target());
        session->update(found.shell, found.commands, now);
        session->setLeftByUs(held->find(found.shell.id()).has_value());
        listing.sessions.append(session);
    }
    for (HiddenShell &hidden : listing.hidden) {
        // One that is only described in part has no identity to act on.
        if (!withHidden || !registry || hidden.shell.id().isNull())
            continue;
        hidden.session = registry->forShell(hidden.shell.id(), trail->target());
        hidden.session->update(hidden.shell, hidden.commands, now);
        hidden.session->setLeftByUs(held->find(hidden.shell.id()).has_value());
    }
    if (filter.names.isEmpty() && filter.instanceIds.isEmpty() && target.configurationName.isEmpty()) {
        QSet<QUuid> existing;
        for (const FoundShell &found : std::as_const(findings.shells))
            existing.insert(found.shell.id());
        for (const HiddenShell &hidden : std::as_const(findings.hidden))
            existing.insert(hidden.shell.id());
        held->forgetOthers(target.displayName(), existing);
    }
    co_return listing;
}

Task<QList<ComputerListing>>
SessionService::list(ListRequest request, std::function<void(const ComputerListing &)> onEach, base::CancelToken cancel)
{
    const auto data = d;
    auto results = std::make_shared<QList<ComputerListing>>(request.targets.size());
    Throttle throttle(request.throttleLimit);
    // Parameters, no captures: those would die with the lambda.
    const auto one = [](std::shared_ptr<Private> service, std::shared_ptr<QList<ComputerListing>> all, qsizetype index,
                        ConnectionOptions target, ListFilter filter, bool withHidden, Throttle gate,
                        std::function<void(const ComputerListing &)> tell, base::CancelToken stop) -> Task<> {
        const std::shared_ptr<void> turn = co_await gate.enter(stop);
        const ComputerListing listing = co_await service->listOne(target, filter, withHidden, stop);
        (*all)[index] = listing;
        if (tell)
            tell(listing);
    };
    std::vector<Task<>> running;
    for (qsizetype i = 0; i < request.targets.size(); ++i)
        running.push_back(one(data, results, i, request.targets.at(i), request.filter, request.withHiddenSessions,
                              throttle, onEach, cancel));
    std::exception_ptr failure;
    for (Task<> &task : running) {
        try {
            co_await task;
        } catch (...) {
            failure = std::current_exception();
        }
    }
    if (failure)
        std::rethrow_exception(failure);
    co_return *std::as_const(results);
}

Task<wsman::IdentifyInfo> SessionService::identify(ConnectionOptions target, base::CancelToken cancel)
{
    const auto data = d;
    const auto trail = std::make_shared<RedirectTrail>(target, data->redirects);
    const wsman::Request request = wsman::identifyRequest();
    transport::HttpResponse response;
    bool again = true;
    while (again) { // each turn uses up one of the redirects
        again = false;
        const auto transport = data->transportFor(trail->target());
        transport::HttpRequest http;
        http.body = request.envelope;
        http.operationTimeout = timeLimit(target.session.operationTimeout);
        std::optional<base::Error> failure;
        try {
            response = co_await transport->post(std::move(http), cancel);
        } catch (const base::Error &error) {
            failure = error;
        }
        transport->close();
        if (failure) {
            failure = co_await trail->follow(*failure, cancel);
            if (failure)
                throw *failure;
            again = true;
        }
    }
    co_return wsman::parseIdentify(response.body);
}

} // namespace rejoin::sessions
