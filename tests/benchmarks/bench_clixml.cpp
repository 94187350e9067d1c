// Reading and writing 10,000 objects such as Get-Process and Get-ChildItem return, in bytes of CLIXML.
#include "core/clixml/reader.h"
#include "core/clixml/writer.h"

#include <benchmark/benchmark.h>

using namespace rejoin::clixml;

namespace {

/// 10,000 objects of twelve members of the usual kinds, some text to be escaped, in one list.
QByteArray tenThousandObjects()
{
    ObjectBuilder list;
    list.typeNames({"System.Object[]", "System.Array", "System.Object"}).container(Container::List);
    for (int i = 0; i < 10'000; ++i) {
        list.item(ObjectBuilder()
                      .typeNames({"System.Diagnostics.Process", "System.ComponentModel.Component", "System.Object"})
                      .toString(QStringLiteral("System.Diagnostics.Process (svc%1)").arg(i))
                      .property("Id", Value::int32(i))
                      .property("ProcessName", Value::string(QStringLiteral("svc%1").arg(i)))
                      .property("HandleCount", Value::int32(i * 7 % 4000))
                      .property("WorkingSet64", Value::int64(qint64(i) * 4096))
                      .property("TotalProcessorTime", Value::duration(qint64(i) * 156'250))
                      .property("StartTime", Value::primitive(Type::DateTime, u"2026-11-22T18:43:42.8828859+08:00"))
                      .property("Responding", Value::boolean(i % 3 != 0))
                      .property("CPU", Value::real(i / 7.0))
                      .property("MainWindowTitle", Value())
                      .property("Path", Value::string(u"C:\\Program Files\\Service & Co\\bin\\service.exe"))
                      .note("CommandLine", Value::string(u"\"service.exe\" -run\n<quietly>"))
                      .note("PSComputerName", Value::string(u"server01.example.test"))
                      .build());
    }
    return write(list.build());
}

void readObjects(benchmark::State &state)
{
    const QByteArray xml = tenThousandObjects();
    for (auto _ : state) {
        state.PauseTiming();
        QByteArray copy(xml.constData(), xml.size());
        state.ResumeTiming();
        benchmark::DoNotOptimize(read(std::move(copy)));
    }
    state.SetBytesProcessed(qint64(state.iterations()) * xml.size());
    state.counters["objects"] = benchmark::Counter(double(state.iterations()) * 10'000, benchmark::Counter::kIsRate);
}
BENCHMARK(readObjects)->Unit(benchmark::kMillisecond);

/// Also asks each object for two members, as a table of them does.
void readAndUseObjects(benchmark::State &state)
{
    const QByteArray xml = tenThousandObjects();
    for (auto _ : state) {
        state.PauseTiming();
        QByteArray copy(xml.constData(), xml.size());
        state.ResumeTiming();
        const Value list = read(std::move(copy));
        qint64 sum = 0;
        for (std::size_t i = 0; i < list.count(); ++i) {
            const Value object = list.at(i);
            sum += object.member("Id").toInteger().value_or(0) + object.member("ProcessName").text().size();
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetBytesProcessed(qint64(state.iterations()) * xml.size());
}
BENCHMARK(readAndUseObjects)->Unit(benchmark::kMillisecond);

void writeObjects(benchmark::State &state)
{
    const QByteArray xml = tenThousandObjects();
    const Value value = read(xml);
    for (auto _ : state)
        benchmark::DoNotOptimize(write(value));
    state.SetBytesProcessed(qint64(state.iterations()) * xml.size());
}
BENCHMARK(writeObjects)->Unit(benchmark::kMillisecond);

/// A session's output is one message for each object.
void readOneMessageEach(benchmark::State &state)
{
    const Value list = read(tenThousandObjects());
    const QByteArray message = write(list.at(5'000));
    for (auto _ : state)
        benchmark::DoNotOptimize(read(QByteArray(message.constData(), message.size())));
    state.SetBytesProcessed(qint64(state.iterations()) * message.size());
}
BENCHMARK(readOneMessageEach);

} // namespace

BENCHMARK_MAIN();
