#pragma once

#include <QFormLayout>
#include <QLabel>
#include <QString>

class QAction;
class QWidget;

namespace rejoin::ui {

/// A field's label: a plain word, and PowerShell's name small and grey beside it where they differ. Its buddy is the
/// field, which takes the word as its accessible name unless it has one.
[[nodiscard]] QLabel *fieldLabel(const QString &word, const QString &powershellName, QWidget *field);
/// Makes a combo box take the width of its form.
void widen(QWidget *field);
/// A paragraph of explanation: wraps, small, in the placeholder's colour.
[[nodiscard]] QLabel *hintLabel(const QString &words = {}, QWidget *parent = nullptr);
/// Object name, accessible name and tool tip in one go.
void identify(QWidget *widget, const char *objectName, const QString &accessibleName, const QString &toolTip = {});

} // namespace rejoin::ui
