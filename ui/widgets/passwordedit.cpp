#include "ui/widgets/passwordedit.h"

#include "ui/dialogs/labels.h"

#include <QKeyEvent>
#include <QStyle>
#include <QToolButton>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

PasswordEdit::PasswordEdit(QWidget *parent) : QLineEdit(parent)
{
    setEchoMode(QLineEdit::Password);
    setDragEnabled(false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    auto *eye = new QToolButton(this);
    identify(eye, "revealButton", tr("Show the password while this is pressed"),
             tr("Shows the password while it is pressed"));
    eye->setText(u"\u2022\u2022\u2022"_s);
    eye->setAutoRaise(true);
    eye->setFocusPolicy(Qt::NoFocus);
    eye->setCursor(Qt::ArrowCursor);
    m_eye = eye;
    setTextMargins(0, 0, eye->sizeHint().width(), 0);
    connect(eye, &QToolButton::pressed, this, [this] { reveal(true); });
    connect(eye, &QToolButton::released, this, [this] { reveal(false); });
}

PasswordEdit::~PasswordEdit()
{
    blockSignals(true); // whoever listens may be half gone with the same dialog
    wipe();
}

base::SecretString PasswordEdit::secret() const
{
    return base::SecretString::fromUtf16(text());
}

void PasswordEdit::wipe()
{
    {
        QString shared = text();
        // Not a copy: these are the characters that the field itself holds, unless somebody else has them too.
        constexpr int fieldAndHere = 2;
        const auto *block = shared.data_ptr().d_ptr();
        if (block && block->ref_.loadRelaxed() == fieldAndHere)
            base::wipe(const_cast<QChar *>(shared.constData()),
                       static_cast<std::size_t>(shared.size()) * sizeof(QChar));
    }
    clear();
}

void PasswordEdit::reveal(bool shown)
{
    setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    if (!shown)
        deselect();
}

void PasswordEdit::keyPressEvent(QKeyEvent *event)
{
    for (const QKeySequence::StandardKey key :
         {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Undo, QKeySequence::Redo}) {
        if (event->matches(key)) {
            event->accept();
            return;
        }
    }
    QLineEdit::keyPressEvent(event);
}

void PasswordEdit::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept(); // its Copy and Undo would take the password out
}

void PasswordEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    const QSize wanted = m_eye->sizeHint();
    const int frame = style()->pixelMetric(QStyle::PM_DefaultFrameWidth);
    m_eye->setGeometry(width() - wanted.width() - frame, frame, wanted.width(), height() - 2 * frame);
}

void PasswordEdit::focusOutEvent(QFocusEvent *event)
{
    reveal(false);
    QLineEdit::focusOutEvent(event);
}

} // namespace rejoin::ui
