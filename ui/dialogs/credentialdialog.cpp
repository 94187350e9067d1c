#include "ui/dialogs/credentialdialog.h"

#include "ui/dialogs/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int namedComputers = 6;

QString listed(const QStringList &names)
{
    if (names.size() <= namedComputers)
        return names.join(u", "_s);
    return CredentialDialog::tr("%1 and %n more", nullptr, int(names.size()) - namedComputers)
        .arg(names.first(namedComputers).join(u", "_s));
}

} // namespace

CredentialDialog::CredentialDialog(const QList<CredentialNeed> &needs, QWidget *parent)
    : QDialog(parent), m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(u"credentialDialog"_s);
    setWindowTitle(tr("Log in"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    for (const CredentialNeed &need : needs) {
        auto *heading = new QLabel(listed(need.computerNames));
        heading->setTextFormat(Qt::PlainText);
        heading->setWordWrap(true);
        QFont bold = heading->font();
        bold.setBold(true);
        heading->setFont(bold);
        rows->addWidget(heading);
        if (!need.reason.isEmpty())
            rows->addWidget(hintLabel(need.reason));
        auto *form = new QFormLayout;
        form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
        auto *user = new QLineEdit(need.userName);
        identify(user, "userEdit", tr("User for %1").arg(listed(need.computerNames)));
        user->setPlaceholderText(tr("DOMAIN\\user or user"));
        auto *password = new QLineEdit;
        identify(password, "passwordEdit", tr("Password for %1").arg(listed(need.computerNames)));
        password->setEchoMode(QLineEdit::Password);
        form->addRow(fieldLabel(tr("User"), {}, user), user);
        form->addRow(fieldLabel(tr("Password"), {}, password), password);
        rows->addLayout(form);
        rows->addSpacing(6);
        m_users += user;
        m_passwords += password;
        connect(user, &QLineEdit::textChanged, this, &CredentialDialog::check);
    }
    rows->addStretch();
    auto *area = new QScrollArea;
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setMinimumHeight(std::min(420, inner->sizeHint().height() + 4));

    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Log in"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(area, 1);
    column->addWidget(hintLabel(tr("Passwords stay in memory until Rejoin ends. They are not saved.")));
    column->addWidget(m_buttons);
    resize(460, sizeHint().height());

    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (qsizetype i = 0; i < m_users.size(); ++i)
        if (QLineEdit *first = m_users.at(i)->text().isEmpty() ? m_users.at(i) : m_passwords.at(i)) {
            first->setFocus();
            break;
        }
    check();
}

CredentialDialog::~CredentialDialog()
{
    for (QLineEdit *password : std::as_const(m_passwords))
        password->clear();
}

void CredentialDialog::check()
{
    const bool some = std::ranges::any_of(m_users, [](const QLineEdit *user) { return !user->text().isEmpty(); });
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(some);
}

QList<base::Credential> CredentialDialog::answers() const
{
    QList<base::Credential> answers;
    for (qsizetype i = 0; i < m_users.size(); ++i) {
        const QString user = m_users.at(i)->text().trimmed();
        QString password = m_passwords.at(i)->text();
        answers +=
            user.isEmpty() ? base::Credential() : base::Credential(user, base::SecretString::fromUtf16(password));
        base::wipe(password.data(), size_t(password.size()) * sizeof(QChar));
    }
    return answers;
}

} // namespace rejoin::ui
