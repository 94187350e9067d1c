#pragma once

#include "core/base/clock.h"

#include <QWidget>

#include <chrono>
#include <memory>
#include <optional>

class QLabel;

namespace rejoin::ui {

class KeepTimeField;

/// For how long servers may be asked to keep sessions, and what is known of them.
struct KeepLimits
{
    KeepLimits() = default;
    std::chrono::seconds minimum{60};
    std::optional<std::chrono::milliseconds> maximum;   ///< the smallest of all; absent: not known
    std::optional<std::chrono::milliseconds> present;   ///< in force now; absent: not known, or several
    std::optional<std::chrono::milliseconds> suggested; ///< *keep for*; absent: nothing is suggested
    int jobs = -1;                                      ///< known to be in them; less than 0: not known

    /// Why a time cannot be asked for, in a sentence; empty: it can.
    [[nodiscard]] QString refusal(std::chrono::milliseconds time) const;
    /// "The server allows 1 m to 12 h 0 m."
    [[nodiscard]] QString range() const;
};

/// Hours and minutes, and below them until when that is and what then happens, or why it cannot be.
class KeepChooser : public QWidget
{
    Q_OBJECT

public:
    /// Starts with what is suggested, else with what is in force, else with a day.
    KeepChooser(const KeepLimits &limits, std::shared_ptr<base::Clock> clock, QWidget *parent = nullptr);

    [[nodiscard]] std::chrono::milliseconds time() const;
    [[nodiscard]] bool isPossible() const;

Q_SIGNALS:
    void edited();

private:
    void describe();

    KeepLimits m_limits;
    std::shared_ptr<base::Clock> m_clock;
    KeepTimeField *m_field;
    QLabel *m_until;
};

} // namespace rejoin::ui
