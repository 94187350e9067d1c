#include "ui/dialogs/connectdialog.h"

#include "ui/dialogs/computerdialog.h"
#include "ui/dialogs/connectionform.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

QPlainTextEdit *listEdit(const char *name, const QString &accessibleName, const QString &placeholder)
{
    auto *edit = new QPlainTextEdit;
    identify(edit, name, accessibleName);
    edit->setPlaceholderText(placeholder);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * 2 + 14);
    return edit;
}

} // namespace

ConnectDialog::ConnectDialog(QWidget *parent)
    : QDialog(parent),
      m_by(new QTabWidget),
      m_names(listEdit("computerNamesEdit", tr("Computer names"), tr("Server01, Server02 … one or many"))),
      m_uris(listEdit("urisEdit", tr("URIs"), u"https://server01:5986/wsman"_s)),
      m_redirection(new QCheckBox(tr("Follow the computer to &another address (AllowRedirection)"))),
      m_form(new ConnectionForm),
      m_sessions(new QLineEdit),
      m_throttle(new QSpinBox),
      m_command(new QPlainTextEdit),
      m_problem(hintLabel()),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect to sessions"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *byComputer = new QWidget;
    auto *byComputerColumn = new QVBoxLayout(byComputer);
    byComputerColumn->addWidget(m_names);
    auto *byUriPage = new QWidget;
    auto *byUriColumn = new QVBoxLayout(byUriPage);
    byUriColumn->addWidget(m_uris);
    byUriColumn->addWidget(m_redirection);
    byUriColumn->addStretch();
    m_redirection->setObjectName(u"allowRedirectionCheck"_s);
    m_by->addTab(byComputer, tr("By computer"));
    m_by->addTab(byUriPage, tr("By URI"));
    identify(m_by, "byTabs", tr("How the computers are named"));

    identify(m_sessions, "sessionNamesEdit", tr("Session names or ids"));
    m_sessions->setPlaceholderText(tr("all that are free – or names like ITTask, IT*, or instance ids"));
    m_form->addRowAfter(fieldLabel(tr("Session &names"), u"Name, InstanceId"_s, m_sessions), m_sessions);
    identify(m_throttle, "throttleSpin", tr("Computers at once"));
    m_throttle->setRange(0, 1000);
    m_throttle->setSpecialValueText(tr("usual (32)"));
    m_throttle->setMinimumWidth(110);
    m_form->addRowAfter(fieldLabel(tr("Computers at &once"), u"ThrottleLimit"_s, m_throttle), m_throttle);

    identify(m_command, "commandPreview", tr("PowerShell command"));
    m_command->setReadOnly(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setFixedHeight(m_command->fontMetrics().lineSpacing() * 3 + 12);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("Cop&y"));
    identify(copy, "copyCommandButton", tr("Copy the command"));
    copy->setAutoDefault(false);
    auto *commandHead = new QHBoxLayout;
    commandHead->addWidget(hintLabel(tr("The same in PowerShell:")), 1);
    commandHead->addWidget(copy);

    m_problem->setObjectName(u"problemLabel"_s);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Connect"));

    auto *column = new QVBoxLayout(this);
    column->addWidget(m_by);
    column->addWidget(m_form);
    column->addLayout(commandHead);
    column->addWidget(m_command);
    column->addWidget(m_problem);
    column->addStretch();
    column->addWidget(m_buttons);
    resize(660, sizeHint().height());

    connect(m_by, &QTabWidget::currentChanged, this, &ConnectDialog::check);
    connect(m_names, &QPlainTextEdit::textChanged, this, &ConnectDialog::check);
    connect(m_uris, &QPlainTextEdit::textChanged, this, &ConnectDialog::check);
    connect(m_redirection, &QCheckBox::toggled, this, &ConnectDialog::check);
    connect(m_form, &ConnectionForm::edited, this, &ConnectDialog::check);
    connect(m_sessions, &QLineEdit::textChanged, this, &ConnectDialog::check);
    connect(m_throttle, &QSpinBox::valueChanged, this, &ConnectDialog::check);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void ConnectDialog::setCertificates(Certificates *certificates)
{
    m_form->setCertificates(certificates);
}

bool ConnectDialog::byUri() const
{
    return m_by->currentIndex() == 1;
}

void ConnectDialog::setTarget(const sessions::ConnectionOptions &options)
{
    if (options.byUri()) {
        m_by->setCurrentIndex(1);
        m_uris->setPlainText(options.connectionUri.toString());
    } else {
        m_names->setPlainText(options.computerName);
    }
    m_redirection->setChecked(options.allowRedirection);
    m_form->setValue(options);
    check();
}

ConnectRequest ConnectDialog::request() const
{
    ConnectRequest request;
    request.options = m_form->value();
    if (byUri()) {
        request.uris = ComputerDialog::namesIn(m_uris->toPlainText());
        request.options.allowRedirection = m_redirection->isChecked();
    } else {
        request.computerNames = ComputerDialog::namesIn(m_names->toPlainText());
    }
    for (const QString &word : m_sessions->text().split(u',', Qt::SkipEmptyParts)) {
        const QString name = word.trimmed();
        if (const QUuid id = QUuid::fromString(name); !id.isNull())
            request.instanceIds += id;
        else if (!name.isEmpty())
            request.sessionNames += name;
    }
    request.throttleLimit = m_throttle->value();
    return request;
}

void ConnectDialog::check()
{
    const ConnectRequest asked = request();
    const QUrl uri(asked.uris.value(0));
    m_form->setByUri(byUri(), uri.scheme() == "https"_L1);
    m_form->setHost(byUri() ? uri.host() : asked.computerNames.value(0));
    m_command->setPlainText(connectCommand(asked));

    QString problem = m_form->problem();
    if (byUri() ? asked.uris.isEmpty() : asked.computerNames.isEmpty())
        problem = byUri() ? tr("Enter at least one URI.") : tr("Enter at least one computer.");
    else if (!asked.instanceIds.isEmpty() && !asked.sessionNames.isEmpty())
        problem = tr("Enter either names or instance ids, not both.");
    for (const QString &each : asked.uris) {
        const QUrl one(each, QUrl::StrictMode);
        if (one.scheme() != "http"_L1 && one.scheme() != "https"_L1)
            problem =
                tr("%1 is no address of a remote management service: it begins with http:// or https://.").arg(each);
    }
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

} // namespace rejoin::ui
