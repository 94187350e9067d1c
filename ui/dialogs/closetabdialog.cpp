#include "ui/dialogs/closetabdialog.h"

#include "ui/dialogs/labels.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

CloseTabDialog::CloseTabDialog(const QString &title, const QString &keptWords, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"closeTabDialog"_s);
    setWindowTitle(tr("Close %1").arg(title));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    auto *words = new QLabel(tr("Disconnecting leaves the session and everything that runs in it on the computer. "
                                "Removing ends it with its jobs."));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(hintLabel(keptWords));
    auto *buttons = new QDialogButtonBox;
    auto *disconnect = buttons->addButton(tr("&Disconnect"), QDialogButtonBox::AcceptRole);
    disconnect->setObjectName(u"closeDisconnectButton"_s);
    disconnect->setDefault(true);
    auto *remove = buttons->addButton(tr("&Remove"), QDialogButtonBox::DestructiveRole);
    remove->setObjectName(u"closeRemoveButton"_s);
    remove->setAutoDefault(false);
    auto *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setAutoDefault(false);
    column->addStretch();
    column->addWidget(buttons);
    resize(440, sizeHint().height());
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
