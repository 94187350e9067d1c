#pragma once

#include <QByteArray>
#include <QList>
#include <QUuid>

#include <optional>

// What PowerShell speaks over standard input and output (`pwsh -s`): PSRP fragments in packets, one a line.
// Sans-IO.
namespace rejoin::lab::pwsh {

/// <Data Stream='Default' PSGuid='…'>base64</Data>, <Command PSGuid='…' /> and so on.
struct Packet
{
    enum class Kind : quint8 { Data, DataAck, Command, CommandAck, Close, CloseAck, Signal, SignalAck };

    Packet() = default;
    Packet(Kind packetKind, const QUuid &command, QByteArray bytes = {}, bool promptResponse = false)
        : kind(packetKind), id(command), isPromptResponse(promptResponse), data(std::move(bytes))
    {
    }

    Kind kind = Kind::Data;
    QUuid id; ///< of the command; null for the pool
    /// Data on the stream for answers to host calls ("pr" of WS-Management).
    bool isPromptResponse = false;
    QByteArray data; ///< whole fragments

    /// With the line's end.
    [[nodiscard]] QByteArray toLine() const;
    /// Nothing for a line that is no packet: what a program below the engine wrote to the same descriptor.
    [[nodiscard]] static std::optional<Packet> fromLine(QByteArrayView line);
};

/// Cuts a stream of bytes into lines. Throws Error (LimitExceeded) when one does not end.
class LineReader
{
public:
    void add(QByteArrayView bytes);
    /// The next whole line without its end; nothing when there is none yet.
    [[nodiscard]] std::optional<QByteArray> next();

private:
    QByteArray m_buffer;
    qsizetype m_start = 0;
    qsizetype m_searched = 0;
};

} // namespace rejoin::lab::pwsh
