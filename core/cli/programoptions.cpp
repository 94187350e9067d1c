#include "core/cli/programoptions.h"

#include "core/base/error.h"
#include "core/cmdlets/cmdlettable.h"

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

Error usage(const Text &what)
{
    return {ErrorCategory::InvalidArgument, u"CommandLine"_s, what,
            Text(QT_TRANSLATE_NOOP("core", "'rejoinctl --help' shows how it is called."))};
}

/// Takes -OutputFormat X and -ErrorFormat X, which belong to the program, not to a cmdlet.
class FormatWords
{
public:
    explicit FormatWords(ProgramOptions &options) : m_options(options) {}

    bool take(QStringList &words, qsizetype at)
    {
        const QString &word = words.at(at);
        const bool output = word.compare("-OutputFormat"_L1, Qt::CaseInsensitive) == 0;
        const bool error = word.compare("-ErrorFormat"_L1, Qt::CaseInsensitive) == 0;
        if (!output && !error)
            return false;
        if (at + 1 >= words.size())
            throw usage(Text(QT_TRANSLATE_NOOP("core", "A value is missing after %1."), {word}));
        const QString value = words.at(at + 1);
        if (output) {
            const auto format = cmdlets::outputFormatFrom(value);
            if (!format)
                throw usage(
                    Text(QT_TRANSLATE_NOOP("core", "'%1' is no output format: Table, List, Json, JsonLines, Csv or "
                                                   "CliXml."),
                         {value}));
            m_options.outputFormat = *format;
        } else {
            const bool json = value.compare("Json"_L1, Qt::CaseInsensitive) == 0;
            if (!json && value.compare("Text"_L1, Qt::CaseInsensitive) != 0)
                throw usage(Text(QT_TRANSLATE_NOOP("core", "'%1' is no error format: Text or Json."), {value}));
            m_options.errorsAsJson = json;
        }
        words.remove(at, 2);
        return true;
    }

private:
    ProgramOptions &m_options;
};

QString valueOf(QStringList &words, const QString &name)
{
    if (words.isEmpty())
        throw usage(Text(QT_TRANSLATE_NOOP("core", "A value is missing after %1."), {name}));
    return words.takeFirst();
}

int descriptorOf(QStringList &words, const QString &name)
{
    bool ok = false;
    const QString value = valueOf(words, name);
    const int descriptor = value.toInt(&ok);
    if (!ok || descriptor < 0)
        throw usage(Text(QT_TRANSLATE_NOOP("core", "'%1' is no file descriptor."), {value}));
    return descriptor;
}

void programOption(ProgramOptions &options, QStringList &words)
{
    QString name = words.takeFirst();
    if (const qsizetype equals = name.indexOf(u'='); equals > 0) {
        words.prepend(name.mid(equals + 1));
        name.truncate(equals);
    }
    if (name == "--connect-to"_L1) {
        options.connectTo << valueOf(words, name);
    } else if (name == "--password-stdin"_L1) {
        options.passwordFromStdin = true;
    } else if (name == "--password-fd"_L1) {
        options.passwordFd = descriptorOf(words, name);
    } else if (name == "--proxy-password-fd"_L1) {
        options.proxyPasswordFd = descriptorOf(words, name);
    } else if (name == "--proxy"_L1) {
        options.proxy = valueOf(words, name);
    } else if (name == "--trust-host"_L1) {
        options.trustedHosts << valueOf(words, name);
    } else if (name == "--certificate"_L1) {
        options.certificates << valueOf(words, name);
    } else if (name == "--keytab"_L1) {
        options.keytab = valueOf(words, name);
    } else if (name == "--profile"_L1) {
        options.profile = valueOf(words, name);
    } else if (name == "--locale"_L1) {
        options.locale = valueOf(words, name);
    } else if (name == "--log-level"_L1) {
        options.logLevel = valueOf(words, name);
        if (!QStringList{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s}.contains(options.logLevel))
            throw usage(Text(QT_TRANSLATE_NOOP("core", "'%1' is no log level: debug, info, warning or error."),
                             {options.logLevel}));
    } else if (name == "--log-file"_L1) {
        options.logFile = valueOf(words, name);
    } else if (name == "--help"_L1) {
        options.form = ProgramOptions::Form::Help;
    } else if (name == "--version"_L1) {
        options.form = ProgramOptions::Form::Version;
    } else {
        throw usage(Text(QT_TRANSLATE_NOOP("core", "There is no option %1."), {name}));
    }
}

} // namespace

ProgramOptions ProgramOptions::parse(const QStringList &arguments)
{
    ProgramOptions options;
    QStringList words = arguments;
    FormatWords formats(options);
    while (!words.isEmpty()) {
        if (words.first().startsWith("--"_L1))
            programOption(options, words);
        else if (!formats.take(words, 0))
            break;
    }
    if (options.form == Form::Help || options.form == Form::Version)
        return options;
    if (words.isEmpty())
        return options;
    const QString first = words.first();
    const auto is = [&](QLatin1StringView name) { return first.compare(name, Qt::CaseInsensitive) == 0; };
    if (is("-Command"_L1) || is("-c"_L1)) {
        options.form = Form::Command;
        words.removeFirst();
        options.text = valueOf(words, first);
    } else if (is("-File"_L1) || is("-f"_L1)) {
        options.form = Form::File;
        words.removeFirst();
        options.text = valueOf(words, first);
    } else if (is("help"_L1)) {
        options.form = Form::Help;
        options.words = words.mid(1, 1);
        return options;
    } else if (first.startsWith(u'-')) {
        throw usage(Text(QT_TRANSLATE_NOOP("core", "There is no option %1."), {first}));
    } else {
        options.form = Form::Words;
        for (qsizetype i = 1; i < words.size();)
            if (!formats.take(words, i))
                ++i;
        options.words = words;
        return options;
    }
    while (!words.isEmpty())
        if (!formats.take(words, 0))
            throw usage(Text(QT_TRANSLATE_NOOP("core", "'%1' is one word too many."), {words.first()}));
    return options;
}

bool wantsJsonErrors(const QStringList &arguments)
{
    for (qsizetype i = 0; i + 1 < arguments.size(); ++i)
        if (arguments.at(i).compare("-ErrorFormat"_L1, Qt::CaseInsensitive) == 0)
            return arguments.at(i + 1).compare("Json"_L1, Qt::CaseInsensitive) == 0;
    return false;
}

QString helpText(const QString &cmdlet)
{
    if (!cmdlet.isEmpty()) {
        const cmdlets::Cmdlet *found = cmdlets::findCmdlet(cmdlet);
        if (!found)
            throw usage(Text(QT_TRANSLATE_NOOP("core", "There is no command %1."), {cmdlet}));
        QString text = found->syntaxLines().join("\n\n"_L1);
        if (found->name == "New-PSSessionOption"_L1)
            text += u"\n\n-SessionOption takes these as a hashtable too, and one more that PowerShell does not have:\n"
                    "@{ ProtocolVersion = '2.4' } offers the protocol of PowerShell 7.6 instead of 2.3."_s;
        return text;
    }
    QStringList names;
    for (const cmdlets::Cmdlet &each : cmdlets::allCmdlets())
        names << u"  "_s + each.name;
    return u"rejoinctl finds PowerShell sessions left running on remote computers and connects to them again.\n"
           "\n"
           "Usage:\n"
           "  rejoinctl [options] CMDLET [-Parameter value …]    one cmdlet\n"
           "  rejoinctl [options] -Command 'A | B; C'            statements in one process\n"
           "  rejoinctl [options] -File steps.txt                statements from a file; - for standard input\n"
           "  rejoinctl [options]                                a prompt\n"
           "  rejoinctl help [CMDLET]                            syntax of every parameter set\n"
           "\n"
           "Options (before the cmdlet):\n"
           "  --connect-to HOST:PORT:HOST2:PORT2  dial HOST2:PORT2 for HOST:PORT; empty fields match all; repeatable\n"
           "  --password-stdin                    the password of -Credential is the first line of standard input\n"
           "  --password-fd N                     … is the first line of file descriptor N\n"
           "  --proxy URL                         go through http://HOST:PORT or socks5h://HOST:PORT; system, none\n"
           "  --proxy-password-fd N               the password of the user in --proxy or -ProxyCredential\n"
           "  --trust-host PATTERN                NTLM over plain HTTP is allowed to these computers; repeatable\n"
           "  --certificate FILE                  certificate and key (PEM, PKCS#12) for -CertificateThumbprint; "
           "repeatable\n"
           "  --keytab FILE                       -Credential PRINCIPAL logs in with its keys instead of a password\n"
           "  --profile DIR                       settings and held sessions live there\n"
           "  --locale NAME                       language of the messages, such as zh_CN\n"
           "  --log-level LEVEL                   debug, info, warning or error\n"
           "  --log-file FILE                     write the log there\n"
           "  -OutputFormat FORMAT                Table, List, Json, JsonLines, Csv or CliXml\n"
           "  -ErrorFormat FORMAT                 Text or Json\n"
           "  --help, --version\n"
           "\n"
           "Exit status: 0 all done, 1 something failed, 2 the command line was wrong, 130 interrupted.\n"
           "\n"
           "Cmdlets:\n"_s +
           names.join(u'\n');
}

} // namespace rejoin::cli
