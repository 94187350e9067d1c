#include "ui/widgets/attentionpanel.h"

#include "core/text/errortext.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumCards = 20;
constexpr int markSize = 18;
constexpr int headHeight = 36;
constexpr int maximumHeightHint = 165;

} // namespace

QString remedyText(Remedy remedy)
{
    switch (remedy) {
    case Remedy::LogIn:
        return AttentionPanel::tr("Log in…");
    case Remedy::EditComputer:
        return AttentionPanel::tr("Edit computer…");
    case Remedy::UseSsl:
        return AttentionPanel::tr("Use SSL");
    case Remedy::TrustCertificate:
        return AttentionPanel::tr("Trust this certificate…");
    case Remedy::ReplacePin:
        return AttentionPanel::tr("Replace pin…");
    case Remedy::AllowNtlm:
        return AttentionPanel::tr("Allow NTLM…");
    case Remedy::AllowDelegation:
        return AttentionPanel::tr("Hand the password over…");
    case Remedy::TryAgain:
        return AttentionPanel::tr("Try again");
    case Remedy::Refresh:
        return AttentionPanel::tr("Refresh");
    case Remedy::ShowShells:
        return AttentionPanel::tr("Show all shells");
    case Remedy::None:
        break;
    }
    return {};
}

AttentionPanel::AttentionPanel(Attention *attention, QWidget *parent)
    : QFrame(parent), m_attention(attention), m_title(new QLabel), m_area(new QScrollArea)
{
    identify(this, "attentionPanel", tr("Needs attention"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 4, 0);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto *close = new QToolButton;
    identify(close, "dismissAllButton", tr("Dismiss all"),
             tr("Dismiss all; what still fails comes back with the next "
                "refresh"));
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(m_area, 1);
    connect(close, &QToolButton::clicked, m_attention, &Attention::clear);
    connect(m_attention, &Attention::changed, this, [this] {
        // Hundreds of failures of one refresh make one new panel.
        if (m_isRefillDue)
            return;
        m_isRefillDue = true;
        QTimer::singleShot(0, this, &AttentionPanel::refill);
    });
    refill();
}

QSize AttentionPanel::sizeHint() const
{
    const QWidget *inner = m_area->widget();
    int cards = inner ? inner->sizeHint().height() : 0;
    // Sentences wrap: what they need depends on the width.
    if (inner && inner->hasHeightForWidth() && width() > minimumSizeHint().width())
        cards = inner->heightForWidth(width());
    return {400, headHeight + std::min(cards, maximumHeightHint)};
}

void AttentionPanel::refill()
{
    m_isRefillDue = false;
    const QList<AttentionItem> &items = m_attention->items();
    setVisible(!items.isEmpty());
    m_title->setText(tr("%n need(s) attention", nullptr, int(items.size())));
    auto *inner = new QWidget;
    m_cards = new QVBoxLayout(inner);
    m_cards->setContentsMargins(8, 0, 8, 6);
    m_cards->setSpacing(4);
    for (const AttentionItem &item : items.first(std::min(items.size(), maximumCards)))
        m_cards->addWidget(card(item));
    if (items.size() > maximumCards)
        m_cards->addWidget(hintLabel(
            tr("… and %n more: see the marks in the list of computers.", nullptr, int(items.size() - maximumCards))));
    m_cards->addStretch();
    m_area->setWidget(inner);
    updateGeometry();
}

QWidget *AttentionPanel::card(const AttentionItem &item)
{
    const text::ErrorWords words = text::describe(item.error);
    auto *frame = new QFrame;
    frame->setObjectName(u"attentionCard"_s);
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAutoFillBackground(true);
    frame->setBackgroundRole(QPalette::Base);
    frame->setAccessibleName(item.subject.isEmpty() ? words.sentence : item.subject + u": "_s + words.sentence);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(8, 6, 8, 6);
    auto *mark = new QLabel;
    const bool isWarning = item.remedy == Remedy::LogIn || item.remedy == Remedy::Refresh;
    mark->setPixmap(icon(isWarning ? u"mark-warning"_s : u"mark-failed"_s).pixmap(markSize));
    row->addWidget(mark, 0, Qt::AlignTop);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    auto *sentence = new QLabel;
    sentence->setTextFormat(Qt::RichText);
    // Some sentences begin with their computer: it stands there once, in bold.
    QString plain = words.sentence;
    if (!item.subject.isEmpty() && plain.startsWith(item.subject + u": "_s) && plain.size() > item.subject.size() + 2) {
        plain.remove(0, item.subject.size() + 2);
        plain.replace(0, 1, plain.front().toUpper());
    }
    const QString subject = item.subject.isEmpty() ? QString() : u"<b>%1</b>: "_s.arg(item.subject.toHtmlEscaped());
    sentence->setText(subject + StreamDocument::sanitized(plain).toHtmlEscaped());
    sentence->setWordWrap(true);
    sentence->setObjectName(u"attentionSentence"_s);
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    texts->addWidget(sentence);
    if (!words.advice.isEmpty())
        texts->addWidget(hintLabel(StreamDocument::sanitized(words.advice)));
    auto *details = new QLabel(StreamDocument::sanitized(words.details));
    details->setTextFormat(Qt::PlainText);
    details->setWordWrap(true);
    details->setObjectName(u"attentionDetails"_s);
    details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    details->setVisible(m_open.contains(item.key));
    texts->addWidget(details);
    row->addLayout(texts, 1);

    if (const QString label = remedyText(item.remedy); !label.isEmpty()) {
        auto *remedy = new QPushButton(label);
        remedy->setObjectName(u"remedyButton"_s);
        row->addWidget(remedy, 0, Qt::AlignTop);
        connect(remedy, &QPushButton::clicked, this, [this, item] { Q_EMIT remedyRequested(item); });
    }
    auto *more = new QToolButton;
    more->setText(tr("Details"));
    more->setObjectName(u"detailsButton"_s);
    more->setCheckable(true);
    more->setChecked(m_open.contains(item.key));
    row->addWidget(more, 0, Qt::AlignTop);
    connect(more, &QToolButton::toggled, this, [this, details, key = item.key](bool open) {
        details->setVisible(open);
        if (open)
            m_open.insert(key);
        else
            m_open.remove(key);
    });
    auto *copy = new QToolButton;
    copy->setIcon(icon(u"copy"_s));
    copy->setAutoRaise(true);
    identify(copy, "copyErrorButton", tr("Copy this error"), tr("Copy this error"));
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QToolButton::clicked, this, [item, words] {
        const QStringList lines{item.subject, words.sentence, words.advice, words.details};
        QGuiApplication::clipboard()->setText(lines.join(u'\n').trimmed());
    });
    auto *close = new QToolButton;
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    identify(close, "dismissButton", tr("Dismiss"), tr("Dismiss"));
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, [this, key = item.key] { m_attention->dismiss(key); });
    return frame;
}

} // namespace rejoin::ui
