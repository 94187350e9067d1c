#include "ui/dialogs/newsessiondialog.h"

#include "ui/dialogs/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

NewSessionDialog::NewSessionDialog(const QList<Computer> &computers, const QUuid &preselected, QWidget *parent)
    : QDialog(parent),
      m_computer(new QComboBox),
      m_name(new QLineEdit),
      m_configuration(new QComboBox),
      m_idleHours(new QSpinBox)
{
    setObjectName(u"newSessionDialog"_s);
    setWindowTitle(tr("New session"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    identify(m_computer, "computerCombo", tr("Computer"));
    for (const Computer &computer : computers)
        m_computer->addItem(computer.name(), computer.id);
    if (const int index = m_computer->findData(preselected); index >= 0)
        m_computer->setCurrentIndex(index);
    form->addRow(fieldLabel(tr("&Computer"), {}, m_computer), m_computer);
    widen(m_computer);
    widen(m_configuration);
    widen(m_idleHours);
    identify(m_name, "sessionNameEdit", tr("Name"));
    m_name->setPlaceholderText(tr("numbered, like Runspace5"));
    form->addRow(fieldLabel(tr("&Name"), {}, m_name), m_name);
    identify(m_configuration, "configurationCombo", tr("Configuration"));
    m_configuration->setEditable(true);
    m_configuration->addItems({QString(), u"Microsoft.PowerShell"_s, u"PowerShell.7"_s});
    m_configuration->lineEdit()->setPlaceholderText(u"Microsoft.PowerShell"_s);
    form->addRow(fieldLabel(tr("Con&figuration"), u"ConfigurationName"_s, m_configuration), m_configuration);
    identify(m_idleHours, "idleHoursSpin", tr("Kept when idle"));
    m_idleHours->setRange(0, 24 * 24);
    m_idleHours->setSuffix(tr(" h"));
    m_idleHours->setSpecialValueText(tr("the server's setting"));
    form->addRow(fieldLabel(tr("Kept when &idle"), u"IdleTimeout"_s, m_idleHours), m_idleHours);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Create"));
    buttons->button(QDialogButtonBox::Ok)->setEnabled(m_computer->count() > 0);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(hintLabel(tr("A disconnected session counts as idle even while something runs in it.")));
    column->addStretch();
    column->addWidget(buttons);
    resize(480, sizeHint().height());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_name->setFocus();
}

QUuid NewSessionDialog::computer() const
{
    return m_computer->currentData().toUuid();
}

QString NewSessionDialog::sessionName() const
{
    return m_name->text().trimmed();
}

void NewSessionDialog::applyTo(sessions::ConnectionOptions &options) const
{
    if (const QString configuration = m_configuration->currentText().trimmed(); !configuration.isEmpty())
        options.configurationName = configuration;
    if (m_idleHours->value() > 0)
        options.session.idleTimeout = std::chrono::hours(m_idleHours->value());
}

} // namespace rejoin::ui
