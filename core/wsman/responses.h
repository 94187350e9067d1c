#pragma once

#include "core/base/error.h"
#include "core/wsman/requests.h"

// What a client reads. Every function throws: a fault as the Error that faultError() makes, anything that is not the
// expected envelope as Error (Protocol, "ImproperResponse"), a body that is no XML as Error (NotWsMan).
// Parsing is by namespace; element order and prefixes do not matter. RelatesTo is checked against the request.
namespace rejoin::wsman {

/// What every answer carries.
struct ResponseHeader
{
    QString action;
    QUuid relatesTo;
    QString activityId;
    QUuid operationId;
};

/// A fault, parsed (MS-WSMV 2.2.4.43 and DSP0226 14).
struct Fault
{
    quint32 code = 0;    ///< WSManFault Code (outer); 0 when absent
    QString subcode;     ///< local name, "InvalidSelectors"
    QString faultDetail; ///< w:FaultDetail URI
    QString message;     ///< the innermost text, else Reason
    QString provider;    ///< ProviderFault provider
    QString machine;
    /// No data within OperationTimeout (2150858793): a Receive is simply sent again.
    [[nodiscard]] bool isOperationTimeout() const;
    [[nodiscard]] bool isShellNotFound() const;
};

/// nullopt when the envelope is no fault.
[[nodiscard]] std::optional<Fault> parseFault(const QByteArray &envelope);
/// Category, FullyQualifiedErrorId word, message and advice for a fault (protocol codes of WsmErr.h).
/// computer is named in the message.
[[nodiscard]] base::Error faultError(const Fault &fault, const QString &computer = {});

[[nodiscard]] IdentifyInfo parseIdentify(const QByteArray &envelope);
/// The shell of a Create; its ShellId from the selector when rsp:Shell is absent.
[[nodiscard]] ShellInfo parseCreate(const QByteArray &envelope, const Request &request);
/// connectResponseXml, decoded.
[[nodiscard]] QByteArray parseConnectShell(const QByteArray &envelope, const Request &request);
[[nodiscard]] QUuid parseCommand(const QByteArray &envelope, const Request &request);
[[nodiscard]] ReceiveResult parseReceive(const QByteArray &envelope, const Request &request);
[[nodiscard]] ShellInfo parseGetShell(const QByteArray &envelope, const Request &request);
/// MaxEnvelopeSizekb of the answer to getConfigRequest(), in bytes.
[[nodiscard]] quint32 parseMaxEnvelopeSize(const QByteArray &envelope, const Request &request);
/// The header of any answer, faults included.
[[nodiscard]] ResponseHeader parseResponseHeader(const QByteArray &envelope);
/// Answers to Enumerate and to Pull. A page with neither EndOfSequence nor a context counts as the last.
[[nodiscard]] EnumerationPage<ShellInfo> parseShells(const QByteArray &envelope, const Request &request);
[[nodiscard]] EnumerationPage<CommandInfo> parseCommands(const QByteArray &envelope, const Request &request);
/// Send, Signal, Delete, Disconnect, Reconnect, Connect of a command: an answer with that action, empty or not.
void parseAcknowledgement(const QByteArray &envelope, const Request &request, std::string_view requestAction);

} // namespace rejoin::wsman
