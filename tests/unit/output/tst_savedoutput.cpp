#include "core/output/eventcodec.h"
#include "core/output/savedoutputstore.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace rejoin;
using namespace rejoin::output;
using namespace Qt::StringLiterals;
using clixml::Value;

namespace {

OutputSource source(const QString &command, const QUuid &shell = QUuid::createUuid())
{
    OutputSource from;
    from.shellId = shell;
    from.commandId = QUuid::createUuid();
    from.computer = u"Server01"_s;
    from.session = u"ITTask"_s;
    from.command = command;
    return from;
}

psrp::PipelineEvent text(const QString &words)
{
    return psrp::OutputReceived{Value::string(words)};
}

QString textOf(const SavedRecord &record)
{
    const auto *output = record.event ? std::get_if<psrp::OutputReceived>(&*record.event) : nullptr;
    return output ? output->value.text() : QString();
}

QStringList textsOf(OutputReader &reader)
{
    QStringList all;
    while (const auto record = reader.next()) {
        if (record->lost > 0)
            all << u"lost %1"_s.arg(record->lost);
        else if (record->cut)
            all << u"cut"_s;
        else if (record->event && std::holds_alternative<psrp::OutputReceived>(*record->event))
            all << textOf(*record);
    }
    return all;
}

QByteArray contents(const QString &directory)
{
    QByteArray all;
    const QFileInfoList files = QDir(directory).entryInfoList(QDir::Files);
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

class FixedClock final : public base::Clock
{
public:
    QDateTime now() const override { return time; }
    std::chrono::milliseconds monotonic() const override { return {}; }
    QDateTime time = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
};

} // namespace

class SavedOutputTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    [[nodiscard]] QString folder() const { return m_directory->filePath(u"output"_s); }
    [[nodiscard]] QString onlyFile() const
    {
        const QStringList files = QDir(folder()).entryList({u"*.out"_s}, QDir::Files);
        return files.size() == 1 ? folder() + u'/' + files.first() : QString();
    }

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void everyEventComesBack()
    {
        clixml::ErrorRecord error;
        error.message = u"no such thing"_s;
        error.fullyQualifiedId = u"NoSuch,Test"_s;
        error.categoryName = u"ObjectNotFound"_s;
        error.category = 13;
        clixml::InformationRecord host;
        host.messageData = Value::string(u"green words");
        host.tags = {u"PSHOST"_s};
        host.foreground = 10;
        host.timeGenerated = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        psrp::HostCall write;
        write.method = psrp::HostMethod::WriteLine2;
        write.parameters = {Value::string(u"a line")};
        const auto shell = QUuid::createUuid();
        const auto store = std::make_shared<SavedOutputStore>(folder());
        QString id;
        {
            const auto writer = store->begin(source(u"Get-Thing  -All\n| Out-Null"_s, shell));
            writer->append(psrp::OutputReceived{Value::int64(42)});
            writer->append(psrp::ErrorReceived{error, error.toValue()});
            writer->append(psrp::WarningReceived{{u"careful"_s, {}}});
            writer->append(psrp::VerboseReceived{{u"wordy"_s, {}}});
            writer->append(psrp::DebugReceived{{u"deep"_s, {}}});
            writer->append(psrp::InformationReceived{host});
            writer->append(psrp::HostCallReceived{write});
            writer->append(psrp::PipelineStateChanged{psrp::PipelineState::Failed, error});
            writer->finish(EndState::Failed);
            id = writer->id();
        }
        const auto entries = store->entries();
        QCOMPARE(entries.size(), 1);
        const SavedEntry &entry = entries.first();
        QCOMPARE(entry.id, id);
        QCOMPARE(entry.source.shellId, shell);
        QCOMPARE(entry.source.computer, u"Server01"_s);
        QCOMPARE(entry.source.session, u"ITTask"_s);
        QCOMPARE(entry.source.command, u"Get-Thing -All | Out-Null"_s);
        QCOMPARE(entry.state, EndState::Failed);
        QVERIFY(entry.ended);
        QVERIFY(entry.bytes > 0);
        QVERIFY(store->entries(QUuid::createUuid()).isEmpty());

        const auto reader = store->open(id);
        QList<psrp::PipelineEvent> events;
        while (const auto record = reader->next())
            events.append(record->event.value());
        QVERIFY(!reader->isTorn());
        QCOMPARE(events.size(), 8);
        QCOMPARE(std::get<psrp::OutputReceived>(events.at(0)).value.toInteger(), 42);
        QCOMPARE(std::get<psrp::ErrorReceived>(events.at(1)).record.message, u"no such thing"_s);
        QCOMPARE(std::get<psrp::ErrorReceived>(events.at(1)).record.fullyQualifiedId, u"NoSuch,Test"_s);
        QCOMPARE(std::get<psrp::WarningReceived>(events.at(2)).record.message, u"careful"_s);
        QCOMPARE(std::get<psrp::VerboseReceived>(events.at(3)).record.message, u"wordy"_s);
        QCOMPARE(std::get<psrp::DebugReceived>(events.at(4)).record.message, u"deep"_s);
        const auto &information = std::get<psrp::InformationReceived>(events.at(5)).record;
        QCOMPARE(information.text(), u"green words"_s);
        QVERIFY(information.isHostMessage());
        const auto &call = std::get<psrp::HostCallReceived>(events.at(6)).call;
        QCOMPARE(call.method, psrp::HostMethod::WriteLine2);
        QVERIFY(!call.wantsAnswer());
        QCOMPARE(call.parameters.value(0).text(), u"a line"_s);
        const auto &change = std::get<psrp::PipelineStateChanged>(events.at(7));
        QCOMPARE(change.state, psrp::PipelineState::Failed);
        QCOMPARE(change.reason.value().message, u"no such thing"_s);
    }

    /// Each flush is on disk before anything is shown: another process sees it at once.
    void isThereAfterFlush()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        const auto writer = store->begin(source(u"one"_s));
        QVERIFY(store->entries().isEmpty());
        writer->append(text(u"first"_s));
        writer->flush();
        OutputReader reader(onlyFile());
        QCOMPARE(textsOf(reader), QStringList{u"first"_s});
        const auto other = std::make_shared<SavedOutputStore>(folder());
        QCOMPARE(other->entries().value(0).state, EndState::Running);
        QVERIFY(!other->remove(writer->id()));
        QCOMPARE(other->clear(), 1);
    }

    void secretsAreNotInIt()
    {
        const QByteArray base64 = QByteArray("geheim-wort").toBase64();
        const Value secret = Value::secureString(base64);
        const Value credential = clixml::ObjectBuilder()
                                     .typeNames({"System.Management.Automation.PSCredential", "System.Object"})
                                     .property("UserName", Value::string(u"CONTOSO\\admin"))
                                     .property("Password", secret)
                                     .note("Also", secret)
                                     .note("Words", Value::string(u"<SS>not a secret</SS>"))
                                     .build();
        const Value list = clixml::arrayList(std::array{secret, credential, Value::string(u"after")});
        psrp::HostCall question;
        question.callId = 7;
        question.method = psrp::HostMethod::ReadLine;
        const auto store = std::make_shared<SavedOutputStore>(folder());
        const auto writer = store->begin(source(u"$p = ConvertTo-SecureString 'hunter2' -AsPlainText"_s));
        writer->append(psrp::OutputReceived{secret});
        writer->append(psrp::OutputReceived{list});
        writer->append(psrp::HostCallReceived{question});
        clixml::InformationRecord record;
        record.messageData = credential;
        writer->append(psrp::InformationReceived{record});
        writer->finish(EndState::Completed);

        const QByteArray all = contents(folder());
        QVERIFY(!all.contains(base64));
        QVERIFY(!all.contains("hunter2"));
        const auto reader = store->open(writer->id());
        const auto first = std::get<psrp::OutputReceived>(reader->next()->event.value()).value;
        QCOMPARE(first.type(), clixml::Type::SecureString);
        QCOMPARE(first.text(), QString());
        const auto second = std::get<psrp::OutputReceived>(reader->next()->event.value()).value;
        QCOMPARE(second.count(), 3U);
        QCOMPARE(second.at(1).member("UserName").text(), u"CONTOSO\\admin"_s);
        QCOMPARE(second.at(1).member("Password").type(), clixml::Type::SecureString);
        QCOMPARE(second.at(1).member("Words").text(), u"<SS>not a secret</SS>"_s);
        QCOMPARE(second.at(2).text(), u"after"_s);
        QVERIFY(std::holds_alternative<psrp::InformationReceived>(reader->next()->event.value()));
        QVERIFY(!reader->next());
    }

    void whatSaysNothingLeavesNoEntry()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        const auto writer = store->begin(source(u"quiet"_s));
        clixml::ProgressRecord progress;
        progress.activity = u"copying"_s;
        writer->append(psrp::ProgressReceived{progress});
        writer->append(psrp::PipelineStateChanged{psrp::PipelineState::Completed, {}});
        writer->finish(EndState::Completed);
        QVERIFY(writer->id().isEmpty());
        QVERIFY(store->entries().isEmpty());
    }

    /// A crash tears the file anywhere: all whole records before that place are read, and nothing after it is made up.
    void everyTornTailIsRecognised()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        QList<qint64> ends;
        {
            const auto writer = store->begin(source(u"long"_s));
            for (int i = 0; i < 5; ++i) {
                writer->append(text(u"line %1"_s.arg(i)));
                writer->flush();
                ends.append(QFileInfo(onlyFile()).size());
            }
            writer->finish(EndState::Completed);
        }
        QFile whole(onlyFile());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        const QString torn = m_directory->filePath(u"torn.out"_s);
        for (qint64 size = ends.first(); size <= bytes.size(); ++size) {
            QFile file(torn);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes.left(size));
            file.close();
            OutputReader reader(torn);
            const auto expected = std::count_if(ends.begin(), ends.end(), [&](qint64 end) { return end <= size; });
            QCOMPARE(textsOf(reader).size(), expected);
            QCOMPARE(reader.isTorn(), !ends.contains(size));
        }
        // Zeros after a power cut, and a flipped bit.
        QFile file(torn);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes + QByteArray(4096, '\0'));
        file.close();
        OutputReader zeros(torn);
        QCOMPARE(textsOf(zeros).size(), 5);
        QVERIFY(zeros.isTorn());
        QByteArray flipped = bytes;
        flipped[int(ends.at(2)) + 25] = char(flipped.at(int(ends.at(2)) + 25) ^ 1);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(flipped);
        file.close();
        OutputReader wrong(torn);
        QCOMPARE(textsOf(wrong).size(), 3);
        QVERIFY(wrong.isTorn());
    }

    void goesOnAfterReconnect()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        const auto writer = store->begin(source(u"long"_s));
        writer->append(text(u"before"_s));
        writer->finish(EndState::Disconnected);
        QCOMPARE(store->entries().value(0).state, EndState::Disconnected);
        writer->append(text(u"after"_s));
        writer->flush();
        QCOMPARE(store->entries().value(0).state, EndState::Running);
        writer->finish(EndState::Completed);
        QCOMPARE(store->entries().size(), 1);
        QCOMPARE(store->entries().value(0).state, EndState::Completed);
        OutputReader reader(onlyFile());
        QCOMPARE(textsOf(reader), (QStringList{u"before"_s, u"after"_s}));
    }

    void ofADeadProcessIsInterrupted()
    {
        {
            const auto store = std::make_shared<SavedOutputStore>(folder());
            const auto writer = store->begin(source(u"long"_s));
            writer->append(text(u"a"_s));
            writer->finish(EndState::Completed);
        }
        // What a kill leaves: no word of an end.
        for (const QString &end : QDir(folder()).entryList({u"*.end"_s}))
            QVERIFY(QFile::remove(folder() + u'/' + end));
        const auto store = std::make_shared<SavedOutputStore>(folder());
        QCOMPARE(store->entries().value(0).state, EndState::Interrupted);
        QVERIFY(store->remove(store->entries().value(0).id));
        QVERIFY(QDir(folder()).entryList(QDir::Files).isEmpty());
    }

    void oldestGoFirst()
    {
        const auto clock = std::make_shared<FixedClock>();
        const auto store = std::make_shared<SavedOutputStore>(folder(), clock);
        store->setLimit(SavedOutputStore::smallestLimit);
        const QString large(100'000, u'x');
        for (int i = 0; i < 15; ++i) {
            clock->time = clock->time.addSecs(1);
            const auto writer = store->begin(source(u"command %1"_s.arg(i)));
            writer->append(text(large));
            writer->finish(EndState::Completed);
            QVERIFY(store->totalBytes() <= SavedOutputStore::smallestLimit);
        }
        const auto left = store->entries();
        QVERIFY(left.size() >= 8);
        QVERIFY(left.size() < 15);
        QCOMPARE(left.last().source.command, u"command 14"_s);
        for (qsizetype i = 1; i < left.size(); ++i) // the newest ones without a gap
            QCOMPARE(left.at(i - 1).source.command, u"command %1"_s.arg(14 - left.size() + i));
    }

    void oneAloneIsCutAtTheLimit()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        store->setLimit(SavedOutputStore::smallestLimit);
        QSignalSpy reached(store.get(), &SavedOutputStore::failed);
        const auto writer = store->begin(source(u"flood"_s));
        for (int i = 0; i < 30; ++i) {
            writer->append(text(QString(100'000, u'x')));
            writer->flush();
        }
        writer->finish(EndState::Completed);
        QCOMPARE(reached.size(), 1);
        QCOMPARE(reached.first().first().value<base::Error>().id, u"OutputLimitReached"_s);
        QVERIFY(store->totalBytes() <= SavedOutputStore::smallestLimit + 1000);
        OutputReader reader(onlyFile());
        const QStringList texts = textsOf(reader);
        QVERIFY(texts.size() >= 10);
        QCOMPARE(texts.last(), u"cut"_s);
    }

    void clearTakesWhatIsBeingWrittenToo()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        const auto shell = QUuid::createUuid();
        const auto finished = store->begin(source(u"done"_s));
        finished->append(text(u"old"_s));
        finished->finish(EndState::Completed);
        const auto writer = store->begin(source(u"running"_s, shell));
        writer->append(text(u"shown"_s));
        writer->flush();
        QCOMPARE(store->clear(shell), 0);
        QCOMPARE(store->entries().size(), 1);
        QCOMPARE(store->clear(), 0);
        QVERIFY(store->entries().isEmpty());
        writer->append(text(u"later"_s));
        writer->flush();
        QCOMPARE(store->entries(shell).size(), 1);
        QVERIFY(!contents(folder()).contains("shown"));
        QVERIFY(contents(folder()).contains("later"));
    }

    void folderThatCannotBeMade()
    {
        QFile inTheWay(folder());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        const auto store = std::make_shared<SavedOutputStore>(folder());
        QSignalSpy failed(store.get(), &SavedOutputStore::failed);
        const auto writer = store->begin(source(u"one"_s));
        for (int i = 0; i < 3; ++i) {
            writer->append(text(u"%1"_s.arg(i)));
            writer->flush();
        }
        QCOMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<base::Error>();
        QCOMPARE(error.id, u"OutputNotSaved"_s);
        QVERIFY(!error.advice.english().isEmpty());
        // There is room again: what came meanwhile is counted, the rest is kept.
        QVERIFY(QFile::remove(folder()));
        writer->append(text(u"kept"_s));
        writer->flush();
        OutputReader reader(onlyFile());
        QCOMPARE(textsOf(reader), (QStringList{u"lost 3"_s, u"kept"_s}));
    }

#ifdef Q_OS_UNIX
    void readableToTheOwnerAlone()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        const auto writer = store->begin(source(u"one"_s));
        writer->append(text(u"x"_s));
        writer->finish(EndState::Completed);
        const auto mode = [](const QString &path) {
            struct stat info
            {
            };
            return ::stat(qPrintable(path), &info) == 0 ? info.st_mode & 0777U : 0U;
        };
        QCOMPARE(mode(folder()), 0700U);
        QCOMPARE(mode(onlyFile()), 0600U);
    }

    /// A full disk: one warning, what was saved stays whole, the gap is known, saving goes on when there is room.
    void fullDisk()
    {
        const auto store = std::make_shared<SavedOutputStore>(folder());
        QSignalSpy failed(store.get(), &SavedOutputStore::failed);
        const auto writer = store->begin(source(u"one"_s));
        writer->append(text(u"before"_s));
        writer->flush();
        struct rlimit old
        {
        };
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit tight = old;
        tight.rlim_cur = rlim_t(QFileInfo(onlyFile()).size()) + 1000;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        for (int i = 0; i < 4; ++i) {
            writer->append(text(QString(5000, u'x')));
            writer->flush();
        }
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
        std::signal(SIGXFSZ, handler);
        QCOMPARE(failed.size(), 1);
        {
            OutputReader reader(onlyFile());
            QCOMPARE(textsOf(reader), QStringList{u"before"_s});
            QVERIFY(!reader.isTorn());
        }
        writer->append(text(u"after"_s));
        writer->finish(EndState::Completed);
        OutputReader reader(onlyFile());
        QCOMPARE(textsOf(reader), (QStringList{u"before"_s, u"lost 4"_s, u"after"_s}));
    }
#endif
};

QTEST_GUILESS_MAIN(SavedOutputTest)
#include "tst_savedoutput.moc"
