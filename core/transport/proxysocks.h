#pragma once

#include "core/transport/transport.h"

#include <QByteArray>
#include <QByteArrayView>

namespace rejoin::transport {

/// The client's side of SOCKS5 (RFC 1928), with user name and password (RFC 1929), without sockets: bytes in, bytes
/// out. A name goes to the proxy as a name, which resolves it at its end.
class Socks5Handshake
{
public:
    /// Throws Error (InvalidArgument) for what does not fit: a name, user name or password above 255 bytes.
    Socks5Handshake(Proxy proxy, ConnectTo::Target target);
    ~Socks5Handshake();
    Q_DISABLE_COPY_MOVE(Socks5Handshake)

    /// What is to be sent next; empties it. May hold the password: wipe it.
    [[nodiscard]] QByteArray takeOutput();
    /// How many bytes are read next, and not one more: what follows the handshake is the computer's. 0 when done.
    [[nodiscard]] qsizetype wanted() const;
    /// At most wanted() bytes. Throws Error: LoginRefused, CredentialMissing, ConnectFailed (the proxy's reply),
    /// Protocol.
    void feed(QByteArrayView bytes);
    [[nodiscard]] bool isDone() const { return m_state == State::Done; }
    /// Let in, and asked for the target; no word about that yet.
    [[nodiscard]] bool hasAsked() const { return m_state == State::Reply && m_input.isEmpty(); }

private:
    enum class State : quint8 { Method, Login, Reply, ReplyAddress, Done };
    void takeMethod();
    void takeLogin();
    void takeReply();
    void checkAddressType() const;
    void sendLogin();
    void sendRequest();
    [[nodiscard]] bool hasPassword() const;

    Proxy m_proxy;
    ConnectTo::Target m_target;
    State m_state = State::Method;
    QByteArray m_input;
    QByteArray m_output;
};

} // namespace rejoin::transport
