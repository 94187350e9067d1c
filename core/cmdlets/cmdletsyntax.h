#pragma once

// The syntax of PowerShell's session cmdlets as Get-Command of PowerShell 7.6 prints it, set by set (sets for virtual
// machines, containers and SSH left out), and the cmdlets of our own. cmdlettable.cpp reads this once.
//
//   # Cmdlet : default set : implementing type
//   Set : syntax            [-X] positional, in order; <type>; no type: a switch
//   = Parameter : aliases : pipeline : validation      for every set
//   = Set.Parameter : …                                for that set
//
// pipeline: V by value, P by property name. validation: notempty (ValidateNotNullOrEmpty), notnull, min..max.
namespace rejoin::cmdlets {

inline constexpr const char *cmdletSyntax = R"(
# Connect-PSSession : Name : Microsoft.PowerShell.Commands.ConnectPSSessionCommand
Name : -Name <string[]> [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
Session : [-Session] <PSSession[]> [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
ComputerName : [-ComputerName] <string[]> [-ApplicationName <string>] [-ConfigurationName <string>] [-Name <string[]>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-Port <int>] [-UseSSL] [-SessionOption <PSSessionOption>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
ComputerNameGuid : -ComputerName <string[]> -InstanceId <guid[]> [-ApplicationName <string>] [-ConfigurationName <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-Port <int>] [-UseSSL] [-SessionOption <PSSessionOption>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
ConnectionUri : [-ConnectionUri] <uri[]> [-ConfigurationName <string>] [-AllowRedirection] [-Name <string[]>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-SessionOption <PSSessionOption>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
ConnectionUriGuid : [-ConnectionUri] <uri[]> -InstanceId <guid[]> [-ConfigurationName <string>] [-AllowRedirection] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-SessionOption <PSSessionOption>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
InstanceId : -InstanceId <guid[]> [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
Id : [-Id] <int[]> [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
= Name :  :  : notempty
= WhatIf : wi :  : 
= Confirm : cf :  : 
= Session :  : VP : notempty
= ComputerName : Cn :  : notempty
= ApplicationName :  : P : 
= ConfigurationName :  : P : 
= Port :  :  : 1..65535
= InstanceId :  :  : notnull
= ConnectionUri : URI,CU : P : notempty
= Id :  : P : notnull
# Disconnect-PSSession : Session : Microsoft.PowerShell.Commands.DisconnectPSSessionCommand
Session : [-Session] <PSSession[]> [-IdleTimeoutSec <int>] [-OutputBufferingMode <OutputBufferingMode>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
Name : -Name <string[]> [-IdleTimeoutSec <int>] [-OutputBufferingMode <OutputBufferingMode>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
Id : [-Id] <int[]> [-IdleTimeoutSec <int>] [-OutputBufferingMode <OutputBufferingMode>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
InstanceId : -InstanceId <guid[]> [-IdleTimeoutSec <int>] [-OutputBufferingMode <OutputBufferingMode>] [-ThrottleLimit <int>] [-WhatIf] [-Confirm]
= Session :  : VP : notempty
= IdleTimeoutSec :  :  : 0..2147483647
= WhatIf : wi :  : 
= Confirm : cf :  : 
= Name :  : P : notempty
= Id :  : P : notnull
= InstanceId :  : P : notnull
# Receive-PSSession : Session : Microsoft.PowerShell.Commands.ReceivePSSessionCommand
Session : [-Session] <PSSession> [-OutTarget <OutTarget>] [-JobName <string>] [-WhatIf] [-Confirm]
Id : [-Id] <int> [-OutTarget <OutTarget>] [-JobName <string>] [-WhatIf] [-Confirm]
ComputerSessionName : [-ComputerName] <string> -Name <string> [-ApplicationName <string>] [-ConfigurationName <string>] [-OutTarget <OutTarget>] [-JobName <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-Port <int>] [-UseSSL] [-SessionOption <PSSessionOption>] [-WhatIf] [-Confirm]
ComputerInstanceId : [-ComputerName] <string> -InstanceId <guid> [-ApplicationName <string>] [-ConfigurationName <string>] [-OutTarget <OutTarget>] [-JobName <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-Port <int>] [-UseSSL] [-SessionOption <PSSessionOption>] [-WhatIf] [-Confirm]
ConnectionUriSessionName : [-ConnectionUri] <uri> -Name <string> [-ConfigurationName <string>] [-AllowRedirection] [-OutTarget <OutTarget>] [-JobName <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-SessionOption <PSSessionOption>] [-WhatIf] [-Confirm]
ConnectionUriInstanceId : [-ConnectionUri] <uri> -InstanceId <guid> [-ConfigurationName <string>] [-AllowRedirection] [-OutTarget <OutTarget>] [-JobName <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-SessionOption <PSSessionOption>] [-WhatIf] [-Confirm]
InstanceId : [-InstanceId] <guid> [-OutTarget <OutTarget>] [-JobName <string>] [-WhatIf] [-Confirm]
SessionName : [-Name] <string> [-OutTarget <OutTarget>] [-JobName <string>] [-WhatIf] [-Confirm]
= Session :  : VP : notempty
= JobName :  :  : notempty
= WhatIf : wi :  : 
= Confirm : cf :  : 
= Id :  : VP : 
= ComputerName : Cn : P : notempty
= ApplicationName :  : P : 
= ConfigurationName :  : P : 
= Name :  :  : notempty
= SessionName.Name :  : VP : notempty
= Port :  :  : 1..65535
= InstanceId :  :  : notempty
= InstanceId.InstanceId :  : VP : notempty
= ConnectionUri : URI,CU : P : notempty
# Get-PSSession : Name : Microsoft.PowerShell.Commands.GetPSSessionCommand
Name : [-Name <string[]>]
ComputerName : [-ComputerName] <string[]> [-ApplicationName <string>] [-ConfigurationName <string>] [-Name <string[]>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-Port <int>] [-UseSSL] [-ThrottleLimit <int>] [-State <SessionFilterState>] [-SessionOption <PSSessionOption>]
ComputerInstanceId : [-ComputerName] <string[]> -InstanceId <guid[]> [-ApplicationName <string>] [-ConfigurationName <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-Port <int>] [-UseSSL] [-ThrottleLimit <int>] [-State <SessionFilterState>] [-SessionOption <PSSessionOption>]
ConnectionUri : [-ConnectionUri] <uri[]> [-ConfigurationName <string>] [-AllowRedirection] [-Name <string[]>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-ThrottleLimit <int>] [-State <SessionFilterState>] [-SessionOption <PSSessionOption>]
ConnectionUriInstanceId : [-ConnectionUri] <uri[]> -InstanceId <guid[]> [-ConfigurationName <string>] [-AllowRedirection] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>] [-ThrottleLimit <int>] [-State <SessionFilterState>] [-SessionOption <PSSessionOption>]
InstanceId : [-InstanceId <guid[]>]
Id : [-Id] <int[]>
= Name :  :  : notempty
= Name.Name :  : P : notempty
= ComputerName : Cn : P : notempty
= ApplicationName :  : P : 
= ConfigurationName :  : P : 
= Port :  :  : 1..65535
= InstanceId :  :  : notnull
= InstanceId.InstanceId :  : P : notnull
= ConnectionUri : URI,CU : P : notempty
= Id :  : P : notnull
# New-PSSession : ComputerName : Microsoft.PowerShell.Commands.NewPSSessionCommand
ComputerName : [[-ComputerName] <string[]>] [-Credential <pscredential>] [-Name <string[]>] [-EnableNetworkAccess] [-ConfigurationName <string>] [-Port <int>] [-UseSSL] [-ApplicationName <string>] [-ThrottleLimit <int>] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>]
Uri : [-ConnectionUri] <uri[]> [-Credential <pscredential>] [-Name <string[]>] [-EnableNetworkAccess] [-ConfigurationName <string>] [-ThrottleLimit <int>] [-AllowRedirection] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>]
Session : [[-Session] <PSSession[]>] [-Name <string[]>] [-EnableNetworkAccess] [-ThrottleLimit <int>]
= ComputerName : Cn : VP : notempty
= Credential :  : P : 
= ConfigurationName :  : P : 
= Port :  :  : 1..65535
= ApplicationName :  : P : 
= SessionOption :  :  : notnull
= ConnectionUri : URI,CU : P : notempty
= Session :  : VP : notempty
# Remove-PSSession : Id : Microsoft.PowerShell.Commands.RemovePSSessionCommand
Id : [-Id] <int[]> [-WhatIf] [-Confirm]
Session : [-Session] <PSSession[]> [-WhatIf] [-Confirm]
InstanceId : -InstanceId <guid[]> [-WhatIf] [-Confirm]
Name : -Name <string[]> [-WhatIf] [-Confirm]
ComputerName : [-ComputerName] <string[]> [-WhatIf] [-Confirm]
= Id :  : P : notnull
= WhatIf : wi :  : 
= Confirm : cf :  : 
= Session :  : VP : 
= InstanceId :  : P : notnull
= Name :  : P : notempty
= ComputerName : Cn : P : notempty
# Enter-PSSession : ComputerName : Microsoft.PowerShell.Commands.EnterPSSessionCommand
ComputerName : [-ComputerName] <string> [-EnableNetworkAccess] [-Credential <pscredential>] [-ConfigurationName <string>] [-Port <int>] [-UseSSL] [-ApplicationName <string>] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>]
Session : [[-Session] <PSSession>]
Uri : [[-ConnectionUri] <uri>] [-EnableNetworkAccess] [-Credential <pscredential>] [-ConfigurationName <string>] [-AllowRedirection] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-CertificateThumbprint <string>]
InstanceId : [-InstanceId <guid>]
Id : [[-Id] <int>]
Name : [-Name <string>]
= ComputerName : Cn : VP : notempty
= Credential :  : P : 
= ConfigurationName :  : P : 
= Port :  :  : 1..65535
= ApplicationName :  : P : 
= SessionOption :  :  : notnull
= Session :  : VP : notempty
= ConnectionUri : URI,CU : P : notempty
= InstanceId :  : P : notnull
= Id :  : P : notnull
= Name :  : P : 
# Invoke-Command : InProcess : Microsoft.PowerShell.Commands.InvokeCommandCommand
InProcess : [-ScriptBlock] <scriptblock> [-NoNewScope] [-InputObject <psobject>] [-ArgumentList <Object[]>]
Session : [[-Session] <PSSession[]>] [-ScriptBlock] <scriptblock> [-ThrottleLimit <int>] [-AsJob] [-HideComputerName] [-JobName <string>] [-RemoteDebug] [-InputObject <psobject>] [-ArgumentList <Object[]>]
FilePathRunspace : [[-Session] <PSSession[]>] [-FilePath] <string> [-ThrottleLimit <int>] [-AsJob] [-HideComputerName] [-JobName <string>] [-RemoteDebug] [-InputObject <psobject>] [-ArgumentList <Object[]>]
ComputerName : [[-ComputerName] <string[]>] [-ScriptBlock] <scriptblock> [-Credential <pscredential>] [-Port <int>] [-UseSSL] [-ConfigurationName <string>] [-ApplicationName <string>] [-ThrottleLimit <int>] [-AsJob] [-InDisconnectedSession] [-SessionName <string[]>] [-HideComputerName] [-JobName <string>] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-EnableNetworkAccess] [-RemoteDebug] [-InputObject <psobject>] [-ArgumentList <Object[]>] [-CertificateThumbprint <string>]
FilePathComputerName : [[-ComputerName] <string[]>] [-FilePath] <string> [-Credential <pscredential>] [-Port <int>] [-UseSSL] [-ConfigurationName <string>] [-ApplicationName <string>] [-ThrottleLimit <int>] [-AsJob] [-InDisconnectedSession] [-SessionName <string[]>] [-HideComputerName] [-JobName <string>] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-EnableNetworkAccess] [-RemoteDebug] [-InputObject <psobject>] [-ArgumentList <Object[]>]
Uri : [[-ConnectionUri] <uri[]>] [-ScriptBlock] <scriptblock> [-Credential <pscredential>] [-ConfigurationName <string>] [-ThrottleLimit <int>] [-AsJob] [-InDisconnectedSession] [-HideComputerName] [-JobName <string>] [-AllowRedirection] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-EnableNetworkAccess] [-RemoteDebug] [-InputObject <psobject>] [-ArgumentList <Object[]>] [-CertificateThumbprint <string>]
FilePathUri : [[-ConnectionUri] <uri[]>] [-FilePath] <string> [-Credential <pscredential>] [-ConfigurationName <string>] [-ThrottleLimit <int>] [-AsJob] [-InDisconnectedSession] [-HideComputerName] [-JobName <string>] [-AllowRedirection] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-EnableNetworkAccess] [-RemoteDebug] [-InputObject <psobject>] [-ArgumentList <Object[]>]
= ScriptBlock : Command :  : notnull
= InputObject :  : V : 
= ArgumentList : Args :  : 
= Session :  :  : notempty
= HideComputerName : HCN :  : 
= FilePath : PSPath :  : notnull
= ComputerName : Cn :  : notempty
= Credential :  : P : 
= Port :  :  : 1..65535
= ConfigurationName :  : P : 
= ApplicationName :  : P : 
= InDisconnectedSession : Disconnected :  : 
= SessionName :  :  : notempty
= ConnectionUri : URI,CU :  : notempty
# New-PSSessionOption : __AllParameterSets : Microsoft.PowerShell.Commands.NewPSSessionOptionCommand
__AllParameterSets : [-MaximumRedirection <int>] [-NoCompression] [-NoMachineProfile] [-Culture <cultureinfo>] [-UICulture <cultureinfo>] [-MaximumReceivedDataSizePerCommand <int>] [-MaximumReceivedObjectSize <int>] [-OutputBufferingMode <OutputBufferingMode>] [-MaxConnectionRetryCount <int>] [-ApplicationArguments <psprimitivedictionary>] [-OpenTimeout <int>] [-CancelTimeout <int>] [-IdleTimeout <int>] [-ProxyAccessType <ProxyAccessType>] [-ProxyAuthentication <AuthenticationMechanism>] [-ProxyCredential <pscredential>] [-SkipCACheck] [-SkipCNCheck] [-SkipRevocationCheck] [-OperationTimeout <int>] [-NoEncryption] [-UseUTF16] [-IncludePortInSPN]
= Culture :  :  : notnull
= UICulture :  :  : notnull
= MaxConnectionRetryCount :  :  : 0..2147483647
= ApplicationArguments :  :  : notnull
= OpenTimeout : OpenTimeoutMSec :  : 0..2147483647
= CancelTimeout : CancelTimeoutMSec :  : 0..2147483647
= IdleTimeout : IdleTimeoutMSec :  : -1..2147483647
= ProxyAccessType :  :  : notempty
= ProxyCredential :  :  : notempty
= OperationTimeout : OperationTimeoutMSec :  : 0..2147483647
# Test-WSMan : ComputerName : Microsoft.WSMan.Management.TestWSManCommand
ComputerName : [[-ComputerName] <string>] [-Credential <pscredential>] [-Authentication <AuthenticationMechanism>] [-Port <int>] [-UseSSL] [-ApplicationName <string>] [-CertificateThumbprint <string>] [-SessionOption <PSSessionOption>]
= ComputerName : Cn : VP : 
= Port :  :  : 1..65535
# Get-Credential : CredentialSet : Microsoft.PowerShell.Commands.GetCredentialCommand
CredentialSet : [-Credential] <pscredential>
= Credential :  : VP : notempty
# ConvertFrom-SecureString : AsPlainText : Microsoft.PowerShell.Commands.ConvertFromSecureStringCommand
AsPlainText : [-SecureString] <securestring> -AsPlainText
= SecureString :  : V : notnull
# Get-RejoinCredential : UserName : Rejoin.Commands.GetRejoinCredentialCommand
UserName : [[-UserName] <string[]>]
ComputerName : -ComputerName <string[]> [-Group <string>]
= UserName :  :  : notempty
= ComputerName : Cn : P : notempty
# Set-RejoinCredential : Credential : Rejoin.Commands.SetRejoinCredentialCommand
Credential : [-Credential] <pscredential> [-ComputerName <string[]>] [-Group <string>] [-Pattern <string>] [-TestComputerName <string>] [-NoTest] [-Port <int>] [-UseSSL] [-ApplicationName <string>] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-WhatIf] [-Confirm]
Keytab : -UserName <string> -Keytab <string> [-ComputerName <string[]>] [-Group <string>] [-Pattern <string>] [-TestComputerName <string>] [-NoTest] [-Port <int>] [-UseSSL] [-ApplicationName <string>] [-SessionOption <PSSessionOption>] [-Authentication <AuthenticationMechanism>] [-WhatIf] [-Confirm]
CertificateThumbprint : -CertificateThumbprint <string> [-CertificateFile <string>] [-ComputerName <string[]>] [-Group <string>] [-Pattern <string>] [-WhatIf] [-Confirm]
CurrentUser : -CurrentUser [-ComputerName <string[]>] [-Group <string>] [-Pattern <string>] [-WhatIf] [-Confirm]
= UserName :  :  : notempty
= Keytab :  :  : notempty
= CertificateThumbprint :  :  : notempty
= ComputerName : Cn :  : notempty
= Group :  :  : notempty
= Pattern :  :  : notempty
= TestComputerName :  :  : notempty
= Port :  :  : 1..65535
= SessionOption :  :  : notnull
= WhatIf : wi :  : 
= Confirm : cf :  : 
# Remove-RejoinCredential : Id : Rejoin.Commands.RemoveRejoinCredentialCommand
Id : [-Id] <guid[]> [-WhatIf] [-Confirm]
UserName : -UserName <string[]> [-ComputerName <string[]>] [-Group <string>] [-Pattern <string>] [-WhatIf] [-Confirm]
= Id :  : P : notnull
= UserName :  :  : notempty
= ComputerName : Cn :  : notempty
= Group :  :  : notempty
= Pattern :  :  : notempty
= WhatIf : wi :  : 
= Confirm : cf :  : 
# Get-Content : Path : Microsoft.PowerShell.Commands.GetContentCommand
Path : [-Path] <string[]>
= Path : PSPath : P : notempty
# Where-Object : EqualSet : Microsoft.PowerShell.Commands.WhereObjectCommand
EqualSet : [-Property] <string> [[-Value] <Object>] [-InputObject <psobject>] [-EQ]
NotEqualSet : [-Property] <string> [[-Value] <Object>] -NE [-InputObject <psobject>]
GreaterThanSet : [-Property] <string> [[-Value] <Object>] -GT [-InputObject <psobject>]
GreaterOrEqualSet : [-Property] <string> [[-Value] <Object>] -GE [-InputObject <psobject>]
LessThanSet : [-Property] <string> [[-Value] <Object>] -LT [-InputObject <psobject>]
LessOrEqualSet : [-Property] <string> [[-Value] <Object>] -LE [-InputObject <psobject>]
LikeSet : [-Property] <string> [[-Value] <Object>] -Like [-InputObject <psobject>]
NotLikeSet : [-Property] <string> [[-Value] <Object>] -NotLike [-InputObject <psobject>]
MatchSet : [-Property] <string> [[-Value] <Object>] -Match [-InputObject <psobject>]
NotMatchSet : [-Property] <string> [[-Value] <Object>] -NotMatch [-InputObject <psobject>]
= InputObject :  : V : 
# Select-Object : DefaultParameter : Microsoft.PowerShell.Commands.SelectObjectCommand
DefaultParameter : [[-Property] <string[]>] [-InputObject <psobject>] [-ExpandProperty <string>] [-First <int>] [-Last <int>] [-Skip <int>]
= InputObject :  : V : 
= First :  :  : 0..2147483647
= Last :  :  : 0..2147483647
= Skip :  :  : 0..2147483647
# Sort-Object : Default : Microsoft.PowerShell.Commands.SortObjectCommand
Default : [[-Property] <string[]>] [-Descending] [-InputObject <psobject>]
= InputObject :  : V : 
)";

} // namespace rejoin::cmdlets
