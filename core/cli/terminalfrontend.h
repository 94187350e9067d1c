#pragma once

#include "core/cli/certificateshelf.h"
#include "core/cli/programoptions.h"
#include "core/cli/terminal.h"
#include "core/cli/terminalhost.h"
#include "core/clixml/display.h"
#include "core/cmdlets/frontend.h"
#include "core/sessions/sessionservice.h"
#include "core/vault/credentialvault.h"

namespace rejoin::cli {

/// The statement language's streams on a terminal or in a pipe.
class TerminalFrontEnd final : public cmdlets::FrontEnd
{
public:
    TerminalFrontEnd(const ProgramOptions &options, Terminal *terminal, Input *input,
                     sessions::SessionService *service);
    ~TerminalFrontEnd() override;

    void output(const cmdlets::Object &object) override;
    void statementEnded() override;
    void error(const cmdlets::CommandError &error) override;
    void warning(const QString &text) override;
    void verbose(const QString &text) override;
    void debug(const QString &text) override;
    void information(const clixml::InformationRecord &record) override;
    void progress(const clixml::ProgressRecord &record) override;
    void left(const sessions::SessionPtr &session, bool asAsked) override;
    [[nodiscard]] bool isBehind() const override { return m_terminal->isBehind(); }
    void whenCaughtUp(std::function<void()> call) override { m_terminal->whenCaughtUp(std::move(call)); }
    void whatIf(const QString &text) override;
    [[nodiscard]] Task<bool> confirm(QString target, QString action, base::CancelToken cancel) override;
    [[nodiscard]] Task<base::Credential> credential(QString userName, base::CancelToken cancel) override;
    [[nodiscard]] bool givesPassword() const override { return m_password || !m_keytab.isEmpty(); }
    [[nodiscard]] Task<base::SecretString> passphrase(QString what, base::CancelToken cancel) override;
    [[nodiscard]] Task<std::shared_ptr<vault::CredentialVault>> vault(VaultUse use, base::CancelToken cancel) override;
    [[nodiscard]] Task<base::Credential> proxyCredential(QString userName, base::CancelToken cancel) override;
    [[nodiscard]] Task<transport::ClientCertificate> certificate(QString thumbprint, base::CancelToken cancel) override;
    [[nodiscard]] Task<bool> mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel) override;
    [[nodiscard]] std::shared_ptr<sessions::HostInterface> host() override { return m_host; }
    [[nodiscard]] Task<> interact(sessions::SessionPtr session, base::CancelToken cancel) override;

    /// All statements are done.
    void finish();
    /// The password of --password-stdin or --password-fd, read once at the start.
    void setPassword(const base::SecretString &password) { m_password = password; }
    /// The password of --proxy-password-fd.
    void setProxyPassword(const base::SecretString &password) { m_proxyPassword = password; }
    /// What Ctrl+C in a live console cancels: the command that runs there.
    [[nodiscard]] bool interruptInteraction();

private:
    [[nodiscard]] Task<> runInteractive(sessions::SessionPtr session, QString script, base::CancelToken cancel,
                                        base::CancelToken giveUp);
    void showRemote(const psrp::PipelineEvent &event);
    void finishObjects();
    [[nodiscard]] Task<bool> runFitted(sessions::SessionPtr session, psrp::CreatePipeline request,
                                       base::CancelToken cancel, base::CancelToken giveUp);
    [[nodiscard]] Task<base::Credential> typed(QString key, QString userName, QString label, base::CancelToken cancel);

    /// Tries the passphrases that the vault has for files; those that do not fit are left alone.
    [[nodiscard]] Task<> unlockFromVault(QString thumbprint, base::CancelToken cancel);

    bool m_errorsAsJson;
    Terminal *m_terminal;
    Input *m_input;
    sessions::SessionService *m_service;
    std::shared_ptr<TerminalHost> m_host;
    cmdlets::OutputWriter m_writer;
    std::optional<base::SecretString> m_password;
    std::optional<base::SecretString> m_proxyPassword;
    QString m_keytab;
    QString m_profile;                               ///< the directory
    std::shared_ptr<vault::CredentialVault> m_vault; ///< once it was opened
    CertificateShelf m_certificates;
    QHash<QString, base::Credential> m_asked; ///< typed at a prompt, by user, for this run
    QMetaObject::Connection m_settled;
    bool m_confirmAll = false;
    bool m_confirmNone = false;
    std::shared_ptr<base::CancelSource> m_interactive;    ///< the command that runs in a live console
    std::unique_ptr<clixml::OutputFormatter> m_formatter; ///< where the endpoint does not format
};

/// {"error":{…}}: an error as -ErrorFormat Json writes it, without the line's end.
[[nodiscard]] QByteArray errorLine(const cmdlets::CommandError &error);

} // namespace rejoin::cli
