#include "core/transport/auth/tsrequest.h"

#include "core/base/error.h"

#include <QtEndian>

#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/err.h>

#include <memory>

namespace rejoin::transport {

namespace {

// The field names are the specification's. Plain structs: OpenSSL makes, fills and frees them by these templates.
struct NegoToken
{
    ASN1_OCTET_STRING *negoToken;
};
struct RequestDer
{
    ASN1_INTEGER *version;
    OPENSSL_STACK *negoTokens;
    ASN1_OCTET_STRING *authInfo;
    ASN1_OCTET_STRING *pubKeyAuth;
    ASN1_INTEGER *errorCode;
    ASN1_OCTET_STRING *clientNonce;
};
struct CredentialsDer
{
    ASN1_INTEGER *credType;
    ASN1_OCTET_STRING *credentials;
};
struct PasswordDer
{
    ASN1_OCTET_STRING *domainName;
    ASN1_OCTET_STRING *userName;
    ASN1_OCTET_STRING *password;
};

// clang-format off
ASN1_SEQUENCE(NegoToken) = {
    ASN1_EXP(NegoToken, negoToken, ASN1_OCTET_STRING, 0),
} static_ASN1_SEQUENCE_END(NegoToken)

ASN1_SEQUENCE(RequestDer) = {
    ASN1_EXP(RequestDer, version, ASN1_INTEGER, 0),
    ASN1_EXP_SEQUENCE_OF_OPT(RequestDer, negoTokens, NegoToken, 1),
    ASN1_EXP_OPT(RequestDer, authInfo, ASN1_OCTET_STRING, 2),
    ASN1_EXP_OPT(RequestDer, pubKeyAuth, ASN1_OCTET_STRING, 3),
    ASN1_EXP_OPT(RequestDer, errorCode, ASN1_INTEGER, 4),
    ASN1_EXP_OPT(RequestDer, clientNonce, ASN1_OCTET_STRING, 5),
} static_ASN1_SEQUENCE_END(RequestDer)

ASN1_SEQUENCE(CredentialsDer) = {
    ASN1_EXP(CredentialsDer, credType, ASN1_INTEGER, 0),
    ASN1_EXP(CredentialsDer, credentials, ASN1_OCTET_STRING, 1),
} static_ASN1_SEQUENCE_END(CredentialsDer)

ASN1_SEQUENCE(PasswordDer) = {
    ASN1_EXP(PasswordDer, domainName, ASN1_OCTET_STRING, 0),
    ASN1_EXP(PasswordDer, userName, ASN1_OCTET_STRING, 1),
    ASN1_EXP(PasswordDer, password, ASN1_OCTET_STRING, 2),
} static_ASN1_SEQUENCE_END(PasswordDer)
    // clang-format on

    constexpr int passwordCredentials = 1; // credType

void wipe(QByteArray &bytes)
{
    base::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

void wipe(const ASN1_OCTET_STRING *octets)
{
    if (octets && octets->data)
        base::wipe(octets->data, static_cast<std::size_t>(octets->length));
}

[[noreturn]] void throwFailed()
{
    ERR_clear_error();
    throw base::Error(base::ErrorCategory::Internal, QStringLiteral("InternalError"),
                      base::Text(QT_TRANSLATE_NOOP("core", "A message of CredSSP could not be made.")));
}

template <typename T>
struct Free
{
    const ASN1_ITEM *item = nullptr;
    void operator()(T *value) const { ASN1_item_free(reinterpret_cast<ASN1_VALUE *>(value), item); }
};
template <typename T>
using Ptr = std::unique_ptr<T, Free<T>>;

template <typename T>
Ptr<T> make(const ASN1_ITEM *item)
{
    Ptr<T> made(reinterpret_cast<T *>(ASN1_item_new(item)), Free<T>{item});
    if (!made)
        throwFailed();
    return made;
}

template <typename T>
Ptr<T> read(QByteArrayView der, const ASN1_ITEM *item)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const unsigned char *const begin = at;
    Ptr<T> value(der.isEmpty() || der.size() > maximumTsRequestBytes
                     ? nullptr
                     : reinterpret_cast<T *>(ASN1_item_d2i(nullptr, &at, static_cast<long>(der.size()), item)),
                 Free<T>{item});
    ERR_clear_error();
    if (value && at - begin != der.size())
        value.reset();
    return value;
}

template <typename T>
QByteArray write(const T *value, const ASN1_ITEM *item)
{
    unsigned char *der = nullptr;
    const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE *>(value), &der, item);
    if (size <= 0)
        throwFailed();
    QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_clear_free(der, static_cast<std::size_t>(size));
    return bytes;
}

ASN1_OCTET_STRING *octets(QByteArrayView bytes)
{
    ASN1_OCTET_STRING *made = ASN1_OCTET_STRING_new();
    if (!made || ASN1_OCTET_STRING_set(made, reinterpret_cast<const unsigned char *>(bytes.data()),
                                       static_cast<int>(bytes.size())) != 1) {
        ASN1_OCTET_STRING_free(made);
        throwFailed();
    }
    return made;
}

/// In place of what ASN1_item_new made.
void set(ASN1_OCTET_STRING **field, QByteArrayView bytes)
{
    ASN1_OCTET_STRING_free(*field);
    *field = nullptr;
    *field = octets(bytes);
}

QByteArrayView view(const ASN1_OCTET_STRING *octets)
{
    return octets ? QByteArrayView(octets->data, octets->length) : QByteArrayView();
}

/// UTF-16LE without a mark.
QByteArray utf16(const QString &text)
{
    QByteArray bytes(text.size() * 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        qToLittleEndian(text.at(i).unicode(), bytes.data() + i * 2);
    return bytes;
}

/// nullopt: an odd number of bytes.
std::optional<QString> fromUtf16(QByteArrayView bytes)
{
    if (bytes.size() % 2 != 0)
        return std::nullopt;
    QString text(bytes.size() / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = QChar(qFromLittleEndian<char16_t>(bytes.data() + i * 2));
    return text;
}

void wipe(QString &text)
{
    base::wipe(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

} // namespace

QByteArray TsRequest::encode() const
{
    const auto request = make<RequestDer>(ASN1_ITEM_rptr(RequestDer));
    bool good = ASN1_INTEGER_set_int64(request->version, version) == 1;
    if (!negoToken.isEmpty()) {
        auto token = make<NegoToken>(ASN1_ITEM_rptr(NegoToken));
        set(&token->negoToken, negoToken);
        request->negoTokens = OPENSSL_sk_new_null();
        good = good && request->negoTokens && OPENSSL_sk_push(request->negoTokens, token.get()) > 0;
        if (good)
            (void)token.release(); // the stack's now
    }
    if (!authInfo.isEmpty())
        request->authInfo = octets(authInfo);
    if (!pubKeyAuth.isEmpty())
        request->pubKeyAuth = octets(pubKeyAuth);
    if (errorCode) {
        request->errorCode = ASN1_INTEGER_new();
        // Windows writes the 32 bits as a signed number.
        good = good && request->errorCode &&
               ASN1_INTEGER_set_int64(request->errorCode, static_cast<qint32>(*errorCode)) == 1;
    }
    if (!clientNonce.isEmpty())
        request->clientNonce = octets(clientNonce);
    if (!good)
        throwFailed();
    return write(request.get(), ASN1_ITEM_rptr(RequestDer));
}

std::optional<TsRequest> TsRequest::decode(QByteArrayView der)
{
    const auto parsed = read<RequestDer>(der, ASN1_ITEM_rptr(RequestDer));
    std::int64_t number = 0;
    // MS-CSSP 2.2.1: a version above ours is one that is compatible with it.
    if (!parsed || ASN1_INTEGER_get_int64(&number, parsed->version) != 1 || number < 2 || number > 0x7fffffff) {
        ERR_clear_error();
        return std::nullopt;
    }
    TsRequest request;
    request.version = static_cast<int>(number);
    if (parsed->negoTokens && OPENSSL_sk_num(parsed->negoTokens) > 0)
        request.negoToken =
            view(static_cast<const NegoToken *>(OPENSSL_sk_value(parsed->negoTokens, 0))->negoToken).toByteArray();
    request.authInfo = view(parsed->authInfo).toByteArray();
    request.pubKeyAuth = view(parsed->pubKeyAuth).toByteArray();
    request.clientNonce = view(parsed->clientNonce).toByteArray();
    if (parsed->errorCode) {
        // Signed or unsigned: both are seen.
        if (ASN1_INTEGER_get_int64(&number, parsed->errorCode) != 1 || number < -0x80000000LL ||
            number > 0xffffffffLL) {
            ERR_clear_error();
            return std::nullopt;
        }
        request.errorCode = static_cast<quint32>(number);
    }
    if (!request.clientNonce.isEmpty() && request.clientNonce.size() != credsspNonceBytes)
        return std::nullopt;
    return request;
}

QByteArray TsPasswordCredentials::encode() const
{
    const QByteArrayView utf8 = password.utf8();
    QString text = QString::fromUtf8(utf8.data(), utf8.size());
    QByteArray secret = utf16(text);
    wipe(text);
    const auto inner = make<PasswordDer>(ASN1_ITEM_rptr(PasswordDer));
    set(&inner->domainName, utf16(domain));
    set(&inner->userName, utf16(user));
    set(&inner->password, secret);
    wipe(secret);
    QByteArray packed = write(inner.get(), ASN1_ITEM_rptr(PasswordDer));
    wipe(inner->password);
    const auto outer = make<CredentialsDer>(ASN1_ITEM_rptr(CredentialsDer));
    if (ASN1_INTEGER_set_int64(outer->credType, passwordCredentials) != 1)
        throwFailed();
    set(&outer->credentials, packed);
    wipe(packed);
    QByteArray der = write(outer.get(), ASN1_ITEM_rptr(CredentialsDer));
    wipe(outer->credentials);
    return der;
}

std::optional<TsPasswordCredentials> TsPasswordCredentials::decode(QByteArrayView der)
{
    const auto outer = read<CredentialsDer>(der, ASN1_ITEM_rptr(CredentialsDer));
    std::int64_t type = 0;
    if (!outer || ASN1_INTEGER_get_int64(&type, outer->credType) != 1 || type != passwordCredentials) {
        ERR_clear_error();
        return std::nullopt;
    }
    const auto inner = read<PasswordDer>(view(outer->credentials), ASN1_ITEM_rptr(PasswordDer));
    wipe(outer->credentials);
    if (!inner)
        return std::nullopt;
    const auto domain = fromUtf16(view(inner->domainName));
    const auto user = fromUtf16(view(inner->userName));
    auto secret = fromUtf16(view(inner->password));
    wipe(inner->password);
    if (!domain || !user || !secret)
        return std::nullopt;
    TsPasswordCredentials credentials;
    credentials.domain = *domain;
    credentials.user = *user;
    credentials.password = base::SecretString::fromUtf16(*secret);
    wipe(*secret);
    return credentials;
}

} // namespace rejoin::transport
