#pragma once

#include "core/transport/auth/logingate.h"
#include "core/transport/httpconnection.h"
#include "core/transport/transport.h"

#include <QMap>

#include <set>

namespace rejoin::transport {

/// Keeps idle connections and makes as many as there are posts at a time.
class HttpTransport final : public Transport, public std::enable_shared_from_this<HttpTransport>
{
public:
    explicit HttpTransport(TransportSettings settings);
    ~HttpTransport() override;
    Q_DISABLE_COPY_MOVE(HttpTransport)

    [[nodiscard]] Task<HttpResponse> post(HttpRequest request, base::CancelToken cancel) override;
    [[nodiscard]] Endpoint endpoint() const override { return m_settings.endpoint; }
    [[nodiscard]] ConnectionFacts facts() const override { return m_facts; }
    void close() override;
    void dropIdle() override { m_idle.clear(); }

private:
    using Connection = std::shared_ptr<HttpConnection>;
    /// Marks a connection as in use for as long as it lives, so that close() finds it.
    class Use;
    class Wire;
    [[nodiscard]] Task<Connection> connection(base::CancelToken cancel);
    /// A new one, logged in.
    [[nodiscard]] Task<Connection> connect(base::CancelToken cancel);
    /// TransportSettings::loginGate; null without one.
    [[nodiscard]] Task<std::shared_ptr<LoginGate::Attempt>> admitted(base::CancelToken cancel);
    [[nodiscard]] Connection makeConnection(const std::shared_ptr<Authenticator> &authenticator) const;
    /// One post over one connection, whatever the status.
    [[nodiscard]] Task<HttpResponse> send(Connection connection, HttpRequest request, base::CancelToken cancel);
    [[nodiscard]] HttpResponse opened(MessageSealer &sealer, HttpResponse response) const;
    [[nodiscard]] QByteArray head(const HttpRequest &request, const base::SecretString &authorization) const;
    void keepCookies(const HttpResponse &response);

    TransportSettings m_settings;
    std::shared_ptr<QThreadPool> m_pool;
    std::shared_ptr<TlsTickets> m_tickets;
    QList<Connection> m_idle;
    std::set<Connection> m_used;
    QMap<QByteArray, QByteArray> m_cookies; ///< by name
    ConnectionFacts m_facts;
    bool m_answered = false;
};

} // namespace rejoin::transport
