#include "core/remoting/eventtwins.h"

namespace rejoin::remoting {

namespace {

// The call follows its record directly; events of parallel script blocks may come between. A record whose call never
// came (its preference was SilentlyContinue) is forgotten after as many events.
constexpr quint64 window = 32;

QString progressKey(const clixml::ProgressRecord &record)
{
    return QStringLiteral("%1|%2|%3|%4|%5|%6")
        .arg(record.activityId)
        .arg(record.percentComplete)
        .arg(record.secondsRemaining)
        .arg(record.completed)
        .arg(record.activity, record.statusDescription);
}

} // namespace

void EventTwins::remember(Kind kind, const QString &text)
{
    m_recent.append({kind, text, m_count});
}

bool EventTwins::take(Kind kind, const QString &text)
{
    for (qsizetype i = 0; i < m_recent.size(); ++i) {
        if (m_recent.at(i).kind == kind && m_recent.at(i).text == text) {
            m_recent.removeAt(i);
            return true;
        }
    }
    return false;
}

bool EventTwins::isRepetition(const psrp::PipelineEvent &event)
{
    ++m_count;
    while (!m_recent.isEmpty() && m_recent.first().at + window < m_count)
        m_recent.removeFirst();

    if (const auto *warning = std::get_if<psrp::WarningReceived>(&event))
        remember(Kind::Warning, warning->record.message);
    else if (const auto *verbose = std::get_if<psrp::VerboseReceived>(&event))
        remember(Kind::Verbose, verbose->record.message);
    else if (const auto *debug = std::get_if<psrp::DebugReceived>(&event))
        remember(Kind::Debug, debug->record.message);
    else if (const auto *information = std::get_if<psrp::InformationReceived>(&event))
        remember(Kind::Host, information->record.text());
    else if (const auto *progress = std::get_if<psrp::ProgressReceived>(&event))
        remember(Kind::Progress, progressKey(progress->record));

    const auto *received = std::get_if<psrp::HostCallReceived>(&event);
    if (!received || received->call.wantsAnswer() || received->call.parameters.isEmpty())
        return false;
    const psrp::HostCall &call = received->call;
    // The text is the last argument of Write(text) and of Write(foreground, background, text).
    const clixml::Value &last = call.parameters.last();
    switch (call.method) {
    case psrp::HostMethod::WriteWarningLine:
        return take(Kind::Warning, last.text());
    case psrp::HostMethod::WriteVerboseLine:
        return take(Kind::Verbose, last.text());
    case psrp::HostMethod::WriteDebugLine:
        return take(Kind::Debug, last.text());
    case psrp::HostMethod::Write1:
    case psrp::HostMethod::Write2:
    case psrp::HostMethod::WriteLine2:
    case psrp::HostMethod::WriteLine3:
        return take(Kind::Host, last.text());
    case psrp::HostMethod::WriteProgress:
        return take(Kind::Progress, progressKey(clixml::ProgressRecord::fromValue(last)));
    default:
        return false;
    }
}

} // namespace rejoin::remoting
