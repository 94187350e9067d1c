#include "ui/dialogs/certificatepicker.h"

#include "core/text/errortext.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/labels.h"
#include "ui/store/certificates.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int thumbprintRole = Qt::UserRole;
constexpr QSize usualSize(720, 360);

} // namespace

CertificatePicker::CertificatePicker(Certificates *certificates, const QString &present, QWidget *parent)
    : QDialog(parent),
      m_certificates(certificates),
      m_list(new QTreeWidget),
      m_passphraseRow(new QWidget),
      m_passphrase(new QLineEdit),
      m_problem(hintLabel()),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(u"certificatePicker"_s);
    setWindowTitle(tr("Choose a certificate"));
    setAttribute(Qt::WA_DeleteOnClose);

    identify(m_list, "certificatesList", tr("Certificates"));
    m_list->setHeaderLabels({tr("Made out to"), tr("Issued by"), tr("Valid until"), tr("File")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);

    auto *open = new QPushButton(tr("&Open file…"));
    identify(open, "openCertificateButton", tr("Open a certificate file"),
             tr("A PEM or PKCS#12 file (.pem, .pfx, .p12) with its key"));
    open->setAutoDefault(false);
    identify(m_passphrase, "passphraseEdit", tr("Passphrase"), tr("Used to open the file; not kept"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    auto *unlock = new QPushButton(tr("&Unlock"));
    unlock->setObjectName(u"unlockButton"_s);
    unlock->setAutoDefault(false);
    auto *passphraseLabel = fieldLabel(tr("&Passphrase of the file"), {}, m_passphrase);
    auto *row = new QHBoxLayout(m_passphraseRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(passphraseLabel);
    row->addWidget(m_passphrase, 1);
    row->addWidget(unlock);
    m_passphraseRow->hide();
    m_problem->setObjectName(u"problemLabel"_s);

    auto *openRow = new QHBoxLayout;
    openRow->addWidget(open);
    openRow->addWidget(
        hintLabel(tr("Files in %1 are listed by themselves.").arg(QDir::toNativeSeparators(certificates->directory()))),
        1);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addLayout(openRow);
    column->addWidget(m_passphraseRow);
    column->addWidget(m_problem);
    column->addWidget(m_buttons);
    resize(usualSize);

    connect(open, &QPushButton::clicked, this, [this] {
        auto *files = new QFileDialog(this, tr("Open a certificate"), {},
                                      tr("Certificates (*.pem *.crt *.cer *.pfx *.p12);;All files (*)"));
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setFileMode(QFileDialog::ExistingFile);
        connect(files, &QFileDialog::fileSelected, this, &CertificatePicker::openFile);
        files->open();
    });
    connect(unlock, &QPushButton::clicked, this, &CertificatePicker::tryOpening);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &CertificatePicker::tryOpening);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &CertificatePicker::check);
    connect(m_list, &QTreeWidget::itemActivated, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_certificates->reload();
    refill(present);
}

CertificatePicker::~CertificatePicker()
{
    m_passphrase->clear();
}

QString CertificatePicker::thumbprint() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->data(0, thumbprintRole).toString() : QString();
}

QString CertificatePicker::subject() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->text(0) : QString();
}

void CertificatePicker::refill(const QString &choose)
{
    const QString wanted = transport::normalizedThumbprint(choose);
    m_list->clear();
    for (const transport::StoredCertificate &each : m_certificates->all()) {
        const QSslCertificate leaf = each.certificate.chain.value(0);
        auto *item = new QTreeWidgetItem(
            m_list, {StreamDocument::sanitized(each.subject()), StreamDocument::sanitized(leaf.issuerDisplayName()),
                     QLocale().toString(leaf.expiryDate().toLocalTime().date(), QLocale::ShortFormat),
                     QDir::toNativeSeparators(each.source)});
        item->setData(0, thumbprintRole, each.thumbprint());
        const QString warning = text::translated(each.warning);
        item->setToolTip(0, warning.isEmpty() ? each.thumbprint() : warning);
        if (each.thumbprint() == wanted)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    check();
}

void CertificatePicker::check()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!thumbprint().isEmpty());
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!m_path.isEmpty())
        return;
    if (!item) {
        m_problem->setText(tr("No certificate with its key is at hand: open its file."));
        return;
    }
    const QString tip = item->toolTip(0);
    m_problem->setText(tip == thumbprint() ? tr("Thumbprint: %1").arg(tip) : tip);
}

void CertificatePicker::openFile(const QString &path)
{
    m_path = path;
    tryOpening();
}

void CertificatePicker::tryOpening()
{
    QString typed = m_passphrase->text();
    const auto passphrase = base::SecretString::fromUtf16(typed);
    base::wipe(typed.data(), size_t(typed.size()) * sizeof(QChar));
    m_passphrase->clear();
    try {
        m_certificates->open(m_path, passphrase);
    } catch (const base::Error &error) {
        const text::ErrorWords words = text::describe(error);
        m_problem->setText(words.sentence + u' ' + words.advice);
        const bool wantsPassphrase = error.id == "CertificatePassphraseWrong"_L1;
        m_passphraseRow->setVisible(wantsPassphrase);
        if (wantsPassphrase)
            m_passphrase->setFocus();
        else
            m_path.clear();
        return;
    }
    m_passphraseRow->hide();
    m_path.clear();
    const auto all = m_certificates->all();
    refill(all.isEmpty() ? QString() : all.constFirst().thumbprint());
}

} // namespace rejoin::ui
