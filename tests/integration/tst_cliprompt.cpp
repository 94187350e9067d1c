#include "tests/integration/cliprocess.h"

#include <QFile>
#include <QTest>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace rejoin;
using namespace Qt::StringLiterals;

namespace {

/// `rejoinctl` with a terminal of its own. Ended by its id.
class Terminal
{
public:
    explicit Terminal(const QStringList &arguments)
    {
        QList<QByteArray> words{QByteArrayLiteral(REJOIN_BIN_DIR "/rejoinctl")};
        for (const QString &argument : arguments)
            words << argument.toUtf8();
        std::vector<char *> argv;
        for (QByteArray &word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        winsize size{40, 110, 0, 0};
        m_pid = forkpty(&m_fd, nullptr, nullptr, &size);
        if (m_pid == 0) {
            setenv("TERM", "xterm", 1);
            execv(argv.front(), argv.data());
            _exit(127);
        }
    }
    ~Terminal()
    {
        if (m_pid > 0 && !m_ended) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
        ::close(m_fd);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    void type(const QByteArray &keys) const
    {
        QCOMPARE(::write(m_fd, keys.constData(), static_cast<std::size_t>(keys.size())), keys.size());
    }
    /// Reads until this text has come since the last call; false when it does not.
    [[nodiscard]] bool shows(const QByteArray &text)
    {
        for (int i = 0; i < 400; ++i) {
            const qsizetype at = m_seen.indexOf(text, m_from);
            if (at >= 0) {
                m_from = at + text.size();
                return true;
            }
            pollfd ready{m_fd, POLLIN, 0};
            if (::poll(&ready, 1, 50) <= 0)
                continue;
            char bytes[4096];
            const ssize_t count = ::read(m_fd, bytes, sizeof bytes);
            if (count <= 0)
                break;
            m_seen.append(bytes, count);
        }
        qWarning("not seen: %s in %s", text.constData(),
                 m_seen.mid(m_from).toPercentEncoding(" '\"[]<>{}$").constData());
        return false;
    }
    [[nodiscard]] int status()
    {
        for (int i = 0; i < 400; ++i) {
            int status = 0;
            if (::waitpid(m_pid, &status, WNOHANG) == m_pid) {
                m_ended = true;
                return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            }
            QTest::qWait(50);
        }
        return -1;
    }
    [[nodiscard]] const QByteArray &seen() const { return m_seen; }

private:
    int m_fd = -1;
    pid_t m_pid = -1;
    bool m_ended = false;
    QByteArray m_seen;
    qsizetype m_from = 0;
};

} // namespace

/// The prompt on a terminal: editing, history, a password without echo, Ctrl+C, a live console.
class CliPromptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEvening()
    {
        test::LabProcess lab;
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s,
                         QJsonArray{QJsonObject{{u"name"_s, u"Server01"_s},
                                                {u"sessions"_s, QJsonArray{QJsonObject{{u"name"_s, u"ITTask"_s}}}}}}}};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        const QTemporaryDir profile;
        QStringList arguments;
        const QStringList rules = lab.connectToRules();
        for (const QString &rule : rules)
            arguments << u"--connect-to"_s << rule;
        Terminal terminal(arguments << u"--profile"_s << profile.path());

        QVERIFY(terminal.shows("rejoin> "));
        terminal.type("$PSSessionOption = New-PSSessionOption -SkipCACheck\n");
        QVERIFY(terminal.shows("\nrejoin> "));
        terminal.type("conn\t-Comp\tServer01 -Name ITTask -Credential lab -Auth\tBas\t-UseSSL\n");
        QVERIFY(terminal.shows("Password for user lab: "));
        terminal.type(lab.password().toUtf8() + '\n');
        QVERIFY(terminal.shows("Server01        Opened"));
        QVERIFY(terminal.shows("rejoin> "));

        // The first Ctrl+C stops the remote command, the session stays.
        terminal.type("Invoke-Command -Session (Get-PSSession) { 'begun'; Start-Sleep 600 }\n");
        QVERIFY(terminal.shows("\nbegun"));
        terminal.type("\x03");
        QVERIFY(terminal.shows("rejoin> "));
        // At the prompt it clears the line.
        terminal.type("'never run'\x03");
        QVERIFY(terminal.shows("\nrejoin> "));

        // A statement over several lines; history.
        terminal.type("Invoke-Command -Session (Get-PSSession) {\n");
        QVERIFY(terminal.shows(">> "));
        terminal.type("6 * 7 }\n");
        QVERIFY(terminal.shows("\n42"));
        QVERIFY(terminal.shows("rejoin> "));
        terminal.type("'echo'\n");
        QVERIFY(terminal.shows("\necho"));
        QVERIFY(terminal.shows("rejoin> "));
        terminal.type("\x1b[A\n");
        QVERIFY(terminal.shows("\necho"));
        QVERIFY(terminal.shows("rejoin> "));

        // A live console, its prompt's Ctrl+C and its questions.
        terminal.type("Enter-PSSession -Session (Get-PSSession)\n");
        QVERIFY(terminal.shows("[Server01]: PS> "));
        terminal.type("half a line\x03");
        QVERIFY(terminal.shows("[Server01]: PS> "));
        terminal.type("'waiting'; Start-Sleep 600\n");
        QVERIFY(terminal.shows("\nwaiting"));
        terminal.type("\x03");
        QVERIFY(terminal.shows("[Server01]: PS> "));
        terminal.type("Read-Host 'Your name'\n");
        QVERIFY(terminal.shows("[Server01]")); // who asks
        QVERIFY(terminal.shows("\nYour name"));
        terminal.type("Bob\n");
        QVERIFY(terminal.shows("\nBob"));
        QVERIFY(terminal.shows("[Server01]: PS> "));
        terminal.type("exit\n");
        QVERIFY(terminal.shows("rejoin> "));

        terminal.type("exit\n");
        QVERIFY(terminal.shows("ITTask on Server01"));
        QCOMPARE(terminal.status(), 0);

        QVERIFY(!terminal.seen().contains(lab.password().toUtf8()));
        QVERIFY(!terminal.seen().contains("\nnever run"));
        QFile history(profile.filePath(u"history"_s));
        QVERIFY(history.open(QIODevice::ReadOnly));
        const QByteArray kept = history.readAll();
        QVERIFY(kept.contains("Enter-PSSession") && !kept.contains(lab.password().toUtf8()));
    }

    void aRedirectToAnotherHostIsAskedFor()
    {
        test::LabProcess lab;
        test::LabProcessOptions options;
        const auto computer = [](const QString &name, const QString &session) {
            return QJsonObject{{u"name"_s, name}, {u"sessions"_s, QJsonArray{QJsonObject{{u"name"_s, session}}}}};
        };
        options.seed = {{u"computers"_s, QJsonArray{computer(u"Old"_s, u"None"_s), computer(u"New"_s, u"Moved"_s)}},
                        {u"faults"_s, QJsonArray{QJsonObject{{u"kind"_s, u"redirect"_s},
                                                             {u"computer"_s, u"Old"_s},
                                                             {u"location"_s, u"https://New:5986/wsman"_s}}}}};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        const QTemporaryDir profile;
        QStringList arguments;
        const QStringList rules = lab.connectToRules();
        for (const QString &rule : rules)
            arguments << u"--connect-to"_s << rule;
        Terminal terminal(arguments << u"--profile"_s << profile.path());
        QVERIFY(terminal.shows("rejoin> "));
        terminal.type("$PSSessionOption = @{SkipCACheck=$true}\n");
        QVERIFY(terminal.shows("\nrejoin> "));
        const QByteArray list = "Get-PSSession -ConnectionUri https://Old:5986/wsman -AllowRedirection -Credential lab "
                                "-Authentication Basic\n";
        terminal.type(list);
        QVERIFY(terminal.shows("Password for user lab: "));
        terminal.type(lab.password().toUtf8() + '\n');
        QVERIFY(terminal.shows("redirected to the following URI: \"https://new:5986/wsman\""));
        QVERIFY(terminal.shows("Shall the login of lab be sent there?"));
        // No is what a mere Enter says.
        terminal.type("\n");
        QVERIFY(terminal.shows("RedirectToOtherHost"));
        QVERIFY(terminal.shows("rejoin> "));
        terminal.type(list);
        QVERIFY(terminal.shows("Shall the login of lab be sent there?"));
        terminal.type("y\n");
        QVERIFY(terminal.shows("Moved"));
        QVERIFY(terminal.shows("rejoin> "));
        terminal.type("exit\n");
        QCOMPARE(terminal.status(), 1); // one statement failed
    }
};

QTEST_GUILESS_MAIN(CliPromptTest)
#include "tst_cliprompt.moc"
