#include "ui/controllers/dialogflow.h"

#include "core/text/errortext.h"
#include "ui/controllers/connectcontroller.h"
#include "ui/controllers/consentflow.h"
#include "ui/controllers/keeping.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/controllers/sessionboard.h"
#include "ui/dialogs/computerdialog.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/credentialdialog.h"
#include "ui/dialogs/disconnectdialog.h"
#include "ui/dialogs/groupdialog.h"
#include "ui/dialogs/keepalivedialog.h"
#include "ui/dialogs/newsessiondialog.h"
#include "ui/dialogs/removedialog.h"
#include "ui/models/computermodel.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QWidget>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

DialogFlow::DialogFlow(const Parts &parts, QWidget *window)
    : QObject(window),
      m_(parts),
      m_window(window),
      m_consent(new ConsentFlow(parts.services, parts.attention, parts.refresher, window))
{
}

void DialogFlow::keepCredential(Computer &computer, bool isNew)
{
    base::Credential &credential = computer.options.credential;
    if (credential.kind == base::Credential::Kind::Password && !credential.password.isEmpty()) {
        typedAnew(credential);
        m_.services.credentials->store(computer.id, credential);
        credential.password = {};
    } else if (!isNew) {
        // Another user than the one whose password is known.
        const auto known = m_.services.computers->find(computer.id);
        if (known && known->options.credential.userName != credential.userName)
            m_.services.credentials->forget(computer.id);
    }
}

ComputerDialog *DialogFlow::makeComputerDialog()
{
    const QStringList groups = m_.services.computers->groups();
    auto *dialog = new ComputerDialog(groups, m_window);
    dialog->setCertificates(m_.services.certificates);
    QHash<QString, std::chrono::milliseconds> keepTimes;
    for (const QString &group : groups)
        if (const auto time = m_.services.computers->groupSettings(group).keepFor)
            keepTimes.insert(group, *time);
    dialog->setGroupKeepTimes(keepTimes);
    return dialog;
}

void DialogFlow::typedAnew(const base::Credential &credential)
{
    if (credential.kind == base::Credential::Kind::Password && !credential.password.isEmpty() && m_.services.sessions)
        m_.services.sessions->allowLogin(credential.userName);
}

void DialogFlow::addComputers()
{
    ComputerDialog *dialog = makeComputerDialog();
    connect(dialog, &QDialog::accepted, this, [this, dialog] { saveNew(dialog->computers()); });
    dialog->open();
}

void DialogFlow::saveNew(QList<Computer> computers)
{
    QList<QUuid> ids;
    for (Computer &computer : computers) {
        computer.id = QUuid::createUuid();
        keepCredential(computer, true);
        ids += computer.id;
    }
    m_.services.computers->add(std::move(computers));
    m_.refresher->refresh(ids);
}

void DialogFlow::editComputer(const QUuid &id)
{
    const auto computer = m_.services.computers->find(id);
    if (!computer)
        return;
    ComputerDialog *dialog = makeComputerDialog();
    dialog->setComputer(*computer);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const QList<Computer> edited = dialog->computers();
        if (!edited.isEmpty())
            saveEdited(edited.first());
    });
    dialog->open();
}

void DialogFlow::editGroup(const QString &group)
{
    if (group.isEmpty())
        return;
    auto *dialog = new GroupDialog(m_.services.computers->groupSettings(group), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, group] {
        m_.services.computers->setGroupSettings(dialog->value());
        QList<QUuid> ids;
        for (const Computer &computer : m_.services.computers->computers())
            if (computer.group == group)
                ids += computer.id;
        m_.refresher->refresh(ids);
    });
    dialog->open();
}

void DialogFlow::saveEdited(const Computer &edited)
{
    Computer computer = edited;
    keepCredential(computer, false);
    m_.services.computers->update(computer);
    m_.refresher->refresh({computer.id});
}

void DialogFlow::duplicateComputer(const QUuid &id)
{
    const auto original = m_.services.computers->find(id);
    if (!original)
        return;
    Computer copy = *original;
    copy.id = QUuid::createUuid();
    ComputerDialog *dialog = makeComputerDialog();
    dialog->setComputer(copy);
    dialog->setWindowTitle(tr("Duplicate %1").arg(original->name()));
    connect(dialog, &QDialog::accepted, this, [this, dialog] { saveNew(dialog->computers()); });
    dialog->open();
}

void DialogFlow::removeComputers(const QList<QUuid> &ids)
{
    const QList<Computer> removed = m_.services.computers->remove(ids);
    if (removed.isEmpty())
        return;
    m_.board->forgetComputers(ids);
    for (const QUuid &id : ids)
        m_.attention->dismiss(id);
    const QString words =
        removed.size() == 1
            ? tr("%1 was taken off the list. Its sessions stay as they are.").arg(removed.first().name())
            : tr("%n computer(s) were taken off the list. Their sessions stay as they are.", nullptr,
                 int(removed.size()));
    Q_EMIT noticed(words, [this, removed, ids] {
        m_.services.computers->add(removed);
        m_.refresher->refresh(ids);
    });
}

void DialogFlow::logIn(const QList<QUuid> &computers)
{
    QList<CredentialNeed> needs;
    for (const QUuid &id : computers) {
        const auto computer = m_.services.computers->find(id);
        if (!computer)
            continue;
        const QString user = completeOptions(m_.services, *computer).credential.userName;
        auto found = std::ranges::find(needs, user, &CredentialNeed::userName);
        if (found == needs.end()) {
            needs += CredentialNeed{user, {}, {}, {}, computer->group};
            found = needs.end() - 1;
        }
        if (found->group != computer->group)
            found->group.clear();
        found->computerNames += computer->name();
        found->computers += id;
        const ComputerStatus status = m_.computers->status(id);
        if (status.kind == ComputerStatus::Kind::NeedsLogin && found->computerNames.size() == 1)
            found->reason = text::describe(status.error).sentence;
        else
            found->reason.clear();
    }
    if (needs.isEmpty())
        return;
    RememberOffer offer;
    if (const auto vault = m_.services.credentials->vault()) {
        offer.isPossible = vault->keeper() == vault::CredentialVault::Keeper::Keychain;
        offer.words = text::translated(vault->place());
    }
    auto *dialog = new CredentialDialog(needs, m_window, offer);
    connect(dialog, &QDialog::accepted, this, [this, dialog, needs] {
        const QList<base::Credential> answers = dialog->answers();
        QList<QUuid> answered;
        for (qsizetype i = 0; i < needs.size(); ++i) {
            if (answers.at(i).kind != base::Credential::Kind::Password)
                continue;
            typedAnew(answers.at(i));
            if (const QList<vault::Scope> scopes = dialog->rememberFor(i); !scopes.isEmpty())
                m_.services.credentials->rememberWhenProven(answers.at(i), scopes);
            for (const QUuid &id : needs.at(i).computers) {
                m_.services.credentials->store(id, answers.at(i));
                answered += id;
            }
        }
        if (!answered.isEmpty())
            m_.refresher->refresh(answered);
    });
    dialog->open();
}

QList<QUuid> DialogFlow::waitingForLogin(const QUuid &first) const
{
    QList<QUuid> ids{first};
    const auto asked = m_.services.computers->find(first);
    if (!asked)
        return ids;
    const QString user = asked->options.credential.userName;
    for (const Computer &computer : m_.services.computers->computers())
        if (computer.id != first && computer.options.credential.userName == user &&
            m_.computers->status(computer.id).kind == ComputerStatus::Kind::NeedsLogin)
            ids += computer.id;
    return ids;
}

void DialogFlow::connectToSessions(const QUuid &computer)
{
    auto *dialog = new ConnectDialog(m_window);
    dialog->setCertificates(m_.services.certificates);
    std::optional<sessions::ConnectionOptions> known;
    if (const auto saved = m_.services.computers->find(computer)) {
        known = completeOptions(m_.services, *saved);
        dialog->setTarget(*known);
    }
    connect(dialog, &QDialog::accepted, this, [this, dialog, known] {
        ConnectRequest request = dialog->request();
        addCertificate(m_.services, &request.options);
        const base::Credential &typed = request.options.credential;
        typedAnew(typed);
        // The password that is known already need not be typed again.
        if (known && typed.password.isEmpty() && typed.userName == known->credential.userName)
            request.options.credential = known->credential;
        const base::Credential &login = request.options.credential;
        if (login.kind != base::Credential::Kind::Password || !login.password.isEmpty()) {
            connectWhenPermitted(request);
            return;
        }
        CredentialNeed need{request.options.credential.userName, request.computerNames + request.uris, {}, {}, {}};
        auto *ask = new CredentialDialog({need}, m_window);
        connect(ask, &QDialog::accepted, this, [this, ask, request] {
            ConnectRequest complete = request;
            complete.options.credential = ask->answers().first();
            typedAnew(complete.options.credential);
            connectWhenPermitted(complete);
        });
        ask->open();
    });
    dialog->open();
}

void DialogFlow::connectWhenPermitted(const ConnectRequest &request)
{
    if (request.options.mechanism != transport::Mechanism::Credssp || request.options.allowDelegation) {
        m_.connector->connectRequested(request);
        return;
    }
    m_consent->askDelegation(request.computerNames + request.uris, request.options.credential.userName,
                             [this, request] {
                                 ConnectRequest permitted = request;
                                 permitted.options.allowDelegation = true;
                                 m_.connector->connectRequested(permitted);
                             });
}

void DialogFlow::disconnectWithOptions(const QList<QUuid> &shellIds)
{
    QList<sessions::SessionPtr> wanted = m_.board->sessions(shellIds);
    wanted.removeIf([](const sessions::SessionPtr &one) { return one->state() != remoting::SessionState::Opened; });
    if (wanted.isEmpty())
        return;
    auto *dialog = new DisconnectDialog(namesOf(wanted), keepLimits(wanted), m_.services.sessions->clock(), m_window);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, ids = idsOf(wanted)] { m_.connector->disconnectSessions(ids, dialog->options()); });
    dialog->open();
}

void DialogFlow::keepAlive(const QList<QUuid> &shellIds)
{
    QList<sessions::SessionPtr> wanted = m_.board->sessions(shellIds);
    wanted.removeIf([](const sessions::SessionPtr &one) { return one->state() == remoting::SessionState::Opened; });
    if (wanted.isEmpty())
        return;
    QStringList withCommands;
    for (const sessions::SessionPtr &session : std::as_const(wanted))
        if (!session->commands().isEmpty())
            withCommands += session->name();
    auto *dialog =
        new KeepAliveDialog(namesOf(wanted), withCommands, keepLimits(wanted), m_.services.sessions->clock(), m_window);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, ids = idsOf(wanted)] { m_.connector->keepAlive(ids, dialog->time()); });
    dialog->open();
}

void DialogFlow::removeSessions(const QList<QUuid> &shellIds)
{
    QList<SessionRow> rows;
    QList<QUuid> gone;
    for (const QUuid &id : shellIds) {
        const SessionRow *row = m_.board->model()->find(id);
        if (row && row->gone)
            gone += id;
        else if (row)
            rows += *row;
    }
    m_.board->forget(gone);
    if (rows.isEmpty())
        return;
    auto *dialog = new RemoveDialog(rows, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_.connector->removeSessions(dialog->chosen()); });
    dialog->open();
}

void DialogFlow::newSession(const QUuid &computer)
{
    auto *dialog = new NewSessionDialog(m_.services.computers->computers(), computer, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const auto saved = m_.services.computers->find(dialog->computer());
        if (!saved)
            return;
        if (m_.services.credentials->isMissing(*saved)) {
            logIn({saved->id});
            return;
        }
        sessions::CreateRequest request;
        request.target = completeOptions(m_.services, *saved);
        dialog->applyTo(request.target);
        request.name = dialog->sessionName();
        m_.connector->create(request, saved->id);
    });
    dialog->open();
}

void DialogFlow::remedy(const AttentionItem &item)
{
    switch (item.remedy) {
    case Remedy::LogIn:
        logIn(waitingForLogin(item.computer));
        break;
    case Remedy::EditComputer:
        editComputer(item.computer);
        break;
    case Remedy::UseSsl:
        if (auto computer = m_.services.computers->find(item.computer)) {
            computer->options.useSsl = true;
            saveEdited(*computer);
        }
        break;
    case Remedy::TrustCertificate:
    case Remedy::ReplacePin:
        m_consent->trustCertificate(item);
        break;
    case Remedy::AllowNtlm:
        m_consent->allowNtlm(item);
        break;
    case Remedy::AllowDelegation:
        m_consent->allowDelegation(item);
        break;
    case Remedy::TryAgain:
        if (!item.session.isNull())
            m_.connector->connectSessions({item.session});
        else
            m_.refresher->refresh({item.computer});
        break;
    case Remedy::Refresh:
        if (!item.computer.isNull())
            m_.refresher->refresh({item.computer});
        m_.attention->dismiss(item.key);
        break;
    case Remedy::ShowShells:
        m_.refresher->showAllShells(item.computer);
        break;
    case Remedy::None:
        break;
    }
}

} // namespace rejoin::ui
