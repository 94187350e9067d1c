#pragma once

#include "core/lab/labserver.h"

class QTcpSocket;

namespace rejoin::lab {

/// One computer of the demo, as its list entry needs it.
struct LabDemoComputer
{
    QString name;
    QString host; ///< where to dial instead of name
    quint16 httpPort = 0;
    quint16 httpsPort = 0;
    QString user;
    bool isUnreachable = false;    ///< nothing listens there
    bool hasOtherPassword = false; ///< the demo's password is refused
};

/// The sample computers of `rejoin --demo`: sessions of several states and owners, a computer that cannot be reached
/// and one whose password is another one. A fresh random password each time.
class LabDemo
{
public:
    LabDemo();
    ~LabDemo();

    [[nodiscard]] const LabSettings &settings() const { return m_settings; }
    [[nodiscard]] QString user() const { return QStringLiteral("lab"); }
    [[nodiscard]] base::SecretString password() const { return m_password; }
    /// After the server was started with settings(). The closed port is held as long as this object.
    [[nodiscard]] QList<LabDemoComputer> computers(const LabServer &server);

private:
    base::SecretString m_password;
    LabSettings m_settings;
    std::unique_ptr<QTcpSocket> m_closedPort;
};

/// Sample computers and sessions that user may log in to with password.
[[nodiscard]] LabSettings demo(const LabUser &user);

/// 20 random letters and digits.
[[nodiscard]] base::SecretString randomPassword();

} // namespace rejoin::lab
