#include "ui/console/promptpanel.h"

#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *plainLabel(const QString &words)
{
    auto *label = new QLabel(StreamDocument::sanitized(words));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

base::SecretString takeSecret(const QLineEdit *edit)
{
    QString typed = edit->text();
    base::SecretString secret = base::SecretString::fromUtf16(typed);
    base::wipe(typed.data(), size_t(typed.size()) * sizeof(QChar));
    return secret;
}

} // namespace

PromptPanel::PromptPanel(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"promptPanel"_s);
    setAccessibleName(tr("Question of the remote computer"));
    setFrameShape(QFrame::StyledPanel);
    setLayout(new QVBoxLayout);
}

void PromptPanel::heading(const QString &caption, const QString &message)
{
    if (!caption.isEmpty()) {
        QLabel *label = plainLabel(caption);
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
        layout()->addWidget(label);
    }
    if (!message.isEmpty())
        layout()->addWidget(plainLabel(message));
}

QLineEdit *PromptPanel::addField(const QString &label, const QString &name, bool isSecret)
{
    auto *row = new QHBoxLayout;
    auto *edit = new QLineEdit;
    identify(edit, "promptEdit", label.isEmpty() ? tr("Answer") : label);
    if (!name.isEmpty())
        edit->setObjectName(u"promptEdit."_s + name);
    if (isSecret)
        edit->setEchoMode(QLineEdit::Password);
    QLabel *words = plainLabel(label.isEmpty() ? (isSecret ? tr("Secret:") : tr("Input:")) : label + u':');
    words->setWordWrap(false);
    words->setBuddy(edit);
    row->addWidget(words);
    row->addWidget(edit, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(edit, &QLineEdit::returnPressed, this, [this, edit] {
        for (qsizetype i = 0; i + 1 < m_fields.size(); ++i)
            if (m_fields.at(i).edit == edit) {
                m_fields.at(i + 1).edit->setFocus();
                return;
            }
        Q_EMIT answered();
    });
    m_fields += Field{edit, isSecret};
    return edit;
}

void PromptPanel::addButtons()
{
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *ok = new QPushButton(tr("Answer"));
    ok->setObjectName(u"promptAnswerButton"_s);
    auto *stop = new QPushButton(tr("Stop the command"));
    stop->setObjectName(u"promptStopButton"_s);
    row->addWidget(ok);
    row->addWidget(stop);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(ok, &QPushButton::clicked, this, &PromptPanel::answered);
    connect(stop, &QPushButton::clicked, this, &PromptPanel::dismissed);
    focusFirst();
}

void PromptPanel::focusFirst()
{
    // After the panel has been put into the window.
    QTimer::singleShot(0, this, [this] {
        for (QWidget *child : findChildren<QWidget *>())
            if ((qobject_cast<QLineEdit *>(child) || qobject_cast<QPushButton *>(child) ||
                 qobject_cast<QCheckBox *>(child)) &&
                !child->property("isDefaultChoice").isNull()) {
                child->setFocus();
                return;
            }
        if (!m_fields.isEmpty())
            m_fields.first().edit->setFocus();
    });
}

void PromptPanel::askFields(const QString &caption, const QString &message, const QList<sessions::PromptField> &fields)
{
    heading(caption, message);
    for (const sessions::PromptField &field : fields) {
        QString label = field.label;
        label.remove(u'&');
        QLineEdit *edit = addField(label.isEmpty() ? field.name : label, field.name, field.isSecret());
        edit->setText(field.isSecret() ? QString() : field.defaultValue);
        edit->setToolTip(field.helpMessage.toHtmlEscaped());
    }
    addButtons();
}

void PromptPanel::askLine(bool isSecret)
{
    addField({}, {}, isSecret);
    addButtons();
}

void PromptPanel::askChoice(const QString &caption, const QString &message,
                            const QList<sessions::PromptChoice> &choices, const QList<int> &defaults, bool multiple)
{
    heading(caption, message);
    auto *row = new QHBoxLayout;
    for (int i = 0; i < choices.size(); ++i) {
        const sessions::PromptChoice &choice = choices.at(i);
        const bool isDefault = defaults.contains(i);
        if (multiple) {
            auto *check = new QCheckBox(choice.label);
            check->setChecked(isDefault);
            check->setToolTip(choice.helpMessage.toHtmlEscaped());
            check->setObjectName(u"promptChoice%1"_s.arg(i));
            row->addWidget(check);
            m_checks += check;
            continue;
        }
        auto *button = new QPushButton(choice.label);
        button->setObjectName(u"promptChoice%1"_s.arg(i));
        button->setToolTip(choice.helpMessage.toHtmlEscaped());
        button->setDefault(isDefault);
        if (isDefault)
            button->setProperty("isDefaultChoice", true);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] {
            m_chosen = {i};
            Q_EMIT answered();
        });
    }
    row->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    if (multiple) {
        addButtons();
        connect(this, &PromptPanel::answered, this, [this] {
            m_chosen.clear();
            for (int i = 0; i < m_checks.size(); ++i)
                if (m_checks.at(i)->isChecked())
                    m_chosen += i;
        });
    }
    focusFirst();
}

void PromptPanel::askCredential(const QString &caption, const QString &message, const QString &userName)
{
    heading(caption, message);
    addField(tr("User"), u"UserName"_s, false)->setText(userName);
    addField(tr("Password"), u"Password"_s, true);
    addButtons();
}

QList<sessions::HostInterface::FieldAnswer> PromptPanel::answers() const
{
    QList<sessions::HostInterface::FieldAnswer> answers;
    for (const Field &field : m_fields) {
        sessions::HostInterface::FieldAnswer answer;
        if (field.isSecret)
            answer.secret = takeSecret(field.edit);
        else
            answer.text = field.edit->text();
        answers += answer;
    }
    return answers;
}

base::Credential PromptPanel::credential() const
{
    if (m_fields.size() < 2)
        return {};
    return base::Credential(m_fields.at(0).edit->text(), takeSecret(m_fields.at(1).edit));
}

} // namespace rejoin::ui
