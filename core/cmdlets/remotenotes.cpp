#include "core/cmdlets/remotenotes.h"

namespace rejoin::cmdlets {

namespace {

constexpr std::string_view computerNote = "PSComputerName";
constexpr std::string_view runspaceNote = "RunspaceId";
constexpr std::string_view showNote = "PSShowComputerName";

void copyBody(const clixml::Value &value, clixml::ObjectBuilder &builder)
{
    const QStringList names = value.typeNames();
    if (!names.isEmpty())
        builder.typeNames(names);
    if (value.hasToString())
        builder.toString(value.toStringText());
    if (!value.base().isNil())
        builder.base(value.base());
    const clixml::Container kind = value.container();
    if (kind == clixml::Container::None)
        return;
    builder.container(kind);
    for (std::size_t i = 0; i < value.count(); ++i) {
        if (kind == clixml::Container::Dictionary)
            builder.entry(value.keyAt(i), value.at(i));
        else
            builder.item(value.at(i));
    }
}

} // namespace

clixml::Value withRemoteNotes(const clixml::Value &value, const QString &computer, const QUuid &runspaceId,
                              RemoteNotes notes)
{
    if (value.isNil())
        return value;
    const bool replaces = notes != RemoteNotes::Add;
    clixml::ObjectBuilder builder;
    if (!value.isObject()) {
        builder.base(value);
    } else {
        copyBody(value, builder);
        for (std::size_t i = 0; i < value.memberCount(); ++i) {
            const std::string_view name = value.memberNameUtf8(i);
            if (!value.memberIsExtended(i))
                builder.property(name, value.memberAt(i));
            else if (!replaces || (name != computerNote && name != runspaceNote))
                builder.note(name, value.memberAt(i));
        }
    }
    const auto wanted = [&](std::string_view name) { return !value.isObject() || !value.hasMember(name); };
    if (replaces || wanted(computerNote))
        builder.note(computerNote, clixml::Value::string(computer));
    if (replaces || wanted(runspaceNote))
        builder.note(runspaceNote, clixml::Value::guid(runspaceId));
    if (wanted(showNote))
        builder.note(showNote, clixml::Value::boolean(notes != RemoteNotes::Hidden));
    return builder.build();
}

} // namespace rejoin::cmdlets
