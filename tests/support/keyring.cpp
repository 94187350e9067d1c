#include "tests/support/keyring.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusReply>
#include <QDBusVariant>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTimer>

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include <utility>

namespace rejoin::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int startMs = 10000;
const QString secrets = u"org.freedesktop.secrets"_s;
const QString prompterName = u"org.gnome.keyring.SystemPrompter"_s;
const QString prompterPath = u"/org/gnome/keyring/Prompter"_s;

void end(std::unique_ptr<QProcess> &process)
{
    if (!process)
        return;
    process->terminate();
    if (!process->waitForFinished(3000)) {
        process->kill();
        process->waitForFinished(3000);
    }
    process.reset();
}

QDBusMessage ask(const QString &path, const QString &interface, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(secrets, path, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message);
}

QString defaultCollection()
{
    const QDBusMessage answer =
        ask(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s, {u"default"_s});
    return answer.arguments().value(0).value<QDBusObjectPath>().path();
}

} // namespace

PrivateBus::~PrivateBus()
{
    stop();
}

QString PrivateBus::start()
{
    const QString program = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (program.isEmpty())
        return u"dbus-daemon is not installed"_s;
    QFile configuration(m_directory.filePath(u"bus.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly))
        return configuration.errorString();
    configuration.write("<busconfig><type>session</type><listen>unix:dir=" + m_directory.path().toUtf8() +
                        "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                        "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
                        "<allow own=\"*\"/></policy></busconfig>\n");
    configuration.close();
    m_process = std::make_unique<QProcess>();
    m_process->start(program, {u"--config-file"_s, configuration.fileName(), u"--nofork"_s, u"--print-address=1"_s});
    QByteArray address;
    while (!address.endsWith('\n')) {
        if (!m_process->waitForReadyRead(startMs))
            return u"dbus-daemon did not start: "_s + QString::fromUtf8(m_process->readAllStandardError());
        address += m_process->readAllStandardOutput();
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.trimmed());
    return QDBusConnection::sessionBus().isConnected() ? QString() : u"no connection to the private bus"_s;
}

void PrivateBus::stop()
{
    end(m_process);
}

Keyring::~Keyring()
{
    stop();
}

bool Keyring::isInstalled()
{
    return !QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty();
}

bool Keyring::start(const QByteArray &password)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_directory.path());
    environment.insert(u"XDG_DATA_HOME"_s, m_directory.filePath(u"data"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_directory.path());
    QStringList arguments{u"--foreground"_s, u"--components=secrets"_s, u"--control-directory"_s,
                          m_directory.filePath(u"control"_s)};
    if (!password.isEmpty())
        arguments << u"--unlock"_s;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(environment);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->start(QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s), arguments);
    if (!m_process->waitForStarted(startMs))
        return false;
    m_process->write(password);
    m_process->closeWriteChannel();
    QElapsedTimer time;
    time.start();
    while (!QDBusConnection::sessionBus().interface()->isServiceRegistered(secrets)) {
        if (time.elapsed() > startMs || m_process->waitForFinished(20))
            return false;
    }
    return true;
}

void Keyring::stop()
{
    end(m_process);
}

bool Keyring::lock()
{
    const QList<QDBusObjectPath> objects{QDBusObjectPath(defaultCollection())};
    ask(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"Lock"_s, {QVariant::fromValue(objects)});
    return isLocked();
}

bool Keyring::isLocked()
{
    const QDBusMessage answer = ask(defaultCollection(), u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                    {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s});
    return answer.arguments().value(0).value<QDBusVariant>().variant().toBool();
}

QByteArray Keyring::files() const
{
    QByteArray all;
    QDirIterator it(m_directory.path(), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

/// One side of the prompter's "sx-aes-1": Diffie-Hellman over the 1536-bit group, HKDF-SHA256, AES-128-CBC.
struct Prompter::Exchange
{
    using Number = std::unique_ptr<BIGNUM, decltype(&BN_clear_free)>;

    Exchange()
    {
        BIGNUM *mine = secret.get();
        BN_rand(mine, 320, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY);
        const Number two(BN_new(), BN_clear_free);
        BN_set_word(two.get(), 2);
        BN_CTX *context = BN_CTX_new();
        BN_mod_exp(open.get(), two.get(), mine, prime.get(), context);
        BN_CTX_free(context);
    }

    static QByteArray bytes(const BIGNUM *number)
    {
        QByteArray out(BN_num_bytes(number), '\0');
        BN_bn2bin(number, reinterpret_cast<unsigned char *>(out.data()));
        return out;
    }
    [[nodiscard]] QByteArray greeting() const { return "[sx-aes-1]\npublic=" + bytes(open.get()).toBase64() + '\n'; }
    [[nodiscard]] QByteArray key(const QByteArray &theirs) const
    {
        const Number peer(
            BN_bin2bn(reinterpret_cast<const unsigned char *>(theirs.constData()), int(theirs.size()), nullptr),
            BN_clear_free);
        const Number shared(BN_new(), BN_clear_free);
        BN_CTX *context = BN_CTX_new();
        BN_mod_exp(shared.get(), peer.get(), secret.get(), prime.get(), context);
        BN_CTX_free(context);
        // Without leading zeros, as gcr takes it: padded, one exchange in 256 would not be understood.
        const QByteArray material = bytes(shared.get());
        QByteArray derived(16, '\0');
        EVP_PKEY_CTX *hkdf = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr);
        auto length = static_cast<std::size_t>(derived.size());
        EVP_PKEY_derive_init(hkdf);
        EVP_PKEY_CTX_set_hkdf_md(hkdf, EVP_sha256());
        EVP_PKEY_CTX_set1_hkdf_key(hkdf, reinterpret_cast<const unsigned char *>(material.constData()),
                                   int(material.size()));
        EVP_PKEY_derive(hkdf, reinterpret_cast<unsigned char *>(derived.data()), &length);
        EVP_PKEY_CTX_free(hkdf);
        return derived;
    }
    [[nodiscard]] QByteArray sealed(const QByteArray &theirs, const QByteArray &text) const
    {
        QByteArray iv(16, '\0');
        RAND_bytes(reinterpret_cast<unsigned char *>(iv.data()), int(iv.size()));
        QByteArray cipher(text.size() + 16, '\0');
        const QByteArray with = key(theirs);
        int first = 0;
        int last = 0;
        auto *out = reinterpret_cast<unsigned char *>(cipher.data());
        EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
        EVP_EncryptInit_ex(context, EVP_aes_128_cbc(), nullptr,
                           reinterpret_cast<const unsigned char *>(with.constData()),
                           reinterpret_cast<const unsigned char *>(iv.constData()));
        EVP_EncryptUpdate(context, out, &first, reinterpret_cast<const unsigned char *>(text.constData()),
                          int(text.size()));
        EVP_EncryptFinal_ex(context, out + first, &last);
        EVP_CIPHER_CTX_free(context);
        cipher.truncate(first + last);
        return greeting() + "secret=" + cipher.toBase64() + "\niv=" + iv.toBase64() + '\n';
    }

    Number prime{BN_get_rfc3526_prime_1536(nullptr), BN_clear_free};
    Number secret{BN_new(), BN_clear_free};
    Number open{BN_new(), BN_clear_free};
};

Prompter::Prompter() = default;
Prompter::~Prompter()
{
    QDBusConnection::sessionBus().unregisterService(prompterName);
    QDBusConnection::sessionBus().unregisterObject(prompterPath);
}

bool Prompter::appear()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.registerObject(prompterPath, this, QDBusConnection::ExportAllSlots) && bus.registerService(prompterName);
}

void Prompter::ready(const QString &service, const QString &path, const QString &reply, const QString &exchange)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        service, path, u"org.gnome.keyring.internal.Prompter.Callback"_s, u"PromptReady"_s);
    message.setArguments({reply, QVariantMap(), exchange});
    // Only once the call that asked for it was answered: before that the caller does not listen.
    QTimer::singleShot(0, [message] { QDBusConnection::sessionBus().send(message); });
}

void Prompter::BeginPrompting(const QDBusObjectPath &callback, const QDBusMessage &message)
{
    const auto exchange = std::make_shared<Exchange>();
    m_exchanges.insert(callback.path(), exchange);
    ready(message.service(), callback.path(), QString(), QString::fromLatin1(exchange->greeting()));
}

void Prompter::PerformPrompt(const QDBusObjectPath &callback, const QString &type, const QVariantMap &,
                             const QString &exchange, const QDBusMessage &message)
{
    ++asked;
    const Question question{message.service(), callback.path(), type, exchange};
    if (answer == Answer::Silence)
        m_open.append(question);
    else
        reply(question);
}

void Prompter::answerOpen()
{
    const auto open = std::exchange(m_open, {});
    for (const Question &question : open)
        reply(question);
}

void Prompter::reply(const Question &question)
{
    const auto mine = m_exchanges.value(question.callback);
    if (!mine)
        return;
    if (answer == Answer::Refuse) {
        ready(question.service, question.callback, u"no"_s, QString::fromLatin1(mine->greeting()));
        return;
    }
    QByteArray theirs;
    for (const QString &line : question.exchange.split(u'\n'))
        if (line.startsWith("public="_L1))
            theirs = QByteArray::fromBase64(line.mid(7).toLatin1());
    const QByteArray words = question.type == "password"_L1 ? mine->sealed(theirs, password) : mine->greeting();
    ready(question.service, question.callback, u"yes"_s, QString::fromLatin1(words));
}

void Prompter::StopPrompting(const QDBusObjectPath &callback, const QDBusMessage &message)
{
    m_exchanges.remove(callback.path());
    const QDBusMessage done = QDBusMessage::createMethodCall(
        message.service(), callback.path(), u"org.gnome.keyring.internal.Prompter.Callback"_s, u"PromptDone"_s);
    QTimer::singleShot(0, [done] { QDBusConnection::sessionBus().send(done); });
}

} // namespace rejoin::test
