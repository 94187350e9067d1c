#include "core/sessions/serverage.h"

#include "core/base/logging.h"
#include "core/wsman/responses.h"

#include <QRegularExpression>
#include <QVersionNumber>

namespace rejoin::sessions {

using base::Error;
using base::ErrorCategory;
using base::Text;

bool isTooOld(const wsman::IdentifyInfo &info)
{
    static const QRegularExpression stack(QStringLiteral("\\bStack:\\s*([0-9]+(?:\\.[0-9]+)*)"));
    const auto match = stack.match(info.productVersion);
    return match.hasMatch() && QVersionNumber::fromString(match.captured(1)) < QVersionNumber(3);
}

bool mayComeOfAge(const Error &error)
{
    return error.category == ErrorCategory::Unsupported || error.category == ErrorCategory::Fault;
}

Task<std::optional<Error>> ageOf(std::shared_ptr<transport::Transport> transport, ConnectionOptions target,
                                 base::CancelToken cancel)
{
    wsman::IdentifyInfo info;
    std::optional<Error> failure;
    try {
        transport::HttpRequest http;
        http.body = wsman::identifyRequest().envelope;
        http.operationTimeout = timeLimit(target.session.operationTimeout);
        const transport::HttpResponse response = co_await transport->post(std::move(http), cancel);
        info = wsman::parseIdentify(response.body);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure && failure->category == ErrorCategory::Cancelled)
        throw *failure;
    if (failure)
        qCInfo(lcSessions) << "the service did not say what it is:" << failure->id << failure->code;
    if (failure || !isTooOld(info))
        co_return std::nullopt;
    Error old(
        ErrorCategory::Unsupported, QStringLiteral("DisconnectedSessionsNotSupported"),
        Text(QT_TRANSLATE_NOOP("core", "Disconnected sessions are supported only when the remote computer is "
                                       "running PowerShell 3.0 or a later version of PowerShell.")),
        Text(QT_TRANSLATE_NOOP("core", "Install Windows Management Framework 3.0 or later on that computer; until "
                                       "then its sessions end with their connection.")));
    old.detail = info.productVersion;
    co_return old;
}

} // namespace rejoin::sessions
