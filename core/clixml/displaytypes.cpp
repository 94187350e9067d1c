#include "core/clixml/displaytypes.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <array>

// What PowerShell 7.6 told of its format and type files (Get-FormatData, Get-TypeData): the labels, properties and
// widths of a type's table, and the properties that are shown of it in a list. Views that a script draws are in
// displayviews.cpp.
namespace rejoin::clixml::display {

namespace {

struct ViewFact
{
    const char *type;  ///< "#" and a lower-case name: a class of CIM, whichever way it was asked for
    const char *group; ///< words before the group's value | property that groups
    bool automatic;    ///< widths are what the texts need
    /// [Label=]Property[@conversion][:width][r], r for right; a space in a label is written _
    const char *columns;
};

constexpr std::array<ViewFact, 73> viewFacts{{
    {"#win32_computersystem", "", false, "Name:16 PrimaryOwnerName Domain TotalPhysicalMemory Model Manufacturer"},
    {"#win32_dcomapplication", "", false, "AppID Name:16 InstallDate"},
    {"#win32_desktop", "", false, "SettingID Name:16 ScreenSaverActive ScreenSaverSecure ScreenSaverTimeout"},
    {"#win32_desktopmonitor", "", false, "DeviceID Name:16 DisplayType MonitorManufacturer ScreenHeight ScreenWidth"},
    {"#win32_devicememoryaddress", "", false, "Name:16 MemoryType Status"},
    {"#win32_directory", "", false, "Name:16 Hidden Archive Writeable LastModified"},
    {"#win32_diskdrive", "", false, "DeviceID Caption Partitions Size Model"},
    {"#win32_diskpartition", "", false, "Name:16 NumberOfBlocks BootPartition PrimaryPartition Size Index"},
    {"#win32_diskquota", "", false, "DiskSpaceUsed Limit QuotaVolume User"},
    {"#win32_environment", "", false, "Name:16 UserName VariableValue"},
    {"#win32_group", "", false, "SID Name:16 Caption Domain"},
    {"#win32_idecontroller", "", false, "Name:16 Status StatusInfo ProtocolSupported Manufacturer"},
    {"#win32_irqresource", "", false, "Name:16 IRQNumber Hardware TriggerLevel TriggerType"},
    {"#win32_loadordergroup", "", false, "Name:16 GroupOrder"},
    {"#win32_logicaldisk", "", false, "DeviceID DriveType ProviderName:16 VolumeName:16 Size FreeSpace"},
    {"#win32_logonsession", "", false, "LogonId Name:16 LogonType StartTime Status AuthenticationPackage"},
    {"#win32_networkadapter", "", false, "DeviceID Name:16 AdapterType ServiceName"},
    {"#win32_networkadapterconfiguration", "", false, "ServiceName:16 DHCPEnabled Index Description"},
    {"#win32_networkprotocol", "", false, "Name:16 Caption Status"},
    {"#win32_ntdomain", "", false, "DomainName:16 DnsForestName DomainControllerName"},
    {"#win32_onboarddevice", "", false, "DeviceType SerialNumber Enabled Description"},
    {"#win32_operatingsystem", "", false,
     "SystemDirectory Organization BuildNumber RegisteredUser SerialNumber Version"},
    {"#win32_physicalmemoryarray", "", false, "Name:16 MemoryDevices MaxCapacity Model"},
    {"#win32_portconnector", "", false, "Tag PortType ConnectorType SerialNumber ExternalReferenceDesignator"},
    {"#win32_printer", "", false, "Name:16 ShareName SystemName PrinterState PrinterStatus Location"},
    {"#win32_printjob", "", false, "JobId Name:16 JobStatus Owner Priority Size Document"},
    {"#win32_process", "", false, "ProcessId Name:16 HandleCount WorkingSetSize VirtualSize"},
    {"#win32_processor", "", false, "DeviceID Name:16 Caption MaxClockSpeed SocketDesignation Manufacturer"},
    {"#win32_product", "", false, "Name:16 Caption Vendor Version IdentifyingNumber"},
    {"#win32_quickfixengineering", "", false,
     "Source=ComputerName:13 Description:16 HotFixID:13 InstalledBy:20 InstalledOn:26"},
    {"#win32_quotasetting", "", false, "SettingID Caption State VolumePath DefaultLimit DefaultWarningLimit"},
    {"#win32_scheduledjob", "", false, "JobId Name:16 Owner Priority Command"},
    {"#win32_scsicontroller", "", false, "Name:16 DriverName:16 Status StatusInfo ProtocolSupported Manufacturer"},
    {"#win32_service", "", false, "ProcessId Name:16 StartMode State Status ExitCode"},
    {"#win32_useraccount", "", false, "Name:16 Caption AccountType SID Domain"},
    {"Microsoft.PowerShell.Commands.AlternateStreamData", "   Filename: |Filename", false, "Stream:20 Length:10r"},
    {"Microsoft.PowerShell.Commands.ComputerChangeInfo", "", false, "HasSucceeded:12 ComputerName:25"},
    {"Microsoft.PowerShell.Commands.FileHashInfo", "", false, "Algorithm:15 Hash:70 Path"},
    {"Microsoft.PowerShell.Commands.GroupInfo", "", false, "Count:5r Name:25 Group"},
    {"Microsoft.PowerShell.Commands.GroupInfoNoElement", "", false, "Count:5r Name:25"},
    {"Microsoft.PowerShell.Commands.HistoryInfo", "", false, "Id:4r Duration:12r CommandLine"},
    {"Microsoft.PowerShell.Commands.MemberDefinition", "   TypeName: |TypeName", true, "Name MemberType Definition"},
    {"Microsoft.PowerShell.Commands.RenameComputerChangeInfo", "", false,
     "HasSucceeded:12 OldComputerName:25 NewComputerName:25"},
    {"Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus", "   Target: |Target", false,
     "Id:4r Source:16 Address=TargetAddress:25 Port:7r Latency(ms)=Latency:7r Connected:10 Status:24"},
    {"Microsoft.PowerShell.Commands.TextMeasureInfo", "", false, "Lines Words Characters Property"},
    {"Microsoft.Win32.RegistryKey", "    Hive: |PSParentPath", false, "Name=PSChildName:30 Property"},
    {"System.Collections.DictionaryEntry", "", false, "Name:30 Value"},
    {"System.Diagnostics.EventLogEntry", "", false,
     "Index:8r Time=TimeGenerated@monthtime:13 EntryType:11 Source:20 InstanceID:12r Message"},
    {"System.Diagnostics.Eventing.Reader.EventLogRecord", "   ProviderName: |ProviderName", false,
     "TimeCreated:26 Id:8r LevelDisplayName:16 Message"},
    {"System.Diagnostics.FileVersionInfo", "", false, "ProductVersion:16 FileVersion:16 FileName"},
    {"System.Globalization.CultureInfo", "", false, "LCID:16 Name:16 DisplayName"},
    {"System.Management.Automation.AliasInfo", "", false, "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.ApplicationInfo", "", false,
     "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.CallStackFrame", "", false, "Command Arguments Location"},
    {"System.Management.Automation.CmdletInfo", "", false, "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.CommandInfo", "", false, "CommandType:15 Name"},
    {"System.Management.Automation.ExperimentalFeature", "", false, "Name:35 Enabled:7r Source:35 Description"},
    {"System.Management.Automation.ExternalScriptInfo", "", false,
     "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.FilterInfo", "", false, "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.FunctionInfo", "", false, "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.PSDriveInfo", "", false,
     "Name:10 Used_(GB)=Used@gigabytes:13r Free_(GB)=Free@gigabytes:13r Provider=Provider@leaf:13 Root:35 "
     "CurrentLocation:0r"},
    {"System.Management.Automation.PSModuleInfo", "", false,
     "ModuleType:10 Version:10 PreRelease:10 Name:35 ExportedCommands=ExportedCommands@keys"},
    {"System.Management.Automation.PSVariable", "", false, "Name:30 Value"},
    {"System.Management.Automation.PathInfo", "", false, "Path"},
    {"System.Management.Automation.ProviderInfo", "", false, "Name:20 Capabilities Drives"},
    {"System.Management.Automation.Runspaces.PSSession", "", false,
     "Id:3r Name:15 Transport:9 ComputerName:15 ComputerType:15 State:13 ConfigurationName:20 Availability:13r"},
    {"System.Management.Automation.ScriptInfo", "", false, "CommandType:15 Name=Name@command:50 Version:10 Source"},
    {"System.Management.Automation.SemanticVersion", "", false,
     "Major:6 Minor:6 Patch:6 PreReleaseLabel:15 BuildLabel:11"},
    {"System.RuntimeType", "", false, "IsPublic:8 IsSerial=IsSerializable:8 Name:40 BaseType"},
    {"System.Security.AccessControl.FileSystemSecurity", "    Directory: |PSParentPath", false,
     "Path=Path@leaf Owner Access=AccessToString"},
    {"System.Security.AccessControl.ObjectSecurity", "", false, "Path Owner Access=AccessToString"},
    {"System.Security.Cryptography.X509Certificates.X509Certificate2", "   PSParentPath: |PSParentPath", false,
     "Thumbprint:41 Subject:20 EnhancedKeyUsageList"},
    {"System.Threading.Tasks.Task", "", false, "Id IsCompleted Status"},
}};

struct SetFact
{
    const char *type;
    const char *properties;
};

constexpr std::array<SetFact, 75> setFacts{{
    {"#cim_datafile", "Compressed Encrypted Size Hidden Name Readable System Version Writeable"},
    {"#win32_baseboard", "Manufacturer Model Name SerialNumber SKU Product"},
    {"#win32_bios", "SMBIOSBIOSVersion Manufacturer Name SerialNumber Version"},
    {"#win32_bootconfiguration", "BootDirectory Name SettingID Caption"},
    {"#win32_cachememory",
     "BlockSize CacheSpeed CacheType DeviceID InstalledSize Level MaxCacheSize NumberOfBlocks Status"},
    {"#win32_cdromdrive", "Caption Drive Manufacturer VolumeName"},
    {"#win32_computersystem", "Domain Manufacturer Model Name PrimaryOwnerName TotalPhysicalMemory"},
    {"#win32_computersystemproduct", "IdentifyingNumber Name Vendor Version Caption"},
    {"#win32_dcomapplication", "AppID InstallDate Name"},
    {"#win32_desktop", "Name ScreenSaverActive ScreenSaverSecure ScreenSaverTimeout SettingID"},
    {"#win32_desktopmonitor", "DeviceID DisplayType MonitorManufacturer Name ScreenHeight ScreenWidth"},
    {"#win32_devicememoryaddress", "MemoryType Name Status"},
    {"#win32_directory", "Hidden Archive EightDotThreeFileName FileSize Name Compressed Encrypted Readable"},
    {"#win32_diskdrive", "Partitions DeviceID Model Size Caption"},
    {"#win32_diskpartition", "NumberOfBlocks BootPartition Name PrimaryPartition Size Index"},
    {"#win32_diskquota", "DiskSpaceUsed Limit QuotaVolume User"},
    {"#win32_dmachannel", "AddressSize DMAChannel MaxTransferSize Name Port"},
    {"#win32_environment", "VariableValue Name UserName"},
    {"#win32_group", "Caption Domain Name SID"},
    {"#win32_idecontroller", "Manufacturer Name ProtocolSupported Status StatusInfo"},
    {"#win32_irqresource", "Hardware IRQNumber Name Shareable TriggerLevel TriggerType"},
    {"#win32_loadordergroup", "GroupOrder Name"},
    {"#win32_logicaldisk", "DeviceID DriveType ProviderName FreeSpace Size VolumeName"},
    {"#win32_logicalmemoryconfiguration", "Name TotalVirtualMemory TotalPhysicalMemory TotalPageFileSpace"},
    {"#win32_logonsession", "AuthenticationPackage LogonId LogonType Name StartTime Status"},
    {"#win32_networkadapter", "ServiceName MACAddress AdapterType DeviceID Name NetworkAddresses Speed"},
    {"#win32_networkadapterconfiguration",
     "DHCPEnabled IPAddress DefaultIPGateway DNSDomain ServiceName Description Index"},
    {"#win32_networkclient", "Caption InstallDate Manufacturer Name"},
    {"#win32_networkconnection", "LocalName RemoteName ConnectionState Status"},
    {"#win32_networkloginprofile", "Caption Privileges Profile UserId UserType Workstations"},
    {"#win32_networkprotocol", "Caption GuaranteesDelivery GuaranteesSequencing ConnectionlessService Status Name"},
    {"#win32_ntdomain", "ClientSiteName DcSiteName Description DnsForestName DomainControllerAddress "
                        "DomainControllerName DomainName Roles Status"},
    {"#win32_nteventlogfile", "FileSize LogfileName Name NumberOfRecords"},
    {"#win32_ntlogevent", "Category CategoryString EventCode EventIdentifier TypeEvent InsertionStrings LogFile "
                          "Message RecordNumber SourceName TimeGenerated TimeWritten Type UserName"},
    {"#win32_onboarddevice", "DeviceType SerialNumber Enabled Description"},
    {"#win32_operatingsystem", "SystemDirectory Organization BuildNumber RegisteredUser SerialNumber Version"},
    {"#win32_osrecoveryconfiguration", "DebugFilePath Name SettingID"},
    {"#win32_pagefilesetting", "MaximumSize Name Caption"},
    {"#win32_pagefileusage", "Caption Name PeakUsage"},
    {"#win32_perfrawdata_perfnet_server", "Caption LogonPerSec LogonTotal Name ServerSessions WorkItemShortages"},
    {"#win32_physicalmemoryarray", "Model Name MaxCapacity MemoryDevices"},
    {"#win32_portconnector", "Tag ConnectorType SerialNumber ExternalReferenceDesignator PortType"},
    {"#win32_portresource", "Caption Name Alias"},
    {"#win32_printer", "Location Name PrinterState PrinterStatus ShareName SystemName"},
    {"#win32_printerconfiguration", "PrintQuality DriverVersion Name PaperSize Caption"},
    {"#win32_printjob", "Document JobId JobStatus Owner Priority Size Name"},
    {"#win32_process", "ProcessId Name HandleCount WorkingSetSize VirtualSize"},
    {"#win32_processor", "Caption DeviceID Manufacturer MaxClockSpeed Name SocketDesignation"},
    {"#win32_product", "IdentifyingNumber Name Vendor Version Caption"},
    {"#win32_quickfixengineering",
     "Description FixComments HotFixID InstallDate InstalledBy InstalledOn Name ServicePackInEffect Status"},
    {"#win32_quotasetting", "Caption DefaultLimit SettingID State VolumePath DefaultWarningLimit"},
    {"#win32_registry", "CurrentSize MaximumSize Name Caption"},
    {"#win32_scheduledjob", "JobId Name Owner Priority Command"},
    {"#win32_scsicontroller", "DriverName Manufacturer Name ProtocolSupported Status StatusInfo"},
    {"#win32_service", "ExitCode Name ProcessId StartMode State Status"},
    {"#win32_share", "Name Path Description"},
    {"#win32_softwareelement", "Caption Name Path SerialNumber SoftwareElementID Version"},
    {"#win32_softwarefeature", "Caption IdentifyingNumber ProductName Vendor Version"},
    {"#win32_sounddevice", "Manufacturer Name Status StatusInfo"},
    {"#win32_startupcommand", "Command User Caption"},
    {"#win32_systemaccount", "Caption Domain Name SID"},
    {"#win32_systemdriver", "DisplayName Name State Status Started"},
    {"#win32_systemenclosure", "Manufacturer Model LockPresent SerialNumber SMBIOSAssetTag SecurityStatus"},
    {"#win32_systemslot", "SlotDesignation Tag SupportsHotPlug Status Shared PMESignal MaxDataWidth"},
    {"#win32_tapedrive", "DeviceID Id Manufacturer Name Caption"},
    {"#win32_temperatureprobe", "CurrentReading Name Description MinReadable MaxReadable Status"},
    {"#win32_timezone", "Bias SettingID Caption"},
    {"#win32_uninterruptiblepowersupply", "DeviceID EstimatedRunTime Name TimeOnBackup UPSPort Caption"},
    {"#win32_useraccount", "AccountType Caption Domain SID FullName Name"},
    {"#win32_voltageprobe", "Status Description CurrentReading MaxReadable MinReadable"},
    {"#win32_volumequotasetting", "Element Setting"},
    {"#win32_wmisetting", "BuildVersion Caption DatabaseDirectory EnableEvents LoggingLevel SettingID"},
    {"System.Diagnostics.Process", "Id Handles CPU Name"},
    {"System.IO.FileInfo", "LastWriteTime Length Name"},
    {"System.ServiceProcess.ServiceController", "Status Name DisplayName"},
}};

constexpr struct
{
    const char *word;
    Conversion conversion;
} conversions[] = {{"command", Conversion::Command},
                   {"monthtime", Conversion::MonthTime},
                   {"keys", Conversion::Keys},
                   {"leaf", Conversion::Leaf},
                   {"gigabytes", Conversion::Gigabytes}};

KnownColumn parsed(QString words)
{
    KnownColumn column;
    if (words.endsWith(u'r') && words.contains(u':')) {
        column.right = true;
        words.chop(1);
    }
    column.width = words.section(u':', 1).toInt();
    words = words.section(u':', 0, 0);
    const QString conversion = words.section(u'@', 1);
    for (const auto &known : conversions)
        if (conversion == QLatin1String(known.word))
            column.conversion = known.conversion;
    words = words.section(u'@', 0, 0);
    column.property = words.section(u'=', -1).toUtf8();
    column.label = words.section(u'=', 0, 0).replace(u'_', u' ');
    return column;
}

QHash<QByteArray, KnownView> readViews()
{
    QHash<QByteArray, KnownView> views;
    for (const ViewFact &fact : viewFacts) {
        KnownView view;
        // The kinds of a command stand in one table, as they do in the format file.
        view.name = QByteArray(fact.columns).contains("@command") ? fact.columns : fact.type;
        view.isAutomatic = fact.automatic;
        const QString group = QString::fromLatin1(fact.group);
        view.groupWords = group.section(u'|', 0, 0);
        view.groupProperty = group.section(u'|', 1).toUtf8();
        for (const QString &words : QString::fromLatin1(fact.columns).split(u' '))
            view.columns.append(parsed(words));
        // Nor does a table of which no column has a width divide the line.
        view.isAutomatic |= std::all_of(view.columns.cbegin(), view.columns.cend(),
                                        [](const KnownColumn &column) { return column.width == 0; });
        views.insert(fact.type, view);
    }
    return views;
}

QHash<QByteArray, QStringList> readSets()
{
    QHash<QByteArray, QStringList> sets;
    for (const SetFact &fact : setFacts)
        sets.insert(fact.type, QString::fromLatin1(fact.properties).split(u' '));
    return sets;
}

/// "Deserialized.System.X" as "System.X", "…CimInstance#root/cimv2/Win32_Y" as "#win32_y".
QByteArray keyOf(QString typeName)
{
    if (typeName.startsWith(QLatin1String("Deserialized.")))
        typeName.remove(0, 13);
    const qsizetype mark = typeName.indexOf(u'#');
    if (mark > 0) {
        const qsizetype slash = std::max(typeName.lastIndexOf(u'/'), typeName.lastIndexOf(u'\\'));
        if (slash > mark)
            return '#' + typeName.mid(slash + 1).toLower().toUtf8();
    }
    return typeName.toUtf8();
}

template <typename Table>
auto find(const Table &table, const Value &value) -> const typename Table::mapped_type *
{
    for (const QString &name : value.typeNames()) {
        const auto found = table.constFind(keyOf(name));
        if (found != table.cend())
            return &*found;
    }
    return nullptr;
}

} // namespace

const KnownView *knownView(const Value &value)
{
    static const QHash<QByteArray, KnownView> views = readViews();
    return find(views, value);
}

QStringList knownProperties(const Value &value)
{
    static const QHash<QByteArray, QStringList> sets = readSets();
    const QStringList *found = find(sets, value);
    return found ? *found : QStringList();
}

} // namespace rejoin::clixml::display
