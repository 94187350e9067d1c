#include "tests/support/recorder.h"

#include <QNetworkProxy>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>

namespace rejoin::test {

Recorder::Recorder(const Options &options) : m_options(options), m_server(nullptr)
{
    if (options.tlsToClient) {
        auto *server = new QSslServer(this);
        server->setSslConfiguration(*options.tlsToClient);
        m_server = server;
    } else {
        m_server = new QTcpServer(this);
    }
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, &Recorder::accept);
    m_server->listen(QHostAddress::LocalHost);
}

quint16 Recorder::port() const
{
    return m_server->serverPort();
}

void Recorder::clear()
{
    m_toServer.clear();
    m_toClient.clear();
    m_connections = 0;
}

void Recorder::accept()
{
    while (QTcpSocket *client = m_server->nextPendingConnection()) {
        ++m_connections;
        auto *server = new QSslSocket(client);
        server->setProxy(QNetworkProxy::NoProxy);
        server->setPeerVerifyMode(QSslSocket::VerifyNone);
        const auto forward = [this, client, server] {
            if (server->state() != QAbstractSocket::ConnectedState || (m_options.tlsToServer && !server->isEncrypted()))
                return;
            const QByteArray bytes = client->readAll();
            m_toServer += bytes;
            server->write(changeToServer ? changeToServer(bytes) : bytes);
        };
        connect(client, &QTcpSocket::readyRead, server, forward);
        connect(server, m_options.tlsToServer ? &QSslSocket::encrypted : &QSslSocket::connected, server, forward);
        connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
            const QByteArray bytes = server->readAll();
            m_toClient += bytes;
            client->write(changeToClient ? changeToClient(bytes) : bytes);
        });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(server, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
        connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        if (m_options.tlsToServer)
            server->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_options.serverPort);
        else
            server->connectToHost(QStringLiteral("127.0.0.1"), m_options.serverPort);
    }
}

bool revealsSecret(const QByteArray &bytes, const QString &secret)
{
    const QByteArray plain = secret.toUtf8();
    const QByteArray wide(reinterpret_cast<const char *>(secret.utf16()), secret.size() * 2);
    for (const QByteArray &form : {plain, wide}) {
        if (bytes.contains(form))
            return true;
        for (int before = 0; before < 3; ++before) {
            // Whole groups only: the characters at the ends depend on what stands beside the secret.
            const QByteArray padded = QByteArray(before, 'x') + form;
            const QByteArray encoded = padded.left(padded.size() / 3 * 3).toBase64().mid(before == 0 ? 0 : 4);
            if (!encoded.isEmpty() && bytes.contains(encoded))
                return true;
        }
    }
    return false;
}

} // namespace rejoin::test
