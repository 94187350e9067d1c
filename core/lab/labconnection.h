#pragma once

#include "core/lab/labhttpserver.h"

namespace rejoin::lab {

/// One accepted connection. Deletes itself when its socket ends.
class LabConnection final : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket.
    LabConnection(QTcpSocket *socket, std::shared_ptr<LabHttpHandler> handler, bool tls, qint64 maximumBody,
                  quint64 number, QObject *parent);
    ~LabConnection() override;
    void abort();

private:
    void readMore();
    void next();
    void write(const LabHttpReply &reply, bool keepAlive);
    void refuse(int status);
    void ended();
    [[nodiscard]] static Task<> serve(QPointer<LabConnection> connection, std::shared_ptr<LabHttpHandler> handler,
                                      LabHttpRequest request, base::CancelToken cancel);

    QTcpSocket *m_socket;
    std::shared_ptr<LabHttpHandler> m_handler;
    transport::RequestParser m_parser;
    base::CancelSource m_cancel;
    std::shared_ptr<LabConnectionLogin> m_login;
    quint64 m_number;
    bool m_tls;
    bool m_busy = false;
    bool m_continued = false;
    bool m_ended = false;
};

} // namespace rejoin::lab
