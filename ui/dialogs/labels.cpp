#include "ui/dialogs/labels.h"

#include <QEvent>
#include <QPalette>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

/// Small text in the placeholder's colour, which follows the theme.
class HintLabel final : public QLabel
{
public:
    explicit HintLabel(QWidget *parent) : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setForegroundRole(QPalette::PlaceholderText);
        shrink();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::ApplicationFontChange)
            shrink();
    }

private:
    void shrink()
    {
        QFont font = QLabel().font();
        font.setPointSizeF(font.pointSizeF() * 0.88);
        setFont(font);
    }
};

} // namespace

QLabel *fieldLabel(const QString &word, const QString &powershellName, QWidget *field)
{
    auto *label = new QLabel;
    if (powershellName.isEmpty())
        label->setText(word + u':');
    else
        label->setText(u"%1: <small><font color=\"#8a8f98\">%2</font></small>"_s.arg(word.toHtmlEscaped(),
                                                                                     powershellName.toHtmlEscaped()));
    label->setBuddy(field);
    if (field && field->accessibleName().isEmpty())
        field->setAccessibleName(word);
    return label;
}

void widen(QWidget *field)
{
    field->setSizePolicy(QSizePolicy::Expanding, field->sizePolicy().verticalPolicy());
}

QLabel *hintLabel(const QString &words, QWidget *parent)
{
    auto *label = new HintLabel(parent);
    label->setText(words);
    label->setWordWrap(true);
    return label;
}

void identify(QWidget *widget, const char *objectName, const QString &accessibleName, const QString &toolTip)
{
    widget->setObjectName(QLatin1String(objectName));
    widget->setAccessibleName(accessibleName);
    if (!toolTip.isEmpty())
        widget->setToolTip(toolTip);
}

} // namespace rejoin::ui
