#include "core/transport/auth/tlspipe.h"

#include "core/base/error.h"
#include "core/transport/selfsigned.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr int ticketsOff = 0;
constexpr qsizetype recordHeader = 5; // RFC 8446 5.1
constexpr qsizetype aesBlock = 16;
constexpr qsizetype aeadTag = 16;

template <auto FreeFunction>
struct Deleter
{
    template <typename T>
    void operator()(T *pointer) const
    {
        FreeFunction(pointer);
    }
};
using ContextPtr = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Deleter<SSL_free>>;
using CertificatePtr = std::unique_ptr<X509, Deleter<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;

[[noreturn]] void throwTls(const QString &what)
{
    Error error(ErrorCategory::TlsFailed, QStringLiteral("CredSspTlsFailed"),
                Text(QT_TRANSLATE_NOOP("core", "The TLS session inside CredSSP failed.")),
                Text(QT_TRANSLATE_NOOP("core", "The server must speak TLS 1.2 or 1.3 there, and nothing between here "
                                               "and the server may change the messages.")));
    std::array<char, 256> words{};
    const unsigned long code = ERR_get_error();
    if (code != 0)
        ERR_error_string_n(code, words.data(), words.size());
    ERR_clear_error();
    error.detail = code != 0 ? what + QStringLiteral(": ") + QString::fromLatin1(words.data()) : what;
    throw error;
}

void check(bool good, const char *what)
{
    if (!good)
        throwTls(QString::fromLatin1(what));
}

int minimum(TlsPipe::Versions versions)
{
    return versions == TlsPipe::Versions::Tls13Only ? TLS1_3_VERSION : TLS1_2_VERSION;
}

int maximum(TlsPipe::Versions versions)
{
    return versions == TlsPipe::Versions::Tls12Only ? TLS1_2_VERSION : TLS1_3_VERSION;
}

/// Whole records and nothing after them (RFC 8446 5.1).
bool isWhole(QByteArrayView records)
{
    while (!records.isEmpty()) {
        if (records.size() < recordHeader)
            return false;
        const qsizetype length =
            static_cast<unsigned char>(records.at(3)) << 8 | static_cast<unsigned char>(records.at(4));
        if (records.size() - recordHeader < length)
            return false;
        records = records.sliced(recordHeader + length);
    }
    return true;
}

} // namespace

struct TlsPipe::Session
{
    ContextPtr context;
    SslPtr ssl;
    BIO *in = nullptr; ///< both are the session's
    BIO *out = nullptr;
    bool server = false;
    bool failed = false;
};

TlsPipe::TlsPipe(std::unique_ptr<Session> session) : m_session(std::move(session))
{
    Session &made = *m_session;
    check(made.context != nullptr, "no context");
    SSL_CTX *context = made.context.get();
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // MS-CSSP 3.1.5: no resumption
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    made.ssl.reset(SSL_new(context));
    check(made.ssl != nullptr, "no session");
    made.in = BIO_new(BIO_s_mem());
    made.out = BIO_new(BIO_s_mem());
    if (!made.in || !made.out) {
        BIO_free(made.in);
        BIO_free(made.out);
        throwTls(QStringLiteral("no memory"));
    }
    SSL_set_bio(made.ssl.get(), made.in, made.out); // takes both
    if (made.server)
        SSL_set_accept_state(made.ssl.get());
    else
        SSL_set_connect_state(made.ssl.get());
}

TlsPipe::~TlsPipe() = default;

std::unique_ptr<TlsPipe> TlsPipe::client(Versions versions)
{
    ERR_clear_error();
    auto session = std::make_unique<Session>();
    session->context.reset(SSL_CTX_new(TLS_client_method()));
    check(session->context && SSL_CTX_set_min_proto_version(session->context.get(), minimum(versions)) == 1 &&
              SSL_CTX_set_max_proto_version(session->context.get(), maximum(versions)) == 1,
          "no client context");
    return std::unique_ptr<TlsPipe>(new TlsPipe(std::move(session)));
}

std::unique_ptr<TlsPipe> TlsPipe::server(const CertificateAndKey &certificate, Versions versions, int tickets,
                                         const QByteArray &ciphers)
{
    ERR_clear_error();
    auto session = std::make_unique<Session>();
    session->server = true;
    session->context.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX *context = session->context.get();
    check(context && SSL_CTX_set_min_proto_version(context, minimum(versions)) == 1 &&
              SSL_CTX_set_max_proto_version(context, maximum(versions)) == 1 &&
              SSL_CTX_set_num_tickets(context, static_cast<std::size_t>(qMax(ticketsOff, tickets))) == 1 &&
              (ciphers.isEmpty() || SSL_CTX_set_cipher_list(context, ciphers.constData()) == 1),
          "no server context");
    const QByteArray der = certificate.certificate.toDer();
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    const CertificatePtr parsed(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    const QByteArray keyDer = certificate.key.toDer();
    at = reinterpret_cast<const unsigned char *>(keyDer.constData());
    const KeyPtr key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(keyDer.size())));
    check(parsed && key && SSL_CTX_use_certificate(context, parsed.get()) == 1 &&
              SSL_CTX_use_PrivateKey(context, key.get()) == 1,
          "no certificate");
    return std::unique_ptr<TlsPipe>(new TlsPipe(std::move(session)));
}

QByteArray TlsPipe::takeOutput()
{
    QByteArray bytes(static_cast<qsizetype>(BIO_ctrl_pending(m_session->out)), Qt::Uninitialized);
    if (bytes.isEmpty())
        return {};
    const int got = BIO_read(m_session->out, bytes.data(), static_cast<int>(bytes.size()));
    check(got == bytes.size(), "output");
    return bytes;
}

QByteArray TlsPipe::handshake(QByteArrayView in)
{
    ERR_clear_error();
    check(!m_session->failed, "already failed");
    check(in.isEmpty() || BIO_write(m_session->in, in.data(), static_cast<int>(in.size())) == in.size(), "input");
    const int done = SSL_do_handshake(m_session->ssl.get());
    if (done != 1 && SSL_get_error(m_session->ssl.get(), done) != SSL_ERROR_WANT_READ) {
        m_session->failed = true;
        throwTls(QStringLiteral("handshake"));
    }
    return takeOutput();
}

bool TlsPipe::isReady() const
{
    return !m_session->failed && SSL_is_init_finished(m_session->ssl.get()) == 1;
}

QByteArray TlsPipe::write(QByteArrayView plain)
{
    ERR_clear_error();
    check(isReady() && !plain.isEmpty(), "nothing to write, or too early");
    if (SSL_write(m_session->ssl.get(), plain.data(), static_cast<int>(plain.size())) != plain.size()) {
        m_session->failed = true;
        throwTls(QStringLiteral("write"));
    }
    return takeOutput();
}

QByteArray TlsPipe::read(QByteArrayView records)
{
    ERR_clear_error();
    check(isReady(), "too early");
    if (!isWhole(records) || (!records.isEmpty() && BIO_write(m_session->in, records.data(),
                                                              static_cast<int>(records.size())) != records.size())) {
        m_session->failed = true;
        throwTls(QStringLiteral("bytes that are no whole records"));
    }
    QByteArray plain;
    std::array<char, maximumRecord> piece{};
    while (true) { // ends: the input does
        const int got = SSL_read(m_session->ssl.get(), piece.data(), static_cast<int>(piece.size()));
        if (got <= 0) {
            const int why = SSL_get_error(m_session->ssl.get(), got);
            if (why == SSL_ERROR_WANT_READ)
                break;
            m_session->failed = true;
            throwTls(why == SSL_ERROR_ZERO_RETURN ? QStringLiteral("ended by the peer") : QStringLiteral("read"));
        }
        plain.append(piece.data(), got);
    }
    return plain;
}

QByteArray TlsPipe::serverPublicKey() const
{
    SSL *ssl = m_session->ssl.get();
    X509 *certificate = m_session->server ? SSL_get_certificate(ssl) : SSL_get0_peer_certificate(ssl);
    check(certificate != nullptr, "no certificate of the server");
    const ASN1_BIT_STRING *key = X509_get0_pubkey_bitstr(certificate);
    check(key != nullptr, "no public key of the server");
    return {reinterpret_cast<const char *>(key->data), key->length};
}

qsizetype TlsPipe::trailerLength(qsizetype plain) const
{
    const SSL *ssl = m_session->ssl.get();
    const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl);
    check(cipher != nullptr, "no cipher");
    // TLS 1.3 has the content's type before the tag (RFC 8446 5.2).
    if (SSL_version(ssl) == TLS1_3_VERSION)
        return aeadTag + 1;
    if (SSL_CIPHER_is_aead(cipher) == 1)
        return aeadTag;
    const EVP_MD *hash = EVP_get_digestbynid(SSL_CIPHER_get_digest_nid(cipher));
    const qsizetype mac = hash ? EVP_MD_get_size(hash) : 0;
    return mac + aesBlock - (plain + mac) % aesBlock;
}

QString TlsPipe::cipher() const
{
    const SSL_CIPHER *cipher = SSL_get_current_cipher(m_session->ssl.get());
    return cipher ? QString::fromLatin1(SSL_CIPHER_standard_name(cipher)) : QString();
}

QString TlsPipe::version() const
{
    return QString::fromLatin1(SSL_get_version(m_session->ssl.get()));
}

} // namespace rejoin::transport
