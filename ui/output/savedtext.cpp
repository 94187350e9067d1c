#include "ui/output/savedtext.h"

#include "ui/console/streamdocument.h"

#include <QElapsedTimer>
#include <QSaveFile>
#include <QTextDocument>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 turn = 10;         // milliseconds of reading at a time
constexpr qint64 slice = 256 << 10; // bytes of the file at a time
constexpr int fileWidth = 120;      // cells, as PowerShell takes where there is no screen

} // namespace

SavedText::SavedText(std::unique_ptr<output::OutputReader> reader, StreamDocument *stream, QObject *parent)
    : QObject(parent), m_reader(std::move(reader)), m_stream(stream)
{
    connect(&m_timer, &QTimer::timeout, this, &SavedText::step);
    m_timer.start(0);
}

SavedText::~SavedText() = default;

SavedText *SavedText::show(std::unique_ptr<output::OutputReader> reader, StreamDocument *stream)
{
    return new SavedText(std::move(reader), stream, stream);
}

SavedText *SavedText::save(std::unique_ptr<output::OutputReader> reader, const QString &path, QObject *parent)
{
    auto *stream = new StreamDocument;
    auto *text = new SavedText(std::move(reader), stream, parent);
    stream->setParent(text);
    stream->setUnbounded();
    stream->setWidth(fileWidth);
    text->m_file = std::make_unique<QSaveFile>(path);
    if (text->m_file->open(QIODevice::WriteOnly | QIODevice::Text))
        text->m_file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return text;
}

void SavedText::take(const output::SavedRecord &record)
{
    if (record.event)
        m_stream->appendEvent(*record.event);
    else if (record.cut)
        m_stream->append(Stream::Notice, tr("The rest was not saved: the limit for saved output was reached."));
    else
        m_stream->append(Stream::Notice,
                         tr("%n record(s) could not be saved here.", nullptr, int(qMin<qint64>(record.lost, 1 << 30))));
}

void SavedText::step()
{
    if (m_file && !m_file->isOpen())
        return end(m_file->errorString());
    if (!m_file && m_stream->isBehind())
        return; // until it has shown what it has
    QElapsedTimer spent;
    spent.start();
    const qint64 from = m_reader->position();
    bool more = true;
    while (more && spent.elapsed() < turn && m_reader->position() - from < slice) {
        const auto record = m_reader->next();
        more = record.has_value();
        if (record)
            take(*record);
    }
    if (!more)
        m_stream->finishOutput();
    if (m_file) {
        QString text = m_stream->text();
        if (!text.isEmpty() || !m_stream->isEmpty())
            text += u'\n';
        m_stream->clear();
        const QByteArray bytes = text.toUtf8();
        if (m_file->write(bytes) != bytes.size())
            return end(m_file->errorString());
    }
    if (more)
        return;
    end(m_file && !m_file->commit() ? m_file->errorString() : QString());
}

void SavedText::end(const QString &why)
{
    m_timer.stop();
    Q_EMIT finished(why);
    deleteLater();
}

} // namespace rejoin::ui
