#pragma once

#include "ui/dialogs/keepchooser.h"

#include <QDialog>

namespace rejoin::ui {

/// Closing a session's tab: disconnect (the default) or remove. Says until when the server keeps it, and offers longer.
class CloseTabDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Choice { Disconnect, Remove };

    CloseTabDialog(const QString &title, const KeepLimits &limits, std::shared_ptr<base::Clock> clock,
                   QWidget *parent = nullptr);

    [[nodiscard]] std::chrono::milliseconds time() const { return m_chooser->time(); }

Q_SIGNALS:
    void chosen(rejoin::ui::CloseTabDialog::Choice choice);

private:
    KeepChooser *m_chooser;
};

} // namespace rejoin::ui
