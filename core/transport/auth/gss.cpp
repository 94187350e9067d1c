// Kerberos, NTLM and SPNEGO by MIT GSSAPI and gss-ntlmssp. No Qt here.

#include "core/transport/auth/gsshandles.h"
#include "core/transport/auth/gsstickets.h"
#include "core/transport/auth/securitycontext.h"

#include <array>
#include <optional>

namespace rejoin::transport {

namespace {

using Reason = SecurityFailure::Reason;

constexpr OM_uint32 wantedFlags =
    GSS_C_MUTUAL_FLAG | GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG | GSS_C_SEQUENCE_FLAG | GSS_C_REPLAY_FLAG;

Reason reasonOf(OM_uint32 major)
{
    switch (GSS_ROUTINE_ERROR(major)) {
    case GSS_S_DEFECTIVE_TOKEN:
    case GSS_S_BAD_BINDINGS:
    case GSS_S_BAD_SIG:
    case GSS_S_NO_CONTEXT:
        return Reason::BadToken;
    case GSS_S_BAD_MECH:
        return Reason::MechanismMissing;
    case GSS_S_NO_CRED:
    case GSS_S_DEFECTIVE_CREDENTIAL:
        return Reason::NoCredential;
    case GSS_S_CREDENTIALS_EXPIRED:
    case GSS_S_CONTEXT_EXPIRED:
        return Reason::TicketExpired;
    default:
        return Reason::Refused;
    }
}

class GssContext final : public SecurityContext
{
public:
    explicit GssContext(SecurityRequest request)
        : m_request(std::move(request)), m_account(readAccountName(m_request.user))
    {
    }

    Token step(std::string_view in) override;
    Sealed seal(std::string_view plain) override;
    std::string unseal(std::string_view header, std::string_view data) override;
    std::string wrap(std::string_view plain) override;
    std::string unwrap(std::string_view token) override;
    [[nodiscard]] Facts facts() const override { return m_facts; }

private:
    void prepare();
    void prepareKerberos();
    void prepareNtlm();
    void limitTo(gss_OID mechanism);
    void noteEstablished(OM_uint32 flags);
    [[nodiscard]] bool usesKerberos() const { return m_tickets.has_value(); }
    [[nodiscard]] gss_OID own() { return usesKerberos() ? &gss::kerberosMechanism : &gss::ntlmMechanism; }
    [[nodiscard]] gss_OID mechanism() { return m_request.spnego ? &gss::spnegoMechanism : own(); }
    void check(OM_uint32 major, OM_uint32 minor, Reason reason)
    {
        if (GSS_ERROR(major) != 0)
            throw SecurityFailure(reason, minor, gss::statusText(major, minor, mechanism()));
    }
    /// Of a message: whatever is wrong with it, it is not what the peer sealed.
    void checkSeal(OM_uint32 major, OM_uint32 minor)
    {
        if (major != GSS_S_COMPLETE)
            throw SecurityFailure(Reason::BadSeal, minor, gss::statusText(major, minor, mechanism()));
    }

    SecurityRequest m_request;
    AccountName m_account;
    std::optional<gss::Tickets> m_tickets; ///< before what uses its cache
    gss::Credential m_credential;
    gss::Name m_target;
    gss::Context m_context;
    Facts m_facts;
    bool m_prepared = false;
};

void GssContext::prepare()
{
    if (m_request.package != SecurityRequest::Package::Ntlm) {
        const bool only = m_request.package == SecurityRequest::Package::Kerberos;
        try {
            prepareKerberos();
            return;
        } catch (const SecurityFailure &failure) {
            // Without a password there is nothing for NTLM to prove.
            if (only || !mayFallBack(failure.reason) || m_request.password.empty())
                throw;
            if (!m_request.allowNtlm)
                throw SecurityFailure(Reason::NtlmNotAllowed, failure.code, failure.words);
            m_facts.fallbackReason = failure.words;
        }
    }
    prepareNtlm();
}

void GssContext::prepareKerberos()
{
    m_facts.package = "Kerberos";
    if (std::string words = gss::whyNoKerberos(m_request, m_account); !words.empty())
        throw SecurityFailure(Reason::UnknownService, 0, std::move(words));
    m_tickets.emplace(m_request, m_account);
    try {
        const std::string cache = m_tickets->cacheName();
        gss_key_value_element_desc element{"ccache", cache.c_str()};
        const gss_key_value_set_desc store{1, &element};
        gss_OID_set_desc mechanisms{1, mechanism()};
        OM_uint32 minor = 0;
        check(gss_acquire_cred_from(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &mechanisms, GSS_C_INITIATE, &store,
                                    m_credential.fill(), nullptr, nullptr),
              minor, Reason::NoCredential);
        limitTo(&gss::kerberosMechanism);
    } catch (const SecurityFailure &) {
        m_credential.reset();
        m_tickets.reset();
        throw;
    }
}

void GssContext::prepareNtlm()
{
    m_facts.package = "NTLM";
    if (m_request.password.empty() || m_account.user.empty())
        throw SecurityFailure(Reason::NoCredential, 0, "NTLM needs a user name and a password");
    OM_uint32 minor = 0;
    gss::OidSet known;
    check(gss_indicate_mechs(&minor, known.fill()), minor, Reason::MechanismMissing);
    int present = 0;
    gss_test_oid_set_member(&minor, &gss::ntlmMechanism, known.get(), &present);
    if (present == 0)
        throw SecurityFailure(Reason::MechanismMissing, 0, "GSSAPI has no NTLM here (package gss-ntlmssp)");
    // An account of the computer itself goes without a domain: the server looks among its own first.
    const std::string name = m_account.local ? m_account.user : m_request.user;
    gss_buffer_desc nameBuffer = gss::input(name);
    gss::Name user;
    check(gss_import_name(&minor, &nameBuffer, GSS_C_NT_USER_NAME, user.fill()), minor, Reason::NoCredential);
    // gss-ntlmssp 1.2 reads to a terminating zero whatever the length says.
    std::string password(m_request.password);
    gss_buffer_desc passwordBuffer = gss::input(password);
    gss_OID_set_desc mechanisms{1, mechanism()};
    const OM_uint32 major =
        gss_acquire_cred_with_password(&minor, user.get(), &passwordBuffer, GSS_C_INDEFINITE, &mechanisms,
                                       GSS_C_INITIATE, m_credential.fill(), nullptr, nullptr);
    wipeText(&password);
    check(major, minor, Reason::NoCredential);
    limitTo(&gss::ntlmMechanism);
}

/// SPNEGO offers this one mechanism and no other.
void GssContext::limitTo(gss_OID mechanism)
{
    if (!m_request.spnego)
        return;
    gss_OID_set_desc only{1, mechanism};
    OM_uint32 minor = 0;
    check(gss_set_neg_mechs(&minor, m_credential.get(), &only), minor, Reason::MechanismMissing);
}

SecurityContext::Token GssContext::step(std::string_view in)
{
    OM_uint32 minor = 0;
    if (!m_prepared) {
        prepare();
        const std::string host =
            m_request.spnPort > 0 ? m_request.host + ":" + std::to_string(m_request.spnPort) : m_request.host;
        const std::string service = m_request.service + "@" + host;
        gss_buffer_desc nameBuffer = gss::input(service);
        check(gss_import_name(&minor, &nameBuffer, GSS_C_NT_HOSTBASED_SERVICE, m_target.fill()), minor,
              Reason::UnknownService);
        m_prepared = true;
    }
    gss_channel_bindings_struct bindings = gss::channelBindings(m_request.channelBinding);
    gss_buffer_desc token = gss::input(in);
    gss::Buffer out;
    OM_uint32 flags = 0;
    const OM_uint32 major =
        gss_init_sec_context(&minor, m_credential.get(), m_context.in(), m_target.get(), mechanism(), wantedFlags,
                             GSS_C_INDEFINITE, m_request.channelBinding.empty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings,
                             &token, nullptr, out.fill(), &flags, nullptr);
    if (GSS_ERROR(major) != 0) {
        std::int64_t code = minor;
        std::string words = gss::statusText(major, minor, mechanism());
        Reason reason = usesKerberos() ? gss::reasonInToken(in, &code, &words) : Reason::Refused;
        if (reason == Reason::Refused)
            reason = reasonOf(major);
        throw SecurityFailure(reason, code, std::move(words));
    }
    Token result;
    result.bytes = out.text();
    result.done = (major & GSS_S_CONTINUE_NEEDED) == 0;
    if (result.done)
        noteEstablished(flags);
    return result;
}

void GssContext::noteEstablished(OM_uint32 flags)
{
    OM_uint32 minor = 0;
    gss_OID actual = GSS_C_NO_OID;
    check(gss_inquire_context(&minor, m_context.get(), nullptr, nullptr, nullptr, &actual, nullptr, nullptr, nullptr),
          minor, Reason::Refused);
    // One that the peer talked down to another mechanism, or to no protection, is no login that was asked for.
    if (!gss::isSame(actual, *own()) && !gss::isSame(actual, gss::spnegoMechanism))
        throw SecurityFailure(Reason::BadToken, 0, "the server chose " + gss::mechanismName(actual));
    const OM_uint32 needed =
        GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG | (usesKerberos() ? OM_uint32(GSS_C_MUTUAL_FLAG) : OM_uint32(0));
    if ((flags & needed) != needed)
        throw SecurityFailure(Reason::BadToken, 0, "the server left out mutual authentication or encryption");
    m_facts.cipher = gss::cipherName(m_context.get(), own());
}

SecurityContext::Sealed GssContext::seal(std::string_view plain)
{
    OM_uint32 minor = 0;
    gss::SealedBytes bytes;
    const OM_uint32 major = gss::sealMessage(&minor, m_context.get(), own(), plain, &bytes);
    check(major, minor, Reason::Other);
    Sealed sealed;
    sealed.header = std::move(bytes.header);
    sealed.data = std::move(bytes.data);
    sealed.padding = bytes.padding;
    return sealed;
}

std::string GssContext::unseal(std::string_view header, std::string_view data)
{
    OM_uint32 minor = 0;
    std::string plain;
    const OM_uint32 major = gss::unsealMessage(&minor, m_context.get(), header, data, &plain);
    checkSeal(major, minor);
    return plain;
}

std::string GssContext::wrap(std::string_view plain)
{
    OM_uint32 minor = 0;
    gss_buffer_desc in = gss::input(plain);
    gss::Buffer token;
    int encrypted = 0;
    check(gss_wrap(&minor, m_context.get(), 1, GSS_C_QOP_DEFAULT, &in, &encrypted, token.fill()), minor, Reason::Other);
    if (encrypted == 0)
        throw SecurityFailure(Reason::Other, 0, "the login does not encrypt");
    return token.text();
}

std::string GssContext::unwrap(std::string_view token)
{
    return unseal(token, {});
}

} // namespace

std::unique_ptr<SecurityContext> makeSecurityContext(SecurityRequest request)
{
    return std::make_unique<GssContext>(std::move(request));
}

} // namespace rejoin::transport
