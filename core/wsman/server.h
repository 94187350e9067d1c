#pragma once

#include "core/base/error.h"
#include "core/wsman/requests.h"
#include "core/wsman/types.h"

#include <QMap>

// The server's half, for the lab and the tests: requests in, answers as Windows writes them out (prefixes, element
// order, empty bodies as recorded).
namespace rejoin::wsman {

/// A request, parsed. Fields that its action does not use stay empty.
struct ServerRequest
{
    QString action; ///< empty for Identify
    bool isIdentify = false;
    QString to;
    QString resourceUri;
    QUuid messageId;
    QUuid sessionId;
    QUuid operationId;
    quint64 sequenceId = 0;
    bool retransmitted = false; ///< OperationID marked mustUnderstand: sent before (MS-WSMV 3.1.4.1.39)
    quint32 maxEnvelopeSize = 0;
    Milliseconds operationTimeout{60000};
    QString locale;
    QString dataLocale;
    QString compressionType;
    QMap<QString, QString> options;
    QMap<QString, QString> selectors;

    // Create
    ShellInfo shell; ///< ShellId, Name, streams, IdleTimeOut, BufferMode as asked
    QByteArray creationXml;
    // Connect of a shell; Disconnect
    QByteArray connectXml;
    std::optional<Milliseconds> idleTimeout;
    BufferMode bufferMode = BufferMode::None;
    // Command, Send, Receive, Signal, Connect and Reconnect of a command
    QUuid commandId;
    QString commandLine;
    QByteArray arguments;
    QList<StreamData> streams;
    QStringList desiredStreams;
    QString signalCode;
    // Enumerate, Pull
    bool optimizeEnumeration = false;
    int maxElements = 20;
    QString enumerationContext;
    QMap<QString, QString> filterSelectors;

    [[nodiscard]] QUuid shellId() const { return QUuid(selectors.value(QStringLiteral("ShellId"))); }
};

/// Throws Error: what is no XML as Document does (NotWsMan, LimitExceeded), the rest as Protocol, where id is the
/// subcode that Windows answers with ("SchemaValidationError", code 2150858817) and the message its words: see
/// faultFor().
[[nodiscard]] ServerRequest parseRequest(const QByteArray &envelope);
/// The header alone, unchecked: for the fault that answers a request which parseRequest() refused.
[[nodiscard]] ServerRequest parseRequestHeader(const QByteArray &envelope);

[[nodiscard]] QByteArray identifyResponse(const IdentifyInfo &info);
[[nodiscard]] QByteArray createResponse(const ServerRequest &request, const ShellInfo &shell);
[[nodiscard]] QByteArray connectShellResponse(const ServerRequest &request, const QByteArray &connectResponseXml);
[[nodiscard]] QByteArray commandResponse(const ServerRequest &request, const QUuid &commandId);
[[nodiscard]] QByteArray receiveResponse(const ServerRequest &request, const ReceiveResult &result);
/// Disconnect, Reconnect, Delete (empty body), Send, Signal, Connect of a command (an empty …Response element).
[[nodiscard]] QByteArray acknowledgement(const ServerRequest &request);
[[nodiscard]] QByteArray getShellResponse(const ServerRequest &request, const ShellInfo &shell);
/// The part of the configuration that clients ask for; in bytes, sent as kilobytes.
[[nodiscard]] QByteArray getConfigResponse(const ServerRequest &request, quint32 maxEnvelopeSize);
/// context empty: EndOfSequence. The answer to Enumerate uses w:Items, to Pull n:Items (MS-WSMV 4.7.6).
[[nodiscard]] QByteArray enumerateShellsResponse(const ServerRequest &request, const QList<ShellInfo> &items,
                                                 const QString &context);
[[nodiscard]] QByteArray enumerateCommandsResponse(const ServerRequest &request, const QList<CommandInfo> &items,
                                                   const QString &context);

/// A fault as Windows writes it; the HTTP status is 500.
struct ServerFault
{
    ServerFault() = default;
    ServerFault(quint32 faultCode, QString faultSubcode, QString words)
        : code(faultCode), subcode(std::move(faultSubcode)), message(std::move(words))
    {
    }
    quint32 code = 0;
    QString subcode; ///< "w:InvalidSelectors"; the prefix decides the namespace
    QString message;
    bool isReceiver = false; ///< s:Receiver, else s:Sender
    QString faultDetail;
    QString provider; ///< non-empty: the message inside a ProviderFault
    QString machine = QStringLiteral("localhost");
};
/// The fault for an Error of parseRequest().
[[nodiscard]] ServerFault faultFor(const base::Error &error);
[[nodiscard]] QByteArray faultResponse(const ServerRequest &request, const ServerFault &fault);

} // namespace rejoin::wsman
