#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/task.h"
#include "core/clixml/records.h"
#include "core/cmdlets/object.h"
#include "core/sessions/hostinterface.h"
#include "core/sessions/redirecthandler.h"
#include "core/transport/transport.h"
#include "core/vault/credentialvault.h"

namespace rejoin::cmdlets {

/// A failure as PowerShell reports it: which cmdlet, the whole FullyQualifiedErrorId, what it was about.
struct CommandError
{
    QString command;      ///< "Connect-PSSession"; empty outside of one
    base::Error error;    ///< id is whole: "AccessDenied,PSSessionConnectFailed,Microsoft.PowerShell…"
    QString computerName; ///< empty when about none
    std::optional<clixml::ErrorRecord> remote; ///< an error record of the remote side, shown as it came
};

/// What the language needs of the program around it: where its streams go and who answers its questions. The terminal
/// implements it; tests record.
class FrontEnd
{
public:
    virtual ~FrontEnd() = default;

    /// An object that reached the end of a pipeline.
    virtual void output(const Object &object) = 0;
    /// End of a statement: a table in progress is finished.
    virtual void statementEnded() = 0;
    virtual void error(const CommandError &error) = 0;
    virtual void warning(const QString &text) = 0;
    virtual void verbose(const QString &text) = 0;
    virtual void debug(const QString &text) = 0;
    virtual void information(const clixml::InformationRecord &record) = 0;
    virtual void progress(const clixml::ProgressRecord &record) = 0;
    /// A session was left disconnected: says until when its server keeps it. Where that was what the command asked for
    /// (Disconnect-PSSession), only a user who looks on is told.
    virtual void left(const sessions::SessionPtr &session, bool asAsked)
    {
        Q_UNUSED(session)
        Q_UNUSED(asAsked)
    }
    /// What was given has not been taken yet (a slow reader of the output): who produces more waits for whenCaughtUp.
    [[nodiscard]] virtual bool isBehind() const { return false; }
    /// Calls once, on the event loop's thread, when it is not behind any more.
    virtual void whenCaughtUp(std::function<void()> call) { call(); }
    /// What -WhatIf prints.
    virtual void whatIf(const QString &text) = 0;

    /// -Confirm. True to go on.
    [[nodiscard]] virtual Task<bool> confirm(QString target, QString action, base::CancelToken cancel) = 0;
    /// -Credential NAME: the password from --password-stdin/-fd, or asked for. Throws Error (CredentialMissing).
    [[nodiscard]] virtual Task<base::Credential> credential(QString userName, base::CancelToken cancel) = 0;
    /// A password or keytab was given with the call: it counts for -Credential, whatever the vault holds.
    [[nodiscard]] virtual bool givesPassword() const { return false; }
    /// The passphrase of a certificate's file, to be stored. Throws Error (CredentialMissing).
    [[nodiscard]] virtual Task<base::SecretString> passphrase(QString what, base::CancelToken cancel);
    enum class VaultUse : quint8 {
        Open,   ///< it is asked for itself
        IfUsed, ///< null while nothing is stored: the keychain is not bothered then
    };
    /// The vault of this run. Null: there is none.
    [[nodiscard]] virtual Task<std::shared_ptr<vault::CredentialVault>> vault(VaultUse use, base::CancelToken cancel);
    /// -ProxyCredential NAME: never the password that is meant for the computers. Throws Error (CredentialMissing).
    [[nodiscard]] virtual Task<base::Credential> proxyCredential(QString userName, base::CancelToken cancel);
    /// -CertificateThumbprint: the certificate and its key. Throws Error (CredentialMissing, "CertificateNotFound").
    [[nodiscard]] virtual Task<transport::ClientCertificate> certificate(QString thumbprint, base::CancelToken cancel);
    /// A redirect to another host; false where nobody can be asked.
    [[nodiscard]] virtual Task<bool> mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel);
    /// Answers prompts of remote commands.
    [[nodiscard]] virtual std::shared_ptr<sessions::HostInterface> host() = 0;
    /// A live console in the session (Enter-PSSession), until its user leaves it.
    [[nodiscard]] virtual Task<> interact(sessions::SessionPtr session, base::CancelToken cancel) = 0;
};

} // namespace rejoin::cmdlets
