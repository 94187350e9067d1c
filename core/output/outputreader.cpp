#include "core/output/outputreader.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/output/eventcodec.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace rejoin::output {

namespace {

constexpr quint32 largestBody = 512u << 20; // more than a message may have

} // namespace

OutputReader::OutputReader(const QString &path) : m_file(path)
{
    if (!m_file.open(QIODevice::ReadOnly) || m_file.read(fileMarkSize) != QByteArrayView(fileMark, fileMarkSize))
        return;
    const auto head = nextRecord();
    if (!head || head->kind != recordkind::source)
        return;
    const QJsonObject object = QJsonDocument::fromJson(head->body).object();
    m_source.shellId = QUuid(object.value(QStringLiteral("shellId")).toString());
    m_source.commandId = QUuid(object.value(QStringLiteral("commandId")).toString());
    m_source.computer = object.value(QStringLiteral("computer")).toString();
    m_source.session = object.value(QStringLiteral("session")).toString();
    m_source.command = object.value(QStringLiteral("command")).toString();
    m_source.label = object.value(QStringLiteral("label")).toString();
    m_writer = object.value(QStringLiteral("writer")).toString();
    m_started = QDateTime::fromMSecsSinceEpoch(head->time, Qt::UTC);
    m_valid = true;
}

std::optional<Record> OutputReader::nextRecord()
{
    if (m_torn || m_file.atEnd())
        return {};
    const qint64 start = m_file.pos();
    const QByteArray bytes = m_file.read(recordHeaderSize);
    if (bytes.size() == recordHeaderSize) {
        const RecordHeader header = readHeader(bytes);
        // The length is believed only as far as the file goes.
        if (header.length <= largestBody && header.length <= m_file.size() - m_file.pos()) {
            Record record;
            record.kind = header.kind;
            record.time = header.time;
            record.body = m_file.read(header.length);
            if (record.body.size() == qsizetype(header.length) && checksum(header, record.body) == header.checksum)
                return record;
        }
    }
    m_torn = true;
    m_file.seek(start);
    return {};
}

std::optional<SavedRecord> OutputReader::next()
{
    while (m_valid) {
        const auto record = nextRecord();
        if (!record)
            return {};
        SavedRecord saved;
        saved.time = QDateTime::fromMSecsSinceEpoch(record->time, Qt::UTC);
        if (record->kind == recordkind::lost) {
            saved.lost = QJsonDocument::fromJson(record->body).object().value(QStringLiteral("events")).toInteger(1);
            return saved;
        }
        if (record->kind == recordkind::cut) {
            saved.cut = true;
            return saved;
        }
        EncodedEvent encoded;
        encoded.type = psrp::MessageType(record->kind);
        encoded.body = record->body;
        try {
            saved.event = decode(encoded);
        } catch (const base::Error &error) {
            qCWarning(lcOutput) << "a saved record cannot be read:" << error.id;
            saved.lost = 1;
            return saved;
        }
        if (saved.event)
            return saved;
        // Of a later version: left out.
    }
    return {};
}

} // namespace rejoin::output
