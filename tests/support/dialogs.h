#pragma once

#include <QComboBox>
#include <QWidget>

// Dialogs driven as a user does.
namespace rejoin::test {

/// Dialogs delete themselves on closing; here each lives on the stack of its test.
template <typename Dialog>
void keep(Dialog &dialog)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
}

template <typename Widget>
Widget *child(QWidget &parent, const char *name)
{
    auto *found = parent.findChild<Widget *>(QLatin1String(name));
    if (!found)
        qFatal("no %s", name);
    return found;
}

/// The signal of a choice that was made comes, too.
inline void choose(QWidget &dialog, const char *combo, int data)
{
    auto *box = child<QComboBox>(dialog, combo);
    const int index = box->findData(data);
    if (index < 0)
        qFatal("%s has no %d", combo, data);
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

} // namespace rejoin::test
