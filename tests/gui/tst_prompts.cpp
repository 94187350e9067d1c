#include "tests/support/await.h"
#include "ui/console/hostprompter.h"
#include "ui/console/progressarea.h"
#include "ui/console/promptpanel.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QVBoxLayout>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;
using sessions::PromptChoice;
using sessions::PromptField;

namespace {

/// A question that waits while the test types.
template <typename T>
struct Asked
{
    explicit Asked(Task<T> task) : slot(std::make_shared<test::detail::Slot<T>>())
    {
        [[maybe_unused]] const auto detached = test::detail::collect<T>(std::move(task), slot);
    }
    [[nodiscard]] T answer() const
    {
        const auto held = slot;
        test::waitUntil([held] { return held->value || held->failure; });
        if (held->failure)
            std::rethrow_exception(held->failure);
        return held->value.value_or(T());
    }
    [[nodiscard]] bool isOpen() const { return !slot->value && !slot->failure; }
    std::shared_ptr<test::detail::Slot<T>> slot;
};

PromptField field(const QString &name, const QString &type, const QString &help = {})
{
    PromptField made;
    made.name = name;
    made.typeName = type;
    made.helpMessage = help;
    return made;
}

} // namespace

class PromptsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QWidget> window;
    StreamView *view = nullptr;
    StreamDocument *stream = nullptr;
    QWidget *slot = nullptr;
    std::shared_ptr<HostPrompter> host;
    base::CancelSource cancel;

    [[nodiscard]] QList<PromptPanel *> panels() const
    {
        QList<PromptPanel *> shown;
        for (auto *panel : slot->findChildren<PromptPanel *>())
            if (panel->isVisible())
                shown += panel;
        return shown;
    }
    [[nodiscard]] PromptPanel *panel() const
    {
        test::waitUntil([this] { return panels().size() == 1; });
        return panels().value(0);
    }
    template <typename T>
    T *part(const QString &name) const
    {
        auto *found = panel()->findChild<T *>(name);
        if (!found)
            qWarning() << "no" << name;
        return found;
    }
    void type(const QString &edit, const QString &text)
    {
        auto *line = part<QLineEdit>(edit);
        line->clear();
        QTest::keyClicks(line, text);
    }

private Q_SLOTS:
    void init()
    {
        window = std::make_unique<QWidget>();
        window->resize(700, 500);
        view = new StreamView;
        stream = new StreamDocument(view);
        view->show(stream);
        slot = new QWidget;
        new QVBoxLayout(slot);
        auto *column = new QVBoxLayout(window.get());
        column->addWidget(view);
        column->addWidget(slot);
        host = std::make_shared<HostPrompter>(view, slot, u"ITTask"_s);
        cancel = base::CancelSource();
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    void cleanup()
    {
        host.reset();
        window.reset();
    }

    void aLineSaysWhoAsks()
    {
        host->askedBy(u"Server\u202e01"_s);
        const Asked<QString> asked(host->readLine(cancel.token()));
        const QString who = part<QLabel>(u"promptAsker"_s)->text();
        QVERIFY2(who.contains(u"Server"_s) && who.contains(u"ITTask"_s) && !who.contains(QChar(0x202e)),
                 qPrintable(who));
        auto *edit = part<QLineEdit>(u"promptEdit"_s);
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, u"hello"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(asked.answer(), u"hello"_s);
        QTRY_VERIFY(panels().isEmpty());
    }

    void aSecretIsNotShown()
    {
        const Asked<base::SecretString> asked(host->readSecret(cancel.token()));
        auto *edit = part<QLineEdit>(u"promptEdit"_s);
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        QTest::keyClicks(edit, u"pw"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(asked.answer().utf8().toByteArray(), "pw"_ba);
    }

    void fieldsOfEveryType()
    {
        QList<PromptField> fields{field(u"n"_s, u"System.Int32"_s, u"How many?"_s), field(u"s"_s, u"System.String"_s),
                                  field(u"p"_s, u"System.Security.SecureString"_s), field(u"l"_s, u"System.Byte[]"_s),
                                  field(u"c"_s, u"System.Management.Automation.PSCredential"_s)};
        fields[1].defaultValue = u"usual"_s;
        const Asked<QList<sessions::HostInterface::FieldAnswer>> asked(
            host->prompt(u"Caption"_s, u"Message"_s, fields, cancel.token()));
        QVERIFY(part<QLabel>(u"promptHelp.n"_s)->text().startsWith(u"How many?"_s));
        type(u"promptEdit.n"_s, u"many"_s);
        QCOMPARE(part<QLineEdit>(u"promptEdit.s"_s)->text(), u"usual"_s);
        type(u"promptEdit.p"_s, u"pw"_s);
        type(u"promptEdit.c"_s, u"user"_s);
        type(u"promptEdit.c.Password"_s, u"pw2"_s);
        auto *items = part<QPlainTextEdit>(u"promptEdit.l"_s);
        QTest::keyClicks(items, u"1"_s);
        QTest::keyClick(items, Qt::Key_Return);
        QTest::keyClicks(items, u"300"_s);
        // What is no number is asked for again, where it stands.
        QTest::keyClick(items, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(asked.isOpen());
        QVERIFY(part<QLabel>(u"promptProblem.n"_s)->isVisible());
        type(u"promptEdit.n"_s, u"12"_s);
        QTest::keyClick(items, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(asked.isOpen());
        QVERIFY(part<QLabel>(u"promptProblem.l"_s)->isVisible());
        items->setPlainText(u"1\n2"_s);
        QTest::keyClick(items, Qt::Key_Return, Qt::ControlModifier);
        const auto answers = asked.answer();
        QCOMPARE(answers.size(), 5);
        QCOMPARE(answers.at(0).text, u"12"_s);
        QCOMPARE(answers.at(1).text, u"usual"_s);
        QCOMPARE(answers.at(2).secret.utf8().toByteArray(), "pw"_ba);
        QCOMPARE(answers.at(3).items, QStringList({u"1"_s, u"2"_s}));
        QCOMPARE(answers.at(4).text, u"user"_s);
        QCOMPARE(answers.at(4).secret.utf8().toByteArray(), "pw2"_ba);
    }

    void enterWalksThroughTheFields()
    {
        const QList<PromptField> fields{field(u"a"_s, u"System.String"_s), field(u"b"_s, u"System.String"_s)};
        const Asked<QList<sessions::HostInterface::FieldAnswer>> asked(host->prompt({}, {}, fields, cancel.token()));
        auto *first = part<QLineEdit>(u"promptEdit.a"_s);
        QTRY_VERIFY(first->hasFocus());
        QTest::keyClicks(first, u"1"_s);
        QTest::keyClick(first, Qt::Key_Return);
        auto *second = part<QLineEdit>(u"promptEdit.b"_s);
        QVERIFY(second->hasFocus());
        QTest::keyClicks(second, u"2"_s);
        QTest::keyClick(second, Qt::Key_Return);
        QCOMPARE(asked.answer().at(1).text, u"2"_s);
    }

    void aChoiceByItsHotKey()
    {
        const QList<PromptChoice> choices{{u"&Yes"_s, u"go on"_s}, {u"&No"_s, u"stop"_s}};
        const Asked<QList<int>> asked(host->choose(u"c"_s, u"m"_s, choices, {0}, false, cancel.token()));
        auto *yes = part<QPushButton>(u"promptChoice0"_s);
        QTRY_VERIFY(yes->hasFocus());
        auto *help = part<QLabel>(u"promptHelp"_s);
        QVERIFY(help->isHidden());
        QTest::keyClick(yes, Qt::Key_Question, Qt::ShiftModifier);
        QVERIFY(help->isVisible());
        QCOMPARE(help->text(), u"Yes – go on\nNo – stop"_s);
        QTest::keyClick(yes, Qt::Key_N);
        QCOMPARE(asked.answer(), QList<int>{1});
    }

    void severalChoices()
    {
        const QList<PromptChoice> choices{{u"&A"_s, {}}, {u"&B"_s, {}}, {u"&C"_s, {}}};
        const Asked<QList<int>> asked(host->choose(u"c"_s, u"m"_s, choices, {0}, true, cancel.token()));
        auto *first = part<QCheckBox>(u"promptChoice0"_s);
        QVERIFY(first->isChecked());
        QTRY_VERIFY(first->hasFocus());
        QTest::keyClick(first, Qt::Key_C);
        QTest::keyClick(part<QCheckBox>(u"promptChoice2"_s), Qt::Key_Return);
        QCOMPARE(asked.answer(), QList<int>({0, 2}));
    }

    void aCredential()
    {
        sessions::CredentialQuestion question;
        question.caption = u"Login"_s;
        question.userName = u"SERVER\\lab"_s;
        question.targetName = u"share01"_s;
        question.fixedUserName = true;
        const Asked<base::Credential> asked(host->credential(question, cancel.token()));
        QVERIFY(part<QLineEdit>(u"promptEdit.UserName"_s)->isReadOnly());
        auto *password = part<QLineEdit>(u"promptEdit.Password"_s);
        QTRY_VERIFY(password->hasFocus());
        QTest::keyClicks(password, u"pw"_s);
        QTest::keyClick(password, Qt::Key_Return);
        QCOMPARE(asked.answer().userName, u"SERVER\\lab"_s);
    }

    void aKeyPress()
    {
        const Asked<sessions::KeyPress> asked(host->readKey(cancel.token()));
        auto *question = panel();
        QTRY_VERIFY(question->hasFocus());
        QTest::keyClick(question, Qt::Key_Shift);
        QVERIFY(asked.isOpen());
        QTest::keyClick(question, Qt::Key_F5);
        QCOMPARE(asked.answer().virtualKey, 0x74);
        QTRY_VERIFY(panels().isEmpty());
        const Asked<sessions::KeyPress> letter(host->readKey(cancel.token()));
        QTRY_VERIFY(panel() && panel()->hasFocus());
        QTest::keyClick(panel(), Qt::Key_Q, Qt::ShiftModifier);
        QCOMPARE(letter.answer().virtualKey, int('Q'));
        QCOMPARE(letter.answer().controlState & 0x10, 0x10);
    }

    void questionsWaitForEachOther()
    {
        const Asked<QString> first(host->readLine(cancel.token()));
        const Asked<QString> second(host->readLine(cancel.token()));
        QCOMPARE(panels().size(), 1);
        type(u"promptEdit"_s, u"one"_s);
        QTest::keyClick(part<QLineEdit>(u"promptEdit"_s), Qt::Key_Return);
        QCOMPARE(first.answer(), u"one"_s);
        QTRY_VERIFY(second.isOpen() && panels().size() == 1 && part<QLineEdit>(u"promptEdit"_s)->text().isEmpty());
        type(u"promptEdit"_s, u"two"_s);
        QTest::keyClick(part<QLineEdit>(u"promptEdit"_s), Qt::Key_Return);
        QCOMPARE(second.answer(), u"two"_s);
    }

    void stoppingInsteadOfAnswering()
    {
        QSignalSpy stops(host.get(), &HostPrompter::stopRequested);
        const Asked<QString> asked(host->readLine(cancel.token()));
        part<QPushButton>(u"promptStopButton"_s)->click();
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)asked.answer());
        QCOMPARE(stops.size(), 1);
        QTRY_VERIFY(panels().isEmpty());
    }

    void theCommandEndsWhileItAsks()
    {
        const Asked<QString> asked(host->readLine(cancel.token()));
        QVERIFY(panel());
        cancel.cancel();
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)asked.answer());
        QTRY_VERIFY(panels().isEmpty());
    }

    void aQuestionThatWentElsewhere()
    {
        QSignalSpy stops(host.get(), &HostPrompter::stopRequested);
        host->waitsForAnotherClient(true);
        QVERIFY(panel());
        part<QPushButton>(u"promptStopButton"_s)->click();
        QCOMPARE(stops.size(), 1);
        host->waitsForAnotherClient(false);
        QTRY_VERIFY(panels().isEmpty());
    }

    void rawUi()
    {
        QSignalSpy titles(host.get(), &HostPrompter::titled);
        host->raw().title = u"Backup\u202e \u001b]0;x\u0007"_s;
        host->titleChanged();
        QVERIFY(!titles.first().first().toString().contains(QChar(0x1b)));
        QVERIFY(host->width() > 20);
        QVERIFY(host->height() > 3);
        stream->append(Stream::Output, u"old"_s);
        QVERIFY(stream->text().contains(u"old"_s));
        host->clear();
        QVERIFY(stream->text().isEmpty());
    }

    void progressBarsStandBelowTheirParents()
    {
        ProgressArea area;
        const auto show = [&area](qint32 id, qint32 parent, const QString &words, bool completed = false) {
            clixml::ProgressRecord record;
            record.activityId = id;
            record.parentActivityId = parent;
            record.activity = words;
            record.percentComplete = 40;
            record.secondsRemaining = 75;
            record.completed = completed;
            area.show(record);
        };
        const auto words = [&area] {
            QStringList texts;
            for (int i = 0; i < area.layout()->count(); ++i)
                texts += area.layout()->itemAt(i)->widget()->findChild<QLabel *>()->text().section(u' ', 0, 0);
            return texts;
        };
        show(1, -1, u"one"_s);
        show(9, -1, u"nine"_s);
        show(2, 1, u"two"_s);
        show(4, 2, u"four"_s);
        show(3, 1, u"three"_s);
        QCOMPARE(words(), QStringList({u"one"_s, u"two"_s, u"four"_s, u"three"_s, u"nine"_s}));
        show(1, -1, u"one"_s, true);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(words(), QStringList(u"nine"_s));
    }

    void anErrorAndItsDetails()
    {
        clixml::ErrorRecord record;
        record.message = u"It failed."_s;
        record.categoryActivity = u"Get-It"_s;
        record.fullyQualifiedId = u"Id,Get-It"_s;
        record.innerExceptions = {u"System.Exception: deep"_s};
        record.recommendedAction = u"Try again"_s;
        QVERIFY(!stream->appendLastErrorDetails());
        stream->appendEvent(psrp::ErrorReceived{record, {}});
        QCOMPARE(stream->text(), u"Get-It: It failed.\n  Recommendation: Try again"_s);
        QVERIFY(stream->appendLastErrorDetails());
        QVERIFY(stream->text().contains(u"InnerException        : System.Exception: deep"_s));
    }

    void rowsOfObjectsShareTheirWidths()
    {
        const auto row = [](QStringView name) {
            clixml::ObjectBuilder builder;
            builder.note("Name", clixml::Value::string(name)).note("N", clixml::Value::int32(1));
            return psrp::OutputReceived{builder.build()};
        };
        stream->appendEvent(row(u"a"));
        stream->appendEvent(row(u"longer"));
        // Another stream's words come after the rows that were there first.
        clixml::InformationalRecord warning;
        warning.message = u"w"_s;
        stream->appendEvent(psrp::WarningReceived{warning});
        QCOMPARE(stream->text(), u"\nName   N\n----   -\na      1\nlonger 1\nWARNING: w"_s);
    }
};

QTEST_MAIN(PromptsTest)
#include "tst_prompts.moc"
