#include "core/lab/auth/digestacceptor.h"

#include "core/lab/auth/basicacceptor.h"
#include "core/transport/auth/challengeparameters.h"

#include <QRandomGenerator>

#include <array>

namespace rejoin::lab {

using transport::ChallengeParameters;
using transport::DigestInput;

namespace {

const QByteArray realm = QByteArrayLiteral("WSMAN");

QByteArray randomWord()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

} // namespace

DigestAcceptor::DigestAcceptor(QList<LabUser> users, const QString &algorithm, int nonceUses)
    : m_users(std::move(users)),
      m_algorithm(transport::DigestAlgorithm::fromName(algorithm.toLatin1()).value_or(transport::DigestAlgorithm())),
      m_nonceUses(static_cast<quint32>(qMax(0, nonceUses))),
      m_opaque(randomWord())
{
}

QByteArray DigestAcceptor::challenge(bool stale)
{
    m_nonce = randomWord();
    m_cnonce.clear();
    m_lastUse = 0;
    return "realm=" + transport::quotedString(realm) + ", qop=\"auth\", algorithm=" + m_algorithm.name() +
           ", nonce=\"" + m_nonce + "\", opaque=\"" + m_opaque + "\", charset=UTF-8, userhash=true" +
           (stale ? ", stale=true" : "");
}

QByteArray DigestAcceptor::offer()
{
    return challenge(false);
}

const LabUser *DigestAcceptor::userOf(const ChallengeParameters &given, QByteArray *spelt) const
{
    if (given.value("userhash").compare("true", Qt::CaseInsensitive) == 0) {
        // Only the names as they stand in the settings: a hash cannot be taken apart.
        for (const LabUser &user : m_users) {
            *spelt = user.name.toUtf8();
            if (transport::digestUserHash(m_algorithm, *spelt, realm) == given.value("username").toLower())
                return &user;
        }
        return nullptr;
    }
    const QByteArray extended = given.value("username*");
    const QByteArrayView utf8("UTF-8''");
    if (extended.size() > utf8.size() &&
        QByteArrayView(extended).first(utf8.size()).compare(utf8, Qt::CaseInsensitive) == 0)
        *spelt = QByteArray::fromPercentEncoding(extended.mid(utf8.size()));
    else
        *spelt = given.value("username");
    return findUser(m_users, QString::fromUtf8(*spelt));
}

Acceptor::Outcome DigestAcceptor::accept(QByteArrayView parameters, const Request &request)
{
    const auto given = ChallengeParameters::parse(parameters);
    if (!given)
        return {Outcome::Kind::Refused, {}};
    DigestInput input;
    const LabUser *user = userOf(*given, &input.user);
    const QString claimed = user ? user->name : QString::fromUtf8(input.user);
    bool number = false;
    const quint32 use = given->value("nc").toUInt(&number, 16);
    const auto algorithm = transport::DigestAlgorithm::fromName(given->value("algorithm"));
    if (!user || !number || given->value("nc").size() != 8 || given->value("qop") != "auth" ||
        given->value("realm") != realm || given->value("opaque") != m_opaque || given->value("uri") != request.target ||
        algorithm != m_algorithm || given->value("cnonce").isEmpty())
        return {Outcome::Kind::Refused, {}, claimed};
    input.algorithm = m_algorithm;
    input.realm = realm;
    input.nonce = given->value("nonce");
    input.nonceCount = given->value("nc");
    input.cnonce = given->value("cnonce");
    input.method = request.method;
    input.uri = request.target;
    if (m_algorithm.session && !m_cnonce.isEmpty() && input.cnonce != m_cnonce)
        return {Outcome::Kind::Refused, {}, claimed};
    if (transport::digestResponse(input, user->password) != given->value("response").toLower())
        return {Outcome::Kind::Refused, {}, claimed};
    // Right, so only the nonce can be wrong (RFC 7616 3.3, stale). A use that was seen before is somebody else's copy.
    if (input.nonce != m_nonce || (m_nonceUses > 0 && use > m_nonceUses))
        return {Outcome::Kind::Continue, challenge(true), claimed};
    if (use <= m_lastUse)
        return {Outcome::Kind::Refused, {}, claimed};
    m_lastUse = use;
    m_cnonce = input.cnonce;
    return {Outcome::Kind::Accepted, {}, user->name};
}

} // namespace rejoin::lab
