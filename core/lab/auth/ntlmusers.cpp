#include "core/lab/auth/ntlmusers.h"

#include "core/base/error.h"

#include <QFile>
#include <QTemporaryDir>

namespace rejoin::lab {

namespace {

/// "DOMAIN:user:password"
void appendLine(QByteArray *lines, const QString &domain, const QString &name, QByteArrayView password)
{
    // gss-ntlmssp 1.2 takes a line with a further colon for one of another form, and a line's end for another user:
    // such a name or password cannot log in with NTLM here.
    if (name.contains(u':') || domain.contains(u':') || password.contains(':') || password.contains('\n') ||
        password.isEmpty())
        return;
    const QByteArray line = domain.toUtf8() + ':' + name.toUtf8() + ':';
    if (lines->startsWith(line) || lines->contains('\n' + line))
        return; // the first computer's counts
    lines->append(line).append(password.data(), password.size()).append('\n');
}

/// A local account is known without a domain, under its computer's name and under the first label of that.
void appendLines(QByteArray *lines, const LabUser &user, const QString &computer)
{
    const qsizetype backslash = user.name.indexOf(u'\\');
    const QString name = user.name.mid(backslash + 1);
    const QByteArrayView password = user.password.utf8();
    if (backslash >= 0) {
        appendLine(lines, user.name.left(backslash), name, password);
        return;
    }
    appendLine(lines, computer, name, password);
    appendLine(lines, computer.section(u'.', 0, 0).toUpper(), name, password);
    appendLine(lines, {}, name, password);
}

} // namespace

NtlmUserFile::NtlmUserFile(const LabSettings &settings) : m_directory(std::make_unique<QTemporaryDir>())
{
    QByteArray lines;
    for (const auto &computer : settings.computers) {
        for (const auto &user : computer.users)
            appendLines(&lines, user, computer.name);
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
