#pragma once

#include "core/output/recordframe.h"
#include "core/output/savedentry.h"
#include "core/psrp/events.h"

#include <QFile>

namespace rejoin::output {

/// One thing of a saved output.
struct SavedRecord
{
    SavedRecord() = default;
    QDateTime time;                           ///< when it came here, UTC
    std::optional<psrp::PipelineEvent> event; ///< nothing when one of the next two
    qint64 lost = 0;                          ///< events that could not be saved at this place
    bool cut = false;                         ///< the size limit ended the saving here
};

/// Reads a saved output from its beginning, a record at a time. What a crash tore off at the end is left out; all
/// before it is given.
class OutputReader
{
public:
    explicit OutputReader(const QString &path);

    /// False: no such file, or not one of ours; then next() gives nothing.
    [[nodiscard]] bool isValid() const { return m_valid; }
    [[nodiscard]] const OutputSource &source() const { return m_source; }
    [[nodiscard]] QDateTime started() const { return m_started; }
    /// The "writer" of the entry: which process' lock tells whether it lives.
    [[nodiscard]] QString writer() const { return m_writer; }
    [[nodiscard]] std::optional<SavedRecord> next();
    /// Bytes read and in all.
    [[nodiscard]] qint64 position() const { return m_file.pos(); }
    [[nodiscard]] qint64 size() const { return m_file.size(); }
    /// The end was reached at bytes that are no whole record.
    [[nodiscard]] bool isTorn() const { return m_torn; }

private:
    [[nodiscard]] std::optional<Record> nextRecord();

    QFile m_file;
    OutputSource m_source;
    QDateTime m_started;
    QString m_writer;
    bool m_valid = false;
    bool m_torn = false;
};

} // namespace rejoin::output
