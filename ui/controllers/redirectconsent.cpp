#include "ui/controllers/redirectconsent.h"

#include "ui/dialogs/consentdialog.h"

#include <QUrl>
#include <QWidget>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

/// What a permission counts for: from one service to another, scheme and port included, for one login.
QString keyOf(const sessions::RedirectQuestion &question)
{
    const auto service = [](const QString &address) {
        const QUrl url(address);
        return url.scheme() + "://"_L1 + url.authority(QUrl::FullyEncoded).toCaseFolded();
    };
    return u"%1|%2|%3|%4"_s.arg(service(question.from), service(question.to), question.userName.toCaseFolded(),
                                QString::number(question.handsPasswordOver));
}

} // namespace

RedirectConsent::RedirectConsent(QWidget *window) : m_window(window)
{
}

RedirectConsent::~RedirectConsent()
{
    for (const Waiting &waiting : std::as_const(m_waiting))
        waiting.answer.resolve(false);
}

void RedirectConsent::redirected(const QString &to)
{
    Q_EMIT announced(tr("Your connection has been redirected to %1").arg(to));
}

Task<bool> RedirectConsent::mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel)
{
    if (m_permitted.contains(keyOf(question)))
        co_return true;
    base::Awaitable<bool> answer;
    const auto handle = answer.handle();
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    m_waiting.append({question, handle});
    if (m_waiting.size() == 1)
        askNext();
    const bool permitted = co_await answer;
    co_return permitted;
}

void RedirectConsent::askNext()
{
    // One that was cancelled, or answered by the question before it, is not asked.
    while (!m_waiting.isEmpty()) {
        const Waiting &next = m_waiting.constFirst();
        if (m_permitted.contains(keyOf(next.question)))
            next.answer.resolve(true);
        if (next.answer.isPending())
            break;
        m_waiting.removeFirst();
    }
    if (m_waiting.isEmpty() || !m_window)
        return;
    const sessions::RedirectQuestion &question = m_waiting.constFirst().question;
    auto *dialog = new ConsentDialog(ConsentDialog::redirect(question), m_window);
    m_open = dialog;
    connect(dialog, &QDialog::finished, this, [this](int result) { answered(result == QDialog::Accepted); });
    dialog->open();
}

void RedirectConsent::answered(bool permitted)
{
    if (m_waiting.isEmpty())
        return;
    const Waiting done = m_waiting.takeFirst();
    if (permitted)
        m_permitted.insert(keyOf(done.question));
    done.answer.resolve(permitted);
    askNext();
}

} // namespace rejoin::ui
