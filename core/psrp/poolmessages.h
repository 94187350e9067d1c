#pragma once

#include "core/clixml/records.h"
#include "core/psrp/hostcall.h"
#include "core/psrp/runspacepool.h"
#include "core/psrp/states.h"

// The bodies of the small messages of MS-PSRP 2.2.2, written by one half and read by the other.
namespace rejoin::psrp {

/// 2.2.2.2 INIT_RUNSPACEPOOL
[[nodiscard]] clixml::Value initRunspacePool(const PoolOptions &options);

/// 2.2.2.29 RUNSPACEPOOL_INIT_DATA; INIT_RUNSPACEPOOL and CONNECT_RUNSPACEPOOL have the same two members.
struct RunspaceCounts
{
    int minimum = 1;
    int maximum = 1;

    [[nodiscard]] clixml::Value toValue() const;
    /// Throws Error (Protocol, "PSRPMessageInvalid") unless 1 <= minimum <= maximum.
    [[nodiscard]] static RunspaceCounts fromValue(const clixml::Value &value);
};

/// 2.2.2.5 SET_MAX_RUNSPACES, 2.2.2.6 SET_MIN_RUNSPACES (member names the count, empty for none),
/// 2.2.2.11 GET_AVAILABLE_RUNSPACES.
[[nodiscard]] clixml::Value runspaceRequest(std::string_view member, int count, qint64 callId);

/// 2.2.2.8 RUNSPACE_AVAILABILITY
[[nodiscard]] clixml::Value runspaceAvailability(qint64 callId, const clixml::Value &response);

/// 2.2.2.9 RUNSPACEPOOL_STATE and 2.2.2.21 PIPELINE_STATE, with the reason when it is not Nil.
[[nodiscard]] clixml::Value stateMessage(std::string_view member, qint32 state, const clixml::Value &errorRecord);
[[nodiscard]] std::optional<clixml::ErrorRecord> stateReason(const clixml::Value &value);
/// Throw Error (Protocol, "PSRPMessageInvalid") on an unknown state.
/// Throw Error (Protocol) for one that is not known, or none.
[[nodiscard]] PoolState readPoolState(const clixml::Value &value);
[[nodiscard]] PipelineState readPipelineState(const clixml::Value &value);
/// None for one of a newer protocol, whose number goes to unknown.
[[nodiscard]] std::optional<PoolState> knownPoolState(const clixml::Value &value, qint64 &unknown);
[[nodiscard]] std::optional<PipelineState> knownPipelineState(const clixml::Value &value, qint64 &unknown);

/// The "ci" of a call about runspaces. Throws Error (Protocol, "PSRPMessageInvalid").
[[nodiscard]] qint64 readCallId(const clixml::Value &value);

/// A message whose only member is base64: PUBLIC_KEY and ENCRYPTED_SESSION_KEY.
[[nodiscard]] clixml::Value base64Message(std::string_view member, QByteArrayView bytes);
/// Throws Error (Protocol, "PSRPMessageInvalid").
[[nodiscard]] QByteArray readBase64(const clixml::Value &value, std::string_view member);

} // namespace rejoin::psrp
