#include "ui/dialogs/computerdialog.h"

#include "core/sessions/keeping.h"
#include "core/text/names.h"
#include "ui/dialogs/connectionform.h"
#include "ui/dialogs/keeptimefield.h"
#include "ui/dialogs/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

ComputerDialog::ComputerDialog(const QStringList &groups, QWidget *parent)
    : QDialog(parent),
      m_names(new QPlainTextEdit),
      m_group(new QComboBox),
      m_form(new ConnectionForm),
      m_keepFor(new KeepTimeField),
      m_keepHint(hintLabel()),
      m_problem(hintLabel()),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(u"computerDialog"_s);
    setWindowTitle(tr("Add computers"));
    setAttribute(Qt::WA_DeleteOnClose);

    identify(m_names, "namesEdit", tr("Computer names"));
    m_names->setPlaceholderText(tr("Server01, Server02 … – a pasted list will do, or https://server:5986/wsman"));
    m_names->setTabChangesFocus(true);
    m_names->setFixedHeight(m_names->fontMetrics().lineSpacing() * 3 + 12);
    identify(m_group, "groupCombo", tr("Group"));
    widen(m_group);
    m_group->setEditable(true);
    m_group->addItem(QString());
    m_group->addItems(groups);
    m_group->lineEdit()->setPlaceholderText(tr("none"));
    m_problem->setObjectName(u"problemLabel"_s);

    m_form->addRowBefore(fieldLabel(tr("Computer &names"), u"ComputerName"_s, m_names), m_names);
    m_form->addRowBefore(fieldLabel(tr("&Group"), {}, m_group), m_group);
    identify(m_keepFor, "keepForField", tr("Keep for"),
             tr("How long the computer shall keep a session that is left, when nothing else is said"));
    m_keepHint->setObjectName(u"keepForHint"_s);
    auto *keep = new QWidget;
    auto *keepColumn = new QVBoxLayout(keep);
    keepColumn->setContentsMargins(0, 0, 0, 0);
    keepColumn->addWidget(m_keepFor);
    keepColumn->addWidget(m_keepHint);
    m_form->addRowAfter(fieldLabel(tr("&Keep for"), u"IdleTimeout"_s, m_keepFor), keep);

    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Add"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_form);
    column->addWidget(hintLabel(tr("The password stays in memory until Rejoin ends. It is not saved.")));
    column->addWidget(m_problem);
    column->addStretch();
    column->addWidget(m_buttons);
    resize(620, sizeHint().height());

    connect(m_names, &QPlainTextEdit::textChanged, this, &ComputerDialog::check);
    connect(m_form, &ConnectionForm::edited, this, &ComputerDialog::check);
    connect(m_keepFor, &KeepTimeField::edited, this, &ComputerDialog::check);
    connect(m_group, &QComboBox::editTextChanged, this, &ComputerDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void ComputerDialog::setCertificates(Certificates *certificates)
{
    m_form->setCertificates(certificates);
}

void ComputerDialog::setGroupKeepTimes(const QHash<QString, std::chrono::milliseconds> &times)
{
    m_groupKeepTimes = times;
    check();
}

void ComputerDialog::setComputer(const Computer &computer)
{
    m_edited = computer;
    setWindowTitle(tr("Edit %1").arg(computer.name()));
    m_names->setPlainText(computer.options.computerName.isEmpty() ? computer.options.connectionUri.toString()
                                                                  : computer.options.computerName);
    m_group->setEditText(computer.group);
    m_form->setValue(computer.options);
    m_keepFor->setTime(computer.options.keepFor);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Save"));
    check();
}

QStringList ComputerDialog::namesIn(const QString &words)
{
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    QStringList names;
    for (const QString &word : words.split(separators, Qt::SkipEmptyParts))
        if (!names.contains(word, Qt::CaseInsensitive))
            names += word;
    return names;
}

QList<Computer> ComputerDialog::computers() const
{
    QList<Computer> computers;
    for (const QString &name : namesIn(m_names->toPlainText())) {
        Computer computer = m_edited;
        computer.group = m_group->currentText().trimmed();
        computer.options = m_form->value(m_edited.options);
        computer.options.keepFor = m_keepFor->time();
        const bool isUri = name.contains("://"_L1);
        computer.options.computerName = isUri ? QString() : name;
        computer.options.connectionUri = isUri ? QUrl(name) : QUrl();
        computers += computer;
    }
    return computers;
}

void ComputerDialog::check()
{
    const QStringList names = namesIn(m_names->toPlainText());
    const QUrl uri(names.value(0));
    const bool byUri = names.value(0).contains("://"_L1);
    m_form->setByUri(byUri, uri.scheme() == "https"_L1);
    m_form->setHost(byUri ? uri.host() : names.value(0));
    QString problem = m_form->problem();
    if (names.isEmpty())
        problem = tr("Enter at least one name.");
    else if (!m_edited.id.isNull() && names.size() > 1)
        problem = tr("One computer is edited: enter one name.");
    const auto keep = m_keepFor->time();
    const QString group = m_group->currentText().trimmed();
    if (keep)
        m_keepHint->setText(tr("Asked for with every disconnect, cut to what the computer allows."));
    else if (const auto inherited = m_groupKeepTimes.constFind(group); inherited != m_groupKeepTimes.cend())
        m_keepHint->setText(tr("As the group %1 says: %2.").arg(group, text::duration(inherited->count() / 1000)));
    else
        m_keepHint->setText(tr("As usual: %1, cut to what the computer allows.")
                                .arg(text::duration(sessions::defaultKeepFor.count() / 1000)));
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

} // namespace rejoin::ui
