// Cutting messages into fragments and putting them together again, in bytes of message.
#include "core/psrp/fragment.h"
#include "core/psrp/runspacepool.h"
#include "core/psrp/server.h"

#include <benchmark/benchmark.h>

using namespace rejoin::psrp;
using rejoin::clixml::Value;

namespace {

QByteArray blob(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31);
    return bytes;
}

/// range(0): bytes of the message, in fragments of the usual size.
void cut(benchmark::State &state)
{
    const QByteArray message = blob(state.range(0));
    Fragmenter fragmenter;
    for (auto _ : state)
        benchmark::DoNotOptimize(fragmenter.fragment(message));
    state.SetBytesProcessed(qint64(state.iterations()) * message.size());
}
BENCHMARK(cut)->Arg(1000)->Arg(100'000)->Arg(10'000'000);

void putTogether(benchmark::State &state)
{
    const QByteArray bytes = Fragmenter().fragment(blob(state.range(0))).join();
    for (auto _ : state) {
        Defragmenter defragmenter;
        benchmark::DoNotOptimize(defragmenter.add(bytes));
    }
    state.SetBytesProcessed(qint64(state.iterations()) * state.range(0));
}
BENCHMARK(putTogether)->Arg(1000)->Arg(100'000)->Arg(10'000'000);

/// One Receive after another, each with one fragment of the message, as they come from a server.
void putTogetherOneByOne(benchmark::State &state)
{
    const QList<QByteArray> fragments = Fragmenter().fragment(blob(state.range(0)));
    for (auto _ : state) {
        Defragmenter defragmenter;
        for (const QByteArray &fragment : fragments)
            benchmark::DoNotOptimize(defragmenter.add(fragment));
    }
    state.SetBytesProcessed(qint64(state.iterations()) * state.range(0));
}
BENCHMARK(putTogetherOneByOne)->Arg(100'000)->Arg(10'000'000);

/// A thousand small outputs of a pipeline, from bytes to events.
void receiveOutputs(benchmark::State &state)
{
    const QUuid id = QUuid::createUuid();
    const QUuid pipelineId = QUuid::createUuid();
    ServerRunspacePool server(id);
    RunspacePool client(id);
    server.receiveCreation(client.open());
    for (const QByteArray &message : server.openedMessages({}))
        (void)client.receive(message);
    QByteArray bytes;
    for (int i = 0; i < 1000; ++i)
        bytes += server.output(pipelineId, Value::string(QStringLiteral("line %1 of what a command says").arg(i)));
    Pipeline pipeline(client, pipelineId, Pipeline::Attached());
    for (auto _ : state)
        benchmark::DoNotOptimize(pipeline.receive(bytes));
    state.SetBytesProcessed(qint64(state.iterations()) * bytes.size());
    state.counters["messages"] = benchmark::Counter(double(state.iterations()) * 1000, benchmark::Counter::kIsRate);
}
BENCHMARK(receiveOutputs);

} // namespace

BENCHMARK_MAIN();
