#pragma once

#include "core/cmdlets/invocation.h"
#include "core/cmdlets/remotenotes.h"

// The cmdlets, one function each; registry.cpp names them all.
namespace rejoin::cmdlets {

[[nodiscard]] Task<> getPSSession(InvocationPtr call);
[[nodiscard]] Task<> connectPSSession(InvocationPtr call);
[[nodiscard]] Task<> disconnectPSSession(InvocationPtr call);
[[nodiscard]] Task<> receivePSSession(InvocationPtr call);
[[nodiscard]] Task<> newPSSession(InvocationPtr call);
[[nodiscard]] Task<> removePSSession(InvocationPtr call);
[[nodiscard]] Task<> enterPSSession(InvocationPtr call);
[[nodiscard]] Task<> invokeCommand(InvocationPtr call);
[[nodiscard]] Task<> newPSSessionOption(InvocationPtr call);
[[nodiscard]] Task<> testWSMan(InvocationPtr call);
[[nodiscard]] Task<> getCredential(InvocationPtr call);
[[nodiscard]] Task<> convertFromSecureString(InvocationPtr call);
[[nodiscard]] Task<> getRejoinCredential(InvocationPtr call);
[[nodiscard]] Task<> setRejoinCredential(InvocationPtr call);
[[nodiscard]] Task<> removeRejoinCredential(InvocationPtr call);
[[nodiscard]] Task<> getContent(InvocationPtr call);
[[nodiscard]] Task<> whereObject(InvocationPtr call);
[[nodiscard]] Task<> selectObject(InvocationPtr call);
[[nodiscard]] Task<> sortObject(InvocationPtr call);

/// -ComputerName or -ConnectionUri was given.
[[nodiscard]] bool isRemoteSet(const BoundCommand &bound);
/// Lists the computers of a remote set; failures of computers are written as errors.
[[nodiscard]] Task<QList<sessions::SessionPtr>> findRemote(InvocationPtr call);
/// Writes outcomes: errors as errors, sessions as output when wanted.
void writeOutcomes(const InvocationPtr &call, const QList<sessions::SessionOutcome> &outcomes, bool output);
/// "Server01\ITTask", for -WhatIf and -Confirm.
[[nodiscard]] QString targetName(const sessions::Session &session);
/// New sessions for the computers of a set, named -Name or -SessionName; failures are written.
[[nodiscard]] Task<QList<sessions::SessionPtr>> createSessions(InvocationPtr call, QStringList names);
/// Runs a pipeline that was started or attached to its end, its streams going where the call's go.
/// Objects get the notes of the computer they came from; gives the state it ended in. isRefusal: the reason of a
/// failure that the caller deals with and nobody is told of.
[[nodiscard]] Task<psrp::PipelineState>
followPipeline(InvocationPtr call, sessions::SessionPtr session, std::shared_ptr<remoting::RemotePipeline> pipeline,
               RemoteNotes notes, std::function<bool(const clixml::ErrorRecord &reason)> isRefusal = {});
/// Where a new shell failed for a quota: all shells of that computer, under the error, once for each computer.
[[nodiscard]] Task<> tellQuotaShells(InvocationPtr call, QList<sessions::SessionOutcome> outcomes);
/// Several tasks side by side, at most limit at once (0: 32); failures are the tasks' own business.
[[nodiscard]] Task<> runThrottled(QList<std::function<Task<>()>> jobs, int limit, base::CancelToken cancel);

} // namespace rejoin::cmdlets
