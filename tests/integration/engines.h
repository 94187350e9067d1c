#pragma once

#include "tests/support/labprocess.h"

#include <QHash>
#include <QStandardPaths>
#include <QTest>

// Tests that run on both engines of the lab: its own, and a real PowerShell where there is one: REJOIN_PWSH names it,
// or pwsh is on the path. In the test's class:
//
//     test::EngineLabs labs;
// private Q_SLOTS:
//     void initTestCase_data() { test::addEngines(); }
//     void init() { QVERIFY2(labs.start(options), qPrintable(labs.errorText())); }   // labs.lab() is there from now on
//
// Every function then runs once for each engine (QFETCH_GLOBAL(QString, engine), test::isRealEngine()). A single
// function does the same with test::addEngines() in its _data() and labs.start(options, engine).
namespace rejoin::test {

/// Empty where there is none.
inline QString pwshProgram()
{
    const QString named = qEnvironmentVariable("REJOIN_PWSH");
    return QStandardPaths::findExecutable(named.isEmpty() ? QStringLiteral("pwsh") : named);
}

/// A column "engine" with the rows builtin and pwsh; without a PowerShell a line says so instead of the second one.
inline void addEngines()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("builtin") << QStringLiteral("builtin");
    if (pwshProgram().isEmpty())
        qInfo("Skipped: nothing runs against a real PowerShell here, as there is no pwsh on the path and REJOIN_PWSH "
              "names none.");
    else
        QTest::newRow("pwsh") << QStringLiteral("pwsh");
}

/// Of the row that runs.
inline bool isRealEngine()
{
    QFETCH_GLOBAL(QString, engine);
    return engine == QLatin1String("pwsh");
}

/// What rejoin-lab is called with for an engine.
inline QStringList engineArguments(const QString &engine)
{
    QStringList arguments{QStringLiteral("--engine"), engine};
    if (engine == QLatin1String("pwsh"))
        arguments << QStringLiteral("--pwsh") << pwshProgram();
    return arguments;
}
/// For the global row.
inline QStringList engineArguments()
{
    QFETCH_GLOBAL(QString, engine);
    return engineArguments(engine);
}

/// One lab for each engine, started when it is first asked for.
class EngineLabs
{
public:
    /// The lab of an engine, with these options if it does not run yet. False: errorText() says why.
    [[nodiscard]] bool start(LabProcessOptions options, const QString &engine)
    {
        auto &lab = m_labs[engine];
        if (!lab) {
            lab = std::make_shared<LabProcess>();
            options.arguments << engineArguments(engine);
            // A real engine takes a second for each session that is there at the start.
            if (!lab->start(options, std::chrono::seconds(60))) {
                m_error = lab->errorText();
                lab.reset();
                return false;
            }
        }
        m_current = lab;
        return true;
    }
    /// For the global row.
    [[nodiscard]] bool start(const LabProcessOptions &options)
    {
        QFETCH_GLOBAL(QString, engine);
        return start(options, engine);
    }
    /// The next start() makes new ones.
    void stop()
    {
        m_current.reset();
        m_labs.clear();
    }
    [[nodiscard]] LabProcess &lab() const { return *m_current; }
    [[nodiscard]] QString errorText() const { return m_error; }

private:
    QHash<QString, std::shared_ptr<LabProcess>> m_labs;
    std::shared_ptr<LabProcess> m_current;
    QString m_error;
};

} // namespace rejoin::test
