#include "ui/dialogs/removedialog.h"

#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columnGap = 18;

} // namespace

RemoveDialog::RemoveDialog(const QList<SessionRow> &sessions, QWidget *parent) : QDialog(parent), m_sessions(sessions)
{
    setObjectName(u"removeDialog"_s);
    setWindowTitle(tr("Remove %n session(s)", nullptr, int(sessions.size())));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    auto *words = new QLabel(tr("These sessions end on their computers, with every job and command in them and all "
                                "output that was not fetched. This cannot be undone."));
    words->setWordWrap(true);
    column->addWidget(words);

    auto *list = new QTreeWidget;
    identify(list, "removeList", tr("Sessions that end"));
    list->setRootIsDecorated(false);
    list->setHeaderLabels({tr("Session"), tr("Computer"), tr("Owner"), tr("Running")});
    for (const SessionRow &row : sessions) {
        auto *item = new QTreeWidgetItem(list);
        item->setText(0, row.name.isEmpty() ? shortId(row.shellId) : u"%1 (%2)"_s.arg(row.name, shortId(row.shellId)));
        item->setIcon(0, icon(row.inUse ? u"mark-busy"_s : row.opened ? u"mark-opened"_s : u"mark-disconnected"_s));
        item->setText(1, row.computerName);
        item->setText(2, row.owner);
        QString running = row.commands > 0 ? tr("%n command(s)", nullptr, row.commands) : tr("nothing known");
        if (row.inUse)
            running += u", "_s + (row.client.isEmpty() ? tr("in use elsewhere") : tr("in use from %1").arg(row.client));
        if (!row.hiddenReason.isEmpty())
            running += u", "_s + tr("hidden: %1").arg(row.hiddenReason);
        item->setText(3, running);
        item->setToolTip(3, running);
    }
    for (int i = 0; i < 4; ++i)
        list->resizeColumnToContents(i);
    for (int i = 0; i < 3; ++i)
        list->setColumnWidth(i, list->columnWidth(i) + columnGap);
    list->setMinimumHeight(std::min<int>(260, 60 + 22 * int(sessions.size())));
    column->addWidget(list, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    QPushButton *remove = buttons->button(QDialogButtonBox::Ok);
    remove->setText(tr("Remove"));
    // Enter must not end somebody's work by accident.
    remove->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    const auto inUse = std::ranges::count_if(sessions, &SessionRow::inUse);
    if (inUse > 0) {
        m_inUse = new QCheckBox(tr("Also end the %n session(s) in use elsewhere", nullptr, int(inUse)));
        m_inUse->setObjectName(u"removeInUseCheck"_s);
        column->addWidget(m_inUse);
        const auto check = [this, remove] { remove->setEnabled(!chosen().isEmpty()); };
        connect(m_inUse, &QCheckBox::toggled, this, check);
        check();
    }
    column->addWidget(buttons);
    resize(600, sizeHint().height());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QList<QUuid> RemoveDialog::chosen() const
{
    QList<QUuid> ids;
    for (const SessionRow &row : m_sessions)
        if (!row.inUse || (m_inUse && m_inUse->isChecked()))
            ids += row.shellId;
    return ids;
}

} // namespace rejoin::ui
