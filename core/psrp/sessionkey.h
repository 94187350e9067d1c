#pragma once

#include "core/clixml/value.h"

#include <QByteArray>

#include <memory>

namespace rejoin::psrp {

/// The key for SecureString values, both halves (MS-PSRP 2.2.2.3 PUBLIC_KEY, 2.2.2.4 ENCRYPTED_SESSION_KEY and
/// 2.2.5.1.24). Key material is wiped when it goes.
class SessionKey
{
public:
    SessionKey();
    ~SessionKey();
    SessionKey(const SessionKey &) = delete;
    SessionKey &operator=(const SessionKey &) = delete;

    [[nodiscard]] bool isReady() const;
    /// Forgets all keys.
    void reset();

    /// Client: our RSA-2048 key as a PUBLICKEYBLOB, made when first asked.
    [[nodiscard]] QByteArray publicKeyBlob();
    /// Client: takes the SIMPLEBLOB that answers it. Throws Error (Protocol, "SessionKeyInvalid").
    void takeEncryptedKey(QByteArrayView simpleBlob);
    /// Server: makes a key where there is none yet. Servers from 2.2 on encrypt with it before a client asks for it.
    void makeKey();
    /// Server: the key, made where there is none yet, as a SIMPLEBLOB for the client's PUBLICKEYBLOB.
    /// Throws Error (Protocol, "SessionKeyInvalid").
    [[nodiscard]] QByteArray generateFor(QByteArrayView publicKeyBlob);

    /// The SS value of a secret. Throws Error (InvalidState) without a key.
    [[nodiscard]] clixml::Value encrypt(QByteArrayView utf8) const;
    /// The UTF-8 of an SS value. Throws Error (InvalidState) without a key, (Protocol, "SecureStringInvalid") when
    /// it does not fit the key.
    [[nodiscard]] QByteArray decrypt(const clixml::Value &secureString) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// From protocol version 2.4 on an SS is only base64 of UTF-16LE; the connection protects it.
[[nodiscard]] clixml::Value plainSecret(QByteArrayView utf8);
/// Throws Error (Protocol, "SecureStringInvalid").
[[nodiscard]] QByteArray readPlainSecret(const clixml::Value &secureString);

} // namespace rejoin::psrp
