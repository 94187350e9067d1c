#pragma once

#include "core/psrp/runspacepool.h"
#include "core/psrp/server.h"
#include "tests/unit/psrp/tools.h"

// A client and a server that talk through memory.
namespace rejoin::psrp::test {

/// What a server tells about itself.
inline clixml::Value versionTable()
{
    const clixml::Value table = clixml::ObjectBuilder()
                                    .container(clixml::Container::Dictionary)
                                    .entry("PSVersion", clixml::Value::version(u"5.1.14393.2248"))
                                    .build();
    return clixml::ObjectBuilder().container(clixml::Container::Dictionary).entry("PSVersionTable", table).build();
}

struct Pair
{
    explicit Pair(const PoolOptions &options = {}, const QString &highest = QStringLiteral("2.3"))
        : id(QUuid::createUuid()), server(id, highest), client(id, options)
    {
    }

    /// Create and the three messages that follow.
    QList<PoolEvent> open()
    {
        server.receiveCreation(client.open());
        QList<PoolEvent> events;
        for (const QByteArray &message : server.openedMessages(versionTable()))
            events += client.receive(message);
        return events;
    }

    QUuid id;
    ServerRunspacePool server;
    RunspacePool client;
};

} // namespace rejoin::psrp::test
