#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace rejoin::transport {

/// Where a WS-Management service is. A value.
struct Endpoint
{
    bool useSsl = false;
    QString host;     ///< a name or an address, IPv6 without brackets
    quint16 port = 0; ///< never 0 once made by the functions below
    QString path = QStringLiteral("/wsman");
    QString query; ///< without '?'

    /// -ComputerName, -Port (0: 5985 or 5986), -UseSSL, -ApplicationName (empty: wsman). "." and "" are localhost.
    /// Throws Error (InvalidArgument) on a name that is no host name.
    [[nodiscard]] static Endpoint fromComputerName(const QString &name, int port, bool useSsl,
                                                   const QString &applicationName);
    /// -ConnectionUri: without a port 80 or 443; an empty path is /wsman. Throws Error (InvalidArgument) with
    /// PowerShell's ids: System.NotSupportedException (relative), System.ArgumentException (scheme).
    [[nodiscard]] static Endpoint fromUri(const QUrl &uri);

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString urlText() const;
    /// "server:5986", "[::1]:5985"
    [[nodiscard]] QString authority() const;

    bool operator==(const Endpoint &) const = default;
};

/// --connect-to HOST:PORT:HOST2:PORT2, curl's meaning: a request for HOST:PORT dials HOST2:PORT2 instead; an empty
/// field matches all (or keeps what it was). The first rule that matches counts. Names stay what is checked.
class ConnectTo
{
public:
    /// Throws Error (InvalidArgument) with the text and what is wrong with it.
    void add(const QString &rule);
    struct Target
    {
        QString host;
        quint16 port = 0;
    };
    [[nodiscard]] Target resolve(const QString &host, quint16 port) const;
    [[nodiscard]] bool isEmpty() const { return m_rules.isEmpty(); }

private:
    struct Rule
    {
        QString host;
        int port = -1;
        QString toHost;
        int toPort = -1;
    };
    QList<Rule> m_rules;
};

} // namespace rejoin::transport
