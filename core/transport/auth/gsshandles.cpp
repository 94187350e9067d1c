#include "core/transport/auth/gsshandles.h"

#include <array>
#include <cstdint>

namespace rejoin::transport::gss {

namespace {

constexpr std::size_t ntlmSignatureSize = 16; // MS-NLMP 2.2.2.9
constexpr int maximumStatusWords = 16;

/// 1.2.840.113554.1.2.2.5.5, which no header of MIT names: GSS_C_INQ_SSPI_SESSION_KEY. It answers with the key and with
/// 1.2.840.113554.1.2.2.4 and the encryption type.
gss_OID_desc sessionKeyAttribute{11, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x05\x05")};

void appendStatus(std::string *text, OM_uint32 status, int kind, gss_OID mechanism)
{
    OM_uint32 more = 0;
    for (int i = 0; i < maximumStatusWords; ++i) {
        OM_uint32 minor = 0;
        Buffer words;
        if (GSS_ERROR(gss_display_status(&minor, status, kind, mechanism, &more, words.fill())) != 0)
            return;
        if (!words.view().empty() && text->find(words.view()) == std::string::npos) {
            if (!text->empty())
                *text += ": ";
            *text += words.view();
        }
        if (more == 0)
            return;
    }
}

/// The last number of an object identifier.
std::uint32_t lastArc(std::string_view oid)
{
    std::uint32_t value = 0;
    bool inside = false;
    for (const char c : oid) {
        const auto byte = static_cast<unsigned char>(c);
        value = (inside ? value << 7 : 0) | (byte & 0x7fU);
        inside = (byte & 0x80U) != 0;
    }
    return value;
}

std::string encryptionTypeName(std::uint32_t type)
{
    switch (type) { // RFC 3961 8, RFC 8009, RFC 4757, RFC 6803
    case 16:
        return "DES3-CBC-SHA1";
    case 17:
        return "AES128-CTS-HMAC-SHA1-96";
    case 18:
        return "AES256-CTS-HMAC-SHA1-96";
    case 19:
        return "AES128-CTS-HMAC-SHA256-128";
    case 20:
        return "AES256-CTS-HMAC-SHA384-192";
    case 23:
        return "RC4-HMAC";
    case 25:
        return "CAMELLIA128-CTS-CMAC";
    case 26:
        return "CAMELLIA256-CTS-CMAC";
    default:
        return "encryption type " + std::to_string(type);
    }
}

} // namespace

std::string statusText(OM_uint32 major, OM_uint32 minor, gss_OID mechanism)
{
    std::string text;
    if (minor != 0)
        appendStatus(&text, minor, GSS_C_MECH_CODE, mechanism);
    if (text.empty())
        appendStatus(&text, major, GSS_C_GSS_CODE, GSS_C_NO_OID);
    return text;
}

std::string mechanismName(const gss_OID_desc *mechanism)
{
    if (isSame(mechanism, kerberosMechanism))
        return "Kerberos";
    if (isSame(mechanism, ntlmMechanism))
        return "NTLM";
    OM_uint32 minor = 0;
    Buffer numbers;
    gss_oid_to_str(&minor, const_cast<gss_OID>(mechanism), numbers.fill());
    return numbers.text();
}

std::string displayName(gss_name_t name)
{
    OM_uint32 minor = 0;
    Buffer shown;
    gss_display_name(&minor, name, shown.fill(), nullptr);
    std::string text = shown.text();
    // gss-ntlmssp 1.2 counts the terminator.
    while (!text.empty() && text.back() == '\0')
        text.pop_back();
    return text;
}

std::string cipherName(gss_ctx_id_t context, const gss_OID_desc *mechanism)
{
    if (isSame(mechanism, ntlmMechanism))
        return "RC4 128"; // MS-NLMP 3.4.3 with the flags that both ends ask for
    OM_uint32 minor = 0;
    BufferSet found;
    if (GSS_ERROR(gss_inquire_sec_context_by_oid(&minor, context, &sessionKeyAttribute, found.fill())) != 0 || !found ||
        found.get()->count < 2)
        return {};
    const auto &oid = found.get()->elements[1];
    return encryptionTypeName(lastArc({static_cast<const char *>(oid.value), oid.length}));
}

gss_channel_bindings_struct channelBindings(std::string_view binding)
{
    gss_channel_bindings_struct bindings{};
    bindings.application_data = input(binding);
    return bindings;
}

OM_uint32 sealMessage(OM_uint32 *minor, gss_ctx_id_t context, const gss_OID_desc *mechanism, std::string_view plain,
                      SealedBytes *out)
{
    int encrypted = 0;
    if (!isSame(mechanism, kerberosMechanism)) {
        gss_buffer_desc in = input(plain);
        Buffer token;
        const OM_uint32 major = gss_wrap(minor, context, 1, GSS_C_QOP_DEFAULT, &in, &encrypted, token.fill());
        if (GSS_ERROR(major) != 0)
            return major;
        if (encrypted == 0 || token.view().size() < ntlmSignatureSize)
            return GSS_S_BAD_QOP;
        out->header = token.view().substr(0, ntlmSignatureSize);
        out->data = token.view().substr(ntlmSignatureSize);
        return GSS_S_COMPLETE;
    }
    out->data = plain;
    std::array<gss_iov_buffer_desc, 3> parts{};
    parts[0].type = GSS_IOV_BUFFER_TYPE_HEADER | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    parts[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    parts[1].buffer = input(out->data);
    parts[2].type = GSS_IOV_BUFFER_TYPE_PADDING | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    const OM_uint32 major =
        gss_wrap_iov(minor, context, 1, GSS_C_QOP_DEFAULT, &encrypted, parts.data(), static_cast<int>(parts.size()));
    if (GSS_ERROR(major) == 0) {
        out->header.assign(static_cast<const char *>(parts[0].buffer.value), parts[0].buffer.length);
        out->padding = parts[2].buffer.length;
        out->data.append(static_cast<const char *>(parts[2].buffer.value), parts[2].buffer.length);
    }
    OM_uint32 ignored = 0;
    gss_release_iov_buffer(&ignored, parts.data(), static_cast<int>(parts.size()));
    if (GSS_ERROR(major) != 0)
        return major;
    return encrypted != 0 ? GSS_S_COMPLETE : GSS_S_BAD_QOP;
}

OM_uint32 unsealMessage(OM_uint32 *minor, gss_ctx_id_t context, std::string_view header, std::string_view data,
                        std::string *out)
{
    // Header, data and padding one after the other are what gss_wrap would have made (RFC 4121 4.2.4, RFC 4757 7.3).
    std::string token;
    token.reserve(header.size() + data.size());
    token.append(header).append(data);
    gss_buffer_desc in = input(token);
    Buffer plain;
    int encrypted = 0;
    const OM_uint32 major = gss_unwrap(minor, context, &in, plain.fill(), &encrypted, nullptr);
    if (GSS_ERROR(major) != 0)
        return major;
    // Replayed, too late or with one missing before it: the stream is not what the peer sent.
    if (const OM_uint32 order = major & (GSS_S_DUPLICATE_TOKEN | GSS_S_OLD_TOKEN | GSS_S_UNSEQ_TOKEN | GSS_S_GAP_TOKEN);
        order != 0)
        return order;
    if (encrypted == 0)
        return GSS_S_BAD_SIG;
    *out = plain.text();
    return GSS_S_COMPLETE;
}

} // namespace rejoin::transport::gss
