#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

namespace rejoin::transport {

struct CertificateAndKey;

/// One end of a TLS session whose bytes travel inside something else (MS-CSSP 3.1.5): no socket, no file. TLS 1.2 or
/// 1.3, no resumption, no compression, no renegotiation. A client takes any certificate: who it is that has the key is
/// what the rest of CredSSP proves. Not for two threads at once. Throws Error (TlsFailed, "CredSspTlsFailed") when the
/// other end's bytes cannot be taken; it is of no use then.
class TlsPipe
{
public:
    enum class Versions : quint8 { Tls12And13, Tls12Only, Tls13Only };
    /// More plain bytes than this go into several records.
    static constexpr qsizetype maximumRecord = 16384;

    [[nodiscard]] static std::unique_ptr<TlsPipe> client(Versions versions = Versions::Tls12And13);
    /// tickets: that follow a TLS 1.3 handshake. ciphers: of TLS 1.2, in OpenSSL's words; empty: the library's default.
    [[nodiscard]] static std::unique_ptr<TlsPipe> server(const CertificateAndKey &certificate,
                                                         Versions versions = Versions::Tls12And13, int tickets = 1,
                                                         const QByteArray &ciphers = {});
    ~TlsPipe();
    Q_DISABLE_COPY_MOVE(TlsPipe)

    /// Takes what came and gives what is to be sent; empty: nothing. isReady() tells whether it is over.
    [[nodiscard]] QByteArray handshake(QByteArrayView in);
    [[nodiscard]] bool isReady() const;

    /// The records for these bytes, which must not be none.
    [[nodiscard]] QByteArray write(QByteArrayView plain);
    /// What is in these records, which must be whole. Empty: only messages of TLS itself.
    [[nodiscard]] QByteArray read(QByteArrayView records);

    /// Of the server's certificate, at either end: the content of the BIT STRING SubjectPublicKey (MS-CSSP 3.1.5).
    [[nodiscard]] QByteArray serverPublicKey() const;
    /// What a record of so many plain bytes has after its content: tag, or MAC and padding.
    [[nodiscard]] qsizetype trailerLength(qsizetype plain) const;
    /// "TLS_AES_256_GCM_SHA384"
    [[nodiscard]] QString cipher() const;
    /// "TLSv1.3"
    [[nodiscard]] QString version() const;

private:
    struct Session;
    explicit TlsPipe(std::unique_ptr<Session> session);
    [[nodiscard]] QByteArray takeOutput();

    std::unique_ptr<Session> m_session;
};

} // namespace rejoin::transport
