#pragma once

#include "core/jobs/jobs.h"

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeView;

namespace rejoin::ui {

class JobModel;
class StreamDocument;
class StreamView;

/// The jobs of a connected session and, beside them, their output, which stays after it was fetched. Kept current
/// while visible.
class JobViewer : public QWidget
{
    Q_OBJECT

public:
    JobViewer(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent = nullptr);
    ~JobViewer() override;

    void refresh();
    void receive();
    void setConnected(bool connected);
    [[nodiscard]] JobModel *model() const { return m_model; }

Q_SIGNALS:
    void countChanged(int jobs);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// The selected job, or none.
    [[nodiscard]] std::optional<jobs::Job> selected() const;
    [[nodiscard]] StreamDocument *outputOf(int jobId);
    void buildButtons();
    void giveUp();
    void updateState();
    void say(const QString &words);
    void act(Task<> (*action)(jobs::JobManager *manager, int jobId, bool keep, base::CancelToken cancel),
             const QString &words);

    std::shared_ptr<base::Clock> m_clock;
    sessions::SessionPtr m_session;
    jobs::JobManager *m_manager;
    JobModel *m_model;
    QTreeView *m_view;
    QLabel *m_outputTitle;
    StreamView *m_output;
    QLabel *m_status;
    QPushButton *m_refresh;
    QPushButton *m_receive;
    QCheckBox *m_keep;
    QPushButton *m_stop;
    QPushButton *m_remove;
    QHash<int, StreamDocument *> m_outputs;
    QTimer m_timer;
    base::CancelSource m_cancel;
    bool m_isConnected = true;
    bool m_isOffered = true; ///< until the endpoint turned out to have no Get-Job
    bool m_isActing = false;
    bool m_hasAsked = false;
};

} // namespace rejoin::ui
