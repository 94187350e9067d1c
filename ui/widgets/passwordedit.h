#pragma once

#include "core/base/secretstring.h"

#include <QLineEdit>

namespace rejoin::ui {

/// A field for a password: shown only while its eye is pressed, nothing to undo, nothing to copy or drag out. What it
/// held is overwritten when it is taken, cleared or gone.
class PasswordEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasswordEdit(QWidget *parent = nullptr);
    ~PasswordEdit() override;

    /// What was typed; it stays in the field.
    [[nodiscard]] base::SecretString secret() const;
    /// Overwrites the field's own characters, then clears it.
    void wipe();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void reveal(bool shown);

    QWidget *m_eye;
};

} // namespace rejoin::ui
