#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUuid>

#include <chrono>
#include <optional>

namespace rejoin::wsman {

using Milliseconds = std::chrono::milliseconds;

/// rsp:BufferMode. None: the element is left out, the server keeps what it has.
enum class BufferMode : quint8 { None = 0, Drop = 1, Block = 2 };

/// One shell as Create, Get and Enumerate describe it (MS-WSMV 2.2.4.37). Fields that were absent are empty.
struct ShellInfo
{
    QString shellId; ///< upper case as sent; see id()
    QString name;
    QString resourceUri;
    QString owner;
    QString clientIp;
    qint64 processId = 0;
    std::optional<Milliseconds> idleTimeout;
    std::optional<Milliseconds> maxIdleTimeout;
    QString inputStreams;
    QString outputStreams;
    QString locale;
    QString dataLocale;
    QString compressionMode; ///< "NoCompression" or "XpressCompression"
    QString profileLoaded;
    QString encoding;
    BufferMode bufferMode = BufferMode::None;
    QString state; ///< "Connected", "Disconnected"
    std::optional<Milliseconds> shellRunTime;
    std::optional<Milliseconds> shellInactivity;
    QString memoryUsed;
    int childProcesses = 0;

    [[nodiscard]] QUuid id() const { return QUuid(shellId); }
};

/// One command of a shell (Enumerate on …/shell/Command).
struct CommandInfo
{
    QString commandId;
    QString commandLine;
    QString state;
    [[nodiscard]] QUuid id() const { return QUuid(commandId); }
};

/// The answer to Identify (DSP0226 11).
struct IdentifyInfo
{
    QString protocolVersion;
    QString productVendor;
    QString productVersion;
};

/// One rsp:Stream.
struct StreamData
{
    QString name;
    QUuid commandId; ///< null: pool level
    QByteArray data; ///< base64 decoded
};

struct ReceiveResult
{
    QList<StreamData> streams;
    /// From rsp:CommandState; empty when there is none.
    QUuid commandId;
    QString commandState; ///< a URI of commandstate::, or empty
    std::optional<qint64> exitCode;
    [[nodiscard]] bool isDone() const { return commandState.endsWith(QLatin1String("/Done")); }
};

/// One page of an enumeration.
template <typename T>
struct EnumerationPage
{
    QList<T> items;
    QString context; ///< for Pull
    bool endOfSequence = false;
};

} // namespace rejoin::wsman
