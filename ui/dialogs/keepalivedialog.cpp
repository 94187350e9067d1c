#include "ui/dialogs/keepalivedialog.h"

#include "ui/dialogs/labels.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype namesShown = 5;
}

KeepAliveDialog::KeepAliveDialog(const QStringList &sessionNames, const QStringList &withCommands,
                                 const KeepLimits &limits, std::shared_ptr<base::Clock> clock, QWidget *parent)
    : QDialog(parent), m_chooser(new KeepChooser(limits, std::move(clock)))
{
    setObjectName(u"keepAliveDialog"_s);
    setWindowTitle(sessionNames.size() == 1 ? tr("Keep %1 alive").arg(sessionNames.first())
                                            : tr("Keep %n session(s) alive", nullptr, int(sessionNames.size())));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    auto *words = new QLabel(tr("The idle time of the session starts anew: Rejoin connects to it and leaves it again "
                                "at once. Nothing is fetched, all output stays there."));
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    column->addWidget(words);
    if (sessionNames.size() > 1) {
        QString names = sessionNames.first(std::min(namesShown, sessionNames.size())).join(tr(", "));
        if (sessionNames.size() > namesShown)
            names = tr("%1 and %n more", nullptr, int(sessionNames.size() - namesShown)).arg(names);
        column->addWidget(hintLabel(names));
    }
    auto *label = fieldLabel(tr("&Keep for"), u"IdleTimeout"_s, m_chooser);
    column->addWidget(label);
    column->addWidget(m_chooser);
    auto *input = hintLabel(withCommands.isEmpty()
                                ? tr("A command that waits for input gets none afterwards.")
                                : tr("A command that waits for input gets none afterwards. Commands run in: %1")
                                      .arg(withCommands.join(u", "_s)));
    input->setObjectName(u"inputHint"_s);
    column->addWidget(input);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Keep alive"));
    column->addStretch();
    column->addWidget(buttons);
    resize(460, sizeHint().height());
    const auto check = [this, buttons] { buttons->button(QDialogButtonBox::Ok)->setEnabled(m_chooser->isPossible()); };
    connect(m_chooser, &KeepChooser::edited, this, check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

} // namespace rejoin::ui
