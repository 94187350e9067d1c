#include "core/wsman/quota.h"
#include "core/wsman/responses.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;

namespace {

QByteArray faultWith(const QByteArray &subcode, const QByteArray &detail, const QByteArray &reason = "The reason.")
{
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
           "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
           "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
           "xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\">"
           "<s:Header><a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/fault</a:Action>"
           "<a:RelatesTo>uuid:C0FFEE00-0000-4000-8000-000000000001</a:RelatesTo></s:Header><s:Body><s:Fault>"
           "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>" +
           subcode + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en-US\">" + reason +
           "</s:Text></s:Reason><s:Detail>" + detail + "</s:Detail></s:Fault></s:Body></s:Envelope>";
}

Fault parsed(const QByteArray &envelope)
{
    return parseFault(envelope).value_or(Fault());
}

Fault withCode(quint32 code)
{
    Fault fault;
    fault.code = code;
    fault.message = u"Words of the server."_s;
    return fault;
}

} // namespace

class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotasAreNamed()
    {
        for (const quint32 code : {0x803381A5u, 0x803381A6u, 0x803381A7u, 0x803381A8u, 0x803381ABu, 0x803381E4u,
                                   0x803381E5u, 0x803381E6u, 0x803381E7u, 0x803381E8u, 0x803381E9u, 0x803381EAu}) {
            const auto quota = quotaOf(code);
            QVERIFY(quota);
            const Error error = faultError(withCode(code));
            QCOMPARE(error.category, ErrorCategory::LimitExceeded);
            QVERIFY2(error.english().contains("quota"_L1), error.what());
            QVERIFY(error.detail.contains("Words of the server."_L1)); // kept for the details
        }
        QVERIFY(faultError(withCode(0x803381A5)).english().contains("MaxShellsPerUser"_L1));
        QVERIFY(!quotaOf(0x803381E9)->filledByShells); // commands of one shell
        QVERIFY(!quotaOf(5));
    }

    void plain()
    {
        const Fault fault = parsed(
            faultWith("w:TimedOut", "<f:WSManFault Code=\"2150858793\" Machine=\"host7\"><f:Message>\n Took too long.  "
                                    "</f:Message></f:WSManFault>"));
        QCOMPARE(fault.code, quint32{2150858793});
        QCOMPARE(fault.subcode, u"TimedOut"_s);
        QCOMPARE(fault.message, u"Took too long."_s);
        QCOMPARE(fault.machine, u"host7"_s);
        QVERIFY(fault.isOperationTimeout());
        QVERIFY(!fault.isShellNotFound());
        QVERIFY(fault.provider.isEmpty() && fault.faultDetail.isEmpty());
    }

    void nestedProviderFault()
    {
        const Fault fault = parsed(faultWith(
            "w:InvalidSelectors",
            "<w:FaultDetail>http://example/detail</w:FaultDetail><f:WSManFault Code=\"2150858843\" Machine=\"outer\">"
            "<f:Message><f:ProviderFault provider=\"Shell provider\" path=\"x.dll\">"
            "<f:WSManFault Code=\"5\" Machine=\"inner\"><f:Message>Innermost words.</f:Message></f:WSManFault>"
            "</f:ProviderFault></f:Message></f:WSManFault>"));
        QCOMPARE(fault.code, quint32{2150858843});
        QCOMPARE(fault.message, u"Innermost words."_s);
        QCOMPARE(fault.provider, u"Shell provider"_s);
        QCOMPARE(fault.machine, u"outer"_s);
        QCOMPARE(fault.faultDetail, u"http://example/detail"_s);
        QVERIFY(fault.isShellNotFound());
    }

    void providerFaultWithText()
    {
        const Fault fault = parsed(faultWith(
            "w:InternalError", "<f:WSManFault Code=\"2152992672\" Machine=\"h\"><f:Message>"
                               "<f:ProviderFault provider=\"microsoft.powershell\" path=\"p.dll\">The plug-in says no."
                               "</f:ProviderFault></f:Message></f:WSManFault>"));
        QCOMPARE(fault.message, u"The plug-in says no."_s);
        QCOMPARE(fault.provider, u"microsoft.powershell"_s);
    }

    void innerWithoutWordsKeepsTheOuterOnes()
    {
        const Fault fault = parsed(faultWith(
            "w:InternalError", "<f:WSManFault Code=\"7\" Machine=\"h\"><f:Message>Outer.<f:ProviderFault>"
                               "<f:WSManFault Code=\"8\" Machine=\"h\"><f:Message> </f:Message></f:WSManFault>"
                               "</f:ProviderFault></f:Message></f:WSManFault>"));
        QCOMPARE(fault.code, quint32{7});
        QCOMPARE(fault.message, u"Outer."_s);
        QCOMPARE(parsed(faultWith("w:InternalError", "<f:WSManFault Code=\"7\"/>")).message, u"The reason."_s);
        QCOMPARE(parsed(faultWith("w:InternalError", "")).code, quint32{0});
    }

    void codes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<quint32>("code");
        QTest::newRow("unsigned") << QByteArray("2150859213") << quint32{2150859213};
        QTest::newRow("signed") << QByteArray("-2144108083") << quint32{2150859213};
        QTest::newRow("64 bits, high part set") << QByteArray("6445826509") << quint32{2150859213};
        QTest::newRow("small") << QByteArray(" 5 ") << quint32{5};
        QTest::newRow("garbage") << QByteArray("0x80338029") << quint32{0};
        QTest::newRow("empty") << QByteArray("") << quint32{0};
        QTest::newRow("too large") << QByteArray("99999999999999999999999") << quint32{0};
    }
    void codes()
    {
        QFETCH(QByteArray, text);
        QFETCH(quint32, code);
        QCOMPARE(parsed(faultWith("w:X", "<f:WSManFault Code=\"" + text + "\"/>")).code, code);
    }

    void notAFault()
    {
        QVERIFY(!parseFault("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><Fault/>"
                            "</s:Body></s:Envelope>")
                     .has_value());
    }

    void everyReaderThrowsTheFault()
    {
        Request request;
        request.messageId = QUuid(u"{c0ffee00-0000-4000-8000-000000000001}"_s);
        const QByteArray bytes =
            faultWith("w:AccessDenied", "<f:WSManFault Code=\"5\" Machine=\"h\"><f:Message>Access is "
                                        "denied.</f:Message></f:WSManFault>");
        try {
            static_cast<void>(parseReceive(bytes, request));
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.category, ErrorCategory::AccessDenied);
            QCOMPARE(error.id, u"AccessDenied"_s);
            QCOMPARE(error.code, qint64{5});
            QCOMPARE(error.english(), u"Access is denied."_s);
            QVERIFY(!error.advice.isEmpty());
        }
        // A fault that answers another message is not ours.
        request.messageId = QUuid(u"{c0ffee00-0000-4000-8000-000000000002}"_s);
        try {
            static_cast<void>(parseReceive(bytes, request));
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.category, ErrorCategory::Protocol);
        }
        // One for a message that the server could not read has no RelatesTo.
        QByteArray anonymous = bytes;
        anonymous.replace("<a:RelatesTo>uuid:C0FFEE00-0000-4000-8000-000000000001</a:RelatesTo>", "");
        try {
            static_cast<void>(parseReceive(anonymous, request));
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.category, ErrorCategory::AccessDenied);
        }
    }

    void words_data()
    {
        QTest::addColumn<quint32>("code");
        QTest::addColumn<QString>("id");
        QTest::addColumn<ErrorCategory>("category");
        const struct
        {
            quint32 code;
            const char *id;
            ErrorCategory category;
        } rows[] = {
            {5, "AccessDenied", ErrorCategory::AccessDenied},
            {14, "ServerOutOfMemory", ErrorCategory::Fault},
            {53, "NetworkPathNotFound", ErrorCategory::NameNotResolved},
            {995, "WinRMOperationAborted", ErrorCategory::Fault},
            {1115, "ShutDownInProgress", ErrorCategory::Fault},
            {1311, "AuthenticationFailed", ErrorCategory::LoginRefused},
            {1326, "LogonFailure", ErrorCategory::LoginRefused},
            {0x8033805B, "CannotConnectTargetSessionDoesNotExist", ErrorCategory::SessionNotFound},
            {0x803381CD, "CannotConnectAlreadyConnected", ErrorCategory::SessionBusy},
            {0x803381D0, "CannotConnectInvalidOperation", ErrorCategory::InvalidState},
            {0x803381C6, "CannotConnectMismatchSessions", ErrorCategory::InvalidState},
            {0x803381DF, "CannotConnectRunAsFailed", ErrorCategory::AccessDenied},
            {0x803381C2, "SessionCreateFailedInvalidName", ErrorCategory::InvalidArgument},
            {0x80338199, "RedirectInformationRequired", ErrorCategory::Redirected},
            {0x8033803B, "InvalidResourceUri", ErrorCategory::InvalidArgument},
            {0x803381AC, "RemoteSessionDisallowed", ErrorCategory::AccessDenied},
            {0x80338029, "-2144108503", ErrorCategory::TimedOut},
            {0x803381A5, "-2144108123", ErrorCategory::LimitExceeded},
            {0x803381E4, "-2144108060", ErrorCategory::LimitExceeded},
            {0x803381EA, "-2144108054", ErrorCategory::LimitExceeded},
            {0x803381DE, "-2144108066", ErrorCategory::InvalidState},
            {2150858817, "-2144108479", ErrorCategory::Protocol},
            {0x80540FA0, "IncorrectProtocolVersion", ErrorCategory::Unsupported},
            {0x80540FA2, "-2141974622", ErrorCategory::InvalidState},
            {0x80540BC5, "-2141975611", ErrorCategory::Unsupported},
            {2150858868, "WinRMOperationNotSupportedOnServer", ErrorCategory::Unsupported},
            {1234567, "1234567", ErrorCategory::Fault},
            {0xFFFFFFFF, "-1", ErrorCategory::Fault},
        };
        for (const auto &row : rows) {
            QTest::addRow("%x", row.code) << row.code << QString::fromLatin1(row.id) << row.category;
        }
    }
    void words()
    {
        QFETCH(quint32, code);
        const Error error = faultError(withCode(code));
        QTEST(error.id, "id");
        QTEST(error.category, "category");
        QCOMPARE(error.code, qint64{code});
        if (!quotaOf(code)) // those have a sentence of ours
            QCOMPARE(error.english(), u"Words of the server."_s);
        QVERIFY(error.advice.english().size() > 10);
        QVERIFY(error.detail.contains(QString::number(code)));
    }

    void subcodesStandInForCodes()
    {
        Fault fault;
        fault.subcode = u"TimedOut"_s;
        QVERIFY(fault.isOperationTimeout());
        QCOMPARE(faultError(fault).category, ErrorCategory::TimedOut);
        fault.subcode = u"InvalidSelectors"_s;
        QVERIFY(fault.isShellNotFound());
        fault.code = 87;
        QVERIFY(!fault.isShellNotFound());
        fault.code = 0;
        fault.subcode = u"Strange"_s;
        QCOMPARE(faultError(fault).id, u"Strange"_s);
        QVERIFY(faultError(fault).english().contains(u"Strange"));
    }

    void serversWordsAreData()
    {
        Fault fault = withCode(5);
        fault.message = u"100% %1 %2 <b>no</b>"_s;
        QCOMPARE(faultError(fault).english(), fault.message);
        QCOMPARE(faultError(fault, u"server01"_s).english(), u"server01: "_s + fault.message);
        fault.message.clear();
        fault.subcode = u"AccessDenied"_s;
        QCOMPARE(faultError(fault, u"server01"_s).english(), u"server01 answered with the fault AccessDenied."_s);
    }
};

Q_DECLARE_METATYPE(rejoin::base::ErrorCategory)
QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
