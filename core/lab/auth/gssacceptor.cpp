#include "core/lab/auth/gssacceptor.h"

#include "core/base/error.h"
#include "core/base/logging.h"
#include "core/lab/auth/basicacceptor.h"
#include "core/transport/auth/negotiate.h"

#include <gssapi/gssapi_krb5.h>

namespace rejoin::lab {

namespace gss = transport::gss;

namespace {

/// RFC 4121 4.1: the mechanism, then the token id of KRB-ERROR.
const QByteArray kerberosError = QByteArrayLiteral("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x03\x00");

std::string_view bytesOf(QByteArrayView view)
{
    return {view.data(), static_cast<std::size_t>(view.size())};
}

QByteArray arrayOf(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

GssAcceptor::GssAcceptor(QByteArray scheme, LabLoginSettings settings, QList<LabUser> users)
    : m_scheme(std::move(scheme)), m_settings(std::move(settings)), m_users(std::move(users))
{
}

bool GssAcceptor::acquire()
{
    const bool spnego = m_scheme == "Negotiate";
    // Not by gss_acquire_cred_from: gss-ntlmssp 1.2 makes no acceptor's credential when it is given a store.
    if (!m_settings.keytab.isEmpty())
        krb5_gss_register_acceptor_identity(m_settings.keytab.toLocal8Bit().constData());
    gss_OID_set_desc wanted{1, spnego ? &gss::spnegoMechanism : &gss::kerberosMechanism};
    OM_uint32 minor = 0;
    OM_uint32 major = gss_acquire_cred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &wanted, GSS_C_ACCEPT,
                                       m_credential.fill(), nullptr, nullptr);
    if (GSS_ERROR(major) == 0 && spnego) {
        gss_OID_desc both[] = {gss::kerberosMechanism, gss::ntlmMechanism};
        gss_OID_set_desc offered{m_settings.kerberosOnly ? 1U : 2U, both};
        major = gss_set_neg_mechs(&minor, m_credential.get(), &offered);
    }
    if (GSS_ERROR(major) == 0)
        return true;
    qCWarning(lcLab) << m_scheme
                     << "has no credential:" << QString::fromStdString(gss::statusText(major, minor, wanted.elements));
    m_credential.reset();
    return false;
}

Acceptor::Outcome GssAcceptor::refuse(const char *why, OM_uint32 major, OM_uint32 minor, const QByteArray &token,
                                      const QString &who)
{
    qCInfo(lcLab) << m_scheme << "login refused:" << why
                  << (major == 0 ? QString() : QString::fromStdString(gss::statusText(major, minor, GSS_C_NO_OID)));
    m_context.reset();
    return {Outcome::Kind::Refused, token.toBase64(), who};
}

bool GssAcceptor::isBound(OM_uint32 flags, const QByteArray &binding) const
{
    // gss-ntlmssp lets a message without bindings pass, and never says whether it saw one.
    if (gss::isSame(m_mechanism, gss::ntlmMechanism))
        return ntlmChannelBindings(m_authenticate) == ntlmChannelBindingsFor(binding);
    return (flags & GSS_C_CHANNEL_BOUND_FLAG) != 0;
}

Acceptor::Outcome GssAcceptor::accept(QByteArrayView parameters, const Request &request)
{
    const auto encoded =
        QByteArray::fromBase64Encoding(parameters.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray given = encoded ? *encoded : QByteArray();
    if (given.isEmpty())
        return refuse("no token", 0, 0, {});
    if (m_accepted)
        return refuse("a second login on the connection", 0, 0, {});
    if (!m_credential && !acquire())
        return refuse("no credential", 0, 0, {});
    if (given.contains(QByteArray("NTLMSSP\0\3", 9)))
        m_authenticate = given;

    const QByteArray binding = request.tls ? request.channelBinding : QByteArray();
    gss_channel_bindings_struct bindings = gss::channelBindings(bytesOf(binding));
    gss_buffer_desc token = gss::input(bytesOf(given));
    gss::Name source;
    gss::Buffer out;
    OM_uint32 minor = 0;
    OM_uint32 flags = 0;
    gss_OID outer = GSS_C_NO_OID;
    const OM_uint32 major = gss_accept_sec_context(&minor, m_context.in(), m_credential.get(), &token,
                                                   binding.isEmpty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings,
                                                   source.fill(), &outer, out.fill(), &flags, nullptr, nullptr);
    const QByteArray answer = arrayOf(out.view());
    // A Kerberos error is told as such; of anything else Windows says nothing more than "no".
    if (GSS_ERROR(major) != 0)
        return refuse("by the library", major, minor, answer.contains(kerberosError) ? answer : QByteArray());
    if ((major & GSS_S_CONTINUE_NEEDED) != 0)
        return {Outcome::Kind::Continue, answer.toBase64()};

    gss_inquire_context(&minor, m_context.get(), nullptr, nullptr, nullptr, &m_mechanism, nullptr, nullptr, nullptr);
    if (gss::isSame(m_mechanism, gss::spnegoMechanism))
        m_mechanism = outer;
    const QString name = QString::fromStdString(gss::displayName(source.get()));
    if ((flags & GSS_C_CONF_FLAG) == 0 || (flags & GSS_C_INTEG_FLAG) == 0)
        return refuse("without encryption", 0, 0, {}, name);
    if (request.tls && m_settings.requireChannelBinding && !isBound(flags, binding))
        return refuse("without channel bindings", 0, 0, {}, name);
    const bool ntlm = gss::isSame(m_mechanism, gss::ntlmMechanism);
    const LabUser *known = findUser(m_users, name);
    // A domain's user is this computer's of the same name, as where the realm is the default one.
    if (!known && !ntlm)
        known = findUser(m_users, name.left(name.lastIndexOf(u'@')));
    if (!known && ntlm)
        return refuse("not a user of this computer", 0, 0, {}, name);
    m_accepted = true;
    return {Outcome::Kind::Accepted, answer.toBase64(), known ? known->name : name};
}

QByteArray GssAcceptor::sealProtocol() const
{
    return (m_scheme == "Kerberos" ? transport::kerberosSealProtocol : transport::spnegoSealProtocol).toByteArray();
}

QList<transport::SealedPart> GssAcceptor::seal(QByteArrayView plain)
{
    gss::SealedBytes sealed;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss::sealMessage(&minor, m_context.get(), m_mechanism, bytesOf(plain), &sealed);
    if (GSS_ERROR(major) != 0)
        throw base::Error(base::ErrorCategory::Internal, QStringLiteral("InternalError"),
                          base::Text::verbatim(QString::fromStdString(gss::statusText(major, minor, m_mechanism))));
    return {transport::SealedPart(arrayOf(sealed.header), arrayOf(sealed.data),
                                  plain.size() + static_cast<qsizetype>(sealed.padding))};
}

QByteArray GssAcceptor::unseal(QByteArrayView header, QByteArrayView data)
{
    std::string plain;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss::unsealMessage(&minor, m_context.get(), bytesOf(header), bytesOf(data), &plain);
    if (major != GSS_S_COMPLETE) {
        base::Error error(base::ErrorCategory::Protocol, QStringLiteral("MessageUnsealFailed"),
                          base::Text(QT_TRANSLATE_NOOP("core", "A message was not sealed by the peer of this login.")));
        error.detail = QString::fromStdString(gss::statusText(major, minor, m_mechanism));
        throw error;
    }
    return arrayOf(plain);
}

QByteArray GssAcceptor::wrap(QByteArrayView plain)
{
    gss_buffer_desc in = gss::input(bytesOf(plain));
    gss::Buffer token;
    int encrypted = 0;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_wrap(&minor, m_context.get(), 1, GSS_C_QOP_DEFAULT, &in, &encrypted, token.fill());
    if (GSS_ERROR(major) != 0 || encrypted == 0)
        throw base::Error(base::ErrorCategory::Internal, QStringLiteral("InternalError"),
                          base::Text::verbatim(QString::fromStdString(gss::statusText(major, minor, m_mechanism))));
    return arrayOf(token.view());
}

QByteArray GssAcceptor::unwrap(QByteArrayView token)
{
    gss_buffer_desc in = gss::input(bytesOf(token));
    gss::Buffer plain;
    int encrypted = 0;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_unwrap(&minor, m_context.get(), &in, plain.fill(), &encrypted, nullptr);
    if (major != GSS_S_COMPLETE || encrypted == 0) {
        base::Error error(base::ErrorCategory::Protocol, QStringLiteral("MessageUnsealFailed"),
                          base::Text(QT_TRANSLATE_NOOP("core", "A message was not sealed by the peer of this login.")));
        error.detail = QString::fromStdString(gss::statusText(major, minor, m_mechanism));
        throw error;
    }
    return arrayOf(plain.view());
}

} // namespace rejoin::lab
