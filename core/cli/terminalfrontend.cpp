#include "core/cli/terminalfrontend.h"

#include "core/cmdlets/sessiontable.h"
#include "core/sessions/keeping.h"
#include "core/text/errortext.h"
#include "core/text/moments.h"
#include "core/vault/keychainvault.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;
using cmdlets::visibleText;

TerminalFrontEnd::TerminalFrontEnd(const ProgramOptions &options, Terminal *terminal, Input *input,
                                   sessions::SessionService *service)
    : m_errorsAsJson(options.errorsAsJson),
      m_terminal(terminal),
      m_input(input),
      m_service(service),
      m_host(std::make_shared<TerminalHost>(terminal, input)),
      m_writer(options.outputFormat, terminal->outputWidth(), [terminal](const QString &line) { terminal->out(line); }),
      m_keytab(options.keytab),
      m_profile(options.profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                                          : options.profile),
      m_certificates(options.profile, options.certificates)
{
    // What the vault's list shows as last used and last refused.
    m_settled = QObject::connect(service, &sessions::SessionService::loginSettled, service,
                                 [this](const base::Credential &credential, bool accepted) {
                                     if (m_vault && !credential.storedAs.isNull())
                                         m_vault->settled(credential.storedAs, accepted, m_service->clock()->now());
                                 });
}

TerminalFrontEnd::~TerminalFrontEnd()
{
    QObject::disconnect(m_settled);
}

void TerminalFrontEnd::output(const cmdlets::Object &object)
{
    m_writer.add(object);
}

void TerminalFrontEnd::statementEnded()
{
    m_terminal->status({});
    m_writer.endStatement();
}

void TerminalFrontEnd::finish()
{
    m_terminal->status({});
    m_writer.finish();
}

QByteArray errorLine(const cmdlets::CommandError &error)
{
    const text::ErrorWords words = text::describe(error.error);
    QJsonObject fields{{u"command"_s, error.command},
                       {u"message"_s, words.sentence},
                       {u"fullyQualifiedErrorId"_s, error.error.id},
                       {u"advice"_s, words.advice}};
    if (!error.computerName.isEmpty())
        fields.insert(u"computerName"_s, error.computerName);
    if (error.error.code)
        fields.insert(u"code"_s, error.error.code);
    if (!error.error.detail.isEmpty())
        fields.insert(u"detail"_s, error.error.detail);
    const QJsonObject line{{u"error"_s, fields}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

void TerminalFrontEnd::error(const cmdlets::CommandError &error)
{
    m_writer.flush();
    if (m_errorsAsJson) {
        m_terminal->err(QString::fromUtf8(errorLine(error)));
        return;
    }
    const text::ErrorWords words = text::describe(error.error);
    const char *const red = "31;1";
    if (error.remote) {
        // As PowerShell shows an error of a remote command: activity, message, position, category, id.
        const clixml::ErrorRecord &record = *error.remote;
        QString head = record.categoryActivity.isEmpty() ? QString() : record.categoryActivity + u" : "_s;
        m_terminal->err(visibleText(head + record.message), red);
        if (record.invocation && !record.invocation->positionMessage.isEmpty())
            m_terminal->err(visibleText(record.invocation->positionMessage), red);
        m_terminal->err(visibleText(u"    + CategoryInfo          : "_s + record.categoryMessage()), red);
        m_terminal->err(visibleText(u"    + FullyQualifiedErrorId : "_s + record.fullyQualifiedId), red);
        if (!record.recommendedAction.isEmpty())
            m_terminal->err(visibleText(u"    + RecommendedAction     : "_s + record.recommendedAction), red);
        if (!error.computerName.isEmpty())
            m_terminal->err(visibleText(u"    + PSComputerName        : "_s + error.computerName), red);
        return;
    }
    QString prefix = error.command.isEmpty() ? u"rejoinctl: "_s : error.command + u": "_s;
    // Which computer of several it was, where the sentence does not say.
    if (!error.computerName.isEmpty() && !words.sentence.contains(error.computerName, Qt::CaseInsensitive))
        prefix += u'[' + error.computerName + u"] "_s;
    m_terminal->err(visibleText(prefix + words.sentence), red);
    if (!words.advice.isEmpty())
        m_terminal->err(visibleText(u"    + "_s + words.advice), red);
    if (!error.error.id.isEmpty())
        m_terminal->err(visibleText(u"    + FullyQualifiedErrorId : "_s + error.error.id), red);
}

void TerminalFrontEnd::warning(const QString &text)
{
    m_writer.flush();
    m_terminal->err(visibleText(u"WARNING: "_s + text), "33;1");
}

void TerminalFrontEnd::verbose(const QString &text)
{
    m_writer.flush();
    m_terminal->err(visibleText(u"VERBOSE: "_s + text), "33;1");
}

void TerminalFrontEnd::debug(const QString &text)
{
    m_writer.flush();
    m_terminal->err(visibleText(u"DEBUG: "_s + text), "33;1");
}

void TerminalFrontEnd::information(const clixml::InformationRecord &record)
{
    m_writer.flush();
    const QString end = record.noNewLine ? QString() : u"\n"_s;
    m_terminal->errRaw(visibleText(record.text()) + end, consoleColour(record.foreground.value_or(-1)));
}

void TerminalFrontEnd::progress(const clixml::ProgressRecord &record)
{
    if (record.completed) {
        m_terminal->status({});
        return;
    }
    QString bar;
    if (record.percentComplete >= 0) {
        constexpr int cells = 20;
        const int filled = qBound(0, record.percentComplete, 100) * cells / 100;
        bar = u" [%1%2] %3 %"_s.arg(QString(filled, u'#'), QString(cells - filled, u' ')).arg(record.percentComplete);
    }
    if (record.secondsRemaining >= 0)
        bar += u" %1:%2 left"_s.arg(record.secondsRemaining / 60)
                   .arg(record.secondsRemaining % 60, 2, 10, QLatin1Char('0'));
    QStringList words{record.statusDescription, record.currentOperation};
    words.removeAll(QString());
    // One line, whatever a script puts into it.
    QString line = record.activity + bar + u' ' + words.join(u" – "_s);
    line.replace(u'\n', u' ').replace(u'\r', u' ');
    m_terminal->status(visibleText(line));
}

void TerminalFrontEnd::left(const sessions::SessionPtr &session, bool asAsked)
{
    if (asAsked && !m_terminal->errorIsTerminal())
        return;
    const QDateTime now = m_service->clock()->now();
    const QString until = text::kept(sessions::keptUntil(*session, now), now);
    m_terminal->err(
        visibleText(text::leftDisconnected(session->name(), session->computerName(),
                                           session->instanceId().toString(QUuid::WithoutBraces).toUpper(), until)));
}

void TerminalFrontEnd::whatIf(const QString &text)
{
    m_terminal->out(visibleText(text));
}

Task<bool> TerminalFrontEnd::confirm(QString target, QString action, base::CancelToken cancel)
{
    if (m_confirmAll || m_confirmNone)
        co_return m_confirmAll;
    QList<sessions::PromptChoice> choices;
    for (const char *label : {"&Yes", "Yes to &All", "&No", "No to A&ll"}) {
        sessions::PromptChoice choice;
        choice.label = QString::fromLatin1(label);
        choice.helpMessage = choice.label;
        choice.helpMessage.remove(u'&');
        choices << choice;
    }
    const QString caption = u"Confirm"_s;
    const QString message =
        u"Are you sure you want to perform this action?\nPerforming the operation \"%1\" on target \"%2\"."_s.arg(
            action, target);
    const QList<int> defaults{0};
    const QList<int> picked = co_await m_host->choose(caption, message, choices, defaults, false, cancel);
    const int answer = picked.value(0, 2);
    m_confirmAll = answer == 1;
    m_confirmNone = answer == 3;
    co_return answer == 0 || answer == 1;
}

Task<base::Credential> TerminalFrontEnd::credential(QString userName, base::CancelToken cancel)
{
    if (!m_keytab.isEmpty()) {
        const base::Credential keys = base::Credential::fromKeytab(userName, m_keytab);
        co_return keys;
    }
    if (m_password) {
        const base::Credential given(userName, *m_password);
        co_return given;
    }
    if (!m_asked.contains(userName) && !m_input->isTerminal())
        throw Error(ErrorCategory::CredentialMissing, u"CredentialMissing"_s,
                    Text(QT_TRANSLATE_NOOP("core", "A password for %1 is needed and there is no terminal to ask on."),
                         {userName}),
                    Text(QT_TRANSLATE_NOOP("core", "Give it with --password-stdin or --password-fd.")));
    const QString label = u"Password for user %1: "_s.arg(visibleText(userName));
    const base::Credential given = co_await typed(userName, userName, label, cancel);
    co_return given;
}

Task<base::SecretString> TerminalFrontEnd::passphrase(QString what, base::CancelToken cancel)
{
    if (m_password)
        co_return *std::as_const(m_password);
    if (!m_input->isTerminal()) {
        const base::SecretString nobodyToAsk = co_await FrontEnd::passphrase(what, cancel);
        co_return nobodyToAsk;
    }
    const QString label = u"Passphrase of %1: "_s.arg(visibleText(what));
    const base::SecretString typedNow = co_await m_input->readSecret(label, cancel);
    co_return typedNow;
}

Task<std::shared_ptr<vault::CredentialVault>> TerminalFrontEnd::vault(VaultUse use, base::CancelToken cancel)
{
    cancel.check();
    if (!m_vault && use == VaultUse::IfUsed && vault::VaultIndex(m_profile).read().isEmpty())
        co_return std::shared_ptr<vault::CredentialVault>();
    if (!m_vault)
        m_vault = co_await vault::openVault(m_profile);
    co_return std::as_const(m_vault); // what is not const is moved out
}

Task<base::Credential> TerminalFrontEnd::proxyCredential(QString userName, base::CancelToken cancel)
{
    // Never the password of --password-stdin: that is for the computers.
    if (m_proxyPassword) {
        const base::Credential given(userName, *m_proxyPassword);
        co_return given;
    }
    if (!m_input->isTerminal()) {
        const base::Credential nobodyToAsk = co_await FrontEnd::proxyCredential(userName, cancel);
        co_return nobodyToAsk;
    }
    const QString label = u"Password for user %1 at the proxy: "_s.arg(visibleText(userName));
    const base::Credential given = co_await typed(u"proxy\n"_s + userName, userName, label, cancel);
    co_return given;
}

/// Asked once in a run.
Task<base::Credential> TerminalFrontEnd::typed(QString key, QString userName, QString label, base::CancelToken cancel)
{
    if (const auto asked = m_asked.constFind(key); asked != m_asked.cend())
        co_return *asked;
    const base::SecretString password = co_await m_input->readSecret(label, cancel);
    const base::Credential given(userName, password);
    m_asked.insert(key, given);
    co_return given;
}

Task<transport::ClientCertificate> TerminalFrontEnd::certificate(QString thumbprint, base::CancelToken cancel)
{
    if (!m_certificates.lockedFor(thumbprint).isEmpty())
        co_await unlockFromVault(thumbprint, cancel);
    QStringList locked = m_certificates.lockedFor(thumbprint);
    while (!locked.isEmpty() && m_input->isTerminal()) { // one fewer each turn
        const QString file = locked.first();
        const QString label = u"Passphrase of %1: "_s.arg(visibleText(file));
        const base::SecretString passphrase = co_await m_input->readSecret(label, cancel);
        m_certificates.unlock(file, passphrase);
        locked = m_certificates.lockedFor(thumbprint);
    }
    const transport::StoredCertificate found = m_certificates.find(thumbprint);
    if (!found.warning.isEmpty())
        warning(found.warning.english());
    co_return found.certificate;
}

Task<> TerminalFrontEnd::unlockFromVault(QString thumbprint, base::CancelToken cancel)
{
    const auto known = co_await vault(VaultUse::IfUsed, cancel);
    if (!known)
        co_return;
    const QList<vault::Entry> entries = co_await known->entries();
    for (const vault::Entry &entry : entries) {
        if (entry.kind != vault::Entry::Kind::Certificate ||
            transport::normalizedThumbprint(entry.thumbprint) != transport::normalizedThumbprint(thumbprint))
            continue;
        const base::SecretString secret = co_await known->secret(entry, cancel);
        const QStringList locked =
            entry.certificateFile.isEmpty() ? m_certificates.lockedFor(thumbprint) : QStringList{entry.certificateFile};
        for (const QString &file : locked) {
            try {
                m_certificates.unlock(file, secret);
            } catch (const Error &error) {
                warning(error.english());
            }
        }
    }
}

Task<bool> TerminalFrontEnd::mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel)
{
    if (!m_input->isTerminal())
        co_return false;
    QList<sessions::PromptChoice> choices;
    for (const char *label : {"&Yes", "&No"}) {
        sessions::PromptChoice choice;
        choice.label = QString::fromLatin1(label);
        choice.helpMessage = choice.label;
        choice.helpMessage.remove(u'&');
        choices << choice;
    }
    const QString who = question.userName.isEmpty() ? u"the current user"_s : question.userName;
    const QString unchecked =
        question.checksOff ? u"\nIts certificate would not be checked: the session option says so."_s : QString();
    const QString message =
        (question.handsPasswordOver
             ? u"%1 points to another host: %2\nShall the password of %3 be handed to that host (CredSSP)?"_s
             : u"%1 points to another host: %2\nShall the login of %3 be sent there?"_s)
            .arg(question.from, question.to, who) +
        unchecked;
    const QString caption = u"Redirect"_s;
    const QList<int> defaults{1};
    const QList<int> picked = co_await m_host->choose(caption, message, choices, defaults, false, cancel);
    co_return picked.value(0, 1) == 0;
}

} // namespace rejoin::cli
