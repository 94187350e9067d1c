#include "core/remoting/remoteshell.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/psrp/fragment.h"
#include "core/remoting/linkedcancel.h"
#include "core/remoting/runspacesession.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/xpress.h"

#include <QtEndian>

namespace rejoin::remoting {

namespace {

constexpr qint64 operationTimeoutCode = 2150858793; // WSMAN OperationTimeout elapsed: Receive again
constexpr int maximumPages = 10000;                 // of an enumeration; a server that never ends is given up

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
      m_idleTimeout(parameters.idleTimeout),
      m_bufferMode(parameters.bufferMode),
      m_noProfile(parameters.noMachineProfile),
      m_utf16(parameters.utf16),
      m_offerCompression(parameters.offerCompression),
      m_compression(parameters.compressionMode),
      m_openTimeout(parameters.openTimeout),
      m_cancelTimeout(parameters.cancelTimeout)
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
    if (m_utf16)
        context.maxEnvelopeSize /= 2;
    // Whether or not this shell compresses: what cannot be made smaller gets headers all the same.
    const qsizetype blob = wsman::maximumFragmentBlob(context);
    return std::max<qsizetype>(blob - wsman::xpressOverhead(blob), 1);
}

wsman::RequestContext RemoteShell::contextWith(std::chrono::milliseconds operationTimeout) const
{
    wsman::RequestContext context = m_context;
    context.operationTimeout = operationTimeout;
    return context;
}

Task<RemoteShell::Outcome> RemoteShell::attempt(wsman::Request request, std::chrono::milliseconds operationTimeout,
                                                base::CancelToken cancel)
{
    const auto self = shared_from_this();
    Outcome outcome;
    transport::HttpRequest http;
    http.body = request.envelope;
    http.operationTimeout = operationTimeout;
    std::exception_ptr failure;
    transport::HttpResponse response;
    try {
        response = co_await m_transport->post(std::move(http), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        outcome.error = base::Error::from(failure);
        // A shell that turned Disconnected by itself answers with a bare HTTP 400 (jborean93/pypsrp issue 21).
        if (outcome.error->code == 400)
            outcome.hint = Hint::Disconnected;
        co_return outcome;
    }
    outcome.body = response.body;
    try {
        if (const auto fault = wsman::parseFault(response.body)) {
            outcome.error = wsman::faultError(*fault);
            // MS-WSMV 3.1.4.1.31.7: a Disconnected shell refuses nearly everything with InternalError, which has
            // other causes too: ask before reconnecting.
            if (fault->subcode == QLatin1String("InternalError") && !fault->isShellNotFound())
                outcome.hint = Hint::Ask;
        }
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure)
        outcome.error = base::Error::from(failure);
    if (outcome.error && response.status == 400)
        outcome.hint = Hint::Disconnected;
    co_return outcome;
}

Task<QByteArray> RemoteShell::exchange(wsman::Request request, std::chrono::milliseconds operationTimeout,
                                       Revival revival, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const LinkedCancel both(cancel, m_abort.token());
    const quint64 revivals = m_revivals;
    Outcome outcome = co_await attempt(request, operationTimeout, both.token());
    if (outcome.hint != Hint::None && revival == Revival::Allowed && m_attached) {
        const bool revived = co_await revive(revivals, outcome.hint, both.token());
        if (revived)
            outcome = co_await attempt(request, operationTimeout, both.token());
    }
    if (outcome.error)
        throw *outcome.error;
    co_return outcome.body;
}

Task<bool> RemoteShell::revive(quint64 seenRevivals, Hint hint, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (m_revivals != seenRevivals)
        co_return true;
    if (m_reviving) {
        base::Awaitable<bool> ended;
        m_revivalWaiters.append(ended.handle());
        const bool revived = co_await ended;
        co_return revived;
    }
    m_reviving = true;
    bool revived = false;
    try {
        revived = co_await reconnectAll(hint, cancel);
    } catch (const base::Error &error) {
        qCInfo(lcRemoting) << "shell" << m_shellId << "could not be reconnected:" << error.id << error.code;
    }
    m_reviving = false;
    if (revived)
        ++m_revivals;
    const auto waiters = std::exchange(m_revivalWaiters, {});
    for (const auto &waiter : waiters)
        waiter.resolve(revived);
    co_return revived;
}

Task<bool> RemoteShell::reconnectAll(Hint hint, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (hint == Hint::Ask) {
        const wsman::ShellInfo info = co_await get(cancel);
        if (info.state != QLatin1String("Disconnected"))
            co_return false;
    }
    qCInfo(lcRemoting) << "shell" << m_shellId << "turned Disconnected by itself: reconnecting";
    co_await reconnect(QUuid(), cancel);
    const QSet<QUuid> ids = m_commands;
    for (const QUuid &id : ids) {
        try {
            co_await reconnect(id, cancel);
        } catch (const base::Error &error) {
            qCInfo(lcRemoting) << "command" << id << "was not reconnected:" << error.id << error.code;
        }
    }
    co_return true;
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
    const wsman::Request request = wsman::createRequest(contextWith(m_openTimeout), shell);
    const QByteArray body = co_await exchange(request, m_openTimeout, Revival::Refused, cancel);
    wsman::ShellInfo info = wsman::parseCreate(body, request);
    // An answer that does not say took the header, which must be understood (MS-WSMV 3.1.4.1.31.6).
    if (info.compressionMode.isEmpty())
        info.compressionMode = StreamCompression::modeName(m_offerCompression);
    m_compression = StreamCompression(info.compressionMode);
    co_return info;
}

Task<QByteArray> RemoteShell::connect(QByteArray connectXml, QString protocolVersion, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    // Windows clients always send a BufferMode, Block unless told otherwise (MS-PSRP 7 note 9). Where nothing is known
    // of the shell's mode none is sent: Block would change a shell that drops its oldest output, unasked.
    const wsman::Request request =
        wsman::connectShellRequest(contextWith(m_openTimeout), m_shellId, connectXml, protocolVersion, m_bufferMode);
    const QByteArray body = co_await exchange(request, m_openTimeout, Revival::Refused, cancel);
    co_return wsman::parseConnectShell(body, request);
}

Task<> RemoteShell::connectCommand(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::connectCommandRequest(contextWith(m_openTimeout), m_shellId, commandId);
    const QByteArray body = co_await exchange(request, m_openTimeout, Revival::Allowed, cancel);
    wsman::parseAcknowledgement(body, request, wsman::action::connect);
    m_commands.insert(commandId);
}

Task<> RemoteShell::disconnect(std::optional<wsman::Milliseconds> idleTimeout, wsman::BufferMode bufferMode,
                               base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::disconnectRequest(m_context, m_shellId, idleTimeout, bufferMode);
    const QByteArray body = co_await exchange(request, m_context.operationTimeout, Revival::Refused, cancel);
    wsman::parseAcknowledgement(body, request, wsman::action::disconnect);
}

Task<> RemoteShell::reconnect(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::reconnectRequest(contextWith(m_openTimeout), m_shellId, commandId);
    const QByteArray body = co_await exchange(request, m_openTimeout, Revival::Refused, cancel);
    wsman::parseAcknowledgement(body, request, wsman::action::reconnect);
}

Task<> RemoteShell::command(QUuid commandId, QString commandLine, QByteArray arguments, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::commandRequest(m_context, m_shellId, commandId, commandLine, arguments);
    const QByteArray body = co_await exchange(request, m_context.operationTimeout, Revival::Allowed, cancel);
    const QUuid given = wsman::parseCommand(body, request);
    if (given != commandId)
        throw base::Error(
            base::ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
            base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer started another command than the one asked for.")),
            base::Text(QT_TRANSLATE_NOOP("core", "Disconnect and connect again; if it stays, the service needs an "
                                                 "update.")));
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
    qsizetype from = 0;
    while (from < data.size()) {
        cancel.check();
        // As many whole fragments as one envelope holds: they may not be split over envelopes (MS-PSRP 2.2.4).
        qsizetype size = fragmentSizeAt(data, from);
        while (from + size < data.size() && size + fragmentSizeAt(data, from + size) <= room)
            size += fragmentSizeAt(data, from + size);
        const wsman::Request request =
            wsman::sendRequest(m_context, m_shellId, commandId, stream, m_compression.pack(data.mid(from, size)));
        const QByteArray body = co_await exchange(request, m_context.operationTimeout, Revival::Allowed, cancel);
        wsman::parseAcknowledgement(body, request, wsman::action::send);
        from += size;
    }
}

Task<wsman::ReceiveResult> RemoteShell::receive(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::receiveRequest(m_context, m_shellId, commandId);
    QByteArray body;
    std::optional<base::Error> error;
    try {
        body = co_await exchange(request, m_context.operationTimeout, Revival::Allowed, cancel);
    } catch (const base::Error &caught) {
        error = caught;
    }
    if (error) {
        if (error->code == operationTimeoutCode) // MS-WSMV 3.1.4.14: send the next one
            co_return wsman::ReceiveResult();
        throw *error;
    }
    wsman::ReceiveResult result = wsman::parseReceive(body, request);
    for (wsman::StreamData &stream : result.streams)
        stream.data = m_compression.unpack(stream.data);
    co_return result;
}

Task<> RemoteShell::signal(QUuid commandId, std::string_view code, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (code == wsman::signalcode::terminate)
        m_commands.remove(commandId);
    const wsman::Request request = wsman::signalRequest(contextWith(m_cancelTimeout), m_shellId, commandId, code);
    const QByteArray body = co_await exchange(request, m_cancelTimeout, Revival::Allowed, cancel);
    wsman::parseAcknowledgement(body, request, wsman::action::signal);
}

Task<> RemoteShell::remove(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::deleteRequest(contextWith(m_cancelTimeout), m_shellId);
    const QByteArray body = co_await exchange(request, m_cancelTimeout, Revival::Refused, cancel);
    wsman::parseAcknowledgement(body, request, wsman::action::remove);
}

Task<wsman::ShellInfo> RemoteShell::get(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::Request request = wsman::getShellRequest(m_context, m_shellId);
    const QByteArray body = co_await exchange(request, m_context.operationTimeout, Revival::Refused, cancel);
    co_return wsman::parseGetShell(body, request);
}

Task<QList<wsman::CommandInfo>> RemoteShell::commands(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    QList<wsman::CommandInfo> all;
    wsman::Request request = wsman::enumerateCommandsRequest(m_context, m_shellId);
    for (int page = 0; page < maximumPages; ++page) {
        const QByteArray body = co_await exchange(request, m_context.operationTimeout, Revival::Refused, cancel);
        const auto answer = wsman::parseCommands(body, request);
        all += answer.items;
        if (answer.endOfSequence)
            co_return all;
        request = wsman::pullRequest(m_context, wsman::resource::command, answer.context);
    }
    tooManyPages();
}

} // namespace rejoin::remoting
