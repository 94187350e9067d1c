// The rules of docs/architecture.md that a compiler does not enforce, as text rules over our sources.

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

struct Rule
{
    const char *name;
    QRegularExpression pattern;
    const char *why;
};

const QList<Rule> &rules()
{
    const auto regex = [](const char *text) { return QRegularExpression(QString::fromLatin1(text)); };
    static const QList<Rule> list{
        {"co_await with a braced list", regex(R"(\bco_await\b[^;{]*[(,]\s*\{)"),
         "g++ 12 destroys aggregates that are temporaries of a co_await expression twice: name it first"},
        {"co_await with an aggregate temporary", regex(R"(\bco_await\b[^;{]*[(,]\s*[A-Z]\w*\{)"),
         "g++ 12 destroys aggregates that are temporaries of a co_await expression twice: name it first"},
        {"co_await with a lambda", regex(R"(\bco_await\b[^;]*[(,]\s*\[[^\]]*\]\s*[({m])"),
         "g++ 12 destroys capturing lambdas that are temporaries of a co_await expression twice: name it first"},
        {"coroutine lambda that captures", regex(R"(\[[^\]]+\]\s*\([^)]*\)\s*(mutable\s*)?->\s*(rejoin::)?Task<)"),
         "captures die with the lambda object, the coroutine does not: pass parameters"},
        {"QCoro::waitFor", regex(R"(\bwaitFor\s*\(\s*[^)]*Task|QCoro::waitFor)"),
         "hangs for ever on a task that throws: use the tests' await or spawn"},
        {"QCoro's own awaits", regex(R"(\bqCoro\s*\()"), "they do not report failure: use core/base/awaitable.h"},
        {"nested event loop", regex(R"(\bQEventLoop\b|processEvents\s*\()"), "no nested event loops in the product"},
        {"modal exec", regex(R"((->|\.)\s*exec\s*\(\s*\))"), "dialogs are opened with open() and report by signals"},
        {"blocking socket wait", regex(R"(waitFor(Connected|Encrypted|ReadyRead|BytesWritten|Disconnected)\s*\()"),
         "the event loop's thread never blocks"},
    };
    return list;
}

QString withoutComments(QString text)
{
    static const QRegularExpression line(QStringLiteral("//[^\n]*"));
    static const QRegularExpression block(QStringLiteral("/\\*.*?\\*/"),
                                          QRegularExpression::DotMatchesEverythingOption);
    return text.remove(block).remove(line);
}

QStringList violations(const QString &shown, const QString &text)
{
    QStringList found;
    const QString code = withoutComments(text);
    for (const Rule &rule : rules()) {
        const auto match = rule.pattern.match(code);
        if (match.hasMatch())
            found << QStringLiteral("%1: %2 (%3): %4")
                         .arg(shown, QString::fromLatin1(rule.name), QString::fromLatin1(rule.why),
                              match.captured().simplified().left(100));
    }
    return found;
}

} // namespace

class SourceRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesPlanted_data()
    {
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *code) { QTest::newRow(name) << QString::fromLatin1(code); };
        row("braced", "co_await post({1, 2});");
        row("braced, second argument", "const auto r = co_await service->post(a,\n {b});");
        row("aggregate", "co_await post(Request{1});");
        row("lambda", "co_await run([x] { return x; });");
        row("lambda with parameters", "co_await run(pool, [x](int y) { return x + y; });");
        row("capturing coroutine lambda", "const auto f = [this](int a) -> Task<> { co_return; };");
        row("waitFor", "QCoro::waitFor(task);");
        row("qCoro", "co_await qCoro(socket).readAll();");
        row("event loop", "QEventLoop loop;");
        row("exec", "dialog.exec();");
        row("socket wait", "socket->waitForConnected(1000);");
    }
    void refusesPlanted()
    {
        QFETCH(QString, code);
        QVERIFY2(!violations(QStringLiteral("planted"), code).isEmpty(), qPrintable(code));
    }

    void acceptsClean_data()
    {
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *code) { QTest::newRow(name) << QString::fromLatin1(code); };
        row("named", "auto request = make(); co_await post(std::move(request)); if (x) { y(); }");
        row("index", "co_await tasks[0];");
        row("lambda without captures", "const auto f = [](int a) -> Task<> { co_return; };");
        row("in a comment", "// co_await post({1});\n/* dialog.exec(); */");
        row("block after", "if (co_await ready()) { go({1}); }");
    }
    void acceptsClean()
    {
        QFETCH(QString, code);
        QCOMPARE(violations(QStringLiteral("clean"), code), QStringList());
    }

    void ourSourcesKeepTheRules()
    {
        const QString root = QStringLiteral(REJOIN_SOURCE_DIR "/");
        QStringList found;
        int files = 0;
        for (const char *folder : {"core", "ui", "app"}) {
            QDirIterator it(root + QString::fromLatin1(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                            QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const QString path = it.next();
                QFile file(path);
                QVERIFY(file.open(QIODevice::ReadOnly));
                QStringList here = violations(path.mid(root.size()), QString::fromUtf8(file.readAll()));
                // The programs' own event loop is the one exec().
                if (path.endsWith(QLatin1String("main.cpp")))
                    here = here.filter(QRegularExpression(QStringLiteral("^(?!.*modal exec).*$")));
                // What runs at the end of a program is no loop inside another.
                if (path.endsWith(QLatin1String("core/base/settle.cpp")))
                    here = here.filter(QRegularExpression(QStringLiteral("^(?!.*nested event loop).*$")));
                found += here;
                ++files;
            }
        }
        QVERIFY(files > 20);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(SourceRules)
#include "tst_sourcerules.moc"
