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
    /// A part of the answer to the request in hand; the rest follows by write().
    void writeEarly(quint64 request, const LabHttpReply &reply);
    [[nodiscard]] QByteArray serialized(const LabHttpReply &reply, bool keep);
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
    bool m_chunking = false; ///< a part of the answer is out
    quint64 m_id;
    quint64 m_requests = 0;
    bool m_ended = false;
};

} // namespace rejoin::lab
