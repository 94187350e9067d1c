#include "core/lab/labserver.h"
#include "core/output/savedoutputstore.h"
#include "tests/support/await.h"
#include "ui/console/keeppace.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"
#include "ui/output/savedoutputview.h"
#include "ui/output/savedtext.h"
#include "ui/sessiontab/outputpage.h"
#include "ui/sessiontab/outputsection.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QTreeWidget>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using output::EndState;
using output::SavedOutputStore;

/// The Output page against a lab in this process, and floods through the real document and view.
class TestSavedOutput : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<lab::LabServer> m_lab;
    sessions::SessionRegistry m_registry;
    std::unique_ptr<sessions::SessionService> m_service;
    std::shared_ptr<SavedOutputStore> m_store;

    sessions::ConnectionOptions target() const
    {
        sessions::ConnectionOptions options;
        options.computerName = u"server01"_s;
        options.useSsl = true;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(u"lab"_s, base::SecretString::fromUtf16(u"secret"_s));
        options.extraAuthorities = {m_lab->certificate()};
        return options;
    }
    /// The page of a session that was left with its commands, in a tab that was just connected.
    sessions::SessionPtr connected(const QString &name)
    {
        sessions::ListRequest request;
        request.targets = {target()};
        const auto listing = test::await(m_service->list(request)).first();
        sessions::SessionPtr session;
        for (const auto &found : listing.sessions)
            session = found->name() == name ? found : session;
        for (const auto &hidden : listing.hidden) {
            if (hidden.shell.name != name)
                continue;
            session = m_registry.forShell(hidden.shell.id(), target());
            session->update(hidden.shell, {}, QDateTime::currentDateTimeUtc());
        }
        if (!session || test::await(m_service->connect({session})).first().error)
            return nullptr;
        return session;
    }

private Q_SLOTS:
    void initTestCase()
    {
        base::SecretString::initializeHeap();
        lab::LabComputerSettings computer;
        computer.name = u"server01"_s;
        computer.users = {lab::LabUser(u"lab"_s, base::SecretString::fromUtf16(u"secret"_s))};
        const QList<std::pair<QString, QString>> left{{u"One"_s, u"'buffered'; Start-Sleep -Seconds 1; 'live'"_s},
                                                      {u"Pool"_s, u"'first command'"_s}};
        for (const auto &[name, script] : left) {
            lab::LabSession session;
            session.name = name;
            session.owner = u"lab"_s;
            session.running = script;
            computer.sessions.append(session);
        }
        lab::LabSettings settings;
        settings.computers = {computer};
        m_lab = std::make_unique<lab::LabServer>(settings);
        test::await(m_lab->start());
        m_service = std::make_unique<sessions::SessionService>(&m_registry, &transport::makeHttpTransport,
                                                               std::make_shared<base::SystemClock>());
        m_service->addConnectTo(u"server01:5986:127.0.0.1:%1"_s.arg(m_lab->ports(u"server01"_s).https));
        m_store = std::make_shared<SavedOutputStore>(m_folder.filePath(u"output"_s));
        m_service->setSavedOutput(m_store);
    }
    void cleanupTestCase()
    {
        m_service.reset();
        m_lab.reset();
    }

    void aRunningCommandHasItsSection()
    {
        const auto session = connected(u"One"_s);
        QVERIFY(session);
        OutputPage page(m_service.get(), session);
        page.resize(700, 500);
        page.show();
        page.attach();
        QVERIFY(test::waitUntil([&] { return page.sections().size() == 1; }));
        OutputSection *section = page.sections().first();
        QVERIFY(page.isAttached());
        QVERIFY(test::waitUntil([&] { return !section->isRunning(); }));
        QCOMPARE(section->stream()->text(), u"buffered\nlive"_s);
        // What was shown is in the list of what is saved, and reads the same.
        auto *list = page.findChild<QTreeWidget *>(u"savedOutputList"_s);
        QVERIFY(list);
        QVERIFY(test::waitUntil([&] { return list->topLevelItemCount() == 1; }));
        list->setCurrentItem(list->topLevelItem(0));
        QVERIFY(test::waitUntil([&] { return page.saved()->stream()->text() == u"buffered\nlive"_s; }));

        const QString file = m_folder.filePath(u"one.txt"_s);
        page.saved()->saveAs(file);
        QVERIFY(test::waitUntil([&] { return QFile::exists(file); }));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), QByteArray("buffered\nlive\n"));
    }

    void severalCommandsRunSideBySide()
    {
        const auto session = connected(u"Pool"_s);
        QVERIFY(session);
        // A command that this program runs is none to attach to.
        const auto own = test::await(m_service->start(session, sessions::scriptPipeline(u"Start-Sleep 1; 'own'"_s)));
        OutputPage page(m_service.get(), session);
        page.show();
        page.attach();
        QVERIFY(test::waitUntil([&] { return page.sections().size() == 1 && !page.isAttached(); }));
        QCOMPARE(page.sections().first()->stream()->text(), u"first command"_s);
        auto *again = page.findChild<QPushButton *>(u"getOutputButton"_s);
        QVERIFY(test::waitUntil([&] { return again->isEnabled(); }));
        QTest::mouseClick(again, Qt::LeftButton);
        QVERIFY(test::waitUntil([&] { return again->isEnabled(); }));
        QCOMPARE(page.sections().size(), 1);
        own->begin();
        QCOMPARE(test::await(own->finished()), psrp::PipelineState::Completed);
    }

    /// The session is gone, its output is not: the view of all sessions has it.
    void outputOutlivesItsSession()
    {
        SavedOutputView view(m_store, {}, nullptr);
        view.show();
        auto *list = view.findChild<QTreeWidget *>(u"savedOutputList"_s);
        QCOMPARE(list->topLevelItemCount(), 2);
        // Clearing asks, and Cancel is the default.
        view.clear();
        auto *question = view.findChild<QMessageBox *>(u"clearOutputDialog"_s);
        QVERIFY(question);
        QVERIFY(question->defaultButton() == question->button(QMessageBox::Cancel));
        question->findChild<QPushButton *>(u"clearOutputConfirm"_s)->click();
        QVERIFY(test::waitUntil([&] { return list->topLevelItemCount() == 0; }));
        QVERIFY(m_store->entries().isEmpty());
    }

    void whatCouldNotBeSavedIsSaid()
    {
        const auto store = std::make_shared<SavedOutputStore>(m_folder.filePath(u"cut"_s));
        store->setLimit(SavedOutputStore::smallestLimit);
        const auto writer = store->begin(output::OutputSource());
        for (int i = 0; i < 20; ++i) {
            writer->append(psrp::OutputReceived{clixml::Value::string(QString(100'000, u'x'))});
            writer->flush();
        }
        writer->finish(EndState::Completed);
        StreamDocument stream;
        bool ended = false;
        connect(SavedText::show(store->open(writer->id()), &stream), &SavedText::finished, this, [&] { ended = true; });
        QVERIFY(test::waitUntil([&] { return ended; }));
        QVERIFY(stream.text().contains(u"limit for saved output"_s));
    }

    /// However much comes, what is kept and what waits is bounded, and who gives is told to wait.
    void aFloodIsBounded()
    {
        StreamDocument stream;
        StreamView view;
        view.show(&stream);
        view.resize(800, 400);
        view.show();
        QSignalSpy caughtUp(&stream, &StreamDocument::caughtUp);
        for (int i = 0; i < 10'000; ++i)
            stream.append(Stream::Output, u"line %1"_s.arg(i));
        QVERIFY(stream.isBehind());
        QVERIFY(test::waitUntil([&] { return !stream.isBehind() && caughtUp.size() == 1; }));
        // Long lines count by their characters: 6 MB of them leave the last few.
        for (int i = 0; i < 300; ++i)
            stream.append(Stream::Output, QString(StreamDocument::longestText, u'x'));
        QVERIFY(test::waitUntil([&] { return caughtUp.size() == 2; }, 60s));
        QVERIFY(stream.document()->characterCount() <= StreamDocument::maximumCharacters);
        QVERIFY(stream.document()->characterCount() > StreamDocument::maximumCharacters / 2);
        // One text without end is shown by its beginning.
        stream.clear();
        stream.append(Stream::Output, QString(5'000'000, u'y'));
        QVERIFY(stream.text().size() < StreamDocument::longestText + 200);
        QVERIFY(stream.text().contains(u"more characters"_s));
    }

    /// 100,000 records, as a second of a busy session gives them: how long the window stands still at most is printed,
    /// not judged. What a turn of the event loop does is bounded (above).
    void aHundredThousandRecords()
    {
        StreamDocument stream;
        StreamView view;
        view.show(&stream);
        view.resize(900, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        constexpr int records = 100'000;
        constexpr int perAnswer = 2000; // as many small records as an envelope of 500 KB holds
        int given = 0;
        qint64 longest = 0;
        QElapsedTimer whole;
        QElapsedTimer turn;
        whole.start();
        turn.start();
        while (given < records || stream.isBehind()) {
            if (given < records && !stream.isBehind()) {
                for (int i = 0; i < perAnswer; ++i)
                    stream.appendEvent(
                        psrp::OutputReceived{clixml::Value::string(u"record %1 of many"_s.arg(given++))});
            }
            QCoreApplication::processEvents();
            longest = std::max(longest, turn.nsecsElapsed());
            turn.restart();
        }
        qInfo("%d records shown in %lld ms, the longest turn took %.1f ms", records, whole.elapsed(),
              double(longest) / 1e6);
        QVERIFY(stream.text().endsWith(u"record 99999 of many"_s));
    }
};

QTEST_MAIN(TestSavedOutput)
#include "tst_savedoutput.moc"
