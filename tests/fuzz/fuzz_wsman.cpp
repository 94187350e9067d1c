#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/server.h"

#include <cstdint>
#include <cstdlib>

// Anything but an Error out of a reader is a defect. What a reader accepts, the other half must be able to carry again.

using namespace rejoin;
using namespace rejoin::wsman;

namespace {

template <typename F>
void attempt(F &&read)
{
    try {
        read();
    } catch (const base::Error &) { // the only thing that readers may throw
    }
}

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

constexpr std::string_view actions[] = {action::create,     action::remove,    action::get,       action::connect,
                                        action::disconnect, action::reconnect, action::command,   action::send,
                                        action::receive,    action::signal,    action::enumerate, action::pull};

/// The bytes as the body of an otherwise right message, so that the mutations reach the operations' own readers.
QByteArray wrapped(const QByteArray &body, std::string_view action, const char *suffix)
{
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
           "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
           "xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\" "
           "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
           "xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" "
           "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
           "xmlns:rsp=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\"><s:Header><a:Action>" +
           QByteArray(action.data(), static_cast<qsizetype>(action.size())) + suffix +
           "</a:Action><a:MessageID>uuid:C0FFEE00-0000-4000-8000-000000000001</a:MessageID>"
           "<a:RelatesTo>uuid:C0FFEE00-0000-4000-8000-000000000001</a:RelatesTo>"
           "<w:ResourceURI>http://schemas.microsoft.com/powershell/X</w:ResourceURI></s:Header><s:Body>" +
           body + "</s:Body></s:Envelope>";
}

void readAnswer(const QByteArray &bytes)
{
    Request request;
    attempt([&] { request.messageId = parseResponseHeader(bytes).relatesTo; });
    attempt([&] { static_cast<void>(parseIdentify(bytes)); });
    attempt([&] {
        if (const auto fault = parseFault(bytes)) {
            require(!faultError(*fault).message.isEmpty());
        }
    });
    attempt([&] { require(!parseCreate(bytes, request).shellId.isEmpty()); });
    attempt([&] { static_cast<void>(parseConnectShell(bytes, request)); });
    attempt([&] { require(!parseCommand(bytes, request).isNull()); });
    attempt([&] { static_cast<void>(parseMaxEnvelopeSize(bytes, request)); });
    attempt([&] { static_cast<void>(parseGetShell(bytes, request)); });
    attempt([&] { static_cast<void>(parseCommands(bytes, request)); });
    attempt([&] {
        const auto page = parseShells(bytes, request);
        require(page.endOfSequence || !page.context.isEmpty());
        ServerRequest served;
        served.messageId = request.messageId;
        served.action = QString::fromUtf8(action::enumerate.data());
        const auto again = parseShells(enumerateShellsResponse(served, page.items, page.context), request);
        require(again.items.size() == page.items.size());
    });
    attempt([&] {
        const ReceiveResult result = parseReceive(bytes, request);
        ServerRequest served;
        served.messageId = request.messageId;
        served.action = QString::fromUtf8(action::receive.data());
        const ReceiveResult again = parseReceive(receiveResponse(served, result), request);
        require(again.streams.size() == result.streams.size());
        for (qsizetype i = 0; i < again.streams.size(); ++i) {
            require(again.streams.at(i).data == result.streams.at(i).data);
        }
    });
    for (const std::string_view actionUri : actions) {
        attempt([&] { parseAcknowledgement(bytes, request, actionUri); });
    }
}

void readRequest(const QByteArray &bytes)
{
    attempt([&] { static_cast<void>(parseRequestHeader(bytes)); });
    ServerRequest request;
    try {
        request = parseRequest(bytes);
    } catch (const base::Error &error) {
        require(parseFault(faultResponse(request, faultFor(error))).has_value());
        return;
    }
    // Whatever the request held, the answer to it is well-formed.
    if (!request.isIdentify) {
        require(parseResponseHeader(acknowledgement(request)).relatesTo == request.messageId);
        require(parseResponseHeader(createResponse(request, request.shell)).relatesTo == request.messageId);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::uint8_t mode = data[0];
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size - 1));
    const std::string_view actionUri = actions[(mode >> 2) % std::size(actions)];
    switch (mode & 3) {
    case 0:
        readAnswer(bytes);
        break;
    case 1:
        readRequest(bytes);
        break;
    case 2:
        readAnswer(wrapped(bytes, actionUri, "Response"));
        break;
    default:
        readRequest(wrapped(bytes, actionUri, ""));
    }
    if (const auto duration = parseDuration(QString::fromUtf8(bytes))) {
        require(parseDuration(formatDuration(*duration)) == duration);
    }
    return 0;
}
