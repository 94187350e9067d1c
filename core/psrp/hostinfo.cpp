#include "core/psrp/hostcall.h"

#include <algorithm>

namespace rejoin::psrp {

namespace {
using clixml::Container;
using clixml::ObjectBuilder;
using clixml::Value;

// Keys of _hostDefaultData (MS-PSRP 2.2.3.14).
enum DefaultData : qint32 {
    ForegroundColor = 0,
    BackgroundColor = 1,
    CursorPosition = 2,
    WindowPosition = 3,
    CursorSize = 4,
    BufferSize = 5,
    WindowSize = 6,
    MaxWindowSize = 7,
    MaxPhysicalWindowSize = 8,
    WindowTitle = 9,
};

Value pair(std::string_view first, std::string_view second, qint32 a, qint32 b)
{
    return ObjectBuilder().note(first, Value::int32(a)).note(second, Value::int32(b)).build();
}

Value defaultData(const HostInfo &host)
{
    // Each time anew: a node that appears twice would be written as a reference, which no real client does here.
    const auto size = [&] {
        return wrapHostObject("System.Management.Automation.Host.Size",
                              pair("width", "height", host.width, host.height));
    };
    ObjectBuilder data;
    data.typeNames({"System.Collections.Hashtable", "System.Object"}).container(Container::Dictionary);
    // The order is that of a real client's hashtable.
    data.entry(Value::int32(WindowTitle), wrapHostObject("System.String", Value::string(u"")));
    for (const qint32 key : {MaxPhysicalWindowSize, MaxWindowSize, WindowSize, BufferSize})
        data.entry(Value::int32(key), size());
    data.entry(Value::int32(CursorSize), wrapHostObject("System.Int32", Value::int32(100)));
    for (const qint32 key : {WindowPosition, CursorPosition}) {
        data.entry(Value::int32(key),
                   wrapHostObject("System.Management.Automation.Host.Coordinates", pair("x", "y", 0, 0)));
    }
    data.entry(Value::int32(BackgroundColor), wrapHostObject("System.ConsoleColor", Value::int32(host.background)));
    data.entry(Value::int32(ForegroundColor), wrapHostObject("System.ConsoleColor", Value::int32(host.foreground)));
    return ObjectBuilder().note("data", data.build()).build();
}
} // namespace

clixml::Value HostInfo::toValue(bool forPipeline) const
{
    // A pipeline that uses the pool's host says that it has none of its own (a real client's Invoke-Command).
    const bool none = isNull || (forPipeline && useRunspaceHost);
    ObjectBuilder builder;
    builder.note("_isHostUINull", Value::boolean(none))
        .note("_isHostRawUINull", Value::boolean(none))
        .note("_isHostNull", Value::boolean(none));
    if (!none)
        builder.note("_hostDefaultData", defaultData(*this));
    return builder.note("_useRunspaceHost", Value::boolean(none || (forPipeline && useRunspaceHost))).build();
}

HostInfo HostInfo::fromValue(const clixml::Value &value)
{
    HostInfo info;
    info.isNull = value.member("_isHostNull").toBool().value_or(true);
    info.useRunspaceHost = value.member("_useRunspaceHost").toBool().value_or(false);
    const Value data = value.member("_hostDefaultData").member("data");
    const auto colour = [&data](const char *key, int usual) {
        const qint64 number = unwrapHostObject(data.entry(key)).toInteger().value_or(usual);
        return number >= -1 && number <= 15 ? static_cast<int>(number) : usual;
    };
    info.foreground = colour("0", info.foreground);
    info.background = colour("1", info.background);
    for (const char *key : {"6", "5"}) { // window size, else buffer size
        const Value size = unwrapHostObject(data.entry(key));
        const std::optional<qint64> width = size.member("width").toInteger();
        const std::optional<qint64> height = size.member("height").toInteger();
        if (width && height && *width > 0 && *height > 0) {
            info.width = static_cast<int>(std::min<qint64>(*width, 32767));
            info.height = static_cast<int>(std::min<qint64>(*height, 32767));
            break;
        }
    }
    return info;
}

} // namespace rejoin::psrp
