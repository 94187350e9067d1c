#pragma once

#include "core/base/error.h"
#include "core/wsman/server.h"

// The faults that the lab's shells give, as Errors: the code is WsmErr.h's, the id the SOAP subcode.
namespace rejoin::lab {

namespace faultcode {
inline constexpr quint32 accessDenied = 5;
inline constexpr quint32 notSupported = 50;
inline constexpr quint32 invalidParameter = 87;
inline constexpr quint32 operationAborted = 995;
inline constexpr quint32 hostProcessFailed = 1722;
inline constexpr quint32 invalidHeader = 2150858767;
inline constexpr quint32 actionNotSupported = 2150858771;
inline constexpr quint32 invalidEnumerationContext = 2150858764;
inline constexpr quint32 operationTimedOut = 2150858793;
inline constexpr quint32 invalidResourceUri = 2150858811;
inline constexpr quint32 schemaValidation = 2150858817;
inline constexpr quint32 envelopeTooLarge = 2150858825;
inline constexpr quint32 invalidSelectors = 2150858843;
inline constexpr quint32 shellsPerUser = 2150859173;
inline constexpr quint32 shellDisconnected = 2150859204;
inline constexpr quint32 sessionIdMismatch = 2150859206;
inline constexpr quint32 connectedElsewhere = 2150859213;
inline constexpr quint32 disconnectNotValid = 2150859215;
inline constexpr quint32 reconnectNotValid = 2150859216;
inline constexpr quint32 commandIdConflict = 2150859222;
inline constexpr quint32 shellIdConflict = 2150859223;
inline constexpr quint32 streamDisconnected = 2150859230;
inline constexpr quint32 commandsPerShell = 2150859241;
inline constexpr quint32 idleTimeoutOutOfBounds = 2150859250;
// Of pwrshplugin.dll: PowerShell's plug-in refuses by itself.
inline constexpr quint32 protocolVersionMismatch = 0x80540BC5;
inline constexpr quint32 protocolVersionMissing = 0x80540BC7;
inline constexpr quint32 pluginException = 0x80540FA0;
inline constexpr quint32 connectWithoutNegotiation = 0x80540FA2;
inline constexpr quint32 connectFailed = 0x80540FA3;
} // namespace faultcode

/// A fault with Windows' words for its code, or with words.
[[nodiscard]] base::Error faultError(quint32 code, const QString &words = {});
/// The command is not there, or no more.
[[nodiscard]] base::Error commandNotFound();
/// The plug-in's refusal of a Connect for what ServerRunspacePool::receiveConnect() threw.
[[nodiscard]] base::Error connectFault(const base::Error &error);

/// What goes on the wire for an Error that an operation threw. An Error without a fault code is the lab's own
/// defect and becomes InternalError.
[[nodiscard]] wsman::ServerFault serverFault(const base::Error &error, const QString &computer);

} // namespace rejoin::lab
