#pragma once

#include "core/sessions/session.h"

#include <QWidget>

class QTreeWidget;
class QTreeWidgetItem;

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
    [[nodiscard]] QTreeWidgetItem *section(const QString &title);
    /// Nothing when there is no value.
    static void add(QTreeWidgetItem *to, const QString &name, const QString &value);
    void addSecurity(const transport::ConnectionFacts &facts);

    sessions::SessionPtr m_session;
    QTreeWidget *m_list;
};

} // namespace rejoin::ui
