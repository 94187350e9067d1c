#pragma once

#include "core/sessions/redirecthandler.h"

#include <QDialog>

class QLineEdit;
class QRadioButton;

namespace rejoin::ui {

/// Asks once, for all computers that it concerns, before something is permitted that is weaker than usual. The button
/// that permits is never the default. Connect to accepted().
class ConsentDialog : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        Question() = default;
        QString objectName;
        QString title;
        QString sentence; ///< what would happen
        QString reason;   ///< what that means, and what avoids it
        QStringList subjects;
        QString permit; ///< the words of the button
        /// Offers to permit it for every computer of a name pattern, too.
        bool offersPattern = false;
        /// With it: the group that all of them are in; empty: none.
        QString group;
    };
    explicit ConsentDialog(const Question &question, QWidget *parent = nullptr);

    /// A wildcard when the user chose to permit it by name; empty: for the subjects alone.
    [[nodiscard]] QString pattern() const;

    /// The user chose to permit it for the whole group.
    [[nodiscard]] bool isForGroup() const;

    /// NTLM over plain HTTP: who the computer is stays unproven.
    [[nodiscard]] static Question ntlmWithoutSsl(const QStringList &computers, const QString &group = {});
    /// CredSSP hands the password over.
    [[nodiscard]] static Question delegation(const QStringList &computers, const QString &user);
    /// Another address, with the login that was meant for the first.
    [[nodiscard]] static Question redirect(const sessions::RedirectQuestion &asked);

private:
    QRadioButton *m_byGroup = nullptr;
    QRadioButton *m_byPattern = nullptr;
    QLineEdit *m_pattern = nullptr;
};

} // namespace rejoin::ui
