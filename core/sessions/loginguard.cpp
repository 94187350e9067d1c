#include "core/sessions/loginguard.h"

#include "core/base/awaitable.h"
#include "core/base/logging.h"
#include "core/transport/auth/accountname.h"
#include "core/transport/transport.h"

#include <QSet>
#include <QTimer>

#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace rejoin::sessions {

using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

Error notTriedAgain(const QString &user, const QString &peer, const QString &refusedBy)
{
    return {
        ErrorCategory::LoginRefused, QStringLiteral("LoginNotTriedAgain"),
        Text(QT_TRANSLATE_NOOP("core", "%1 was not asked to log in %2: %3 refused this password, and trying it again "
                                       "could lock the account."),
             {peer, user, refusedBy}),
        Text(QT_TRANSLATE_NOOP("core", "Enter the password anew."))};
}

/// The account in lower case; with its computer's name where it is the computer's own.
QString keyOf(const Credential &credential, const QString &host)
{
    const transport::AccountName name = transport::readAccountName(credential.userName.toStdString());
    const QString domain = QString::fromStdString(name.domain);
    const bool itsOwn =
        name.local || (!domain.isEmpty() && domain.compare(host.section(u'.', 0, 0), Qt::CaseInsensitive) == 0);
    const QString user = credential.userName.toCaseFolded();
    return itsOwn ? user + u'\n' + host.toCaseFolded() : user;
}

/// Tells passwords apart without keeping them: a keyed hash whose key is this process's own.
QByteArray fingerprintOf(const Credential &credential)
{
    static const QByteArray key = [] {
        QByteArray random(32, '\0');
        RAND_bytes(reinterpret_cast<unsigned char *>(random.data()), int(random.size()));
        return random;
    }();
    const QByteArray keytab = credential.keytab.toUtf8();
    const QByteArrayView secret =
        credential.kind == Credential::Kind::Keytab ? QByteArrayView(keytab) : credential.password.utf8();
    QByteArray print(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.constData(), int(key.size()), reinterpret_cast<const unsigned char *>(secret.data()),
         static_cast<std::size_t>(secret.size()), reinterpret_cast<unsigned char *>(print.data()), &size);
    print.truncate(size);
    return print;
}

} // namespace

struct LoginGuard::Account
{
    QByteArray fingerprint;
    bool isRefused = false;
    bool isProven = false;
    bool isDoubted = false; ///< refused once since it was accepted
    std::chrono::milliseconds provenAt{0};
    std::optional<std::chrono::milliseconds> toldAt;
    QString refusedBy;
    QSet<QString> refusing; ///< computers that refused it
    int trying = 0;         ///< of those that go alone
    QList<base::Awaitable<bool>::Handle> waiting;

    void wake()
    {
        const auto all = std::exchange(waiting, {});
        for (const auto &handle : all)
            handle.resolve(true);
    }
};

class LoginGuard::Try final : public transport::LoginGate::Attempt
{
public:
    Try(std::weak_ptr<LoginGuard> guard, std::shared_ptr<Account> account, Credential credential, QString host,
        bool alone)
        : m_guard(std::move(guard)),
          m_account(std::move(account)),
          m_credential(std::move(credential)),
          m_host(std::move(host)),
          m_alone(alone)
    {
        m_account->trying += m_alone;
    }
    ~Try() override { end(); }
    Q_DISABLE_COPY_MOVE(Try)

    void accepted() override
    {
        const auto guard = m_guard.lock();
        if (!guard || m_ended)
            return;
        const auto now = guard->m_clock->monotonic();
        m_account->isProven = true;
        m_account->isDoubted = false;
        m_account->provenAt = now;
        m_account->refusing.remove(m_host.toCaseFolded());
        end();
        // A thousand computers that accept it are one thing to tell.
        constexpr std::chrono::milliseconds tellAgainAfter{60000};
        if (m_account->toldAt && now - *m_account->toldAt < tellAgainAfter)
            return;
        m_account->toldAt = now;
        guard->m_settled(m_credential, true);
    }
    void refused() override
    {
        const auto guard = m_guard.lock();
        if (!guard || m_ended)
            return;
        m_account->refusing.insert(m_host.toCaseFolded());
        m_account->refusedBy = m_host;
        // Where others accepted it, this computer may not let the account in; or it was changed since. One more tells.
        const bool isFirstDoubt = !m_alone && !m_account->isDoubted;
        m_account->isProven = false;
        m_account->isDoubted = true;
        m_account->isRefused = !isFirstDoubt;
        m_account->toldAt.reset();
        qCInfo(lcSessions) << "a login was refused by" << m_host << (isFirstDoubt ? "once" : "for good");
        end();
        if (!isFirstDoubt)
            guard->m_settled(m_credential, false);
    }

private:
    void end()
    {
        if (std::exchange(m_ended, true))
            return;
        m_account->trying -= m_alone;
        m_account->wake();
    }

    std::weak_ptr<LoginGuard> m_guard;
    std::shared_ptr<Account> m_account;
    Credential m_credential;
    QString m_host;
    bool m_alone;
    bool m_ended = false;
};

LoginGuard::LoginGuard(std::shared_ptr<base::Clock> clock, Settled settled, std::chrono::milliseconds patienceWith)
    : m_clock(std::move(clock)), m_settled(std::move(settled)), m_patience(patienceWith)
{
}

LoginGuard::~LoginGuard() = default;

std::shared_ptr<LoginGuard::Account> LoginGuard::accountOf(const Credential &credential, const QString &host)
{
    const QByteArray fingerprint = fingerprintOf(credential);
    QList<std::shared_ptr<Account>> &sameName = m_accounts[keyOf(credential, host)];
    for (const auto &account : std::as_const(sameName))
        if (account->fingerprint == fingerprint)
            return account;
    const auto account = std::make_shared<Account>();
    account->fingerprint = fingerprint;
    sameName.append(account);
    return account;
}

void LoginGuard::allow(const QString &userName)
{
    const QString user = userName.toCaseFolded();
    for (auto it = m_accounts.cbegin(); it != m_accounts.cend(); ++it) {
        if (it.key().section(u'\n', 0, 0) != user)
            continue;
        for (const auto &account : it.value()) {
            account->toldAt.reset();
            account->isRefused = false;
            account->isProven = false;
            account->isDoubted = false;
            account->refusing.clear();
        }
    }
}

Task<std::shared_ptr<transport::LoginGate::Attempt>> LoginGuard::enter(transport::Endpoint endpoint,
                                                                       transport::Login login, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    std::shared_ptr<Attempt> attempt;
    const Credential credential = login.credential;
    const bool couldLock = credential.kind == Credential::Kind::Keytab ||
                           (credential.kind == Credential::Kind::Password && !credential.password.isEmpty());
    if (!couldLock || !login.certificate.isNull())
        co_return attempt;
    const QString host = endpoint.host;
    const auto account = accountOf(credential, host);
    bool isPatient = true;
    while (!attempt) { // each turn follows the end of another login, or of the patience
        cancel.check();
        if (account->isRefused || account->refusing.contains(host.toCaseFolded()))
            throw notTriedAgain(credential.userName, endpoint.authority(), account->refusedBy);
        const bool isProven = account->isProven && m_clock->monotonic() - account->provenAt < proofLasts;
        if (isProven || account->trying == 0 || !isPatient) {
            attempt = std::make_shared<Try>(self, account, credential, host, !isProven);
            break;
        }
        base::Awaitable<bool> turn;
        const auto handle = turn.handle();
        account->waiting.append(handle);
        const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
        QTimer timer;
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &timer, [handle] { handle.resolve(false); });
        timer.start(m_patience);
        isPatient = co_await turn;
    }
    co_return attempt;
}

} // namespace rejoin::sessions
