#pragma once

#include <QWidget>

#include <chrono>
#include <optional>

class QSpinBox;

namespace rejoin::ui {

/// A length of time in hours and minutes. Nothing is entered while both are 0.
class KeepTimeField : public QWidget
{
    Q_OBJECT

public:
    explicit KeepTimeField(QWidget *parent = nullptr);

    void setTime(std::optional<std::chrono::milliseconds> time);
    [[nodiscard]] std::optional<std::chrono::milliseconds> time() const;

Q_SIGNALS:
    void edited();

private:
    QSpinBox *m_hours;
    QSpinBox *m_minutes;
};

} // namespace rejoin::ui
