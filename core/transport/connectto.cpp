#include "core/base/error.h"
#include "core/transport/endpoint.h"

#include <QHostAddress>

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

[[noreturn]] void throwBadRule(const QString &rule, const Text &why)
{
    throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidConnectTo"),
                Text(QT_TRANSLATE_NOOP("core", "--connect-to %1 is not understood: %2"), {rule, why.english()}),
                Text(QT_TRANSLATE_NOOP("core", "Write it as HOST:PORT:HOST2:PORT2, IPv6 addresses in brackets; an "
                                               "empty field matches everything, as in "
                                               "--connect-to Server01::127.0.0.1:8443.")));
}

/// At ':' outside brackets.
QStringList fieldsOf(const QString &rule)
{
    QStringList fields{QString()};
    bool inBrackets = false;
    for (const QChar c : rule) {
        if (c == u'[')
            inBrackets = true;
        else if (c == u']')
            inBrackets = false;
        if (c == u':' && !inBrackets)
            fields.append(QString());
        else
            fields.last().append(c);
    }
    return fields;
}

QString hostField(const QString &rule, const QString &field)
{
    if (!field.startsWith(u'[')) {
        if (field.contains(u'[') || field.contains(u']') || field.contains(u' ') || field.contains(u'/'))
            throwBadRule(rule, Text(QT_TRANSLATE_NOOP("core", "%1 is no host name."), {field}));
        return field;
    }
    const QString address = field.mid(1, field.size() - 2);
    if (!field.endsWith(u']') || QHostAddress(address).protocol() != QAbstractSocket::IPv6Protocol)
        throwBadRule(rule, Text(QT_TRANSLATE_NOOP("core", "%1 is no IPv6 address."), {field}));
    return address;
}

int portField(const QString &rule, const QString &field)
{
    if (field.isEmpty())
        return -1;
    bool ok = false;
    const int port = field.toInt(&ok);
    if (!ok || port < 1 || port > 65535)
        throwBadRule(rule, Text(QT_TRANSLATE_NOOP("core", "%1 is no port between 1 and 65535."), {field}));
    return port;
}

bool sameHost(const QString &a, const QString &b)
{
    if (a.compare(b, Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress left(a);
    return !left.isNull() && left == QHostAddress(b);
}

} // namespace

void ConnectTo::add(const QString &rule)
{
    const QStringList fields = fieldsOf(rule);
    if (fields.size() != 4)
        throwBadRule(rule, Text(QT_TRANSLATE_NOOP("core", "it has %1 fields instead of four."),
                                {QString::number(fields.size())}));
    Rule parsed;
    parsed.host = hostField(rule, fields.at(0));
    parsed.port = portField(rule, fields.at(1));
    parsed.toHost = hostField(rule, fields.at(2));
    parsed.toPort = portField(rule, fields.at(3));
    m_rules.append(parsed);
}

ConnectTo::Target ConnectTo::resolve(const QString &host, quint16 port) const
{
    for (const Rule &rule : m_rules) {
        if ((!rule.host.isEmpty() && !sameHost(rule.host, host)) || (rule.port >= 0 && rule.port != port))
            continue;
        return {rule.toHost.isEmpty() ? host : rule.toHost, rule.toPort < 0 ? port : static_cast<quint16>(rule.toPort)};
    }
    return {host, port};
}

} // namespace rejoin::transport
