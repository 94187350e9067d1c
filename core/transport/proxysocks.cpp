#include "core/transport/proxysocks.h"

#include "core/base/error.h"
#include "core/transport/proxyerrors.h"

#include <QHostAddress>
#include <QtEndian>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr char socksVersion = 5;
constexpr char loginVersion = 1; // RFC 1929 2
constexpr qsizetype maximumField = 255;

enum Method : quint8 { noLogin = 0, userPassword = 2, noneAcceptable = 0xff };
enum AddressType : quint8 { ipv4 = 1, domainName = 3, ipv6 = 4 };

[[noreturn]] void throwTooLong(const Proxy &proxy)
{
    throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidProxy"),
                Text(QT_TRANSLATE_NOOP("core", "The proxy %1 takes no name, user name or password of more than 255 "
                                               "bytes, and no empty one."),
                     {proxyName(proxy)}),
                Text(QT_TRANSLATE_NOOP("core", "Check the computer's name and the login for the proxy.")));
}

void appendField(QByteArray *out, QByteArrayView field, const Proxy &proxy)
{
    if (field.isEmpty() || field.size() > maximumField)
        throwTooLong(proxy);
    out->append(static_cast<char>(field.size())).append(field.data(), field.size());
}

/// RFC 1928 4: type and address.
QByteArray addressField(const QString &host, const Proxy &proxy)
{
    QByteArray out;
    const QHostAddress address(host);
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        out.append(static_cast<char>(ipv4));
        const quint32 value = qToBigEndian(address.toIPv4Address());
        return out.append(reinterpret_cast<const char *>(&value), sizeof value);
    }
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        out.append(static_cast<char>(ipv6));
        const Q_IPV6ADDR value = address.toIPv6Address();
        return out.append(reinterpret_cast<const char *>(value.c), sizeof value.c);
    }
    QByteArray name = QUrl::toAce(host);
    if (name.isEmpty()) // an underscore, which Windows' names may have
        name = host.toUtf8();
    out.append(static_cast<char>(domainName));
    appendField(&out, name, proxy);
    return out;
}

} // namespace

Socks5Handshake::Socks5Handshake(Proxy proxy, ConnectTo::Target target)
    : m_proxy(std::move(proxy)), m_target(std::move(target))
{
    (void)addressField(m_target.host, m_proxy); // throws before anything is sent
    if (hasPassword() && (m_proxy.credential.userName.toUtf8().size() > maximumField ||
                          m_proxy.credential.password.utf8().size() > maximumField))
        throwTooLong(m_proxy);
    m_output.append(socksVersion);
    if (hasPassword())
        m_output.append(char(2)).append(static_cast<char>(noLogin)).append(static_cast<char>(userPassword));
    else
        m_output.append(char(1)).append(static_cast<char>(noLogin));
}

Socks5Handshake::~Socks5Handshake()
{
    base::wipe(m_output.data(), static_cast<std::size_t>(m_output.size()));
}

bool Socks5Handshake::hasPassword() const
{
    return m_proxy.credential.kind == base::Credential::Kind::Password && !m_proxy.credential.userName.isEmpty() &&
           !m_proxy.credential.password.isEmpty();
}

QByteArray Socks5Handshake::takeOutput()
{
    return std::exchange(m_output, {});
}

qsizetype Socks5Handshake::wanted() const
{
    switch (m_state) {
    case State::Method:
    case State::Login:
        return 2 - m_input.size();
    case State::Reply: // some end here when they refuse
        return 2 - m_input.size();
    case State::ReplyAddress: {
        if (m_input.size() < 5) // as far as the first byte of the address
            return 5 - m_input.size();
        const auto type = static_cast<quint8>(m_input.at(3));
        const qsizetype address = type == ipv4   ? 4
                                  : type == ipv6 ? 16
                                                 : 1 + static_cast<qsizetype>(static_cast<quint8>(m_input.at(4)));
        return 4 + address + 2 - m_input.size();
    }
    case State::Done:
        break;
    }
    return 0;
}

void Socks5Handshake::feed(QByteArrayView bytes)
{
    m_input.append(bytes.data(), bytes.size());
    if (m_state == State::ReplyAddress && m_input.size() == 5)
        checkAddressType();
    if (wanted() > 0)
        return;
    switch (m_state) {
    case State::Method:
        takeMethod();
        break;
    case State::Login:
        takeLogin();
        break;
    case State::Reply:
        takeReply();
        break;
    case State::ReplyAddress: // what it calls itself there; nothing uses it
        m_state = State::Done;
        break;
    case State::Done:
        break;
    }
}

void Socks5Handshake::takeMethod()
{
    if (m_input.at(0) != socksVersion)
        throw errors::proxyNotUnderstood(m_proxy, QStringLiteral("not SOCKS version 5"));
    const auto method = static_cast<quint8>(m_input.at(1));
    m_input.clear();
    if (method == noLogin)
        return sendRequest();
    if (method == userPassword && hasPassword())
        return sendLogin();
    if (method != noneAcceptable)
        throw errors::proxyNotUnderstood(m_proxy, QStringLiteral("it chose a login that was not offered to it"));
    if (hasPassword()) // RFC 1928 3: it takes neither no login nor this one, and does not say what it takes
        throw errors::proxyRefusedLogin(m_proxy, QStringLiteral("user name and password"), {}, method);
    throw errors::proxyWantsCredential(m_proxy, {}, method);
}

void Socks5Handshake::sendLogin()
{
    const base::Credential &credential = m_proxy.credential;
    m_output.reserve(3 + 2 * maximumField); // in one buffer, which is wiped
    m_output.append(loginVersion);
    appendField(&m_output, credential.userName.toUtf8(), m_proxy);
    appendField(&m_output, credential.password.utf8(), m_proxy);
    m_state = State::Login;
}

void Socks5Handshake::takeLogin()
{
    const auto status = static_cast<quint8>(m_input.at(1));
    m_input.clear();
    if (status != 0) // RFC 1929 2
        throw errors::proxyRefusedLogin(m_proxy, QStringLiteral("user name and password"), {}, status);
    sendRequest();
}

void Socks5Handshake::sendRequest()
{
    constexpr char connect = 1;
    m_output.append(socksVersion).append(connect).append('\0');
    m_output.append(addressField(m_target.host, m_proxy));
    m_output.append(static_cast<char>(m_target.port >> 8)).append(static_cast<char>(m_target.port & 0xff));
    m_state = State::Reply;
}

void Socks5Handshake::takeReply()
{
    if (m_input.at(0) != socksVersion)
        throw errors::proxyNotUnderstood(m_proxy, QStringLiteral("not SOCKS version 5"));
    if (const auto reply = static_cast<quint8>(m_input.at(1)); reply != 0)
        throw errors::socksRefusedTarget(m_proxy, targetName(m_target), reply);
    m_state = State::ReplyAddress;
}

void Socks5Handshake::checkAddressType() const
{
    const auto type = static_cast<quint8>(m_input.at(3));
    if (type != ipv4 && type != ipv6 && type != domainName)
        throw errors::proxyNotUnderstood(m_proxy, QStringLiteral("an address of an unknown type"));
}

} // namespace rejoin::transport
