#include "ui/store/trustedpatterns.h"

#include "core/sessions/networkdefaults.h"

#include <QSettings>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

QString key()
{
    return u"trust/ntlmWithoutSsl"_s;
}

} // namespace

QStringList TrustedPatterns::patterns() const
{
    return m_settings ? m_settings->value(key()).toStringList() : QStringList();
}

void TrustedPatterns::add(const QString &pattern)
{
    QStringList all = patterns();
    if (!m_settings || pattern.isEmpty() || all.contains(pattern, Qt::CaseInsensitive))
        return;
    all += pattern;
    m_settings->setValue(key(), all);
}

bool TrustedPatterns::matches(const QString &computerName) const
{
    sessions::NetworkDefaults known;
    known.trustedHosts = patterns();
    return known.trusts(computerName);
}

} // namespace rejoin::ui
