#pragma once

#include "core/clixml/records.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace rejoin::ui {

/// Write-Progress as real bars, nested by ParentActivityId. Hidden while there are none.
class ProgressArea : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressArea(QWidget *parent = nullptr);

    void show(const clixml::ProgressRecord &record);
    using QWidget::show;
    void clear();

private:
    struct Bar
    {
        QWidget *row = nullptr;
        QLabel *label = nullptr;
        QProgressBar *bar = nullptr;
        qint32 parent = -1;
    };
    void remove(qint32 activity);
    /// Where in the column the last row below activity is.
    [[nodiscard]] int lastOfFamily(qint32 activity) const;

    QVBoxLayout *m_column;
    QHash<qint32, Bar> m_bars;
};

} // namespace rejoin::ui
