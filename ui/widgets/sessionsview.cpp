#include "ui/widgets/sessionsview.h"

#include "ui/dialogs/labels.h"
#include "ui/models/sessionmodel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

const QString stateKey = u"sessions/header"_s;

} // namespace

SessionsView::SessionsView(SessionModel *model, QWidget *parent) : QTableView(parent), m_model(model)
{
    identify(this, "sessionsView", tr("Sessions"));
    setModel(model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    horizontalHeader()->setMinimumSectionSize(40);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDefaults();
    setSortingEnabled(true);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &SessionsView::chooseColumns);
}

void SessionsView::setDefaults()
{
    const int cells[SessionModel::ColumnCount] = {5, 14, 13, 17, 19, 15, 18, 16, 11, 10, 10, 14, 13, 38};
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        horizontalHeader()->resizeSection(column, fontMetrics().horizontalAdvance(u'0') * cells[column] + 14);
        horizontalHeader()->setSectionHidden(column, column == SessionModel::ShellId || column == SessionModel::Client);
    }
    horizontalHeader()->setSortIndicator(SessionModel::Id, Qt::AscendingOrder);
}

void SessionsView::restore(const QSettings &settings)
{
    const QByteArray state = settings.value(stateKey).toByteArray();
    if (!state.isEmpty())
        horizontalHeader()->restoreState(state);
}

void SessionsView::save(QSettings &settings) const
{
    settings.setValue(stateKey, horizontalHeader()->saveState());
}

void SessionsView::chooseColumns(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        // Without a name a row cannot be told from another.
        action->setEnabled(column != SessionModel::Name);
        connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Columns as at first")), &QAction::triggered, this, [this] {
        for (int visual = 0; visual < SessionModel::ColumnCount; ++visual)
            horizontalHeader()->moveSection(horizontalHeader()->visualIndex(visual), visual);
        setDefaults();
    });
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

QList<QUuid> SessionsView::selected() const
{
    QList<QUuid> ids;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        ids += index.data(SessionModel::ShellIdRole).toUuid();
    return ids;
}

void SessionsView::select(const QUuid &shellId)
{
    if (const int row = m_model->rowOf(shellId); row >= 0) {
        selectRow(row);
        scrollTo(m_model->index(row, 0));
    }
}

void SessionsView::keyPressEvent(QKeyEvent *event)
{
    // The same on every platform: Enter is the double click.
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace rejoin::ui
