#pragma once

#include "core/psrp/events.h"

#include <QList>

#include <optional>

namespace rejoin::remoting {

/// Tells void host calls that repeat a record just received: a server sends WARNING_RECORD and WriteWarningLine, an
/// INFORMATION_RECORD and WriteLine, for one and the same event. Whichever comes second is the repetition; each one
/// takes one partner only, so that a text that is said twice is shown twice.
class EventTwins
{
public:
    /// True when the event repeats an earlier one and is not to be shown.
    [[nodiscard]] bool isRepetition(const psrp::PipelineEvent &event);

private:
    enum class Kind : quint8 { Warning, Verbose, Debug, Host, HostPiece, Progress };
    struct Entry
    {
        Kind kind = Kind::Warning;
        bool isCall = false;
        QString text;
        quint64 at = 0;
    };
    [[nodiscard]] static std::optional<Entry> entryOf(const psrp::PipelineEvent &event);

    quint64 m_count = 0;  ///< records and calls so far
    QList<Entry> m_alone; ///< those whose partner has not come
};

} // namespace rejoin::remoting
