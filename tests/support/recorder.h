#pragma once

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace rejoin::test {

/// Stands between a client and a server on 127.0.0.1, passes everything on, records it, and changes what it is told to.
/// Either side may be TLS, ended here.
class Recorder : public QObject
{
public:
    struct Options
    {
        Options() = default;
        quint16 serverPort = 0;
        bool tlsToServer = false;
        std::optional<QSslConfiguration> tlsToClient; ///< with certificate and key
    };
    explicit Recorder(const Options &options);

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] const QByteArray &toServer() const { return m_toServer; }
    [[nodiscard]] const QByteArray &toClient() const { return m_toClient; }
    /// Everything, both ways; a TLS that is ended here is seen from inside.
    [[nodiscard]] QByteArray all() const { return m_toServer + m_toClient; }
    void clear();

    /// What passes instead of these bytes; recorded is what came.
    std::function<QByteArray(QByteArray)> changeToServer;
    std::function<QByteArray(QByteArray)> changeToClient;

private:
    void accept();

    Options m_options;
    QTcpServer *m_server;
    QByteArray m_toServer;
    QByteArray m_toClient;
    int m_connections = 0;
};

/// Whether the secret is in these bytes as it is, as UTF-16LE or in base64, at any of its three alignments.
[[nodiscard]] bool revealsSecret(const QByteArray &bytes, const QString &secret);

} // namespace rejoin::test
