#pragma once

#include "core/lab/labstream.h"

#include <QUuid>

namespace rejoin::lab {

/// One command of a shell as WS-Management sees it: its output waits in a LabStream until it is done and beyond. What
/// runs it is the shell's engine, which derives from this. Held by shared_ptr.
class LabCommand : public std::enable_shared_from_this<LabCommand>
{
public:
    LabCommand(const QUuid &id, QString commandLine, std::shared_ptr<LabStream> stream)
        : m_id(id), m_commandLine(std::move(commandLine)), m_stream(std::move(stream))
    {
    }
    virtual ~LabCommand() = default;
    LabCommand(const LabCommand &) = delete;
    LabCommand &operator=(const LabCommand &) = delete;

    [[nodiscard]] QUuid id() const { return m_id; }
    /// As enumerated.
    [[nodiscard]] wsman::CommandInfo info() const;
    [[nodiscard]] const std::shared_ptr<LabStream> &stream() const { return m_stream; }

    /// Its final state is on the stream.
    [[nodiscard]] bool isDone() const { return m_done; }
    /// Waits for the answer of a host call.
    [[nodiscard]] virtual bool isPending() const = 0;
    /// The final state went to a client: no longer listed.
    void setReceived() { m_received = true; }
    [[nodiscard]] bool isReceived() const { return m_received; }
    /// Whose client may receive from it: p:SessionId.
    QUuid attachedTo;

protected:
    void setDone() { m_done = true; }

private:
    QUuid m_id;
    QString m_commandLine;
    std::shared_ptr<LabStream> m_stream;
    bool m_done = false;
    bool m_received = false;
};

} // namespace rejoin::lab
