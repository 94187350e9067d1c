#include "core/cmdlets/invocation.h"

#include "core/base/wildcard.h"
#include "core/cmdlets/storedlogins.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using sessions::ConnectionOptions;
using sessions::SessionPtr;

transport::Mechanism mechanismFrom(const QString &name)
{
    return static_cast<transport::Mechanism>(
        qMax(0, static_cast<int>(enumerationNames(QStringLiteral("AuthenticationMechanism")).indexOf(name))));
}

Error cannotBeTogether(const BoundCommand &bound, const char *parameter, const char *first, const char *second)
{
    // The words and the id are those of PowerShell's setters.
    const QString words = QStringLiteral("A %1 cannot be specified when %2 is specified.")
                              .arg(QLatin1String(first), QLatin1String(second));
    return {
        ErrorCategory::InvalidArgument, QStringLiteral("ParameterBindingFailed,") + bound.cmdlet->implementingType,
        Text(QT_TRANSLATE_NOOP("core", "Cannot bind parameter '%1' to the target. Exception setting \"%1\": \"%2\""),
             {QLatin1String(parameter), words}),
        Text(QT_TRANSLATE_NOOP("core", "Leave one of the two out."))};
}

void refuseImpossiblePairs(const BoundCommand &bound, const ConnectionOptions &options)
{
    const bool thumbprint = !options.certificateThumbprint.isEmpty();
    if (thumbprint && bound.has("Credential"))
        throw cannotBeTogether(bound, "Credential", "CertificateThumbPrint", "Credential");
    if (options.mechanism == transport::Mechanism::NegotiateWithImplicitCredential && bound.has("Credential"))
        throw cannotBeTogether(bound, "Credential", "Credential", "NegotiateWithImplicitCredential");
    if (thumbprint && options.mechanism != transport::Mechanism::Default)
        throw cannotBeTogether(bound, "Authentication", "Authentication", "CertificateThumbprint");
}

/// Redirects of one call: its warnings, with its -WarningAction, and the program's question.
class CallRedirects final : public sessions::RedirectHandler
{
public:
    explicit CallRedirects(std::weak_ptr<Invocation> call) : m_call(std::move(call)) {}
    void redirected(const QString &to) override
    {
        if (const auto call = m_call.lock())
            call->warning(redirectWarning(to));
    }
    Task<bool> mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel) override
    {
        const auto call = m_call.lock();
        if (!call)
            co_return false;
        const bool may = co_await call->frontEnd()->mayLogInAt(std::move(question), cancel);
        co_return may;
    }

private:
    std::weak_ptr<Invocation> m_call;
};

/// "local" names are this machine, as in PowerShell.
QString plainName(const QString &computer)
{
    return computer == QLatin1String(".") ? QStringLiteral("localhost") : computer;
}

} // namespace

QString redirectWarning(const QString &to)
{
    return QStringLiteral("Your connection has been redirected to the following URI: \"%1\"").arg(to);
}

Invocation::Invocation(std::shared_ptr<RunnerState> state, BoundCommand bound, std::function<void(const Object &)> emit,
                       base::CancelToken cancel)
    : m_state(std::move(state)), m_bound(std::move(bound)), m_emit(std::move(emit)), m_cancel(std::move(cancel))
{
}

void Invocation::output(const Object &object)
{
    m_emit(object);
}

Invocation::Action Invocation::preference(const char *parameter, const char *variable, Action fallback) const
{
    QString word;
    if (m_bound.has(parameter))
        word = m_bound.text(parameter);
    else
        word = m_state->variable(QString::fromLatin1(variable)).toText();
    if (word.compare(QLatin1String("Stop"), Qt::CaseInsensitive) == 0)
        return Action::Stop;
    if (word.compare(QLatin1String("SilentlyContinue"), Qt::CaseInsensitive) == 0)
        return Action::Silent;
    if (word.compare(QLatin1String("Ignore"), Qt::CaseInsensitive) == 0)
        return Action::Ignore;
    if (word.compare(QLatin1String("Continue"), Qt::CaseInsensitive) == 0)
        return Action::Continue;
    return fallback;
}

void Invocation::report(CommandError error)
{
    error.command = m_bound.cmdlet->name;
    const Action action = preference("ErrorAction", "ErrorActionPreference", Action::Continue);
    if (m_bound.has("ErrorVariable")) {
        m_errors << Object::string(error.error.english());
        m_state->variables.insert(m_bound.text("ErrorVariable").toLower(), Object::list(m_errors));
    }
    if (action == Action::Ignore)
        return;
    // Silent ones still count, as PowerShell's exit status has it; -ErrorAction Ignore says that they must not.
    m_state->failed = true;
    if (action == Action::Silent)
        return;
    m_state->frontEnd->error(error);
    if (action == Action::Stop)
        throw StopExecution{};
}

void Invocation::error(Error error, const QString &computerName)
{
    if (error.category == ErrorCategory::Cancelled)
        throw error;
    if (!error.id.contains(m_bound.cmdlet->implementingType))
        error.id =
            error.id.isEmpty() ? m_bound.cmdlet->implementingType : error.id + u',' + m_bound.cmdlet->implementingType;
    CommandError report;
    report.error = std::move(error);
    report.computerName = computerName;
    this->report(std::move(report));
}

void Invocation::remoteError(const clixml::ErrorRecord &record, const QString &computerName)
{
    CommandError report;
    report.error = Error(ErrorCategory::Fault, record.fullyQualifiedId, Text::verbatim(record.message));
    report.computerName = computerName;
    report.remote = record;
    this->report(std::move(report));
}

void Invocation::warning(const QString &text)
{
    const Action action = preference("WarningAction", "WarningPreference", Action::Continue);
    if (action == Action::Silent || action == Action::Ignore)
        return;
    m_state->frontEnd->warning(text);
    if (action == Action::Stop)
        throw StopExecution{};
}

void Invocation::verbose(const QString &text)
{
    const bool asked = m_bound.has("Verbose")
                           ? m_bound.isSet("Verbose")
                           : preference("Verbose", "VerbosePreference", Action::Silent) == Action::Continue;
    if (asked)
        m_state->frontEnd->verbose(text);
}

void Invocation::debug(const QString &text)
{
    if (m_bound.isSet("Debug"))
        m_state->frontEnd->debug(text);
}

Task<bool> Invocation::shouldProcess(QString target)
{
    const QString action = m_bound.cmdlet->name;
    if (isWhatIf()) {
        frontEnd()->whatIf(
            QStringLiteral("What if: Performing the operation \"%1\" on target \"%2\".").arg(action, target));
        co_return false;
    }
    if (!m_bound.isSet("Confirm"))
        co_return true;
    const bool yes = co_await frontEnd()->confirm(target, action, m_cancel);
    co_return yes;
}

sessions::SessionOptions Invocation::sessionOption() const
{
    Object option = m_bound.value("SessionOption");
    if (option.isNull())
        option = m_state->variable(QStringLiteral("PSSessionOption"));
    sessions::SessionOptions options;
    if (const auto *table = option.as<std::shared_ptr<Hashtable>>())
        options = sessionOptionsFrom(**table);
    else if (const auto *given = option.as<std::shared_ptr<sessions::SessionOptions>>())
        options = **given;
    if (options.proxyAccess == sessions::SessionOptions::ProxyAccess::None &&
        !options.proxyCredential.userName.isEmpty())
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("System.ArgumentException"),
                    Text(QT_TRANSLATE_NOOP("core", "Proxy credentials cannot be specified when using the following "
                                                   "proxy access type: %1. Either specify a different access type, or "
                                                   "do not specify proxy credentials."),
                         {QStringLiteral("None")}),
                    Text(QT_TRANSLATE_NOOP("core", "Add -ProxyAccessType to New-PSSessionOption.")));
    return options;
}

Task<ConnectionOptions> Invocation::withLogin(ConnectionOptions options)
{
    const auto self = shared_from_this();
    const Object given = m_bound.value("Credential");
    const auto *known = given.as<std::shared_ptr<base::Credential>>();
    QString user = known || !m_bound.has("Credential") ? QString() : given.toText();
    bool isDecided = known || (!user.isEmpty() && frontEnd()->givesPassword()) ||
                     !options.certificateThumbprint.isEmpty() ||
                     options.mechanism == transport::Mechanism::NegotiateWithImplicitCredential;
    if (known)
        options.credential = **known;
    if (!isDecided) {
        const auto vault = co_await frontEnd()->vault(FrontEnd::VaultUse::IfUsed, m_cancel);
        if (vault)
            isDecided = co_await addStoredLogin(frontEnd(), vault, &options, &user, m_cancel);
    }
    // Asked for once in a run, however many computers there are.
    if (!user.isEmpty() && (!isDecided || frontEnd()->givesPassword()))
        options.credential = co_await frontEnd()->credential(user, m_cancel);
    if (!options.certificateThumbprint.isEmpty()) {
        const QString thumbprint = options.certificateThumbprint;
        options.clientCertificate = co_await frontEnd()->certificate(thumbprint, m_cancel);
    }
    if (options.mechanism == transport::Mechanism::Credssp) {
        if (options.credential.kind != base::Credential::Kind::Password)
            throw Error(ErrorCategory::CredentialMissing, QStringLiteral("ExplicitCredentialsRequired"),
                        Text(QT_TRANSLATE_NOOP("core", "CredSSP needs a user name and a password, which it hands to "
                                                       "the server.")),
                        Text(QT_TRANSLATE_NOOP("core", "Give them with -Credential, or choose another "
                                                       "-Authentication.")));
        options.allowDelegation = true; // warnOf() says so before anything is sent
    }
    co_return options;
}

void Invocation::warnOf(const ConnectionOptions &target)
{
    const QString where = target.endpoint().urlText();
    if (target.mechanism == transport::Mechanism::Credssp)
        warning(QStringLiteral("CredSSP hands the password of %1 itself to %2, which can then log in elsewhere with "
                               "it.")
                    .arg(target.credential.userName, where));
    if (target.endpoint().useSsl || !target.allowUnencrypted)
        return;
    warning(
        target.mechanism == transport::Mechanism::Basic
            ? QStringLiteral("The password and all messages go to %1 unprotected, as -NoEncryption permits.").arg(where)
            : QStringLiteral("All messages go to %1 unprotected, as -NoEncryption permits.").arg(where));
}

ConnectionOptions Invocation::commonOptions(bool forCreation)
{
    ConnectionOptions common;
    common.configurationName = m_bound.text("ConfigurationName");
    if (common.configurationName.isEmpty() && forCreation)
        common.configurationName = m_state->variable(QStringLiteral("PSSessionConfigurationName")).toText();
    common.applicationName = m_bound.text("ApplicationName");
    if (common.applicationName.isEmpty() && !m_bound.has("ConnectionUri"))
        common.applicationName = m_state->variable(QStringLiteral("PSSessionApplicationName")).toText();
    common.port = static_cast<int>(m_bound.integer("Port").value_or(0));
    common.useSsl = m_bound.isSet("UseSSL");
    common.mechanism = mechanismFrom(m_bound.text("Authentication"));
    common.certificateThumbprint = m_bound.text("CertificateThumbprint");
    common.allowRedirection = m_bound.isSet("AllowRedirection");
    refuseImpossiblePairs(m_bound, common);
    common.session = sessionOption();
    common.allowUnencrypted = common.session.noEncryption;
    if (!m_redirects)
        m_redirects = std::make_shared<CallRedirects>(weak_from_this());
    common.redirects = m_redirects;
    return common;
}

Task<QList<ConnectionOptions>> Invocation::targetsAt(QString computer)
{
    const auto self = shared_from_this();
    QList<ConnectionOptions> list;
    ConnectionOptions target = commonOptions(false);
    target.computerName = plainName(computer);
    (void)target.endpoint();
    list << target;
    co_return list;
}

Task<QList<ConnectionOptions>> Invocation::targets(bool forCreation)
{
    const auto self = shared_from_this();
    const ConnectionOptions common = commonOptions(forCreation);
    QList<std::pair<QString, ConnectionOptions>> targets;
    if (m_bound.has("ConnectionUri")) {
        for (const Object &item : m_bound.value("ConnectionUri").items()) {
            ConnectionOptions target = common;
            target.connectionUri = item.as<QUrl>() ? *item.as<QUrl>() : QUrl(item.toText());
            targets << std::pair(item.toText(), target);
        }
    }
    QStringList names = m_bound.texts("ComputerName");
    if (names.isEmpty() && targets.isEmpty())
        names << QStringLiteral("localhost");
    for (const QString &name : std::as_const(names)) {
        ConnectionOptions target = common;
        target.computerName = plainName(name);
        targets << std::pair(name, target);
    }
    QList<ConnectionOptions> list;
    for (const auto &[name, wanted] : std::as_const(targets)) {
        ConnectionOptions target = wanted;
        std::optional<Error> refused;
        bool isPlace = false;
        try {
            // What is no host name, a relative URI and other schemes are that computer's own failure.
            (void)target.endpoint();
            isPlace = true;
            target = co_await withLogin(target);
            warnOf(target);
        } catch (const Error &why) {
            refused = why;
        }
        if (!refused)
            list << target;
        else if (isPlace && vault::problemOf(*refused) == vault::Problem::None)
            throw *refused; // it would be the same with the next one
        else
            error(*refused, name);
    }
    co_return list;
}

QList<SessionPtr> Invocation::localSessions()
{
    sessions::SessionRegistry *registry = service()->registry();
    const auto missing = [&](const char *id, const QString &words) {
        error({ErrorCategory::SessionNotFound, QString::fromLatin1(id), Text::verbatim(words),
               Text(QT_TRANSLATE_NOOP("core", "Ids and names belong to one process. Give -ComputerName to look on the "
                                              "computer."))});
    };
    QList<SessionPtr> found;
    const auto add = [&](const SessionPtr &session) {
        if (session && !found.contains(session))
            found << session;
    };
    if (m_bound.has("Session")) {
        for (const SessionPtr &session : m_bound.sessions("Session"))
            add(session);
    } else if (m_bound.has("Id")) {
        for (const int id : m_bound.integers("Id")) {
            const SessionPtr session = registry->heldById(id);
            if (!session)
                missing("RemoteRunspaceNotAvailableForSpecifiedSessionId",
                        QStringLiteral("The remote session with the session ID %1 is not available.").arg(id));
            add(session);
        }
    } else if (m_bound.has("InstanceId")) {
        for (const QUuid &id : m_bound.guids("InstanceId")) {
            const auto held = registry->held();
            const auto it = std::find_if(held.begin(), held.end(),
                                         [&](const SessionPtr &session) { return session->instanceId() == id; });
            if (it == held.end())
                missing(
                    "RemoteRunspaceNotAvailableForSpecifiedRunspaceId",
                    QStringLiteral("Remote session is not available for %1.").arg(id.toString(QUuid::WithoutBraces)));
            else
                add(*it);
        }
    } else if (m_bound.has("Name")) {
        for (const QString &name : m_bound.texts("Name")) {
            bool any = false;
            for (const SessionPtr &session : registry->held()) {
                if (base::Wildcard(name).matches(session->name())) {
                    add(session);
                    any = true;
                }
            }
            if (!any && !base::Wildcard::hasWildcards(name))
                missing("RemoteRunspaceNotAvailableForSpecifiedName",
                        QStringLiteral("The remote session with the name %1  is not available.").arg(name));
        }
    } else if (m_bound.has("ComputerName")) {
        for (const QString &computer : m_bound.texts("ComputerName"))
            for (const SessionPtr &session : registry->held())
                if (base::Wildcard(plainName(computer)).matches(session->computerName()))
                    add(session);
    }
    return found;
}

} // namespace rejoin::cmdlets
