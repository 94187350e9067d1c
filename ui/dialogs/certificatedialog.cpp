#include "ui/dialogs/certificatedialog.h"

#include "core/transport/tlspolicy.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QCryptographicHash>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int markSize = 32;

/// "AB:CD:…" in two lines that can be compared at a glance.
QString twoLines(const QByteArray &sha256)
{
    QString text = transport::fingerprintText(sha256);
    const qsizetype middle = text.indexOf(u':', text.size() / 2 - 1);
    if (middle > 0)
        text.replace(middle, 1, u'\n');
    return text;
}

QLabel *valueLabel(const QString &text, bool isFixed = false)
{
    auto *label = new QLabel(StreamDocument::sanitized(text));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(!isFixed);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    if (isFixed)
        label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    return label;
}

QLabel *fingerprintLabel(const char *name, const QByteArray &sha256)
{
    auto *label = new QLabel(twoLines(sha256));
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString namesOf(const QSslCertificate &leaf)
{
    const auto alternatives = leaf.subjectAlternativeNames();
    QStringList names(alternatives.begin(), alternatives.end());
    names.removeDuplicates();
    return names.join(u", "_s);
}

QString chainOf(const QList<QSslCertificate> &chain)
{
    QStringList lines;
    for (const QSslCertificate &certificate : chain)
        lines += QString(lines.size() * 2, u' ') + StreamDocument::sanitized(certificate.subjectDisplayName());
    // By name: isSelfSigned() wants a key usage that many made for one computer do not have.
    const bool endsAtItself = !chain.isEmpty() && chain.last().issuerDisplayName() == chain.last().subjectDisplayName();
    if (!chain.isEmpty() && !endsAtItself)
        lines +=
            QString(lines.size() * 2, u' ') +
            CertificateDialog::tr("%1 (not sent)").arg(StreamDocument::sanitized(chain.last().issuerDisplayName()));
    return lines.join(u'\n');
}

} // namespace

CertificateDialog::CertificateDialog(const Subject &subject, QWidget *parent) : QDialog(parent)
{
    const QSslCertificate leaf = subject.chain.value(0);
    m_fingerprint = leaf.digest(QCryptographicHash::Sha256);
    const bool isReplacement = !subject.pinnedSha256.isEmpty();
    setObjectName(u"certificateDialog"_s);
    setWindowTitle(isReplacement ? tr("The certificate has changed") : tr("Certificate not trusted"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *mark = new QLabel;
    mark->setPixmap(icon(isReplacement ? u"mark-failed"_s : u"mark-warning"_s).pixmap(markSize));
    auto *sentence = new QLabel(StreamDocument::sanitized(subject.failure));
    sentence->setObjectName(u"certificateSentence"_s);
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    QFont bold = sentence->font();
    bold.setBold(true);
    sentence->setFont(bold);
    auto *head = new QHBoxLayout;
    head->addWidget(mark, 0, Qt::AlignTop);
    head->addSpacing(8);
    head->addWidget(sentence, 1);

    auto *form = new QFormLayout;
    const auto day = [](const QDateTime &date) {
        return QLocale().toString(date.toLocalTime().date(), QLocale::LongFormat);
    };
    form->addRow(tr("Made out to:"), valueLabel(leaf.subjectDisplayName()));
    form->addRow(tr("Names:"), valueLabel(namesOf(leaf)));
    form->addRow(tr("Issued by:"), valueLabel(leaf.issuerDisplayName()));
    form->addRow(tr("Valid:"), valueLabel(tr("%1 to %2").arg(day(leaf.effectiveDate()), day(leaf.expiryDate()))));
    form->addRow(tr("Chain:"), valueLabel(chainOf(subject.chain), true));
    if (isReplacement)
        form->addRow(tr("Trusted until now:"), fingerprintLabel("oldFingerprint", subject.pinnedSha256));
    form->addRow(isReplacement ? tr("Sent now:") : tr("SHA-256:"), fingerprintLabel("newFingerprint", m_fingerprint));

    auto *hint = hintLabel(
        isReplacement
            ? tr("If the computer was given a new certificate, compare the fingerprint on it. Otherwise something "
                 "stands between you and the computer, and would read the password.")
            : tr("Compare the fingerprint with the one on the computer itself. Trusting it counts for this certificate "
                 "on this computer only."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *trust = buttons->addButton(isReplacement ? tr("&Replace what is trusted") : tr("&Trust for this computer"),
                                     QDialogButtonBox::AcceptRole);
    trust->setObjectName(u"trustButton"_s);
    trust->setAutoDefault(false);
    trust->setEnabled(!leaf.isNull());
    auto *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();

    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addSpacing(8);
    column->addLayout(form);
    column->addWidget(hint);
    column->addSpacing(8);
    column->addWidget(buttons);
    setMinimumWidth(600);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace rejoin::ui
