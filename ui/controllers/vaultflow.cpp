#include "ui/controllers/vaultflow.h"

#include "core/base/spawn.h"
#include "core/text/errortext.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/dialogs/vaultdialog.h"
#include "ui/dialogs/vaultentrydialog.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QFile>
#include <QFileDialog>
#include <QSaveFile>
#include <QWidget>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;
using vault::Entry;

namespace {

Error fileProblem(const QString &path, const QString &why)
{
    return {ErrorCategory::Local, u"FileNotReadable"_s,
            Text(QT_TRANSLATE_NOOP("core", "The file %1 cannot be used: %2"), {path, why}),
            Text(QT_TRANSLATE_NOOP("core", "Check the path."))};
}

} // namespace

VaultFlow::VaultFlow(const Services &services, RefreshController *refresher, QWidget *window)
    : QObject(window), m_services(services), m_refresher(refresher), m_window(window)
{
    connect(services.sessions, &sessions::SessionService::loginSettled, this,
            [this](const base::Credential &credential, bool accepted) {
                run({}, settled(QPointer(this), credential, accepted));
            });
}

void VaultFlow::run(const DialogPtr &dialog, Task<> task)
{
    base::spawn(std::move(task), [self = QPointer(this), dialog](const Error &error) {
        if (!self || error.category == ErrorCategory::Cancelled)
            return;
        const text::ErrorWords words = text::describe(error);
        if (dialog)
            dialog->say(words.sentence + u' ' + words.advice);
        else
            Q_EMIT self->failed(error);
    });
}

Task<> VaultFlow::settled(QPointer<VaultFlow> self, base::Credential credential, bool accepted)
{
    const std::optional<Error> problem = co_await self->m_services.credentials->settled(credential, accepted);
    if (self && problem)
        Q_EMIT self->failed(*problem);
}

QStringList VaultFlow::computerNames() const
{
    QStringList names;
    for (const Computer &computer : m_services.computers->computers())
        names << computer.name();
    return names;
}

void VaultFlow::open()
{
    const auto vault = m_services.credentials->vault();
    if (!vault) {
        Q_EMIT noticed(tr("The keychain has not answered yet. Try again in a moment."));
        return;
    }
    QList<vault::ComputerFacts> computers;
    for (const Computer &computer : m_services.computers->computers())
        computers.append(vault::ComputerFacts(computer.name(), computer.group));
    auto *opened = new VaultDialog(text::translated(vault->place()), computers, m_window);
    const DialogPtr dialog(opened);
    connect(opened, &VaultDialog::addWanted, this, [this, dialog] { add(dialog); });
    connect(opened, &VaultDialog::changeWanted, this, [this, dialog](const Entry &entry) { change(dialog, entry); });
    connect(opened, &VaultDialog::removeWanted, this,
            [this, dialog](const Entry &entry) { run(dialog, remove(QPointer(this), dialog, entry)); });
    connect(opened, &VaultDialog::testWanted, this, [this, dialog](const Entry &entry, const QString &computer) {
        run(dialog, test(QPointer(this), dialog, entry, computer));
    });
    const auto chooseFile = [this, dialog](QFileDialog::AcceptMode mode, const QString &title, auto use) {
        auto *files = new QFileDialog(dialog, title);
        files->setObjectName(u"vaultFileDialog"_s);
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setAcceptMode(mode);
        files->setFileMode(mode == QFileDialog::AcceptSave ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
        files->setDefaultSuffix(u"json"_s);
        connect(files, &QFileDialog::fileSelected, this,
                [this, dialog, use](const QString &path) { (this->*use)(dialog, path); });
        files->open();
    };
    connect(opened, &VaultDialog::exportWanted, this, [chooseFile] {
        chooseFile(QFileDialog::AcceptSave, tr("Export the list of stored logins"), &VaultFlow::exportTo);
    });
    connect(opened, &VaultDialog::importWanted, this, [chooseFile] {
        chooseFile(QFileDialog::AcceptOpen, tr("Import a list of stored logins"), &VaultFlow::importFrom);
    });
    run(dialog, show(QPointer(this), dialog));
    opened->open();
}

Task<> VaultFlow::show(QPointer<VaultFlow> self, DialogPtr dialog)
{
    const auto vault = self->m_services.credentials->vault();
    const QList<Entry> entries = co_await vault->entries();
    if (dialog)
        dialog->setEntries(entries);
}

void VaultFlow::add(const DialogPtr &dialog)
{
    auto *ask = new VaultEntryDialog(computerNames(), m_services.computers->groups(), dialog);
    connect(ask, &QDialog::accepted, this,
            [this, dialog, ask] { run(dialog, store(QPointer(this), dialog, ask->entry(), ask->secret())); });
    ask->open();
}

void VaultFlow::change(const DialogPtr &dialog, const Entry &entry)
{
    auto *ask = new VaultEntryDialog(computerNames(), m_services.computers->groups(), dialog);
    ask->setEntry(entry);
    connect(ask, &QDialog::accepted, this,
            [this, dialog, ask] { run(dialog, store(QPointer(this), dialog, ask->entry(), ask->secret())); });
    ask->open();
}

Task<> VaultFlow::store(QPointer<VaultFlow> self, DialogPtr dialog, Entry entry, base::SecretString secret)
{
    const auto vault = self->m_services.credentials->vault();
    const Entry stored = co_await vault->store(std::move(entry), std::move(secret), base::CancelToken());
    if (!self)
        co_return;
    self->m_services.sessions->allowLogin(stored.userName);
    self->m_services.credentials->fetchAgain();
    if (dialog)
        dialog->say(tr("Stored. It has not been tried yet; Test does."));
    co_await show(self, dialog);
}

Task<> VaultFlow::remove(QPointer<VaultFlow> self, DialogPtr dialog, Entry entry)
{
    const auto vault = self->m_services.credentials->vault();
    co_await vault->remove(entry.id, base::CancelToken());
    if (!self)
        co_return;
    self->m_services.credentials->fetchAgain();
    if (dialog)
        dialog->say(tr("Removed, with its secret."));
    co_await show(self, dialog);
}

Task<> VaultFlow::test(QPointer<VaultFlow> self, DialogPtr dialog, Entry entry, QString computer)
{
    const auto vault = self->m_services.credentials->vault();
    dialog->say(tr("Logging in to %1…").arg(computer));
    sessions::ConnectionOptions target;
    target.computerName = computer;
    for (const Computer &saved : self->m_services.computers->computers())
        if (saved.name().compare(computer, Qt::CaseInsensitive) == 0)
            target = completeOptions(self->m_services, saved);
    const auto credential = co_await vault->credential(entry, base::CancelToken());
    if (!self || !credential)
        co_return;
    target.credential = *credential;
    // Asked for by hand: once more, whatever was refused before.
    self->m_services.sessions->allowLogin(credential->userName);
    sessions::ListRequest request;
    request.targets.append(target);
    const auto listings = co_await self->m_services.sessions->list(std::move(request), nullptr, base::CancelToken());
    if (!self || !dialog)
        co_return;
    if (listings.first().error)
        throw *listings.first().error;
    dialog->say(tr("%1 accepted the login.").arg(computer));
    co_await show(self, dialog);
}

void VaultFlow::exportTo(const DialogPtr &dialog, const QString &path)
{
    const auto writeAll = [](QPointer<VaultFlow> self, DialogPtr owner, QString file) -> Task<> {
        const auto vault = self->m_services.credentials->vault();
        const QList<Entry> entries = co_await vault->entries();
        const QByteArray json = vault::VaultIndex::toJson(entries);
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(json) != json.size() || !out.commit())
            throw fileProblem(file, out.errorString());
        if (owner)
            owner->say(tr("The list is in %1, without the secrets.").arg(file));
    };
    run(dialog, writeAll(QPointer(this), dialog, path));
}

void VaultFlow::importFrom(const DialogPtr &dialog, const QString &path)
{
    QFile file(path);
    constexpr qint64 largest = 16 << 20;
    if (!file.open(QIODevice::ReadOnly) || file.size() > largest) {
        dialog->say(text::describe(fileProblem(path, file.errorString())).sentence);
        return;
    }
    try {
        run(dialog, importAll(QPointer(this), dialog, vault::VaultIndex::fromJson(file.readAll())));
    } catch (const Error &error) {
        dialog->say(text::describe(error).sentence);
    }
}

Task<> VaultFlow::importAll(QPointer<VaultFlow> self, DialogPtr dialog, QList<Entry> entries)
{
    const auto vault = self->m_services.credentials->vault();
    QStringList left;
    int taken = 0;
    for (const Entry &entry : std::as_const(entries)) {
        // A list brings no secrets: those entries are added when their password is entered.
        if (entry.needsSecret()) {
            left << text::translated(entry.identity());
            continue;
        }
        Entry fresh = entry;
        fresh.id = QUuid();
        (void)co_await vault->store(fresh, base::SecretString(), base::CancelToken());
        ++taken;
    }
    if (!self)
        co_return;
    self->m_services.credentials->fetchAgain();
    if (dialog)
        dialog->say(left.isEmpty() ? tr("%n login(s) imported.", nullptr, taken)
                                   : tr("%n login(s) imported. To be added with their passwords: %1", nullptr, taken)
                                         .arg(left.join(u", "_s)));
    co_await show(self, dialog);
}

} // namespace rejoin::ui
