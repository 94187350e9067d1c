#pragma once

#include "core/base/error.h"
#include "core/clixml/value.h"
#include "core/psrp/message.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>
#include <variant>

// What the tests of this layer share.
namespace rejoin::psrp::test {

/// The Error that the call throws; nullopt when it throws none.
template <typename Call>
std::optional<base::Error> errorOf(Call &&call)
{
    try {
        call();
    } catch (const base::Error &error) {
        return error;
    }
    return std::nullopt;
}

/// The first event of a type, or nullopt.
template <typename Event, typename List>
std::optional<Event> find(const List &events)
{
    for (const auto &event : events) {
        if (const auto *found = std::get_if<Event>(&event))
            return *found;
    }
    return std::nullopt;
}

/// A value as lines of words: kinds, type names (assembly versions left out), texts, members in their order.
inline void describe(const clixml::Value &value, const QString &indent, QStringList &lines)
{
    static const QRegularExpression versions(QStringLiteral("Version=[0-9.]+"));
    const QString kind = QString::number(static_cast<int>(value.type()));
    if (!value.isObject()) {
        lines.append(indent + kind + QLatin1Char(' ') + value.text());
        return;
    }
    QString names = value.typeNames().join(QLatin1Char(','));
    names.replace(versions, QStringLiteral("Version=*"));
    lines.append(indent + QStringLiteral("object [") + names + QLatin1Char(']') +
                 (value.hasToString() ? QStringLiteral(" shown as ") + value.toStringText() : QString()));
    const QString deeper = indent + QStringLiteral("  ");
    if (!value.base().isNil())
        describe(value.base(), deeper + QStringLiteral("base "), lines);
    if (value.container() != clixml::Container::None) {
        const bool dictionary = value.container() == clixml::Container::Dictionary;
        lines.append(deeper + QStringLiteral("container %1").arg(static_cast<int>(value.container())));
        for (std::size_t i = 0; i < value.count(); ++i) {
            if (dictionary)
                describe(value.keyAt(i), deeper + QStringLiteral("key "), lines);
            describe(value.at(i), deeper + QStringLiteral("item "), lines);
        }
    }
    for (std::size_t i = 0; i < value.memberCount(); ++i) {
        lines.append(deeper + (value.memberIsExtended(i) ? QStringLiteral("note ") : QStringLiteral("property ")) +
                     value.memberName(i));
        describe(value.memberAt(i), deeper + QStringLiteral("  "), lines);
    }
}

inline QString tree(const clixml::Value &value)
{
    QStringList lines;
    describe(value, {}, lines);
    return lines.join(QLatin1Char('\n'));
}

/// What arrives when the value is sent.
inline clixml::Value sent(const clixml::Value &value)
{
    return Message::decode(Message(Destination::Server, MessageType::UserEvent, {}, {}, value).encode()).data;
}

inline QStringList memberNames(const clixml::Value &value)
{
    QStringList names;
    for (std::size_t i = 0; i < value.memberCount(); ++i)
        names.append(value.memberName(i));
    return names;
}

} // namespace rejoin::psrp::test
