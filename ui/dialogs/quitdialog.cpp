#include "ui/dialogs/quitdialog.h"

#include "core/sessions/keeping.h"
#include "core/text/moments.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/keeptimefield.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

QuitDialog::QuitDialog(const QList<sessions::SessionPtr> &sessions, std::shared_ptr<base::Clock> clock, QWidget *parent)
    : QDialog(parent),
      m_clock(std::move(clock)),
      m_sessions(sessions),
      m_words(new QLabel(tr("Rejoin disconnects the connected sessions before it ends. They go on running on their "
                            "computers."))),
      m_list(new QTreeWidget),
      m_keepFor(new KeepTimeField),
      m_keepRow(new QWidget),
      m_go(new QPushButton(icon(u"disconnect"_s), tr("&Disconnect and quit"))),
      m_quit(new QPushButton(tr("Quit &now"))),
      m_stay(new QPushButton(tr("Cancel")))
{
    setObjectName(u"quitDialog"_s);
    setWindowTitle(tr("Quit Rejoin"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setObjectName(u"quitWords"_s);
    identify(m_list, "quitList", tr("Sessions that are disconnected"));
    m_list->setRootIsDecorated(false);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setHeaderLabels({tr("Session"), tr("Computer"), tr("State")});
    m_list->setWordWrap(true);
    for (const sessions::SessionPtr &session : sessions) {
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(0, StreamDocument::sanitized(session->name()));
        item->setText(1, session->computerName());
        item->setIcon(0, icon(u"mark-opened"_s));
        m_items.insert(session->instanceId(), item);
    }
    identify(m_keepFor, "quitKeepForField", tr("Keep all for"));
    auto *row = new QHBoxLayout(m_keepRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(fieldLabel(tr("&Keep all for"), u"IdleTimeout"_s, m_keepFor));
    row->addWidget(m_keepFor);
    row->addWidget(hintLabel(tr("Nothing: as listed.")), 1);
    m_go->setObjectName(u"quitDisconnectButton"_s);
    m_go->setDefault(true);
    m_quit->setObjectName(u"quitNowButton"_s);
    m_quit->setAutoDefault(false);
    m_quit->hide();
    m_stay->setObjectName(u"quitStayButton"_s);
    m_stay->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_go);
    buttons->addWidget(m_quit);
    buttons->addWidget(m_stay);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    column->addWidget(m_keepRow);
    column->addLayout(buttons);
    showTimes();
    for (int i = 0; i < 2; ++i) {
        m_list->resizeColumnToContents(i);
        m_list->setColumnWidth(i, m_list->columnWidth(i) + 18);
    }
    const int height = std::min<int>(260, 40 + 24 * int(sessions.size()));
    m_list->setMinimumHeight(height);
    resize(640, sizeHint().height() - m_list->sizeHint().height() + height + 10);
    m_go->setFocus();
    connect(m_keepFor, &KeepTimeField::edited, this, &QuitDialog::showTimes);
    connect(m_go, &QPushButton::clicked, this, [this] {
        showStarted();
        Q_EMIT startRequested();
    });
    connect(m_quit, &QPushButton::clicked, this, &QuitDialog::quitRequested);
    connect(m_stay, &QPushButton::clicked, this, &QuitDialog::reject);
}

void QuitDialog::reject()
{
    // What is under way goes on to its end; then it can be stayed.
    if (m_running)
        return;
    QDialog::reject();
    Q_EMIT stayed();
}

std::optional<std::chrono::milliseconds> QuitDialog::keepFor() const
{
    return m_keepFor->time();
}

void QuitDialog::showTimes()
{
    const QDateTime now = m_clock->now();
    bool possible = true;
    for (const sessions::SessionPtr &session : std::as_const(m_sessions)) {
        const auto wanted = keepFor();
        const auto time = sessions::keepTime(*session, wanted);
        m_items.value(session->instanceId())->setText(2, text::kept(sessions::keptUntil(*session, now, time), now));
        possible = possible && (!wanted || *wanted >= std::chrono::minutes(1));
    }
    m_go->setEnabled(possible);
}

void QuitDialog::showStarted()
{
    m_running = true;
    m_words->setText(tr("Disconnecting…"));
    m_keepRow->setEnabled(false);
    m_go->hide();
    m_stay->hide();
    m_quit->setText(tr("Quit &now"));
    m_quit->setToolTip(tr("Sessions that are not disconnected yet stay until their idle time is over."));
    m_quit->show();
    for (const sessions::SessionPtr &session : std::as_const(m_sessions)) {
        QTreeWidgetItem *item = m_items.value(session->instanceId());
        if (session->state() != remoting::SessionState::Opened)
            continue;
        item->setText(2, tr("Disconnecting…"));
        item->setIcon(0, icon(u"mark-working"_s));
    }
    m_failed.clear();
}

void QuitDialog::setLeft(const QUuid &shellId, const QString &keptWords)
{
    if (QTreeWidgetItem *item = m_items.value(shellId)) {
        item->setText(2, keptWords);
        item->setIcon(0, icon(u"mark-disconnected"_s));
    }
}

void QuitDialog::setFailed(const QUuid &shellId, const QString &sentence)
{
    m_failed.insert(shellId);
    if (QTreeWidgetItem *item = m_items.value(shellId)) {
        item->setText(2, tr("Not disconnected: %1").arg(sentence));
        item->setToolTip(2, sentence);
        item->setIcon(0, icon(u"mark-failed"_s));
    }
}

bool QuitDialog::finish()
{
    m_running = false;
    if (m_failed.isEmpty())
        return false;
    m_words->setText(tr("%n session(s) could not be disconnected. Without that a session is kept for the time that is "
                        "in force on its computer, and other programs find it in use until then.",
                        nullptr, int(m_failed.size())));
    m_go->setText(tr("&Try again"));
    m_go->show();
    m_go->setFocus();
    m_quit->setText(tr("Quit &anyway"));
    m_stay->setText(tr("&Stay"));
    m_stay->show();
    m_keepRow->setEnabled(true);
    return true;
}

} // namespace rejoin::ui
