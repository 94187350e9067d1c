#pragma once

#include "core/sessions/session.h"

#include <QWidget>

class QTreeWidget;

namespace rejoin::ui {

/// Everything that is known of a session, to be read and copied.
class DetailsPage : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsPage(sessions::SessionPtr session, QWidget *parent = nullptr);

    void refill();
    [[nodiscard]] QString text() const;

private:
    sessions::SessionPtr m_session;
    QTreeWidget *m_list;
};

} // namespace rejoin::ui
