#pragma once

#include "core/base/clock.h"
#include "core/remoting/runspacesession.h"
#include "ui/dialogs/keepchooser.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QRadioButton;

namespace rejoin::ui {

/// How to leave sessions: for how long the server keeps them and what becomes of output meanwhile. Take options() on
/// accepted().
class DisconnectDialog : public QDialog
{
    Q_OBJECT

public:
    using Limits = KeepLimits;

    DisconnectDialog(const QStringList &sessionNames, const Limits &limits, std::shared_ptr<base::Clock> clock,
                     QWidget *parent = nullptr);

    [[nodiscard]] remoting::DisconnectOptions options() const;

private:
    void check();

    Limits m_limits;
    std::shared_ptr<base::Clock> m_clock;
    QRadioButton *m_keepTime = nullptr;
    QRadioButton *m_setTime = nullptr;
    KeepChooser *m_time = nullptr;
    QLabel *m_present = nullptr;
    QRadioButton *m_asIs = nullptr;
    QRadioButton *m_block = nullptr;
    QRadioButton *m_drop = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace rejoin::ui
