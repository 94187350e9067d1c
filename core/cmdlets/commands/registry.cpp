#include "core/cmdlets/commands/commands.h"

namespace rejoin::cmdlets {

Command findCommand(const QString &cmdletName)
{
    static const QHash<QString, Command> commands{
        {QStringLiteral("Get-PSSession"), getPSSession},
        {QStringLiteral("Connect-PSSession"), connectPSSession},
        {QStringLiteral("Disconnect-PSSession"), disconnectPSSession},
        {QStringLiteral("Receive-PSSession"), receivePSSession},
        {QStringLiteral("New-PSSession"), newPSSession},
        {QStringLiteral("Remove-PSSession"), removePSSession},
        {QStringLiteral("Enter-PSSession"), enterPSSession},
        {QStringLiteral("Invoke-Command"), invokeCommand},
        {QStringLiteral("New-PSSessionOption"), newPSSessionOption},
        {QStringLiteral("Test-WSMan"), testWSMan},
        {QStringLiteral("Get-Credential"), getCredential},
        {QStringLiteral("ConvertFrom-SecureString"), convertFromSecureString},
        {QStringLiteral("Get-RejoinCredential"), getRejoinCredential},
        {QStringLiteral("Set-RejoinCredential"), setRejoinCredential},
        {QStringLiteral("Remove-RejoinCredential"), removeRejoinCredential},
        {QStringLiteral("Get-Content"), getContent},
        {QStringLiteral("Where-Object"), whereObject},
        {QStringLiteral("Select-Object"), selectObject},
        {QStringLiteral("Sort-Object"), sortObject},
    };
    return commands.value(cmdletName);
}

} // namespace rejoin::cmdlets
