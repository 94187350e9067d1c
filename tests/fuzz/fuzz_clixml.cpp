#include "core/base/error.h"
#include "core/clixml/display.h"
#include "core/clixml/reader.h"
#include "core/clixml/records.h"
#include "core/clixml/writer.h"
#include "tests/unit/clixml/treecompare.h"

#include <cstdio>
#include <cstdlib>

using namespace rejoin;
using namespace rejoin::clixml;

namespace {

/// Asks a value everything once; the result is of no interest.
void touch(const Value &value)
{
    (void)value.toBool();
    (void)value.toInteger();
    (void)value.toUnsigned();
    (void)value.toDouble();
    (void)value.toBytes();
    (void)value.toGuid();
    (void)value.toDateTime();
    (void)value.toTicks();
    (void)value.entry("key");
    (void)value.member("Exception");
    (void)ErrorRecord::fromValue(value).toValue();
    (void)InformationalRecord::fromValue(value);
    (void)ProgressRecord::fromValue(value).toValue();
    (void)InformationRecord::fromValue(value).text();
}

void check(const Value &value)
{
    touch(value);
    for (std::size_t i = 0; i < value.count(); ++i)
        touch(value.at(i));
    for (std::size_t i = 0; i < value.memberCount(); ++i)
        touch(value.memberAt(i));
    // What was read can be written, and reads back the same.
    const QString difference = test::TreeComparison::difference(value, read(write(value)));
    if (!difference.isEmpty()) {
        std::fprintf(stderr, "round trip: %s\n", qPrintable(difference));
        std::abort();
    }
    (void)formatValues({value}, 80);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    ReadLimits limits;
    limits.maximumNodes = 100'000;
    Value value;
    try {
        value = read(bytes, limits);
    } catch (const base::Error &) {
        return 0;
    }
    check(value);
    return 0;
}
