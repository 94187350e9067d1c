#include "ui/controllers/sessiontabs.h"

#include "ui/controllers/connectcontroller.h"
#include "ui/controllers/keeping.h"
#include "ui/dialogs/closetabdialog.h"
#include "ui/icons.h"
#include "ui/jobviewer/jobviewer.h"
#include "ui/models/jobmodel.h"
#include "ui/models/sessionrow.h"
#include "ui/sessiontab/sessiontab.h"

#include <QHash>
#include <QTabWidget>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

SessionTabs::SessionTabs(const Services &services, ConnectController *connector, QTabWidget *tabs)
    : QObject(tabs), m_services(services), m_connector(connector), m_tabs(tabs)
{
    connect(tabs, &QTabWidget::tabCloseRequested, this, &SessionTabs::requestClose);
    connect(tabs, &QTabWidget::currentChanged, this, &SessionTabs::changed);
    connect(connector, &ConnectController::opened, this, &SessionTabs::open);
    connect(connector, &ConnectController::removed, this, &SessionTabs::remove);
    connect(connector, &ConnectController::disconnected, this, [this](const sessions::SessionPtr &session) {
        if (m_closing.remove(session->instanceId()))
            remove(session->instanceId());
    });
}

SessionTab *SessionTabs::find(const QUuid &shellId) const
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (auto *tab = qobject_cast<SessionTab *>(m_tabs->widget(i)); tab->session()->instanceId() == shellId)
            return tab;
    return nullptr;
}

SessionTab *SessionTabs::current() const
{
    return qobject_cast<SessionTab *>(m_tabs->currentWidget());
}

bool SessionTabs::show(const QUuid &shellId)
{
    SessionTab *tab = find(shellId);
    if (tab) {
        m_tabs->setCurrentWidget(tab);
        tab->focusPage();
    }
    return tab;
}

void SessionTabs::open(const sessions::SessionPtr &session)
{
    if (show(session->instanceId()))
        return;
    auto *tab = new SessionTab(m_services.sessions, session);
    connect(tab, &SessionTab::reconnectRequested, this,
            [this](const QUuid &shellId) { m_connector->connectSessions({shellId}); });
    connect(tab, &SessionTab::keepLongerRequested, m_connector, &ConnectController::keepLonger);
    connect(tab, &SessionTab::changed, this, [this] {
        retitle();
        Q_EMIT changed();
    });
    connect(tab, &SessionTab::exitRequested, this, [this, tab] { requestClose(m_tabs->indexOf(tab)); });
    m_tabs->addTab(tab, tab->title());
    m_tabs->setCurrentWidget(tab);
    tab->focusPage(); // what is typed next is meant for the session
    retitle();
    Q_EMIT changed();
}

void SessionTabs::retitle()
{
    QHash<QString, int> uses;
    for (int i = 0; i < m_tabs->count(); ++i)
        ++uses[qobject_cast<SessionTab *>(m_tabs->widget(i))->title()];
    for (int i = 0; i < m_tabs->count(); ++i) {
        const auto *tab = qobject_cast<SessionTab *>(m_tabs->widget(i));
        QString title = tab->title();
        if (uses.value(title) > 1)
            title += u" ("_s + shortId(tab->session()->instanceId()) + u')';
        if (!tab->subtitle().isEmpty())
            title += u" — "_s + tab->subtitle();
        m_tabs->setTabText(i, title.replace(u'&', "&&"_L1));
        m_tabs->setTabIcon(i, icon(tab->isConnected() ? u"mark-opened"_s : u"mark-disconnected"_s));
        m_tabs->setTabToolTip(i, tab->session()->instanceId().toString(QUuid::WithoutBraces).toUpper());
    }
}

void SessionTabs::closeCurrent()
{
    if (m_tabs->currentIndex() >= 0)
        requestClose(m_tabs->currentIndex());
}

void SessionTabs::requestClose(int index)
{
    auto *tab = qobject_cast<SessionTab *>(m_tabs->widget(index));
    if (!tab)
        return;
    const QUuid id = tab->session()->instanceId();
    if (!tab->isConnected()) {
        remove(id);
        return;
    }
    KeepLimits limits = keepLimits({tab->session()});
    // None may also mean that nobody asked.
    if (const int jobs = tab->jobs()->model()->rowCount(); jobs > 0)
        limits.jobs = jobs;
    auto *dialog = new CloseTabDialog(tab->title(), limits, m_services.sessions->clock(), m_tabs->window());
    connect(dialog, &CloseTabDialog::chosen, this, [this, id, dialog](CloseTabDialog::Choice choice) {
        if (choice == CloseTabDialog::Choice::Remove) {
            m_connector->removeSessions({id});
            return;
        }
        m_closing.insert(id);
        remoting::DisconnectOptions options;
        options.idleTimeout = dialog->time();
        m_connector->disconnectSessions({id}, options);
    });
    dialog->open();
}

void SessionTabs::remove(const QUuid &shellId)
{
    if (SessionTab *tab = find(shellId)) {
        m_tabs->removeTab(m_tabs->indexOf(tab));
        tab->deleteLater();
        retitle();
        Q_EMIT changed();
    }
}

} // namespace rejoin::ui
