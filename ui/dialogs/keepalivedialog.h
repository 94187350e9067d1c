#pragma once

#include "ui/dialogs/keepchooser.h"

#include <QDialog>

namespace rejoin::ui {

/// Renewing the idle time of disconnected sessions: for how long, and what that does to commands that wait for input.
/// Take time() on accepted().
class KeepAliveDialog : public QDialog
{
    Q_OBJECT

public:
    /// withCommands: names of those sessions that commands are known to run in.
    KeepAliveDialog(const QStringList &sessionNames, const QStringList &withCommands, const KeepLimits &limits,
                    std::shared_ptr<base::Clock> clock, QWidget *parent = nullptr);

    [[nodiscard]] std::chrono::milliseconds time() const { return m_chooser->time(); }

private:
    KeepChooser *m_chooser;
};

} // namespace rejoin::ui
