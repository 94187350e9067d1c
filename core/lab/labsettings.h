#pragma once

#include "core/base/secretstring.h"
#include "core/lab/labscenario.h"
#include "core/transport/selfsigned.h"
#include "core/wsman/types.h"

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <chrono>
#include <optional>

// What a lab is made of. Values; the seed file, the demo, the program and the tests all build these.
namespace rejoin::lab {

using std::chrono::milliseconds;

/// Who may log in to a computer.
struct LabUser
{
    LabUser() = default;
    LabUser(QString userName, base::SecretString secret, bool isAdministrator = false)
        : name(std::move(userName)), password(std::move(secret)), administrator(isAdministrator)
    {
    }
    QString name; ///< compared without case, as Windows does
    base::SecretString password;
    /// Lists and deletes everyone's shells; others see their own.
    bool administrator = false;
};

/// A session that exists when the lab starts.
struct LabSession
{
    LabSession() = default;
    QString name;  ///< empty: an unnamed shell, which Get-PSSession hides
    QString owner; ///< a user's name; it need not be one who can log in
    /// A name, or the whole resource URI of a shell that is not PowerShell's.
    QString configuration = QStringLiteral("Microsoft.PowerShell");
    QUuid shellId; ///< null: made up
    /// Run to its end first; its output is thrown away, its jobs and variables stay.
    QString script;
    /// Left running as a command, its output buffered. Empty: none.
    QString running;
    milliseconds age{0};                     ///< since it was created
    std::optional<milliseconds> inactivity;  ///< since its last request; absent: age
    std::optional<milliseconds> idleTimeout; ///< absent: the computer's default; below its minimum is allowed here
    wsman::BufferMode bufferMode = wsman::BufferMode::Block;
    /// Its client asked for compressed streams, as PowerShell does.
    bool compression = false;
    /// State Connected, held by a client that is not there: it never becomes idle.
    bool connectedElsewhere = false;
    QString clientIp = QStringLiteral("10.0.2.2");
    int firstJobId = 1; ///< Id of the first job
};

/// How a computer behaves; the defaults are Windows'.
struct LabBehaviour
{
    LabBehaviour() = default;
    milliseconds defaultIdleTimeout{7200000};
    milliseconds minimumIdleTimeout{60000};
    milliseconds maximumIdleTimeout{2147483647};
    /// A connected shell without any request for this long turns Disconnected. Absent: it stays Connected until its
    /// idle time-out.
    std::optional<milliseconds> disconnectAfter;
    /// An outstanding Receive ends with fault 2150859230 when its shell is disconnected, else with an empty answer.
    bool disconnectFaultsReceives = false;
    int maximumShellsPerUser = 30;
    int maximumCommandsPerShell = 1000;
    /// Items on a page of an enumeration, whatever the client asks for. 0: as the client asks.
    int pageSize = 0;
    qint64 maximumEnvelope = 512000; ///< bytes
    qint64 bufferedOutput = 4 << 20; ///< bytes for each stream
    QString protocolVersion = QStringLiteral("2.3");
    milliseconds maximumOperationTimeout{180000};
    /// What Identify says. Below 3.0 it is a service from before disconnected sessions: their operations are unknown
    /// to it, and its shells have neither Name nor State.
    QString stackVersion = QStringLiteral("3.0");
    /// Create's wish for compressed streams is granted.
    bool compression = true;
    /// Whoever connects to a compressed shell gets and sends its streams plain: no source says what Windows does.
    bool plainForConnectors = false;
    /// Robust connections (MS-WSMV 3.1.4.1.39): answers are kept and sent again; else OperationID is ignored.
    bool robust = true;
    /// An answer is kept so long after its connection ended.
    milliseconds responseRetention{195000};
    /// A KeepAlive message at least so often while an answer is not ready.
    milliseconds keepAlive{60000};
};

/// How a computer lets people in.
struct LabLoginSettings
{
    LabLoginSettings() = default;
    /// Schemes in the order of its WWW-Authenticate headers: Negotiate, Kerberos, CredSSP, Digest, Basic, and the
    /// certificate profile's URI (which is not listed there).
    QStringList offered = {QStringLiteral("Basic")};
    /// Plain messages over HTTP although the login could seal them.
    bool allowUnencrypted = false;
    /// Over HTTPS a Negotiate or Kerberos login without channel bindings is refused (CbtHardeningLevel Strict).
    bool requireChannelBinding = false;
    /// Keytab of the Kerberos acceptor; empty: the library's default.
    QString keytab;
    /// NTLM is refused inside Negotiate.
    bool kerberosOnly = false;
    /// "SHA-256" or "MD5", "-sess" after it or not.
    QString digestAlgorithm = QStringLiteral("SHA-256");
    /// Requests that one Digest nonce is good for; 0: any number.
    int digestNonceUses = 0;
    /// Highest version that the CredSSP acceptor speaks, 2 to 6.
    int credsspVersion = 6;
    /// Version of the TLS inside CredSSP: 12 or 13 only; 0: both.
    int credsspTls = 0;
    /// OpenSSL's words for the cipher suites of TLS 1.2 there; empty: its default.
    QString credsspCiphers;
    /// Tickets that follow a TLS 1.3 handshake there.
    int credsspTickets = 1;
    /// NTSTATUS that CredSSP refuses a right login with: 0xC0000071, an expired password; 0: does not.
    quint32 credsspStatus = 0;
    /// The answer of CredSSP proves another TLS session, as somebody in between would.
    bool credsspWrongKey = false;
    /// SHA-1 thumbprint (hex, upper case) of a client certificate to the user that it logs in.
    QHash<QString, QString> certificateUsers;
    /// TLS connections ask for a client certificate in the handshake.
    bool askForCertificate = false;
};

/// What runs the commands of a computer's sessions.
enum class LabEngine : quint8 {
    BuiltIn, ///< the lab's own small one
    Pwsh,    ///< a real PowerShell for each shell
};

/// Exchange's way of offering PowerShell: see LabExchange. Its endpoint allows no script text and no disconnection.
struct LabExchangeSettings
{
    LabExchangeSettings() = default;
    /// Where /PowerShell points to first: an address, or a path of this computer ("/PowerShell-LiveID", where the
    /// service is then). Empty: nowhere.
    QString redirect;
    QString functions;     ///< its commands
    QStringList forbidden; ///< users who log in and get 403
    int maximumShells = 0; ///< more get 503; 0: any number
};

struct LabComputerSettings
{
    LabComputerSettings() = default;
    QString name;
    bool http = true;
    bool https = true;
    quint16 httpPort = 0; ///< 0: any free one
    quint16 httpsPort = 0;
    QList<LabUser> users;
    /// Session configurations besides Microsoft.PowerShell.
    QStringList configurations;
    /// Configurations of the built-in engine without a language: lower-case name to the functions that it offers beside
    /// JEA's own commands.
    QHash<QString, QString> restricted;
    std::optional<LabExchangeSettings> exchange;
    QList<LabSession> sessions;
    LabBehaviour behaviour;
    LabLoginSettings login;
    std::optional<LabEngine> engine; ///< absent: built-in
    /// Configurations of a real engine that a session configuration file (.pssc) describes: name, lower case, to path.
    QHash<QString, QString> configurationFiles;
};

struct LabSettings
{
    LabSettings() = default;
    QHostAddress listen = QHostAddress(QHostAddress::LocalHost);
    QList<LabComputerSettings> computers;
    LabScenario scenario;
    /// Absent: one is made that names all computers, localhost, 127.0.0.1 and ::1.
    std::optional<transport::CertificateAndKey> certificate;
    /// Before each HTTP answer.
    milliseconds delay{0};
    /// The program of LabEngine::Pwsh, with its path.
    QString pwsh;
};

} // namespace rejoin::lab
