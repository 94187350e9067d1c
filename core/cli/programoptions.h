#pragma once

#include "core/cmdlets/outputwriter.h"

#include <QString>
#include <QStringList>

namespace rejoin::cli {

/// What the command line of `rejoinctl` says: the program's own options (two dashes, before the cmdlet), then one of
/// the forms of a call.
struct ProgramOptions
{
    enum class Form : quint8 {
        Words,   ///< one cmdlet; the shell's words are its arguments
        Command, ///< -Command TEXT
        File,    ///< -File PATH, - for standard input
        Prompt,  ///< nothing: a prompt
        Help,
        Version,
    };

    Form form = Form::Prompt;
    QStringList words; ///< Words: cmdlet and arguments. Help: the cmdlet, if any
    QString text;      ///< Command: statements. File: path
    QStringList connectTo;
    bool passwordFromStdin = false;
    int passwordFd = -1;
    int proxyPasswordFd = -1;
    QString proxy;            ///< --proxy; empty: each computer's own
    QStringList trustedHosts; ///< --trust-host
    QStringList certificates; ///< --certificate: files
    QString keytab;           ///< --keytab: what -Credential's principals log in with, instead of passwords
    QString profile;          ///< directory; empty: the user's own
    QString locale;
    QString logLevel;
    QString logFile;
    cmdlets::OutputFormat outputFormat = cmdlets::OutputFormat::Table;
    bool errorsAsJson = false;

    /// Throws Error (InvalidArgument) that says which word is wrong.
    [[nodiscard]] static ProgramOptions parse(const QStringList &arguments);
};

/// -ErrorFormat Json stands among the words: for failures before they are understood.
[[nodiscard]] bool wantsJsonErrors(const QStringList &arguments);

/// The text of `rejoinctl help`, or of `rejoinctl help CMDLET`. Throws Error on an unknown cmdlet.
[[nodiscard]] QString helpText(const QString &cmdlet);

} // namespace rejoin::cli
