#pragma once

#include "core/transport/transport.h"

#include <QList>
#include <QString>

namespace rejoin::ui {

/// What a choice of sign-in method depends on.
struct MechanismSituation
{
    bool useSsl = false;
    bool allowUnencrypted = false;
    bool isAddress = false; ///< an IP address instead of a name
    bool hasUser = false;
};

/// One sign-in method as the dialogs offer it.
struct MechanismChoice
{
    transport::Mechanism mechanism;
    QString label;
    QString hint;       ///< one line: when to use it, what it needs
    QString impossible; ///< why it cannot be chosen; empty: it can
    QString caution;    ///< what is to be done before it works; empty: nothing
};

[[nodiscard]] QList<MechanismChoice> mechanismChoices(const MechanismSituation &situation);
/// -Authentication's word.
[[nodiscard]] QString mechanismParameter(transport::Mechanism mechanism);

} // namespace rejoin::ui
