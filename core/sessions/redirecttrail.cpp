#include "core/sessions/redirecttrail.h"

#include "core/base/logging.h"

namespace rejoin::sessions {

using base::Error;
using base::ErrorCategory;

namespace {

/// What was permitted for the computer that was given says nothing of another one.
void forgetPermissions(ConnectionOptions &target)
{
    target.allowUnencrypted = target.session.noEncryption;
    target.allowNtlmWithoutTls = false;
    target.allowDelegation = false;
    target.pinnedSha256.clear();
    target.extraAuthorities.clear();
}

} // namespace

RedirectTrail::RedirectTrail(ConnectionOptions target, std::shared_ptr<RedirectHandler> fallback)
    : m_target(std::move(target)), m_handler(m_target.redirects.lock())
{
    if (!m_handler)
        m_handler = std::move(fallback);
}

Task<std::optional<Error>> RedirectTrail::follow(Error failure, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (failure.category == ErrorCategory::Cancelled)
        throw failure;
    if (failure.category != ErrorCategory::Redirected) {
        failure.atAnotherHost = m_elsewhere;
        if (m_elsewhere)
            failure.certificatePem.clear(); // it is not the certificate of the computer that was asked for
        co_return failure;
    }
    RedirectFacts facts;
    facts.allowed = m_target.byUri() && m_target.allowRedirection && m_handler;
    facts.maximum = m_target.session.maximumRedirection;
    facts.followed = m_followed;
    facts.answer = failure;
    facts.from = m_target.endpoint();
    if (m_visited.isEmpty()) {
        m_visited.append(facts.from);
        m_hosts.append(facts.from.host);
    }
    facts.visited = m_visited;
    facts.hosts = m_hosts;
    const RedirectPlan plan = planRedirect(facts);
    if (plan.step == RedirectStep::Refuse)
        co_return plan.error;
    const bool otherHost = plan.to.host.compare(facts.from.host, Qt::CaseInsensitive) != 0;
    qCInfo(lcSessions) << "redirect" << m_followed + 1 << "from" << facts.from.authority() << "to"
                       << plan.to.authority();
    m_handler->redirected(plan.to.urlText());
    if (plan.step == RedirectStep::Ask) {
        RedirectQuestion question;
        // As it goes over the wire: letters of other alphabets look like those of a known name.
        question.from = QString::fromLatin1(facts.from.url().toEncoded());
        question.to = QString::fromLatin1(plan.to.url().toEncoded());
        question.checksOff = m_target.session.skipCaCheck || m_target.session.skipCnCheck;
        question.userName = m_target.credential.userName;
        question.handsPasswordOver = m_target.mechanism == transport::Mechanism::Credssp;
        const bool may = co_await m_handler->mayLogInAt(std::move(question), cancel);
        if (!may)
            co_return otherHostRefused(facts, plan.to);
        m_hosts.append(plan.to.host);
    }
    if (otherHost) {
        m_elsewhere = true;
        const bool delegates = m_target.allowDelegation && m_target.mechanism == transport::Mechanism::Credssp;
        forgetPermissions(m_target);
        // What was just asked, with the password named.
        m_target.allowDelegation = delegates && plan.step == RedirectStep::Ask;
    }
    m_visited.append(plan.to);
    ++m_followed;
    m_target.connectionUri = plan.to.url();
    co_return std::nullopt;
}

} // namespace rejoin::sessions
