#pragma once

#include "ui/controllers/services.h"
#include "ui/store/computer.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

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
    /// Lists what Get-PSSession hides, too, with the reason; the computers are asked again.
    void setShowAllShells(bool all);
    [[nodiscard]] bool showsAllShells() const { return m_showAll; }
    void cancel();

public Q_SLOTS:
    /// All shells of this one computer, from now on, whatever setShowAllShells() says: where a quota is full, hidden
    /// ones are often what fills it.
    void showAllShells(const QUuid &computer);

public:
    [[nodiscard]] bool isRefreshing() const { return m_running > 0; }
    [[nodiscard]] QDateTime lastRefresh() const { return m_lastRefresh; }

Q_SIGNALS:
    void progressed(int done, int total);
    void finished();
    /// Why stored logins could not be read.
    void keychainFailed(const rejoin::base::Error &error);

private:
    /// Asks the computers with what is known of their logins now.
    void start(const QSet<QUuid> &wanted);
    /// Brings what the keychain holds for them first.
    [[nodiscard]] static Task<> fetchAndStart(QPointer<RefreshController> self, QList<Computer> computers,
                                              QSet<QUuid> wanted, base::CancelToken cancel);
    void begin();
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
    bool m_showAll = false;
    QSet<QUuid> m_showAllOf;
    int m_running = 0;
    int m_done = 0;
    int m_total = 0;
};

} // namespace rejoin::ui
