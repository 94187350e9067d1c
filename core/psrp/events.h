#pragma once

#include "core/clixml/records.h"
#include "core/psrp/hostcall.h"
#include "core/psrp/message.h"
#include "core/psrp/states.h"

#include <optional>
#include <variant>

// What the client's state machines report, one type for each thing that can happen.
namespace rejoin::psrp {

// --- pool ---
struct PoolStateChanged
{
    PoolState state;
    std::optional<clixml::ErrorRecord> reason;
};
/// SESSION_CAPABILITY of the server.
struct CapabilityReceived
{
    QString protocolVersion;
    QString psVersion;
    QString serializationVersion;
};
/// APPLICATION_PRIVATE_DATA: PSVersionTable and whatever else, a dictionary.
struct PrivateDataReceived
{
    clixml::Value data;
};
/// RUNSPACEPOOL_INIT_DATA, on connect.
struct InitDataReceived
{
    int minRunspaces = 1;
    int maxRunspaces = 1;
};
struct AvailabilityReceived
{
    qint64 callId = 0;
    clixml::Value response; ///< B or I64
};
struct UserEventReceived
{
    clixml::Value data;
};
/// ENCRYPTED_SESSION_KEY was taken in, or the server asks for our key.
struct SessionKeyReady
{
};
struct PublicKeyRequested
{
};

/// Something of a newer protocol: left out, but said.
struct NoteReceived
{
    QString text;
};

// --- pipeline ---
struct OutputReceived
{
    clixml::Value value;
};
struct ErrorReceived
{
    clixml::ErrorRecord record;
    clixml::Value raw;
};
struct WarningReceived
{
    clixml::InformationalRecord record;
};
struct VerboseReceived
{
    clixml::InformationalRecord record;
};
struct DebugReceived
{
    clixml::InformationalRecord record;
};
struct InformationReceived
{
    clixml::InformationRecord record;
};
struct ProgressReceived
{
    clixml::ProgressRecord record;
};
struct HostCallReceived
{
    HostCall call;
};
struct PipelineStateChanged
{
    PipelineState state;
    std::optional<clixml::ErrorRecord> reason;
};

using PoolEvent =
    std::variant<PoolStateChanged, CapabilityReceived, PrivateDataReceived, InitDataReceived, AvailabilityReceived,
                 UserEventReceived, SessionKeyReady, PublicKeyRequested, HostCallReceived, NoteReceived>;
using PipelineEvent = std::variant<OutputReceived, ErrorReceived, WarningReceived, VerboseReceived, DebugReceived,
                                   InformationReceived, ProgressReceived, HostCallReceived, PipelineStateChanged>;

} // namespace rejoin::psrp
