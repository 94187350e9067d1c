#pragma once

#include "core/psrp/events.h"

namespace rejoin::output {

/// An event of a pipeline as it is kept: the type and the body of its PSRP message.
struct EncodedEvent
{
    psrp::MessageType type = psrp::MessageType::PipelineOutput;
    QByteArray body; ///< CLIXML without a BOM
};

/// Nothing for what is not kept: progress (only the moment counts), calls that want an answer, calls that wrote no
/// text. SecureStrings keep their place and lose their content, whatever the protocol's version.
[[nodiscard]] std::optional<EncodedEvent> encode(const psrp::PipelineEvent &event);
/// Throws Error (Protocol) on what is no such body; nothing for a type that is not known.
[[nodiscard]] std::optional<psrp::PipelineEvent> decode(const EncodedEvent &event);

} // namespace rejoin::output
