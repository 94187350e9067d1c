#pragma once

#include "ui/controllers/services.h"

#include <QObject>

class QTabWidget;

namespace rejoin::ui {

class ConnectController;
class SessionTab;

/// The tabs of connected sessions: one each, by ShellId.
class SessionTabs : public QObject
{
    Q_OBJECT

public:
    SessionTabs(const Services &services, ConnectController *connector, QTabWidget *tabs);

    /// Opens the session's tab or brings it to the front.
    void open(const sessions::SessionPtr &session);
    /// True when there is one.
    bool show(const QUuid &shellId);
    void closeCurrent();
    void remove(const QUuid &shellId);
    [[nodiscard]] SessionTab *current() const;
    [[nodiscard]] SessionTab *find(const QUuid &shellId) const;

Q_SIGNALS:
    void changed();

private:
    void requestClose(int index);
    void retitle();

    Services m_services;
    ConnectController *m_connector;
    QTabWidget *m_tabs;
    QSet<QUuid> m_closing; ///< closed as soon as they are disconnected
};

} // namespace rejoin::ui
