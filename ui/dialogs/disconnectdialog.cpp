#include "ui/dialogs/disconnectdialog.h"

#include "core/text/moments.h"
#include "core/text/names.h"
#include "ui/dialogs/labels.h"

#include <QDialogButtonBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
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
      m_time(new KeepChooser(limits, m_clock)),
      m_present(hintLabel()),
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
    m_present->setObjectName(u"presentLabel"_s);
    m_present->setContentsMargins(24, 0, 0, 0); // below the button's words
    const QDateTime now = m_clock->now();
    m_present->setText(text::kept(limits.present ? std::optional(now.addMSecs(limits.present->count())) : std::nullopt,
                                  now, limits.jobs));
    m_setTime->setText(tr("&For"));
    // What leaving it without this dialog would do is chosen.
    (limits.suggested ? m_setTime : m_keepTime)->setChecked(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_setTime, 0, Qt::AlignTop);
    row->addWidget(m_time, 1);
    timeColumn->addLayout(row);
    timeColumn->addWidget(m_keepTime);
    timeColumn->addWidget(m_present);
    if (const QString range = limits.range(); !range.isEmpty())
        timeColumn->addWidget(hintLabel(range));

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

    connect(m_time, &KeepChooser::edited, this, [this] {
        m_setTime->setChecked(true);
        check();
    });
    connect(m_keepTime, &QRadioButton::toggled, this, &DisconnectDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void DisconnectDialog::check()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_keepTime->isChecked() || m_time->isPossible());
}

remoting::DisconnectOptions DisconnectDialog::options() const
{
    remoting::DisconnectOptions options;
    if (m_setTime->isChecked())
        options.idleTimeout = m_time->time();
    if (m_block->isChecked())
        options.bufferMode = wsman::BufferMode::Block;
    else if (m_drop->isChecked())
        options.bufferMode = wsman::BufferMode::Drop;
    return options;
}

} // namespace rejoin::ui
