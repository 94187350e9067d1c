#pragma once

#include "core/output/savedoutputstore.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QSettings;
class QToolButton;
class QTreeWidget;

namespace rejoin::ui {

class StreamDocument;
class StreamView;

/// What is kept on this computer of what sessions sent: a list by command or Receive, and the text of the one that is
/// chosen. Of one session, or of all (also of those that are gone).
class SavedOutputView : public QWidget
{
    Q_OBJECT

public:
    /// shellId null: all sessions. The settings keep the limit; may be null.
    SavedOutputView(std::shared_ptr<output::SavedOutputStore> store, const QUuid &shellId, QSettings *settings,
                    QWidget *parent = nullptr);

    void refill();
    [[nodiscard]] StreamDocument *stream() const { return m_stream; }
    void saveAs(const QString &path);
    /// Asks first.
    void clear();

private:
    void showChosen();
    [[nodiscard]] QString chosen() const;
    void askWhereToSave();
    void askLimit();
    void say(const QString &words);

    std::shared_ptr<output::SavedOutputStore> m_store;
    QUuid m_shellId;
    QSettings *m_settings;
    QTreeWidget *m_list;
    StreamDocument *m_stream;
    StreamView *m_view;
    QPushButton *m_save;
    QPushButton *m_clear;
    QPushButton *m_limit;
    QLabel *m_status;
    QPointer<QObject> m_reading;
    QString m_shown;
};

} // namespace rejoin::ui
