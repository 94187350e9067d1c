#pragma once

#include "core/psrp/message.h"

namespace rejoin::lab::pwsh {

/// One PSRP message as the engine wrote it: whole fragments, and what its header says.
struct RelayedMessage
{
    QByteArray fragments;
    psrp::MessageType type = psrp::MessageType::SessionCapability;

    [[nodiscard]] psrp::Message decode() const;
    /// A client can do without it when a buffer that drops is full.
    [[nodiscard]] bool isDroppable() const;
};

/// Gathers one stream's fragments (MS-PSRP 2.2.4) into messages without reading them. Throws Error (Protocol) on
/// bytes that are no fragments.
class MessageGatherer
{
public:
    [[nodiscard]] QList<RelayedMessage> add(QByteArrayView fragments);

private:
    RelayedMessage m_message;
};

} // namespace rejoin::lab::pwsh
