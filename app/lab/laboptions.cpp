#include "app/lab/laboptions.h"

#include "core/base/error.h"
#include "core/lab/labdemo.h"
#include "core/lab/labseed.h"

#include <QCommandLineParser>
#include <QFile>
#include <QStandardPaths>

#include <unistd.h>

using namespace rejoin;
using base::Error;
using base::ErrorCategory;

namespace {

const char *const seedHelp = R"(
The seed file (times in seconds, delays in milliseconds, everything but names may be left out):

{ "computers": [ { "name": "Server01", "engine": "builtin", "httpPort": 0, "httpsPort": 0, "auth": [ "Negotiate", "Basic" ],
    "kerberosOnly": false, "requireChannelBinding": false, "credsspVersion": 6, "digestAlgorithm": "SHA-256",
    "askForCertificate": false, "certificateUsers": { "<SHA-1 thumbprint>": "ann" },
    "users": [ { "name": "other", "password": "...", "administrator": true } ],
    "configurations": [ "ITTasks" ], "configurationFiles": { "JEA": "jea.pssc" },
    "restricted": { "JEA.Repair": "function Get-Widget {...}" },
    "exchange": { "redirect": "/PowerShell-LiveID", "functions": "function Get-Mailbox {...}",
        "forbidden": [ "bob" ], "maximumShells": 3 },
    "behaviour": { "defaultIdleTimeout": 7200, "minimumIdleTimeout": 60, "disconnectAfter": 120, "pageSize": 20,
        "protocolVersion": "2.3", "stackVersion": "3.0", "compression": true, "plainForConnectors": false },
    "sessions": [ { "name": "ITTask", "owner": "lab", "configuration": "ITTasks", "script": "$null = Start-Job {...}",
        "running": "1..100 | ForEach-Object { $_; Start-Sleep 1 }", "age": 3600, "inactivity": 60,
        "idleTimeout": 7200, "bufferMode": "Drop", "compression": true, "connectedElsewhere": false,
        "clientIp": "10.0.2.2", "firstJobId": 2 } ] } ],
  "delay": 0,
  "faults": [ { "kind": "fault", "action": "Receive", "skip": 1, "times": 1, "code": 2150858843,
        "subcode": "w:InvalidSelectors", "message": "..." } ] }

restricted: session configurations without a script language (JEA's commands and these functions, built-in engine).
exchange: PowerShell at /PowerShell as Exchange offers it: a redirect first, a cookie, no scripts, no disconnection.
kind is delay, hang, drop, dropAfter, cut, answer, fault, redirect, oversized or truncated.
)";

[[noreturn]] void refuse(const char *words, const QStringList &arguments = {})
{
    throw Error(ErrorCategory::InvalidArgument, QStringLiteral("ParameterBindingFailed"), base::Text(words, arguments));
}

/// One line, without reading beyond it: what follows on standard input may be the end that --exit-with-stdin waits for.
base::SecretString readPassword(int descriptor)
{
    QByteArray line;
    char byte = 0;
    while (line.size() < 4096 && ::read(descriptor, &byte, 1) == 1 && byte != '\n')
        line.append(byte);
    if (line.endsWith('\r'))
        line.chop(1);
    const auto secret = base::SecretString::fromUtf8(line);
    base::wipe(line.data(), static_cast<std::size_t>(line.size()));
    if (secret.isEmpty())
        refuse(QT_TRANSLATE_NOOP("core", "The password is empty."));
    return secret;
}

int number(const QCommandLineParser &parser, const QString &option, int least, int most)
{
    bool ok = false;
    const int value = parser.value(option).toInt(&ok);
    if (!ok || value < least || value > most)
        refuse(QT_TRANSLATE_NOOP("core", "--%1 takes a number from %2 to %3."),
               {option, QString::number(least), QString::number(most)});
    return value;
}

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const char *words, const char *value = "", const char *standard = "") {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromUtf8(words),
                                            QString::fromLatin1(value), QString::fromLatin1(standard)));
    };
    add("computers", "How many computers: Server01, Server02 and so on.", "N", "1");
    add("names", "Their names instead.", "a,b");
    add("http-port", "Port for HTTP of the first computer, the next ones follow; 0: any free one; -1: none.", "PORT",
        "0");
    add("https-port", "Port for HTTPS, likewise.", "PORT", "0");
    add("listen", "Address to listen on; loopback unless --listen-anywhere is given too.", "ADDRESS", "127.0.0.1");
    add("listen-anywhere", "Allows an address that others can reach. The lab is made for trying, not for keeping.");
    add("user", "Who may log in, as an administrator.", "NAME", "lab");
    add("password-stdin", "Reads the password, one line, from standard input.");
    add("password-fd", "Reads the password, one line, from a file descriptor.", "N");
    add("auth", "The authentication schemes that it offers: Negotiate, Kerberos, CredSSP, Digest, Basic, Certificate.",
        "a,b");
    add("keytab", "The keys of its Kerberos services; without it the system's keytab.", "FILE");
    add("engine",
        "What runs the commands of its sessions: builtin, a small engine of its own, or pwsh, a real PowerShell for "
        "each session. A computer's own in the seed file goes before.",
        "NAME", "builtin");
    add("pwsh", "The PowerShell for that; without it the pwsh on the path.", "FILE");
    add("seed", "Sessions, users and behaviour from a JSON file.", "FILE");
    add("demo", "The sample computers of rejoin --demo.");
    add("ready-file",
        "Where to write, as JSON, what it listens on, once it does. Mode 0600; holds the password if "
        "none was given.",
        "FILE");
    add("certificate-out", "Where to write the certificate (PEM).", "FILE");
    add("expired-certificate", "Makes a certificate that ended yesterday.");
    add("delay", "Waits before each HTTP answer.", "MS", "0");
    add("page-size", "Items on a page of an enumeration.", "N", "0");
    add("log-file", "Logins and requests, a JSON object a line.", "FILE");
    add("exit-with-stdin", "Ends when standard input is closed.");
}

QString findPwsh(const QString &given)
{
    const auto found = QStandardPaths::findExecutable(given.isEmpty() ? QStringLiteral("pwsh") : given);
    if (found.isEmpty())
        throw Error(ErrorCategory::Local, QStringLiteral("EngineNotFound"),
                    given.isEmpty()
                        ? base::Text(QT_TRANSLATE_NOOP("core", "There is no pwsh on the path."))
                        : base::Text(QT_TRANSLATE_NOOP("core", "%1 is no program that can be run."), {given}),
                    base::Text(QT_TRANSLATE_NOOP("core", "Install PowerShell 7, name it with --pwsh, or leave "
                                                         "--engine out.")));
    return found;
}

} // namespace

LabOptions readLabOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("A WS-Management endpoint with PowerShell sessions, for trying and testing.\n") +
        QString::fromLatin1(seedHelp));
    parser.addHelpOption();
    parser.addVersionOption();
    addOptions(parser);
    parser.process(arguments);
    if (!parser.positionalArguments().isEmpty())
        refuse(QT_TRANSLATE_NOOP("core", "%1 is no option of rejoin-lab."), {parser.positionalArguments().first()});

    LabOptions options;
    options.readyFile = parser.value(QStringLiteral("ready-file"));
    options.certificateFile = parser.value(QStringLiteral("certificate-out"));
    options.logFile = parser.value(QStringLiteral("log-file"));
    options.exitWithStdin = parser.isSet(QStringLiteral("exit-with-stdin"));
    options.user = parser.value(QStringLiteral("user"));
    if (options.user.isEmpty())
        refuse(QT_TRANSLATE_NOOP("core", "--user takes a name."));
    if (parser.isSet(QStringLiteral("password-stdin"))) {
        options.password = readPassword(STDIN_FILENO);
    } else if (parser.isSet(QStringLiteral("password-fd"))) {
        options.password = readPassword(number(parser, QStringLiteral("password-fd"), 0, 65535));
    } else {
        if (options.readyFile.isEmpty())
            refuse(QT_TRANSLATE_NOOP("core", "Without a password it makes one up and writes it to --ready-file: give "
                                             "either."));
        options.password = lab::randomPassword();
        options.passwordIsRandom = true;
    }

    const lab::LabUser user(options.user, options.password, true);
    auto &settings = options.settings;
    if (parser.isSet(QStringLiteral("demo")))
        settings = lab::demo(user);
    if (parser.isSet(QStringLiteral("seed"))) {
        QFile file(parser.value(QStringLiteral("seed")));
        if (!file.open(QIODevice::ReadOnly))
            throw Error(ErrorCategory::Local, QStringLiteral("SeedInvalid"),
                        base::Text(QT_TRANSLATE_NOOP("core", "The seed file %1 cannot be read: %2."),
                                   {file.fileName(), file.errorString()}));
        lab::readSeed(file.readAll(), user, &settings);
    }
    QStringList names = parser.value(QStringLiteral("names")).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (names.isEmpty() && (settings.computers.isEmpty() || parser.isSet(QStringLiteral("computers")))) {
        const int count = number(parser, QStringLiteral("computers"), 1, 5000);
        for (int i = 1; i <= count; ++i)
            names.append(QStringLiteral("Server%1").arg(i, 2, 10, QLatin1Char('0')));
    }
    for (const auto &name : std::as_const(names)) {
        const auto known =
            std::any_of(settings.computers.cbegin(), settings.computers.cend(),
                        [&name](const auto &one) { return one.name.compare(name, Qt::CaseInsensitive) == 0; });
        if (known)
            continue;
        lab::LabComputerSettings computer;
        computer.name = name;
        computer.users.append(user);
        settings.computers.append(computer);
    }

    const QHostAddress listen(parser.value(QStringLiteral("listen")));
    if (listen.isNull())
        refuse(QT_TRANSLATE_NOOP("core", "--listen takes an address."));
    if (!listen.isLoopback() && !parser.isSet(QStringLiteral("listen-anywhere")))
        refuse(QT_TRANSLATE_NOOP("core", "%1 can be reached by others: say --listen-anywhere if that is wanted."),
               {listen.toString()});
    settings.listen = listen;
    if (parser.isSet(QStringLiteral("delay")))
        settings.delay = std::chrono::milliseconds(number(parser, QStringLiteral("delay"), 0, 600000));
    const int page = number(parser, QStringLiteral("page-size"), 0, 32000);
    const int http = number(parser, QStringLiteral("http-port"), -1, 65535);
    const int https = number(parser, QStringLiteral("https-port"), -1, 65535);
    if (parser.isSet(QStringLiteral("expired-certificate"))) {
        transport::CertificateRequest request;
        for (const auto &computer : std::as_const(settings.computers))
            request.names.append(computer.name);
        request.names << QStringLiteral("localhost") << QStringLiteral("127.0.0.1");
        request.notBefore = QDateTime::currentDateTimeUtc().addDays(-30);
        request.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
        settings.certificate = transport::makeCertificate(request);
    }
    const QStringList schemes =
        lab::readSchemes(parser.value(QStringLiteral("auth")).split(QLatin1Char(','), Qt::SkipEmptyParts));
    const auto engine = lab::readEngine(parser.value(QStringLiteral("engine")));
    bool needsPwsh = false;
    int index = 0;
    for (auto &computer : settings.computers) {
        if (!computer.engine)
            computer.engine = engine;
        needsPwsh = needsPwsh || computer.engine == lab::LabEngine::Pwsh;
        if (!computer.configurationFiles.isEmpty() && computer.engine != lab::LabEngine::Pwsh)
            refuse(QT_TRANSLATE_NOOP("core", "Only a real PowerShell reads the configurationFiles of %1."),
                   {computer.name});
        if (!schemes.isEmpty())
            computer.login.offered = schemes;
        if (parser.isSet(QStringLiteral("keytab")))
            computer.login.keytab = parser.value(QStringLiteral("keytab"));
        if (page > 0)
            computer.behaviour.pageSize = page;
        if (parser.isSet(QStringLiteral("http-port"))) {
            computer.http = http >= 0;
            computer.httpPort = http > 0 ? static_cast<quint16>(http + index) : quint16(0);
        }
        if (parser.isSet(QStringLiteral("https-port"))) {
            computer.https = https >= 0;
            computer.httpsPort = https > 0 ? static_cast<quint16>(https + index) : quint16(0);
        }
        ++index;
    }
    if (needsPwsh)
        settings.pwsh = findPwsh(parser.value(QStringLiteral("pwsh")));
    return options;
}
