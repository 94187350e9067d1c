#pragma once

#include "core/lab/auth/acceptor.h"
#include "core/lab/labsettings.h"
#include "core/transport/auth/gsshandles.h"

namespace rejoin::lab {

/// Negotiate (SPNEGO with Kerberos and NTLM) and Kerberos by the library's own acceptor. NTLM's users come from
/// NtlmUserFile and must be users of this computer; Kerberos' are whoever the KDC vouches for.
class GssAcceptor final : public Acceptor, public transport::MessageSealer
{
public:
    /// scheme: "Negotiate" or "Kerberos".
    GssAcceptor(QByteArray scheme, LabLoginSettings settings, QList<LabUser> users);

    [[nodiscard]] QByteArray scheme() const override { return m_scheme; }
    [[nodiscard]] bool isConnectionBound() const override { return true; }
    [[nodiscard]] Outcome accept(QByteArrayView parameters, const Request &request) override;
    [[nodiscard]] transport::MessageSealer *sealer() override { return m_accepted ? this : nullptr; }

    [[nodiscard]] QByteArray sealProtocol() const override;
    [[nodiscard]] QList<transport::SealedPart> seal(QByteArrayView plain) override;
    [[nodiscard]] QByteArray unseal(QByteArrayView header, QByteArrayView data) override;

    /// GSS_Wrap with encryption, once accepted: what CredSSP puts in and takes out. Both throw Error.
    [[nodiscard]] QByteArray wrap(QByteArrayView plain);
    [[nodiscard]] QByteArray unwrap(QByteArrayView token);

private:
    [[nodiscard]] bool acquire();
    [[nodiscard]] bool isBound(OM_uint32 flags, const QByteArray &binding) const;
    [[nodiscard]] Outcome refuse(const char *why, OM_uint32 major, OM_uint32 minor, const QByteArray &token,
                                 const QString &who = {});

    QByteArray m_scheme;
    LabLoginSettings m_settings;
    QList<LabUser> m_users;
    transport::gss::Credential m_credential;
    transport::gss::Context m_context;
    gss_OID m_mechanism = GSS_C_NO_OID; ///< the one inside SPNEGO, static
    /// NTLM's AUTHENTICATE message, as it came.
    QByteArray m_authenticate;
    bool m_accepted = false;
};

/// MsvAvChannelBindings of an NTLM AUTHENTICATE message (MS-NLMP 2.2.1.3, 2.2.2.1), which may stand anywhere in
/// token: 16 bytes, empty when the message has none.
[[nodiscard]] QByteArray ntlmChannelBindings(const QByteArray &token);
/// What that field is for a TLS connection: the MD5 of a gss_channel_bindings_struct (MS-NLMP 3.1.5.1.2, RFC
/// 2744 3.11).
[[nodiscard]] QByteArray ntlmChannelBindingsFor(const QByteArray &binding);

} // namespace rejoin::lab
