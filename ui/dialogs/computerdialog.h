#pragma once

#include "ui/store/computer.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;

namespace rejoin::ui {

class Certificates;
class ConnectionForm;
class KeepTimeField;

/// Adds computers (one name or a pasted list) or edits one. Take the result on accepted().
class ComputerDialog : public QDialog
{
    Q_OBJECT

public:
    ComputerDialog(const QStringList &groups, QWidget *parent = nullptr);

    /// What a client certificate is chosen from; without it only a thumbprint can be typed.
    void setCertificates(Certificates *certificates);
    /// *keep for* by group: what a computer that says none inherits.
    void setGroupKeepTimes(const QHash<QString, std::chrono::milliseconds> &times);
    /// Edits this one: keeps its id; exactly one name.
    void setComputer(const Computer &computer);
    /// The computers as entered, each with the credential in its options when a password was given.
    [[nodiscard]] QList<Computer> computers() const;
    /// Names from pasted words: separated by commas, semicolons, blanks or lines; each once.
    [[nodiscard]] static QStringList namesIn(const QString &words);

private:
    void check();

    QPlainTextEdit *m_names = nullptr;
    QComboBox *m_group = nullptr;
    ConnectionForm *m_form = nullptr;
    KeepTimeField *m_keepFor = nullptr;
    QLabel *m_keepHint = nullptr;
    QHash<QString, std::chrono::milliseconds> m_groupKeepTimes;
    QLabel *m_problem = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    Computer m_edited;
};

} // namespace rejoin::ui
