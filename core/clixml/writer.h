#pragma once

#include "core/clixml/value.h"

#include <QList>

namespace rejoin::clixml {

/// Writes one value as PSRP carries it. RefIds of objects and type lists count separately from 0; a node met
/// again becomes <Ref>; a cycle is written as one.
[[nodiscard]] QByteArray write(const Value &value);

/// Writes an <Objs> file of the values (rejoinctl's CliXml output).
[[nodiscard]] QByteArray writeFile(const QList<Value> &values);

class Writer;

/// The same, a value at a time, for more than memory should hold.
class FileWriter
{
public:
    FileWriter();
    ~FileWriter();
    FileWriter(const FileWriter &) = delete;
    FileWriter &operator=(const FileWriter &) = delete;

    /// The next bytes of the file.
    [[nodiscard]] QByteArray add(const Value &value);
    /// Its last ones; nothing may be added afterwards.
    [[nodiscard]] QByteArray finish();

private:
    std::unique_ptr<Writer> m_writer;
    bool m_begun = false;
};

/// The escape of MS-PSRP 2.2.5.3.2: controls, surrogates and "_x" as _xHHHH_. Not XML escaping.
[[nodiscard]] QString escape(QStringView text);
[[nodiscard]] QString unescape(QStringView text);

} // namespace rejoin::clixml
