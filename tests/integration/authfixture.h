#pragma once

#include "core/base/error.h"
#include "core/transport/transport.h"
#include "tests/support/await.h"
#include "tests/support/kdc.h"
#include "tests/support/labprocess.h"
#include "tests/support/recorder.h"

#include <QSslCertificate>

namespace rejoin::test {

inline const QString annPassword = QStringLiteral("Anns g\u00e4nz secret 42");

/// The lab's computers; every one but "unlisted" has its key in the realm.
inline const QString server01 = QStringLiteral("server01.lab.example");
inline const QString negotiateOnly = QStringLiteral("negotiate.lab.example");
inline const QString basicOnly = QStringLiteral("basic.lab.example");
inline const QString strict = QStringLiteral("strict.lab.example");
inline const QString kerberosOnly = QStringLiteral("kerberosonly.lab.example");
inline const QString unlisted = QStringLiteral("unlisted.lab.example");

/// Identify, which any user may ask.
inline const QByteArray identify =
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
    "xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"><s:Header/><s:Body>"
    "<wsmid:Identify/></s:Body></s:Envelope>";

/// A realm, a lab whose computers know it, and posts over the real transport through a recorder.
class AuthFixture
{
public:
    /// False: errorText() says why. Sets the environment: before any login of this process.
    [[nodiscard]] bool start()
    {
        if (!kdc.start() || !kdc.addUser(QStringLiteral("ann"), annPassword) ||
            !kdc.addServices({server01, negotiateOnly, basicOnly, strict, kerberosOnly})) {
            m_error = kdc.errorText();
            return false;
        }
        kdc.setEnvironment();
        return startLab(&lab);
    }
    [[nodiscard]] bool startLab(LabProcess *process)
    {
        const auto computer = [](const QString &name, const QStringList &auth, QJsonObject more = {}) {
            more.insert(QStringLiteral("name"), name);
            more.insert(QStringLiteral("auth"), QJsonArray::fromStringList(auth));
            return more;
        };
        const QStringList both{QStringLiteral("Negotiate"), QStringLiteral("Kerberos")};
        const QStringList negotiate{QStringLiteral("Negotiate")};
        const QJsonObject domainUser{{QStringLiteral("name"), QStringLiteral("LAB\\ann")},
                                     {QStringLiteral("password"), annPassword}};
        LabProcessOptions options;
        options.user = QStringLiteral("ann");
        options.password = annPassword;
        options.seed.insert(QStringLiteral("computers"),
                            QJsonArray{computer(server01, both), computer(negotiateOnly, negotiate),
                                       computer(unlisted, both, {{QStringLiteral("users"), QJsonArray{domainUser}}}),
                                       computer(basicOnly, {QStringLiteral("Basic")}),
                                       computer(strict, both, {{QStringLiteral("requireChannelBinding"), true}}),
                                       computer(kerberosOnly, negotiate, {{QStringLiteral("kerberosOnly"), true}})});
        options.arguments = {QStringLiteral("--keytab"), kdc.keytab()};
        if (process->start(options))
            return true;
        m_error = process->errorText();
        return false;
    }
    [[nodiscard]] QString errorText() const { return m_error; }

    /// Everything to this computer goes through it from now on.
    Recorder &record(const QString &computer, bool tls)
    {
        Recorder::Options options;
        options.serverPort = tls ? lab.computer(computer).httpsPort : lab.computer(computer).httpPort;
        return record(options);
    }
    Recorder &record(const Recorder::Options &options)
    {
        recorder = std::make_unique<Recorder>(options);
        return *recorder;
    }

    [[nodiscard]] transport::TransportSettings settings(const QString &computer, bool tls,
                                                        transport::Mechanism mechanism,
                                                        const base::Credential &credential = {}) const
    {
        transport::TransportSettings settings;
        settings.endpoint = transport::Endpoint::fromComputerName(computer, 0, tls, {});
        settings.connectTo.add(QStringLiteral("::127.0.0.1:%1").arg(recorder->port()));
        settings.login.mechanism = mechanism;
        settings.login.credential = credential;
        settings.tls.extraAuthorities = QSslCertificate::fromPath(lab.certificateFile());
        return settings;
    }
    [[nodiscard]] static base::Credential password(const QString &user, const QString &word = annPassword)
    {
        return base::Credential(user, base::SecretString::fromUtf16(word));
    }
    /// Throws base::Error.
    [[nodiscard]] static transport::HttpResponse post(const std::shared_ptr<transport::Transport> &transport)
    {
        transport::HttpRequest request;
        request.body = identify;
        return await(transport->post(request, {}));
    }
    [[nodiscard]] static base::Error failure(const transport::TransportSettings &settings)
    {
        const auto transport = transport::makeHttpTransport(settings);
        try {
            (void)post(transport);
        } catch (const base::Error &error) {
            transport->close();
            return error;
        }
        transport->close();
        return base::Error(base::ErrorCategory::Internal, QStringLiteral("NoError"), base::Text("It went well."));
    }
    /// Entries of the lab's log with this computer's name.
    [[nodiscard]] QList<QJsonObject> logged(const QString &kind, const QString &computer) const
    {
        QList<QJsonObject> found;
        const auto all = lab.log();
        for (const auto &entry : all) {
            if (entry.value(QLatin1String("kind")).toString() == kind &&
                entry.value(QLatin1String("computer")).toString() == computer)
                found.append(entry);
        }
        return found;
    }
    [[nodiscard]] qsizetype acceptedLogins(const QString &computer) const
    {
        const auto logins = logged(QStringLiteral("login"), computer);
        return std::count_if(logins.begin(), logins.end(),
                             [](const QJsonObject &entry) { return entry.value(QLatin1String("accepted")).toBool(); });
    }

    Kdc kdc;
    LabProcess lab;
    std::unique_ptr<Recorder> recorder;

private:
    QString m_error;
};

} // namespace rejoin::test
