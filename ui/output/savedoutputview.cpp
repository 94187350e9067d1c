#include "ui/output/savedoutputview.h"

#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"
#include "ui/dialogs/labels.h"
#include "ui/output/savedtext.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using output::EndState;
using output::SavedEntry;

namespace {

enum Column : quint8 { Started, What, Size, End, Where };

constexpr int idRole = Qt::UserRole;
constexpr int largestLimit = 1 << 20; // MiB

QString endWords(EndState state)
{
    switch (state) {
    case EndState::Running:
        return SavedOutputView::tr("Running");
    case EndState::Completed:
        return SavedOutputView::tr("Completed");
    case EndState::Failed:
        return SavedOutputView::tr("Failed");
    case EndState::Stopped:
        return SavedOutputView::tr("Stopped");
    case EndState::Disconnected:
        return SavedOutputView::tr("Disconnected: it went on without us");
    case EndState::Interrupted:
        return SavedOutputView::tr("Interrupted");
    }
    return {};
}

QString whatWords(const output::OutputSource &source)
{
    if (!source.label.isEmpty())
        return StreamDocument::sanitized(source.label);
    return source.command.isEmpty() ? SavedOutputView::tr("(a command)") : StreamDocument::sanitized(source.command);
}

} // namespace

SavedOutputView::SavedOutputView(std::shared_ptr<output::SavedOutputStore> store, const QUuid &shellId,
                                 QSettings *settings, QWidget *parent)
    : QWidget(parent),
      m_store(std::move(store)),
      m_shellId(shellId),
      m_settings(settings),
      m_list(new QTreeWidget),
      m_stream(new StreamDocument(this)),
      m_view(new StreamView),
      m_save(new QPushButton(tr("Save as text…"))),
      m_clear(new QPushButton(tr("Clear saved output…"))),
      m_limit(new QPushButton(tr("Limit…"))),
      m_status(new QLabel)
{
    identify(m_list, "savedOutputList", tr("Saved output"),
             tr("What is kept on this computer, since a server forgets what it has sent"));
    identify(m_view, "savedOutputView", tr("Text of the saved output"));
    identify(m_save, "saveOutputButton", tr("Save as text"), tr("Writes all of the chosen output into a text file"));
    identify(m_clear, "clearOutputButton", tr("Clear saved output"), tr("Removes saved output from this computer"));
    identify(m_limit, "outputLimitButton", tr("Limit of the saved output"),
             tr("How much output is kept before the oldest goes"));
    m_status->setObjectName(u"savedOutputStatus"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_list->setHeaderLabels({tr("Time"), tr("Command"), tr("Size"), tr("State"), tr("Session")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setColumnHidden(Where, !m_shellId.isNull());
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_view->show(m_stream);
    m_view->setPlaceholderText(tr("Choose an output to read it here."));
    m_limit->setVisible(m_settings);

    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_list);
    split->addWidget(m_view);
    split->setStretchFactor(1, 2);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 4);
    row->addWidget(m_status, 1);
    row->addWidget(m_save);
    row->addWidget(m_clear);
    row->addWidget(m_limit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(split, 1);
    column->addLayout(row);

    connect(m_list, &QTreeWidget::currentItemChanged, this, &SavedOutputView::showChosen);
    connect(m_save, &QPushButton::clicked, this, &SavedOutputView::askWhereToSave);
    connect(m_clear, &QPushButton::clicked, this, &SavedOutputView::clear);
    connect(m_limit, &QPushButton::clicked, this, &SavedOutputView::askLimit);
    connect(m_store.get(), &output::SavedOutputStore::changed, this, &SavedOutputView::refill, Qt::QueuedConnection);
    refill();
}

void SavedOutputView::say(const QString &words)
{
    m_status->setText(words);
}

QString SavedOutputView::chosen() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->data(Started, idRole).toString() : QString();
}

void SavedOutputView::refill()
{
    const QString before = chosen();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const QList<SavedEntry> entries = m_store->entries(m_shellId);
    qint64 bytes = 0;
    QTreeWidgetItem *again = nullptr;
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) { // the newest first
        bytes += entry->bytes;
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(Started, QLocale().toString(entry->started.toLocalTime(), QLocale::ShortFormat));
        item->setText(What, whatWords(entry->source));
        item->setText(Size, QLocale().formattedDataSize(entry->bytes));
        item->setText(End, endWords(entry->state));
        item->setText(Where, StreamDocument::sanitized(entry->source.session + u" · "_s + entry->source.computer));
        item->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(What, item->text(What));
        item->setToolTip(Where, entry->source.shellId.toString(QUuid::WithoutBraces).toUpper());
        item->setData(Started, idRole, entry->id);
        if (entry->id == before)
            again = item;
    }
    m_list->setCurrentItem(again);
    m_save->setEnabled(again);
    m_clear->setEnabled(!entries.isEmpty());
    say(entries.isEmpty()
            ? tr("No output is saved.")
            : tr("%n output(s), %1", nullptr, int(entries.size())).arg(QLocale().formattedDataSize(bytes)));
    for (const int column : {int(Started), int(Size), int(End), int(Where)})
        m_list->resizeColumnToContents(column);
    if (!again && !before.isEmpty())
        showChosen();
}

void SavedOutputView::showChosen()
{
    const QString id = chosen();
    m_save->setEnabled(!id.isEmpty());
    if (id == m_shown && !id.isEmpty())
        return;
    m_shown = id;
    delete m_reading;
    m_stream->clear();
    if (id.isEmpty())
        return;
    m_stream->setWidth(m_view->cells());
    m_reading = SavedText::show(m_store->open(id), m_stream);
}

void SavedOutputView::askWhereToSave()
{
    auto *dialog = new QFileDialog(this, tr("Save output as text"));
    dialog->setObjectName(u"saveOutputDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->setNameFilters({tr("Text (*.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SavedOutputView::saveAs);
    dialog->open();
}

void SavedOutputView::saveAs(const QString &path)
{
    const QString id = chosen();
    if (id.isEmpty())
        return;
    say(tr("Writing %1…").arg(path));
    auto *writing = SavedText::save(m_store->open(id), path, this);
    connect(writing, &SavedText::finished, this, [this, path](const QString &why) {
        say(why.isEmpty() ? tr("Written: %1").arg(path) : tr("%1 could not be written: %2").arg(path, why));
    });
}

void SavedOutputView::clear()
{
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Clear saved output"),
                        m_shellId.isNull() ? tr("Remove the saved output of all sessions from this computer?")
                                           : tr("Remove the saved output of this session from this computer?"),
                        QMessageBox::Cancel, this);
    question->setObjectName(u"clearOutputDialog"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("The servers have forgotten it: it cannot be fetched again."));
    QPushButton *yes = question->addButton(tr("Clear"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"clearOutputConfirm"_s);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this] {
        const int stayed = m_store->clear(m_shellId);
        refill();
        if (stayed > 0)
            say(tr("%n output(s) stay: another program is writing them.", nullptr, stayed));
    });
    question->open();
}

void SavedOutputView::askLimit()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"outputLimitDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Limit of the saved output"));
    dialog->setLabelText(tr("Keep at most (MiB), the oldest goes first:"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(int(output::SavedOutputStore::smallestLimit >> 20), largestLimit);
    dialog->setIntValue(int(m_store->limit() >> 20));
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int mebibytes) {
        m_settings->setValue(u"output/limitMiB"_s, mebibytes);
        m_store->setLimit(qint64(mebibytes) << 20);
    });
    dialog->open();
}

} // namespace rejoin::ui
