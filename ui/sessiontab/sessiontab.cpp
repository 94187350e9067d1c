#include "ui/sessiontab/sessiontab.h"

#include "core/text/errortext.h"
#include "ui/console/streamdocument.h"
#include "ui/icons.h"
#include "ui/jobviewer/jobviewer.h"
#include "ui/sessiontab/consolepage.h"
#include "ui/sessiontab/detailspage.h"
#include "ui/sessiontab/keepline.h"
#include "ui/sessiontab/outputpage.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using remoting::SessionState;

SessionTab::SessionTab(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent)
    : QWidget(parent),
      m_session(std::move(session)),
      m_banner(new QFrame),
      m_bannerText(new QLabel),
      m_bannerConnect(new QPushButton(icon(u"connect"_s), tr("Connect"))),
      m_pages(new QTabWidget),
      m_console(new ConsolePage(service, m_session)),
      m_jobs(new JobViewer(service, m_session)),
      m_output(new OutputPage(service, m_session)),
      m_details(new DetailsPage(m_session))
{
    setObjectName(u"sessionTab"_s);
    m_banner->setObjectName(u"sessionBanner"_s);
    m_banner->setAutoFillBackground(true);
    m_banner->setBackgroundRole(QPalette::AlternateBase);
    auto *row = new QHBoxLayout(m_banner);
    row->setContentsMargins(8, 4, 8, 4);
    m_bannerText->setTextFormat(Qt::PlainText);
    m_bannerText->setWordWrap(true);
    m_bannerConnect->setObjectName(u"bannerConnectButton"_s);
    row->addWidget(m_bannerText, 1);
    row->addWidget(m_bannerConnect);

    m_pages->setObjectName(u"sessionPages"_s);
    m_pages->setDocumentMode(true);
    m_pages->addTab(m_console, icon(u"session"_s), tr("Console"));
    m_pages->addTab(m_jobs, icon(u"jobs"_s), tr("Jobs"));
    m_pages->addTab(m_output, icon(u"receive"_s), tr("Output"));
    m_pages->addTab(m_details, icon(u"details"_s), tr("Details"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    auto *keepLine = new KeepLine(m_session);
    column->addWidget(keepLine);
    connect(keepLine, &KeepLine::keepLongerRequested, this, &SessionTab::keepLongerRequested);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_pages);

    connect(m_jobs, &JobViewer::countChanged, this, [this](int count) {
        m_pages->setTabText(m_pages->indexOf(m_jobs), count > 0 ? tr("Jobs (%1)").arg(count) : tr("Jobs"));
    });
    connect(m_console, &ConsolePage::questionAsked, this, [this] { m_pages->setCurrentWidget(m_console); });
    connect(m_output, &OutputPage::questionAsked, this, [this] { m_pages->setCurrentWidget(m_output); });
    connect(m_console, &ConsolePage::runningChanged, this, [this](bool running) {
        // What was typed may have started or ended jobs.
        if (!running && m_jobs->isVisible())
            m_jobs->refresh();
    });
    connect(m_console, &ConsolePage::titled, this, [this](const QString &title) {
        constexpr qsizetype longest = 40;
        m_subtitle = title.size() > longest ? title.left(longest - 1) + u'…' : title;
        Q_EMIT changed();
    });
    connect(m_console, &ConsolePage::exitRequested, this, [this](int exitCode) {
        m_console->note(tr("The command ended the console with exit code %1.").arg(exitCode));
        Q_EMIT exitRequested();
    });
    connect(m_bannerConnect, &QPushButton::clicked, this,
            [this] { Q_EMIT reconnectRequested(m_session->instanceId()); });
    connect(&m_countDown, &QTimer::timeout, this, &SessionTab::countDown);
    connect(m_session.get(), &sessions::Session::changed, this, &SessionTab::updateState);
    connect(m_pages, &QTabWidget::currentChanged, this, [this] {
        if (m_pages->currentWidget() == m_details)
            m_details->refill();
    });
    // A command that was left running tells what it had to say, without being asked.
    const bool hasCommand = !m_session->commands().isEmpty();
    m_isConnected = m_session->state() == SessionState::Opened;
    m_banner->hide();
    follow();
    if (m_isConnected) {
        if (hasCommand)
            m_pages->setCurrentWidget(m_output);
        m_output->attach();
    }
    updateState();
}

void SessionTab::focusPage()
{
    m_pages->currentWidget()->setFocus();
}

QString SessionTab::title() const
{
    return m_session->name() + u" · "_s + m_session->computerName();
}

void SessionTab::follow()
{
    const auto runspace = m_session->runspace();
    if (!runspace || runspace == m_followed.lock())
        return;
    m_followed = runspace;
    connect(runspace.get(), &remoting::RunspaceSession::stateChanged, this, &SessionTab::updateState);
    connect(runspace.get(), &remoting::RunspaceSession::interrupted, this, &SessionTab::updateState);
    connect(runspace.get(), &remoting::RunspaceSession::noticed, this, [this](const remoting::LineNotice &notice) {
        using Event = remoting::LineNotice::Event;
        // The banner tells the rest; these must be found later too, where the output is.
        if (notice.event == Event::OutputLost || notice.event == Event::Lost)
            m_console->note(text::translated(notice.message));
    });
    connect(runspace.get(), &remoting::RunspaceSession::restored, this, &SessionTab::updateState);
    connect(runspace.get(), &remoting::RunspaceSession::broken, this, [this](const base::Error &error) {
        m_console->note(text::describe(error).sentence);
        updateState();
    });
}

void SessionTab::tell(const QString &words, bool offersConnect)
{
    m_bannerText->setText(words);
    m_bannerConnect->setVisible(offersConnect);
    m_banner->setVisible(!words.isEmpty());
}

bool SessionTab::countDown()
{
    const auto runspace = m_followed.lock();
    const auto left = runspace && runspace->state() == SessionState::Opened ? runspace->retryTimeLeft() : std::nullopt;
    if (!left) {
        m_countDown.stop();
        return false;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*left).count();
    tell(tr("Reconnecting (%1:%2 left)").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')), false);
    if (!m_countDown.isActive())
        m_countDown.start(1000);
    return true;
}

void SessionTab::updateState()
{
    follow();
    const SessionState state = m_session->state();
    switch (state) {
    case SessionState::Opened:
        if (!countDown())
            tell({}, false);
        break;
    case SessionState::Disconnected: {
        const auto expires = m_session->expiresOn();
        tell(expires ? tr("Disconnected: the session is still running. It is kept until %1.")
                           .arg(QLocale().toString(expires->toLocalTime(), QLocale::ShortFormat))
                     : tr("Disconnected: the session is still running."),
             true);
        break;
    }
    case SessionState::Broken:
        tell(tr("The connection broke. The session may still be running on the computer."), true);
        break;
    case SessionState::Closed:
        tell(tr("The session has ended."), false);
        break;
    default:
        tell(tr("One moment…"), false);
    }
    const bool connected = state == SessionState::Opened;
    if (connected != m_isConnected) {
        m_isConnected = connected;
        m_console->setConnected(connected);
        m_jobs->setConnected(connected);
        m_output->setConnected(connected);
        if (connected)
            m_output->attach();
    }
    Q_EMIT changed();
}

void SessionTab::receive()
{
    if (m_pages->currentWidget() == m_jobs) {
        m_jobs->receive();
        return;
    }
    m_pages->setCurrentWidget(m_output);
    m_output->attach();
}

} // namespace rejoin::ui
