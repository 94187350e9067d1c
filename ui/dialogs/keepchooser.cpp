#include "ui/dialogs/keepchooser.h"

#include "core/sessions/keeping.h"
#include "core/text/moments.h"
#include "core/text/names.h"
#include "ui/dialogs/keeptimefield.h"
#include "ui/dialogs/labels.h"

#include <QVBoxLayout>

namespace rejoin::ui {

using std::chrono::milliseconds;

QString KeepLimits::refusal(milliseconds time) const
{
    if (time < minimum)
        return KeepChooser::tr("At least %1.").arg(text::duration(minimum.count()));
    if (maximum && time > *maximum)
        return KeepChooser::tr("The server allows %1 at most.").arg(text::duration(maximum->count() / 1000));
    return {};
}

QString KeepLimits::range() const
{
    if (!maximum)
        return {};
    return KeepChooser::tr("The server allows %1 to %2.")
        .arg(text::duration(minimum.count()), text::duration(maximum->count() / 1000));
}

KeepChooser::KeepChooser(const KeepLimits &limits, std::shared_ptr<base::Clock> clock, QWidget *parent)
    : QWidget(parent), m_limits(limits), m_clock(std::move(clock)), m_field(new KeepTimeField), m_until(hintLabel())
{
    m_until->setObjectName(QStringLiteral("untilLabel"));
    m_field->setToolTip(limits.range());
    const auto start = limits.suggested ? limits.suggested : limits.present;
    m_field->setTime(start.value_or(sessions::defaultKeepFor));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    column->addWidget(m_until);
    setFocusProxy(m_field);
    connect(m_field, &KeepTimeField::edited, this, [this] {
        describe();
        Q_EMIT edited();
    });
    describe();
}

milliseconds KeepChooser::time() const
{
    return m_field->time().value_or(milliseconds(0));
}

bool KeepChooser::isPossible() const
{
    return m_limits.refusal(time()).isEmpty();
}

void KeepChooser::describe()
{
    const QString refusal = m_limits.refusal(time());
    const QDateTime now = m_clock->now();
    m_until->setText(refusal.isEmpty() ? text::kept(now.addMSecs(time().count()), now, m_limits.jobs) : refusal);
}

} // namespace rejoin::ui
