#pragma once

#include "core/transport/auth/messagesealer.h"

#include <memory>

namespace rejoin::transport {

class TlsPipe;

/// The TLS session of a CredSSP login goes on sealing the messages, 16 KiB in each part. Either end.
class CredsspSealer final : public MessageSealer
{
public:
    explicit CredsspSealer(std::shared_ptr<TlsPipe> tls) : m_tls(std::move(tls)) {}
    [[nodiscard]] QByteArray sealProtocol() const override
    {
        return QByteArrayLiteral("application/HTTP-CredSSP-session-encrypted");
    }
    [[nodiscard]] QList<SealedPart> seal(QByteArrayView plain) override;
    [[nodiscard]] QByteArray unseal(QByteArrayView header, QByteArrayView data) override;

private:
    std::shared_ptr<TlsPipe> m_tls;
};

} // namespace rejoin::transport
