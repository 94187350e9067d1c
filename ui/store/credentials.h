#pragma once

#include "core/sessions/connectionoptions.h"
#include "ui/store/computer.h"

#include <QHash>

namespace rejoin::ui {

/// The passwords that were entered, for this run only, in memory. The place where a keychain comes in later: who
/// asks here does not care where the answer is kept.
class Credentials
{
public:
    void store(const QUuid &computer, base::Credential credential);
    void forget(const QUuid &computer);
    [[nodiscard]] bool has(const QUuid &computer) const { return m_byComputer.contains(computer); }
    /// The computer's options with what is known of its login put in.
    [[nodiscard]] sessions::ConnectionOptions complete(const Computer &computer) const;
    /// Whether a login has to be asked for first.
    [[nodiscard]] bool isMissing(const Computer &computer) const;

private:
    QHash<QUuid, base::Credential> m_byComputer;
};

} // namespace rejoin::ui
