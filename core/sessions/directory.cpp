#include "core/sessions/directory.h"

#include "core/base/logging.h"
#include "core/base/wildcard.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "core/wsman/responses.h"

namespace rejoin::sessions {

namespace {

constexpr int maximumPages = 10000; // a server whose list does not end is given up

wsman::RequestContext contextFor(const transport::Transport &transport, const ConnectionOptions &target)
{
    wsman::RequestContext context;
    context.to = transport.endpoint().urlText();
    context.sessionId = QUuid::createUuid();
    if (!target.session.culture.isEmpty())
        context.dataLocale = target.session.culture;
    if (!target.session.uiCulture.isEmpty())
        context.locale = target.session.uiCulture;
    context.operationTimeout = timeLimit(target.session.operationTimeout);
    return context;
}

Task<QByteArray> post(std::shared_ptr<transport::Transport> transport, wsman::Request request,
                      std::chrono::milliseconds operationTimeout, base::CancelToken cancel)
{
    transport::HttpRequest http;
    http.body = request.envelope;
    http.operationTimeout = operationTimeout;
    const transport::HttpResponse response = co_await transport->post(std::move(http), cancel);
    if (const auto fault = wsman::parseFault(response.body))
        throw wsman::faultError(*fault);
    co_return response.body;
}

base::Error endless()
{
    return {base::ErrorCategory::LimitExceeded, QStringLiteral("ImproperResponse"),
            base::Text(QT_TRANSLATE_NOOP("core", "The list of sessions did not end after %1 pages."),
                       {QString::number(maximumPages)}),
            base::Text(QT_TRANSLATE_NOOP("core", "Check that the address belongs to a WS-Management service."))};
}

Task<QList<wsman::ShellInfo>> shellsOf(std::shared_ptr<transport::Transport> transport, wsman::RequestContext context,
                                       base::CancelToken cancel)
{
    QList<wsman::ShellInfo> all;
    wsman::Request request = wsman::enumerateShellsRequest(context);
    for (int page = 0; page < maximumPages; ++page) {
        const QByteArray body = co_await post(transport, request, context.operationTimeout, cancel);
        const auto answer = wsman::parseShells(body, request);
        all += answer.items;
        if (answer.endOfSequence)
            co_return all;
        request = wsman::pullRequest(context, wsman::resource::shell, answer.context);
    }
    throw endless();
}

Task<QList<wsman::CommandInfo>> commandsOf(std::shared_ptr<transport::Transport> transport,
                                           wsman::RequestContext context, QUuid shellId, base::CancelToken cancel)
{
    QList<wsman::CommandInfo> all;
    wsman::Request request = wsman::enumerateCommandsRequest(context, shellId);
    for (int page = 0; page < maximumPages; ++page) {
        const QByteArray body = co_await post(transport, request, context.operationTimeout, cancel);
        const auto answer = wsman::parseCommands(body, request);
        all += answer.items;
        if (answer.endOfSequence)
            co_return all;
        request = wsman::pullRequest(context, wsman::resource::command, answer.context);
    }
    throw endless();
}

/// Which of the shells that the other filters left are wanted by name and id, and what matched nothing.
class NameFilter
{
public:
    explicit NameFilter(const ListFilter &filter) : m_filter(filter), m_hits(filter.names.size(), false)
    {
        for (const QString &name : filter.names)
            m_names.append(base::Wildcard(name));
    }
    bool takes(const wsman::ShellInfo &shell)
    {
        bool byName = m_names.isEmpty();
        for (qsizetype i = 0; i < m_names.size(); ++i) {
            if (m_names.at(i).matches(shell.name)) {
                m_hits[i] = true;
                byName = true;
            }
        }
        const bool byId = m_filter.instanceIds.isEmpty() || m_filter.instanceIds.contains(shell.id());
        if (byId)
            m_foundIds.append(shell.id());
        return byName && byId;
    }
    [[nodiscard]] QStringList unmatchedNames() const
    {
        QStringList names;
        for (qsizetype i = 0; i < m_hits.size(); ++i) {
            if (!m_hits.at(i))
                names.append(m_filter.names.at(i));
        }
        return names;
    }
    [[nodiscard]] QList<QUuid> unmatchedIds() const
    {
        QList<QUuid> ids;
        for (const QUuid &id : m_filter.instanceIds) {
            if (!m_foundIds.contains(id))
                ids.append(id);
        }
        return ids;
    }

private:
    ListFilter m_filter;
    QList<base::Wildcard> m_names;
    QList<bool> m_hits;
    QList<QUuid> m_foundIds;
};

} // namespace

base::Text reasonToHide(const wsman::ShellInfo &shell)
{
    const QLatin1String prefix(wsman::resource::powershellPrefix.data(),
                               qsizetype(wsman::resource::powershellPrefix.size()));
    if (shell.shellId.isEmpty() || shell.state.isEmpty() || shell.resourceUri.isEmpty())
        return base::Text(QT_TRANSLATE_NOOP("core", "The service describes this shell only in part."));
    if (!shell.resourceUri.startsWith(prefix, Qt::CaseInsensitive))
        return base::Text(QT_TRANSLATE_NOOP("core", "This is no PowerShell session but a shell of the kind %1."),
                          {shell.resourceUri});
    if (shell.name.isEmpty())
        return base::Text(QT_TRANSLATE_NOOP("core", "The client that made this session gave it no name."));
    return {};
}

Task<Findings> lookUp(std::shared_ptr<transport::Transport> transport, ConnectionOptions target, ListFilter filter,
                      base::CancelToken cancel)
{
    Findings findings;
    const wsman::RequestContext context = contextFor(*transport, target);
    const QList<wsman::ShellInfo> shells = co_await shellsOf(transport, context, cancel);
    const QString wantedUri = target.resourceUri();
    NameFilter names(filter);
    bool survivors = false;
    for (const wsman::ShellInfo &shell : shells) {
        const base::Text reason = reasonToHide(shell);
        if (!reason.isEmpty()) {
            findings.hidden.append(HiddenShell{shell, reason, {}, {}});
            continue;
        }
        // Exact, whatever the case; no wildcard.
        if (!wantedUri.isEmpty() && shell.resourceUri.compare(wantedUri, Qt::CaseInsensitive) != 0)
            continue;
        survivors = true;
        if (!names.takes(shell))
            continue;
        FoundShell found;
        found.shell = shell;
        std::optional<base::Error> refused;
        try {
            found.commands = co_await commandsOf(transport, context, shell.id(), cancel);
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused && refused->category == base::ErrorCategory::Cancelled)
            throw *refused;
        if (refused && (refused->category == base::ErrorCategory::SessionNotFound || refused->code != 0)) {
            findings.hidden.append(
                HiddenShell{shell,
                            base::Text(QT_TRANSLATE_NOOP("core", "The session ended while it was asked for: %1"),
                                       {refused->english()}),
                            {},
                            {}});
            continue;
        }
        if (refused)
            throw *refused; // the connection, not the shell
        if (found.commands.size() >= 2) {
            findings.hidden.append(
                HiddenShell{shell,
                            base::Text(QT_TRANSLATE_NOOP("core", "It runs %1 commands: Get-PSSession takes "
                                                                 "it for a pool of runspaces and no session."),
                                       {QString::number(found.commands.size())}),
                            found.commands,
                            {}});
            continue;
        }
        findings.shells.append(found);
    }
    if (survivors) {
        findings.unmatchedNames = names.unmatchedNames();
        findings.unmatchedIds = names.unmatchedIds();
    }
    co_return findings;
}

Task<std::optional<wsman::ShellInfo>> lookUpShell(std::shared_ptr<transport::Transport> transport,
                                                  ConnectionOptions target, QUuid shellId, base::CancelToken cancel)
{
    const wsman::RequestContext context = contextFor(*transport, target);
    const QList<wsman::ShellInfo> shells = co_await shellsOf(transport, context, cancel);
    std::optional<wsman::ShellInfo> found;
    for (const wsman::ShellInfo &shell : shells) {
        if (shell.id() == shellId)
            found = shell;
    }
    co_return found;
}

} // namespace rejoin::sessions
