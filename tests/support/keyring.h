#pragma once

#include <QByteArray>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QHash>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

// A real keychain on a message bus of the test's own. Whoever sits at the desktop is played by Prompter.
namespace rejoin::test {

/// A session bus without service files: nothing on it starts by itself. Its address goes into this process's
/// environment, so it must start before anything asks for the session bus.
class PrivateBus
{
public:
    ~PrivateBus();
    /// Empty: it runs. Else why not.
    [[nodiscard]] QString start();
    void stop();

private:
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
};

/// gnome-keyring-daemon with the Secret Service, its files in a temporary folder.
class Keyring
{
public:
    Keyring() = default;
    ~Keyring();
    Keyring(const Keyring &) = delete;
    Keyring &operator=(const Keyring &) = delete;

    [[nodiscard]] static bool isInstalled();
    /// Makes the login keyring with this password, or unlocks it. Empty: an existing one stays locked. Waits until the
    /// daemon answers on the bus.
    [[nodiscard]] bool start(const QByteArray &password = {});
    void stop();
    /// Locks the default collection; false when it did not.
    [[nodiscard]] static bool lock();
    [[nodiscard]] static bool isLocked();
    /// Every byte of its files.
    [[nodiscard]] QByteArray files() const;

private:
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
};

/// org.gnome.keyring.SystemPrompter: what asks for the keyring's password on a desktop. Answers as it is told.
class Prompter : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.keyring.internal.Prompter")

public:
    enum class Answer : quint8 {
        Password, ///< types the password
        Refuse,   ///< cancels
        Silence,  ///< leaves the question standing
    };

    Prompter();
    ~Prompter() override;
    /// Takes the prompter's name on the session bus.
    [[nodiscard]] bool appear();

    Answer answer = Answer::Password;
    QByteArray password;
    int asked = 0; ///< questions
    /// Answers the questions that were left standing.
    void answerOpen();

public Q_SLOTS:
    void BeginPrompting(const QDBusObjectPath &callback, const QDBusMessage &message);
    void PerformPrompt(const QDBusObjectPath &callback, const QString &type, const QVariantMap &properties,
                       const QString &exchange, const QDBusMessage &message);
    void StopPrompting(const QDBusObjectPath &callback, const QDBusMessage &message);

private:
    struct Exchange;
    struct Question
    {
        QString service;
        QString callback;
        QString type;
        QString exchange;
    };
    void reply(const Question &question);
    static void ready(const QString &service, const QString &path, const QString &reply, const QString &exchange);
    QHash<QString, std::shared_ptr<Exchange>> m_exchanges; ///< by callback
    QList<Question> m_open;
};

} // namespace rejoin::test
