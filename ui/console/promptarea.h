#pragma once

#include <QScrollArea>

namespace rejoin::ui {

/// Where the panels of a console's questions stand: as high as they need, scrolling where the window has less. Takes no
/// room while nothing is asked.
class PromptArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit PromptArea(QWidget *parent = nullptr);

    /// Panels go into its layout.
    [[nodiscard]] QWidget *slot() const { return m_slot; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_slot;
};

} // namespace rejoin::ui
