#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace rejoin::test {

/// A proxy on 127.0.0.1 that a test writes: each piece of what comes goes to a function, which says what to answer and
/// whether to go on to a port. From there on it only passes bytes.
class RelayProxy
{
public:
    struct Turn
    {
        QByteArray bytes;   ///< all that came on the connection and was not answered yet
        int connection = 0; ///< 1 for the first one
        int turn = 0;       ///< 1 for the first answer on this connection
        // What to do:
        QByteArray answer; ///< empty and nothing else set: waits for more
        bool close = false;
        quint16 relayTo = 0;
    };
    using Handler = std::function<void(Turn &)>;

    explicit RelayProxy(Handler handler) : m_handler(std::move(handler))
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port to listen on");
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] int connections() const { return m_connections; }
    /// What came before anything was passed on.
    [[nodiscard]] const QByteArray &received() const { return m_received; }

private:
    void accept()
    {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            auto state = std::make_shared<Turn>();
            state->connection = ++m_connections;
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, state] { read(socket, *state); });
        }
    }

    void read(QTcpSocket *socket, Turn &state)
    {
        if (auto *far = socket->findChild<QTcpSocket *>()) {
            far->write(socket->readAll());
            return;
        }
        const QByteArray bytes = socket->readAll();
        m_received += bytes;
        state.bytes += bytes;
        state.answer.clear();
        state.turn += 1;
        m_handler(state);
        if (state.answer.isEmpty() && !state.close && state.relayTo == 0) {
            state.turn -= 1;
            return;
        }
        state.bytes.clear();
        if (state.relayTo != 0) {
            auto *far = new QTcpSocket(socket);
            QObject::connect(far, &QTcpSocket::readyRead, socket, [far, socket] { socket->write(far->readAll()); });
            QObject::connect(far, &QTcpSocket::disconnected, socket, [socket] { socket->disconnectFromHost(); });
            far->connectToHost(QHostAddress(QHostAddress::LocalHost), state.relayTo);
        }
        socket->write(state.answer);
        if (state.close)
            socket->disconnectFromHost();
    }

    Handler m_handler;
    QTcpServer m_server;
    int m_connections = 0;
    QByteArray m_received;
};

} // namespace rejoin::test
