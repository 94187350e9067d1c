#pragma once

#include "core/lab/engine/errors.h"
#include "core/psrp/hostcall.h"

#include <optional>

// What commands that ask the client's host have in common.
namespace rejoin::lab::engine {

/// The client's host threw, or there is none: what the command then says.
[[nodiscard]] std::optional<ErrorParts> hostFailure(const psrp::HostResponse &response);
[[nodiscard]] ErrorParts noHost();

struct HostField
{
    QString name;
    QString label;
    QString typeName = QStringLiteral("System.String");
    QString helpMessage;
    bool isMandatory = true;
};
/// A FieldDescription, member for member as the remote host encoder writes its fields (MS-PSRP 2.2.3.17's Prompt).
[[nodiscard]] clixml::Value fieldDescription(const HostField &field);

} // namespace rejoin::lab::engine
