#pragma once

#include "core/base/clock.h"
#include "core/remoting/runspacesession.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QRadioButton;
class QSpinBox;

namespace rejoin::ui {

/// How to leave sessions: for how long the server keeps them and what becomes of output meanwhile. Take options() on
/// accepted().
class DisconnectDialog : public QDialog
{
    Q_OBJECT

public:
    /// What is known of the sessions; absent limits are those of Windows.
    struct Limits
    {
        Limits() = default;
        std::chrono::seconds minimum{60};
        std::optional<std::chrono::milliseconds> maximum;
        std::optional<std::chrono::milliseconds> present;
    };

    DisconnectDialog(const QStringList &sessionNames, const Limits &limits, std::shared_ptr<base::Clock> clock,
                     QWidget *parent = nullptr);

    [[nodiscard]] remoting::DisconnectOptions options() const;

private:
    void check();
    [[nodiscard]] qint64 chosenSeconds() const;

    Limits m_limits;
    std::shared_ptr<base::Clock> m_clock;
    QRadioButton *m_keepTime = nullptr;
    QRadioButton *m_setTime = nullptr;
    QSpinBox *m_hours = nullptr;
    QSpinBox *m_minutes = nullptr;
    QLabel *m_until = nullptr;
    QRadioButton *m_asIs = nullptr;
    QRadioButton *m_block = nullptr;
    QRadioButton *m_drop = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace rejoin::ui
