#pragma once

#include "core/transport/transport.h"

#include <QList>
#include <QString>

namespace rejoin::ui {

/// Who signs in, as the dialogs ask it.
enum class LoginKind : quint8 { CurrentUser, Password, Certificate, Keytab };

/// What a choice of sign-in method depends on.
struct MechanismSituation
{
    bool useSsl = false;
    bool allowUnencrypted = false;
    bool allowNtlmWithoutTls = false;
    bool isAddress = false; ///< an IP address instead of a name
    LoginKind login = LoginKind::CurrentUser;
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

} // namespace rejoin::ui
