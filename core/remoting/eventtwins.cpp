#include "core/remoting/eventtwins.h"

namespace rejoin::remoting {

namespace {

// The partner follows directly; those of parallel script blocks may come between. What had no partner after as many
// records and calls (its preference was SilentlyContinue, or the script wrote to the host itself) is forgotten.
constexpr quint64 window = 64;

QString progressKey(const clixml::ProgressRecord &record)
{
    return QStringLiteral("%1|%2|%3|%4|%5|%6|%7|%8")
        .arg(record.activityId)
        .arg(record.parentActivityId)
        .arg(record.percentComplete)
        .arg(record.secondsRemaining)
        .arg(record.completed)
        .arg(record.activity, record.statusDescription, record.currentOperation);
}

} // namespace

std::optional<EventTwins::Entry> EventTwins::entryOf(const psrp::PipelineEvent &event)
{
    if (const auto *warning = std::get_if<psrp::WarningReceived>(&event))
        return Entry{Kind::Warning, false, warning->record.message};
    if (const auto *verbose = std::get_if<psrp::VerboseReceived>(&event))
        return Entry{Kind::Verbose, false, verbose->record.message};
    if (const auto *debug = std::get_if<psrp::DebugReceived>(&event))
        return Entry{Kind::Debug, false, debug->record.message};
    if (const auto *information = std::get_if<psrp::InformationReceived>(&event))
        return Entry{information->record.noNewLine ? Kind::HostPiece : Kind::Host, false, information->record.text()};
    if (const auto *progress = std::get_if<psrp::ProgressReceived>(&event))
        return Entry{Kind::Progress, false, progressKey(progress->record)};

    const auto *received = std::get_if<psrp::HostCallReceived>(&event);
    if (!received || received->call.wantsAnswer())
        return {};
    const psrp::HostCall &call = received->call;
    // The text is the last argument of Write(text) and of Write(foreground, background, text).
    const clixml::Value last = call.parameters.isEmpty() ? clixml::Value() : call.parameters.last();
    switch (call.method) {
    case psrp::HostMethod::WriteWarningLine:
        return Entry{Kind::Warning, true, last.text()};
    case psrp::HostMethod::WriteVerboseLine:
        return Entry{Kind::Verbose, true, last.text()};
    case psrp::HostMethod::WriteDebugLine:
        return Entry{Kind::Debug, true, last.text()};
    case psrp::HostMethod::Write1:
    case psrp::HostMethod::Write2:
        return Entry{Kind::HostPiece, true, last.text()};
    case psrp::HostMethod::WriteLine1:
    case psrp::HostMethod::WriteLine2:
    case psrp::HostMethod::WriteLine3:
        return Entry{Kind::Host, true, last.text()};
    case psrp::HostMethod::WriteProgress:
        return Entry{Kind::Progress, true, progressKey(clixml::ProgressRecord::fromValue(last))};
    default:
        return {};
    }
}

bool EventTwins::isRepetition(const psrp::PipelineEvent &event)
{
    std::optional<Entry> entry = entryOf(event);
    if (!entry)
        return false;
    ++m_count;
    while (!m_alone.isEmpty() && m_alone.first().at + window < m_count)
        m_alone.removeFirst();
    for (qsizetype i = 0; i < m_alone.size(); ++i) {
        const Entry &other = m_alone.at(i);
        if (other.kind == entry->kind && other.isCall != entry->isCall && other.text == entry->text) {
            m_alone.removeAt(i);
            return true;
        }
    }
    entry->at = m_count;
    m_alone.append(std::move(*entry));
    return false;
}

} // namespace rejoin::remoting
