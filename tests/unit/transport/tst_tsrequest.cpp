#include "core/transport/auth/credsspbinding.h"
#include "core/transport/auth/tsrequest.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::SecretString;

namespace {

TsRequest full()
{
    TsRequest request;
    request.version = 6;
    request.negoToken = QByteArray("token\0x", 7);
    request.authInfo = QByteArrayLiteral("info");
    request.pubKeyAuth = QByteArray(70000, 'k');
    request.errorCode = 0xC000006D;
    request.clientNonce = QByteArray(32, 'n');
    return request;
}

} // namespace

class TsRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytes()
    {
        // MS-CSSP 2.2.1, written out by X.690.
        TsRequest request;
        request.version = 6;
        request.negoToken = QByteArrayLiteral("abc");
        QCOMPARE(request.encode().toHex(), QByteArray("3012a003020106a10b30093007a0050403616263"));
        TsRequest refusal;
        refusal.version = 3;
        refusal.errorCode = 0xC000006D;
        QCOMPARE(refusal.encode().toHex(), QByteArray("300da003020103a4060204c000006d"));
        TsRequest binding;
        binding.version = 5;
        binding.pubKeyAuth = QByteArrayLiteral("p");
        QCOMPARE(binding.encode().toHex(), QByteArray("300aa003020105a303040170"));
    }

    void roundTrip()
    {
        const auto read = TsRequest::decode(full().encode());
        QVERIFY(read);
        QCOMPARE(read->version, 6);
        QCOMPARE(read->negoToken, full().negoToken);
        QCOMPARE(read->authInfo, full().authInfo);
        QCOMPARE(read->pubKeyAuth, full().pubKeyAuth);
        QCOMPARE(*read->errorCode, 0xC000006DU);
        QCOMPARE(read->clientNonce, full().clientNonce);
        const auto little = TsRequest::decode(TsRequest().encode());
        QVERIFY(little && little->negoToken.isEmpty() && !little->errorCode && little->clientNonce.isEmpty());
    }

    void errorCodes()
    {
        // Unsigned in five bytes too; a later version than ours.
        const auto read = TsRequest::decode(QByteArray::fromHex("300ea003020109a407020500c000006d"));
        QVERIFY(read && read->errorCode);
        QCOMPARE(*read->errorCode, 0xC000006DU);
        QCOMPARE(read->version, 9);
        QVERIFY(!TsRequest::decode(QByteArray::fromHex("300fa003020109a408020601c000006d00")));
    }

    void malformed()
    {
        const QByteArray good = full().encode();
        QVERIFY(TsRequest::decode(good));
        QVERIFY(!TsRequest::decode({}));
        QVERIFY(!TsRequest::decode(good + '\0'));
        QVERIFY(!TsRequest::decode("HTTP/1.1 200 OK"));
        for (qsizetype length = 0; length < 300; ++length)
            QVERIFY(!TsRequest::decode(good.first(length)));
        QVERIFY(!TsRequest::decode(good.chopped(1)));
        // Version 1, negative, and huge.
        for (const char *der : {"3005a003020101", "3005a0030201ff", "3009a00702050100000000"})
            QVERIFY2(!TsRequest::decode(QByteArray::fromHex(der)), der);
        TsRequest shortNonce;
        shortNonce.clientNonce = QByteArray(31, 'n');
        QVERIFY(!TsRequest::decode(shortNonce.encode()));
        TsRequest big;
        big.pubKeyAuth = QByteArray(maximumTsRequestBytes, 'k');
        QVERIFY(!TsRequest::decode(big.encode()));
        // Any byte changed is read or refused, not more.
        QByteArray request = TsRequest::decode(good)->encode();
        for (qsizetype i = 0; i < 60; ++i) {
            for (const char c : {'\x00', '\x7f', '\x80', '\xff'}) {
                QByteArray changed = request;
                changed[i] = c;
                (void)TsRequest::decode(changed);
            }
        }
    }

    void credentials()
    {
        TsPasswordCredentials sent;
        sent.domain = QStringLiteral("D");
        sent.user = QStringLiteral("u");
        sent.password = SecretString::fromUtf8("p\xe2\x82\xac");
        const QByteArray der = sent.encode();
        // MS-CSSP 2.2.1.2 and 2.2.1.2.1, written out by X.690.
        QCOMPARE(der.toHex(), QByteArray("301fa003020101a11804163014a00404024400a10404027500a20604047000ac20"));
        const auto read = TsPasswordCredentials::decode(der);
        QVERIFY(read);
        QCOMPARE(read->domain, sent.domain);
        QCOMPARE(read->user, sent.user);
        QVERIFY(read->password == sent.password);
        for (qsizetype length = 0; length < der.size(); ++length)
            QVERIFY(!TsPasswordCredentials::decode(der.first(length)));
        QByteArray smartCard = der;
        smartCard[6] = 2;
        QVERIFY(!TsPasswordCredentials::decode(smartCard));
        TsPasswordCredentials local;
        local.user = QStringLiteral("u");
        local.password = SecretString::fromUtf8("p");
        const auto again = TsPasswordCredentials::decode(local.encode());
        QVERIFY(again && again->domain.isEmpty());
    }

    void bindings()
    {
        const QByteArray key("\xff\x01\x02", 3);
        const QByteArray nonce(32, 'n');
        for (const int version : {2, 3, 4}) {
            QCOMPARE(credsspClientBinding(version, {}, key), key);
            QCOMPARE(credsspServerBinding(version, {}, key), QByteArray("\x00\x01\x02", 3));
        }
        for (const int version : {5, 6}) {
            // Worked out with another implementation (Python's hashlib) by MS-CSSP 3.1.5, the NUL included.
            QCOMPARE(credsspClientBinding(version, nonce, key).toHex(),
                     QByteArray("fd7e65e9e522267afe6666d047618baf23d7203971462e742ef51909753090be"));
            QCOMPARE(credsspServerBinding(version, nonce, key).toHex(),
                     QByteArray("89972972a92e9ddce04df77edbaee67da27554daa7bf024e45c85cd3b5824880"));
        }
        QVERIFY(isSameBinding("abc", "abc"));
        QVERIFY(!isSameBinding("abc", "abd"));
        QVERIFY(!isSameBinding("abc", "ab"));
        QVERIFY(isSameBinding({}, {}));
    }
};

QTEST_APPLESS_MAIN(TsRequestTest)
#include "tst_tsrequest.moc"
