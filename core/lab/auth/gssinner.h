#pragma once

#include "core/lab/auth/credsspacceptor.h"
#include "core/lab/auth/gssacceptor.h"

namespace rejoin::lab {

/// The library's own acceptor, inside CredSSP.
class GssInner final : public CredsspInner
{
public:
    GssInner(const LabLoginSettings &settings, const QList<LabUser> &users)
        : m_acceptor(QByteArrayLiteral("Negotiate"), settings, users)
    {
    }
    [[nodiscard]] Acceptor::Outcome accept(QByteArrayView token) override
    {
        // No channel bindings: TLS outside is not what this login is tied to.
        Acceptor::Outcome outcome = m_acceptor.accept(token.toByteArray().toBase64(), {});
        outcome.parameters = QByteArray::fromBase64(outcome.parameters);
        return outcome;
    }
    [[nodiscard]] QByteArray wrap(QByteArrayView plain) override { return m_acceptor.wrap(plain); }
    [[nodiscard]] QByteArray unwrap(QByteArrayView sealed) override { return m_acceptor.unwrap(sealed); }

private:
    GssAcceptor m_acceptor;
};

} // namespace rejoin::lab
