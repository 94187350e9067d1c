#include "core/psrp/message.h"

#include "core/clixml/reader.h"
#include "core/clixml/writer.h"
#include "core/psrp/failures.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace rejoin::psrp {

namespace {
constexpr qsizetype headerSize = 40;
constexpr qsizetype guidSize = 16;
const QByteArrayView byteOrderMark("\xEF\xBB\xBF");

struct TypeName
{
    MessageType type;
    const char *name;
};
constexpr TypeName typeNames[] = {
    {MessageType::SessionCapability, "SESSION_CAPABILITY"},
    {MessageType::CloseSession, "CLOSE_SESSION"},
    {MessageType::InitRunspacePool, "INIT_RUNSPACEPOOL"},
    {MessageType::PublicKey, "PUBLIC_KEY"},
    {MessageType::EncryptedSessionKey, "ENCRYPTED_SESSION_KEY"},
    {MessageType::PublicKeyRequest, "PUBLIC_KEY_REQUEST"},
    {MessageType::ConnectRunspacePool, "CONNECT_RUNSPACEPOOL"},
    {MessageType::SetMaxRunspaces, "SET_MAX_RUNSPACES"},
    {MessageType::SetMinRunspaces, "SET_MIN_RUNSPACES"},
    {MessageType::RunspaceAvailability, "RUNSPACE_AVAILABILITY"},
    {MessageType::RunspacePoolState, "RUNSPACEPOOL_STATE"},
    {MessageType::CreatePipeline, "CREATE_PIPELINE"},
    {MessageType::GetAvailableRunspaces, "GET_AVAILABLE_RUNSPACES"},
    {MessageType::UserEvent, "USER_EVENT"},
    {MessageType::ApplicationPrivateData, "APPLICATION_PRIVATE_DATA"},
    {MessageType::GetCommandMetadata, "GET_COMMAND_METADATA"},
    {MessageType::RunspacePoolInitData, "RUNSPACEPOOL_INIT_DATA"},
    {MessageType::ResetRunspaceState, "RESET_RUNSPACE_STATE"},
    {MessageType::RunspacePoolHostCall, "RUNSPACEPOOL_HOST_CALL"},
    {MessageType::RunspacePoolHostResponse, "RUNSPACEPOOL_HOST_RESPONSE"},
    {MessageType::PipelineInput, "PIPELINE_INPUT"},
    {MessageType::EndOfPipelineInput, "END_OF_PIPELINE_INPUT"},
    {MessageType::PipelineOutput, "PIPELINE_OUTPUT"},
    {MessageType::ErrorRecord, "ERROR_RECORD"},
    {MessageType::PipelineState, "PIPELINE_STATE"},
    {MessageType::DebugRecord, "DEBUG_RECORD"},
    {MessageType::VerboseRecord, "VERBOSE_RECORD"},
    {MessageType::WarningRecord, "WARNING_RECORD"},
    {MessageType::ProgressRecord, "PROGRESS_RECORD"},
    {MessageType::InformationRecord, "INFORMATION_RECORD"},
    {MessageType::StopPowerShell, "STOP_POWERSHELL"},
    {MessageType::PipelineHostCall, "PIPELINE_HOST_CALL"},
    {MessageType::PipelineHostResponse, "PIPELINE_HOST_RESPONSE"},
};

void writeGuid(const QUuid &id, char *out)
{
    qToLittleEndian<quint32>(id.data1, out);
    qToLittleEndian<quint16>(id.data2, out + 4);
    qToLittleEndian<quint16>(id.data3, out + 6);
    std::copy_n(id.data4, 8, out + 8);
}
} // namespace

bool isKnown(MessageType type)
{
    return std::ranges::find(typeNames, type, &TypeName::type) != std::end(typeNames);
}

QString messageText(const clixml::Value &data)
{
    constexpr std::size_t shown = 8; // members
    QString text = data.text();
    if (!text.isEmpty() || !data.isObject())
        return text;
    QStringList members;
    for (std::size_t i = 0; i < std::min(data.memberCount(), shown); ++i)
        members.append(QStringLiteral("%1=%2").arg(data.memberName(i), data.memberAt(i).text()));
    return members.join(QStringLiteral(", "));
}

QString messageTypeName(MessageType type)
{
    const auto *found = std::ranges::find(typeNames, type, &TypeName::type);
    if (found != std::end(typeNames))
        return QLatin1String(found->name);
    return QStringLiteral("0x%1").arg(static_cast<quint32>(type), 8, 16, QLatin1Char('0'));
}

QByteArray guidBytes(const QUuid &id)
{
    QByteArray bytes(guidSize, Qt::Uninitialized);
    writeGuid(id, bytes.data());
    return bytes;
}

QUuid guidFromBytes(QByteArrayView sixteen)
{
    if (sixteen.size() != guidSize)
        return {};
    const char *in = sixteen.data();
    QUuid id;
    id.data1 = qFromLittleEndian<quint32>(in);
    id.data2 = qFromLittleEndian<quint16>(in + 4);
    id.data3 = qFromLittleEndian<quint16>(in + 6);
    std::copy_n(in + 8, 8, id.data4);
    return id;
}

QByteArray Message::encode() const
{
    QByteArray bytes(headerSize, Qt::Uninitialized);
    char *out = bytes.data();
    qToLittleEndian<quint32>(static_cast<quint32>(destination), out);
    qToLittleEndian<quint32>(static_cast<quint32>(type), out + 4);
    writeGuid(runspacePoolId, out + 8);
    writeGuid(pipelineId, out + 8 + guidSize);
    // $null is no data at all, without a BOM (PIPELINE_OUTPUT of a real server, END_OF_PIPELINE_INPUT).
    if (data.isNil())
        return bytes;
    if (destination == Destination::Client)
        bytes.append(byteOrderMark);
    bytes.append(clixml::write(data));
    return bytes;
}

Message Message::decode(QByteArray bytes)
{
    if (bytes.size() < headerSize) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a message of only %1 bytes."),
                       {QString::number(bytes.size())}));
    }
    const char *in = bytes.constData();
    const auto to = qFromLittleEndian<quint32>(in);
    if (to != static_cast<quint32>(Destination::Client) && to != static_cast<quint32>(Destination::Server)) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a message for the unknown destination %1."),
                       {QString::number(to)}));
    }
    Message message;
    message.destination = static_cast<Destination>(to);
    message.type = static_cast<MessageType>(qFromLittleEndian<quint32>(in + 4));
    message.runspacePoolId = guidFromBytes(QByteArrayView(in + 8, guidSize));
    message.pipelineId = guidFromBytes(QByteArrayView(in + 8 + guidSize, guidSize));
    // Taking away the front of a buffer that nobody shares moves no bytes.
    bytes.remove(0, headerSize);
    if (bytes.startsWith(byteOrderMark))
        bytes.remove(0, byteOrderMark.size());
    message.dataBytes = bytes.size();
    if (bytes.isEmpty())
        return message;
    if (isKnown(message.type)) {
        message.data = clixml::read(std::move(bytes));
        return message;
    }
    try {
        message.data = clixml::read(bytes);
    } catch (const base::Error &) {
        message.data = clixml::Value::string(QString::fromUtf8(bytes));
    }
    return message;
}

} // namespace rejoin::psrp
