#include "ui/dialogs/credentialdialog.h"

#include "ui/dialogs/labels.h"
#include "ui/widgets/passwordedit.h"

#include <QCheckBox>
#include <QComboBox>
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

CredentialDialog::CredentialDialog(const QList<CredentialNeed> &needs, QWidget *parent, const RememberOffer &offer)
    : QDialog(parent), m_needs(needs), m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
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
        auto *password = new PasswordEdit;
        identify(password, "passwordEdit", tr("Password for %1").arg(listed(need.computerNames)));
        form->addRow(fieldLabel(tr("User"), {}, user), user);
        form->addRow(fieldLabel(tr("Password"), {}, password), password);
        rows->addLayout(form);
        auto *remember = new QCheckBox(tr("&Remember in the keychain, for"));
        identify(remember, "rememberCheck", tr("Remember in the keychain"),
                 tr("Stored once a server has accepted it; never anywhere but in the keychain"));
        auto *scope = new QComboBox;
        identify(scope, "rememberScopeCombo", tr("Remember for"));
        scope->addItem(need.computerNames.size() == 1 ? tr("this computer") : tr("these computers"),
                       int(vault::Scope::Kind::Computer));
        if (!need.group.isEmpty())
            scope->addItem(tr("the group %1").arg(need.group), int(vault::Scope::Kind::Group));
        scope->addItem(tr("all computers without a login of their own"), int(vault::Scope::Kind::Default));
        scope->setEnabled(false);
        connect(remember, &QCheckBox::toggled, scope, &QWidget::setEnabled);
        if (offer.isPossible) {
            auto *row = new QHBoxLayout;
            row->addWidget(remember);
            row->addWidget(scope, 1);
            rows->addLayout(row);
        } else {
            for (QWidget *unused : {static_cast<QWidget *>(remember), static_cast<QWidget *>(scope)}) {
                unused->setParent(this);
                unused->hide();
            }
        }
        m_remember += remember;
        m_scopes += scope;
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
    column->addWidget(hintLabel(
        offer.words.isEmpty() ? tr("Passwords stay in memory until Rejoin ends. They are not saved.") : offer.words));
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

CredentialDialog::~CredentialDialog() = default;

QList<vault::Scope> CredentialDialog::rememberFor(qsizetype need) const
{
    QList<vault::Scope> scopes;
    if (m_remember.at(need)->isHidden() || !m_remember.at(need)->isChecked())
        return scopes;
    const auto kind = vault::Scope::Kind(m_scopes.at(need)->currentData().toInt());
    if (kind == vault::Scope::Kind::Computer) {
        for (const QString &name : m_needs.at(need).computerNames)
            scopes.append(vault::Scope(kind, name));
    } else {
        scopes.append(vault::Scope(kind, kind == vault::Scope::Kind::Group ? m_needs.at(need).group : QString()));
    }
    return scopes;
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
        answers += user.isEmpty() ? base::Credential() : base::Credential(user, m_passwords.at(i)->secret());
    }
    return answers;
}

} // namespace rejoin::ui
