#include "ui/console/progressarea.h"

#include "core/text/names.h"
#include "ui/console/streamdocument.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumBars = 8;
constexpr int indentPixels = 20;

} // namespace

ProgressArea::ProgressArea(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(u"progressArea"_s);
    setAccessibleName(tr("Progress of the command"));
    m_column->setContentsMargins(6, 2, 6, 2);
    m_column->setSpacing(2);
    hide();
}

void ProgressArea::show(const clixml::ProgressRecord &record)
{
    if (record.completed) {
        remove(record.activityId);
        return;
    }
    auto found = m_bars.find(record.activityId);
    if (found == m_bars.end()) {
        if (m_bars.size() >= maximumBars)
            return;
        Bar bar;
        bar.parent = record.parentActivityId;
        bar.row = new QWidget;
        auto *row = new QHBoxLayout(bar.row);
        int depth = 0;
        for (qint32 up = bar.parent; m_bars.contains(up) && depth < maximumBars; up = m_bars.value(up).parent)
            ++depth;
        row->setContentsMargins(depth * indentPixels, 0, 0, 0);
        bar.label = new QLabel;
        bar.label->setTextFormat(Qt::PlainText);
        bar.bar = new QProgressBar;
        bar.bar->setMaximumWidth(260);
        row->addWidget(bar.label, 1);
        row->addWidget(bar.bar);
        // A child stands below its parent and the parent's other children, in the order they came.
        const int at = m_bars.contains(bar.parent) ? lastOfFamily(bar.parent) + 1 : m_column->count();
        m_column->insertWidget(at, bar.row);
        found = m_bars.insert(record.activityId, bar);
    }
    QStringList words{record.activity};
    for (const QString &more : {record.statusDescription, record.currentOperation})
        if (!more.trimmed().isEmpty())
            words += more;
    if (record.secondsRemaining >= 0)
        words += tr("%1 left").arg(text::duration(record.secondsRemaining));
    found->label->setText(StreamDocument::sanitized(words.join(u" – "_s)));
    found->bar->setAccessibleName(StreamDocument::sanitized(record.activity));
    const bool isKnown = record.percentComplete >= 0;
    found->bar->setRange(0, isKnown ? 100 : 0);
    if (isKnown)
        found->bar->setValue(std::min(record.percentComplete, 100));
    setVisible(true);
}

int ProgressArea::lastOfFamily(qint32 activity) const
{
    int last = m_column->indexOf(m_bars.value(activity).row);
    for (auto bar = m_bars.cbegin(); bar != m_bars.cend(); ++bar) {
        qint32 up = bar->parent;
        for (int depth = 0; depth < maximumBars && m_bars.contains(up) && up != activity; ++depth)
            up = m_bars.value(up).parent;
        if (up == activity)
            last = std::max(last, m_column->indexOf(bar->row));
    }
    return last;
}

void ProgressArea::remove(qint32 activity)
{
    const Bar bar = m_bars.take(activity);
    if (bar.row)
        bar.row->deleteLater();
    // PowerShell ends the children with their parent.
    const QList<qint32> activities = m_bars.keys();
    for (const qint32 other : activities)
        if (m_bars.contains(other) && m_bars.value(other).parent == activity && other != activity)
            remove(other);
    setVisible(!m_bars.isEmpty());
}

void ProgressArea::clear()
{
    const QList<qint32> activities = m_bars.keys();
    for (const qint32 activity : activities)
        if (m_bars.contains(activity))
            remove(activity);
    hide();
}

} // namespace rejoin::ui
