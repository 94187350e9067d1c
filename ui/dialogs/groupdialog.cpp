#include "ui/dialogs/groupdialog.h"

#include "core/sessions/keeping.h"
#include "core/text/names.h"
#include "ui/dialogs/keeptimefield.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/trustfield.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

GroupDialog::GroupDialog(const GroupSettings &settings, QWidget *parent)
    : QDialog(parent),
      m_proxy(new QLineEdit),
      m_trust(new TrustField),
      m_ntlm(new QCheckBox(tr("Allow N&TLM without SSL: who the computer is stays unproven"))),
      m_unencrypted(new QCheckBox(tr("Allow &unencrypted: send password and messages without SSL"))),
      m_keepFor(new KeepTimeField),
      m_problem(hintLabel()),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel)),
      m_given(settings)
{
    setObjectName(u"groupDialog"_s);
    setWindowTitle(tr("Group %1").arg(settings.name));
    setAttribute(Qt::WA_DeleteOnClose);
    identify(m_proxy, "groupProxyEdit", tr("Proxy"), tr("For computers of the group without a proxy of their own"));
    m_proxy->setPlaceholderText(tr("none – http://host:3128, socks5h://host:1080 or system"));
    if (settings.proxy.kind != transport::Proxy::Kind::None)
        m_proxy->setText(settings.proxy.text());
    sessions::ConnectionOptions trusted;
    trusted.extraAuthorities = settings.authorities;
    m_trust->setValue(trusted);
    identify(m_ntlm, "groupAllowNtlmCheck", tr("Allow NTLM without SSL"));
    m_ntlm->setChecked(settings.allowNtlmWithoutTls);
    identify(m_unencrypted, "groupAllowUnencryptedCheck", tr("Allow unencrypted"));
    m_unencrypted->setChecked(settings.allowUnencrypted);
    m_problem->setObjectName(u"problemLabel"_s);

    auto *permissions = new QVBoxLayout;
    permissions->addWidget(m_ntlm);
    permissions->addWidget(m_unencrypted);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(fieldLabel(tr("Pro&xy"), {}, m_proxy), m_proxy);
    form->addRow(fieldLabel(tr("Trusted here"), {}, nullptr), m_trust);
    form->addRow(fieldLabel(tr("Permitted here"), {}, nullptr), permissions);
    identify(m_keepFor, "groupKeepForField", tr("Keep for"),
             tr("How long computers of the group shall keep a session that is left, unless they say it themselves"));
    m_keepFor->setTime(settings.keepFor);
    auto *keep = new QVBoxLayout;
    keep->addWidget(m_keepFor);
    keep->addWidget(hintLabel(tr("Nothing: as usual, %1, cut to what the computer allows.")
                                  .arg(text::duration(sessions::defaultKeepFor.count() / 1000))));
    form->addRow(fieldLabel(tr("&Keep for"), u"IdleTimeout"_s, m_keepFor), keep);
    auto *column = new QVBoxLayout(this);
    column->addWidget(hintLabel(tr("This holds for every computer of the group, beside what each one says itself.")));
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addStretch();
    column->addWidget(m_buttons);
    resize(580, sizeHint().height());
    connect(m_proxy, &QLineEdit::textChanged, this, &GroupDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

GroupSettings GroupDialog::value() const
{
    GroupSettings settings = m_given;
    const QString text = m_proxy->text().trimmed();
    if (text.isEmpty() || text != m_given.proxy.text())
        settings.proxy = proxyFrom(text).value_or(transport::Proxy());
    sessions::ConnectionOptions trusted;
    m_trust->addTo(&trusted);
    settings.authorities = trusted.extraAuthorities;
    settings.allowNtlmWithoutTls = m_ntlm->isChecked();
    settings.allowUnencrypted = m_unencrypted->isChecked();
    settings.keepFor = m_keepFor->time();
    return settings;
}

void GroupDialog::check()
{
    QString problem;
    if (!proxyFrom(m_proxy->text().trimmed()))
        problem = tr("The proxy is none of http://host:port, socks5h://host:port, system and none.");
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(problem.isEmpty());
}

} // namespace rejoin::ui
