#include "core/sessions/redirectplanner.h"

namespace rejoin::sessions {

using base::Error;
using base::ErrorCategory;
using base::Text;
using transport::Endpoint;

namespace {

Error refused(const char *id, Text message, Text advice, const RedirectFacts &facts)
{
    Error error(ErrorCategory::Redirected, QString::fromLatin1(id), std::move(message), std::move(advice),
                facts.answer.code);
    error.detail = facts.answer.detail;
    return error;
}

/// RFC 9110 10.2.2: it may be relative to the address that gave it.
std::optional<Endpoint> targetOf(const RedirectFacts &facts)
{
    const QString location = facts.answer.detail.trimmed();
    if (location.isEmpty())
        return std::nullopt;
    const QUrl url = facts.from.url().resolved(QUrl(location, QUrl::StrictMode));
    // A name in the address would be another login than the one that was given.
    if (!url.isValid() || !QUrl(location, QUrl::StrictMode).isValid() || !url.userInfo().isEmpty())
        return std::nullopt;
    try {
        return Endpoint::fromUri(url);
    } catch (const Error &) {
        return std::nullopt;
    }
}

} // namespace

RedirectPlan planRedirect(const RedirectFacts &facts)
{
    RedirectPlan plan;
    if (!facts.allowed) {
        plan.error = facts.answer;
        return plan;
    }
    const QString from = facts.from.urlText();
    const std::optional<Endpoint> to = targetOf(facts);
    if (!to) {
        plan.error = refused(
            "RedirectedURINotWellFormatted",
            Text(QT_TRANSLATE_NOOP("core", "The destination \"%1\" requested the connection to be redirected "
                                           "to \"%2\". However \"%2\" is not a well formatted URI."),
                 {from, facts.answer.detail}),
            Text(QT_TRANSLATE_NOOP("core", "Ask whoever runs the service for its address, and give that.")), facts);
        return plan;
    }
    const QString next = to->urlText();
    if (facts.from.useSsl && !to->useSsl) {
        plan.error = refused(
            "RedirectToUnprotected",
            Text(QT_TRANSLATE_NOOP("core", "%1 points from HTTPS to plain HTTP, %2; that is not followed."),
                 {from, next}),
            Text(QT_TRANSLATE_NOOP("core", "If that address is to be used all the same, give it yourself.")), facts);
        return plan;
    }
    if (facts.visited.contains(*to)) {
        plan.error =
            refused("RedirectLoop",
                    Text(QT_TRANSLATE_NOOP("core", "The redirects lead in a circle: %1 points to %2, where the "
                                                   "way has been already."),
                         {from, next}),
                    Text(QT_TRANSLATE_NOOP("core", "Ask whoever runs the service for its address, and give "
                                                   "that.")),
                    facts);
        return plan;
    }
    const int maximum = facts.maximum < 0 ? longestRedirection : facts.maximum;
    if (facts.followed >= maximum) {
        plan.error = refused(
            "RedirectInformationRequired",
            Text(QT_TRANSLATE_NOOP("core", "%1 points to another address, %2, but no more than %3 redirects are "
                                           "followed."),
                 {from, next, QString::number(maximum)}),
            Text(QT_TRANSLATE_NOOP("core", "Give that address itself, or allow more with New-PSSessionOption "
                                           "-MaximumRedirection.")),
            facts);
        return plan;
    }
    plan.to = *to;
    plan.step = facts.hosts.contains(to->host, Qt::CaseInsensitive) ? RedirectStep::Follow : RedirectStep::Ask;
    return plan;
}

Error otherHostRefused(const RedirectFacts &facts, const Endpoint &to)
{
    return refused(
        "RedirectToOtherHost",
        Text(QT_TRANSLATE_NOOP("core", "%1 points to another host, %2; the login was not sent there, because "
                                       "nobody said that it may be."),
             {facts.from.urlText(), to.urlText()}),
        Text(QT_TRANSLATE_NOOP("core", "If you trust that host, give its address as -ConnectionUri, or call "
                                       "this on a terminal and answer the question.")),
        facts);
}

} // namespace rejoin::sessions
