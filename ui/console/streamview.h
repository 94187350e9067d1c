#pragma once

#include <QPlainTextEdit>

namespace rejoin::ui {

class StreamDocument;

/// Shows a StreamDocument: read-only, in a fixed font, staying at the end while it is there.
class StreamView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit StreamView(QWidget *parent = nullptr);

    void show(StreamDocument *document);
    using QWidget::show;
    [[nodiscard]] StreamDocument *stream() const { return m_stream; }
    /// Character cells that fit in a line.
    [[nodiscard]] int cells() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void follow();

    StreamDocument *m_stream = nullptr;
    QMetaObject::Connection m_following;
    QTextDocument *m_empty = nullptr;
    bool m_atEnd = true;
};

} // namespace rejoin::ui
