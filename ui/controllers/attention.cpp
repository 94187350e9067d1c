#include "ui/controllers/attention.h"

#include "core/sessions/quotafault.h"

namespace rejoin::ui {

namespace {

constexpr qsizetype maximumItems = 200;

} // namespace

void Attention::add(AttentionItem item)
{
    if (item.key.isNull())
        item.key = QUuid::createUuid();
    m_items.removeIf([&](const AttentionItem &known) { return known.key == item.key; });
    m_items.prepend(std::move(item));
    if (m_items.size() > maximumItems)
        m_items.removeLast();
    Q_EMIT changed();
}

void Attention::dismiss(const QUuid &key)
{
    if (m_items.removeIf([&](const AttentionItem &item) { return item.key == key; }) > 0)
        Q_EMIT changed();
}

void Attention::clear()
{
    m_items.clear();
    Q_EMIT changed();
}

Remedy Attention::remedyFor(const base::Error &error, bool isComputer)
{
    using enum base::ErrorCategory;
    // Loosening the computer that was asked for would not help it, and would weaken that one.
    if (error.atAnotherHost)
        return Remedy::EditComputer;
    // By id, never by words.
    if (isComputer && error.category == NotPermitted && error.id.contains(QLatin1String("ServerNotTrusted")))
        return Remedy::AllowNtlm;
    if (isComputer && error.category == NotPermitted && error.id.contains(QLatin1String("DelegationNotPermitted")))
        return Remedy::AllowDelegation;
    if (isComputer && error.category == CertificateUntrusted && !error.certificatePem.isEmpty())
        return Remedy::TrustCertificate;
    if (sessions::isQuotaOfShells(error))
        return Remedy::ShowShells;
    switch (error.category) {
    case LoginRefused:
    case CredentialMissing:
        return Remedy::LogIn;
    case NotPermitted:
        return isComputer ? Remedy::UseSsl : Remedy::EditComputer;
    case CertificateUntrusted:
    case TlsFailed:
    case NotWsMan:
    case NameNotResolved:
    case InvalidArgument:
    case Unsupported:
        return Remedy::EditComputer;
    case ConnectFailed:
    case TimedOut:
    case ConnectionLost:
    case Fault:
    case Protocol:
        return Remedy::TryAgain;
    case SessionNotFound:
    case SessionBusy:
    case InvalidState:
        return Remedy::Refresh;
    default:
        return isComputer ? Remedy::TryAgain : Remedy::Refresh;
    }
}

} // namespace rejoin::ui
