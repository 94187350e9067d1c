#pragma once

#include "core/lab/auth/gate.h"
#include "core/lab/labexchange.h"
#include "core/lab/lablog.h"
#include "core/lab/labpages.h"
#include "core/lab/labreplies.h"
#include "core/lab/labshell.h"

namespace rejoin::lab {

/// What all computers of a lab share.
struct LabContext
{
    LabScenario scenario;
    LabLog log;
    milliseconds delay{0};
    QString pwsh;
};

/// One computer: its users and its shells, behind one WS-Management service (MS-WSMV 3.1.4).
class LabComputer final : public LabHttpHandler, public std::enable_shared_from_this<LabComputer>
{
public:
    LabComputer(const LabComputerSettings &settings, std::shared_ptr<LabContext> context);
    ~LabComputer() override;

    /// Makes the sessions of the settings; resumes when all are in place.
    [[nodiscard]] Task<> prepare();
    [[nodiscard]] Task<std::shared_ptr<LabShell>> addSession(LabSession session);
    /// Ends all shells.
    void shutdown();

    [[nodiscard]] const LabComputerSettings &settings() const { return m_settings; }
    [[nodiscard]] QString name() const { return m_settings.name; }
    [[nodiscard]] QList<std::shared_ptr<LabShell>> shells() const { return m_shells; }
    [[nodiscard]] std::shared_ptr<LabShell> shell(const QUuid &id) const;
    void removeShell(const QUuid &id);

    [[nodiscard]] Task<LabHttpReply> handle(LabHttpRequest request, base::CancelToken cancel) override;

private:
    using Answer = LabReplies::Reply;
    void noteLogin(const LabGate::Verdict &verdict);
    [[nodiscard]] LabUser userNamed(const QString &name) const;
    [[nodiscard]] Task<Answer> answer(LabHttpRequest request, wsman::ServerRequest message, LabUser user,
                                      base::CancelToken cancel);
    /// The same with an answer that is kept, and signs of life until it is there (MS-WSMV 3.1.4.1.39).
    [[nodiscard]] Task<Answer> answerRobustly(LabHttpRequest request, wsman::ServerRequest message, LabUser user,
                                              base::CancelToken cancel);
    [[nodiscard]] Task<QByteArray> dispatch(LabHttpRequest request, wsman::ServerRequest message, LabUser user,
                                            base::CancelToken cancel);
    [[nodiscard]] Task<QByteArray> create(LabHttpRequest request, wsman::ServerRequest message, LabUser user);
    [[nodiscard]] bool isOldStack() const;
    [[nodiscard]] QByteArray enumerate(const wsman::ServerRequest &message, const LabUser &user);
    /// The shell that the selectors name. Throws InvalidSelectors, or access denied when it is someone else's.
    [[nodiscard]] std::shared_ptr<LabShell> select(const wsman::ServerRequest &message, const LabUser &user,
                                                   bool administratorsToo) const;
    [[nodiscard]] int exchangePage(const wsman::ServerRequest &message, const QString &user) const;
    [[nodiscard]] std::optional<base::Error> exchangeRefusal(const LabHttpRequest &request,
                                                             const wsman::ServerRequest &message) const;
    void keep(const std::shared_ptr<LabShell> &shell);
    [[nodiscard]] QString accountName(const QString &user) const;
    [[nodiscard]] std::shared_ptr<ShellEngine> makeEngine(const QUuid &shellId, const QString &user,
                                                          const QString &configuration, int firstJobId) const;

    LabComputerSettings m_settings;
    std::shared_ptr<LabContext> m_context;
    QList<std::shared_ptr<LabShell>> m_shells;
    LabPages m_pages;
    LabGate m_gate;
    std::shared_ptr<LabReplies> m_replies;
    std::optional<LabExchange> m_exchange;
};

} // namespace rejoin::lab
