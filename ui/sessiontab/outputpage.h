#pragma once

#include "core/sessions/sessionservice.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;

namespace rejoin::ui {

class OutputSection;
class SavedOutputView;

/// What commands of the session had to say since nobody listened, and go on saying: a section for each, side by side,
/// and one for what is saved on this computer of the session, whatever became of it.
class OutputPage : public QWidget
{
    Q_OBJECT

public:
    OutputPage(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent = nullptr);
    ~OutputPage() override;

    /// Asks which commands there are and attaches to each that is not followed yet.
    void attach();
    /// Some command of the session is being followed.
    [[nodiscard]] bool isAttached() const;
    [[nodiscard]] QList<OutputSection *> sections() const { return m_sections; }
    [[nodiscard]] SavedOutputView *saved() const { return m_saved; }
    void setConnected(bool connected);

Q_SIGNALS:
    void attachedChanged(bool attached);
    void questionAsked();

private:
    Task<> receiveAll();
    [[nodiscard]] bool isFollowed(const QUuid &commandId) const;
    [[nodiscard]] OutputSection *sectionFor(const QUuid &commandId);
    void updateState();
    void say(const QString &words);

    QPointer<sessions::SessionService> m_service;
    sessions::SessionPtr m_session;
    QList<OutputSection *> m_sections;
    QTabWidget *m_tabs;
    SavedOutputView *m_saved = nullptr;
    QLabel *m_status;
    QPushButton *m_attach;
    base::CancelSource m_cancel;
    bool m_isAsking = false;
    bool m_isConnected = true;
};

} // namespace rejoin::ui
