#pragma once

#include <QString>
#include <QStringList>

class QSettings;

namespace rejoin::ui {

/// Names of computers that NTLM without SSL is permitted for: what Windows calls TrustedHosts. Kept in the settings.
class TrustedPatterns
{
public:
    /// settings must outlive it.
    explicit TrustedPatterns(QSettings *settings) : m_settings(settings) {}

    [[nodiscard]] QStringList patterns() const;
    void add(const QString &pattern);
    [[nodiscard]] bool matches(const QString &computerName) const;

private:
    QSettings *m_settings;
};

} // namespace rejoin::ui
