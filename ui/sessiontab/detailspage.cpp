#include "ui/sessiontab/detailspage.h"

#include "core/sessions/keeping.h"
#include "core/text/names.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

QString time(const std::optional<QDateTime> &at)
{
    return at ? QLocale().toString(at->toLocalTime(), QLocale::LongFormat) : QString();
}

QString length(const std::optional<std::chrono::milliseconds> &span)
{
    return span ? text::duration(span->count() / 1000) : QString();
}

} // namespace

DetailsPage::DetailsPage(sessions::SessionPtr session, QWidget *parent)
    : QWidget(parent), m_session(std::move(session)), m_list(new QTreeWidget)
{
    identify(m_list, "detailsView", tr("Details of the session"));
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Property"), tr("Value")});
    m_list->setRootIsDecorated(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAlternatingRowColors(true);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("Copy all"));
    identify(copy, "copyDetailsButton", tr("Copy all details"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    row->addWidget(copy);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    refill();
}

QTreeWidgetItem *DetailsPage::section(const QString &title)
{
    auto *item = new QTreeWidgetItem(m_list, {title});
    QFont bold = m_list->font();
    bold.setBold(true);
    item->setFont(0, bold);
    item->setFirstColumnSpanned(true);
    item->setExpanded(true);
    return item;
}

void DetailsPage::add(QTreeWidgetItem *to, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        new QTreeWidgetItem(to, {name, StreamDocument::sanitized(value)});
}

void DetailsPage::refill()
{
    m_list->clear();
    const wsman::ShellInfo &shell = m_session->shell();
    QTreeWidgetItem *session = section(tr("Session"));
    add(session, u"Id"_s, QString::number(m_session->id()));
    add(session, u"Name"_s, m_session->name());
    add(session, u"ShellId"_s, m_session->instanceId().toString(QUuid::WithoutBraces).toUpper());
    add(session, u"State"_s, sessions::stateName(m_session->state()));
    add(session, u"Availability"_s, sessions::availabilityName(m_session->availability()));
    add(session, u"ConfigurationName"_s, m_session->configurationName());
    add(session, u"Owner"_s, shell.owner);
    add(session, u"ProcessId"_s, shell.processId > 0 ? QString::number(shell.processId) : QString());
    add(session, u"MemoryUsed"_s, shell.memoryUsed);
    add(session, u"Culture"_s, shell.dataLocale);
    add(session, u"UICulture"_s, shell.locale);

    QTreeWidgetItem *times = section(tr("Times"));
    add(times, tr("Seen"), time(m_session->seenAt()));
    add(times, u"ShellRunTime"_s, length(shell.shellRunTime));
    add(times, u"IdleTimeout"_s, length(shell.idleTimeout));
    add(times, u"MaxIdleTimeout"_s, length(shell.maxIdleTimeout));
    add(times, tr("Keep for"), length(sessions::keepTime(*m_session)));
    add(times, u"DisconnectedOn"_s, time(m_session->disconnectedOn()));
    add(times, u"ExpiresOn"_s, time(m_session->expiresOn()));
    add(times, u"OutputBufferingMode"_s,
        shell.bufferMode == wsman::BufferMode::Block  ? u"Block"_s
        : shell.bufferMode == wsman::BufferMode::Drop ? u"Drop"_s
                                                      : QString());

    QTreeWidgetItem *computer = section(tr("Computer"));
    add(computer, u"ComputerName"_s, m_session->computerName());
    const sessions::ConnectionOptions &origin = m_session->origin();
    add(computer, tr("User"), origin.credential.userName);
    add(computer, tr("Last client"), shell.clientIp);
    if (const auto runspace = m_session->runspace()) {
        const transport::ConnectionFacts facts = runspace->facts();
        addSecurity(facts);
        add(computer, tr("Protocol version"), runspace->serverProtocolVersion());
        const clixml::Value table = runspace->privateData().entry("PSVersionTable");
        if (table.count() > 0) {
            QTreeWidgetItem *versions = section(u"PSVersionTable"_s);
            for (std::size_t i = 0; i < table.count(); ++i)
                add(versions, table.keyAt(i).text(), table.at(i).text());
        }
    }
    if (!m_session->commands().isEmpty()) {
        QTreeWidgetItem *commands = section(tr("Commands"));
        for (const wsman::CommandInfo &command : m_session->commands())
            add(commands, command.state.isEmpty() ? tr("Command") : command.state,
                command.commandLine.isEmpty() ? command.commandId : command.commandLine);
    }
    m_list->resizeColumnToContents(0);
}

void DetailsPage::addSecurity(const transport::ConnectionFacts &facts)
{
    using Revocation = transport::ConnectionFacts::Revocation;
    QTreeWidgetItem *security = section(tr("Sign-in and protection"));
    add(security, u"Authentication"_s, facts.mechanism);
    add(security, tr("Signed in with"), facts.package);
    add(security, tr("Not Kerberos because"), facts.fallbackReason);
    const bool isPlain = facts.tlsVersion.isEmpty();
    add(security, tr("Messages"),
        !facts.sealing.isEmpty() ? tr("sealed by the sign-in: %1").arg(facts.sealing)
        : isPlain                ? tr("not protected")
                                 : tr("protected by TLS"));
    add(security, u"TLS"_s, isPlain ? tr("none") : facts.tlsVersion);
    add(security, tr("Cipher"), facts.cipher);
    add(security, tr("Certificate"), facts.certificateSubject);
    add(security, u"SHA-256"_s, QString::fromLatin1(facts.certificateSha256.toHex(':').toUpper()));
    if (!isPlain) {
        add(security, tr("Trusted as"),
            facts.pinned ? tr("the certificate chosen for this computer") : tr("vouched for by an authority"));
        add(security, tr("Revocation"),
            facts.revocation == Revocation::Good         ? tr("not revoked (stapled answer)")
            : facts.revocation == Revocation::NotChecked ? tr("not checked: the computer brought no answer along")
                                                         : tr("not asked"));
    }
    add(security, tr("Proxy"), facts.proxy);
    add(security, tr("Address"), facts.peerAddress);
}

QString DetailsPage::text() const
{
    QStringList lines;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *section = m_list->topLevelItem(i);
        lines += section->text(0);
        for (int j = 0; j < section->childCount(); ++j)
            lines += u"  %1: %2"_s.arg(section->child(j)->text(0), section->child(j)->text(1));
    }
    return lines.join(u'\n');
}

} // namespace rejoin::ui
