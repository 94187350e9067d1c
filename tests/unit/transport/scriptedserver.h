#pragma once

#include "core/transport/httpcodec.h"
#include "core/transport/selfsigned.h"

#include <QHostAddress>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace rejoin::test {

/// A server on 127.0.0.1 that hands each request to a function, plain or with TLS. What the function returns is
/// written as it is; an empty answer keeps silent.
class ScriptedServer
{
public:
    struct Exchange
    {
        transport::HttpServerRequest request;
        int connection = 0; ///< 1 for the first one that was accepted
        QPointer<QTcpSocket> socket;
    };
    using Handler = std::function<QByteArray(const Exchange &)>;

    explicit ScriptedServer(Handler handler) : m_handler(std::move(handler)), m_server(std::make_unique<QTcpServer>())
    {
        QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] { accept(); });
        listen();
    }

    ScriptedServer(Handler handler, const transport::CertificateAndKey &identity) : m_handler(std::move(handler))
    {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setLocalCertificate(identity.certificate);
        configuration.setPrivateKey(identity.key);
        server->setSslConfiguration(configuration);
        QObject::connect(server.get(), &QTcpServer::pendingConnectionAvailable, server.get(), [this] { accept(); });
        m_server = std::move(server);
        listen();
    }

    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] int closed() const { return m_closed; }
    /// What came on connections, as it came.
    [[nodiscard]] const QByteArray &received() const { return m_received; }

private:
    void listen()
    {
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("no port to listen on");
    }

    void accept()
    {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            const int number = ++m_connections;
            auto parser = std::make_shared<transport::RequestParser>(64 << 10, 16 << 20);
            QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
                ++m_closed;
                socket->deleteLater();
            });
            const auto read = [this, socket, parser, number] {
                const QByteArray bytes = socket->readAll();
                m_received += bytes;
                try {
                    parser->feed(bytes);
                } catch (const base::Error &) {
                    socket->write(transport::serializeResponse(400, {}, "Bad Request", false));
                    socket->disconnectFromHost();
                    return;
                }
                while (parser->isDone()) {
                    ++m_requests;
                    Exchange exchange;
                    exchange.request = parser->take();
                    exchange.connection = number;
                    exchange.socket = socket;
                    const QByteArray answer = m_handler(exchange);
                    if (!answer.isEmpty())
                        socket->write(answer);
                }
            };
            QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
            if (socket->bytesAvailable() > 0)
                read();
        }
    }

    Handler m_handler;
    std::unique_ptr<QTcpServer> m_server;
    int m_connections = 0;
    int m_requests = 0;
    int m_closed = 0;
    QByteArray m_received;
};

inline const QByteArray &envelope()
{
    static const QByteArray text =
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/></s:Envelope>";
    return text;
}

inline QByteArray soapAnswer(int status = 200)
{
    return transport::serializeResponse(
        status, {{QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/soap+xml;charset=UTF-8")}},
        envelope());
}

inline transport::TransportSettings settingsFor(const QString &host, quint16 port, bool ssl)
{
    transport::TransportSettings settings;
    settings.endpoint = transport::Endpoint::fromComputerName(host, port, ssl, {});
    settings.login.mechanism = transport::Mechanism::Basic;
    settings.login.credential = base::Credential(QStringLiteral("lab"), base::SecretString::fromUtf8("secret"));
    settings.login.allowUnencrypted = true;
    return settings;
}

inline transport::HttpRequest soapRequest()
{
    transport::HttpRequest request;
    request.body = envelope();
    return request;
}

/// What a post throws; Internal "NoError" when it does not.
template <typename Function>
base::Error errorOf(Function function)
{
    try {
        function();
    } catch (const base::Error &error) {
        return error;
    }
    return {base::ErrorCategory::Internal, QStringLiteral("NoError"), base::Text("nothing was thrown")};
}

} // namespace rejoin::test
