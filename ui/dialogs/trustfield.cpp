#include "ui/dialogs/trustfield.h"

#include "core/transport/tlspolicy.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maximumFileBytes = 4 << 20;
constexpr qsizetype shownDigits = 23; // "AB:CD:…", eight bytes

} // namespace

TrustField::TrustField(QWidget *parent)
    : QWidget(parent),
      m_summary(hintLabel()),
      m_add(new QPushButton(tr("A&dd authorities…"))),
      m_forget(new QPushButton(tr("For&get")))
{
    m_summary->setObjectName(u"trustSummary"_s);
    identify(m_add, "addAuthoritiesButton", tr("Add authorities"),
             tr("A PEM file with the certificates of authorities that are trusted for this computer only"));
    identify(m_forget, "forgetTrustButton", tr("Forget what is trusted here"));
    for (QPushButton *button : {m_add, m_forget})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_add);
    row->addWidget(m_summary, 1);
    row->addWidget(m_forget);
    connect(m_add, &QPushButton::clicked, this, [this] {
        auto *files =
            new QFileDialog(this, tr("Add authorities"), {}, tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setFileMode(QFileDialog::ExistingFile);
        connect(files, &QFileDialog::fileSelected, this, &TrustField::addAuthorities);
        files->open();
    });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        m_pinnedSha256.clear();
        m_authorities.clear();
        refill();
        Q_EMIT edited();
    });
    refill();
}

void TrustField::setValue(const sessions::ConnectionOptions &options)
{
    m_pinnedSha256 = options.pinnedSha256;
    m_authorities = options.extraAuthorities;
    refill();
}

void TrustField::addTo(sessions::ConnectionOptions *options) const
{
    options->pinnedSha256 = m_pinnedSha256;
    options->extraAuthorities = m_authorities;
}

void TrustField::addAuthorities(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maximumFileBytes) {
        refill(tr("The file cannot be read."));
        return;
    }
    const QList<QSslCertificate> found = QSslCertificate::fromData(file.readAll(), QSsl::Pem);
    if (found.isEmpty()) {
        refill(tr("The file holds no certificate in PEM form."));
        return;
    }
    for (const QSslCertificate &certificate : found)
        if (!m_authorities.contains(certificate))
            m_authorities += certificate;
    refill();
    Q_EMIT edited();
}

void TrustField::refill(const QString &problem)
{
    QStringList parts;
    if (!m_pinnedSha256.isEmpty())
        parts += tr("the certificate %1…").arg(transport::fingerprintText(m_pinnedSha256).left(shownDigits));
    for (const QSslCertificate &authority : std::as_const(m_authorities))
        parts += StreamDocument::sanitized(authority.subjectDisplayName());
    m_forget->setVisible(!parts.isEmpty());
    if (!problem.isEmpty())
        m_summary->setText(problem);
    else
        m_summary->setText(parts.isEmpty() ? tr("the system's authorities only") : parts.join(u", "_s));
}

} // namespace rejoin::ui
