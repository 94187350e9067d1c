#pragma once

#include "ui/store/computer.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace rejoin::ui {

/// A new session: on which computer, its name, configuration and idle time-out. Take the parts on accepted().
class NewSessionDialog : public QDialog
{
    Q_OBJECT

public:
    NewSessionDialog(const QList<Computer> &computers, const QUuid &preselected, QWidget *parent = nullptr);

    [[nodiscard]] QUuid computer() const;
    [[nodiscard]] QString sessionName() const;
    /// Puts configuration and idle time-out into the computer's options.
    void applyTo(sessions::ConnectionOptions &options) const;

private:
    QComboBox *m_computer = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_configuration = nullptr;
    QSpinBox *m_idleHours = nullptr;
};

} // namespace rejoin::ui
