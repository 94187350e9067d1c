#include "core/transport/httpcodec.h"

#include "core/base/error.h"

// The slow include; nothing else of ours includes Beast.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <limits>

namespace rejoin::transport {

namespace {

namespace http = boost::beast::http;
using base::Error;
using base::ErrorCategory;
using base::Text;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr int maximumInterimResponses = 16;
constexpr qsizetype keptFirstBytes = 16;
constexpr QByteArrayView responseStart("HTTP/");

QByteArray bytesOf(string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Beast's parser with its events collected as values of ours.
template <bool isRequest>
class Collector final : public http::basic_parser<isRequest>
{
public:
    Collector(qint64 maximumHeaderBytes, qint64 maximumBodyBytes)
    {
        this->eager(true);
        this->header_limit(static_cast<std::uint32_t>(
            std::clamp<qint64>(maximumHeaderBytes, 1, std::numeric_limits<std::uint32_t>::max() / 2)));
        this->body_limit(static_cast<std::uint64_t>(std::max<qint64>(maximumBodyBytes, 0)));
    }

    int status = 0;
    QByteArray method;
    QByteArray target;
    HttpHeaders headers;
    QByteArray body;

private:
    void on_request_impl(http::verb, string_view methodText, string_view targetText, int, error_code &) override
    {
        method = bytesOf(methodText);
        target = bytesOf(targetText);
    }
    void on_response_impl(int code, string_view, int, error_code &) override { status = code; }
    void on_field_impl(http::field, string_view name, string_view value, error_code &) override
    {
        // Trailers of a chunked body come here too; they never override what the header said.
        headers.emplaceBack(bytesOf(name), bytesOf(value));
    }
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, error_code &) override
    {
        if (length) // Never more than the limit; a lie costs at most a megabyte.
            body.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(*length, 1 << 20)));
    }
    std::size_t on_body_impl(string_view part, error_code &) override
    {
        body.append(part.data(), static_cast<qsizetype>(part.size()));
        return part.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view part, error_code &) override
    {
        body.append(part.data(), static_cast<qsizetype>(part.size()));
        return part.size();
    }
    void on_finish_impl(error_code &) override {}
};

[[noreturn]] void throwBroken(bool isRequest, const QString &why)
{
    Error error = isRequest
                      ? Error(ErrorCategory::Protocol, QStringLiteral("ImproperRequest"),
                              Text(QT_TRANSLATE_NOOP("core", "The request is not valid HTTP: %1"), {why}))
                      : Error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                              Text(QT_TRANSLATE_NOOP("core", "The answer is not valid HTTP: %1"), {why}),
                              Text(QT_TRANSLATE_NOOP("core", "Check that the computer name and the port belong to a "
                                                             "WinRM service and that no proxy stands between.")));
    error.detail = why;
    throw error;
}

QString sizeText(qint64 bytes)
{
    constexpr qint64 kib = 1 << 10;
    constexpr qint64 mib = 1 << 20;
    if (bytes >= mib)
        return QStringLiteral("%1 MiB").arg(QString::number(static_cast<double>(bytes) / mib, 'g', 4));
    if (bytes >= kib)
        return QStringLiteral("%1 KiB").arg(QString::number(static_cast<double>(bytes) / kib, 'g', 4));
    return QStringLiteral("%1 B").arg(bytes);
}

[[noreturn]] void throwTooLarge(bool isRequest, bool header, qint64 limit)
{
    const QString size = sizeText(limit);
    if (isRequest)
        throw Error(ErrorCategory::LimitExceeded, QStringLiteral("RequestTooLarge"),
                    header ? Text(QT_TRANSLATE_NOOP("core", "The header of the request is larger than %1."), {size})
                           : Text(QT_TRANSLATE_NOOP("core", "The body of the request is larger than %1."), {size}));
    throw Error(ErrorCategory::LimitExceeded, QStringLiteral("ResponseTooLarge"),
                header ? Text(QT_TRANSLATE_NOOP("core", "The header of the answer is larger than %1."), {size})
                       : Text(QT_TRANSLATE_NOOP("core", "The answer is larger than %1."), {size}),
                Text(QT_TRANSLATE_NOOP("core", "No WinRM service sends that much at once. Check that the computer "
                                               "name and the port are right.")));
}

/// One message at a time out of a stream of bytes.
template <bool isRequest>
struct MessageReader
{
    MessageReader(qint64 header, qint64 body) : headerLimit(header), bodyLimit(body) { restart(); }

    void restart()
    {
        parser = std::make_unique<Collector<isRequest>>(headerLimit, bodyLimit);
        parser->eager(!answersConnect);
    }

    /// The whole message was read. RFC 9110 9.3.6: what accepts a CONNECT has no body, whatever its header says.
    [[nodiscard]] bool finished() const
    {
        return parser->is_done() || (answersConnect && parser->is_header_done() && parser->status / 100 == 2);
    }

    void feed(QByteArrayView bytes)
    {
        if (bytes.isEmpty())
            return;
        started = true;
        if (first.size() < keptFirstBytes)
            first.append(bytes.first(std::min(bytes.size(), keptFirstBytes - first.size())));
        // Beast waits for the end of a header; what speaks another protocol may never send one.
        if (!isRequest &&
            first.left(responseStart.size()) != responseStart.first(std::min(first.size(), responseStart.size())))
            throwBroken(isRequest, QStringLiteral("it does not begin as HTTP"));
        if (pending.isEmpty()) {
            const qsizetype used = consume(bytes);
            pending = bytes.sliced(used).toByteArray();
        } else {
            pending.append(bytes);
            pending.remove(0, consume(pending));
        }
        // An unfinished header, chunk line or trailer waits here for its rest.
        if (!finished() && pending.size() > headerLimit)
            throwTooLarge(isRequest, true, headerLimit);
    }

    /// Bytes that the parser took.
    qsizetype consume(QByteArrayView bytes)
    {
        qsizetype used = 0;
        while (used < bytes.size() && !finished()) {
            error_code ec;
            const auto rest = bytes.sliced(used);
            const std::size_t taken =
                parser->put(boost::asio::const_buffer(rest.data(), static_cast<std::size_t>(rest.size())), ec);
            used += static_cast<qsizetype>(taken);
            if (ec == http::error::need_more)
                break;
            check(ec);
            if (answersConnect && parser->is_header_done())
                parser->eager(true);
            if (parser->is_done() && skipInterim())
                continue;
            if (taken == 0)
                break;
        }
        return used;
    }

    bool skipInterim()
    {
        if constexpr (isRequest) {
            return false;
        } else {
            if (parser->status < 100 || parser->status > 199 || parser->status == 101)
                return false;
            if (++interim > maximumInterimResponses)
                throwBroken(isRequest, QStringLiteral("too many interim responses"));
            restart();
            return true;
        }
    }

    void check(const error_code &ec) const
    {
        if (!ec)
            return;
        if (ec == http::error::header_limit)
            throwTooLarge(isRequest, true, headerLimit);
        if (ec == http::error::body_limit)
            throwTooLarge(isRequest, false, bodyLimit);
        throwBroken(isRequest, QString::fromStdString(ec.message()));
    }

    void end()
    {
        if (finished())
            return;
        error_code ec;
        if (parser->got_some() && pending.isEmpty())
            parser->put_eof(ec);
        else
            ec = http::error::partial_message;
        check(ec);
    }

    qint64 headerLimit;
    qint64 bodyLimit;
    std::unique_ptr<Collector<isRequest>> parser;
    QByteArray pending;
    QByteArray first;
    int interim = 0;
    bool started = false;
    bool answersConnect = false;
};

bool isChunked(const HttpHeaders &headers)
{
    return headerValue(headers, "Transfer-Encoding").toLower().contains("chunked");
}

/// No line break, no NUL: a value must not become another header (RFC 9110 5.5).
void checkLine(QByteArrayView value)
{
    for (const char c : value)
        if (c == '\r' || c == '\n' || c == '\0')
            throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidHttpHeader"),
                        Text(QT_TRANSLATE_NOOP("core", "A value for an HTTP header contains a line break.")));
}

QByteArray responseHead(int status, const HttpHeaders &headers, bool keepAlive)
{
    const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + ' ' + bytesOf(reason) + "\r\n";
    for (const auto &[name, value] : headers) {
        checkLine(name);
        checkLine(value);
        out += name + ": " + value + "\r\n";
    }
    if (!keepAlive && !hasHeader(headers, "Connection"))
        out += "Connection: close\r\n";
    return out;
}

} // namespace

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

bool hasHeader(const HttpHeaders &headers, QByteArrayView name)
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

struct ResponseParser::Private : MessageReader<false>
{
    using MessageReader::MessageReader;
};

ResponseParser::ResponseParser(qint64 maximumHeaderBytes, qint64 maximumBodyBytes)
    : d(std::make_unique<Private>(maximumHeaderBytes, maximumBodyBytes))
{
}
ResponseParser::~ResponseParser() = default;
ResponseParser::ResponseParser(ResponseParser &&) noexcept = default;
ResponseParser &ResponseParser::operator=(ResponseParser &&) noexcept = default;

void ResponseParser::setAnswersConnect()
{
    d->answersConnect = true;
    d->restart();
}

void ResponseParser::feed(QByteArrayView bytes)
{
    d->feed(bytes);
}

void ResponseParser::end()
{
    d->end();
}

bool ResponseParser::hasStarted() const
{
    return d->started;
}

bool ResponseParser::isDone() const
{
    return d->finished();
}

bool ResponseParser::keepAlive() const
{
    return isDone() && d->pending.isEmpty() && d->parser->keep_alive();
}

qint64 ResponseParser::trailingBytes() const
{
    return isDone() ? d->pending.size() : 0;
}

QByteArray ResponseParser::firstBytes() const
{
    return d->first;
}

HttpResponse ResponseParser::take()
{
    Q_ASSERT(isDone());
    HttpResponse response;
    response.status = d->parser->status;
    response.headers = std::move(d->parser->headers);
    response.body = std::move(d->parser->body);
    response.contentType = response.header("Content-Type");
    return response;
}

struct RequestParser::Private : MessageReader<true>
{
    using MessageReader::MessageReader;
};

RequestParser::RequestParser(qint64 maximumHeaderBytes, qint64 maximumBodyBytes)
    : d(std::make_unique<Private>(maximumHeaderBytes, maximumBodyBytes))
{
}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser &&) noexcept = default;
RequestParser &RequestParser::operator=(RequestParser &&) noexcept = default;

void RequestParser::feed(QByteArrayView bytes)
{
    // A client that sends more before its answer came waits in the socket's buffer, bounded here.
    if (isDone() && d->pending.size() + bytes.size() > d->headerLimit + d->bodyLimit)
        throwTooLarge(true, false, d->bodyLimit);
    d->feed(bytes);
}

void RequestParser::end()
{
    if (hasStarted())
        d->end();
}

bool RequestParser::hasStarted() const
{
    return !isDone() && (d->parser->got_some() || !d->pending.isEmpty());
}

bool RequestParser::isDone() const
{
    return d->parser->is_done();
}

bool RequestParser::expectsContinue() const
{
    return !isDone() && d->parser->is_header_done() && d->parser->body.isEmpty() &&
           headerValue(d->parser->headers, "Expect").compare("100-continue", Qt::CaseInsensitive) == 0;
}

HttpServerRequest RequestParser::take()
{
    Q_ASSERT(isDone());
    HttpServerRequest request;
    request.method = d->parser->method;
    request.target = d->parser->target;
    request.keepAlive = d->parser->keep_alive();
    request.chunked = isChunked(d->parser->headers);
    request.headers = std::move(d->parser->headers);
    request.body = std::move(d->parser->body);
    d->restart();
    const QByteArray next = std::exchange(d->pending, {});
    d->feed(next);
    return request;
}

QByteArray serializeRequestHead(const QByteArray &target, const HttpHeaders &headers, qint64 contentLength,
                                QByteArrayView authorization)
{
    checkLine(target);
    checkLine(authorization);
    qsizetype size = target.size() + authorization.size() + 128;
    for (const auto &[name, value] : headers) {
        checkLine(name);
        checkLine(value);
        size += name.size() + value.size() + 4;
    }
    // Reserved in whole: growing would leave copies of the secret behind.
    QByteArray out;
    out.reserve(size);
    out.append("POST ").append(target).append(" HTTP/1.1\r\n");
    for (const auto &[name, value] : headers)
        out.append(name).append(": ").append(value).append("\r\n");
    out.append("Content-Length: ").append(QByteArray::number(contentLength)).append("\r\n");
    if (!authorization.isEmpty())
        out.append("Authorization: ").append(authorization).append("\r\n");
    out.append("\r\n");
    return out;
}

QByteArray serializeConnect(const QByteArray &target, QByteArrayView proxyAuthorization)
{
    checkLine(target);
    checkLine(proxyAuthorization);
    QByteArray out;
    out.reserve(2 * target.size() + proxyAuthorization.size() + 128);
    out.append("CONNECT ").append(target).append(" HTTP/1.1\r\nHost: ").append(target);
    out.append("\r\nUser-Agent: Rejoin\r\nProxy-Connection: Keep-Alive\r\n");
    if (!proxyAuthorization.isEmpty())
        out.append("Proxy-Authorization: ").append(proxyAuthorization).append("\r\n");
    out.append("\r\n");
    return out;
}

QByteArray serializeResponse(int status, const HttpHeaders &headers, const QByteArray &body, bool keepAlive)
{
    QByteArray out = responseHead(status, headers, keepAlive);
    out += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
    out += body;
    return out;
}

QByteArray serializeChunkedResponse(int status, const HttpHeaders &headers, const QByteArray &body, qsizetype chunkSize,
                                    bool keepAlive)
{
    QByteArray out = responseHead(status, headers, keepAlive);
    out += "Transfer-Encoding: chunked\r\n\r\n";
    const qsizetype step = std::max<qsizetype>(chunkSize, 1);
    for (qsizetype at = 0; at < body.size(); at += step) {
        const qsizetype length = std::min(step, body.size() - at);
        out += QByteArray::number(length, 16) + "\r\n" + body.mid(at, length) + "\r\n";
    }
    out += "0\r\n\r\n";
    return out;
}

} // namespace rejoin::transport
