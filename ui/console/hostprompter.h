#pragma once

#include "core/sessions/hostinterface.h"

#include <QPointer>
#include <QVBoxLayout>

namespace rejoin::ui {

class PromptPanel;
class StreamView;

/// The window's side of $host: questions become panels in the flow of a console, host text goes into its lines.
class HostPrompter final : public QObject, public sessions::HostInterface
{
    Q_OBJECT

public:
    /// Panels are put into slot's layout.
    HostPrompter(StreamView *view, QWidget *slot);
    ~HostPrompter() override;

    [[nodiscard]] Task<QString> readLine(base::CancelToken cancel) override;
    [[nodiscard]] Task<base::SecretString> readSecret(base::CancelToken cancel) override;
    [[nodiscard]] Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<sessions::PromptField> fields,
                                                  base::CancelToken cancel) override;
    [[nodiscard]] Task<QList<int>> choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                                          QList<int> defaults, bool multiple, base::CancelToken cancel) override;
    [[nodiscard]] Task<base::Credential> credential(QString caption, QString message, QString userName,
                                                    base::CancelToken cancel) override;
    void write(const QString &text, int foreground, int background) override;
    void setShouldExit(int exitCode) override;
    [[nodiscard]] int width() const override;

Q_SIGNALS:
    void asking(bool isAsking);
    /// A question was refused: the command is to be stopped.
    void stopRequested();
    void exitRequested(int exitCode);

private:
    /// Shows the panel and waits for its answer. Throws Error (Cancelled). The panel is deleted by the caller.
    [[nodiscard]] Task<> show(PromptPanel *panel, base::CancelToken cancel);
    [[nodiscard]] PromptPanel *makePanel();

    QPointer<StreamView> m_view;
    QPointer<QWidget> m_slot;
};

} // namespace rejoin::ui
