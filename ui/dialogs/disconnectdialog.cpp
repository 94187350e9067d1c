#include "ui/dialogs/disconnectdialog.h"

#include "core/text/names.h"
#include "ui/dialogs/labels.h"

#include <QDialogButtonBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

DisconnectDialog::DisconnectDialog(const QStringList &sessionNames, const Limits &limits,
                                   std::shared_ptr<base::Clock> clock, QWidget *parent)
    : QDialog(parent),
      m_limits(limits),
      m_clock(std::move(clock)),
      m_keepTime(new QRadioButton(tr("&As it is now"))),
      m_setTime(new QRadioButton(tr("&For"))),
      m_hours(new QSpinBox),
      m_minutes(new QSpinBox),
      m_until(hintLabel()),
      m_asIs(new QRadioButton(tr("&Leave it as it is"))),
      m_block(new QRadioButton(tr("&Pause the command (Block)"))),
      m_drop(new QRadioButton(tr("&Drop the oldest output (Drop)"))),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(u"disconnectDialog"_s);
    setWindowTitle(sessionNames.size() == 1 ? tr("Disconnect %1").arg(sessionNames.first())
                                            : tr("Disconnect %n session(s)", nullptr, int(sessionNames.size())));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *time = new QGroupBox(tr("The server keeps the session"));
    auto *timeColumn = new QVBoxLayout(time);
    m_keepTime->setObjectName(u"keepTimeRadio"_s);
    m_setTime->setObjectName(u"setTimeRadio"_s);
    if (limits.present)
        m_keepTime->setText(tr("&As it is now: %1").arg(text::duration(limits.present->count() / 1000)));
    m_keepTime->setChecked(true);
    identify(m_hours, "hoursSpin", tr("Hours"));
    identify(m_minutes, "minutesSpin", tr("Minutes"));
    m_hours->setRange(0, 24 * 24);
    m_hours->setSuffix(tr(" h"));
    m_minutes->setRange(0, 59);
    m_minutes->setSuffix(tr(" min"));
    m_hours->setValue(24);
    auto *row = new QHBoxLayout;
    row->addWidget(m_setTime);
    row->addWidget(m_hours);
    row->addWidget(m_minutes);
    row->addStretch();
    timeColumn->addWidget(m_keepTime);
    timeColumn->addLayout(row);
    m_until->setObjectName(u"untilLabel"_s);
    timeColumn->addWidget(m_until);

    auto *buffering = new QGroupBox(tr("When output piles up meanwhile"));
    auto *bufferColumn = new QVBoxLayout(buffering);
    m_asIs->setObjectName(u"bufferAsIsRadio"_s);
    m_block->setObjectName(u"blockRadio"_s);
    m_drop->setObjectName(u"dropRadio"_s);
    m_asIs->setChecked(true);
    bufferColumn->addWidget(m_asIs);
    bufferColumn->addWidget(m_block);
    bufferColumn->addWidget(hintLabel(tr("Nothing is lost, but the command waits until someone connects.")));
    bufferColumn->addWidget(m_drop);
    bufferColumn->addWidget(hintLabel(tr("The command goes on to its end; the beginning of its output may be lost.")));

    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Disconnect"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(time);
    column->addWidget(buffering);
    column->addStretch();
    column->addWidget(m_buttons);
    resize(460, sizeHint().height());

    for (QSpinBox *spin : {m_hours, m_minutes})
        connect(spin, &QSpinBox::valueChanged, this, [this] {
            m_setTime->setChecked(true);
            check();
        });
    connect(m_keepTime, &QRadioButton::toggled, this, &DisconnectDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

qint64 DisconnectDialog::chosenSeconds() const
{
    return m_hours->value() * 3600ll + m_minutes->value() * 60ll;
}

void DisconnectDialog::check()
{
    bool possible = true;
    QString words;
    qint64 seconds = m_limits.present ? m_limits.present->count() / 1000 : 0;
    if (m_setTime->isChecked()) {
        seconds = chosenSeconds();
        if (seconds < m_limits.minimum.count()) {
            possible = false;
            words = tr("At least %1.").arg(text::duration(m_limits.minimum.count()));
        } else if (m_limits.maximum && seconds > m_limits.maximum->count() / 1000) {
            possible = false;
            words = tr("The server allows %1 at most.").arg(text::duration(m_limits.maximum->count() / 1000));
        }
    }
    if (possible) {
        const QDateTime until = m_clock->now().addSecs(seconds).toLocalTime();
        words = seconds > 0 ? tr("Kept until %1, then removed with everything that runs in it.")
                                  .arg(QLocale().toString(until, QLocale::ShortFormat))
                            : tr("Kept as long as the server's own setting says.");
    }
    m_until->setText(words);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(possible);
}

remoting::DisconnectOptions DisconnectDialog::options() const
{
    remoting::DisconnectOptions options;
    if (m_setTime->isChecked())
        options.idleTimeout = std::chrono::seconds(chosenSeconds());
    if (m_block->isChecked())
        options.bufferMode = wsman::BufferMode::Block;
    else if (m_drop->isChecked())
        options.bufferMode = wsman::BufferMode::Drop;
    return options;
}

} // namespace rejoin::ui
