#pragma once

#include "core/output/savedoutputstore.h"

#include <QDialog>

class QSettings;

namespace rejoin::ui {

/// The saved output of all sessions, those that are gone included; deletes itself when closed.
class SavedOutputDialog : public QDialog
{
    Q_OBJECT

public:
    SavedOutputDialog(std::shared_ptr<output::SavedOutputStore> store, QSettings *settings, QWidget *parent);
};

} // namespace rejoin::ui
