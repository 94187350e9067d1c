#include "core/lab/labdemo.h"

#include <QRandomGenerator>
#include <QTcpSocket>

namespace rejoin::lab {

using namespace std::chrono_literals;

namespace {

LabSession session(const char *name, const QString &owner)
{
    LabSession value;
    value.name = QString::fromLatin1(name);
    value.owner = owner;
    return value;
}

LabComputerSettings computer(const char *name, const LabUser &user)
{
    LabComputerSettings value;
    value.name = QString::fromLatin1(name);
    value.users.append(user);
    value.configurations = {QStringLiteral("ITTasks"), QStringLiteral("Maintenance")};
    return value;
}

// Each job's first command stands beside its brace: Get-Job's Command column shows the first line.
// The reference text's session: Job2 is done and waits to be received; the backup goes on for a quarter of an hour.
QString taskScript()
{
    return QStringLiteral(R"ps($null = Start-Job -Name Job2 -ScriptBlock { Write-Output 'Checking services on Server01'
    1..5 | ForEach-Object { "Step $_ of 5 done" }
    Write-Warning 'The print spooler was restarted'
    Write-Output 'All services are running'
}
$null = Start-Job -Name FullBackup -ScriptBlock { 1..180 | ForEach-Object {
        Write-Progress -Activity 'Full backup' -Status "Volume D:, part $_ of 180" -PercentComplete ($_ / 180 * 100)
        "Part $_ of 180 saved"
        Start-Sleep -Seconds 5
    }
    Write-Output 'Full backup complete'
}
)ps");
}

QString backupScript()
{
    return QStringLiteral(
        R"ps($null = Start-Job -Name Databases -ScriptBlock { 'orders','customers','archive' | ForEach-Object { "Database $_ backed up" }
}
$null = Start-Job -Name Verify -ScriptBlock { Write-Output 'Verifying archive 1'
    Write-Error 'Archive 2 cannot be read'
}
)ps");
}

QString nightlyCommand()
{
    return QStringLiteral(R"ps(1..2000 | ForEach-Object {
    "2000 files: file $_ checked"
    if ($_ % 100 -eq 0) { Write-Progress -Activity 'Nightly check' -Status "$_ of 2000" -PercentComplete ($_ / 20) }
}
1..600 | ForEach-Object {
    "Waiting for the archive, round $_"
    Start-Sleep -Seconds 2
}
)ps");
}

} // namespace

base::SecretString randomPassword()
{
    static constexpr char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    QByteArray text;
    for (int i = 0; i < 20; ++i)
        text.append(letters[QRandomGenerator::system()->bounded(int(sizeof letters) - 1)]);
    const auto secret = base::SecretString::fromUtf8(text);
    base::wipe(text.data(), static_cast<std::size_t>(text.size()));
    return secret;
}

LabSettings demo(const LabUser &user)
{
    LabSettings settings;

    auto first = computer("Server01", user);
    auto task = session("ITTask", user.name);
    task.configuration = QStringLiteral("ITTasks");
    task.script = taskScript();
    task.firstJobId = 2;
    task.age = 3h;
    task.inactivity = 40min;
    task.idleTimeout = 15h;
    first.sessions.append(task);
    auto inventory = session("Inventory", QStringLiteral("OFFICE\\maria"));
    inventory.age = 26h;
    inventory.inactivity = 20min;
    first.sessions.append(inventory);
    settings.computers.append(first);

    auto second = computer("Server02", user);
    auto patch = session("Patch", user.name);
    patch.connectedElsewhere = true;
    patch.clientIp = QStringLiteral("10.20.0.17");
    patch.age = 50min;
    second.sessions.append(patch);
    auto backups = session("Backups", user.name);
    backups.script = backupScript();
    backups.age = 9h;
    backups.inactivity = 1h;
    backups.idleTimeout = 24h;
    backups.bufferMode = wsman::BufferMode::Drop;
    second.sessions.append(backups);
    settings.computers.append(second);

    auto third = computer("Server03", user);
    auto nightly = session("Nightly", user.name);
    nightly.configuration = QStringLiteral("Maintenance");
    nightly.running = nightlyCommand();
    nightly.age = 4h;
    nightly.inactivity = 25min;
    third.sessions.append(nightly);
    auto expiring = session("Expiring", user.name);
    expiring.script = QStringLiteral("$answer = 42");
    expiring.age = 2h;
    expiring.inactivity = 113min;
    third.sessions.append(expiring);
    settings.computers.append(third);

    auto fourth = computer("Server04", user);
    auto question = session("Question", user.name);
    question.running = QStringLiteral("$name = Read-Host 'Which archive should be removed'\n\"Removing $name\"\n");
    question.age = 10min;
    question.inactivity = 5min;
    fourth.sessions.append(question);
    settings.computers.append(fourth);

    // The same user, another password.
    LabUser stranger(user.name, randomPassword());
    settings.computers.append(computer("Server06", stranger));
    return settings;
}

LabDemo::LabDemo() : m_password(randomPassword()), m_settings(demo(LabUser(user(), m_password, true)))
{
}

LabDemo::~LabDemo() = default;

QList<LabDemoComputer> LabDemo::computers(const LabServer &server)
{
    QList<LabDemoComputer> list;
    const auto names = server.computerNames();
    for (const auto &name : names) {
        const auto ports = server.ports(name);
        LabDemoComputer entry;
        entry.name = name;
        entry.host = m_settings.listen.toString();
        entry.httpPort = ports.http;
        entry.httpsPort = ports.https;
        entry.user = user();
        entry.hasOtherPassword = name == QLatin1String("Server06");
        list.append(entry);
    }
    // Bound, but nobody listens: a connection is refused, and nobody else can take the port meanwhile.
    m_closedPort = std::make_unique<QTcpSocket>();
    m_closedPort->bind(m_settings.listen, 0);
    LabDemoComputer gone;
    gone.name = QStringLiteral("Server05");
    gone.host = m_settings.listen.toString();
    gone.httpPort = gone.httpsPort = m_closedPort->localPort();
    gone.user = user();
    gone.isUnreachable = true;
    list.insert(qMin<qsizetype>(4, list.size()), gone);
    return list;
}

} // namespace rejoin::lab
