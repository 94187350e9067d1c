#pragma once

// What GSSAPI hands out and wants back. No Qt here.

#include "core/transport/auth/accountname.h"

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace rejoin::transport::gss {

/// Owns one GSSAPI handle; Release is called with its address.
template <typename Handle, auto Release>
class Owner
{
public:
    Owner() = default;
    ~Owner() { reset(); }
    Owner(const Owner &) = delete;
    Owner &operator=(const Owner &) = delete;
    Owner(Owner &&other) noexcept : m_handle(std::exchange(other.m_handle, Handle{})) {}
    Owner &operator=(Owner &&other) noexcept
    {
        if (this != &other) {
            reset();
            m_handle = std::exchange(other.m_handle, Handle{});
        }
        return *this;
    }

    [[nodiscard]] Handle get() const { return m_handle; }
    /// For functions that fill it in: whatever it held is released first.
    [[nodiscard]] Handle *fill()
    {
        reset();
        return &m_handle;
    }
    /// For functions that go on with what it holds.
    [[nodiscard]] Handle *in() { return &m_handle; }
    void reset()
    {
        if (m_handle != Handle{})
            Release(&m_handle);
        m_handle = Handle{};
    }
    explicit operator bool() const { return m_handle != Handle{}; }

private:
    Handle m_handle{};
};

namespace detail {

inline void releaseName(gss_name_t *name)
{
    OM_uint32 minor = 0;
    gss_release_name(&minor, name);
}
inline void releaseCredential(gss_cred_id_t *credential)
{
    OM_uint32 minor = 0;
    gss_release_cred(&minor, credential);
}
inline void releaseContext(gss_ctx_id_t *context)
{
    OM_uint32 minor = 0;
    gss_delete_sec_context(&minor, context, GSS_C_NO_BUFFER);
}
inline void releaseSet(gss_OID_set *set)
{
    OM_uint32 minor = 0;
    gss_release_oid_set(&minor, set);
}
/// They may hold keys.
inline void releaseBuffers(gss_buffer_set_t *buffers)
{
    for (std::size_t i = 0; i < (*buffers)->count; ++i)
        wipeBytes((*buffers)->elements[i].value, (*buffers)->elements[i].length);
    OM_uint32 minor = 0;
    gss_release_buffer_set(&minor, buffers);
}

} // namespace detail

using Name = Owner<gss_name_t, &detail::releaseName>;
using Credential = Owner<gss_cred_id_t, &detail::releaseCredential>;
using Context = Owner<gss_ctx_id_t, &detail::releaseContext>;
using OidSet = Owner<gss_OID_set, &detail::releaseSet>;
using BufferSet = Owner<gss_buffer_set_t, &detail::releaseBuffers>;

/// What a function writes; wiped, because it may be plain text.
class Buffer
{
public:
    Buffer() = default;
    ~Buffer()
    {
        if (m_buffer.value)
            wipeBytes(m_buffer.value, m_buffer.length);
        OM_uint32 minor = 0;
        gss_release_buffer(&minor, &m_buffer);
    }
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
    [[nodiscard]] gss_buffer_t fill() { return &m_buffer; }
    [[nodiscard]] std::string_view view() const { return {static_cast<const char *>(m_buffer.value), m_buffer.length}; }
    [[nodiscard]] std::string text() const { return std::string(view()); }

private:
    gss_buffer_desc m_buffer = GSS_C_EMPTY_BUFFER;
};

/// For functions that only read.
[[nodiscard]] inline gss_buffer_desc input(std::string_view bytes)
{
    return {bytes.size(), const_cast<char *>(bytes.data())};
}

// GSSAPI's own prototypes take no const.
inline gss_OID_desc spnegoMechanism{6, const_cast<char *>("\x2b\x06\x01\x05\x05\x02")};
inline gss_OID_desc kerberosMechanism{9, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02")};
/// 1.3.6.1.4.1.311.2.2.10
inline gss_OID_desc ntlmMechanism{10, const_cast<char *>("\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a")};

[[nodiscard]] inline bool isSame(const gss_OID_desc *one, const gss_OID_desc &other)
{
    return one && one->length == other.length && std::memcmp(one->elements, other.elements, one->length) == 0;
}

/// The library's words for both codes.
[[nodiscard]] std::string statusText(OM_uint32 major, OM_uint32 minor, gss_OID mechanism);

/// "Kerberos", "NTLM", or the dotted numbers.
[[nodiscard]] std::string mechanismName(const gss_OID_desc *mechanism);

/// As people write it: "LAB\ann", "ann@LAB.EXAMPLE".
[[nodiscard]] std::string displayName(gss_name_t name);

/// What protects the messages of an established context: "AES256-CTS-HMAC-SHA1-96", "RC4 128".
[[nodiscard]] std::string cipherName(gss_ctx_id_t context, const gss_OID_desc *mechanism);

/// Application data for gss_init_sec_context and gss_accept_sec_context (RFC 5929): valid as long as `binding`.
[[nodiscard]] gss_channel_bindings_struct channelBindings(std::string_view binding);

/// Header and data of a sealed message apart (MS-WSMV 2.2.9.1): Kerberos by IOV, NTLM's signature are 16 bytes.
struct SealedBytes
{
    SealedBytes() = default;
    std::string header;
    std::string data;
    std::size_t padding = 0;
};
/// 0, or the failing major status with minor filled in; a context that does not encrypt is GSS_S_BAD_QOP.
[[nodiscard]] OM_uint32 sealMessage(OM_uint32 *minor, gss_ctx_id_t context, const gss_OID_desc *mechanism,
                                    std::string_view plain, SealedBytes *out);
/// Of either form of wrapping; GSS_S_BAD_SIG also for what was signed and not encrypted, GSS_S_OLD_TOKEN and its like
/// for what came out of order.
[[nodiscard]] OM_uint32 unsealMessage(OM_uint32 *minor, gss_ctx_id_t context, std::string_view header,
                                      std::string_view data, std::string *out);

} // namespace rejoin::transport::gss
