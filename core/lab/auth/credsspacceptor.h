#pragma once

#include "core/lab/auth/acceptor.h"
#include "core/lab/labsettings.h"
#include "core/transport/auth/credsspsealer.h"
#include "core/transport/auth/tlspipe.h"
#include "core/transport/auth/tsrequest.h"
#include "core/transport/selfsigned.h"

#include <functional>

namespace rejoin::lab {

/// The server's side of the login inside CredSSP: SPNEGO, its tokens and its sealing.
class CredsspInner
{
public:
    virtual ~CredsspInner() = default;
    /// parameters of the outcome: the answer's bytes, not encoded.
    [[nodiscard]] virtual Acceptor::Outcome accept(QByteArrayView token) = 0;
    /// GSS_Wrap. Throws Error.
    [[nodiscard]] virtual QByteArray wrap(QByteArrayView plain) = 0;
    /// Throws Error when the peer did not wrap it.
    [[nodiscard]] virtual QByteArray unwrap(QByteArrayView sealed) = 0;
};

/// MS-CSSP: the password that is handed over must be the one of the user who logged in.
class CredsspAcceptor final : public Acceptor
{
public:
    using MakeInner = std::function<std::unique_ptr<CredsspInner>()>;

    CredsspAcceptor(LabLoginSettings settings, QList<LabUser> users, transport::CertificateAndKey certificate,
                    MakeInner makeInner);
    /// As Windows' service has one for this: RSA, signed by itself. Takes long.
    [[nodiscard]] static transport::CertificateAndKey makeCertificate();

    [[nodiscard]] QByteArray scheme() const override { return QByteArrayLiteral("CredSSP"); }
    [[nodiscard]] bool isConnectionBound() const override { return true; }
    [[nodiscard]] Outcome accept(QByteArrayView parameters, const Request &request) override;
    [[nodiscard]] transport::MessageSealer *sealer() override { return m_sealer.get(); }

private:
    enum class State : quint8 { Handshake, Negotiating, Credentials, Accepted, Refused };
    void startTls();
    [[nodiscard]] Outcome advance(QByteArrayView token);
    [[nodiscard]] Outcome negotiate(const transport::TsRequest &request, const QByteArray &before);
    [[nodiscard]] Outcome bind(const transport::TsRequest &request, QByteArray negoToken);
    [[nodiscard]] Outcome takeCredentials(const transport::TsRequest &request);
    [[nodiscard]] Outcome reply(const transport::TsRequest &answer, const QByteArray &before = {});
    [[nodiscard]] Outcome refuse(quint32 status, const char *why);

    LabLoginSettings m_settings;
    QList<LabUser> m_users;
    transport::CertificateAndKey m_certificate;
    std::unique_ptr<CredsspInner> m_inner;
    std::shared_ptr<transport::TlsPipe> m_tls;
    std::unique_ptr<transport::CredsspSealer> m_sealer;
    bool m_innerDone = false;
    int m_version = 0; ///< the lower of both
    QString m_user;    ///< who logged in inside
    State m_state = State::Handshake;
};

} // namespace rejoin::lab
