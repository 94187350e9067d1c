#pragma once

#include <string_view>

// URIs of WS-Management (DSP0226) and MS-WSMV: namespaces, actions, resources.
namespace rejoin::wsman {

namespace ns {
inline constexpr std::string_view soap = "http://www.w3.org/2003/05/soap-envelope";
inline constexpr std::string_view addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
inline constexpr std::string_view wsman = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
inline constexpr std::string_view microsoft = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";
inline constexpr std::string_view shell = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
inline constexpr std::string_view enumeration = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
inline constexpr std::string_view transfer = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
inline constexpr std::string_view fault = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
inline constexpr std::string_view powershell = "http://schemas.microsoft.com/powershell";
inline constexpr std::string_view identity = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
inline constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view xsi = "http://www.w3.org/2001/XMLSchema-instance";
} // namespace ns

namespace action {
inline constexpr std::string_view create = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create";
inline constexpr std::string_view remove = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete";
inline constexpr std::string_view get = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get";
inline constexpr std::string_view connect = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Connect";
inline constexpr std::string_view disconnect = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Disconnect";
inline constexpr std::string_view reconnect = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Reconnect";
inline constexpr std::string_view command = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command";
inline constexpr std::string_view send = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Send";
inline constexpr std::string_view receive = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Receive";
inline constexpr std::string_view signal = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Signal";
inline constexpr std::string_view enumerate = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate";
inline constexpr std::string_view pull = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull";
inline constexpr std::string_view fault = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault";
// Robust connections (MS-WSMV 3.1.4.18, 3.1.5.5, 3.1.6.6).
inline constexpr std::string_view keepAlive = "http://schemas.microsoft.com/wbem/wsman/1/wsman/KeepAlive";
inline constexpr std::string_view acknowledge = "http://schemas.microsoft.com/wbem/wsman/1/wsman/Acknowledge";
inline constexpr std::string_view acknowledgeRequest =
    "http://schemas.microsoft.com/wbem/wsman/1/wsman/AcknowledgeRequest";
inline constexpr std::string_view addressingFault = "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault";
} // namespace action

namespace resource {
inline constexpr std::string_view shell = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
inline constexpr std::string_view command = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command";
inline constexpr std::string_view config = "http://schemas.microsoft.com/wbem/wsman/1/config";
inline constexpr std::string_view robustConnection = "http://schemas.microsoft.com/wbem/wsman/1/wsman/RobustConnection";
/// A session's ResourceUri is this plus its ConfigurationName.
inline constexpr std::string_view powershellPrefix = "http://schemas.microsoft.com/powershell/";
} // namespace resource

namespace signalcode {
inline constexpr std::string_view terminate =
    "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/Terminate";
/// The misspelling is what PowerShell's client and plug-in use and compare.
inline constexpr std::string_view stopPipeline = "powershell/signal/crtl_c";
} // namespace signalcode

namespace commandstate {
inline constexpr std::string_view done = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done";
inline constexpr std::string_view pending =
    "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Pending";
inline constexpr std::string_view running =
    "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Running";
} // namespace commandstate

inline constexpr std::string_view anonymousAddress = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
inline constexpr std::string_view selectorFilterDialect = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter";

} // namespace rejoin::wsman
