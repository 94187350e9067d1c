#pragma once

#include "ui/store/groupsettings.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace rejoin::ui {

class KeepTimeField;
class TrustField;

/// What holds for every computer of a group: proxy, authorities, what is permitted. Take value() on accepted().
class GroupDialog : public QDialog
{
    Q_OBJECT

public:
    explicit GroupDialog(const GroupSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] GroupSettings value() const;

private:
    void check();

    QLineEdit *m_proxy;
    TrustField *m_trust;
    QCheckBox *m_ntlm;
    QCheckBox *m_unencrypted;
    KeepTimeField *m_keepFor;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
    GroupSettings m_given;
};

} // namespace rejoin::ui
