#pragma once

#include "core/base/cancel.h"
#include "core/transport/httpcodec.h"

#include <QHostAddress>
#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <functional>

class QTcpServer;
class QTcpSocket;

namespace rejoin::lab {

class LabConnectionLogin;

struct LabHttpRequest
{
    LabHttpRequest() = default;
    transport::HttpServerRequest http;
    QString peerAddress;
    bool tls = false;
    quint64 connection = 0;                    ///< numbers the connections of its port from 1
    QList<QSslCertificate> clientCertificates; ///< the leaf first
    QSslCertificate serverCertificate;         ///< null without TLS
    std::shared_ptr<LabConnectionLogin> login; ///< of the connection; never null
    bool sealed = false;                       ///< the body came sealed and was opened
    quint64 connectionId = 0;                  ///< of all connections of the process, never used again
    /// Sends the head and this body as a chunk of the answer that is still to come (MS-WSMV 3.2.4.2.1).
    std::function<void(const struct LabHttpReply &)> sendEarly;
};

struct LabHttpReply
{
    LabHttpReply() = default;
    int status = 200;
    transport::HttpHeaders headers;
    QByteArray body;
    bool close = false;  ///< after this answer
    bool drop = false;   ///< no answer, the connection ends
    bool hang = false;   ///< no answer, the connection stays
    qint64 cutAt = -1;   ///< sends so many bytes of the answer and ends
    qint64 truncate = 0; ///< ends so many bytes before the end of the body
};

/// Answers requests; more than one at a time, each from its own connection.
class LabHttpHandler
{
public:
    virtual ~LabHttpHandler() = default;
    /// cancel: the connection died. What it throws becomes status 500, or nothing when cancelled.
    [[nodiscard]] virtual Task<LabHttpReply> handle(LabHttpRequest request, base::CancelToken cancel) = 0;
};

/// HTTP/1.1 with keep-alive on one port, TLS or not. One request at a time on each connection.
class LabHttpServer final : public QObject
{
    Q_OBJECT

public:
    /// tls absent: plain HTTP. maximumBody in bytes; a larger one is answered 413.
    LabHttpServer(std::shared_ptr<LabHttpHandler> handler, std::optional<QSslConfiguration> tls, qint64 maximumBody,
                  QObject *parent = nullptr);
    ~LabHttpServer() override;

    /// Throws Error (Local, "AddressInUse") when it cannot. port 0: any free one.
    void listen(const QHostAddress &address, quint16 port);
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] int connectionCount() const;
    /// Ends all connections at once, as a cable pulled out does.
    void abortConnections();
    /// No cable at all: refuses until plugged in again, at the same port.
    void setPlugged(bool plugged);

private:
    void accept();

    std::shared_ptr<LabHttpHandler> m_handler;
    bool m_tls;
    qint64 m_maximumBody;
    quint64 m_accepted = 0;
    QHostAddress m_address;
    quint16 m_port = 0;
    QTcpServer *m_server;
};

} // namespace rejoin::lab
