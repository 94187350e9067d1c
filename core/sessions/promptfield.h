#pragma once

#include "core/base/text.h"
#include "core/clixml/value.h"

#include <QString>

#include <optional>

namespace rejoin::sessions {

/// How a field of $host.UI.Prompt is asked for.
enum class FieldKind : quint8 {
    Text,       ///< one line, of whatever type the field has
    Secret,     ///< SecureString
    Credential, ///< PSCredential: user and password
    List,       ///< an array: one item after the other until an empty one
};

/// One field of $host.UI.Prompt.
struct PromptField
{
    QString name;
    QString label;
    QString typeName; ///< "System.String", "System.Security.SecureString", "System.Int32[]", …
    QString helpMessage;
    bool isMandatory = false;
    QString defaultValue;

    [[nodiscard]] FieldKind kind() const;
    [[nodiscard]] bool isSecret() const { return kind() == FieldKind::Secret; }
    /// The type of one answer: that of a list's items.
    [[nodiscard]] QString itemType() const;
    /// What stands before the field, without the mark of its hot key.
    [[nodiscard]] QString words() const;
    /// Why text is no value of the field's type; nothing when it is one.
    [[nodiscard]] std::optional<base::Text> problemWith(const QString &text) const;
    /// What the remote side gets for text; text itself where the type is none that is known here.
    [[nodiscard]] clixml::Value valueOf(const QString &text) const;
};

/// What kind of answer a type wants, for the user; empty where any words do.
[[nodiscard]] std::optional<base::Text> wantedWords(const QString &typeName);

} // namespace rejoin::sessions
