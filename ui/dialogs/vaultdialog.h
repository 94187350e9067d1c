#pragma once

#include "core/vault/credentialvault.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace rejoin::ui {

/// The stored logins: what for, who, when used and when refused; and which one would be used for a computer, and why.
/// Shows no secrets and has none. What its buttons want is asked for by signals.
class VaultDialog : public QDialog
{
    Q_OBJECT

public:
    /// computers with the group of each, for the question which one would be used.
    VaultDialog(const QString &place, const QList<vault::ComputerFacts> &computers, QWidget *parent = nullptr);

    void setEntries(const QList<vault::Entry> &entries);
    /// One sentence about what was done or went wrong; empty: none.
    void say(const QString &words);
    [[nodiscard]] std::optional<vault::Entry> selected() const;
    /// The computer in the lower field.
    [[nodiscard]] vault::ComputerFacts computer() const;

Q_SIGNALS:
    void addWanted();
    void changeWanted(const rejoin::vault::Entry &entry);
    void removeWanted(const rejoin::vault::Entry &entry);
    /// At the computer in the lower field.
    void testWanted(const rejoin::vault::Entry &entry, const QString &computer);
    void exportWanted();
    void importWanted();

private:
    void updateButtons();
    void resolve();

    QList<vault::Entry> m_entries;
    QList<vault::ComputerFacts> m_computers;
    QTreeWidget *m_list;
    QPushButton *m_change;
    QPushButton *m_remove;
    QPushButton *m_test;
    QComboBox *m_computer;
    QLabel *m_choice;
    QLabel *m_words;
};

} // namespace rejoin::ui
