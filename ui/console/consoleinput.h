#pragma once

#include <QPlainTextEdit>

namespace rejoin::ui {

/// The console's input: Enter runs, Shift+Enter makes a new line, Up and Down walk through the history, Ctrl+C
/// without a selection stops what runs.
class ConsoleInput : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ConsoleInput(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void submitted(const QString &script);
    void stopRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void submit();
    /// steps: -1 older, 1 newer.
    void recall(int steps);

    QStringList m_history;
    qsizetype m_at = 0; ///< position in the history; its size: the draft
    QString m_draft;
};

} // namespace rejoin::ui
