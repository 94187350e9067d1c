#pragma once

#include <QTableView>

class QSettings;

namespace rejoin::ui {

class SessionModel;

/// The sessions table: columns can be chosen (context menu of the header), moved and sorted; their state survives a
/// restart. Enter activates.
class SessionsView : public QTableView
{
    Q_OBJECT

public:
    SessionsView(SessionModel *model, QWidget *parent = nullptr);

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;
    [[nodiscard]] QList<QUuid> selected() const;
    void select(const QUuid &shellId);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void chooseColumns(const QPoint &at);
    void setDefaults();

    SessionModel *m_model;
};

} // namespace rejoin::ui
