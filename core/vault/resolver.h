#pragma once

#include "core/vault/entry.h"

#include <QList>

#include <optional>

namespace rejoin::vault {

/// Which entry would be used for a computer, and why.
struct Resolution
{
    Resolution() = default;
    std::optional<Entry> entry; ///< none: the current user, or whoever is asked for
    base::Text reason;
    /// The computer's other identities: equally specific, tried for sessions of their owner only.
    QList<Entry> others;
};

/// Pure. The most specific scope wins: computer, group, pattern (the longer one), default. Of several identities there,
/// one that was not refused, then the one that was accepted last. userName not empty: only entries of that account
/// count; an account of the computer itself never matches an entry that is for another computer.
[[nodiscard]] Resolution resolve(const QList<Entry> &entries, const ComputerFacts &computer,
                                 const QString &userName = {});

/// The entries whose secret must change with this one's: the same domain account elsewhere. An account of a computer is
/// another one on the next computer.
[[nodiscard]] QList<Entry> sharingSecret(const QList<Entry> &entries, const Entry &changed);

} // namespace rejoin::vault
