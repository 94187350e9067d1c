#include "ui/commandpreview.h"

#include "core/transport/auth/choose.h"
#include "ui/sessionoptionwords.h"

#include <QRegularExpression>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

QList<sessions::ConnectionOptions> ConnectRequest::targets() const
{
    QList<sessions::ConnectionOptions> targets;
    for (const QString &name : computerNames) {
        sessions::ConnectionOptions target = options;
        target.computerName = name;
        target.connectionUri.clear();
        targets += target;
    }
    for (const QString &uri : uris) {
        sessions::ConnectionOptions target = options;
        target.computerName.clear();
        target.connectionUri = QUrl(uri);
        targets += target;
    }
    return targets;
}

QString quoted(const QString &word)
{
    // Bare words that PowerShell's argument mode takes whole; a leading dash, digit-only or @ word is quoted.
    static const QRegularExpression bare(u"^[A-Za-z_*?][A-Za-z0-9_.*?\\\\/:-]*$"_s);
    if (bare.match(word).hasMatch())
        return word;
    QString escaped = word;
    escaped.replace(u'\'', "''"_L1);
    // PowerShell takes typographic quotes for quotes, too.
    for (const char16_t quote : {u'\u2018', u'\u2019', u'\u201a', u'\u201b'})
        escaped.replace(QChar(quote), QString(2, QChar(quote)));
    return u'\'' + escaped + u'\'';
}

namespace {

QString list(const QStringList &words)
{
    QStringList quotedWords;
    for (const QString &word : words)
        quotedWords += quoted(word);
    return quotedWords.join(u',');
}

} // namespace

QString connectCommand(const ConnectRequest &request)
{
    const sessions::ConnectionOptions &options = request.options;
    const bool byUri = request.computerNames.isEmpty() && !request.uris.isEmpty();
    QStringList words{u"Connect-PSSession"_s};
    if (byUri) {
        words += u"-ConnectionUri "_s + list(request.uris);
        if (options.allowRedirection)
            words += u"-AllowRedirection"_s;
    } else {
        words += u"-ComputerName "_s + (request.computerNames.isEmpty() ? u"…"_s : list(request.computerNames));
        if (options.port != 0)
            words += u"-Port %1"_s.arg(options.port);
        if (options.useSsl)
            words += u"-UseSSL"_s;
        if (!options.applicationName.isEmpty())
            words += u"-ApplicationName "_s + quoted(options.applicationName);
    }
    if (!options.configurationName.isEmpty())
        words += u"-ConfigurationName "_s + quoted(options.configurationName);
    // Name and InstanceId are parameter sets of their own: ids win, as in the dialog.
    if (!request.instanceIds.isEmpty()) {
        QStringList ids;
        for (const QUuid &id : request.instanceIds)
            ids += id.toString(QUuid::WithoutBraces);
        words += u"-InstanceId "_s + list(ids);
    } else if (!request.sessionNames.isEmpty()) {
        words += u"-Name "_s + list(request.sessionNames);
    }
    if (!options.credential.userName.isEmpty())
        words += u"-Credential "_s + quoted(options.credential.userName);
    if (!options.certificateThumbprint.isEmpty())
        words += u"-CertificateThumbprint "_s + quoted(options.certificateThumbprint);
    if (options.mechanism != transport::Mechanism::Default)
        words += u"-Authentication "_s + transport::mechanismName(options.mechanism);
    if (request.throttleLimit > 0)
        words += u"-ThrottleLimit %1"_s.arg(request.throttleLimit);
    sessions::SessionOptions session = options.session;
    // PowerShell knows the permission only as an option of the session.
    session.noEncryption = session.noEncryption || options.allowUnencrypted;
    const QStringList checks = sessionOptionWords(session);
    if (!checks.isEmpty())
        words += u"-SessionOption (New-PSSessionOption "_s + checks.join(u' ') + u')';
    return words.join(u' ');
}

} // namespace rejoin::ui
