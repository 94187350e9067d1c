#include "core/lab/labhttpserver.h"

#include "core/base/error.h"
#include "core/lab/labconnection.h"

#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>

namespace rejoin::lab {

LabHttpServer::LabHttpServer(std::shared_ptr<LabHttpHandler> handler, std::optional<QSslConfiguration> tls,
                             qint64 maximumBody, QObject *parent)
    : QObject(parent),
      m_handler(std::move(handler)),
      m_tls(tls.has_value()),
      m_maximumBody(maximumBody),
      m_server(nullptr)
{
    if (tls) {
        auto *server = new QSslServer(this);
        server->setSslConfiguration(*tls);
        m_server = server;
    } else {
        m_server = new QTcpServer(this);
    }
    m_server->setListenBacklogSize(1000);
    m_server->setMaxPendingConnections(1000);
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, &LabHttpServer::accept);
}

LabHttpServer::~LabHttpServer()
{
    m_server->close();
}

void LabHttpServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server->listen(address, port))
        throw base::Error(base::ErrorCategory::Local, QStringLiteral("AddressInUse"),
                          base::Text(QT_TRANSLATE_NOOP("core", "The lab cannot listen on port %1 of %2: %3."),
                                     {QString::number(port), address.toString(), m_server->errorString()}),
                          base::Text(QT_TRANSLATE_NOOP("core", "Choose another port, or 0 for any free one.")));
}

quint16 LabHttpServer::port() const
{
    return m_server->serverPort();
}

int LabHttpServer::connectionCount() const
{
    return static_cast<int>(findChildren<LabConnection *>(QString(), Qt::FindDirectChildrenOnly).size());
}

void LabHttpServer::abortConnections()
{
    const auto connections = findChildren<LabConnection *>(QString(), Qt::FindDirectChildrenOnly);
    for (auto *connection : connections)
        connection->abort();
}

void LabHttpServer::accept()
{
    while (auto *socket = m_server->nextPendingConnection()) {
        if (m_server->isListening()) {
            new LabConnection(socket, m_handler, m_tls, m_maximumBody, ++m_accepted, this);
        } else { // the cable was pulled during its handshake
            socket->abort();
            socket->deleteLater();
        }
    }
}

void LabHttpServer::setPlugged(bool plugged)
{
    if (plugged) {
        if (!m_server->isListening())
            listen(m_address, m_port);
        return;
    }
    m_address = m_server->serverAddress();
    m_port = m_server->serverPort();
    m_server->close();
    abortConnections();
}

} // namespace rejoin::lab
