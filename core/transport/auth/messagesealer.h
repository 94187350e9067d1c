#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace rejoin::transport {

/// What one octet-stream part of a sealed body carries (MS-WSMV 2.2.9.1).
struct SealedPart
{
    SealedPart() = default;
    SealedPart(QByteArray head, QByteArray sealed, qsizetype length)
        : header(std::move(head)), data(std::move(sealed)), plainLength(length)
    {
    }
    /// Signature or token; its length is the part's 4-byte prefix. CredSSP: only the first bytes of the TLS record, as
    /// many as its trailer has.
    QByteArray header;
    QByteArray data;
    /// Of the original content, with the padding that the mechanism added; what Length= says.
    qsizetype plainLength = 0;
};

/// Protects the messages of one logged-in connection, in the order of the calls. Either end of it: the client's
/// authenticators and the lab's acceptors have one. Not for two threads at once.
class MessageSealer
{
public:
    virtual ~MessageSealer() = default;

    /// "application/HTTP-SPNEGO-session-encrypted"
    [[nodiscard]] virtual QByteArray sealProtocol() const = 0;
    /// One part; CredSSP cuts what is longer than 16 KiB. Throws Error (Internal) when the library fails.
    [[nodiscard]] virtual QList<SealedPart> seal(QByteArrayView plain) = 0;
    /// Of one part. Throws Error (Protocol, "MessageUnsealFailed") when the bytes were not sealed by the peer of this
    /// login, were changed on the way, or came out of order.
    [[nodiscard]] virtual QByteArray unseal(QByteArrayView header, QByteArrayView data) = 0;
};

} // namespace rejoin::transport
