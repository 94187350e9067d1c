#include "ui/dialogs/consentdialog.h"

#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QUrl>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype namedSubjects = 12;
constexpr int markSize = 32;

/// "*.corp.example" for names that share their domain; else the first name.
QString likelyPattern(const QStringList &subjects)
{
    QString domain;
    for (const QString &name : subjects) {
        const qsizetype dot = name.indexOf(u'.');
        const QString own = dot < 0 ? QString() : name.mid(dot);
        if (own.isEmpty() || (!domain.isEmpty() && domain.compare(own, Qt::CaseInsensitive) != 0))
            return subjects.value(0);
        domain = own;
    }
    return u'*' + domain;
}

QString wrapped(const QStringList &subjects)
{
    QStringList shown = subjects.first(std::min(subjects.size(), namedSubjects));
    for (QString &name : shown)
        name = StreamDocument::sanitized(name);
    const QString names = shown.join(u", "_s);
    if (subjects.size() <= namedSubjects)
        return names;
    return ConsentDialog::tr("%1 and %n more", nullptr, int(subjects.size() - namedSubjects)).arg(names);
}

} // namespace

ConsentDialog::ConsentDialog(const Question &question, QWidget *parent) : QDialog(parent)
{
    setObjectName(question.objectName);
    setWindowTitle(question.title);
    setAttribute(Qt::WA_DeleteOnClose);

    auto *mark = new QLabel;
    mark->setPixmap(icon(u"mark-warning"_s).pixmap(markSize));
    auto *sentence = new QLabel(question.sentence);
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    sentence->setObjectName(u"consentSentence"_s);
    QFont bold = sentence->font();
    bold.setBold(true);
    sentence->setFont(bold);
    auto *reason = new QLabel(question.reason);
    reason->setTextFormat(Qt::PlainText);
    reason->setWordWrap(true);
    reason->setObjectName(u"consentReason"_s);
    auto *subjects = new QLabel(wrapped(question.subjects));
    subjects->setTextFormat(Qt::PlainText);
    subjects->setWordWrap(true);
    subjects->setObjectName(u"consentSubjects"_s);
    subjects->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *texts = new QVBoxLayout;
    texts->addWidget(sentence);
    texts->addSpacing(4);
    texts->addWidget(subjects);
    texts->addSpacing(4);
    texts->addWidget(reason);
    if (question.offersPattern) {
        auto *these =
            new QRadioButton(ConsentDialog::tr("For &these %n computer(s)", nullptr, int(question.subjects.size())));
        these->setObjectName(u"theseRadio"_s);
        these->setChecked(true);
        m_byPattern = new QRadioButton(tr("For every computer &named like"));
        m_byPattern->setObjectName(u"patternRadio"_s);
        m_pattern = new QLineEdit(likelyPattern(question.subjects));
        identify(m_pattern, "patternEdit", tr("Name pattern"), tr("* stands for any letters"));
        auto *row = new QHBoxLayout;
        row->addWidget(m_byPattern);
        row->addWidget(m_pattern, 1);
        texts->addSpacing(8);
        texts->addWidget(these);
        if (!question.group.isEmpty()) {
            m_byGroup = new QRadioButton(tr("For every computer of the &group %1").arg(question.group));
            m_byGroup->setObjectName(u"groupRadio"_s);
            texts->addWidget(m_byGroup);
        }
        texts->addLayout(row);
        m_pattern->setEnabled(false);
        connect(m_byPattern, &QRadioButton::toggled, m_pattern, &QLineEdit::setEnabled);
    }
    auto *top = new QHBoxLayout;
    top->addWidget(mark, 0, Qt::AlignTop);
    top->addSpacing(8);
    top->addLayout(texts, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *permit = buttons->addButton(question.permit, QDialogButtonBox::AcceptRole);
    permit->setObjectName(u"permitButton"_s);
    permit->setAutoDefault(false);
    auto *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();
    if (m_pattern)
        connect(m_pattern, &QLineEdit::textChanged, permit,
                [this, permit] { permit->setEnabled(!m_byPattern->isChecked() || !pattern().isEmpty()); });
    auto *column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addSpacing(8);
    column->addWidget(buttons);
    setMinimumWidth(520);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString ConsentDialog::pattern() const
{
    return m_byPattern && m_byPattern->isChecked() ? m_pattern->text().trimmed() : QString();
}

bool ConsentDialog::isForGroup() const
{
    return m_byGroup && m_byGroup->isChecked();
}

ConsentDialog::Question ConsentDialog::ntlmWithoutSsl(const QStringList &computers, const QString &group)
{
    Question question;
    question.objectName = u"ntlmConsentDialog"_s;
    question.title = tr("NTLM without SSL");
    question.sentence = tr("Signing in would use NTLM without SSL. Nothing was sent yet.");
    question.reason =
        tr("NTLM does not prove who the computer is: someone on the way could pose as it. Windows would ask you to add "
           "it to TrustedHosts; SSL (HTTPS) avoids this.");
    question.subjects = computers;
    question.permit = tr("&Allow NTLM");
    question.offersPattern = true;
    question.group = group;
    return question;
}

ConsentDialog::Question ConsentDialog::delegation(const QStringList &computers, const QString &user)
{
    Question question;
    question.objectName = u"delegationConsentDialog"_s;
    question.title = tr("Hand the password over");
    question.sentence =
        user.isEmpty()
            ? tr("CredSSP hands your password itself to the computer.")
            : tr("CredSSP hands the password of %1 itself to the computer.").arg(StreamDocument::sanitized(user));
    question.reason = tr("With it the computer can sign in elsewhere in your name, which is what CredSSP is for. "
                         "Whoever controls the computer has the password, too. Use it only with computers that you "
                         "trust that far.");
    question.subjects = computers;
    question.permit = tr("&Hand it over");
    return question;
}

ConsentDialog::Question ConsentDialog::redirect(const sessions::RedirectQuestion &asked)
{
    const QUrl from(asked.from);
    const QUrl to(asked.to);
    // Encoded: letters of other alphabets look like those of a known name.
    const QString fromHost = from.host(QUrl::FullyEncoded);
    const QString toHost = to.host(QUrl::FullyEncoded);
    Question question;
    question.objectName = u"redirectDialog"_s;
    question.title = tr("Another address");
    question.sentence = tr("%1 sends you on to another address.").arg(fromHost);
    QStringList changes;
    if (fromHost.compare(toHost, Qt::CaseInsensitive) != 0)
        changes += tr("It is another computer: your login would go to %1.").arg(toHost);
    if (from.scheme() != to.scheme())
        changes += tr("The connection changes from %1 to %2.").arg(from.scheme(), to.scheme());
    if (asked.handsPasswordOver)
        changes +=
            tr("CredSSP would hand the password of %1 itself to it.").arg(StreamDocument::sanitized(asked.userName));
    if (asked.checksOff && to.scheme() == "https"_L1)
        changes += tr("Its certificate would not be checked, because checks are switched off here.");
    if (changes.isEmpty())
        changes += tr("Computer and kind of connection stay the same.");
    question.reason = changes.join(u' ');
    question.subjects = {tr("From %1").arg(from.toString(QUrl::FullyEncoded)) + u'\n' +
                         tr("To %1").arg(to.toString(QUrl::FullyEncoded))};
    question.permit = tr("&Follow");
    return question;
}

} // namespace rejoin::ui
