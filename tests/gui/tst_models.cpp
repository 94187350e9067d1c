#include "tests/support/await.h"
#include "ui/models/computermodel.h"
#include "ui/models/jobmodel.h"
#include "ui/models/sessionmodel.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;

namespace {

class FixedClock final : public base::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return time; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return {}; }
    QDateTime time{QDate(2026, 1, 15), QTime(12, 0), Qt::UTC};
};

SessionRow row(int id, const QString &name, const QString &computer = u"Server01"_s)
{
    SessionRow row;
    row.shellId = QUuid::createUuidV5(QUuid(), QByteArray::number(id));
    row.id = id;
    row.name = name;
    row.computerName = computer;
    row.state = u"Disconnected"_s;
    row.availability = u"None"_s;
    row.connectable = true;
    return row;
}

Computer computer(const QString &name, const QString &group = {})
{
    Computer computer;
    computer.id = QUuid::createUuidV5(QUuid(), name);
    computer.group = group;
    computer.options.computerName = name;
    return computer;
}

jobs::Job job(int id, const QString &name, const QString &state = u"Running"_s)
{
    jobs::Job job;
    job.id = id;
    job.instanceId = QUuid::createUuidV5(QUuid(), QByteArray::number(id));
    job.name = name;
    job.state = state;
    return job;
}

QStringList names(const SessionModel &model)
{
    QStringList names;
    for (int i = 0; i < model.rowCount(); ++i)
        names += model.rowAt(i).name;
    return names;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionsSortAndFilter();
    void filterWords_data();
    void filterWords();
    void refreshKeepsSelectionAndScroll();
    void mixedChangesKeepTheModelConsistent();
    void manyRows();
    void expiresCountsDown();
    void hiddenShellsSayWhy();
    void computersInGroups();
    void computerStatusShowsAMarkAndAWord();
    void computersAreDraggedToGroups();
    void jobsAsATree();
    void theListOfComputersSurvives();
    void aBrokenListIsLeftAlone();

private:
    std::shared_ptr<FixedClock> m_clock = std::make_shared<FixedClock>();
};

void TestModels::sessionsSortAndFilter()
{
    SessionModel model(m_clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.upsert({row(1, u"beta"_s), row(2, u"Alpha"_s), row(10, u"gamma"_s, u"Server02"_s)});
    QCOMPARE(names(model), (QStringList{u"beta"_s, u"Alpha"_s, u"gamma"_s}));
    model.sort(SessionModel::Name);
    QCOMPARE(names(model), (QStringList{u"Alpha"_s, u"beta"_s, u"gamma"_s}));
    model.sort(SessionModel::Id, Qt::DescendingOrder);
    QCOMPARE(names(model), (QStringList{u"gamma"_s, u"Alpha"_s, u"beta"_s}));
    model.setFilterText(u"server01"_s);
    QCOMPARE(names(model), (QStringList{u"Alpha"_s, u"beta"_s}));
    model.setFilterText({});
    model.remove({row(1, {}).shellId});
    QCOMPARE(names(model), (QStringList{u"gamma"_s, u"Alpha"_s}));
    QCOMPARE(model.totalCount(), 2);
}

void TestModels::filterWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("matches");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("part of the name") << u"tas"_s << true;
    QTest::newRow("case") << u"ITTASK SERVER01"_s << true;
    QTest::newRow("one of two is missing") << u"ittask server02"_s << false;
    QTest::newRow("wildcard over a whole text") << u"it*"_s << true;
    QTest::newRow("wildcard is anchored") << u"ask*"_s << false;
    QTest::newRow("question mark") << u"server0?"_s << true;
    QTest::newRow("connectable") << u"is:connectable"_s << true;
    QTest::newRow("while typing") << u"is:conn"_s << true;
    QTest::newRow("in use") << u"is:inuse"_s << false;
    QTest::newRow("unknown state") << u"is:purple"_s << false;
    QTest::newRow("state") << u"state:disconnected"_s << true;
    QTest::newRow("other state") << u"state:opened"_s << false;
    QTest::newRow("a bracket is no pattern") << u"[*"_s << false;
}

void TestModels::filterWords()
{
    QFETCH(QString, words);
    const SessionRow session = row(1, u"ITTask"_s);
    QTEST(SessionFilter(words).matches(session, SessionFilter::haystackOf(session)), "matches");
}

void TestModels::refreshKeepsSelectionAndScroll()
{
    SessionModel model(m_clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTableView view;
    view.setModel(&model);
    view.resize(400, 300);
    view.show();
    QList<SessionRow> rows;
    for (int id = 0; id < 400; id += 2)
        rows += row(id, u"S%1"_s.arg(id));
    model.upsert(rows);
    QCoreApplication::processEvents();
    view.scrollTo(model.index(100, 0), QAbstractItemView::PositionAtTop);
    view.selectionModel()->select(model.index(105, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const QUuid chosen = model.rowAt(105).shellId;
    const int scrolled = view.verticalScrollBar()->value();

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    for (SessionRow &changed : rows)
        changed.owner = u"someone"_s;
    model.upsert(rows);
    QCOMPARE(view.verticalScrollBar()->value(), scrolled);
    // New rows between the old ones, and some that went.
    QList<SessionRow> more;
    for (int id = 301; id < 400; id += 2)
        more += row(id, u"S%1"_s.arg(id));
    model.upsert(more);
    model.remove({rows.at(150).shellId, rows.at(160).shellId});
    const QModelIndexList selected = view.selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().data(SessionModel::ShellIdRole).toUuid(), chosen);
    QCOMPARE(view.verticalScrollBar()->value(), scrolled);
    QCOMPARE(resets.count(), 0);
}

void TestModels::mixedChangesKeepTheModelConsistent()
{
    SessionModel model(m_clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(7);
    model.sort(SessionModel::Name);
    QHash<int, QString> expected;
    for (int step = 0; step < 300; ++step) {
        const int id = random.bounded(60);
        switch (random.bounded(4)) {
        case 0: {
            QList<SessionRow> rows;
            for (int i = 0; i < 5; ++i) {
                const int each = random.bounded(60);
                const QString name = u"n%1"_s.arg(random.bounded(1000), 4, 10, QChar(u'0'));
                rows += row(each, name);
                expected.insert(each, name);
            }
            model.upsert(rows);
            break;
        }
        case 1:
            model.remove({row(id, {}).shellId, row(id + 3, {}).shellId});
            expected.remove(id);
            expected.remove(id + 3);
            break;
        case 2:
            model.sort(random.bounded(2) ? SessionModel::Name : SessionModel::Id,
                       random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        default:
            model.setFilterText(random.bounded(2) ? u"n0*"_s : QString());
        }
        QCOMPARE(model.totalCount(), int(expected.size()));
    }
    model.setFilterText({});
    model.sort(SessionModel::Name);
    QStringList sorted = expected.values();
    sorted.sort();
    QCOMPARE(names(model), sorted);
}

void TestModels::manyRows()
{
    SessionModel model(m_clock);
    QList<SessionRow> rows;
    for (int id = 0; id < 100000; ++id)
        rows += row(id, u"Session%1"_s.arg(id * 7919 % 100000), u"Server%1"_s.arg(id % 1000));
    model.upsert(rows);
    QCOMPARE(model.rowCount(), 100000);
    model.sort(SessionModel::ComputerName);
    model.setFilterText(u"server1*"_s);
    QCOMPARE(model.rowCount(), 11100);
    model.setFilterText({});
    model.remove({rows.at(5).shellId});
    QCOMPARE(model.rowCount(), 99999);
    for (int i = 1; i < model.rowCount(); ++i)
        QVERIFY(model.rowAt(i - 1).computerName.toCaseFolded() <= model.rowAt(i).computerName.toCaseFolded());
}

void TestModels::expiresCountsDown()
{
    SessionModel model(m_clock);
    SessionRow expiring = row(1, u"a"_s);
    expiring.expiresOn = m_clock->time.addSecs(2 * 3600 + 5 * 60);
    model.upsert({expiring});
    const QModelIndex at = model.index(0, SessionModel::Expires);
    QVERIFY(at.data().toString().startsWith(u"2 h 5 m · "_s));
    QVERIFY(at.data().toString().contains(u':')); // the time of day beside it
    QVERIFY(at.data(Qt::DecorationRole).isNull());
    m_clock->time = m_clock->time.addSecs(2 * 3600);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.tick();
    QVERIFY(!changes.isEmpty());
    QVERIFY(at.data().toString().startsWith(u"5 m 0 s · "_s));
    QVERIFY(at.data(Qt::AccessibleTextRole).toString().contains(u"within minutes"_s));
    QVERIFY(at.data(Qt::ToolTipRole).toString().contains(u"within minutes"_s));
    QVERIFY(!at.data(Qt::DecorationRole).isNull());
}

void TestModels::hiddenShellsSayWhy()
{
    SessionModel model(m_clock);
    SessionRow shell = row(1, QString());
    shell.hiddenReason = u"The client that made this session gave it no name."_s;
    shell.connectable = true;
    model.upsert({shell, row(2, u"b"_s)});
    QCOMPARE(model.index(0, SessionModel::Name).data().toString(), u"(no name)"_s);
    QVERIFY(model.index(0, SessionModel::Availability).data().toString().contains(shell.hiddenReason));
    QVERIFY(model.index(0, SessionModel::State).data(Qt::ToolTipRole).toString().contains(shell.hiddenReason));
    QVERIFY(model.index(0, SessionModel::Name).data(Qt::FontRole).value<QFont>().italic());
    QVERIFY(!model.index(1, SessionModel::Availability).data().toString().contains(u"hidden"_s));
    model.setFilterText(u"is:hidden"_s);
    QCOMPARE(model.rowCount(), 1);
}

void TestModels::computersInGroups()
{
    ComputerModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Computer b = computer(u"Server02"_s, u"Production"_s);
    const Computer a = computer(u"Server01"_s, u"Production"_s);
    const Computer alone = computer(u"Alone"_s);
    model.setComputers({b, a, alone, computer(u"Lab01"_s, u"Lab"_s)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, 0).data().toString(), u"Alone"_s);
    QCOMPARE(model.index(1, 0).data().toString(), u"Lab"_s);
    const QModelIndex production = model.index(2, 0);
    QCOMPARE(model.rowCount(production), 2);
    QCOMPARE(model.index(0, 0, production).data().toString(), u"Server01"_s);
    QCOMPARE(model.indexOf(b.id), model.index(1, 0, production));
    QCOMPARE(model.computersOf({production}), (QList<QUuid>{a.id, b.id}));
    QCOMPARE(model.computersOf({production, model.indexOf(a.id)}), (QList<QUuid>{a.id, b.id}));
    // Statuses outlive a change of the list.
    model.setStatus(a.id, ComputerStatus::answered(3));
    model.setComputers({a, alone});
    QCOMPARE(model.status(a.id).sessionCount, 3);
}

void TestModels::computerStatusShowsAMarkAndAWord()
{
    ComputerModel model;
    const Computer one = computer(u"Server01"_s);
    model.setComputers({one});
    QSet<QString> words;
    QList<ComputerStatus> all{ComputerStatus(), ComputerStatus::answered(0)};
    using enum base::ErrorCategory;
    for (const base::ErrorCategory category : {LoginRefused, CertificateUntrusted, ConnectFailed, NotWsMan, Protocol})
        all += ComputerStatus::failed(base::Error(category, {}, base::Text("x")));
    for (const ComputerStatus &status : all) {
        model.setStatus(one.id, status);
        const QModelIndex at = model.indexOf(one.id);
        words.insert(at.siblingAtColumn(ComputerModel::Status).data().toString());
        QVERIFY(!at.data(Qt::DecorationRole).value<QIcon>().isNull());
        QVERIFY(at.data(Qt::AccessibleTextRole).toString().contains(u"Server01"_s));
    }
    QCOMPARE(words.size(), all.size());
    QCOMPARE(model.attentionCount(), 1);
}

void TestModels::computersAreDraggedToGroups()
{
    ComputerModel model;
    const Computer one = computer(u"Server01"_s);
    model.setComputers({one, computer(u"Server02"_s, u"Lab"_s)});
    QSignalSpy regrouped(&model, &ComputerModel::regrouped);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(one.id)}));
    const QModelIndex lab = model.index(1, 0);
    QCOMPARE(lab.data().toString(), u"Lab"_s);
    model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, lab);
    QCOMPARE(regrouped.count(), 1);
    QCOMPARE(regrouped.first().at(0).value<QList<QUuid>>(), QList<QUuid>{one.id});
    QCOMPARE(regrouped.first().at(1).toString(), u"Lab"_s);
}

void TestModels::jobsAsATree()
{
    JobModel model(m_clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    jobs::Job parent = job(1, u"Job1"_s);
    parent.begin = m_clock->time.addSecs(-90);
    parent.children = {job(2, u"Job2"_s)};
    model.setJobs({parent, job(3, u"Job3"_s)});
    QCOMPARE(model.rowCount(), 2);
    const QPersistentModelIndex kept(model.indexOf(2));
    QVERIFY(kept.isValid());
    QCOMPARE(kept.parent(), model.index(0, 0));
    QCOMPARE(model.index(0, JobModel::Duration).data().toString(), u"1 m 30 s"_s);

    parent.state = u"Completed"_s;
    parent.end = m_clock->time;
    parent.children.first().state = u"Completed"_s;
    parent.children += job(5, u"Job5"_s);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setJobs({parent, job(3, u"Job3"_s), job(6, u"Job6"_s)});
    QVERIFY(kept.isValid());
    QCOMPARE(model.index(0, JobModel::State).data().toString(), u"Completed"_s);
    QCOMPARE(model.rowCount(model.index(0, 0)), 2);
    QCOMPARE(model.rowCount(), 3);
    model.setJobs({job(6, u"Job6"_s)});
    QVERIFY(!kept.isValid());
    QCOMPARE(model.rowCount(), 1);
    model.setJobs({parent, job(6, u"Job6"_s)});
    QCOMPARE(model.jobAt(model.index(0, 0))->id, 1);
    QVERIFY(model.find(5));
    QCOMPARE(resets.count(), 0);
}

void TestModels::theListOfComputersSurvives()
{
    QTemporaryDir directory;
    ComputerStore store(directory.path());
    store.load();
    Computer saved = computer(u"Server01"_s, u"Production"_s);
    saved.options.port = 15986;
    saved.options.useSsl = true;
    saved.options.mechanism = transport::Mechanism::Kerberos;
    saved.options.session.skipCnCheck = true;
    saved.options.credential = base::Credential(u"me"_s, base::SecretString::fromUtf16(u"geheim1234"));
    store.add({saved, computer(u"Server02"_s)});

    ComputerStore again(directory.path());
    again.load();
    QCOMPARE(again.computers().size(), 2);
    const Computer read = again.find(saved.id).value();
    QCOMPARE(read.group, saved.group);
    QCOMPARE(read.options.port, 15986);
    QVERIFY(read.options.useSsl && read.options.session.skipCnCheck && !read.options.session.skipCaCheck);
    QCOMPARE(int(read.options.mechanism), int(transport::Mechanism::Kerberos));
    QCOMPARE(read.options.credential.userName, u"me"_s);
    QVERIFY(read.options.credential.password.isEmpty());
    QFile file(directory.filePath(u"computers.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("geheim1234"));

    const QList<Computer> removed = again.remove({saved.id});
    QCOMPARE(removed.size(), 1);
    QCOMPARE(again.computers().size(), 1);
    again.add(removed);
    QVERIFY(again.find(saved.id));
}

void TestModels::aBrokenListIsLeftAlone()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"computers.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ \"computers\": [ { broken");
    file.close();
    ComputerStore store(directory.path());
    try {
        store.load();
        QFAIL("must not be read");
    } catch (const base::Error &error) {
        QCOMPARE(error.id, u"ComputerListUnreadable"_s);
    }
    store.add({computer(u"Server01"_s)});
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{ \"computers\": [ { broken"));
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
