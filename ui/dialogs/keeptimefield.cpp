#include "ui/dialogs/keeptimefield.h"

#include "ui/dialogs/labels.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace rejoin::ui {

using std::chrono::milliseconds;

namespace {
constexpr int mostHours = 24 * 25; // Windows allows 24 days and some hours at most
}

KeepTimeField::KeepTimeField(QWidget *parent) : QWidget(parent), m_hours(new QSpinBox), m_minutes(new QSpinBox)
{
    identify(m_hours, "hoursSpin", tr("Hours"));
    identify(m_minutes, "minutesSpin", tr("Minutes"));
    m_hours->setRange(0, mostHours);
    m_hours->setSuffix(tr(" h"));
    m_minutes->setRange(0, 59);
    m_minutes->setSuffix(tr(" min"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_hours);
    row->addWidget(m_minutes);
    row->addStretch();
    setFocusProxy(m_hours);
    for (QSpinBox *spin : {m_hours, m_minutes})
        connect(spin, &QSpinBox::valueChanged, this, &KeepTimeField::edited);
}

void KeepTimeField::setTime(std::optional<milliseconds> time)
{
    const qint64 minutes = time ? time->count() / 60000 : 0;
    {
        const QSignalBlocker hours(m_hours);
        const QSignalBlocker rest(m_minutes);
        m_hours->setValue(int(minutes / 60));
        m_minutes->setValue(int(minutes % 60));
    }
    Q_EMIT edited();
}

std::optional<milliseconds> KeepTimeField::time() const
{
    const milliseconds time = std::chrono::hours(m_hours->value()) + std::chrono::minutes(m_minutes->value());
    return time.count() > 0 ? std::optional(time) : std::nullopt;
}

} // namespace rejoin::ui
