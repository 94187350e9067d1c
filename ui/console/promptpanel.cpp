#include "ui/console/promptpanel.h"

#include "core/text/errortext.h"
#include "ui/console/keypress.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using sessions::FieldKind;

namespace {

constexpr int itemRows = 3;
constexpr int iconPixels = 16;

QLabel *plainLabel(const QString &words)
{
    auto *label = new QLabel(StreamDocument::sanitized(words));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString plainTip(const QString &words)
{
    return StreamDocument::sanitized(words).toHtmlEscaped();
}

base::SecretString takeSecret(const QLineEdit *edit)
{
    QString typed = edit->text();
    base::SecretString secret = base::SecretString::fromUtf16(typed);
    base::wipe(typed.data(), size_t(typed.size()) * sizeof(QChar));
    return secret;
}

/// "Stop && &go" has the hot key "G".
QString hotKeyOf(const QString &label)
{
    const qsizetype mark = label.indexOf(u'&');
    return mark >= 0 && mark + 1 < label.size() ? label.mid(mark + 1, 1).toUpper() : QString();
}

QString withoutMark(QString label)
{
    const qsizetype mark = label.indexOf(u'&');
    if (mark >= 0)
        label.remove(mark, 1);
    return label;
}

} // namespace

PromptPanel::PromptPanel(const QString &asker, QWidget *parent) : QFrame(parent)
{
    setObjectName(u"promptPanel"_s);
    const QString who = StreamDocument::sanitized(asker).simplified();
    setAccessibleName(who.isEmpty() ? tr("Question of the remote computer") : tr("Question of %1").arg(who));
    setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    auto *row = new QHBoxLayout;
    auto *mark = new QLabel;
    mark->setPixmap(icon(u"session"_s).pixmap(iconPixels));
    auto *words = plainLabel(who.isEmpty() ? tr("The remote computer asks:") : tr("%1 asks:").arg(who));
    words->setObjectName(u"promptAsker"_s);
    words->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(mark);
    row->addWidget(words, 1);
    column->addLayout(row);
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

QLineEdit *PromptPanel::addEdit(const QString &label, const QString &name, bool isSecret)
{
    auto *row = new QHBoxLayout;
    auto *edit = new QLineEdit;
    const QString shown = StreamDocument::sanitized(label).simplified();
    identify(edit, "promptEdit", shown.isEmpty() ? tr("Answer") : shown);
    if (!name.isEmpty())
        edit->setObjectName(u"promptEdit."_s + name);
    if (isSecret)
        edit->setEchoMode(QLineEdit::Password);
    QLabel *words = plainLabel(shown.isEmpty() ? (isSecret ? tr("Secret:") : tr("Input:")) : shown + u':');
    words->setWordWrap(false);
    words->setBuddy(edit);
    row->addWidget(words);
    row->addWidget(edit, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    m_order += edit;
    connect(edit, &QLineEdit::returnPressed, this, [this, edit] {
        const qsizetype at = m_order.indexOf(edit);
        if (at + 1 < m_order.size())
            m_order.at(at + 1)->setFocus();
        else
            submit();
    });
    return edit;
}

void PromptPanel::addItems(Field &field, const QString &label)
{
    layout()->addWidget(plainLabel(tr("%1, one on each line:").arg(label)));
    field.items = new QPlainTextEdit;
    identify(field.items, "promptItems", StreamDocument::sanitized(label),
             tr("One value on each line; Ctrl+Enter answers"));
    field.items->setObjectName(u"promptEdit."_s + field.asked.name);
    field.items->setTabChangesFocus(true);
    field.items->setFixedHeight(field.items->fontMetrics().lineSpacing() * (itemRows + 1));
    field.items->installEventFilter(this);
    layout()->addWidget(field.items);
    m_order += field.items;
}

void PromptPanel::addProblem(Field &field)
{
    field.problem = plainLabel({});
    field.problem->setObjectName(u"promptProblem."_s + field.asked.name);
    QPalette colours = field.problem->palette();
    const bool isDark = colours.color(QPalette::Window).lightness() < 128;
    colours.setColor(QPalette::WindowText, isDark ? QColor(0xff, 0x8a, 0x92) : QColor(0xb3, 0x26, 0x1e));
    field.problem->setPalette(colours);
    field.problem->hide();
    layout()->addWidget(field.problem);
}

void PromptPanel::addField(const sessions::PromptField &asked)
{
    Field field;
    field.asked = asked;
    const QString label = asked.words();
    switch (asked.kind()) {
    case FieldKind::Text:
        field.edit = addEdit(label, asked.name, false);
        field.edit->setText(asked.defaultValue);
        break;
    case FieldKind::Secret:
        field.secret = addEdit(label, asked.name, true);
        break;
    case FieldKind::Credential:
        field.edit = addEdit(tr("%1: user").arg(label), asked.name, false);
        field.secret = addEdit(tr("%1: password").arg(label), asked.name + u".Password"_s, true);
        break;
    case FieldKind::List:
        addItems(field, label);
        break;
    }
    QStringList help;
    if (!asked.helpMessage.isEmpty())
        help += asked.helpMessage;
    if (const auto wanted = sessions::wantedWords(asked.itemType()))
        help += text::translated(*wanted);
    if (!help.isEmpty()) {
        QLabel *words = plainLabel(help.join(u'\n'));
        words->setForegroundRole(QPalette::PlaceholderText);
        words->setObjectName(u"promptHelp."_s + asked.name);
        layout()->addWidget(words);
    }
    addProblem(field);
    m_fields += field;
}

void PromptPanel::addButtons(bool canAnswer)
{
    auto *row = new QHBoxLayout;
    row->addStretch();
    if (canAnswer) {
        auto *ok = new QPushButton(tr("Answer"));
        ok->setObjectName(u"promptAnswerButton"_s);
        row->addWidget(ok);
        connect(ok, &QPushButton::clicked, this, &PromptPanel::submit);
    }
    auto *stop = new QPushButton(tr("Stop the command"));
    stop->setObjectName(u"promptStopButton"_s);
    row->addWidget(stop);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(stop, &QPushButton::clicked, this, &PromptPanel::dismissed);
    focusFirst();
}

void PromptPanel::focusFirst()
{
    // After the panel has been put into the window.
    QTimer::singleShot(0, this, [this] {
        if (m_waitsForKey) {
            setFocus();
            return;
        }
        for (QPushButton *button : std::as_const(m_buttons)) {
            if (button->isDefault()) {
                button->setFocus();
                return;
            }
        }
        for (QWidget *one : std::as_const(m_order)) {
            const auto *edit = qobject_cast<QLineEdit *>(one);
            if (!edit || !edit->isReadOnly()) {
                one->setFocus();
                return;
            }
        }
        if (!m_checks.isEmpty())
            m_checks.first()->setFocus();
        else if (!m_buttons.isEmpty())
            m_buttons.first()->setFocus();
    });
}

bool PromptPanel::check(const Field &field) const
{
    std::optional<base::Text> problem;
    if (field.items) {
        for (const QString &item : field.items->toPlainText().split(u'\n', Qt::SkipEmptyParts)) {
            if (!problem)
                problem = field.asked.problemWith(item);
        }
    } else if (field.edit && field.asked.kind() == FieldKind::Text) {
        problem = field.asked.problemWith(field.edit->text());
    }
    field.problem->setVisible(problem.has_value());
    if (!problem)
        return true;
    field.problem->setText(text::translated(*problem));
    QWidget *where = field.items ? static_cast<QWidget *>(field.items) : field.edit;
    where->setAccessibleDescription(field.problem->text());
    where->setFocus();
    return false;
}

void PromptPanel::submit()
{
    if (m_isDone)
        return;
    for (const Field &field : std::as_const(m_fields)) {
        if (field.problem && !check(field))
            return;
    }
    m_chosen.clear();
    for (int i = 0; i < m_checks.size(); ++i) {
        if (m_checks.at(i)->isChecked())
            m_chosen += i;
    }
    m_isDone = true;
    Q_EMIT answered();
}

void PromptPanel::pick(int choice)
{
    if (m_isDone)
        return;
    m_chosen = {choice};
    m_isDone = true;
    Q_EMIT answered();
}

void PromptPanel::keyPressEvent(QKeyEvent *event)
{
    if (m_waitsForKey) {
        const auto press = keyPressOf(*event);
        if (press && !m_isDone) {
            m_key = *press;
            m_isDone = true;
            Q_EMIT answered();
        }
        return;
    }
    const QString typed = event->text().toUpper();
    const auto choice = typed.isEmpty() ? -1 : int(m_hotKeys.indexOf(typed));
    if (choice >= 0 && !m_checks.isEmpty()) {
        m_checks.at(choice)->toggle();
        m_checks.at(choice)->setFocus();
    } else if (choice >= 0) {
        pick(choice);
    } else if (typed == "?"_L1 && m_help) {
        m_help->click();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_checks.isEmpty()) {
        submit();
    } else {
        QFrame::keyPressEvent(event);
    }
}

bool PromptPanel::focusNextPrevChild(bool next)
{
    // Tab is a key, too.
    return m_waitsForKey ? false : QFrame::focusNextPrevChild(next);
}

void PromptPanel::askFields(const QString &caption, const QString &message, const QList<sessions::PromptField> &fields)
{
    heading(caption, message);
    for (const sessions::PromptField &field : fields)
        addField(field);
    addButtons();
}

void PromptPanel::askLine(bool isSecret)
{
    Field field;
    (isSecret ? field.secret : field.edit) = addEdit({}, {}, isSecret);
    m_fields += field;
    addButtons();
}

void PromptPanel::askKey()
{
    layout()->addWidget(plainLabel(tr("The command waits for a key. Press one.")));
    setFocusPolicy(Qt::StrongFocus);
    m_waitsForKey = true;
    addButtons(false);
}

void PromptPanel::tellOfForeignQuestion()
{
    findChild<QLabel *>(u"promptAsker"_s)->setText(accessibleName());
    layout()->addWidget(
        plainLabel(tr("The command waits for an answer to a question that went to another client. Nobody "
                      "here can give it; the command can be stopped.")));
    addButtons(false);
}

bool PromptPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier) {
            submit();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void PromptPanel::addHelp(const QString &words)
{
    QLabel *help = plainLabel(words);
    help->setObjectName(u"promptHelp"_s);
    help->hide();
    layout()->addWidget(help);
    connect(m_help, &QPushButton::clicked, help, [help] { help->setVisible(help->isHidden()); });
}

void PromptPanel::askChoice(const QString &caption, const QString &message,
                            const QList<sessions::PromptChoice> &choices, const QList<int> &defaults, bool multiple)
{
    heading(caption, message);
    auto *row = new QHBoxLayout;
    QStringList help;
    for (int i = 0; i < choices.size(); ++i) {
        const sessions::PromptChoice &choice = choices.at(i);
        const QString label = StreamDocument::sanitized(choice.label).simplified();
        const bool isDefault = defaults.contains(i);
        m_hotKeys += hotKeyOf(label);
        if (!choice.helpMessage.isEmpty())
            help += withoutMark(label) + u" – "_s + choice.helpMessage;
        if (multiple) {
            auto *box = new QCheckBox(label);
            box->setChecked(isDefault);
            box->setToolTip(plainTip(choice.helpMessage));
            box->setObjectName(u"promptChoice%1"_s.arg(i));
            row->addWidget(box);
            m_checks += box;
            continue;
        }
        auto *button = new QPushButton(label);
        button->setObjectName(u"promptChoice%1"_s.arg(i));
        button->setToolTip(plainTip(choice.helpMessage));
        button->setDefault(isDefault);
        row->addWidget(button);
        m_buttons += button;
        connect(button, &QPushButton::clicked, this, [this, i] { pick(i); });
    }
    if (!help.isEmpty()) {
        m_help = new QPushButton(tr("?", "help on the choices"));
        identify(m_help, "promptHelpButton", tr("Help on the choices"));
        m_help->setAutoDefault(false);
        row->addWidget(m_help);
    }
    row->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    if (m_help)
        addHelp(help.join(u'\n'));
    addButtons(multiple); // a single choice is made by its own button
}

void PromptPanel::askCredential(const sessions::CredentialQuestion &question)
{
    heading(question.caption, question.message);
    if (!question.targetName.isEmpty())
        layout()->addWidget(plainLabel(tr("For: %1").arg(question.targetName)));
    Field field;
    field.edit = addEdit(tr("User"), u"UserName"_s, false);
    field.edit->setText(question.userName);
    field.edit->setReadOnly(question.fixedUserName);
    field.secret = addEdit(tr("Password"), u"Password"_s, true);
    m_fields += field;
    addButtons();
}

QList<sessions::HostInterface::FieldAnswer> PromptPanel::answers() const
{
    QList<sessions::HostInterface::FieldAnswer> answers;
    for (const Field &field : m_fields) {
        sessions::HostInterface::FieldAnswer answer;
        if (field.edit)
            answer.text = field.edit->text();
        if (field.secret)
            answer.secret = takeSecret(field.secret);
        if (field.items)
            answer.items = field.items->toPlainText().split(u'\n', Qt::SkipEmptyParts);
        answers += answer;
    }
    return answers;
}

base::Credential PromptPanel::credential() const
{
    if (m_fields.isEmpty() || !m_fields.first().edit || !m_fields.first().secret)
        return {};
    return base::Credential(m_fields.first().edit->text(), takeSecret(m_fields.first().secret));
}

} // namespace rejoin::ui
