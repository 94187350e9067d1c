#include "ui/dialogs/vaultdialog.h"

#include "core/text/errortext.h"
#include "core/vault/resolver.h"
#include "ui/dialogs/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using vault::Entry;

namespace {

enum Column : quint8 { For, User, Kind, LastUsed, LastRefused, ColumnCount };

QString timeText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString kindText(Entry::Kind kind)
{
    switch (kind) {
    case Entry::Kind::Password:
        return VaultDialog::tr("password");
    case Entry::Kind::Certificate:
        return VaultDialog::tr("certificate");
    case Entry::Kind::CurrentUser:
        return VaultDialog::tr("current user");
    case Entry::Kind::Keytab:
        break;
    }
    return VaultDialog::tr("keytab");
}

} // namespace

VaultDialog::VaultDialog(const QString &place, const QList<vault::ComputerFacts> &computers, QWidget *parent)
    : QDialog(parent),
      m_computers(computers),
      m_list(new QTreeWidget),
      m_change(new QPushButton(tr("&Change…"))),
      m_remove(new QPushButton(tr("&Remove"))),
      m_test(new QPushButton(tr("&Test"))),
      m_computer(new QComboBox),
      m_choice(hintLabel()),
      m_words(new QLabel)
{
    setObjectName(u"vaultDialog"_s);
    setWindowTitle(tr("Stored logins"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *where = new QLabel(place);
    where->setTextFormat(Qt::PlainText);
    where->setWordWrap(true);
    where->setObjectName(u"vaultPlaceLabel"_s);
    identify(m_list, "vaultList", tr("Stored logins"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(For, Qt::AscendingOrder);
    m_list->setHeaderLabels({tr("For"), tr("User"), tr("Kind"), tr("Last used"), tr("Last refused")});
    auto *add = new QPushButton(tr("&Add…"));
    identify(add, "vaultAddButton", tr("Add"), tr("Store another login"));
    identify(m_change, "vaultChangeButton", tr("Change"),
             tr("Enter a new password; the same account elsewhere gets it too"));
    identify(m_remove, "vaultRemoveButton", tr("Remove"), tr("Remove the login here and its secret from the keychain"));
    identify(m_test, "vaultTestButton", tr("Test"), tr("Log in once at the computer named below"));
    auto *exports = new QPushButton(tr("E&xport…"));
    identify(exports, "vaultExportButton", tr("Export"), tr("Write the list to a file, without the secrets"));
    auto *imports = new QPushButton(tr("&Import…"));
    identify(imports, "vaultImportButton", tr("Import"), tr("Read a list; the passwords are asked for when needed"));
    auto *buttons = new QVBoxLayout;
    for (QPushButton *button : {add, m_change, m_remove, m_test, exports, imports}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(buttons);
    identify(m_computer, "vaultComputerCombo", tr("Computer"), tr("Which login would be used for this computer?"));
    m_computer->setEditable(true);
    for (const vault::ComputerFacts &computer : computers)
        m_computer->addItem(computer.name);
    m_choice->setObjectName(u"vaultChoiceLabel"_s);
    auto *question = new QHBoxLayout;
    question->addWidget(fieldLabel(tr("&For the computer"), {}, m_computer));
    question->addWidget(m_computer, 1);
    m_words->setObjectName(u"vaultWordsLabel"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto *close = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(where);
    column->addLayout(middle, 1);
    column->addLayout(question);
    column->addWidget(m_choice);
    column->addWidget(m_words);
    column->addWidget(close);
    resize(760, 440);

    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &VaultDialog::updateButtons);
    connect(m_computer, &QComboBox::editTextChanged, this, &VaultDialog::resolve);
    connect(add, &QPushButton::clicked, this, &VaultDialog::addWanted);
    connect(exports, &QPushButton::clicked, this, &VaultDialog::exportWanted);
    connect(imports, &QPushButton::clicked, this, &VaultDialog::importWanted);
    const auto onSelected = [this](auto signal) {
        return [this, signal] {
            if (const auto entry = selected())
                Q_EMIT(this->*signal)(*entry);
        };
    };
    connect(m_change, &QPushButton::clicked, this, onSelected(&VaultDialog::changeWanted));
    connect(m_remove, &QPushButton::clicked, this, onSelected(&VaultDialog::removeWanted));
    connect(m_list, &QTreeWidget::itemDoubleClicked, this, onSelected(&VaultDialog::changeWanted));
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (const auto entry = selected(); entry && !computer().name.isEmpty())
            Q_EMIT testWanted(*entry, computer().name);
    });
    updateButtons();
}

void VaultDialog::setEntries(const QList<Entry> &entries)
{
    const auto before = selected();
    m_entries = entries;
    m_list->clear();
    for (const Entry &entry : entries) {
        auto *item = new QTreeWidgetItem(m_list);
        item->setData(For, Qt::UserRole, entry.id);
        item->setText(For, text::translated(entry.scope.words()));
        item->setText(User, text::translated(entry.identity()));
        item->setText(Kind, kindText(entry.kind));
        item->setText(LastUsed, timeText(entry.lastUsed));
        item->setText(LastRefused, entry.isRefused() ? tr("%1 – not tried again").arg(timeText(entry.lastRefused))
                                                     : timeText(entry.lastRefused));
        if (before && before->id == entry.id)
            item->setSelected(true);
    }
    for (int column = 0; column < ColumnCount; ++column)
        m_list->resizeColumnToContents(column);
    updateButtons();
    resolve();
}

void VaultDialog::say(const QString &words)
{
    m_words->setText(words);
}

std::optional<Entry> VaultDialog::selected() const
{
    const QList<QTreeWidgetItem *> items = m_list->selectedItems();
    if (items.isEmpty())
        return std::nullopt;
    const auto found = std::ranges::find(m_entries, items.first()->data(For, Qt::UserRole).toUuid(), &Entry::id);
    return found == m_entries.end() ? std::nullopt : std::optional(*found);
}

vault::ComputerFacts VaultDialog::computer() const
{
    const QString name = m_computer->currentText().trimmed();
    for (const vault::ComputerFacts &known : m_computers)
        if (known.name.compare(name, Qt::CaseInsensitive) == 0)
            return known;
    return {name, {}};
}

void VaultDialog::updateButtons()
{
    const auto entry = selected();
    m_change->setEnabled(entry && entry->kind != Entry::Kind::CurrentUser);
    m_remove->setEnabled(entry.has_value());
    m_test->setEnabled(entry && entry->kind != Entry::Kind::Certificate && !computer().name.isEmpty());
}

void VaultDialog::resolve()
{
    updateButtons();
    const vault::ComputerFacts facts = computer();
    if (facts.name.isEmpty()) {
        m_choice->clear();
        return;
    }
    const vault::Resolution found = vault::resolve(m_entries, facts);
    const QString reason = text::translated(found.reason);
    m_choice->setText(found.entry ? tr("%1 would be used. %2").arg(text::translated(found.entry->identity()), reason)
                                  : reason);
}

} // namespace rejoin::ui
