#pragma once

#include "core/vault/credentialvault.h"
#include "ui/controllers/services.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace rejoin::ui {

class RefreshController;
class VaultDialog;

/// Opens the list of stored logins and does what its buttons ask for; hears how logins end and stores what should be
/// remembered once a server has accepted it.
class VaultFlow : public QObject
{
    Q_OBJECT

public:
    VaultFlow(const Services &services, RefreshController *refresher, QWidget *window);

    void open();

Q_SIGNALS:
    void noticed(const QString &words);
    void failed(const rejoin::base::Error &error);

private:
    using DialogPtr = QPointer<VaultDialog>;
    void add(const DialogPtr &dialog);
    void change(const DialogPtr &dialog, const vault::Entry &entry);
    void exportTo(const DialogPtr &dialog, const QString &file);
    void importFrom(const DialogPtr &dialog, const QString &file);
    [[nodiscard]] static Task<> show(QPointer<VaultFlow> self, DialogPtr dialog);
    [[nodiscard]] static Task<> store(QPointer<VaultFlow> self, DialogPtr dialog, vault::Entry entry,
                                      base::SecretString secret);
    [[nodiscard]] static Task<> remove(QPointer<VaultFlow> self, DialogPtr dialog, vault::Entry entry);
    [[nodiscard]] static Task<> test(QPointer<VaultFlow> self, DialogPtr dialog, vault::Entry entry, QString computer);
    [[nodiscard]] static Task<> importAll(QPointer<VaultFlow> self, DialogPtr dialog, QList<vault::Entry> entries);
    [[nodiscard]] static Task<> settled(QPointer<VaultFlow> self, base::Credential credential, bool accepted);
    /// Runs it; what it throws is said in the dialog, or in the window when that is closed.
    void run(const DialogPtr &dialog, Task<> task);
    [[nodiscard]] QStringList computerNames() const;

    Services m_services;
    RefreshController *m_refresher;
    QWidget *m_window;
};

} // namespace rejoin::ui
