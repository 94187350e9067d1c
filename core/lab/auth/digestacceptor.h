#pragma once

#include "core/lab/auth/acceptor.h"
#include "core/lab/labsettings.h"
#include "core/transport/auth/digesthash.h"

namespace rejoin::transport {
class ChallengeParameters;
}

namespace rejoin::lab {

/// RFC 7616 with qop auth; a nonce belongs to one connection.
class DigestAcceptor final : public Acceptor
{
public:
    /// algorithm: MD5 where the name is not known. nonceUses: then the nonce is stale; 0: never.
    DigestAcceptor(QList<LabUser> users, const QString &algorithm, int nonceUses);

    [[nodiscard]] QByteArray scheme() const override { return QByteArrayLiteral("Digest"); }
    [[nodiscard]] QByteArray offer() override;
    [[nodiscard]] Outcome accept(QByteArrayView parameters, const Request &request) override;

private:
    [[nodiscard]] const LabUser *userOf(const transport::ChallengeParameters &given, QByteArray *spelt) const;
    [[nodiscard]] QByteArray challenge(bool stale);

    QList<LabUser> m_users;
    transport::DigestAlgorithm m_algorithm;
    quint32 m_nonceUses;
    QByteArray m_nonce;
    QByteArray m_opaque;
    QByteArray m_cnonce;   ///< of the nonce's first use, for -sess
    quint32 m_lastUse = 0; ///< highest nc of this nonce
};

} // namespace rejoin::lab
