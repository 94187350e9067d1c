#include "ui/dialogs/closetabdialog.h"

#include "ui/dialogs/labels.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

CloseTabDialog::CloseTabDialog(const QString &title, const KeepLimits &limits, std::shared_ptr<base::Clock> clock,
                               QWidget *parent)
    : QDialog(parent), m_chooser(new KeepChooser(limits, std::move(clock)))
{
    setObjectName(u"closeTabDialog"_s);
    setWindowTitle(tr("Close %1").arg(title));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    auto *words = new QLabel(tr("Disconnecting leaves the session and everything that runs in it on the computer. "
                                "Removing ends it with its jobs."));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(fieldLabel(tr("Disconnected, the server &keeps it for"), u"IdleTimeout"_s, m_chooser));
    column->addWidget(m_chooser);
    auto *buttons = new QDialogButtonBox;
    auto *disconnect = buttons->addButton(tr("&Disconnect"), QDialogButtonBox::AcceptRole);
    disconnect->setObjectName(u"closeDisconnectButton"_s);
    disconnect->setDefault(true);
    connect(m_chooser, &KeepChooser::edited, this,
            [this, disconnect] { disconnect->setEnabled(m_chooser->isPossible()); });
    auto *remove = buttons->addButton(tr("&Remove"), QDialogButtonBox::DestructiveRole);
    remove->setObjectName(u"closeRemoveButton"_s);
    remove->setAutoDefault(false);
    auto *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setAutoDefault(false);
    column->addStretch();
    column->addWidget(buttons);
    resize(440, sizeHint().height());
    disconnect->setFocus();
    connect(disconnect, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(Choice::Disconnect);
        accept();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(Choice::Remove);
        accept();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

} // namespace rejoin::ui
