#pragma once

#include "core/wsman/server.h"

#include <variant>

namespace rejoin::lab {

/// Enumerations under way: what is left for Pull, by context (MS-WSMV 3.1.4.8, DSP0226 8).
class LabPages
{
public:
    using Items = std::variant<QList<wsman::ShellInfo>, QList<wsman::CommandInfo>>;

    /// pageSize 0: as the client asks. itemBytes: what an item takes at most, so that a page fits the envelope.
    explicit LabPages(int pageSize) : m_pageSize(pageSize) {}

    [[nodiscard]] QByteArray enumerate(const wsman::ServerRequest &request, const Items &items, const QString &owner);
    /// Throws Error (invalidEnumerationContext).
    [[nodiscard]] QByteArray pull(const wsman::ServerRequest &request, const QString &owner);

private:
    struct Open
    {
        QString context;
        QString owner;
        Items left;
    };
    [[nodiscard]] QByteArray page(const wsman::ServerRequest &request, Open open, bool onlyContext);

    int m_pageSize;
    QList<Open> m_open;
};

} // namespace rejoin::lab
