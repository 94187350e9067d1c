#include "core/lab/labconnection.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/lab/auth/gate.h"

#include <QSslSocket>
#include <QTcpSocket>

namespace rejoin::lab {

namespace {

constexpr qint64 maximumHeaderBytes = 64 << 10;

quint64 nextConnectionId()
{
    static quint64 last = 0;
    return ++last;
}

QByteArray chunk(const QByteArray &body)
{
    return QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
}

} // namespace

LabConnection::LabConnection(QTcpSocket *socket, std::shared_ptr<LabHttpHandler> handler, bool tls, qint64 maximumBody,
                             quint64 number, QObject *parent)
    : QObject(parent),
      m_socket(socket),
      m_handler(std::move(handler)),
      m_parser(maximumHeaderBytes, maximumBody),
      m_login(std::make_shared<LabConnectionLogin>()),
      m_number(number),
      m_tls(tls),
      m_id(nextConnectionId())
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &LabConnection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &LabConnection::ended);
    // The first bytes may have come with the handshake; it may even be over.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_socket->state() == QAbstractSocket::UnconnectedState)
                ended();
            else
                readMore();
        },
        Qt::QueuedConnection);
}

LabConnection::~LabConnection()
{
    m_socket->disconnect(this);
    m_cancel.cancel();
}

void LabConnection::abort()
{
    m_socket->abort();
    ended();
}

void LabConnection::ended()
{
    if (m_ended)
        return;
    m_ended = true;
    m_cancel.cancel();
    deleteLater();
}

void LabConnection::readMore()
{
    // While a request is being answered the next one stays in the socket.
    if (m_busy || m_ended)
        return;
    try {
        if (!m_parser.isDone() && m_socket->bytesAvailable() > 0)
            m_parser.feed(m_socket->readAll());
        if (!m_parser.isDone() && m_parser.expectsContinue() && !m_continued) {
            m_continued = true;
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        if (m_parser.isDone())
            next();
    } catch (const base::Error &error) {
        refuse(error.category == base::ErrorCategory::LimitExceeded ? 413 : 400);
    }
}

void LabConnection::next()
{
    LabHttpRequest request;
    request.http = m_parser.take();
    request.peerAddress = m_socket->peerAddress().toString();
    request.tls = m_tls;
    request.connection = m_number;
    request.login = m_login;
    if (const auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        request.clientCertificates = tls->peerCertificateChain();
        request.serverCertificate = tls->localCertificate();
    }
    request.connectionId = m_id;
    request.sendEarly = [connection = QPointer<LabConnection>(this), number = ++m_requests](const LabHttpReply &part) {
        if (connection && !connection->m_ended)
            connection->writeEarly(number, part);
    };
    m_busy = true;
    m_continued = false;
    m_chunking = false;
    base::spawn(serve(QPointer<LabConnection>(this), m_handler, std::move(request), m_cancel.token()));
}

void LabConnection::refuse(int status)
{
    LabHttpReply reply;
    reply.status = status;
    reply.close = true;
    write(reply, false);
}

Task<> LabConnection::serve(QPointer<LabConnection> connection, std::shared_ptr<LabHttpHandler> handler,
                            LabHttpRequest request, base::CancelToken cancel)
{
    const bool keepAlive = request.http.keepAlive;
    LabHttpReply reply;
    try {
        auto answering = handler->handle(std::move(request), cancel);
        reply = co_await answering;
    } catch (const base::Error &error) {
        if (error.category != base::ErrorCategory::Cancelled)
            qCWarning(lcLab) << "a request failed:" << error.english();
        reply.status = 500;
    }
    if (connection && !connection->m_ended)
        connection->write(reply, keepAlive);
}

QByteArray LabConnection::serialized(const LabHttpReply &reply, bool keep)
{
    if (!m_chunking)
        return transport::serializeResponse(reply.status, reply.headers, reply.body, keep);
    // The head with its status is out already.
    return chunk(reply.body) + "0\r\n\r\n";
}

void LabConnection::writeEarly(quint64 request, const LabHttpReply &reply)
{
    if (!m_busy || request != m_requests || reply.body.isEmpty())
        return; // answered already
    if (!std::exchange(m_chunking, true)) {
        const QByteArray whole = transport::serializeChunkedResponse(reply.status, reply.headers, {}, 1, true);
        m_socket->write(whole.chopped(qsizetype(qstrlen("0\r\n\r\n"))));
    }
    m_socket->write(chunk(reply.body));
    m_socket->flush();
}

void LabConnection::write(const LabHttpReply &reply, bool keepAlive)
{
    if (reply.hang)
        return;
    if (reply.drop) {
        m_socket->disconnectFromHost();
        return;
    }
    const bool keep = keepAlive && !reply.close && reply.cutAt < 0 && reply.truncate == 0;
    // Whoever cuts promises to go on: the head is that of the whole answer.
    auto bytes = serialized(reply, keep || reply.cutAt >= 0 || reply.truncate > 0);
    if (reply.cutAt >= 0)
        bytes.truncate(reply.cutAt);
    else if (reply.truncate > 0)
        bytes.chop(qMin<qsizetype>(reply.truncate, reply.body.size()));
    m_socket->write(bytes);
    if (!keep) {
        m_socket->disconnectFromHost();
        return;
    }
    m_busy = false;
    // A pipelined request may wait already.
    QMetaObject::invokeMethod(this, &LabConnection::readMore, Qt::QueuedConnection);
}

} // namespace rejoin::lab
