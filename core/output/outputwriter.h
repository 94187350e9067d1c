#pragma once

#include "core/output/savedentry.h"
#include "core/psrp/events.h"

#include <QFile>

#include <memory>

namespace rejoin::output {

class SavedOutputStore;

/// Writes one saved output: append() what came, flush(), and only then show it.
///
/// flush() hands the bytes to the system, which a kill of this process does not undo; that they outlive a power cut too
/// is asked for in the background, at the end and every few seconds, because waiting for a disk would stop the window.
/// Never throws: what cannot be written is told by the store once and counted in the file as soon as there is room
/// again; what was written before stays whole. Made by SavedOutputStore::begin().
class OutputWriter
{
public:
    OutputWriter(std::shared_ptr<SavedOutputStore> store, OutputSource source);
    /// Ends it as Interrupted when finish() was not called.
    ~OutputWriter();
    OutputWriter(const OutputWriter &) = delete;
    OutputWriter &operator=(const OutputWriter &) = delete;

    void append(const psrp::PipelineEvent &event);
    void flush();
    /// The command is over here. A later append() goes on in the same entry (Reconnect).
    void finish(EndState state);
    /// The file's base name; empty before there was something to keep: a command that says nothing leaves no entry.
    [[nodiscard]] QString id() const { return m_id; }
    /// Its file was removed (the output was cleared): what comes next starts a new entry.
    void restart();

private:
    [[nodiscard]] bool open();
    [[nodiscard]] bool write(const QByteArray &bytes);
    void add(quint32 kind, const QByteArray &body);
    void sync();

    std::shared_ptr<SavedOutputStore> m_store;
    OutputSource m_source;
    QString m_id;
    QFile m_file;
    QByteArray m_pending; ///< whole records not yet written
    qint64 m_pendingEvents = 0;
    qint64 m_lost = 0;   ///< events that could not be written since the last success
    qint64 m_good = 0;   ///< bytes of the file that are whole records
    qint64 m_synced = 0; ///< of these, asked to be on the disk
    qint64 m_syncedAt = 0;
    bool m_worthKeeping = false;
    bool m_finished = false;
    bool m_cut = false;
};

} // namespace rejoin::output
