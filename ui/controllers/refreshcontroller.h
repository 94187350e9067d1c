#pragma once

#include "ui/controllers/services.h"
#include "ui/store/computer.h"

#include <QHash>
#include <QObject>

namespace rejoin::ui {

class Attention;
class ComputerModel;
class SessionBoard;

/// Lists the sessions of the saved computers: rows appear as computers answer, failures go on the row and into the
/// attention list.
class RefreshController : public QObject
{
    Q_OBJECT

public:
    RefreshController(const Services &services, ComputerModel *computers, SessionBoard *board, Attention *attention,
                      QObject *parent = nullptr);
    ~RefreshController() override;

    /// All computers when the list is empty. Computers that are being asked are not asked twice.
    void refresh(const QList<QUuid> &computers = {});
    void cancel();
    [[nodiscard]] bool isRefreshing() const { return m_running > 0; }
    [[nodiscard]] QDateTime lastRefresh() const { return m_lastRefresh; }

Q_SIGNALS:
    void progressed(int done, int total);
    void finished();

private:
    Task<> run(QHash<QString, QList<QUuid>> waiting, sessions::ListRequest request);
    void take(const QUuid &computer, const sessions::ComputerListing &listing);
    void fail(const Computer &computer, const base::Error &error);

    Services m_services;
    ComputerModel *m_computers;
    SessionBoard *m_board;
    Attention *m_attention;
    base::CancelSource m_cancel;
    QDateTime m_lastRefresh;
    QSet<QUuid> m_asking;
    int m_running = 0;
    int m_done = 0;
    int m_total = 0;
};

} // namespace rejoin::ui
