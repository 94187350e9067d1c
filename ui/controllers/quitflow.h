#pragma once

#include "ui/controllers/services.h"

#include <QHash>
#include <QObject>
#include <QPointer>

class QWidget;

namespace rejoin::ui {

class ConnectController;
class QuitDialog;
class SessionBoard;

/// Leaves every connected session before the window closes: all are disconnected, and where that fails the user says
/// what then.
class QuitFlow : public QObject
{
    Q_OBJECT

public:
    enum class Manner : quint8 {
        Ask,    ///< says until when the sessions are kept, and offers longer, first
        AtOnce, ///< disconnects without a question; asks only where that fails
    };

    QuitFlow(const Services &services, ConnectController *connector, SessionBoard *board, QWidget *window);

    void begin(Manner manner);
    /// Without waiting any longer.
    void quitNow();
    /// Sessions are being disconnected.
    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    /// The window may close.
    [[nodiscard]] bool isDone() const { return m_state == State::Done; }

Q_SIGNALS:
    void changed();
    void done();

private:
    enum class State : quint8 { Idle, Asking, Running, Done };
    static Task<> run(QPointer<QuitFlow> flow, std::optional<std::chrono::milliseconds> keepFor);
    void start(std::optional<std::chrono::milliseconds> keepFor);
    void openDialog(const QList<sessions::SessionPtr> &sessions);
    void take(const sessions::SessionOutcome &outcome);
    void ended();
    void setState(State state);

    Services m_services;
    ConnectController *m_connector;
    SessionBoard *m_board;
    QWidget *m_window;
    QPointer<QuitDialog> m_dialog;
    QHash<QUuid, QString> m_failures;
    State m_state = State::Idle;
};

} // namespace rejoin::ui
