#pragma once

#include "core/output/outputreader.h"

#include <QObject>
#include <QTimer>

class QSaveFile;

namespace rejoin::ui {

class StreamDocument;

/// Reads a saved output piece by piece, between the window's other work: into a document that is shown, or into a text
/// file whatever its size. Deletes itself at the end.
class SavedText : public QObject
{
    Q_OBJECT

public:
    ~SavedText() override;

    /// The document shows what it has room for: the end.
    static SavedText *show(std::unique_ptr<output::OutputReader> reader, StreamDocument *stream);
    /// All of it, UTF-8, readable to its owner alone. Nothing is left half written.
    static SavedText *save(std::unique_ptr<output::OutputReader> reader, const QString &path, QObject *parent);

Q_SIGNALS:
    /// why is empty when all went well.
    void finished(const QString &why);

private:
    SavedText(std::unique_ptr<output::OutputReader> reader, StreamDocument *stream, QObject *parent);
    void step();
    void take(const output::SavedRecord &record);
    void end(const QString &why);

    std::unique_ptr<output::OutputReader> m_reader;
    StreamDocument *m_stream; ///< in between when a file is written
    std::unique_ptr<QSaveFile> m_file;
    QTimer m_timer;
};

} // namespace rejoin::ui
