#include "core/base/error.h"
#include "core/transport/sealedbody.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Error;
using base::ErrorCategory;

namespace {

constexpr auto protocol = "application/HTTP-SPNEGO-session-encrypted";
constexpr auto soapType = "application/soap+xml;charset=UTF-8";

/// "Seals" by turning the bytes around, with a running number as its signature: order and origin can be checked.
class NumberedSealer final : public MessageSealer
{
public:
    explicit NumberedSealer(qsizetype longest = 1 << 20) : m_longest(longest) {}
    QByteArray sealProtocol() const override { return protocol; }
    QList<SealedPart> seal(QByteArrayView plain) override
    {
        QList<SealedPart> parts;
        do {
            const QByteArrayView piece = plain.first(qMin(m_longest, plain.size()));
            plain = plain.sliced(piece.size());
            parts.append(SealedPart(QByteArray(15, 'S') + char('0' + m_sent++), turned(piece), piece.size()));
        } while (!plain.isEmpty());
        return parts;
    }
    QByteArray unseal(QByteArrayView header, QByteArrayView data) override
    {
        if (header != QByteArray(15, 'S') + char('0' + m_received++))
            throw Error(ErrorCategory::Protocol, QStringLiteral("MessageUnsealFailed"), base::Text("not the next one"));
        return turned(data);
    }

private:
    static QByteArray turned(QByteArrayView bytes)
    {
        QByteArray result = bytes.toByteArray();
        std::reverse(result.begin(), result.end());
        return result;
    }
    qsizetype m_longest;
    int m_sent = 0;
    int m_received = 0;
};

QString refusal(const QByteArray &body, const QByteArray &type)
{
    NumberedSealer sealer;
    try {
        (void)unsealBody(sealer, body, type);
    } catch (const Error &error) {
        return error.category == ErrorCategory::Protocol ? error.id : QStringLiteral("wrong category");
    }
    return {};
}

} // namespace

class SealedBodyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Byte for byte as MS-WSMV 2.2.9.1 lays it out.
    void layout()
    {
        NumberedSealer sealer;
        const SealedBody sealed = sealBody(sealer, "<s:Envelope/>", soapType);
        QCOMPARE(sealed.contentType, QByteArray("multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-"
                                                "encrypted\";boundary=\"Encrypted Boundary\""));
        const QByteArray expected =
            QByteArray("--Encrypted Boundary\r\n"
                       "\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
                       "\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=13\r\n"
                       "--Encrypted Boundary\r\n"
                       "\tContent-Type: application/octet-stream\r\n") +
            QByteArray("\x10\0\0\0", 4) + "SSSSSSSSSSSSSSS0" + ">/epolevnE:s<" + "--Encrypted Boundary--\r\n";
        QCOMPARE(sealed.body, expected);
    }

    void roundTrips_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<int>("longest");
        QTest::newRow("one part") << QByteArray("<a/>") << 100;
        QTest::newRow("empty") << QByteArray() << 100;
        QTest::newRow("several parts") << QByteArray(1000, 'x') << 300;
        QTest::newRow("a boundary inside") << QByteArray("--yradnuoB detpyrcnE-- --Encrypted Boundary--\r\n") << 100;
        QTest::newRow("binary") << QByteArray("\0\r\n--\xff", 7) << 3;
    }
    void roundTrips()
    {
        QFETCH(QByteArray, plain);
        QFETCH(int, longest);
        NumberedSealer sender(longest);
        NumberedSealer receiver;
        const SealedBody sealed = sealBody(sender, plain, soapType);
        QCOMPARE(sealed.contentType.startsWith("multipart/x-multi-encrypted"), plain.size() > longest);
        QByteArray type;
        QCOMPARE(unsealBody(receiver, sealed.body, sealed.contentType, &type), plain);
        QCOMPARE(type, QByteArray(soapType));
    }

    /// Exchange puts a blank after the dashes.
    void blankAfterTheDashes()
    {
        NumberedSealer sender;
        NumberedSealer receiver;
        SealedBody sealed = sealBody(sender, "<a/>", soapType);
        sealed.body.replace("--Encrypted", "-- Encrypted");
        QCOMPARE(unsealBody(receiver, sealed.body, sealed.contentType), QByteArray("<a/>"));
    }

    /// Chunks of a robust connection: each is sealed by itself (MS-WSMV 3.2.4.2.1).
    void severalMessagesOneBehindTheOther()
    {
        NumberedSealer sender;
        NumberedSealer receiver;
        SealedBody sealed = sealBody(sender, "<alive/>", soapType);
        sealed.body += sealBody(sender, "<alive/>", soapType).body;
        sealed.body += sealBody(sender, "<answer/>", soapType).body;
        QCOMPARE(unsealBody(receiver, sealed.body, sealed.contentType), QByteArray("<alive/><alive/><answer/>"));
    }

    void missingLastLineEnd()
    {
        NumberedSealer sender;
        NumberedSealer receiver;
        SealedBody sealed = sealBody(sender, "<a/>", soapType);
        sealed.body.chop(2);
        QCOMPARE(unsealBody(receiver, sealed.body, sealed.contentType), QByteArray("<a/>"));
    }

    void everyTruncationIsRefused()
    {
        NumberedSealer sender(40);
        const SealedBody sealed = sealBody(sender, QByteArray(100, 'y'), soapType);
        // Without its line end the last line is whole all the same.
        for (qsizetype length = 0; length < sealed.body.size() - 2; ++length)
            QVERIFY2(!refusal(sealed.body.first(length), sealed.contentType).isEmpty(), QByteArray::number(length));
    }

    void everyChangedByteOfTheFrameIsRefusedOrHarmless()
    {
        NumberedSealer sender;
        const SealedBody sealed = sealBody(sender, "<secret/>", soapType);
        for (qsizetype i = 0; i < sealed.body.size(); ++i) {
            QByteArray changed = sealed.body;
            changed[i] = char(changed.at(i) ^ 0x55);
            NumberedSealer receiver;
            try {
                (void)unsealBody(receiver, changed, sealed.contentType);
            } catch (const Error &error) {
                QCOMPARE(error.category, ErrorCategory::Protocol);
            }
        }
    }

    void lyingLengths_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("original beyond the end") << QByteArray("Length=4") << QByteArray("Length=400000");
        QTest::newRow("original overflows") << QByteArray("Length=4") << QByteArray("Length=99999999999999999999");
        QTest::newRow("original negative") << QByteArray("Length=4") << QByteArray("Length=-4");
        QTest::newRow("original no number") << QByteArray("Length=4") << QByteArray("Length=");
        QTest::newRow("header of 4 GiB") << QByteArray("\x10\0\0\0", 4) << QByteArray("\xff\xff\xff\xff", 4);
        QTest::newRow("another protocol")
            << QByteArray(protocol) << QByteArray("application/HTTP-CredSSP-session-encrypted");
    }
    void lyingLengths()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        NumberedSealer sender;
        SealedBody sealed = sealBody(sender, "<a/>", soapType);
        QVERIFY(sealed.body.contains(from));
        QCOMPARE(refusal(QByteArray(sealed.body).replace(from, to), sealed.contentType),
                 QStringLiteral("ImproperResponse"));
    }

    void otherTypesAreRefused()
    {
        NumberedSealer sender;
        const SealedBody sealed = sealBody(sender, "<a/>", soapType);
        QCOMPARE(refusal(sealed.body, soapType), QStringLiteral("ImproperResponse"));
        QCOMPARE(refusal(sealed.body, "multipart/encrypted;protocol=\"application/HTTP-Kerberos-session-encrypted\""),
                 QStringLiteral("ImproperResponse"));
        QCOMPARE(refusal("--Encrypted Boundary--\r\n", sealed.contentType), QStringLiteral("ImproperResponse"));
    }

    void anAnswerOutOfOrderIsRefused()
    {
        NumberedSealer sender;
        (void)sealBody(sender, "<first/>", soapType);
        const SealedBody second = sealBody(sender, "<second/>", soapType);
        QCOMPARE(refusal(second.body, second.contentType), QStringLiteral("MessageUnsealFailed"));
    }
};

QTEST_GUILESS_MAIN(SealedBodyTest)
#include "tst_sealedbody.moc"
