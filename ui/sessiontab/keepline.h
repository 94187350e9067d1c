#pragma once

#include "core/sessions/session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace rejoin::ui {

/// One quiet line in a connected session's tab while the time in force on the server is shorter than what the session
/// shall be kept for: a lost network would leave it at that. Offers to set it where nothing runs.
class KeepLine : public QFrame
{
    Q_OBJECT

public:
    explicit KeepLine(sessions::SessionPtr session, QWidget *parent = nullptr);

Q_SIGNALS:
    void keepLongerRequested(const QUuid &shellId);

private:
    void describe();

    sessions::SessionPtr m_session;
    QLabel *m_words;
    QPushButton *m_keep;
};

} // namespace rejoin::ui
