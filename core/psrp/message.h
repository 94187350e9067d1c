#pragma once

#include "core/clixml/value.h"

#include <QByteArray>
#include <QUuid>

namespace rejoin::psrp {

/// MS-PSRP 2.2.1 Destination.
enum class Destination : quint32 { Client = 1, Server = 2 };

/// MS-PSRP 2.2.1 MessageType.
enum class MessageType : quint32 {
    SessionCapability = 0x00010002,
    CloseSession = 0x00010003, ///< not in MS-PSRP; sent by PowerShell's server
    InitRunspacePool = 0x00010004,
    PublicKey = 0x00010005,
    EncryptedSessionKey = 0x00010006,
    PublicKeyRequest = 0x00010007,
    ConnectRunspacePool = 0x00010008,
    SetMaxRunspaces = 0x00021002,
    SetMinRunspaces = 0x00021003,
    RunspaceAvailability = 0x00021004,
    RunspacePoolState = 0x00021005,
    CreatePipeline = 0x00021006,
    GetAvailableRunspaces = 0x00021007,
    UserEvent = 0x00021008,
    ApplicationPrivateData = 0x00021009,
    GetCommandMetadata = 0x0002100A,
    RunspacePoolInitData = 0x0002100B,
    ResetRunspaceState = 0x0002100C,
    RunspacePoolHostCall = 0x00021100,
    RunspacePoolHostResponse = 0x00021101,
    PipelineInput = 0x00041002,
    EndOfPipelineInput = 0x00041003,
    PipelineOutput = 0x00041004,
    ErrorRecord = 0x00041005,
    PipelineState = 0x00041006,
    DebugRecord = 0x00041007,
    VerboseRecord = 0x00041008,
    WarningRecord = 0x00041009,
    ProgressRecord = 0x00041010,
    InformationRecord = 0x00041011,
    StopPowerShell = 0x00041012, ///< transports other than WS-Man
    PipelineHostCall = 0x00041100,
    PipelineHostResponse = 0x00041101,
};

[[nodiscard]] bool isKnown(MessageType type);
/// The start of what a message of an unknown type says: its text, or its members.
[[nodiscard]] QString messageText(const clixml::Value &data);
/// The field's name, "SESSION_CAPABILITY"; "0x000…" for an unknown one.
[[nodiscard]] QString messageTypeName(MessageType type);

/// MS-PSRP 2.2.1: a 40-byte header, little-endian, and UTF-8 CLIXML.
struct Message
{
    Message() = default;
    Message(Destination to, MessageType messageType, const QUuid &pool, const QUuid &pipeline, clixml::Value value)
        : destination(to), type(messageType), runspacePoolId(pool), pipelineId(pipeline), data(std::move(value))
    {
    }

    Destination destination = Destination::Server;
    MessageType type = MessageType::SessionCapability;
    QUuid runspacePoolId;
    QUuid pipelineId; ///< null for messages of the pool
    clixml::Value data;
    qsizetype dataBytes = 0; ///< what data was on the wire, of a decoded message

    /// With a BOM before the CLIXML when the server writes (as Windows does).
    [[nodiscard]] QByteArray encode() const;
    /// Throws Error (Protocol, "PSRPMessageInvalid"). The data of an unknown type need not be CLIXML: then they are a
    /// string.
    [[nodiscard]] static Message decode(QByteArray bytes);
};

/// GUIDs on the wire: the first three fields little-endian (.NET's Guid.ToByteArray).
[[nodiscard]] QByteArray guidBytes(const QUuid &id);
[[nodiscard]] QUuid guidFromBytes(QByteArrayView sixteen);

} // namespace rejoin::psrp
