#pragma once

#include "core/base/error.h"
#include "core/lab/auth/credsspacceptor.h"
#include "core/transport/auth/securitycontext.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <memory>

// A login to put inside CredSSP that needs no library: one password, a challenge, keys from both, and messages sealed
// in their order. As NTLM it has three messages and is not finished with the last; as Kerberos it has two.
namespace rejoin::test {

enum class FakeMechanism { Ntlm, Kerberos };

/// What the fakes were made to do.
struct FakeCount
{
    int wrapped = 0; ///< by the client
};

class FakeKeys
{
public:
    void derive(const QByteArray &secret, const QByteArray &challenge) { m_key = mac(secret, challenge); }

    [[nodiscard]] QByteArray wrap(char direction, const QByteArray &plain)
    {
        const QByteArray sealed = mixed(direction, m_sent, plain);
        return mac(m_key, label(direction, m_sent++) + sealed) + sealed;
    }
    /// Null: not from the peer, or out of order.
    [[nodiscard]] QByteArray unwrap(char direction, const QByteArray &token)
    {
        const QByteArray sealed = token.mid(32);
        if (m_key.isEmpty() || token.left(32) != mac(m_key, label(direction, m_received) + sealed))
            return {};
        return mixed(direction, m_received++, sealed);
    }
    [[nodiscard]] static QByteArray mac(const QByteArray &key, const QByteArray &data)
    {
        return QMessageAuthenticationCode::hash(data, key, QCryptographicHash::Sha256);
    }

private:
    [[nodiscard]] static QByteArray label(char direction, int number) { return direction + QByteArray::number(number); }
    [[nodiscard]] QByteArray mixed(char direction, int number, QByteArray bytes) const
    {
        for (qsizetype i = 0; i < bytes.size(); i += 32) {
            const QByteArray stream = mac(m_key, "stream" + label(direction, number) + QByteArray::number(i));
            for (qsizetype j = i; j < qMin(i + 32, bytes.size()); ++j)
                bytes[j] = static_cast<char>(bytes.at(j) ^ stream.at(j - i));
        }
        return bytes;
    }

    QByteArray m_key;
    int m_sent = 0;
    int m_received = 0;
};

inline const QByteArray ntlmSignature("NTLMSSP", 8); // with its NUL

class FakeContext final : public transport::SecurityContext
{
public:
    FakeContext(transport::SecurityRequest request, FakeMechanism mechanism, std::shared_ptr<FakeCount> count)
        : m_request(std::move(request)), m_mechanism(mechanism), m_count(std::move(count))
    {
    }

    Token step(std::string_view in) override
    {
        const QByteArray input(in.data(), static_cast<qsizetype>(in.size()));
        const QByteArray user = QByteArray::fromStdString(m_request.user);
        const QByteArray secret(m_request.password.data(), static_cast<qsizetype>(m_request.password.size()));
        const QByteArray challenge(16, 'c');
        Token token;
        switch (++m_steps) {
        case 1:
            if (m_mechanism == FakeMechanism::Kerberos) {
                m_keys.derive(secret, challenge);
                token.bytes = ("KRB" + user + '\0' + FakeKeys::mac(secret, challenge)).toStdString();
            } else {
                token.bytes = (ntlmSignature + QByteArray("\1\0\0\0", 4)).toStdString();
            }
            return token;
        case 2:
            if (m_mechanism == FakeMechanism::Kerberos) {
                if (input != "AP-REP" + FakeKeys::mac(secret, "reply"))
                    throw failure(transport::SecurityFailure::Reason::BadToken);
                token.done = true;
                return token;
            }
            if (!input.startsWith(ntlmSignature + '\2'))
                throw failure(transport::SecurityFailure::Reason::BadToken);
            m_keys.derive(secret, input.mid(12));
            token.bytes =
                (ntlmSignature + QByteArray("\3\0\0\0", 4) + user + '\0' + FakeKeys::mac(secret, input.mid(12)))
                    .toStdString();
            return token;
        default:
            if (m_mechanism == FakeMechanism::Kerberos || m_steps > 3 || input != "MIC")
                throw failure(transport::SecurityFailure::Reason::BadToken);
            token.done = true;
            return token;
        }
    }
    Sealed seal(std::string_view) override { throw failure(transport::SecurityFailure::Reason::Other); }
    std::string unseal(std::string_view, std::string_view) override
    {
        throw failure(transport::SecurityFailure::Reason::Other);
    }
    std::string wrap(std::string_view plain) override
    {
        ++m_count->wrapped;
        return m_keys.wrap('c', QByteArray(plain.data(), static_cast<qsizetype>(plain.size()))).toStdString();
    }
    std::string unwrap(std::string_view token) override
    {
        const QByteArray plain = m_keys.unwrap('s', QByteArray(token.data(), static_cast<qsizetype>(token.size())));
        if (plain.isNull())
            throw failure(transport::SecurityFailure::Reason::BadSeal);
        return plain.toStdString();
    }
    Facts facts() const override
    {
        Facts facts;
        facts.package = m_mechanism == FakeMechanism::Kerberos ? "Kerberos" : "";
        return facts;
    }

private:
    [[nodiscard]] static transport::SecurityFailure failure(transport::SecurityFailure::Reason reason)
    {
        return {reason, 0, "fake"};
    }

    transport::SecurityRequest m_request;
    FakeMechanism m_mechanism;
    std::shared_ptr<FakeCount> m_count;
    FakeKeys m_keys;
    int m_steps = 0;
};

class FakeInner final : public lab::CredsspInner
{
public:
    FakeInner(QList<lab::LabUser> users, FakeMechanism mechanism, bool sendsMic)
        : m_users(std::move(users)), m_mechanism(mechanism), m_sendsMic(sendsMic)
    {
    }

    lab::Acceptor::Outcome accept(QByteArrayView token) override
    {
        using Kind = lab::Acceptor::Outcome::Kind;
        const QByteArray input = token.toByteArray();
        if (m_mechanism == FakeMechanism::Ntlm && m_challenge.isEmpty()) {
            m_challenge = QByteArray::number(reinterpret_cast<quintptr>(this)) + "challenge";
            return {Kind::Continue, ntlmSignature + QByteArray("\2\0\0\0", 4) + m_challenge};
        }
        const bool kerberos = m_mechanism == FakeMechanism::Kerberos;
        const QByteArray challenge = kerberos ? QByteArray(16, 'c') : m_challenge;
        const qsizetype start = kerberos ? 3 : 12;
        const qsizetype end = input.indexOf('\0', start);
        const QString name = QString::fromUtf8(input.mid(start, end - start));
        for (const lab::LabUser &user : m_users) {
            const QByteArray secret = user.password.utf8().toByteArray();
            if (user.name != name.mid(name.indexOf(u'\\') + 1) ||
                input.mid(end + 1) != FakeKeys::mac(secret, challenge))
                continue;
            m_keys.derive(secret, challenge);
            if (kerberos)
                return {Kind::Accepted, "AP-REP" + FakeKeys::mac(secret, "reply"), name};
            return {Kind::Accepted, m_sendsMic ? QByteArray("MIC") : QByteArray(), name};
        }
        return {Kind::Refused, {}, name};
    }
    QByteArray wrap(QByteArrayView plain) override { return m_keys.wrap('s', plain.toByteArray()); }
    QByteArray unwrap(QByteArrayView sealed) override
    {
        QByteArray plain = m_keys.unwrap('c', sealed.toByteArray());
        if (plain.isNull())
            throw base::Error(base::ErrorCategory::Protocol, QStringLiteral("MessageUnsealFailed"), base::Text("fake"));
        return plain;
    }

private:
    QList<lab::LabUser> m_users;
    FakeMechanism m_mechanism;
    bool m_sendsMic;
    QByteArray m_challenge;
    FakeKeys m_keys;
};

} // namespace rejoin::test
