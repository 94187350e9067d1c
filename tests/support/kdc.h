#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace rejoin::test {

/// A Kerberos realm of a test's own, LAB.EXAMPLE: MIT's KDC on 127.0.0.1 with everything in a temporary directory.
/// Ended by its id in the destructor.
class Kdc
{
public:
    Kdc() = default;
    ~Kdc();
    Q_DISABLE_COPY_MOVE(Kdc)

    /// The programs are installed.
    [[nodiscard]] static bool isInstalled();
    /// Makes the realm and waits until the KDC answers. False: errorText() says why.
    [[nodiscard]] bool start();
    void stop();
    /// The KDC anew, its clock off by so many seconds.
    [[nodiscard]] bool restart(int clockShift);

    /// Lines for kadmin.local: "addprinc -pw … ann". False when it is not content.
    [[nodiscard]] bool administer(const QStringList &lines);
    [[nodiscard]] bool addUser(const QString &name, const QString &password, const QString &options = {});
    /// HTTP/host for each, with its keys in keytab().
    [[nodiscard]] bool addServices(const QStringList &hosts);
    /// kinit with the password into this cache file.
    [[nodiscard]] bool logIn(const QString &user, const QString &password, const QString &cacheFile);

    /// KRB5_CONFIG for this process and what it starts; and no ticket cache. Before the first use of the library.
    void setEnvironment() const;

    [[nodiscard]] QString errorText() const { return m_error; }
    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }
    [[nodiscard]] QString configuration() const { return path(QStringLiteral("krb5.conf")); }
    [[nodiscard]] QString keytab() const { return path(QStringLiteral("http.keytab")); }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    [[nodiscard]] bool write(const QString &name, const QByteArray &bytes);
    [[nodiscard]] bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    [[nodiscard]] bool launch(int clockShift);
    [[nodiscard]] QProcessEnvironment environment() const;

    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    QString m_error;
};

} // namespace rejoin::test
