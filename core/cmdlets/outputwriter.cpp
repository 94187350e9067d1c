#include "core/cmdlets/outputwriter.h"

#include "core/cmdlets/json.h"
#include "core/cmdlets/sessiontable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace rejoin::cmdlets {

namespace {

QString jsonText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    // QJsonDocument has no way to write a bare value.
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2));
}

QString csvField(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// What PowerShell itself shows as a list: an XML element's children, and the session option.
bool isShownAsList(const Object &object)
{
    return object.as<std::shared_ptr<sessions::SessionOptions>>() ||
           (object.as<std::shared_ptr<Record>>() &&
            object.typeName().startsWith(QLatin1String("System.Xml.XmlElement")));
}

} // namespace

std::optional<OutputFormat> outputFormatFrom(const QString &name)
{
    static const QHash<QString, OutputFormat> names{
        {QStringLiteral("table"), OutputFormat::Table}, {QStringLiteral("list"), OutputFormat::List},
        {QStringLiteral("json"), OutputFormat::Json},   {QStringLiteral("jsonlines"), OutputFormat::JsonLines},
        {QStringLiteral("csv"), OutputFormat::Csv},     {QStringLiteral("clixml"), OutputFormat::CliXml},
    };
    const auto it = names.constFind(name.toLower());
    return it == names.cend() ? std::nullopt : std::optional(*it);
}

OutputWriter::OutputWriter(OutputFormat format, int width, Sink sink)
    : m_format(format), m_width(width), m_sink(std::move(sink))
{
    constexpr int waitMilliseconds = 300; // as PowerShell does
    m_wait.setSingleShot(true);
    m_wait.setInterval(waitMilliseconds);
    QObject::connect(&m_wait, &QTimer::timeout, &m_wait, [this] { flush(); });
}

OutputWriter::~OutputWriter() = default;

void OutputWriter::add(const Object &object)
{
    switch (m_format) {
    case OutputFormat::Table:
        addTable(object);
        break;
    case OutputFormat::List:
        addList(object);
        break;
    case OutputFormat::Json:
        m_sink((m_firstJson ? QStringLiteral("[") : QStringLiteral(",")) + jsonText(toJson(object)));
        m_firstJson = false;
        break;
    case OutputFormat::JsonLines:
        m_sink(jsonText(toJson(object)));
        break;
    case OutputFormat::Csv:
        addCsv(object);
        break;
    case OutputFormat::CliXml:
        m_sink(QString::fromUtf8(m_clixml.add(object.toClixml())));
        break;
    }
}

void OutputWriter::addTable(const Object &object)
{
    if (isShownAsList(object)) {
        endStatement();
        addList(object);
        m_sink(QString());
        return;
    }
    if (object.toSession()) {
        // A table of remote objects ends where sessions begin.
        if (m_remoteOpen) {
            for (const QString &line : m_remote->finish())
                m_sink(visibleText(line));
            m_remoteOpen = false;
        }
        m_sessions << object;
        return;
    }
    flushSessions();
    if (!m_remoteOpen) {
        m_remote = std::make_unique<clixml::OutputFormatter>(m_width > 0 ? m_width : 120);
        m_remoteOpen = true;
    }
    for (const QString &line : m_remote->hold(object.toClixml()))
        m_sink(visibleText(line));
    if (m_remote->isHolding() && !m_wait.isActive())
        m_wait.start();
}

void OutputWriter::flush()
{
    m_wait.stop();
    if (!m_remoteOpen)
        return;
    for (const QString &line : m_remote->flush())
        m_sink(visibleText(line));
}

void OutputWriter::addList(const Object &object)
{
    const QStringList names = object.propertyNames();
    if (names.isEmpty()) {
        for (const QString &line : visibleText(object.toText()).split(u'\n'))
            m_sink(line);
        return;
    }
    qsizetype longest = 0;
    for (const QString &name : names)
        longest = qMax(longest, name.size());
    m_sink(QString());
    for (const QString &name : names) {
        const QString value = visibleText(object.property(name).value_or(Object()).toText());
        m_sink(name.leftJustified(longest) + QStringLiteral(" : ") + value);
    }
}

void OutputWriter::addCsv(const Object &object)
{
    QStringList names = object.propertyNames();
    if (names.isEmpty())
        names << QStringLiteral("Value");
    QStringList fields;
    if (m_csvColumns.isEmpty()) {
        m_csvColumns = names;
        for (const QString &name : names)
            fields << csvField(name);
        m_sink(fields.join(u','));
        fields.clear();
    }
    for (const QString &name : std::as_const(m_csvColumns)) {
        const Object value = object.propertyNames().isEmpty() ? object : object.property(name).value_or(Object());
        const auto *time = value.as<QDateTime>();
        fields << csvField(time ? time->toUTC().toString(Qt::ISODateWithMs) : value.toText());
    }
    m_sink(fields.join(u','));
}

void OutputWriter::flushSessions()
{
    if (m_sessions.isEmpty())
        return;
    for (const QString &line : sessionTable(m_sessions, m_width))
        m_sink(line);
    m_sessions.clear();
}

void OutputWriter::endStatement()
{
    m_wait.stop();
    if (m_remoteOpen) {
        for (const QString &line : m_remote->finish())
            m_sink(visibleText(line));
        m_remoteOpen = false;
    }
    flushSessions();
}

void OutputWriter::finish()
{
    endStatement();
    if (m_format == OutputFormat::Json)
        m_sink(m_firstJson ? QStringLiteral("[]") : QStringLiteral("]"));
    if (m_format == OutputFormat::CliXml)
        m_sink(QString::fromUtf8(m_clixml.finish()));
}

} // namespace rejoin::cmdlets
