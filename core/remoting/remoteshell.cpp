#include "core/remoting/remoteshell.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/psrp/fragment.h"
#include "core/remoting/failures.h"
#include "core/remoting/runspacesession.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/xpress.h"

#include <QtEndian>

namespace rejoin::remoting {

namespace {

constexpr qint64 operationTimeoutCode = 2150858793; // WSMAN OperationTimeout elapsed: Receive again
// What a request that was carried out already is answered with when it is sent once more.
constexpr qint64 commandIdConflictCode = 2150859222;
constexpr qint64 shellIdConflictCode = 2150859223;
constexpr qint64 notInThisStateCode = 2150859216;
constexpr int maximumTries = 5;     // of a request whose answer is lost again and again
constexpr int maximumPages = 10000; // of an enumeration; a server that never ends is given up

/// Bytes of the fragment at an offset, header included; what is left when the header makes no sense.
qsizetype fragmentSizeAt(const QByteArray &data, qsizetype at)
{
    constexpr qsizetype lengthOffset = 17; // after ObjectId, FragmentId and flags (MS-PSRP 2.2.4)
    const qsizetype left = data.size() - at;
    if (left < psrp::fragmentHeaderSize)
        return left;
    const auto blob = qFromBigEndian<quint32>(data.constData() + at + lengthOffset);
    return std::min<qsizetype>(left, psrp::fragmentHeaderSize + qsizetype(blob));
}

bool isDisconnected(const wsman::ShellInfo &info)
{
    return info.state == QLatin1String("Disconnected");
}

[[noreturn]] void tooManyTries()
{
    throw base::Error(
        base::ErrorCategory::ConnectionLost, QStringLiteral("12030"),
        base::Text(QT_TRANSLATE_NOOP("core", "The connection ended %1 times before the same answer came."),
                   {QString::number(maximumTries)}),
        base::Text(QT_TRANSLATE_NOOP("core", "Look for a proxy or a gateway that ends connections; a session on the "
                                             "computer goes on running.")));
}

[[noreturn]] void tooManyPages()
{
    throw base::Error(
        base::ErrorCategory::LimitExceeded, QStringLiteral("ImproperResponse"),
        base::Text(QT_TRANSLATE_NOOP("core", "The list of commands did not end after %1 pages."),
                   {QString::number(maximumPages)}),
        base::Text(QT_TRANSLATE_NOOP("core", "Check that the address belongs to a WS-Management service.")));
}

} // namespace

RemoteShell::RemoteShell(std::shared_ptr<transport::Transport> transport, const ShellParameters &parameters)
    : m_transport(std::move(transport)),
      m_shellId(parameters.shellId),
      m_name(parameters.name),
      m_computerName(parameters.computerName),
      m_idleTimeout(parameters.idleTimeout),
      m_bufferMode(parameters.bufferMode),
      m_noProfile(parameters.noMachineProfile),
      m_utf16(parameters.utf16),
      m_offerCompression(parameters.offerCompression),
      m_compression(parameters.compressionMode),
      m_openTimeout(parameters.openTimeout),
      m_cancelTimeout(parameters.cancelTimeout),
      m_retry(parameters.retry),
      m_clock(parameters.clock)
{
    m_context.to = m_transport->endpoint().urlText();
    m_context.resourceUri = parameters.resourceUri;
    m_context.sessionId = parameters.sessionId;
    m_context.locale = parameters.uiCulture;
    m_context.dataLocale = parameters.culture;
    m_context.maxEnvelopeSize = parameters.maxEnvelopeSize;
    m_context.operationTimeout = parameters.operationTimeout;
}

qsizetype RemoteShell::maximumBlob() const
{
    wsman::RequestContext context = m_context;
    context.operationId = m_shellId; // as large as any
    if (m_utf16)
        context.maxEnvelopeSize /= 2;
    // Whether or not this shell compresses: what cannot be made smaller gets headers all the same.
    const qsizetype blob = wsman::maximumFragmentBlob(context);
    return std::max<qsizetype>(blob - wsman::xpressOverhead(blob), 1);
}

LossWatch::Loss RemoteShell::takeLoss(const QUuid &commandId)
{
    return m_lost.take(commandId);
}

Task<wsman::ShellInfo> RemoteShell::create(QByteArray creationXml, QString protocolVersion, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    wsman::CreateShell shell;
    shell.shellId = m_shellId;
    shell.name = m_name;
    shell.creationXml = creationXml;
    shell.idleTimeout = m_idleTimeout;
    shell.bufferMode = m_bufferMode;
    shell.protocolVersion = protocolVersion;
    shell.noProfile = m_noProfile;
    shell.compression = m_offerCompression;
    const Maker make = [shell](const wsman::RequestContext &context) { return wsman::createRequest(context, shell); };
    Rules rules(Again::Ask, Revival::Refused);
    rules.atOnce = true;
    rules.timeout = m_openTimeout;
    rules.patience = m_openTimeout;
    for (int tries = 0; tries < maximumTries; ++tries) {
        std::optional<base::Error> refused;
        std::optional<wsman::ShellInfo> made;
        try {
            const Outcome outcome = co_await converse(make, rules, cancel);
            if (!outcome.inDoubt)
                made = wsman::parseCreate(outcome.body(), outcome.request);
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused && (tries == 0 || refused->code != shellIdConflictCode))
            throw *refused;
        // The answer was lost, the id is ours: whoever has it is the shell that was asked for.
        if (!made)
            made = co_await find(cancel);
        if (!made)
            continue;
        wsman::ShellInfo info = *made;
        // An answer that does not say took the header, which must be understood (MS-WSMV 3.1.4.1.31.6).
        if (info.compressionMode.isEmpty())
            info.compressionMode = StreamCompression::modeName(m_offerCompression);
        m_compression = StreamCompression(info.compressionMode);
        co_return info;
    }
    tooManyTries();
}

Task<QByteArray> RemoteShell::connect(QByteArray connectXml, QString protocolVersion, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    m_losses.reset();
    m_lost.clear();
    // Windows clients always send a BufferMode, Block unless told otherwise (MS-PSRP 7 note 9). Where nothing is known
    // of the shell's mode none is sent: Block would change a shell that drops its oldest output, unasked.
    const auto mode = m_bufferMode;
    const Maker make = [id = m_shellId, connectXml, protocolVersion, mode](const wsman::RequestContext &context) {
        return wsman::connectShellRequest(context, id, connectXml, protocolVersion, mode);
    };
    Rules rules(Again::Ask, Revival::Refused);
    rules.atOnce = true;
    rules.timeout = m_openTimeout;
    rules.patience = m_openTimeout;
    for (int tries = 0; tries < maximumTries; ++tries) {
        const Outcome outcome = co_await converse(make, rules, cancel);
        if (!outcome.inDoubt)
            co_return wsman::parseConnectShell(outcome.body(), outcome.request);
        // What it had to say is lost with the answer. Only who is attached may disconnect: so it is found out whether
        // that was us, and the shell is ready for another Connect.
        const wsman::ShellInfo info = co_await get(cancel);
        if (isDisconnected(info))
            continue;
        std::optional<base::Error> refused;
        try {
            co_await disconnect(std::nullopt, wsman::BufferMode::None, cancel);
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused && refused->category == base::ErrorCategory::Cancelled)
            throw *refused;
    }
    tooManyTries();
}

Task<> RemoteShell::connectCommand(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId, commandId](const wsman::RequestContext &context) {
        return wsman::connectCommandRequest(context, id, commandId);
    };
    Rules rules(Again::Harmless, Revival::Allowed);
    rules.timeout = m_openTimeout;
    const Outcome outcome = co_await converse(make, rules, cancel);
    wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::connect);
    m_commands.insert(commandId);
}

Task<> RemoteShell::disconnect(std::optional<wsman::Milliseconds> idleTimeout, wsman::BufferMode bufferMode,
                               base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId, idleTimeout, bufferMode](const wsman::RequestContext &context) {
        return wsman::disconnectRequest(context, id, idleTimeout, bufferMode);
    };
    Rules rules(Again::Ask, Revival::Refused);
    rules.atOnce = true;
    rules.patience = m_retry.leavingBound;
    for (int tries = 0; tries < maximumTries; ++tries) {
        const Outcome outcome = co_await converse(make, rules, cancel);
        if (!outcome.inDoubt) {
            wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::disconnect);
            co_return;
        }
        const wsman::ShellInfo info = co_await get(cancel);
        if (isDisconnected(info))
            co_return;
    }
    tooManyTries();
}

Task<> RemoteShell::disconnectOnce(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId](const wsman::RequestContext &context) {
        return wsman::disconnectRequest(context, id, std::nullopt, wsman::BufferMode::None);
    };
    Rules rules(Again::Ask, Revival::Refused);
    rules.once = true;
    rules.timeout = std::min(m_retry.probeTimeout, m_context.operationTimeout);
    const Outcome outcome = co_await converse(make, rules, cancel);
    wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::disconnect);
}

Task<> RemoteShell::reconnect(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId, commandId](const wsman::RequestContext &context) {
        return wsman::reconnectRequest(context, id, commandId);
    };
    Rules rules(Again::Ask, Revival::Refused);
    rules.atOnce = true;
    rules.timeout = m_openTimeout;
    rules.patience = m_openTimeout;
    for (int tries = 0; tries < maximumTries; ++tries) {
        std::optional<base::Error> refused;
        try {
            const Outcome outcome = co_await converse(make, rules, cancel);
            if (!outcome.inDoubt) {
                wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::reconnect);
                co_return;
            }
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused && (tries == 0 || refused->code != notInThisStateCode))
            throw *refused;
        if (!commandId.isNull()) {
            if (refused)
                co_return; // the one whose answer was lost had done it
            continue;
        }
        const wsman::ShellInfo info = co_await get(cancel);
        if (!isDisconnected(info))
            co_return; // by us: nobody else may Reconnect with this SessionId
    }
    tooManyTries();
}

Task<> RemoteShell::command(QUuid commandId, QString commandLine, QByteArray arguments, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId, commandId, commandLine, arguments](const wsman::RequestContext &context) {
        return wsman::commandRequest(context, id, commandId, commandLine, arguments);
    };
    const Rules rules(Again::Ask, Revival::Allowed);
    bool begun = false;
    for (int tries = 0; tries < maximumTries && !begun; ++tries) {
        std::optional<base::Error> refused;
        QUuid given = commandId;
        try {
            const Outcome outcome = co_await converse(make, rules, cancel);
            if (!outcome.inDoubt) {
                given = wsman::parseCommand(outcome.body(), outcome.request);
                begun = true;
            }
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused && (tries == 0 || refused->code != commandIdConflictCode))
            throw *refused;
        if (given != commandId)
            throw base::Error(
                base::ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                base::Text(
                    QT_TRANSLATE_NOOP("core", "The remote computer started another command than the one asked for.")),
                base::Text(QT_TRANSLATE_NOOP("core", "Disconnect and connect again; if it stays, the service needs an "
                                                     "update.")));
        if (begun)
            break;
        // The answer was lost: a command that nobody has received is listed, ended or not.
        const QList<wsman::CommandInfo> known = co_await commands(cancel);
        begun = std::any_of(known.begin(), known.end(),
                            [&](const wsman::CommandInfo &info) { return info.id() == commandId; });
    }
    if (!begun)
        tooManyTries();
    m_commands.insert(commandId);
}

Task<> RemoteShell::send(QUuid commandId, QString stream, QByteArray data, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (m_sending[stream].busy) {
        base::Awaitable<bool> turn;
        m_sending[stream].waiting.append(turn.handle());
        co_await turn; // whoever ended handed its turn over: busy stays true
    }
    m_sending[stream].busy = true;
    std::exception_ptr failure;
    try {
        co_await sendPieces(commandId, stream, data, cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    SendQueue &queue = m_sending[stream];
    if (queue.waiting.isEmpty())
        queue.busy = false;
    else
        queue.waiting.takeFirst().resolve(true);
    if (failure)
        std::rethrow_exception(failure);
}

Task<> RemoteShell::sendPieces(QUuid commandId, QString stream, QByteArray data, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const qsizetype room = maximumBlob() + psrp::fragmentHeaderSize;
    // An answer to a call that does not wait any more is ignored by the server; input would be taken twice.
    const bool mayRepeat = stream == QLatin1String("pr") && fragmentSizeAt(data, 0) == data.size();
    const Rules rules(mayRepeat ? Again::Harmless : Again::Never, Revival::Allowed);
    qsizetype from = 0;
    while (from < data.size()) {
        cancel.check();
        // As many whole fragments as one envelope holds: they may not be split over envelopes (MS-PSRP 2.2.4).
        qsizetype size = fragmentSizeAt(data, from);
        while (from + size < data.size() && size + fragmentSizeAt(data, from + size) <= room)
            size += fragmentSizeAt(data, from + size);
        const QByteArray piece = m_compression.pack(data.mid(from, size));
        const Maker make = [id = m_shellId, commandId, stream, piece](const wsman::RequestContext &context) {
            return wsman::sendRequest(context, id, commandId, stream, piece);
        };
        const Outcome outcome = co_await converse(make, rules, cancel);
        wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::send);
        from += size;
    }
}

Task<wsman::ReceiveResult> RemoteShell::receive(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId, commandId](const wsman::RequestContext &context) {
        return wsman::receiveRequest(context, id, commandId);
    };
    Rules rules(Again::Harmless, Revival::Allowed);
    rules.receives = commandId;
    // Where output may have been lost, what comes next shows it; a command that waits for an answer says no more.
    if (m_losses.isDoubtful(commandId))
        rules.timeout = std::min(m_retry.doubtTimeout, m_context.operationTimeout);
    Outcome outcome;
    std::optional<base::Error> error;
    try {
        outcome = co_await converse(make, rules, cancel);
    } catch (const base::Error &caught) {
        error = caught;
    }
    if (error) {
        if (error->code != operationTimeoutCode)
            throw *error;
        if (m_losses.isDoubtful(commandId)) {
            m_losses.settle(commandId);
            LossWatch::Loss loss;
            loss.silent = true;
            m_lost.insert(commandId, loss);
        }
        co_return wsman::ReceiveResult(); // MS-WSMV 3.1.4.14: send the next one
    }
    wsman::ReceiveResult result = wsman::parseReceive(outcome.body(), outcome.request);
    for (qsizetype i = 1; i < outcome.answers.size(); ++i) {
        const wsman::ReceiveResult more = wsman::parseReceive(outcome.answers.at(i), outcome.request);
        result.streams += more.streams;
        if (!more.commandState.isEmpty()) {
            result.commandId = more.commandId;
            result.commandState = more.commandState;
            result.exitCode = more.exitCode;
        }
    }
    for (wsman::StreamData &stream : result.streams) {
        stream.data = m_compression.unpack(stream.data);
        const LossWatch::Loss loss = m_losses.take(commandId, stream.data);
        if (loss.isLoss())
            m_lost.insert(commandId, loss);
    }
    co_return result;
}

Task<> RemoteShell::signal(QUuid commandId, std::string_view code, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (code == wsman::signalcode::terminate)
        m_commands.remove(commandId);
    const Maker make = [id = m_shellId, commandId, code](const wsman::RequestContext &context) {
        return wsman::signalRequest(context, id, commandId, code);
    };
    Rules rules(Again::Harmless, Revival::Allowed);
    rules.timeout = m_cancelTimeout;
    const Outcome outcome = co_await converse(make, rules, cancel);
    wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::signal);
}

Task<> RemoteShell::remove(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId](const wsman::RequestContext &context) {
        return wsman::deleteRequest(context, id);
    };
    Rules rules(Again::Harmless, Revival::Refused);
    rules.atOnce = true;
    rules.timeout = m_cancelTimeout;
    rules.patience = m_retry.leavingBound;
    const Outcome outcome = co_await converse(make, rules, cancel);
    wsman::parseAcknowledgement(outcome.body(), outcome.request, wsman::action::remove);
}

Task<wsman::ShellInfo> RemoteShell::get(base::CancelToken cancel, bool atOnce)
{
    const auto self = shared_from_this();
    const Maker make = [id = m_shellId](const wsman::RequestContext &context) {
        return wsman::getShellRequest(context, id);
    };
    Rules rules(Again::Harmless, Revival::Refused);
    rules.atOnce = atOnce;
    rules.robust = false; // not of the custom shell's resource (MS-WSMV 3.1.4.1.39)
    const Outcome outcome = co_await converse(make, rules, cancel);
    co_return wsman::parseGetShell(outcome.body(), outcome.request);
}

Task<std::optional<wsman::ShellInfo>> RemoteShell::find(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    std::optional<wsman::ShellInfo> info;
    std::optional<base::Error> refused;
    try {
        info = co_await get(cancel);
    } catch (const base::Error &error) {
        refused = error;
    }
    if (refused && refused->category != base::ErrorCategory::SessionNotFound)
        throw *refused;
    co_return info;
}

Task<QList<wsman::CommandInfo>> RemoteShell::commands(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    QList<wsman::CommandInfo> all;
    Rules rules(Again::Harmless, Revival::Refused);
    rules.robust = false;
    Maker make = [id = m_shellId](const wsman::RequestContext &context) {
        return wsman::enumerateCommandsRequest(context, id);
    };
    for (int page = 0; page < maximumPages; ++page) {
        const Outcome outcome = co_await converse(make, rules, cancel);
        const auto answer = wsman::parseCommands(outcome.body(), outcome.request);
        all += answer.items;
        if (answer.endOfSequence)
            co_return all;
        make = [next = answer.context](const wsman::RequestContext &context) {
            return wsman::pullRequest(context, wsman::resource::command, next);
        };
    }
    tooManyPages();
}

} // namespace rejoin::remoting
