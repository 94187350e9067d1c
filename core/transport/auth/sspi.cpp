// Kerberos, NTLM and SPNEGO by Windows' own SSPI. No Qt here: it is compiled for Windows where there is no Qt for it.

#ifndef UNICODE
#define UNICODE
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#define SECURITY_WIN32
#define WIN32_LEAN_AND_MEAN

#include "core/transport/auth/accountname.h"
#include "core/transport/auth/securitycontext.h"

#include <windows.h>

#include <security.h>

#include <array>
#include <vector>

namespace rejoin::transport {

namespace {

using Reason = SecurityFailure::Reason;

constexpr ULONG wantedFlags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY |
                              ISC_REQ_SEQUENCE_DETECT | ISC_REQ_REPLAY_DETECT | ISC_REQ_ALLOCATE_MEMORY;

/// What LSA lets through as it is (MS-ERREF 2.3).
constexpr SECURITY_STATUS statusPasswordExpired = static_cast<SECURITY_STATUS>(0xC0000071L);
constexpr SECURITY_STATUS statusPasswordMustChange = static_cast<SECURITY_STATUS>(0xC0000224L);
constexpr SECURITY_STATUS statusAccountDisabled = static_cast<SECURITY_STATUS>(0xC0000072L);
constexpr SECURITY_STATUS statusAccountLockedOut = static_cast<SECURITY_STATUS>(0xC0000234L);
constexpr SECURITY_STATUS statusAccountExpired = static_cast<SECURITY_STATUS>(0xC0000193L);
constexpr SECURITY_STATUS statusNoSuchUser = static_cast<SECURITY_STATUS>(0xC0000064L);

Reason reasonOf(SECURITY_STATUS status)
{
    switch (status) {
    case SEC_E_LOGON_DENIED:
        return Reason::WrongPassword;
    case SEC_E_TARGET_UNKNOWN:
    case SEC_E_WRONG_PRINCIPAL:
        return Reason::UnknownService;
    case SEC_E_NO_CREDENTIALS:
    case SEC_E_UNKNOWN_CREDENTIALS:
    case SEC_E_INCOMPLETE_CREDENTIALS:
        return Reason::NoCredential;
    case SEC_E_TIME_SKEW:
        return Reason::ClockSkew;
    case SEC_E_NO_AUTHENTICATING_AUTHORITY:
        return Reason::NoKdc;
    case SEC_E_CONTEXT_EXPIRED:
        return Reason::TicketExpired;
    case SEC_E_SECPKG_NOT_FOUND:
        return Reason::MechanismMissing;
    case SEC_E_INVALID_TOKEN:
    case SEC_E_BAD_BINDINGS:
    case SEC_E_MUTUAL_AUTH_FAILED:
        return Reason::BadToken;
    case statusPasswordExpired:
    case statusPasswordMustChange:
        return Reason::PasswordExpired;
    case statusAccountDisabled:
    case statusAccountLockedOut:
    case statusAccountExpired:
        return Reason::AccountDisabled;
    case statusNoSuchUser:
        return Reason::UnknownUser;
    default:
        return Reason::Refused;
    }
}

std::wstring wide(std::string_view text)
{
    const int size = static_cast<int>(text.size());
    std::wstring result(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0)),
                        L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.data(), size, result.data(), static_cast<int>(result.size()));
    return result;
}

std::string narrow(const wchar_t *text)
{
    const int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
    std::string result(size > 0 ? static_cast<std::size_t>(size) : 1U, '\0');
    WideCharToMultiByte(CP_UTF8, 0, text, -1, result.data(), size, nullptr, nullptr);
    result.pop_back(); // its terminator
    return result;
}

std::string wordsFor(SECURITY_STATUS status)
{
    wchar_t *text = nullptr;
    const DWORD size =
        FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
                       nullptr, static_cast<DWORD>(status), 0, reinterpret_cast<wchar_t *>(&text), 0, nullptr);
    std::string words = size > 0 ? narrow(text) : "status " + std::to_string(status);
    LocalFree(text);
    while (!words.empty() && (words.back() == '\n' || words.back() == '\r' || words.back() == ' '))
        words.pop_back();
    return words;
}

[[noreturn]] void fail(SECURITY_STATUS status, Reason reason)
{
    throw SecurityFailure(reason, status, wordsFor(status));
}

/// Handle of the two kinds that SSPI knows.
template <auto Release>
class Handle
{
public:
    Handle() { SecInvalidateHandle(&m_handle); }
    ~Handle() { reset(); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    void reset()
    {
        if (SecIsValidHandle(&m_handle))
            Release(&m_handle);
        SecInvalidateHandle(&m_handle);
    }
    [[nodiscard]] SecHandle *get() { return &m_handle; }
    [[nodiscard]] bool isValid() const { return SecIsValidHandle(&m_handle); }

private:
    SecHandle m_handle{};
};

SecBuffer buffer(unsigned long type, void *bytes, std::size_t size)
{
    return {static_cast<unsigned long>(size), type, bytes};
}

SecBufferDesc described(SecBuffer *buffers, std::size_t count)
{
    return {SECBUFFER_VERSION, static_cast<unsigned long>(count), buffers};
}

class SspiContext final : public SecurityContext
{
public:
    explicit SspiContext(SecurityRequest request)
        : m_request(std::move(request)), m_account(readAccountName(m_request.user))
    {
        std::string target = m_request.service + "/" + m_request.host;
        if (m_request.spnPort > 0)
            target += ":" + std::to_string(m_request.spnPort);
        m_target = wide(target);
    }

    Token step(std::string_view in) override;
    Sealed seal(std::string_view plain) override;
    std::string unseal(std::string_view header, std::string_view data) override;
    std::string wrap(std::string_view plain) override;
    std::string unwrap(std::string_view token) override { return unseal(token, {}); }
    [[nodiscard]] Facts facts() const override { return m_facts; }

private:
    [[nodiscard]] Token first();
    [[nodiscard]] std::string whyNoKerberos() const;
    void acquire(bool kerberos);
    [[nodiscard]] Token initialize(std::string_view in);
    void noteEstablished(ULONG flags);

    SecurityRequest m_request;
    AccountName m_account;
    std::wstring m_target;
    Handle<&FreeCredentialsHandle> m_credential;
    Handle<&DeleteSecurityContext> m_context;
    Facts m_facts;
    bool m_kerberos = true;
    bool m_started = false;
};

std::string SspiContext::whyNoKerberos() const
{
    if (isAddressLiteral(m_request.host))
        return "Kerberos knows computers by name, and " + m_request.host + " is an address";
    if (m_account.local)
        return m_account.user + " is an account of the computer itself";
    return {};
}

void SspiContext::acquire(bool kerberos)
{
    m_kerberos = kerberos;
    m_facts.package = kerberos ? "Kerberos" : "NTLM";
    if (!m_request.keytab.empty())
        throw SecurityFailure(Reason::KeytabUnusable, 0, "Windows takes no keytab for a login");
    std::wstring package = L"Negotiate";
    if (!m_request.spnego)
        package = kerberos ? L"Kerberos" : L"NTLM";
    // Inside Negotiate only the one: a fallback is our decision, because it must be allowed and told.
    std::wstring list = kerberos ? L"!ntlm" : L"ntlm";
    std::wstring user = wide(m_account.user);
    std::wstring domain = wide(m_account.domain.empty() ? m_account.realm : m_account.domain);
    std::wstring password = wide(m_request.password);
    SEC_WINNT_AUTH_IDENTITY_EXW identity{};
    identity.Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
    identity.Length = sizeof(identity);
    identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    if (!m_request.user.empty()) {
        identity.User = reinterpret_cast<decltype(identity.User)>(user.data());
        identity.UserLength = static_cast<unsigned long>(user.size());
        identity.Domain = reinterpret_cast<decltype(identity.Domain)>(domain.data());
        identity.DomainLength = static_cast<unsigned long>(domain.size());
        identity.Password = reinterpret_cast<decltype(identity.Password)>(password.data());
        identity.PasswordLength = static_cast<unsigned long>(password.size());
    }
    if (m_request.spnego) {
        identity.PackageList = reinterpret_cast<decltype(identity.PackageList)>(list.data());
        identity.PackageListLength = static_cast<unsigned long>(list.size());
    }
    const bool needed = !m_request.user.empty() || m_request.spnego;
    m_credential.reset();
    m_context.reset();
    TimeStamp expiry{};
    const SECURITY_STATUS status =
        AcquireCredentialsHandleW(nullptr, package.data(), SECPKG_CRED_OUTBOUND, nullptr, needed ? &identity : nullptr,
                                  nullptr, nullptr, m_credential.get(), &expiry);
    SecureZeroMemory(password.data(), password.size() * sizeof(wchar_t));
    if (status != SEC_E_OK)
        fail(status, reasonOf(status));
}

SecurityContext::Token SspiContext::first()
{
    if (m_request.package != SecurityRequest::Package::Ntlm) {
        const bool only = m_request.package == SecurityRequest::Package::Kerberos;
        try {
            if (std::string words = whyNoKerberos(); !words.empty())
                throw SecurityFailure(Reason::UnknownService, 0, std::move(words));
            acquire(true);
            return initialize({});
        } catch (const SecurityFailure &failure) {
            if (only || !mayFallBack(failure.reason))
                throw;
            if (!m_request.allowNtlm)
                throw SecurityFailure(Reason::NtlmNotAllowed, failure.code, failure.words);
            m_facts.fallbackReason = failure.words;
        }
    }
    acquire(false);
    return initialize({});
}

SecurityContext::Token SspiContext::step(std::string_view in)
{
    if (m_started)
        return initialize(in);
    Token token = first();
    m_started = true;
    return token;
}

SecurityContext::Token SspiContext::initialize(std::string_view in)
{
    std::vector<unsigned char> bindings;
    std::array<SecBuffer, 2> inputs{};
    std::size_t count = 0;
    if (!in.empty())
        inputs[count++] = buffer(SECBUFFER_TOKEN, const_cast<char *>(in.data()), in.size());
    if (!m_request.channelBinding.empty()) {
        SEC_CHANNEL_BINDINGS head{};
        head.cbApplicationDataLength = static_cast<unsigned long>(m_request.channelBinding.size());
        head.dwApplicationDataOffset = sizeof(head);
        const auto *bytes = reinterpret_cast<const unsigned char *>(&head);
        bindings.assign(bytes, bytes + sizeof(head));
        bindings.insert(bindings.end(), m_request.channelBinding.begin(), m_request.channelBinding.end());
        inputs[count++] = buffer(SECBUFFER_CHANNEL_BINDINGS, bindings.data(), bindings.size());
    }
    SecBufferDesc input = described(inputs.data(), count);
    SecBuffer out = buffer(SECBUFFER_TOKEN, nullptr, 0);
    SecBufferDesc output = described(&out, 1);
    ULONG flags = 0;
    TimeStamp expiry{};
    const bool begun = m_context.isValid();
    SECURITY_STATUS status = InitializeSecurityContextW(
        m_credential.get(), begun ? m_context.get() : nullptr, m_target.data(), wantedFlags, 0, SECURITY_NATIVE_DREP,
        count > 0 ? &input : nullptr, 0, m_context.get(), &output, &flags, &expiry);
    if (status == SEC_I_COMPLETE_NEEDED || status == SEC_I_COMPLETE_AND_CONTINUE) {
        const SECURITY_STATUS completed = CompleteAuthToken(m_context.get(), &output);
        status = completed != SEC_E_OK ? completed : status == SEC_I_COMPLETE_NEEDED ? SEC_E_OK : SEC_I_CONTINUE_NEEDED;
    }
    Token token;
    if (out.pvBuffer) {
        token.bytes.assign(static_cast<const char *>(out.pvBuffer), out.cbBuffer);
        FreeContextBuffer(out.pvBuffer);
    }
    if (status != SEC_E_OK && status != SEC_I_CONTINUE_NEEDED)
        fail(status, reasonOf(status));
    token.done = status == SEC_E_OK;
    if (token.done)
        noteEstablished(flags);
    return token;
}

void SspiContext::noteEstablished(ULONG flags)
{
    const ULONG needed =
        ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY | (m_kerberos ? ULONG(ISC_RET_MUTUAL_AUTH) : ULONG(0));
    if ((flags & needed) != needed)
        throw SecurityFailure(Reason::BadToken, 0, "the server left out mutual authentication or encryption");
    SecPkgContext_PackageInfoW package{};
    if (QueryContextAttributesW(m_context.get(), SECPKG_ATTR_PACKAGE_INFO, &package) == SEC_E_OK) {
        const std::string name = narrow(package.PackageInfo->Name);
        FreeContextBuffer(package.PackageInfo);
        if (name != m_facts.package && name != "Negotiate")
            throw SecurityFailure(Reason::BadToken, 0, "the server chose " + name);
    }
    SecPkgContext_KeyInfoW key{};
    if (QueryContextAttributesW(m_context.get(), SECPKG_ATTR_KEY_INFO, &key) == SEC_E_OK) {
        m_facts.cipher = m_kerberos ? narrow(key.sEncryptAlgorithmName) : "RC4 " + std::to_string(key.KeySize);
        FreeContextBuffer(key.sSignatureAlgorithmName);
        FreeContextBuffer(key.sEncryptAlgorithmName);
    }
}

SecurityContext::Sealed SspiContext::seal(std::string_view plain)
{
    SecPkgContext_Sizes sizes{};
    SECURITY_STATUS status = QueryContextAttributesW(m_context.get(), SECPKG_ATTR_SIZES, &sizes);
    if (status != SEC_E_OK)
        fail(status, Reason::Other);
    Sealed sealed;
    sealed.header.resize(sizes.cbSecurityTrailer);
    sealed.data = plain;
    std::string padding(sizes.cbBlockSize, '\0');
    std::array<SecBuffer, 3> parts{buffer(SECBUFFER_TOKEN, sealed.header.data(), sealed.header.size()),
                                   buffer(SECBUFFER_DATA, sealed.data.data(), sealed.data.size()),
                                   buffer(SECBUFFER_PADDING, padding.data(), padding.size())};
    SecBufferDesc message = described(parts.data(), parts.size());
    status = EncryptMessage(m_context.get(), 0, &message, 0);
    if (status != SEC_E_OK)
        fail(status, Reason::Other);
    sealed.header.resize(parts[0].cbBuffer);
    sealed.padding = parts[2].cbBuffer;
    sealed.data.append(padding, 0, sealed.padding);
    return sealed;
}

std::string SspiContext::unseal(std::string_view header, std::string_view data)
{
    std::string token;
    token.reserve(header.size() + data.size());
    token.append(header).append(data);
    std::array<SecBuffer, 2> parts{buffer(SECBUFFER_STREAM, token.data(), token.size()),
                                   buffer(SECBUFFER_DATA, nullptr, 0)};
    SecBufferDesc message = described(parts.data(), parts.size());
    ULONG quality = 0;
    const SECURITY_STATUS status = DecryptMessage(m_context.get(), &message, 0, &quality);
    if (status != SEC_E_OK)
        fail(status, Reason::BadSeal);
    if (quality == SECQOP_WRAP_NO_ENCRYPT)
        throw SecurityFailure(Reason::BadSeal, 0, "the message was signed and not encrypted");
    return std::string(static_cast<const char *>(parts[1].pvBuffer), parts[1].cbBuffer);
}

std::string SspiContext::wrap(std::string_view plain)
{
    const Sealed sealed = seal(plain);
    return sealed.header + sealed.data;
}

} // namespace

std::unique_ptr<SecurityContext> makeSecurityContext(SecurityRequest request)
{
    return std::make_unique<SspiContext>(std::move(request));
}

} // namespace rejoin::transport
