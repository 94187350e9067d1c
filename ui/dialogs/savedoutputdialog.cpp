#include "ui/dialogs/savedoutputdialog.h"

#include "ui/output/savedoutputview.h"

#include <QVBoxLayout>

namespace rejoin::ui {

SavedOutputDialog::SavedOutputDialog(std::shared_ptr<output::SavedOutputStore> store, QSettings *settings,
                                     QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("savedOutputDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Saved output"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new SavedOutputView(std::move(store), QUuid(), settings));
    resize(820, 560);
}

} // namespace rejoin::ui
