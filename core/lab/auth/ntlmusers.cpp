#include "core/lab/auth/ntlmusers.h"

#include "core/base/error.h"

#include <QFile>
#include <QTemporaryDir>

namespace rejoin::lab {

namespace {

/// "DOMAIN:user:password"; a user without a domain is found under every one.
void appendLine(QByteArray *lines, const LabUser &user)
{
    const qsizetype backslash = user.name.indexOf(u'\\');
    const QString domain = backslash < 0 ? QString() : user.name.left(backslash);
    const QString name = user.name.mid(backslash + 1);
    const QByteArrayView password = user.password.utf8();
    // A colon or a line's end would be another user's line; such a name or password cannot log in with NTLM here.
    if (name.contains(u':') || domain.contains(u':') || password.contains('\n') || password.isEmpty())
        return;
    lines->append(domain.toUtf8()).append(':').append(name.toUtf8()).append(':');
    lines->append(password.data(), password.size()).append('\n');
}

} // namespace

NtlmUserFile::NtlmUserFile(const LabSettings &settings) : m_directory(std::make_unique<QTemporaryDir>())
{
    QByteArray lines;
    for (const auto &computer : settings.computers) {
        for (const auto &user : computer.users)
            appendLine(&lines, user);
    }
    QFile file(fileName());
    // QTemporaryDir's folder is the owner's alone.
    const bool written = m_directory->isValid() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(lines) == lines.size() && file.flush();
    base::wipe(lines.data(), static_cast<std::size_t>(lines.size()));
    if (!written)
        throw base::Error(
            base::ErrorCategory::Local, QStringLiteral("FileNotWritten"),
            base::Text(QT_TRANSLATE_NOOP("core", "%1 cannot be written: %2."), {file.fileName(), file.errorString()}));
    qputenv("NTLM_USER_FILE", QFile::encodeName(fileName()));
}

NtlmUserFile::~NtlmUserFile()
{
    qunsetenv("NTLM_USER_FILE");
}

QString NtlmUserFile::fileName() const
{
    return m_directory->filePath(QStringLiteral("ntlm-users"));
}

} // namespace rejoin::lab
