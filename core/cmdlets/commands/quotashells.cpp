// What fills a quota: the shells of the computer that refused another one, hidden ones included.

#include "core/cmdlets/commands/commands.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/quota.h"

namespace rejoin::cmdlets {

namespace {

using sessions::ComputerListing;

/// "00:10:05"
QString clock(std::optional<std::chrono::milliseconds> time)
{
    if (!time)
        return QStringLiteral("-");
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(*time).count();
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600, 2, 10, QLatin1Char('0'))
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString kindOf(const wsman::ShellInfo &shell)
{
    const QLatin1String prefix(wsman::resource::powershellPrefix.data(),
                               qsizetype(wsman::resource::powershellPrefix.size()));
    if (shell.resourceUri.startsWith(prefix, Qt::CaseInsensitive))
        return shell.resourceUri.mid(prefix.size());
    return shell.resourceUri.section(u'/', -1); // "cmd" of winrs
}

QString line(const wsman::ShellInfo &shell, const QString &why)
{
    QString text = QStringLiteral("  %1  %2  %3  %4  %5  idle %6")
                       .arg(shell.shellId, shell.name.isEmpty() ? QStringLiteral("(no name)") : shell.name,
                            kindOf(shell), shell.owner, shell.state, clock(shell.shellInactivity));
    if (!why.isEmpty())
        text += QStringLiteral("  (hidden: %1)").arg(why);
    return text;
}

} // namespace

Task<> tellQuotaShells(InvocationPtr call, QList<sessions::SessionOutcome> outcomes)
{
    QStringList told;
    for (const sessions::SessionOutcome &outcome : std::as_const(outcomes)) {
        if (!outcome.error || !outcome.session)
            continue;
        const auto quota = wsman::quotaOf(outcome.error->code);
        const sessions::ConnectionOptions target = outcome.session->origin();
        const QString computer = target.displayName();
        if (!quota || !quota->filledByShells || told.contains(computer))
            continue;
        told.append(computer);
        sessions::ListRequest request;
        request.targets = {target};
        request.targets.first().configurationName.clear(); // all configurations' shells count
        const QList<ComputerListing> listings = co_await call->service()->list(request, nullptr, call->cancel());
        QStringList lines;
        for (const ComputerListing &listing : listings) {
            for (const sessions::SessionPtr &session : listing.sessions)
                lines.append(line(session->shell(), QString()));
            for (const sessions::HiddenShell &hidden : listing.hidden)
                lines.append(line(hidden.shell, hidden.reason.english()));
        }
        if (lines.isEmpty())
            continue;
        lines.prepend(QStringLiteral("These %1 shells on %2 count against its quotas; Connect-PSSession and "
                                     "Remove-PSSession end those that are not needed:")
                          .arg(lines.size())
                          .arg(computer));
        call->warning(lines.join(u'\n'));
    }
}

} // namespace rejoin::cmdlets
