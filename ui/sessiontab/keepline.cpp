#include "ui/sessiontab/keepline.h"

#include "core/sessions/keeping.h"
#include "core/text/names.h"
#include "ui/dialogs/labels.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace rejoin::ui {

KeepLine::KeepLine(sessions::SessionPtr session, QWidget *parent)
    : QFrame(parent), m_session(std::move(session)), m_words(hintLabel()), m_keep(new QPushButton(tr("&Keep longer")))
{
    identify(this, "keepLine", tr("How long the session is kept"));
    m_words->setObjectName(QStringLiteral("keepLineText"));
    m_keep->setObjectName(QStringLiteral("keepLongerButton"));
    m_keep->setFlat(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 8, 1);
    row->addWidget(m_words, 1);
    row->addWidget(m_keep);
    connect(m_keep, &QPushButton::clicked, this, [this] { Q_EMIT keepLongerRequested(m_session->instanceId()); });
    connect(m_session.get(), &sessions::Session::changed, this, &KeepLine::describe);
    describe();
}

void KeepLine::describe()
{
    const bool isShorter = sessions::isKeptShorter(*m_session);
    setVisible(isShorter);
    if (!isShorter)
        return;
    const auto present = sessions::presentIdleTimeout(*m_session);
    m_words->setText(tr("If the network is lost, the server keeps this session for %1 only.")
                         .arg(text::duration(present->count() / 1000)));
    // Only a disconnect sets the time, and that would end what is under way here.
    const bool isFree = m_session->availability() == sessions::Availability::Available;
    m_keep->setEnabled(isFree);
    m_keep->setToolTip(isFree ? tr("Disconnects and reconnects at once, with %1")
                                    .arg(text::duration(sessions::keepTime(*m_session).count() / 1000))
                              : tr("Once the running command has ended, or with the next disconnect"));
}

} // namespace rejoin::ui
