#include "core/lab/labcommand.h"

namespace rejoin::lab {

wsman::CommandInfo LabCommand::info() const
{
    wsman::CommandInfo info;
    info.commandId = m_id.toString(QUuid::WithoutBraces).toUpper();
    info.commandLine = m_commandLine;
    info.state = m_done ? QStringLiteral("Done") : isPending() ? QStringLiteral("Pending") : QStringLiteral("Running");
    return info;
}

} // namespace rejoin::lab
