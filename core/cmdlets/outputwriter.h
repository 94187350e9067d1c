#pragma once

#include "core/clixml/display.h"
#include "core/clixml/writer.h"
#include "core/cmdlets/object.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace rejoin::cmdlets {

enum class OutputFormat : quint8 { Table, List, Json, JsonLines, Csv, CliXml };

/// "Table", "List", "Json", "JsonLines", "Csv", "CliXml", case-insensitive; nullopt for anything else.
[[nodiscard]] std::optional<OutputFormat> outputFormatFrom(const QString &name);

/// Objects to text. Table follows PowerShell's default formatting: sessions in its table, remote objects as it would
/// show them. Lines are given without their end.
class OutputWriter
{
public:
    using Sink = std::function<void(const QString &line)>;

    /// width in character cells; 0 leaves columns as wide as they need.
    OutputWriter(OutputFormat format, int width, Sink sink);
    ~OutputWriter();

    void add(const Object &object);
    /// The first rows of a table of remote objects wait a moment for others, which have a say in its widths; they are
    /// written now, because something else is about to be shown.
    void flush();
    /// A statement ended: a table in progress is written.
    void endStatement();
    /// All is over: Json closes its array, CliXml its document.
    void finish();

private:
    void flushSessions();
    void addTable(const Object &object);
    void addList(const Object &object);
    void addCsv(const Object &object);

    OutputFormat m_format;
    int m_width;
    Sink m_sink;
    std::unique_ptr<clixml::OutputFormatter> m_remote;
    ObjectList m_sessions;
    QTimer m_wait;
    QStringList m_csvColumns;
    clixml::FileWriter m_clixml;
    bool m_firstJson = true;
    bool m_remoteOpen = false;
};

} // namespace rejoin::cmdlets
