#pragma once

#include "core/sessions/hostinterface.h"

#include <QFrame>

class QCheckBox;
class QLineEdit;

namespace rejoin::ui {

/// One question of the remote side, as fields in the flow of the console. Emits answered() or dismissed() once.
class PromptPanel : public QFrame
{
    Q_OBJECT

public:
    explicit PromptPanel(QWidget *parent = nullptr);

    void askFields(const QString &caption, const QString &message, const QList<sessions::PromptField> &fields);
    void askLine(bool isSecret);
    void askChoice(const QString &caption, const QString &message, const QList<sessions::PromptChoice> &choices,
                   const QList<int> &defaults, bool multiple);
    void askCredential(const QString &caption, const QString &message, const QString &userName);

    [[nodiscard]] QList<sessions::HostInterface::FieldAnswer> answers() const;
    [[nodiscard]] QList<int> chosen() const { return m_chosen; }
    [[nodiscard]] base::Credential credential() const;

Q_SIGNALS:
    void answered();
    /// The user will not answer: the command is stopped.
    void dismissed();

private:
    void heading(const QString &caption, const QString &message);
    QLineEdit *addField(const QString &label, const QString &name, bool isSecret);
    void addButtons();
    void focusFirst();

    struct Field
    {
        QLineEdit *edit = nullptr;
        bool isSecret = false;
    };
    QList<Field> m_fields;
    QList<QCheckBox *> m_checks;
    QList<int> m_chosen;
};

} // namespace rejoin::ui
