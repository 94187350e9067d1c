#include "ui/controllers/consentflow.h"

#include "core/text/errortext.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/dialogs/consentdialog.h"
#include "ui/store/computerstore.h"
#include "ui/store/trustedpatterns.h"

#include <QWidget>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

ConsentFlow::ConsentFlow(const Services &services, Attention *attention, RefreshController *refresher, QWidget *window)
    : QObject(window), m_services(services), m_attention(attention), m_refresher(refresher), m_window(window)
{
}

QList<Computer> ConsentFlow::affected(const AttentionItem &item) const
{
    QList<Computer> computers;
    QSet<QUuid> seen;
    QList<AttentionItem> items{item};
    items += m_attention->items();
    for (const AttentionItem &each : std::as_const(items)) {
        if (each.remedy != item.remedy || seen.contains(each.computer))
            continue;
        if (const auto computer = m_services.computers->find(each.computer)) {
            computers += *computer;
            seen.insert(each.computer);
        }
    }
    return computers;
}

void ConsentFlow::permit(const QList<Computer> &computers,
                         const std::function<void(sessions::ConnectionOptions &)> &change)
{
    QList<QUuid> ids;
    for (const Computer &asked : computers) {
        // As it is now: it may have been edited while the question stood.
        auto computer = m_services.computers->find(asked.id);
        if (!computer)
            continue;
        change(computer->options);
        m_services.computers->update(*computer);
        m_attention->dismiss(computer->id);
        ids += computer->id;
    }
    if (!ids.isEmpty())
        m_refresher->refresh(ids);
}

void ConsentFlow::askAgain(const QList<Computer> &computers)
{
    QList<QUuid> ids;
    for (const Computer &computer : computers) {
        m_attention->dismiss(computer.id);
        ids += computer.id;
    }
    m_refresher->refresh(ids);
}

void ConsentFlow::allowNtlm(const AttentionItem &item)
{
    const QList<Computer> computers = affected(item);
    if (computers.isEmpty())
        return;
    QStringList names;
    QString group = computers.constFirst().group;
    for (const Computer &computer : computers) {
        names += computer.name();
        if (computer.group != group)
            group.clear();
    }
    auto *dialog = new ConsentDialog(ConsentDialog::ntlmWithoutSsl(names, group), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, computers, group] {
        if (dialog->isForGroup()) {
            GroupSettings settings = m_services.computers->groupSettings(group);
            settings.allowNtlmWithoutTls = true;
            m_services.computers->setGroupSettings(settings);
            askAgain(computers);
            return;
        }
        const QString pattern = dialog->pattern();
        if (pattern.isEmpty()) {
            permit(computers, [](sessions::ConnectionOptions &options) { options.allowNtlmWithoutTls = true; });
            return;
        }
        TrustedPatterns(m_services.settings).add(pattern);
        askAgain(computers);
    });
    dialog->open();
}

void ConsentFlow::allowDelegation(const AttentionItem &item)
{
    const QList<Computer> computers = affected(item);
    if (computers.isEmpty())
        return;
    QStringList names;
    QStringList users;
    for (const Computer &computer : computers) {
        names += computer.name();
        const QString user = completeOptions(m_services, computer).credential.userName;
        if (!user.isEmpty() && !users.contains(user))
            users += user;
    }
    auto *dialog = new ConsentDialog(ConsentDialog::delegation(names, users.join(u", "_s)), m_window);
    connect(dialog, &QDialog::accepted, this, [this, computers] {
        permit(computers, [](sessions::ConnectionOptions &options) { options.allowDelegation = true; });
    });
    dialog->open();
}

void ConsentFlow::askDelegation(const QStringList &computers, const QString &user,
                                const std::function<void()> &permitted)
{
    auto *dialog = new ConsentDialog(ConsentDialog::delegation(computers, user), m_window);
    connect(dialog, &QDialog::accepted, this, permitted);
    dialog->open();
}

void ConsentFlow::trustCertificate(const AttentionItem &item)
{
    const auto computer = m_services.computers->find(item.computer);
    if (!computer)
        return;
    CertificateDialog::Subject subject;
    subject.computer = computer->name();
    subject.chain = QSslCertificate::fromData(item.error.certificatePem, QSsl::Pem);
    subject.failure = text::describe(item.error).sentence;
    subject.pinnedSha256 = computer->options.pinnedSha256;
    auto *dialog = new CertificateDialog(subject, m_window);
    connect(dialog, &QDialog::accepted, this, [this, computer, fingerprint = dialog->fingerprint()] {
        permit({*computer},
               [fingerprint](sessions::ConnectionOptions &options) { options.pinnedSha256 = fingerprint; });
    });
    dialog->open();
}

} // namespace rejoin::ui
