#pragma once

#include "core/sessions/connectionoptions.h"

#include <QUuid>

namespace rejoin::ui {

/// A saved computer: a value. Holds the user's name but never a password.
struct Computer
{
    QUuid id;
    QString group; ///< empty: no group
    sessions::ConnectionOptions options;

    /// As typed, or the URI's host.
    [[nodiscard]] QString name() const
    {
        return options.computerName.isEmpty() ? options.connectionUri.host() : options.computerName;
    }
    /// A password has to be asked for before anything can be sent.
    [[nodiscard]] bool wantsPassword() const
    {
        return options.credential.kind == base::Credential::Kind::Password && options.credential.password.isEmpty();
    }
};

} // namespace rejoin::ui
