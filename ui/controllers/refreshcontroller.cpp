#include "ui/controllers/refreshcontroller.h"

#include "core/base/spawn.h"
#include "ui/controllers/attention.h"
#include "ui/controllers/sessionboard.h"
#include "ui/models/computermodel.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QPointer>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

/// Tells the answers of a listing apart: they come with their target, in the order of arrival.
QString keyOf(const sessions::ConnectionOptions &target)
{
    return u"%1|%2|%3|%4|%5|%6|%7"_s.arg(target.computerName.toCaseFolded(), target.connectionUri.toString(),
                                         QString::number(target.port), QString::number(target.useSsl),
                                         target.applicationName, target.credential.userName, target.configurationName);
}

} // namespace

RefreshController::RefreshController(const Services &services, ComputerModel *computers, SessionBoard *board,
                                     Attention *attention, QObject *parent)
    : QObject(parent), m_services(services), m_computers(computers), m_board(board), m_attention(attention)
{
}

RefreshController::~RefreshController()
{
    m_cancel.cancel();
}

void RefreshController::begin()
{
    if (m_running++ > 0)
        return;
    m_cancel = base::CancelSource();
    m_done = 0;
    m_total = 0;
}

void RefreshController::refresh(const QList<QUuid> &computers)
{
    const QSet<QUuid> wanted(computers.begin(), computers.end());
    QList<Computer> meant;
    for (const Computer &computer : m_services.computers->computers())
        if (wanted.isEmpty() || wanted.contains(computer.id))
            meant.append(computer);
    if (!m_services.credentials->wantsFetching(meant)) {
        start(wanted);
        return;
    }
    begin();
    base::spawn(fetchAndStart(QPointer(this), std::move(meant), wanted, m_cancel.token()));
}

Task<> RefreshController::fetchAndStart(QPointer<RefreshController> self, QList<Computer> computers, QSet<QUuid> wanted,
                                        base::CancelToken cancel)
{
    const std::optional<base::Error> problem =
        co_await self->m_services.credentials->fetch(std::move(computers), cancel);
    if (!self)
        co_return;
    if (problem && problem->category != base::ErrorCategory::Cancelled)
        Q_EMIT self->keychainFailed(*problem);
    if (!cancel.isCancelled())
        self->start(wanted);
    if (--self->m_running == 0)
        Q_EMIT self->finished();
}

void RefreshController::start(const QSet<QUuid> &wanted)
{
    sessions::ListRequest request;
    QHash<QString, QList<QUuid>> waiting;
    for (const Computer &computer : m_services.computers->computers()) {
        if ((!wanted.isEmpty() && !wanted.contains(computer.id)) || m_asking.contains(computer.id))
            continue;
        if (m_services.credentials->isMissing(computer)) {
            fail(computer, base::Error(base::ErrorCategory::CredentialMissing, u"CredentialMissing"_s,
                                       base::Text(QT_TRANSLATE_NOOP("core", "%1 needs a user name and a password."),
                                                  {computer.name()}),
                                       base::Text(QT_TRANSLATE_NOOP("core", "Log in to see its sessions."))));
            continue;
        }
        const sessions::ConnectionOptions target = completeOptions(m_services, computer);
        waiting[keyOf(target)] += computer.id;
        request.targets += target;
        m_asking.insert(computer.id);
        ComputerStatus asking = m_computers->status(computer.id);
        asking.kind = ComputerStatus::Kind::Asking;
        m_computers->setStatus(computer.id, asking);
    }
    request.withHiddenSessions = m_showAll || m_showAllOf.intersects(wanted.isEmpty() ? m_asking : wanted);
    if (request.targets.isEmpty()) {
        if (m_running == 0)
            Q_EMIT finished();
        return;
    }
    begin();
    m_total += int(request.targets.size());
    Q_EMIT progressed(m_done, m_total);
    base::spawn(run(std::move(waiting), std::move(request)));
}

Task<> RefreshController::run(QHash<QString, QList<QUuid>> waiting, sessions::ListRequest request)
{
    const QPointer<RefreshController> self(this);
    QSet<QUuid> left;
    for (const QList<QUuid> &ids : waiting)
        left.unite(QSet<QUuid>(ids.begin(), ids.end()));
    const auto unanswered = std::make_shared<QSet<QUuid>>(left);
    const auto queue = std::make_shared<QHash<QString, QList<QUuid>>>(std::move(waiting));
    std::function<void(const sessions::ComputerListing &)> onEach =
        [self, queue, unanswered](const sessions::ComputerListing &listing) {
            QList<QUuid> &ids = (*queue)[keyOf(listing.target)];
            if (!self || ids.isEmpty())
                return;
            const QUuid computer = ids.takeFirst();
            unanswered->remove(computer);
            self->take(computer, listing);
        };
    const base::CancelToken cancel = m_cancel.token();
    try {
        co_await m_services.sessions->list(std::move(request), std::move(onEach), cancel);
    } catch (const base::Error &) {
        // Cancelled: what has not answered goes back to what it was.
    }
    if (!self)
        co_return;
    for (const QUuid &computer : std::as_const(*unanswered)) {
        m_asking.remove(computer);
        m_computers->setStatus(computer, ComputerStatus());
    }
    m_lastRefresh = QDateTime::currentDateTime();
    if (--m_running == 0)
        Q_EMIT finished();
}

void RefreshController::take(const QUuid &id, const sessions::ComputerListing &listing)
{
    m_asking.remove(id);
    ++m_done;
    // A computer may have been taken off the list meanwhile.
    if (const auto computer = m_services.computers->find(id)) {
        if (listing.error) {
            fail(*computer, *listing.error);
        } else {
            m_computers->setStatus(id, ComputerStatus::answered(int(listing.sessions.size())));
            m_attention->dismiss(id);
            const bool all = m_showAll || m_showAllOf.contains(id);
            m_board->take(id, listing.sessions, all ? listing.hidden : QList<sessions::HiddenShell>());
        }
    }
    Q_EMIT progressed(m_done, m_total);
}

void RefreshController::fail(const Computer &computer, const base::Error &error)
{
    m_computers->setStatus(computer.id, ComputerStatus::failed(error));
    m_board->markStale(computer.id);
    if (error.category == base::ErrorCategory::Cancelled)
        return;
    AttentionItem item;
    item.key = computer.id;
    item.computer = computer.id;
    item.subject = computer.name();
    item.error = error;
    item.remedy = Attention::remedyFor(error, true);
    if (item.remedy == Remedy::TrustCertificate && !computer.options.pinnedSha256.isEmpty())
        item.remedy = Remedy::ReplacePin;
    m_attention->add(item);
}

void RefreshController::setShowAllShells(bool all)
{
    if (m_showAll == all)
        return;
    m_showAll = all;
    if (!all)
        m_showAllOf.clear();
    if (m_lastRefresh.isValid())
        refresh();
}

void RefreshController::showAllShells(const QUuid &computer)
{
    m_showAllOf.insert(computer);
    refresh({computer});
}

void RefreshController::cancel()
{
    m_cancel.cancel();
}

} // namespace rejoin::ui
