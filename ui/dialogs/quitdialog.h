#pragma once

#include "core/base/clock.h"
#include "core/sessions/session.h"

#include <QDialog>
#include <QHash>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace rejoin::ui {

class KeepTimeField;

/// Quitting with connected sessions: says until when each one is kept, offers longer, shows how the disconnecting goes,
/// and asks what to do where it failed. The owner does the work between startRequested() and finish().
class QuitDialog : public QDialog
{
    Q_OBJECT

public:
    QuitDialog(const QList<sessions::SessionPtr> &sessions, std::shared_ptr<base::Clock> clock,
               QWidget *parent = nullptr);

    /// What all sessions shall be kept for; none: each for its own time.
    [[nodiscard]] std::optional<std::chrono::milliseconds> keepFor() const;
    /// Shows that it is under way, as after *Disconnect and quit*.
    void showStarted();
    void setLeft(const QUuid &shellId, const QString &keptWords);
    void setFailed(const QUuid &shellId, const QString &sentence);
    /// Everything was tried: asks when something failed. False: nothing is left to ask.
    bool finish();

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    void startRequested();
    /// Without waiting for what is under way, or for what failed.
    void quitRequested();
    /// Stay in the window.
    void stayed();

private:
    void showTimes();

    std::shared_ptr<base::Clock> m_clock;
    QList<sessions::SessionPtr> m_sessions;
    QLabel *m_words;
    QTreeWidget *m_list;
    QHash<QUuid, QTreeWidgetItem *> m_items;
    KeepTimeField *m_keepFor;
    QWidget *m_keepRow;
    QPushButton *m_go;
    QPushButton *m_quit;
    QPushButton *m_stay;
    QSet<QUuid> m_failed;
    bool m_running = false;
};

} // namespace rejoin::ui
