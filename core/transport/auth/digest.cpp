#include "core/transport/auth/digest.h"

#include "core/base/error.h"
#include "core/transport/auth/challengeparameters.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::SecretString;
using base::Text;

namespace {

QByteArray randomNonce()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool hasControls(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// RFC 7616 3.3: a list of tokens; "auth" must be among them.
bool offersAuth(QByteArrayView qop)
{
    for (const QByteArray &word : qop.toByteArray().split(',')) {
        if (word.trimmed().compare("auth", Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

int strength(const DigestAlgorithm &algorithm)
{
    return (algorithm.hash == DigestAlgorithm::Hash::Sha256 ? 2 : 0) + (algorithm.session ? 0 : 1);
}

} // namespace

DigestAuthenticator::DigestAuthenticator(base::Credential credential, MakeNonce makeNonce)
    : m_credential(std::move(credential)), m_makeNonce(makeNonce ? std::move(makeNonce) : randomNonce)
{
    if (m_credential.kind != base::Credential::Kind::Password || m_credential.userName.isEmpty() ||
        m_credential.password.isEmpty())
        throw Error(ErrorCategory::CredentialMissing, QStringLiteral("ExplicitCredentialsRequired"),
                    Text(QT_TRANSLATE_NOOP("core", "Digest needs a user name and a password.")),
                    Text(QT_TRANSLATE_NOOP("core", "Give both with -Credential, or save them for this computer.")));
    // The colon ends the user name in what is hashed (RFC 7616 3.4.2).
    if (m_credential.userName.contains(u':') || hasControls(m_credential.userName.toUtf8()))
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidUserName"),
                    Text(QT_TRANSLATE_NOOP("core", "A user name with a colon or a control character cannot log in with "
                                                   "Digest.")),
                    Text(QT_TRANSLATE_NOOP("core", "Check the user name.")));
}

std::optional<DigestAuthenticator::Offer> DigestAuthenticator::read(const Challenge &challenge, QByteArray *unusable)
{
    const auto parameters = ChallengeParameters::parse(challenge.parameters);
    // Both go back to the server inside quotes.
    if (!parameters || parameters->value("nonce").isEmpty() || !parameters->contains("realm") ||
        hasControls(parameters->value("realm")) || hasControls(parameters->value("nonce")) ||
        hasControls(parameters->value("opaque"))) {
        *unusable = QByteArrayLiteral("unreadable");
        return std::nullopt;
    }
    const auto algorithm = DigestAlgorithm::fromName(parameters->value("algorithm"));
    if (!algorithm) {
        *unusable = "algorithm=" + parameters->value("algorithm");
        return std::nullopt;
    }
    // RFC 7616 3.3 wants qop; the form without it (RFC 2069) has no client nonce.
    if (!offersAuth(parameters->value("qop"))) {
        *unusable = parameters->contains("qop") ? "qop=" + parameters->value("qop") : QByteArrayLiteral("no qop");
        return std::nullopt;
    }
    Offer offer;
    offer.algorithm = *algorithm;
    offer.realm = parameters->value("realm");
    offer.nonce = parameters->value("nonce");
    offer.opaque = parameters->value("opaque");
    offer.hasOpaque = parameters->contains("opaque");
    offer.utf8 = parameters->value("charset").compare("UTF-8", Qt::CaseInsensitive) == 0;
    offer.userHash = parameters->value("userhash").compare("true", Qt::CaseInsensitive) == 0;
    offer.stale = parameters->value("stale").compare("true", Qt::CaseInsensitive) == 0;
    return offer;
}

bool DigestAuthenticator::takeChallenges(const QList<Challenge> &challenges)
{
    std::optional<Offer> best;
    QByteArrayList unusable;
    for (const Challenge &challenge : challenges) {
        if (challenge.scheme.compare(scheme(), Qt::CaseInsensitive) != 0)
            continue;
        QByteArray why;
        const auto offer = read(challenge, &why);
        if (!offer)
            unusable.append(why);
        else if (!best || strength(offer->algorithm) > strength(best->algorithm))
            best = offer;
    }
    if (!best && !unusable.isEmpty()) {
        Error error(ErrorCategory::Unsupported, QStringLiteral("InvalidAuthentication"),
                    Text(QT_TRANSLATE_NOOP("core", "The server offers Digest only in a form that Rejoin does not have; "
                                                   "it has MD5 and SHA-256 with qop=auth.")),
                    Text(QT_TRANSLATE_NOOP("core", "Change what the server offers, or choose another mechanism "
                                                   "(-Authentication).")));
        error.detail = QStringLiteral("The server offers: %1").arg(QString::fromLatin1(unusable.join("; ").left(200)));
        throw error;
    }
    if (!best)
        return false;
    const auto before = std::exchange(m_offer, best);
    const bool answered = std::exchange(m_count, 0) > 0;
    m_cnonce.clear();
    if (!before || !answered)
        return true;
    // Not stale: the answer itself was refused, and answering once more would only lock the account. A stale nonce
    // changes nothing but the nonce; a weaker hash does not come that way.
    return best->stale && best->nonce != before->nonce && best->realm == before->realm &&
           best->algorithm == before->algorithm;
}

QByteArray DigestAuthenticator::userParameter(const QByteArray &user) const
{
    if (m_offer->userHash)
        return "username=" + quotedString(digestUserHash(m_offer->algorithm, user, m_offer->realm)) + ", userhash=true";
    // RFC 7616 3.4 and RFC 5987.
    if (m_offer->utf8 && !isAscii(user))
        return "username*=UTF-8''" + user.toPercentEncoding();
    return "username=" + quotedString(user);
}

SecretString DigestAuthenticator::authorize(const QByteArray &method, const QByteArray &target)
{
    if (!m_offer)
        return Authenticator::authorize(method, target);
    DigestInput input;
    input.algorithm = m_offer->algorithm;
    // RFC 7616 4: in this form where UTF-8 was agreed; the password is taken as it was typed.
    input.user =
        (m_offer->utf8 ? m_credential.userName.normalized(QString::NormalizationForm_C) : m_credential.userName)
            .toUtf8();
    input.realm = m_offer->realm;
    input.nonce = m_offer->nonce;
    // RFC 7616 3.4.2: with -sess the client nonce of the first request stays in the key; one for all of them is right
    // for servers that take each request's too.
    if (m_cnonce.isEmpty() || !input.algorithm.session)
        m_cnonce = m_makeNonce();
    input.cnonce = m_cnonce;
    input.nonceCount = QByteArray::number(++m_count, 16).rightJustified(8, '0');
    input.method = method;
    input.uri = target;
    QByteArray value = "Digest " + userParameter(input.user) + ", realm=" + quotedString(input.realm) +
                       ", uri=" + quotedString(target) + ", algorithm=" + input.algorithm.name() +
                       ", nonce=" + quotedString(input.nonce) + ", nc=" + input.nonceCount +
                       ", cnonce=" + quotedString(input.cnonce) + ", qop=auth, response=\"" +
                       digestResponse(input, m_credential.password) + '"';
    if (m_offer->hasOpaque)
        value += ", opaque=" + quotedString(m_offer->opaque);
    return SecretString::fromUtf8(value);
}

Authenticator::Facts DigestAuthenticator::facts() const
{
    Facts facts;
    facts.package = m_offer ? QStringLiteral("Digest (%1)").arg(QString::fromLatin1(m_offer->algorithm.name()))
                            : QStringLiteral("Digest");
    return facts;
}

} // namespace rejoin::transport
