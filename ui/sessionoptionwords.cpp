#include "ui/sessionoptionwords.h"

#include "core/transport/auth/choose.h"
#include "ui/commandpreview.h"

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using sessions::SessionOptions;

namespace {

QString accessWord(SessionOptions::ProxyAccess access)
{
    switch (access) {
    case SessionOptions::ProxyAccess::IEConfig:
        return u"IEConfig"_s;
    case SessionOptions::ProxyAccess::WinHttpConfig:
        return u"WinHttpConfig"_s;
    case SessionOptions::ProxyAccess::AutoDetect:
        return u"AutoDetect"_s;
    case SessionOptions::ProxyAccess::NoProxyServer:
        return u"NoProxyServer"_s;
    case SessionOptions::ProxyAccess::None:
        break;
    }
    return u"None"_s;
}

} // namespace

QStringList sessionOptionWords(const SessionOptions &options)
{
    const SessionOptions usual;
    QStringList words;
    const auto flag = [&words](bool set, const QString &word) {
        if (set)
            words += u'-' + word;
    };
    const auto value = [&words](bool differs, const QString &word, const QString &text) {
        if (differs)
            words += u"-%1 %2"_s.arg(word, text);
    };
    const auto milliseconds = [&](auto given, auto normal, const QString &word) {
        value(given != normal, word, QString::number(given.count()));
    };
    flag(options.skipCaCheck, u"SkipCACheck"_s);
    flag(options.skipCnCheck, u"SkipCNCheck"_s);
    flag(options.skipRevocationCheck, u"SkipRevocationCheck"_s);
    flag(options.noEncryption, u"NoEncryption"_s);
    flag(options.includePortInSpn, u"IncludePortInSPN"_s);
    flag(options.useUtf16, u"UseUTF16"_s);
    flag(options.noCompression, u"NoCompression"_s);
    flag(options.noMachineProfile, u"NoMachineProfile"_s);
    milliseconds(options.openTimeout, usual.openTimeout, u"OpenTimeout"_s);
    milliseconds(options.operationTimeout, usual.operationTimeout, u"OperationTimeout"_s);
    milliseconds(options.cancelTimeout, usual.cancelTimeout, u"CancelTimeout"_s);
    if (options.idleTimeout)
        words += u"-IdleTimeout %1"_s.arg(options.idleTimeout->count());
    value(options.maximumRedirection != usual.maximumRedirection, u"MaximumRedirection"_s,
          QString::number(options.maximumRedirection));
    value(options.maxConnectionRetryCount != usual.maxConnectionRetryCount, u"MaxConnectionRetryCount"_s,
          QString::number(options.maxConnectionRetryCount));
    if (options.maximumReceivedDataSizePerCommand)
        words += u"-MaximumReceivedDataSizePerCommand %1"_s.arg(*options.maximumReceivedDataSizePerCommand);
    if (options.maximumReceivedObjectSize)
        words += u"-MaximumReceivedObjectSize %1"_s.arg(*options.maximumReceivedObjectSize);
    value(!options.culture.isEmpty(), u"Culture"_s, quoted(options.culture));
    value(!options.uiCulture.isEmpty(), u"UICulture"_s, quoted(options.uiCulture));
    if (options.outputBufferingMode != wsman::BufferMode::None)
        words += options.outputBufferingMode == wsman::BufferMode::Drop ? u"-OutputBufferingMode Drop"_s
                                                                        : u"-OutputBufferingMode Block"_s;
    value(options.proxyAccess != usual.proxyAccess, u"ProxyAccessType"_s, accessWord(options.proxyAccess));
    value(options.proxyAuthentication != usual.proxyAuthentication, u"ProxyAuthentication"_s,
          transport::mechanismName(options.proxyAuthentication));
    value(!options.proxyCredential.userName.isEmpty(), u"ProxyCredential"_s, quoted(options.proxyCredential.userName));
    return words;
}

} // namespace rejoin::ui
