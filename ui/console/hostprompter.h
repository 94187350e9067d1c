#pragma once

#include "core/sessions/hostinterface.h"
#include "core/sessions/throttle.h"

#include <QPointer>
#include <QVBoxLayout>

namespace rejoin::ui {

class PromptPanel;
class StreamView;

/// The window's side of $host: questions become panels in the flow of a console, one after the other; host text goes
/// into its lines.
class HostPrompter final : public QObject, public sessions::HostInterface
{
    Q_OBJECT

public:
    /// Panels are put into slot's layout. session: its name, said with each question.
    HostPrompter(StreamView *view, QWidget *slot, const QString &session);
    ~HostPrompter() override;

    [[nodiscard]] Task<QString> readLine(base::CancelToken cancel) override;
    [[nodiscard]] Task<base::SecretString> readSecret(base::CancelToken cancel) override;
    [[nodiscard]] Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<sessions::PromptField> fields,
                                                  base::CancelToken cancel) override;
    [[nodiscard]] Task<QList<int>> choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                                          QList<int> defaults, bool multiple, base::CancelToken cancel) override;
    [[nodiscard]] Task<base::Credential> credential(sessions::CredentialQuestion question,
                                                    base::CancelToken cancel) override;
    [[nodiscard]] Task<sessions::KeyPress> readKey(base::CancelToken cancel) override;
    void askedBy(const QString &computerName) override { m_asker = computerName; }
    void waitsForAnotherClient(bool waits) override;
    void write(const QString &text, int foreground, int background) override;
    void setShouldExit(int exitCode) override;
    [[nodiscard]] int width() const override;
    [[nodiscard]] int height() const override;
    void titleChanged() override;
    void clear() override;

Q_SIGNALS:
    /// A question is shown, or none is any more.
    void asking(bool isAsking);
    /// RawUI.WindowTitle, made harmless.
    void titled(const QString &title);
    /// A question was refused: the command is to be stopped.
    void stopRequested();
    void exitRequested(int exitCode);

private:
    /// Shows the panel and waits for its answer. Throws Error (Cancelled). The panel is deleted by the caller.
    [[nodiscard]] Task<> show(PromptPanel *panel, base::CancelToken cancel);
    [[nodiscard]] PromptPanel *makePanel(const QString &asker);

    QPointer<StreamView> m_view;
    QPointer<QWidget> m_slot;
    QPointer<PromptPanel> m_foreign; ///< says that a question went elsewhere
    QString m_session;
    QString m_asker; ///< of the next question
    sessions::Throttle m_turns{1};
};

} // namespace rejoin::ui
