#pragma once

#include "core/wsman/types.h"

// What a client sends. Each function gives a whole SOAP envelope (UTF-8) with the headers of the context
// (MS-WSMV 2.2.4, 3.1.4). ShellId and CommandId are written in upper case: the server compares them so.
namespace rejoin::wsman {

struct RequestContext
{
    RequestContext() = default;
    QString to;                               ///< a:To, the URL
    QString resourceUri;                      ///< shell URI of the session; operations that use another one ignore it
    QUuid sessionId;                          ///< p:SessionId, one for each client session
    QString locale = QStringLiteral("en-US"); ///< UICulture
    QString dataLocale = QStringLiteral("en-US"); ///< Culture
    quint32 maxEnvelopeSize = 512000;             ///< bytes
    Milliseconds operationTimeout{180000};
    /// Opts in to robust connections: the server echoes it (MS-WSMV 3.1.4.1.39). Null: not sent.
    QUuid operationId;
    quint64 sequenceId = 1;
};

/// An envelope and the id by which its answer is known.
struct Request
{
    QUuid messageId;
    QByteArray envelope;
    QUuid operationId = {}; ///< the context's
};

struct CreateShell
{
    CreateShell() = default;
    QUuid shellId;
    QString name;           ///< attribute Name; without one Get-PSSession never shows the session
    QByteArray creationXml; ///< PSRP fragments
    std::optional<Milliseconds> idleTimeout;
    BufferMode bufferMode = BufferMode::None;
    QString protocolVersion = QStringLiteral("2.3");
    bool noProfile = false;   ///< WINRS_NOPROFILE
    bool compression = false; ///< rsp:CompressionType xpress
};

[[nodiscard]] Request identifyRequest();
[[nodiscard]] Request createRequest(const RequestContext &context, const CreateShell &shell);
[[nodiscard]] Request connectShellRequest(const RequestContext &context, const QUuid &shellId,
                                          const QByteArray &connectXml, const QString &protocolVersion,
                                          BufferMode bufferMode = BufferMode::None);
[[nodiscard]] Request connectCommandRequest(const RequestContext &context, const QUuid &shellId,
                                            const QUuid &commandId);
/// idleTimeout and bufferMode are left out when not given.
[[nodiscard]] Request disconnectRequest(const RequestContext &context, const QUuid &shellId,
                                        std::optional<Milliseconds> idleTimeout = {},
                                        BufferMode bufferMode = BufferMode::None);
/// commandId null: the shell; else the command (MS-PSRP 3.1.5.3.18).
[[nodiscard]] Request reconnectRequest(const RequestContext &context, const QUuid &shellId,
                                       const QUuid &commandId = {});
/// arguments: the first fragment(s) of CREATE_PIPELINE; commandLine: at most 256 characters are sent.
[[nodiscard]] Request commandRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId,
                                     const QString &commandLine, const QByteArray &arguments);
/// stream "stdin" or "pr"; commandId null: pool level.
[[nodiscard]] Request sendRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId,
                                  const QString &stream, const QByteArray &data);
[[nodiscard]] Request receiveRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId);
/// code: one of signalcode::.
[[nodiscard]] Request signalRequest(const RequestContext &context, const QUuid &shellId, const QUuid &commandId,
                                    std::string_view code);
[[nodiscard]] Request deleteRequest(const RequestContext &context, const QUuid &shellId);
[[nodiscard]] Request getShellRequest(const RequestContext &context, const QUuid &shellId);
/// The service's configuration; only administrators may read it. See parseMaxEnvelopeSize().
[[nodiscard]] Request getConfigRequest(const RequestContext &context);
[[nodiscard]] Request enumerateShellsRequest(const RequestContext &context, int maxElements = 32000);
[[nodiscard]] Request enumerateCommandsRequest(const RequestContext &context, const QUuid &shellId,
                                               int maxElements = 32000);
/// resourceUri: that of the Enumerate.
[[nodiscard]] Request pullRequest(const RequestContext &context, std::string_view resourceUri,
                                  const QString &enumerationContext, int maxElements = 32000);

/// Blob bytes that a fragment may have so that its envelope, as UTF-8, stays within context.maxEnvelopeSize (for UTF-16
/// pass a context with half of it). Throws Error (InvalidArgument) when there is no room at all.
[[nodiscard]] qsizetype maximumFragmentBlob(const RequestContext &context);

/// xs:duration as Windows writes it: PT180.000S.
[[nodiscard]] QString formatDuration(Milliseconds duration);
/// Any xs:duration without years and months: PT7200.000S, P0DT0H1M2S. nullopt when it is none.
[[nodiscard]] std::optional<Milliseconds> parseDuration(QStringView text);

} // namespace rejoin::wsman
