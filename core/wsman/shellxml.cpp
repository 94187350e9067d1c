#include "core/wsman/shellxml.h"

#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"

namespace rejoin::wsman {

ShellInfo readShell(const xml::Element &element)
{
    ShellInfo shell;
    for (xml::Element child = element.firstChild(); child; child = child.nextSibling()) {
        if (child.namespaceUri() != ns::shell) {
            continue;
        }
        const std::string_view name = child.localName();
        const struct
        {
            std::string_view name;
            QString *field;
        } texts[] = {
            {"ShellId", &shell.shellId},
            {"Name", &shell.name},
            {"ResourceUri", &shell.resourceUri},
            {"Owner", &shell.owner},
            {"ClientIP", &shell.clientIp},
            {"InputStreams", &shell.inputStreams},
            {"OutputStreams", &shell.outputStreams},
            {"Locale", &shell.locale},
            {"DataLocale", &shell.dataLocale},
            {"CompressionMode", &shell.compressionMode},
            {"ProfileLoaded", &shell.profileLoaded},
            {"Encoding", &shell.encoding},
            {"State", &shell.state},
            {"MemoryUsed", &shell.memoryUsed},
        };
        for (const auto &text : texts) {
            if (name == text.name) {
                *text.field = child.text();
            }
        }
        const struct
        {
            std::string_view name;
            std::optional<Milliseconds> *field;
        } durations[] = {
            {"IdleTimeOut", &shell.idleTimeout},
            {"MaxIdleTimeOut", &shell.maxIdleTimeout},
            {"ShellRunTime", &shell.shellRunTime},
            {"ShellInactivity", &shell.shellInactivity},
        };
        for (const auto &duration : durations) {
            if (name == duration.name) {
                *duration.field = parseDuration(child.text());
            }
        }
        if (name == "ProcessId") {
            shell.processId = child.text().toLongLong();
        } else if (name == "ChildProcesses") {
            shell.childProcesses = child.text().toInt();
        }
    }
    shell.bufferMode = readBufferMode(element);
    return shell;
}

BufferMode readBufferMode(const xml::Element &parent)
{
    const QString text = parent.childText(ns::shell, "BufferMode");
    if (text.compare(QLatin1String("Drop"), Qt::CaseInsensitive) == 0) {
        return BufferMode::Drop;
    }
    return text.compare(QLatin1String("Block"), Qt::CaseInsensitive) == 0 ? BufferMode::Block : BufferMode::None;
}

CommandInfo readCommandInfo(const xml::Element &element)
{
    CommandInfo command;
    command.commandId = element.childText(ns::shell, "CommandId");
    command.commandLine = element.childText(ns::shell, "CommandLine");
    command.state = element.childText(ns::shell, "CommandState");
    return command;
}

namespace {

void writeText(xml::Writer &out, std::string_view name, const QString &value)
{
    if (!value.isEmpty()) {
        out.leaf(name, value);
    }
}

void writeDuration(xml::Writer &out, std::string_view name, const std::optional<Milliseconds> &value)
{
    if (value) {
        out.leaf(name, formatDuration(*value));
    }
}

} // namespace

// The order of MS-WSMV 2.2.4.37, then MemoryUsed and ChildProcesses, which Windows adds in Get and Enumerate.
void writeShell(xml::Writer &out, const ShellInfo &shell)
{
    out.open("rsp:Shell").attribute("xmlns:rsp", ns::shell);
    writeText(out, "rsp:ShellId", shell.shellId);
    writeText(out, "rsp:Name", shell.name);
    writeText(out, "rsp:ResourceUri", shell.resourceUri);
    writeText(out, "rsp:Owner", shell.owner);
    writeText(out, "rsp:ClientIP", shell.clientIp);
    if (shell.processId != 0) {
        out.leaf("rsp:ProcessId", QString::number(shell.processId));
    }
    writeDuration(out, "rsp:IdleTimeOut", shell.idleTimeout);
    writeText(out, "rsp:InputStreams", shell.inputStreams);
    writeText(out, "rsp:OutputStreams", shell.outputStreams);
    writeDuration(out, "rsp:MaxIdleTimeOut", shell.maxIdleTimeout);
    writeText(out, "rsp:Locale", shell.locale);
    writeText(out, "rsp:DataLocale", shell.dataLocale);
    writeText(out, "rsp:CompressionMode", shell.compressionMode);
    writeText(out, "rsp:ProfileLoaded", shell.profileLoaded);
    writeText(out, "rsp:Encoding", shell.encoding);
    if (shell.bufferMode != BufferMode::None) {
        out.leaf("rsp:BufferMode", shell.bufferMode == BufferMode::Drop ? "Drop" : "Block");
    }
    writeText(out, "rsp:State", shell.state);
    if (shell.shellRunTime) {
        out.leaf("rsp:ShellRunTime", formatElapsed(*shell.shellRunTime));
    }
    if (shell.shellInactivity) {
        out.leaf("rsp:ShellInactivity", formatElapsed(*shell.shellInactivity));
    }
    if (!shell.memoryUsed.isEmpty()) {
        out.leaf("rsp:MemoryUsed", shell.memoryUsed);
        out.leaf("rsp:ChildProcesses", QString::number(shell.childProcesses));
    }
    out.close();
}

void writeCommandInfo(xml::Writer &out, const CommandInfo &command)
{
    out.open("rsp:Command").attribute("xmlns:rsp", ns::shell);
    out.leaf("rsp:CommandId", command.commandId);
    out.leaf("rsp:CommandLine", command.commandLine);
    out.leaf("rsp:CommandState", command.state);
    out.close();
}

QString formatElapsed(Milliseconds duration)
{
    const qint64 seconds = qMax(qint64{0}, static_cast<qint64>(duration.count() / 1000));
    return QStringLiteral("P%1DT%2H%3M%4S")
        .arg(seconds / 86400)
        .arg(seconds / 3600 % 24)
        .arg(seconds / 60 % 60)
        .arg(seconds % 60);
}

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace rejoin::wsman
