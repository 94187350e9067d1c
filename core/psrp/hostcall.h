#pragma once

#include "core/clixml/value.h"

#include <QUuid>

#include <span>

namespace rejoin::psrp {

/// MS-PSRP 2.2.3.17 Host Method Identifier (there is no 57).
enum class HostMethod : qint32 {
    GetName = 1,
    GetVersion = 2,
    GetInstanceId = 3,
    GetCurrentCulture = 4,
    GetCurrentUICulture = 5,
    SetShouldExit = 6,
    EnterNestedPrompt = 7,
    ExitNestedPrompt = 8,
    NotifyBeginApplication = 9,
    NotifyEndApplication = 10,
    ReadLine = 11,
    ReadLineAsSecureString = 12,
    Write1 = 13,
    Write2 = 14,
    WriteLine1 = 15,
    WriteLine2 = 16,
    WriteLine3 = 17,
    WriteErrorLine = 18,
    WriteDebugLine = 19,
    WriteProgress = 20,
    WriteVerboseLine = 21,
    WriteWarningLine = 22,
    Prompt = 23,
    PromptForCredential1 = 24,
    PromptForCredential2 = 25,
    PromptForChoice = 26,
    GetForegroundColor = 27,
    SetForegroundColor = 28,
    GetBackgroundColor = 29,
    SetBackgroundColor = 30,
    GetCursorPosition = 31,
    SetCursorPosition = 32,
    GetWindowPosition = 33,
    SetWindowPosition = 34,
    GetCursorSize = 35,
    SetCursorSize = 36,
    GetBufferSize = 37,
    SetBufferSize = 38,
    GetWindowSize = 39,
    SetWindowSize = 40,
    GetWindowTitle = 41,
    SetWindowTitle = 42,
    GetMaxWindowSize = 43,
    GetMaxPhysicalWindowSize = 44,
    GetKeyAvailable = 45,
    ReadKey = 46,
    FlushInputBuffer = 47,
    SetBufferContents1 = 48,
    SetBufferContents2 = 49,
    GetBufferContents = 50,
    ScrollBufferContents = 51,
    PushRunspace = 52,
    PopRunspace = 53,
    GetIsRunspacePushed = 54,
    GetRunspace = 55,
    PromptForChoiceMultipleSelection = 56,
};

/// The enumeration's own word, "ReadLine"; the number for an unknown one.
[[nodiscard]] QString hostMethodName(HostMethod method);
[[nodiscard]] bool isKnown(HostMethod method);

/// MS-PSRP 2.2.2.15, 2.2.2.27: a call of the remote side to our host.
struct HostCall
{
    /// -100: a void method that wants no answer.
    static constexpr qint64 voidCallId = -100;

    qint64 callId = voidCallId;
    HostMethod method = HostMethod::GetName;
    QString methodName;              ///< as sent, for messages
    QList<clixml::Value> parameters; ///< MS-PSRP 2.2.6 wrappers (T/V) undone
    QUuid pipelineId;                ///< null: a call of the pool

    [[nodiscard]] bool wantsAnswer() const { return callId != voidCallId; }
    [[nodiscard]] static HostCall fromValue(const clixml::Value &data, const QUuid &pipelineId);
    [[nodiscard]] clixml::Value toValue() const;
};

/// MS-PSRP 2.2.2.16, 2.2.2.28.
struct HostResponse
{
    qint64 callId = 0;
    HostMethod method = HostMethod::GetName;
    clixml::Value result;    ///< mr; Nil for none
    clixml::Value exception; ///< me: an ErrorRecord; Nil for none
    QUuid pipelineId;

    [[nodiscard]] static HostResponse fromValue(const clixml::Value &data, const QUuid &pipelineId);
    [[nodiscard]] clixml::Value toValue() const;
    /// An answer that makes the remote side throw NotImplementedException with the words.
    [[nodiscard]] static HostResponse refusal(const HostCall &call, const QString &words);
};

/// Wrappers of MS-PSRP 2.2.6 for arguments and results that are no primitives: <MS><S N="T">type</S>… N="V".
[[nodiscard]] clixml::Value wrapHostObject(std::string_view typeName, const clixml::Value &value);
/// Undoes the wrapper, that of a one-dimensional array too; anything else is given back as it is.
[[nodiscard]] clixml::Value unwrapHostObject(const clixml::Value &value);
/// MS-PSRP 2.2.6.1.4: a one-dimensional array as its elements (mae) and lengths (mal).
[[nodiscard]] clixml::Value wrapHostArray(std::span<const clixml::Value> elements);

/// A PSCredential as PromptForCredential is answered and arguments carry it; password: an SS value (MS-PSRP 2.2.3.25).
[[nodiscard]] clixml::Value credentialObject(const QString &userName, const clixml::Value &password);

/// MS-PSRP 2.2.3.14 HostInfo. A present host: without one warnings and verbose records of Receive-Job never come.
struct HostInfo
{
    bool isNull = false;
    bool useRunspaceHost = false;
    int width = 120; ///< character cells
    int height = 50;
    /// ConsoleColor, 0 to 15 (MS-PSRP 2.2.3.3). PowerShell on Linux sends -1, which strict servers refuse.
    int foreground = 7;
    int background = 0;

    [[nodiscard]] clixml::Value toValue(bool forPipeline) const;
    [[nodiscard]] static HostInfo fromValue(const clixml::Value &value);
};

} // namespace rejoin::psrp
