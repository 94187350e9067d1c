#pragma once

#include "core/psrp/events.h"

#include <QList>

namespace rejoin::remoting {

/// Tells void host calls that repeat a record just received: a server sends WARNING_RECORD and WriteWarningLine, an
/// INFORMATION_RECORD and WriteLine, for one and the same event.
class EventTwins
{
public:
    /// True when the event repeats an earlier one and is not to be shown.
    [[nodiscard]] bool isRepetition(const psrp::PipelineEvent &event);

private:
    enum class Kind : quint8 { Warning, Verbose, Debug, Host, Progress };
    struct Entry
    {
        Kind kind = Kind::Warning;
        QString text;
        quint64 at = 0;
    };
    void remember(Kind kind, const QString &text);
    [[nodiscard]] bool take(Kind kind, const QString &text);

    quint64 m_count = 0;
    QList<Entry> m_recent;
};

} // namespace rejoin::remoting
