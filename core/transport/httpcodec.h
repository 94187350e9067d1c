#pragma once

#include "core/transport/httpheaders.h"
#include "core/transport/transport.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

// HTTP/1.1 without sockets: bytes in, messages out. Both halves: the client reads responses, the lab requests.
namespace rejoin::transport {

/// Reads one response: sized, chunked, or ended by the end of the connection. Interim (1xx) responses are skipped.
class ResponseParser
{
public:
    /// Bytes; both must be positive.
    ResponseParser(qint64 maximumHeaderBytes, qint64 maximumBodyBytes);
    ~ResponseParser();
    ResponseParser(ResponseParser &&) noexcept;
    ResponseParser &operator=(ResponseParser &&) noexcept;

    /// It is a CONNECT that is answered: status 2xx ends with its header. Before the first feed().
    void setAnswersConnect();
    /// Throws Error: Protocol ("ImproperResponse") on bytes that are no HTTP, LimitExceeded ("ResponseTooLarge").
    /// Bytes after the end of the response are counted in trailingBytes().
    void feed(QByteArrayView bytes);
    /// The connection ended. Throws Error (Protocol, "ImproperResponse") when the response is not complete.
    void end();

    /// Any byte arrived.
    [[nodiscard]] bool hasStarted() const;
    [[nodiscard]] bool isDone() const;
    /// The connection may carry another request: said by the response, and nothing followed it.
    [[nodiscard]] bool keepAlive() const;
    [[nodiscard]] qint64 trailingBytes() const;
    /// The first bytes that ever came (at most 16), to tell TLS or another protocol from HTTP.
    [[nodiscard]] QByteArray firstBytes() const;
    /// The response; once, when isDone().
    [[nodiscard]] HttpResponse take();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// What a server reads.
struct HttpServerRequest
{
    HttpServerRequest() = default;
    QByteArray method;
    QByteArray target; ///< "/wsman?PSVersion=7.4", as it came
    HttpHeaders headers;
    QByteArray body;
    bool keepAlive = true;
    /// The body came chunked, which a shell URI must refuse (MS-WSMV 3.1.4.1.31.8).
    bool chunked = false;
    [[nodiscard]] QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

/// Reads requests one after the other from one connection.
class RequestParser
{
public:
    RequestParser(qint64 maximumHeaderBytes, qint64 maximumBodyBytes);
    ~RequestParser();
    RequestParser(RequestParser &&) noexcept;
    RequestParser &operator=(RequestParser &&) noexcept;

    /// Throws Error: Protocol ("ImproperRequest") on bytes that are no HTTP, LimitExceeded ("RequestTooLarge").
    void feed(QByteArrayView bytes);
    /// The connection ended. Throws Error (Protocol) in the middle of a request; fine between two.
    void end();

    /// In the middle of a request: at least a byte of it came and it is not done.
    [[nodiscard]] bool hasStarted() const;
    [[nodiscard]] bool isDone() const;
    /// The header is read, the body is not, and the client waits for "100 Continue" before it sends it.
    [[nodiscard]] bool expectsContinue() const;
    /// The request; when isDone(). What already came of the next one is parsed on at once and may throw as feed().
    [[nodiscard]] HttpServerRequest take();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Everything of a request but its body. Throws Error (InvalidArgument) when a value would break out of its line.
/// authorization, when not empty, becomes the Authorization line; the caller wipes the result afterwards: it has one
/// buffer, and no other copy of the value is made here.
[[nodiscard]] QByteArray serializeRequestHead(const QByteArray &target, const HttpHeaders &headers,
                                              qint64 contentLength, QByteArrayView authorization = {});

/// The whole of a CONNECT to target ("server01:5986"); proxyAuthorization as authorization above.
[[nodiscard]] QByteArray serializeConnect(const QByteArray &target, QByteArrayView proxyAuthorization = {});

/// A sized response; reason phrase by status. Content-Length and, when not to be kept, "Connection: close" are added.
[[nodiscard]] QByteArray serializeResponse(int status, const HttpHeaders &headers, const QByteArray &body,
                                           bool keepAlive = true);
/// The same with a chunked body of pieces of at most chunkSize bytes.
[[nodiscard]] QByteArray serializeChunkedResponse(int status, const HttpHeaders &headers, const QByteArray &body,
                                                  qsizetype chunkSize, bool keepAlive = true);

} // namespace rejoin::transport
