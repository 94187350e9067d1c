#include "app/gui/options.h"

#include "core/base/error.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

namespace rejoin::app {

using namespace Qt::StringLiterals;

Options parseOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Finds the PowerShell sessions that were left running on remote computers and connects to them again."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(u"demo"_s, u"Sample computers and sessions inside this program, on loopback; nothing "
                                             "is saved."_s);
    const QCommandLineOption profile(u"profile"_s, u"Settings and the list of computers live in <dir>."_s, u"dir"_s);
    const QCommandLineOption connectTo(
        u"connect-to"_s, u"Dial HOST2:PORT2 for HOST:PORT, with curl's meaning. May be repeated."_s, u"rule"_s);
    const QCommandLineOption proxy(u"proxy"_s, u"Go through http://HOST:PORT or socks5h://HOST:PORT; system, none."_s,
                                   u"url"_s);
    const QCommandLineOption trustHost(
        u"trust-host"_s, u"NTLM over plain HTTP is allowed to these computers. May be repeated."_s, u"pattern"_s);
    const QCommandLineOption locale(u"locale"_s, u"Language of the window, e.g. zh_CN."_s, u"name"_s);
    const QCommandLineOption level(u"log-level"_s, u"debug, info, warning (the usual) or error."_s, u"level"_s,
                                   u"warning"_s);
    const QCommandLineOption file(u"log-file"_s, u"Append the log to <file>."_s, u"file"_s);
    const QCommandLineOption picture(u"picture"_s,
                                     u"With --demo: refresh, connect the first session, save a picture of the window "
                                     "in <file> and end. Works without a display with QT_QPA_PLATFORM=offscreen."_s,
                                     u"file"_s);
    parser.addOptions({demo, profile, connectTo, proxy, trustHost, locale, level, file, picture});
    parser.process(application);

    const auto refuse = [](const QString &words) {
        std::fprintf(stderr, "rejoin: %s\n", qPrintable(words));
        std::exit(2);
    };
    Options options;
    options.demo = parser.isSet(demo);
    options.profile = parser.value(profile);
    options.connectTo = parser.values(connectTo);
    try {
        options.network = sessions::NetworkDefaults::fromWords(parser.value(proxy), parser.values(trustHost));
    } catch (const base::Error &error) {
        refuse(error.english());
    }
    options.locale = parser.value(locale);
    options.logLevel = parser.value(level);
    options.logFile = parser.value(file);
    options.picture = parser.value(picture);
    if (!parser.positionalArguments().isEmpty())
        refuse(u"%1 is not understood here; see --help."_s.arg(parser.positionalArguments().first()));
    if (!QStringList{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s}.contains(options.logLevel))
        refuse(u"--log-level is one of debug, info, warning, error."_s);
    if (!options.picture.isEmpty() && !options.demo)
        refuse(u"--picture goes with --demo."_s);
    return options;
}

} // namespace rejoin::app
