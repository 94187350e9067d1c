#include "core/lab/labfaults.h"

#include "core/base/logging.h"

#include <array>

namespace rejoin::lab {

using base::ErrorCategory;

namespace {

struct Entry
{
    quint32 code;
    ErrorCategory category;
    bool isReceiver;
    bool shellProvider; ///< inside a ProviderFault, as the recordings have it
    const char *subcode;
    const char *detail; ///< last word of w:FaultDetail, or empty
    const char *words;
};

// Codes and meanings: protocol tables of WsmErr.h; the texts of 2150858843, 2150858767 and 2150858793 as recorded.
constexpr std::array entries{
    Entry{faultcode::accessDenied, ErrorCategory::AccessDenied, false, false, "w:AccessDenied", "",
          "Access is denied."},
    Entry{faultcode::notSupported, ErrorCategory::Unsupported, true, false, "w:InternalError", "",
          "The request is not supported."},
    Entry{faultcode::invalidParameter, ErrorCategory::InvalidArgument, false, false, "w:InvalidParameter", "",
          "The parameter is incorrect."},
    Entry{faultcode::operationAborted, ErrorCategory::Fault, true, false, "w:InternalError", "",
          "The I/O operation has been aborted because of either a thread exit or an application request."},
    Entry{faultcode::hostProcessFailed, ErrorCategory::Fault, true, false, "w:InternalError", "",
          "The WSMan provider host process did not return a proper response. A provider in the host process may have "
          "behaved improperly."},
    Entry{faultcode::invalidHeader, ErrorCategory::Protocol, false, false, "a:InvalidMessageInformationHeader", "",
          "The WS-Management service cannot process the request. The request contains one or more invalid SOAP "
          "headers."},
    Entry{faultcode::actionNotSupported, ErrorCategory::Unsupported, false, false, "a:ActionNotSupported", "",
          "The WS-Management service cannot process the request because the action is not supported by the service."},
    Entry{faultcode::invalidEnumerationContext, ErrorCategory::Protocol, true, false, "n:InvalidEnumerationContext", "",
          "The WS-Management service cannot process the request because the request contained an invalid "
          "enumeration context."},
    Entry{faultcode::operationTimedOut, ErrorCategory::TimedOut, true, false, "w:TimedOut", "",
          "The WS-Management service cannot complete the operation within the time specified in OperationTimeout."},
    Entry{faultcode::invalidResourceUri, ErrorCategory::Fault, false, false, "a:DestinationUnreachable",
          "InvalidResourceURI",
          "The WS-Management service cannot process the request. The resource URI was not found in the WS-Management "
          "catalog: no such session configuration."},
    Entry{faultcode::schemaValidation, ErrorCategory::Protocol, false, false, "w:SchemaValidationError", "",
          "The SOAP XML in the message does not match the corresponding XML schema definition. Change the XML and "
          "retry."},
    Entry{faultcode::envelopeTooLarge, ErrorCategory::LimitExceeded, false, false, "w:EncodingLimit",
          "MaxEnvelopeSizeExceeded",
          "The WS-Management service cannot process the request because it exceeds the maximum envelope size of the "
          "server."},
    Entry{faultcode::invalidSelectors, ErrorCategory::SessionNotFound, false, true, "w:InvalidSelectors",
          "UnexpectedSelectors",
          "The WS-Management service cannot process the request because the request contained invalid selectors for "
          "the resource. "},
    Entry{faultcode::shellsPerUser, ErrorCategory::LimitExceeded, false, false, "w:QuotaLimit", "",
          "The WS-Management service cannot process the request. This user has exceeded the maximum number of "
          "concurrent shells allowed. Close existing shells or raise the quota for this user."},
    Entry{faultcode::shellDisconnected, ErrorCategory::InvalidState, true, true, "w:InternalError", "",
          "The WS-Management service cannot process the request because the shell is disconnected. Reconnect or "
          "connect to it first."},
    Entry{faultcode::sessionIdMismatch, ErrorCategory::InvalidState, false, true, "w:InternalError", "",
          "The WS-Management service cannot process the request because the session id does not match that of the "
          "shell."},
    Entry{faultcode::connectedElsewhere, ErrorCategory::SessionBusy, false, true, "w:InternalError", "",
          "The WS-Management service cannot process the request because the shell is connected to a different "
          "client."},
    Entry{faultcode::disconnectNotValid, ErrorCategory::InvalidState, false, true, "w:InternalError", "",
          "The disconnect operation is not valid in the present state of the shell."},
    Entry{faultcode::reconnectNotValid, ErrorCategory::InvalidState, false, true, "w:InternalError", "",
          "The connect or reconnect operation is not valid in the present state of the shell."},
    Entry{faultcode::commandIdConflict, ErrorCategory::InvalidArgument, false, true, "w:InvalidParameter", "",
          "A command with this id exists already in the shell."},
    Entry{faultcode::shellIdConflict, ErrorCategory::InvalidArgument, false, true, "w:InvalidParameter", "",
          "A shell with this id exists already."},
    Entry{faultcode::streamDisconnected, ErrorCategory::InvalidState, true, true, "w:InternalError", "",
          "The stream ended because the shell was disconnected."},
    Entry{faultcode::commandsPerShell, ErrorCategory::LimitExceeded, false, false, "w:QuotaLimit", "",
          "The WS-Management service cannot process the request. The maximum number of commands for this shell has "
          "been exceeded."},
    Entry{faultcode::idleTimeoutOutOfBounds, ErrorCategory::InvalidArgument, false, true, "w:InvalidParameter", "",
          "The idle time-out is outside the bounds that the service allows."},
    Entry{faultcode::protocolVersionMismatch, ErrorCategory::Unsupported, true, false, "w:InternalError", "",
          "The protocol version that the client asks for is not the plug-in's."},
    Entry{faultcode::protocolVersionMissing, ErrorCategory::Protocol, true, false, "w:InternalError", "",
          "The required option protocolversion is missing."},
    Entry{faultcode::pluginException, ErrorCategory::Protocol, true, false, "w:InternalError", "",
          "The plug-in could not read the opening messages of the session."},
    // Words of a real refusal of a wrong connectXml.
    Entry{faultcode::connectWithoutNegotiation, ErrorCategory::Protocol, true, false, "w:InternalError", "",
          "The Connect operation needs Client Capability information and Connect RunspacePool information, which "
          "the request does not have."},
    Entry{faultcode::connectFailed, ErrorCategory::Protocol, true, false, "w:InternalError", "",
          "The Connect operation failed in the PowerShell plug-in."},
};

const Entry *find(quint32 code)
{
    for (const auto &entry : entries) {
        if (entry.code == code)
            return &entry;
    }
    return nullptr;
}

} // namespace

base::Error faultError(quint32 code, const QString &words)
{
    const auto *entry = find(code);
    const auto text = !words.isEmpty() ? words : entry ? QString::fromLatin1(entry->words) : QString();
    return base::Error(entry ? entry->category : ErrorCategory::Fault,
                       entry ? QString::fromLatin1(entry->subcode) : QStringLiteral("w:InternalError"),
                       base::Text::verbatim(text), {}, code);
}

base::Error commandNotFound()
{
    // Recorded: test_psrp_receive_failure 03.
    return faultError(faultcode::invalidSelectors,
                      QStringLiteral("The Windows Remote Shell received a request to perform an operation on a command "
                                     "identifier that does not exist. Either the command has completed execution or "
                                     "the client specified an invalid command identifier. "));
}

base::Error connectFault(const base::Error &error)
{
    // What is no pair of messages at all has no negotiation data; a pair that does not fit is refused.
    const bool refused = error.id.startsWith(QLatin1String("ServerConnectFailed"));
    qCInfo(lcLab) << "connect refused" << error.id;
    return refused ? faultError(faultcode::connectFailed, error.english())
                   : faultError(faultcode::connectWithoutNegotiation);
}

wsman::ServerFault serverFault(const base::Error &error, const QString &computer)
{
    const auto code = static_cast<quint32>(error.code);
    const auto *entry = find(code);
    wsman::ServerFault fault(code, error.id, error.english());
    fault.machine = computer;
    if (!entry) {
        // Something below the shells refused the bytes (an envelope that is none, a wrong fragment).
        fault.code = code ? code : faultcode::schemaValidation;
        fault.subcode = error.id.startsWith(QLatin1String("w:")) ? error.id : QStringLiteral("w:SchemaValidationError");
        return fault;
    }
    fault.isReceiver = entry->isReceiver;
    if (*entry->detail)
        fault.faultDetail = QStringLiteral("http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/") +
                            QString::fromLatin1(entry->detail);
    if (code >= 0x80540000 && code <= 0x8054FFFF)
        fault.provider = QStringLiteral("microsoft.powershell");
    else if (entry->shellProvider)
        fault.provider = QStringLiteral("Shell provider");
    return fault;
}

} // namespace rejoin::lab
