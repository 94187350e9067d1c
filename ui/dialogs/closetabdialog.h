#pragma once

#include <QDialog>

namespace rejoin::ui {

/// Closing a session's tab: disconnect (the default) or remove.
class CloseTabDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Choice { Disconnect, Remove };

    /// keptWords: until when the server keeps it, one sentence.
    CloseTabDialog(const QString &title, const QString &keptWords, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(rejoin::ui::CloseTabDialog::Choice choice);
};

} // namespace rejoin::ui
