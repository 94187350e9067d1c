#pragma once

#include "core/sessions/hostinterface.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace rejoin::ui {

/// One question of the remote side, as fields in the flow of the console. It says who asks, so that it cannot pass for
/// a question of the program. Emits answered() or dismissed() once.
class PromptPanel : public QFrame
{
    Q_OBJECT

public:
    /// asker: "Server01 · ITTask"
    explicit PromptPanel(const QString &asker, QWidget *parent = nullptr);

    void askFields(const QString &caption, const QString &message, const QList<sessions::PromptField> &fields);
    void askLine(bool isSecret);
    void askChoice(const QString &caption, const QString &message, const QList<sessions::PromptChoice> &choices,
                   const QList<int> &defaults, bool multiple);
    void askCredential(const sessions::CredentialQuestion &question);
    void askKey();
    /// No question: the one that the command waits for went to another client.
    void tellOfForeignQuestion();

    [[nodiscard]] QList<sessions::HostInterface::FieldAnswer> answers() const;
    [[nodiscard]] QList<int> chosen() const { return m_chosen; }
    [[nodiscard]] base::Credential credential() const;
    [[nodiscard]] sessions::KeyPress key() const { return m_key; }

Q_SIGNALS:
    void answered();
    /// The user will not answer: the command is stopped.
    void dismissed();

protected:
    /// A choice's hot key, without Alt as in a console; ? for help; any key where one is waited for.
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    /// Ctrl+Enter in a list answers.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Field
    {
        sessions::PromptField asked;
        QLineEdit *edit = nullptr;
        QLineEdit *secret = nullptr; ///< the password of a credential, or the secret itself
        QPlainTextEdit *items = nullptr;
        QLabel *problem = nullptr;
    };

    void heading(const QString &caption, const QString &message);
    QLineEdit *addEdit(const QString &label, const QString &name, bool isSecret);
    void addField(const sessions::PromptField &field);
    void addItems(Field &field, const QString &label);
    void addProblem(Field &field);
    void addHelp(const QString &words);
    void addButtons(bool canAnswer = true);
    void submit();
    void pick(int choice);
    [[nodiscard]] bool check(const Field &field) const;
    void focusFirst();

    QList<Field> m_fields;
    QList<QWidget *> m_order; ///< what Enter walks through
    QList<QCheckBox *> m_checks;
    QList<QPushButton *> m_buttons;
    QStringList m_hotKeys;
    QPushButton *m_help = nullptr;
    QList<int> m_chosen;
    sessions::KeyPress m_key;
    bool m_waitsForKey = false;
    bool m_isDone = false;
};

} // namespace rejoin::ui
