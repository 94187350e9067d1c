#include "core/output/outputwriter.h"

#include "core/base/logging.h"
#include "core/output/eventcodec.h"
#include "core/output/recordframe.h"
#include "core/output/savedoutputstore.h"

#include <QJsonDocument>
#include <QJsonObject>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace rejoin::output {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 syncInterval = 5000;         // milliseconds
constexpr qsizetype largestPending = 1 << 20; // bytes gathered before they are written unasked

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

base::Error notSaved(const QString &path, const QString &why)
{
    return {base::ErrorCategory::Local, u"OutputNotSaved"_s,
            base::Text(QT_TRANSLATE_NOOP("core", "Output cannot be saved on this computer (%1): %2"), {path, why}),
            base::Text(QT_TRANSLATE_NOOP("core", "The session goes on and its output is shown, but what the server has "
                                                 "sent cannot be fetched again. Make room on the disk, or save what is "
                                                 "shown by hand."))};
}

base::Error limitReached(qint64 bytes)
{
    return {base::ErrorCategory::LimitExceeded, u"OutputLimitReached"_s,
            base::Text(QT_TRANSLATE_NOOP("core", "The rest of this command's output is not saved on this computer: it "
                                                 "reached the limit of %1 MiB."),
                       {QString::number(bytes >> 20)}),
            base::Text(QT_TRANSLATE_NOOP("core", "Raise the limit under Tools, Saved output, or save what is shown by "
                                                 "hand."))};
}

} // namespace

OutputWriter::OutputWriter(std::shared_ptr<SavedOutputStore> store, OutputSource source)
    : m_store(std::move(store)), m_source(std::move(source))
{
    m_source.command = describedCommand(m_source.command);
    m_store->m_writers.insert(this);
}

OutputWriter::~OutputWriter()
{
    if (!m_finished)
        finish(EndState::Interrupted);
    m_store->m_writers.remove(this);
}

void OutputWriter::append(const psrp::PipelineEvent &event)
{
    std::optional<EncodedEvent> encoded;
    try {
        encoded = encode(event);
    } catch (const std::exception &error) {
        qCWarning(lcOutput) << "an event could not be kept:" << error.what();
        ++m_lost;
        return;
    }
    if (!encoded)
        return;
    const auto *change = std::get_if<psrp::PipelineStateChanged>(&event);
    m_worthKeeping = m_worthKeeping || !change || change->reason;
    add(quint32(encoded->type), encoded->body);
    ++m_pendingEvents;
    if (m_pending.size() > largestPending)
        flush();
}

void OutputWriter::add(quint32 kind, const QByteArray &body)
{
    m_pending += frame(kind, m_store->now(), body);
}

bool OutputWriter::open()
{
    if (!m_store->prepare())
        return false;
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!m_id.isEmpty()) { // ended before, goes on
        m_file.setFileName(m_store->path(m_id));
        if (m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::ExistingOnly | QIODevice::Unbuffered)) {
            m_store->writerResumed(m_id);
            return true;
        }
        m_id.clear(); // removed in between
        m_good = 0;
        m_synced = 0;
    }
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_store->now(), Qt::UTC);
    const QString id =
        now.toString(u"yyyyMMdd'T'HHmmsszzz"_s) + u'-' + QUuid::createUuid().toString(QUuid::Id128).left(8);
    m_file.setFileName(m_store->path(id));
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, owner)) {
        m_store->tell(notSaved(m_file.fileName(), m_file.errorString()));
        return false;
    }
    const QJsonObject head{{u"shellId"_s, m_source.shellId.toString(QUuid::WithoutBraces)},
                           {u"commandId"_s, m_source.commandId.toString(QUuid::WithoutBraces)},
                           {u"computer"_s, m_source.computer},
                           {u"session"_s, m_source.session},
                           {u"command"_s, m_source.command},
                           {u"label"_s, m_source.label},
                           {u"writer"_s, m_store->m_writerId}};
    const QByteArray first = QByteArray(fileMark, fileMarkSize) + frame(recordkind::source, m_store->now(), json(head));
    if (!write(first)) {
        m_file.close();
        QFile::remove(m_file.fileName());
        return false;
    }
    m_id = id;
    m_store->writerResumed(m_id);
    return true;
}

bool OutputWriter::write(const QByteArray &bytes)
{
    if (m_file.write(bytes) == bytes.size()) {
        m_good += bytes.size();
        return true;
    }
    const QString why = m_file.errorString();
    // Half a record would hide all that follows it.
    m_file.resize(m_good);
    m_file.seek(m_good);
    m_store->tell(notSaved(m_file.fileName(), why));
    return false;
}

void OutputWriter::flush()
{
    if (m_pending.isEmpty() || !m_worthKeeping)
        return;
    QByteArray bytes = std::exchange(m_pending, {});
    const qint64 events = std::exchange(m_pendingEvents, 0);
    if (m_cut)
        return;
    m_finished = false;
    if (!m_file.isOpen() && !open()) {
        m_lost += events;
        return;
    }
    if (m_lost > 0)
        bytes.prepend(frame(recordkind::lost, m_store->now(), json({{u"events"_s, m_lost}})));
    if (!m_store->makeRoom(m_id, bytes.size())) {
        m_cut = true;
        (void)write(frame(recordkind::cut, m_store->now(), {}));
        Q_EMIT m_store->failed(limitReached(m_store->limit()));
        return;
    }
    if (!write(bytes)) {
        m_lost += events;
        return;
    }
    m_lost = 0;
    if (m_store->now() - m_syncedAt >= syncInterval)
        sync();
}

void OutputWriter::sync()
{
    m_syncedAt = m_store->now();
    if (m_synced == m_good)
        return;
    m_synced = m_good;
#ifdef Q_OS_UNIX
    const int descriptor = ::dup(m_file.handle());
    if (descriptor < 0)
        return;
    m_store->m_syncing.start([descriptor] {
        ::fsync(descriptor);
        ::close(descriptor);
    });
#endif
}

void OutputWriter::finish(EndState state)
{
    flush();
    m_finished = true;
    if (!m_file.isOpen())
        return;
    sync();
    m_file.close();
    QFile end(m_store->endPath(m_id));
    if (end.open(QIODevice::WriteOnly | QIODevice::Truncate, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        end.write(json({{u"state"_s, int(state)}, {u"ended"_s, m_store->now()}}));
    end.close();
    Q_EMIT m_store->changed();
}

void OutputWriter::restart()
{
    m_file.close();
    m_id.clear();
    m_pending.clear();
    m_pendingEvents = 0;
    m_lost = 0;
    m_good = 0;
    m_synced = 0;
    m_worthKeeping = false;
    m_cut = false;
}

} // namespace rejoin::output
