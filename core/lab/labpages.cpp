#include "core/lab/labpages.h"

#include "core/lab/labfaults.h"

namespace rejoin::lab {

namespace {

// Forgotten contexts are not kept for ever.
constexpr int maximumOpen = 200;
// What a shell with a long name and owner takes in XML; a page must fit into the client's envelope.
constexpr qint64 itemBytes = 2048;
constexpr qint64 envelopeBytes = 4096;

} // namespace

QByteArray LabPages::enumerate(const wsman::ServerRequest &request, const Items &items, const QString &owner)
{
    Open open;
    open.context = QStringLiteral("uuid:") + QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
    open.owner = owner;
    open.left = items;
    return page(request, std::move(open), !request.optimizeEnumeration);
}

QByteArray LabPages::pull(const wsman::ServerRequest &request, const QString &owner)
{
    for (qsizetype i = 0; i < m_open.size(); ++i) {
        if (m_open[i].context == request.enumerationContext && m_open[i].owner == owner)
            return page(request, m_open.takeAt(i), false);
    }
    throw faultError(faultcode::invalidEnumerationContext);
}

QByteArray LabPages::page(const wsman::ServerRequest &request, Open open, bool onlyContext)
{
    qint64 size = qMax(1, request.maxElements);
    if (m_pageSize > 0)
        size = qMin<qint64>(size, m_pageSize);
    if (request.maxEnvelopeSize > 0)
        size = qMin(size, qMax<qint64>(1, (request.maxEnvelopeSize - envelopeBytes) / itemBytes));
    if (onlyContext)
        size = 0;
    const auto cut = [&](auto &items) {
        auto first = items.mid(0, size);
        items = items.mid(first.size());
        return first;
    };
    const auto answer = [&](auto &items, auto response) {
        const auto first = cut(items);
        const bool more = onlyContext || !items.isEmpty();
        const auto bytes = response(request, first, more ? open.context : QString());
        return std::pair(bytes, more);
    };
    const auto [bytes, more] = std::visit(
        [&](auto &items) {
            if constexpr (std::is_same_v<std::decay_t<decltype(items)>, QList<wsman::ShellInfo>>)
                return answer(items, wsman::enumerateShellsResponse);
            else
                return answer(items, wsman::enumerateCommandsResponse);
        },
        open.left);
    if (more) {
        if (m_open.size() >= maximumOpen)
            m_open.removeFirst();
        m_open.append(std::move(open));
    }
    return bytes;
}

} // namespace rejoin::lab
