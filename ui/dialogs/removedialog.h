#pragma once

#include "ui/models/sessionrow.h"

#include <QDialog>

class QCheckBox;

namespace rejoin::ui {

/// Asks once before sessions die, and names what dies with them. Those in use elsewhere need a tick of their own.
/// Take chosen() on accepted().
class RemoveDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RemoveDialog(const QList<SessionRow> &sessions, QWidget *parent = nullptr);

    [[nodiscard]] QList<QUuid> chosen() const;

private:
    QList<SessionRow> m_sessions;
    QCheckBox *m_inUse = nullptr;
};

} // namespace rejoin::ui
