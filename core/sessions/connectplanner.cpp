#include "core/sessions/connectplanner.h"

#include "core/sessions/sessionerrors.h"

namespace rejoin::sessions {

using remoting::SessionState;

namespace {
// WSMAN fault codes of a Connect or Reconnect that does not fit the shell's present state.
constexpr qint64 alreadyConnected = 2150859213;
constexpr qint64 mismatchedSessions = 2150859206;
constexpr qint64 invalidOperation = 2150859216;
} // namespace

ConnectPlan planConnect(const ConnectFacts &facts)
{
    ConnectPlan plan;
    if (!facts.isPowerShell) {
        plan.error = noPowerShell(facts.name);
        return plan;
    }
    switch (facts.state) {
    case SessionState::Opened:
        return plan; // as it is, no error
    case SessionState::Disconnected:
        if (facts.disconnectedHere && facts.cutOff)
            plan.step = ConnectStep::Reconnect;
        else if (facts.attached && facts.ownSessionId && !facts.disconnectedHere)
            plan.step = ConnectStep::Reclaim;
        else if (facts.attached)
            plan.error = notConnectable(facts.name, true);
        else
            plan.step = facts.disconnectedHere ? ConnectStep::Reconnect : ConnectStep::Connect;
        return plan;
    case SessionState::Broken:
        // Its connection was lost under us: the server may think it attached or not.
        if (facts.ownSessionId)
            plan.step = ConnectStep::Reclaim;
        else
            plan.error = notConnectable(facts.name, false);
        return plan;
    default:
        plan.error = notConnectable(facts.name, false);
        return plan;
    }
}

bool isStale(const base::Error &failure)
{
    return failure.code == alreadyConnected || failure.code == mismatchedSessions || failure.code == invalidOperation;
}

ConnectPlan planAfterRequery(const RequeryFacts &facts)
{
    ConnectPlan plan;
    if (!facts.exists)
        plan.error = sessionVanished(facts.name, facts.computer, facts.failure);
    else if (facts.attached)
        plan.error = connectFailed(facts.name, facts.failure);
    else
        plan.step = ConnectStep::Connect;
    return plan;
}

} // namespace rejoin::sessions
