#include "core/remoting/eventtwins.h"

#include "core/clixml/reader.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using clixml::Value;
using psrp::HostMethod;
using psrp::PipelineEvent;
using remoting::EventTwins;

namespace {

PipelineEvent call(HostMethod method, const QList<Value> &parameters)
{
    psrp::HostCall made;
    made.method = method;
    made.parameters = parameters;
    return psrp::HostCallReceived{made};
}

PipelineEvent warningCall(QStringView text)
{
    return call(HostMethod::WriteWarningLine, {Value::string(text)});
}

PipelineEvent warning(const QString &text)
{
    clixml::InformationalRecord record;
    record.message = text;
    return psrp::WarningReceived{record};
}

/// What Write-Host sends as a record.
PipelineEvent hostRecord(const QString &text, bool noNewLine = false)
{
    clixml::InformationRecord record;
    record.messageData = Value::string(text);
    record.tags = {u"PSHOST"_s};
    record.noNewLine = noNewLine;
    return psrp::InformationReceived{record};
}

/// true for each event that would be shown
QList<bool> shown(const QList<PipelineEvent> &events)
{
    EventTwins twins;
    QList<bool> out;
    for (const PipelineEvent &event : events)
        out.append(!twins.isRepetition(event));
    return out;
}

using Shown = QList<bool>;

} // namespace

class EventTwinsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCallAfterItsRecord() { QCOMPARE(shown({warning(u"w"_s), warningCall(u"w")}), Shown({true, false})); }

    void aRecordAfterItsCall() { QCOMPARE(shown({warningCall(u"w"), warning(u"w"_s)}), Shown({true, false})); }

    void theSameTextTwiceIsShownTwice()
    {
        QCOMPARE(shown({warning(u"w"_s), warningCall(u"w"), warning(u"w"_s), warningCall(u"w")}),
                 Shown({true, false, true, false}));
        QCOMPARE(shown({warning(u"w"_s), warning(u"w"_s), warningCall(u"w"), warningCall(u"w")}),
                 Shown({true, true, false, false}));
    }

    void kindsAreKeptApart()
    {
        clixml::InformationalRecord record;
        record.message = u"same"_s;
        QCOMPARE(shown({psrp::VerboseReceived{record}, call(HostMethod::WriteDebugLine, {Value::string(u"same")}),
                        call(HostMethod::WriteVerboseLine, {Value::string(u"same")})}),
                 Shown({true, true, false}));
    }

    void writeHost()
    {
        const Value green = Value::int32(10);
        const Value black = Value::int32(0);
        QCOMPARE(shown({hostRecord(u"h"_s), call(HostMethod::WriteLine3, {green, black, Value::string(u"h")})}),
                 Shown({true, false}));
        // -NoNewline: pieces belong to pieces, not to lines of the same text.
        QCOMPARE(shown({hostRecord(u"h"_s, true), call(HostMethod::WriteLine2, {Value::string(u"h")}),
                        call(HostMethod::Write2, {green, black, Value::string(u"h")})}),
                 Shown({true, true, false}));
        QCOMPARE(shown({hostRecord(QString()), call(HostMethod::WriteLine1, {})}), Shown({true, false}));
    }

    void whatAScriptWritesToTheHostItself()
    {
        QCOMPARE(shown({call(HostMethod::WriteLine2, {Value::string(u"a")}),
                        call(HostMethod::WriteLine2, {Value::string(u"a")}),
                        call(HostMethod::WriteErrorLine, {Value::string(u"e")})}),
                 Shown({true, true, true}));
    }

    void progress()
    {
        clixml::ProgressRecord record;
        record.activity = u"a"_s;
        record.percentComplete = 40;
        const PipelineEvent event = psrp::ProgressReceived{record};
        const PipelineEvent same = call(HostMethod::WriteProgress, {Value::int64(1), record.toValue()});
        record.currentOperation = u"other"_s;
        const PipelineEvent other = call(HostMethod::WriteProgress, {Value::int64(1), record.toValue()});
        QCOMPARE(shown({event, other, same}), Shown({true, true, false}));
    }

    void outputBetweenDoesNotForget()
    {
        QList<PipelineEvent> events{warning(u"w"_s)};
        for (int i = 0; i < 500; ++i)
            events.append(psrp::OutputReceived{Value::int32(i)});
        events.append(warningCall(u"w"));
        QCOMPARE(shown(events).last(), false);
    }

    void aCallThatNeverComesIsForgotten()
    {
        QList<PipelineEvent> events{warning(u"w"_s)};
        for (int i = 0; i < 100; ++i)
            events.append(warning(QString::number(i)));
        events.append(warningCall(u"w"));
        QCOMPARE(shown(events).last(), true);
    }

    void callsThatWantAnAnswerAreNoTwins()
    {
        psrp::HostCall question;
        question.callId = 3;
        question.method = HostMethod::ReadLine;
        QCOMPARE(shown({psrp::HostCallReceived{question}, psrp::HostCallReceived{question}}), Shown({true, true}));
    }

    /// Every void call of a conversation between two real PowerShells repeats a record of it.
    void aRealConversation()
    {
        QFile file(QStringLiteral(REJOIN_SOURCE_DIR "/../shared/psrp-real/server.txt"));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("The recorded conversation (../shared/psrp-real) is not beside the project.");
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        EventTwins twins;
        int records = 0;
        int calls = 0;
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
            const QString type = lines.at(i).section(u' ', 0, 0);
            const QByteArray xml = lines.at(i + 1).trimmed().toUtf8();
            std::optional<PipelineEvent> event;
            if (type == u"WARNING_RECORD")
                event = psrp::WarningReceived{clixml::InformationalRecord::fromValue(clixml::read(xml))};
            else if (type == u"VERBOSE_RECORD")
                event = psrp::VerboseReceived{clixml::InformationalRecord::fromValue(clixml::read(xml))};
            else if (type == u"DEBUG_RECORD")
                event = psrp::DebugReceived{clixml::InformationalRecord::fromValue(clixml::read(xml))};
            else if (type == u"INFORMATION_RECORD")
                event = psrp::InformationReceived{clixml::InformationRecord::fromValue(clixml::read(xml))};
            else if (type == u"PROGRESS_RECORD")
                event = psrp::ProgressReceived{clixml::ProgressRecord::fromValue(clixml::read(xml))};
            else if (type == u"PIPELINE_HOST_CALL")
                event = psrp::HostCallReceived{psrp::HostCall::fromValue(clixml::read(xml), QUuid())};
            if (!event)
                continue;
            const bool isCall = std::holds_alternative<psrp::HostCallReceived>(*event);
            (isCall ? calls : records) += 1;
            QVERIFY2(twins.isRepetition(*event) == isCall, qPrintable(lines.at(i + 1)));
        }
        QVERIFY(records >= 8);
        QCOMPARE(calls, records);
    }
};

QTEST_GUILESS_MAIN(EventTwinsTest)
#include "tst_eventtwins.moc"
