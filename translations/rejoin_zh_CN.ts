<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>ComputerModel</name>
        <message numerus="yes">
            <source>%n session(s)</source>
            <translation>
                <numerusform>%n 个会话</numerusform>
            </translation>
        </message>
        <message>
            <source>not asked</source>
            <translation>未查询</translation>
        </message>
        <message>
            <source>asking…</source>
            <translation>正在查询…</translation>
        </message>
        <message>
            <source>no sessions</source>
            <translation>无会话</translation>
        </message>
        <message>
            <source>needs a login</source>
            <translation>需要登录</translation>
        </message>
        <message>
            <source>certificate not trusted</source>
            <translation>证书不受信任</translation>
        </message>
        <message>
            <source>unreachable</source>
            <translation>无法访问</translation>
        </message>
        <message>
            <source>no remoting</source>
            <translation>无远程处理</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
    </context>
    <context>
        <name>Mechanisms</name>
        <message>
            <source>Not in this version: it signs in with Basic only.</source>
            <translation>此版本尚不支持：目前只能用基本方式登录。</translation>
        </message>
        <message>
            <source>Basic</source>
            <translation>基本 (Basic)</translation>
        </message>
        <message>
            <source>User name and password of the computer itself. Use it with SSL.</source>
            <translation>计算机本身的用户名和密码。请与 SSL 一起使用。</translation>
        </message>
        <message>
            <source>Without SSL the password would travel in the clear. Tick “Use SSL”, or “Allow unencrypted” if this network is yours alone.</source>
            <translation>不使用 SSL 时密码将以明文传输。请勾选“使用 SSL”；如果网络只属于您，也可勾选“允许不加密”。</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认 (Default)</translation>
        </message>
        <message>
            <source>What the computer offers, Kerberos first. Right inside a domain.</source>
            <translation>计算机提供的方式，优先 Kerberos。适合域内使用。</translation>
        </message>
        <message>
            <source>Negotiate</source>
            <translation>协商 (Negotiate)</translation>
        </message>
        <message>
            <source>Kerberos where possible, else NTLM.</source>
            <translation>尽可能用 Kerberos，否则用 NTLM。</translation>
        </message>
        <message>
            <source>Kerberos</source>
            <translation>Kerberos</translation>
        </message>
        <message>
            <source>A domain's tickets; proves both sides.</source>
            <translation>域的票证；双方都得到验证。</translation>
        </message>
        <message>
            <source>Kerberos needs a name, not an address.</source>
            <translation>Kerberos 需要名称，而不是地址。</translation>
        </message>
        <message>
            <source>CredSSP</source>
            <translation>CredSSP</translation>
        </message>
        <message>
            <source>Hands your password to the computer so that it can go on from there.</source>
            <translation>把您的密码交给该计算机，以便它继续访问别处。</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>摘要 (Digest)</translation>
        </message>
        <message>
            <source>For servers that offer nothing better.</source>
            <translation>用于没有更好方式的服务器。</translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>No session named %1 was found on %2.</source>
            <translation>在 %2 上没有找到名为 %1 的会话。</translation>
        </message>
        <message>
            <source>Check the name, or leave it empty to see all sessions.</source>
            <translation>请检查名称，或留空以查看所有会话。</translation>
        </message>
        <message>
            <source>%1 needs a user name and a password.</source>
            <translation>%1 需要用户名和密码。</translation>
        </message>
        <message>
            <source>Log in to see its sessions.</source>
            <translation>登录后可查看其会话。</translation>
        </message>
        <message>
            <source>The list of computers in %1 cannot be used: %2</source>
            <translation>无法使用 %1 中的计算机列表：%2</translation>
        </message>
        <message>
            <source>Repair or move the file, then start again; it is left as it is.</source>
            <translation>请修复或移走该文件，然后重新启动；文件保持原样。</translation>
        </message>
        <message>
            <source>This is no list of computers.</source>
            <translation>这不是计算机列表。</translation>
        </message>
        <message>
            <source>The list of computers could not be saved in %1: %2</source>
            <translation>无法将计算机列表保存到 %1：%2</translation>
        </message>
        <message>
            <source>Free some space or check who may write there.</source>
            <translation>请释放一些空间，或检查谁有写入权限。</translation>
        </message>
        <message>
            <source>The server's answer is not the expected WS-Management message.</source>
            <translation>服务器的应答不是预期的 WS-Management 消息。</translation>
        </message>
        <message>
            <source>Try again; if it happens again, look for a proxy or a gateway between this computer and the server.</source>
            <translation>请重试；如再次发生，请检查本机与服务器之间的代理或网关。</translation>
        </message>
        <message>
            <source>The answer is not a WS-Management message.</source>
            <translation>应答不是 WS-Management 消息。</translation>
        </message>
        <message>
            <source>Check the computer name, the port and the application name; WinRM listens on 5985 (HTTP) and 5986 (HTTPS) at /wsman.</source>
            <translation>请检查计算机名、端口和应用程序名称；WinRM 在 5985 (HTTP) 和 5986 (HTTPS) 的 /wsman 上侦听。</translation>
        </message>
        <message>
            <source>The WS-Management message is larger than this program accepts (%1 bytes).</source>
            <translation>WS-Management 消息超出本程序接受的大小（%1 字节）。</translation>
        </message>
        <message>
            <source>Check that the address leads to the WinRM service.</source>
            <translation>请检查该地址是否通向 WinRM 服务。</translation>
        </message>
        <message>
            <source>The WS-Management message is nested deeper than this program accepts.</source>
            <translation>WS-Management 消息的嵌套超出本程序接受的深度。</translation>
        </message>
        <message>
            <source>The WS-Management message is not well-formed.</source>
            <translation>WS-Management 消息格式不正确。</translation>
        </message>
        <message>
            <source>The data in a WS-Management message is not valid base64.</source>
            <translation>WS-Management 消息中的数据不是有效的 base64。</translation>
        </message>
        <message>
            <source>A largest message of %1 bytes leaves no room for data.</source>
            <translation>最大 %1 字节的消息容不下数据。</translation>
        </message>
        <message>
            <source>Raise MaxEnvelopeSizekb in the server's WinRM configuration; its default is 500.</source>
            <translation>请提高服务器 WinRM 配置中的 MaxEnvelopeSizekb；默认值为 500。</translation>
        </message>
        <message>
            <source>Try again in a moment.</source>
            <translation>请稍后重试。</translation>
        </message>
        <message>
            <source>Close sessions that are no longer needed on that computer, or have its WinRM quotas raised, and try again.</source>
            <translation>请关闭该计算机上不再需要的会话，或提高其 WinRM 配额，然后重试。</translation>
        </message>
        <message>
            <source>Check the user name and the password, and write the name as DOMAIN\user or user@domain.</source>
            <translation>请检查用户名和密码，并把名称写成 域\用户 或 用户@域。</translation>
        </message>
        <message>
            <source>Check that the WinRM service runs on that computer (Enable-PSRemoting) and that a firewall lets its port through.</source>
            <translation>请检查该计算机上是否运行 WinRM 服务 (Enable-PSRemoting)，以及防火墙是否放行其端口。</translation>
        </message>
        <message>
            <source>The session or command has ended or was removed: list the sessions again.</source>
            <translation>会话或命令已结束或被删除：请重新列出会话。</translation>
        </message>
        <message>
            <source>Disconnect the session at the client that holds it, or wait until that client is gone, and connect again.</source>
            <translation>请在占用会话的客户端上断开它，或等该客户端离开后再连接。</translation>
        </message>
        <message>
            <source>List the sessions again to see its present state, then repeat what still applies.</source>
            <translation>请重新列出会话以查看其当前状态，再重复仍适用的操作。</translation>
        </message>
        <message>
            <source>Check the configuration name; Get-PSSessionConfiguration on that computer lists the ones that exist and who may use them.</source>
            <translation>请检查配置名称；在该计算机上运行 Get-PSSessionConfiguration 会列出现有配置及可使用它们的人。</translation>
        </message>
        <message>
            <source>Use an account that belongs to Administrators or Remote Management Users on that computer and may use the session configuration.</source>
            <translation>请使用属于该计算机的 Administrators 或 Remote Management Users 且可使用该会话配置的帐户。</translation>
        </message>
        <message>
            <source>Check that the computer runs PowerShell 3.0 or later; disconnected sessions need it.</source>
            <translation>请检查计算机是否运行 PowerShell 3.0 或更高版本；断开的会话需要它。</translation>
        </message>
        <message>
            <source>Use the connection URI that the service points to, or allow redirection.</source>
            <translation>请使用服务指向的连接 URI，或允许重定向。</translation>
        </message>
        <message>
            <source>List the sessions again; if the session is still there, it was made by a client whose data this one cannot match: remove it or use that client.</source>
            <translation>请重新列出会话；如果会话仍在，说明它是由数据与本客户端不匹配的客户端创建的：请删除它或使用那个客户端。</translation>
        </message>
        <message>
            <source>Check the computer name and that the computer can be reached from here.</source>
            <translation>请检查计算机名，以及从这里能否访问该计算机。</translation>
        </message>
        <message>
            <source>Choose another authentication method, or give a credential, and check which methods the computer's WinRM service allows.</source>
            <translation>请选择其他身份验证方式或提供凭据，并检查该计算机的 WinRM 服务允许哪些方式。</translation>
        </message>
        <message>
            <source>Kerberos needs the computer's full DNS name, a domain account and clocks that agree; otherwise use Negotiate or HTTPS.</source>
            <translation>Kerberos 需要计算机的完整 DNS 名称、域帐户和一致的时钟；否则请使用协商或 HTTPS。</translation>
        </message>
        <message>
            <source>Look at the WinRM event log of that computer, then try again.</source>
            <translation>请查看该计算机的 WinRM 事件日志，然后重试。</translation>
        </message>
        <message>
            <source>Send less at once, or have MaxEnvelopeSizekb raised in that computer's WinRM configuration.</source>
            <translation>请一次少发一些，或提高该计算机 WinRM 配置中的 MaxEnvelopeSizekb。</translation>
        </message>
        <message>
            <source>Give the session a name without control characters and not longer than 256 characters.</source>
            <translation>请给会话一个不含控制字符且不超过 256 个字符的名称。</translation>
        </message>
        <message>
            <source>This is likely a defect of this program or of a gateway in between: report it with the details.</source>
            <translation>这可能是本程序或中间网关的缺陷：请附上详细信息报告。</translation>
        </message>
        <message>
            <source>The logon on that computer cannot be used further on: use CredSSP or give the credential explicitly.</source>
            <translation>该计算机上的登录不能继续用于别处：请使用 CredSSP 或明确给出凭据。</translation>
        </message>
        <message>
            <source>The server answered with the fault %1.</source>
            <translation>服务器以故障 %1 应答。</translation>
        </message>
        <message>
            <source>%1 answered with the fault %2.</source>
            <translation>%1 以故障 %2 应答。</translation>
        </message>
        <message>
            <source>The seed file is wrong at %1: %2.</source>
            <translation>种子文件在 %1 处有误：%2。</translation>
        </message>
        <message>
            <source>Correct the file; rejoin-lab --help shows its form.</source>
            <translation>请更正文件；rejoin-lab --help 显示其格式。</translation>
        </message>
        <message>
            <source>The seed file is no JSON: line %1: %2.</source>
            <translation>种子文件不是 JSON：第 %1 行：%2。</translation>
        </message>
        <message>
            <source>The lab cannot listen on port %1 of %2: %3.</source>
            <translation>实验环境无法在 %2 的端口 %1 上侦听：%3。</translation>
        </message>
        <message>
            <source>Choose another port, or 0 for any free one.</source>
            <translation>请选择另一个端口，或用 0 表示任意空闲端口。</translation>
        </message>
        <message>
            <source>The remote command takes no more input.</source>
            <translation>远程命令不再接受输入。</translation>
        </message>
        <message>
            <source>Start the command again with its input. Input ends when a session is disconnected.</source>
            <translation>请带输入重新启动命令。会话断开时输入即结束。</translation>
        </message>
        <message>
            <source>The remote computer reported the state %1 for a running command.</source>
            <translation>远程计算机报告正在运行的命令状态为 %1。</translation>
        </message>
        <message>
            <source>The remote computer sent a %1 message where it has no place.</source>
            <translation>远程计算机在不当之处发送了 %1 消息。</translation>
        </message>
        <message>
            <source>The remote computer sent a %1 message that is for another command.</source>
            <translation>远程计算机发送了属于其他命令的 %1 消息。</translation>
        </message>
        <message>
            <source>Connect with a client that speaks version 2.2 or later of the PowerShell remoting protocol.</source>
            <translation>请使用支持 PowerShell 远程处理协议 2.2 或更高版本的客户端连接。</translation>
        </message>
        <message>
            <source>The client sent a %1 message where it has no place.</source>
            <translation>客户端在不当之处发送了 %1 消息。</translation>
        </message>
        <message>
            <source>The client sent %1 messages where exactly 2 are needed.</source>
            <translation>客户端发送了 %1 条消息，而此处恰好需要 2 条。</translation>
        </message>
        <message>
            <source>The client has too many commands in one session.</source>
            <translation>客户端在一个会话中的命令太多。</translation>
        </message>
        <message>
            <source>End some of the commands first.</source>
            <translation>请先结束一些命令。</translation>
        </message>
        <message>
            <source>The client speaks version %1 of the PowerShell remoting protocol, which this server does not know.</source>
            <translation>客户端使用本服务器不认识的 PowerShell 远程处理协议 %1 版。</translation>
        </message>
        <message>
            <source>Use a client that speaks version 2.2 or 2.3.</source>
            <translation>请使用支持 2.2 或 2.3 版的客户端。</translation>
        </message>
        <message>
            <source>The client's connect has %1 and %2 instead of SESSION_CAPABILITY and CONNECT_RUNSPACEPOOL.</source>
            <translation>客户端的连接包含 %1 和 %2，而不是 SESSION_CAPABILITY 和 CONNECT_RUNSPACEPOOL。</translation>
        </message>
        <message>
            <source>The client's connect names another runspace pool than this one.</source>
            <translation>客户端的连接指向另一个运行空间池。</translation>
        </message>
        <message>
            <source>The client speaks version %1 of the PowerShell remoting protocol, which cannot connect to a disconnected session.</source>
            <translation>客户端使用 PowerShell 远程处理协议 %1 版，无法连接到断开的会话。</translation>
        </message>
        <message>
            <source>The client's connect asks for other numbers of runspaces than this session has.</source>
            <translation>客户端连接时要求的运行空间数与此会话不同。</translation>
        </message>
        <message>
            <source>%1 is no warning, verbose or debug message.</source>
            <translation>%1 不是警告、详细或调试消息。</translation>
        </message>
        <message>
            <source>The remote computer did not say which protocol versions it speaks.</source>
            <translation>远程计算机没有说明它使用的协议版本。</translation>
        </message>
        <message>
            <source>The remote computer speaks version %1 of the PowerShell remoting protocol (PSVersion %2, SerializationVersion %3), which this program does not know.</source>
            <translation>远程计算机使用本程序不认识的 PowerShell 远程处理协议 %1 版（PSVersion %2，SerializationVersion %3）。</translation>
        </message>
        <message>
            <source>Look for a newer version of this program, or connect to another session configuration of that computer.</source>
            <translation>请查找本程序的较新版本，或连接到该计算机的其他会话配置。</translation>
        </message>
        <message>
            <source>Disconnect and connect again. If it happens again, the service at that address is not a PowerShell endpoint, or something in between changes what it sends.</source>
            <translation>请断开后重新连接。如再次发生，说明该地址的服务不是 PowerShell 终结点，或中间有东西改动了它发送的内容。</translation>
        </message>
        <message>
            <source>"%1" is not possible while the state is %2. It needs the state %3.</source>
            <translation>状态为 %2 时无法执行“%1”，需要状态 %3。</translation>
        </message>
        <message>
            <source>Refresh the list of sessions and try again.</source>
            <translation>请刷新会话列表后重试。</translation>
        </message>
        <message>
            <source>The client asked for a pipeline without any command.</source>
            <translation>客户端请求的管道没有任何命令。</translation>
        </message>
        <message>
            <source>The exchange of the key for passwords with the remote computer failed.</source>
            <translation>与远程计算机交换密码密钥失败。</translation>
        </message>
        <message>
            <source>Disconnect, connect again and repeat the step that asks for a secret.</source>
            <translation>请断开、重新连接，并重复要求输入机密的步骤。</translation>
        </message>
        <message>
            <source>A protected text from the remote computer could not be read.</source>
            <translation>无法读取远程计算机发来的受保护文本。</translation>
        </message>
        <message>
            <source>Disconnect, connect again and repeat the step.</source>
            <translation>请断开、重新连接，并重复该步骤。</translation>
        </message>
        <message>
            <source>There is no key for passwords yet in this connection.</source>
            <translation>此连接中还没有密码密钥。</translation>
        </message>
        <message>
            <source>Repeat the step once the session is connected.</source>
            <translation>会话连接后请重复该步骤。</translation>
        </message>
        <message>
            <source>The remote computer sent a message of only %1 bytes.</source>
            <translation>远程计算机发送了只有 %1 字节的消息。</translation>
        </message>
        <message>
            <source>The remote computer sent a message for the unknown destination %1.</source>
            <translation>远程计算机向未知目标 %1 发送了消息。</translation>
        </message>
        <message>
            <source>The remote computer sent a fragment with an incomplete header (%1 bytes).</source>
            <translation>远程计算机发送了标头不完整的片段（%1 字节）。</translation>
        </message>
        <message>
            <source>The remote computer sent a fragment of %1 bytes that says it has %2 bytes.</source>
            <translation>远程计算机发送了 %1 字节的片段，却声称有 %2 字节。</translation>
        </message>
        <message>
            <source>The remote computer sent a fragment without an object number.</source>
            <translation>远程计算机发送了没有对象编号的片段。</translation>
        </message>
        <message>
            <source>The remote computer started message %1 before message %2 was complete.</source>
            <translation>远程计算机在消息 %2 完成之前就开始了消息 %1。</translation>
        </message>
        <message>
            <source>The remote computer sent part %1 of message %2 without its beginning.</source>
            <translation>远程计算机发送了消息 %2 的第 %1 部分，但没有开头。</translation>
        </message>
        <message>
            <source>The remote computer sent part %1 of message %2 where part %3 of message %4 was to come.</source>
            <translation>应为消息 %4 的第 %3 部分，远程计算机却发送了消息 %2 的第 %1 部分。</translation>
        </message>
        <message>
            <source>The remote computer sent a message of more than %1 bytes.</source>
            <translation>远程计算机发送了超过 %1 字节的消息。</translation>
        </message>
        <message>
            <source>Let the remote command give less at once, for example with Select-Object.</source>
            <translation>让远程命令一次少给一些，例如用 Select-Object。</translation>
        </message>
        <message>
            <source>The remote computer reported the state %1 for a session.</source>
            <translation>远程计算机报告会话状态为 %1。</translation>
        </message>
        <message>
            <source>The remote computer reported the state %1 for a session in the state %2.</source>
            <translation>远程计算机对状态为 %2 的会话报告了状态 %1。</translation>
        </message>
        <message>
            <source>The remote computer sent a %1 message that is not for this session.</source>
            <translation>远程计算机发送了不属于此会话的 %1 消息。</translation>
        </message>
        <message>
            <source>The remote computer answered the connect with %1 messages instead of 2.</source>
            <translation>远程计算机以 %1 条消息应答连接，而不是 2 条。</translation>
        </message>
        <message>
            <source>The remote computer answered the connect with %1 and %2.</source>
            <translation>远程计算机以 %1 和 %2 应答连接。</translation>
        </message>
        <message>
            <source>The remote computer sent a host call without its number or method.</source>
            <translation>远程计算机发送了没有编号或方法的主机调用。</translation>
        </message>
        <message>
            <source>The remote computer reported a state without a known value.</source>
            <translation>远程计算机报告了未知值的状态。</translation>
        </message>
        <message>
            <source>The remote computer reported impossible numbers of runspaces (%1 to %2).</source>
            <translation>远程计算机报告了不可能的运行空间数（%1 到 %2）。</translation>
        </message>
        <message>
            <source>The remote computer sent a call or an answer without its number.</source>
            <translation>远程计算机发送了没有编号的调用或应答。</translation>
        </message>
        <message>
            <source>The remote computer sent a key that is not base64 text.</source>
            <translation>远程计算机发送的密钥不是 base64 文本。</translation>
        </message>
        <message>
            <source>The session cannot do "%1" while its state is %2.</source>
            <translation>会话状态为 %2 时无法执行“%1”。</translation>
        </message>
        <message>
            <source>Wait for what is running, or connect the session first.</source>
            <translation>请等待正在运行的内容结束，或先连接会话。</translation>
        </message>
        <message>
            <source>The command is not running here any more.</source>
            <translation>命令在此已不再运行。</translation>
        </message>
        <message>
            <source>Run it again, or connect the session to take up what still runs.</source>
            <translation>请再次运行，或连接会话以接续仍在运行的内容。</translation>
        </message>
        <message>
            <source>The session on %1 did not open within %2 seconds.</source>
            <translation>%1 上的会话在 %2 秒内没有打开。</translation>
        </message>
        <message>
            <source>Try again; give more time with -OpenTimeout when the computer is busy.</source>
            <translation>请重试；计算机繁忙时可用 -OpenTimeout 给予更多时间。</translation>
        </message>
        <message>
            <source>The session on %1 was closed by the remote computer.</source>
            <translation>%1 上的会话已被远程计算机关闭。</translation>
        </message>
        <message>
            <source>Create a new session.</source>
            <translation>请新建会话。</translation>
        </message>
        <message>
            <source>The session on %1 was closed by the remote computer: %2</source>
            <translation>%1 上的会话已被远程计算机关闭：%2</translation>
        </message>
        <message>
            <source>Network connectivity to %1 has been lost and the reconnection attempt failed.</source>
            <translation>到 %1 的网络连接已丢失，重新连接失败。</translation>
        </message>
        <message>
            <source>Please repair the network connection and reconnect using Connect-PSSession or Receive-PSSession.</source>
            <translation>请修复网络连接，并用 Connect-PSSession 或 Receive-PSSession 重新连接。</translation>
        </message>
        <message>
            <source>The list of commands did not end after %1 pages.</source>
            <translation>命令列表在 %1 页后仍未结束。</translation>
        </message>
        <message>
            <source>Check that the address belongs to a WS-Management service.</source>
            <translation>请检查该地址是否属于 WS-Management 服务。</translation>
        </message>
        <message>
            <source>The remote computer started another command than the one asked for.</source>
            <translation>远程计算机启动了与请求不同的命令。</translation>
        </message>
        <message>
            <source>Disconnect and connect again; if it stays, the service needs an update.</source>
            <translation>请断开后重新连接；如仍如此，该服务需要更新。</translation>
        </message>
        <message>
            <source>%1 did not answer with a key for secrets.</source>
            <translation>%1 没有以保护机密的密钥应答。</translation>
        </message>
        <message>
            <source>Try again; disconnect and connect the session if it stays so.</source>
            <translation>请重试；如仍如此，请断开并重新连接会话。</translation>
        </message>
        <message>
            <source>Look at the details, and try again.</source>
            <translation>请查看详细信息，然后重试。</translation>
        </message>
        <message>
            <source>The remote session query failed for %1 with the following error message: %2</source>
            <translation>对 %1 的远程会话查询失败，错误消息如下：%2</translation>
        </message>
        <message>
            <source>Cannot connect PSSession "%1", either because it is not in the Disconnected state, or it is not available for connection.</source>
            <translation>无法连接 PSSession“%1”，因为它不处于 Disconnected 状态，或不可用于连接。</translation>
        </message>
        <message>
            <source>List the sessions again to see its present state; wait until what is under way has ended.</source>
            <translation>请重新列出会话以查看其当前状态；等待正在进行的操作结束。</translation>
        </message>
        <message>
            <source>The connect operation failed for session %1 with the following error message: %2</source>
            <translation>会话 %1 的连接操作失败，错误消息如下：%2</translation>
        </message>
        <message>
            <source>Cannot connect to session %1.  The session no longer exists on computer %2.</source>
            <translation>无法连接到会话 %1。该会话在计算机 %2 上已不存在。</translation>
        </message>
        <message>
            <source>The session has expired, was removed, or its computer was restarted: list the sessions again, or create a new one.</source>
            <translation>会话已过期、被删除，或其计算机已重启：请重新列出会话，或新建会话。</translation>
        </message>
        <message>
            <source>The disconnect operation failed for session %1 with the following error message: %2</source>
            <translation>会话 %1 的断开操作失败，错误消息如下：%2</translation>
        </message>
        <message>
            <source>Cannot disconnect PSSession "%1" because it is not in the Opened state.</source>
            <translation>无法断开 PSSession“%1”，因为它不处于 Opened 状态。</translation>
        </message>
        <message>
            <source>Connect the session first, or leave it as it is.</source>
            <translation>请先连接会话，或保持原样。</translation>
        </message>
        <message>
            <source>Cannot disconnect session %1 because the specified idle timeout value %2 (seconds) is either greater than the server maximum allowed %3 (seconds), or less than the minimum allowed value %4 (seconds).</source>
            <translation>无法断开会话 %1，因为指定的空闲超时值 %2（秒）大于服务器允许的最大值 %3（秒），或小于允许的最小值 %4（秒）。</translation>
        </message>
        <message>
            <source>Specify an idle timeout that is within the allowed range.</source>
            <translation>请指定允许范围内的空闲超时。</translation>
        </message>
        <message>
            <source>The idle timeout of %1 seconds is less than the minimum of %2 seconds.</source>
            <translation>空闲超时 %1 秒小于最小值 %2 秒。</translation>
        </message>
        <message>
            <source>Specify an idle timeout of one minute or more, or none for the server's default.</source>
            <translation>请指定一分钟或更长的空闲超时，或不指定以使用服务器默认值。</translation>
        </message>
        <message>
            <source>Cannot disconnect PSSession "%1". Disconnected sessions are supported only when the remote computer is running PowerShell 3.0 or a later version of PowerShell.</source>
            <translation>无法断开 PSSession“%1”。仅当远程计算机运行 PowerShell 3.0 或更高版本时才支持断开的会话。</translation>
        </message>
        <message>
            <source>Keep the session connected, or remove it.</source>
            <translation>请保持会话连接，或将其删除。</translation>
        </message>
        <message>
            <source>[%1] Connecting to remote server %1 failed with the following error message : %2 For more information, see the about_Remote_Troubleshooting Help topic.</source>
            <translation>[%1] 连接到远程服务器 %1 失败，错误消息如下：%2 有关详细信息，请参阅 about_Remote_Troubleshooting 帮助主题。</translation>
        </message>
        <message>
            <source>The session %1 is forgotten here, but %2 could not be told to end it: %3</source>
            <translation>会话 %1 在此已移除，但无法通知 %2 结束它：%3</translation>
        </message>
        <message>
            <source>The session %1 is not connected here.</source>
            <translation>会话 %1 未在此处连接。</translation>
        </message>
        <message>
            <source>Connect the session first.</source>
            <translation>请先连接会话。</translation>
        </message>
        <message>
            <source>Logging in with a certificate's thumbprint is not possible here.</source>
            <translation>此处不能用证书指纹登录。</translation>
        </message>
        <message>
            <source>Give a credential instead of a thumbprint.</source>
            <translation>请给出凭据而不是指纹。</translation>
        </message>
        <message>
            <source>The list of sessions did not end after %1 pages.</source>
            <translation>会话列表在 %1 页后仍未结束。</translation>
        </message>
        <message>
            <source>The service describes this shell only in part.</source>
            <translation>服务对此 Shell 的描述不完整。</translation>
        </message>
        <message>
            <source>This is no PowerShell session but a shell of the kind %1.</source>
            <translation>这不是 PowerShell 会话，而是 %1 类型的 Shell。</translation>
        </message>
        <message>
            <source>The client that made this session gave it no name.</source>
            <translation>创建此会话的客户端没有给它命名。</translation>
        </message>
        <message>
            <source>The session ended while it was asked for: %1</source>
            <translation>请求期间会话已结束：%1</translation>
        </message>
        <message>
            <source>It runs %1 commands: this is a pool of runspaces and no session.</source>
            <translation>它运行 %1 个命令：这是运行空间池，不是会话。</translation>
        </message>
        <message>
            <source>The object is nested too deeply to be sent.</source>
            <translation>对象嵌套太深，无法发送。</translation>
        </message>
        <message>
            <source>Send a simpler object.</source>
            <translation>请发送较简单的对象。</translation>
        </message>
        <message>
            <source>The data received is not valid CLIXML: %1.</source>
            <translation>收到的数据不是有效的 CLIXML：%1。</translation>
        </message>
        <message>
            <source>Try again. If it happens again, check that the other end is PowerShell and nothing between changes the data.</source>
            <translation>请重试。如再次发生，请检查对方是否为 PowerShell，且中间没有改动数据。</translation>
        </message>
        <message>
            <source>The data received is larger than is accepted: %1.</source>
            <translation>收到的数据超出可接受的大小：%1。</translation>
        </message>
        <message>
            <source>Ask the command for less output, or for smaller objects.</source>
            <translation>让命令输出少一些，或输出较小的对象。</translation>
        </message>
        <message>
            <source>A password is needed, but the input ended before one came.</source>
            <translation>需要密码，但输入在此之前就结束了。</translation>
        </message>
        <message>
            <source>Give it as the first line of standard input with --password-stdin, or run rejoinctl in a terminal.</source>
            <translation>请用 --password-stdin 在标准输入的第一行给出，或在终端中运行 rejoinctl。</translation>
        </message>
        <message>
            <source>The password is longer than 4096 bytes.</source>
            <translation>密码超过 4096 字节。</translation>
        </message>
        <message>
            <source>A password for %1 is needed and there is no terminal to ask on.</source>
            <translation>需要 %1 的密码，但没有可供询问的终端。</translation>
        </message>
        <message>
            <source>Give it with --password-stdin or --password-fd.</source>
            <translation>请用 --password-stdin 或 --password-fd 给出。</translation>
        </message>
        <message>
            <source>Run rejoinctl in a terminal, or give the answers on standard input.</source>
            <translation>请在终端中运行 rejoinctl，或在标准输入上给出回答。</translation>
        </message>
        <message>
            <source>'rejoinctl --help' shows how it is called.</source>
            <translation>“rejoinctl --help”显示调用方法。</translation>
        </message>
        <message>
            <source>A value is missing after %1.</source>
            <translation>%1 之后缺少值。</translation>
        </message>
        <message>
            <source>'%1' is no output format: Table, List, Json, JsonLines, Csv or CliXml.</source>
            <translation>“%1”不是输出格式：应为 Table、List、Json、JsonLines、Csv 或 CliXml。</translation>
        </message>
        <message>
            <source>'%1' is no error format: Text or Json.</source>
            <translation>“%1”不是错误格式：应为 Text 或 Json。</translation>
        </message>
        <message>
            <source>'%1' is no file descriptor.</source>
            <translation>“%1”不是文件描述符。</translation>
        </message>
        <message>
            <source>'%1' is no log level: debug, info, warning or error.</source>
            <translation>“%1”不是日志级别：应为 debug、info、warning 或 error。</translation>
        </message>
        <message>
            <source>There is no option %1.</source>
            <translation>没有选项 %1。</translation>
        </message>
        <message>
            <source>'%1' is one word too many.</source>
            <translation>“%1”是多余的词。</translation>
        </message>
        <message>
            <source>There is no command %1.</source>
            <translation>没有命令 %1。</translation>
        </message>
        <message>
            <source>Basic needs a user name and a password.</source>
            <translation>基本方式需要用户名和密码。</translation>
        </message>
        <message>
            <source>Give both with -Credential, or save them for this computer.</source>
            <translation>请用 -Credential 给出两者，或为此计算机保存它们。</translation>
        </message>
        <message>
            <source>A user name with a colon cannot log in with Basic.</source>
            <translation>含冒号的用户名不能用基本方式登录。</translation>
        </message>
        <message>
            <source>Check the user name.</source>
            <translation>请检查用户名。</translation>
        </message>
        <message>
            <source>Basic would send the password to %1 unprotected, because the connection is plain HTTP; nothing was sent.</source>
            <translation>由于连接是普通 HTTP，基本方式会把密码不加保护地发送到 %1；没有发送任何内容。</translation>
        </message>
        <message>
            <source>Use -UseSSL (HTTPS). To send it unprotected all the same, permit that for this computer or give -NoEncryption in the session option.</source>
            <translation>请使用 -UseSSL (HTTPS)。如仍要不加保护地发送，请为此计算机允许，或在会话选项中给出 -NoEncryption。</translation>
        </message>
        <message>
            <source>This version of Rejoin cannot log in to %1 with the authentication mechanism %2; it offers Basic only.</source>
            <translation>此版本的 Rejoin 不能用身份验证方式 %2 登录 %1；它只提供基本方式。</translation>
        </message>
        <message>
            <source>Choose Basic (-Authentication Basic) together with -UseSSL and a user name and password; the server must allow Basic.</source>
            <translation>请选择基本方式 (-Authentication Basic)，并使用 -UseSSL、用户名和密码；服务器必须允许基本方式。</translation>
        </message>
        <message>
            <source>%1 does not protect messages.</source>
            <translation>%1 不保护消息。</translation>
        </message>
        <message>
            <source>--connect-to %1 is not understood: %2</source>
            <translation>无法理解 --connect-to %1：%2</translation>
        </message>
        <message>
            <source>Write it as HOST:PORT:HOST2:PORT2, IPv6 addresses in brackets; an empty field matches everything, as in --connect-to Server01::127.0.0.1:8443.</source>
            <translation>请写成 HOST:PORT:HOST2:PORT2，IPv6 地址加方括号；空字段匹配一切，如 --connect-to Server01::127.0.0.1:8443。</translation>
        </message>
        <message>
            <source>%1 is no host name.</source>
            <translation>%1 不是主机名。</translation>
        </message>
        <message>
            <source>%1 is no IPv6 address.</source>
            <translation>%1 不是 IPv6 地址。</translation>
        </message>
        <message>
            <source>%1 is no port between 1 and 65535.</source>
            <translation>%1 不是 1 到 65535 之间的端口。</translation>
        </message>
        <message>
            <source>it has %1 fields instead of four.</source>
            <translation>它有 %1 个字段，而不是四个。</translation>
        </message>
        <message>
            <source>%1: the user name or password is not right, or the account may not log in here.</source>
            <translation>%1：用户名或密码不正确，或该帐户无权在此登录。</translation>
        </message>
        <message>
            <source>Check both. The account must be allowed to use PowerShell remoting there: a member of Administrators or of Remote Management Users.</source>
            <translation>请检查两者。该帐户必须获准在那里使用 PowerShell 远程处理：是 Administrators 或 Remote Management Users 的成员。</translation>
        </message>
        <message>
            <source>%1 does not offer the authentication mechanism %2; it offers %3.</source>
            <translation>%1 不提供身份验证方式 %2；它提供 %3。</translation>
        </message>
        <message>
            <source>Choose one that the server offers, or allow this one there (winrm set winrm/config/service/auth).</source>
            <translation>请选择服务器提供的方式，或在那里允许此方式 (winrm set winrm/config/service/auth)。</translation>
        </message>
        <message>
            <source>%1 points to another address: %2</source>
            <translation>%1 指向另一个地址：%2</translation>
        </message>
        <message>
            <source>If you trust that address, use -ConnectionUri with -AllowRedirection, or give the address itself.</source>
            <translation>如果信任该地址，请使用带 -AllowRedirection 的 -ConnectionUri，或直接给出该地址。</translation>
        </message>
        <message>
            <source>%1 logged you in but does not allow this (HTTP 403).</source>
            <translation>%1 接受了登录，但不允许此操作 (HTTP 403)。</translation>
        </message>
        <message>
            <source>Use an account that may use PowerShell remoting there, and check that its service accepts connections from this network.</source>
            <translation>请使用可在那里使用 PowerShell 远程处理的帐户，并检查其服务是否接受来自此网络的连接。</translation>
        </message>
        <message>
            <source>%1 answered, but there is no WS-Management service at %2 (HTTP 404).</source>
            <translation>%1 有应答，但 %2 处没有 WS-Management 服务 (HTTP 404)。</translation>
        </message>
        <message>
            <source>Check the application name (wsman by default) or the path of the address, and the port.</source>
            <translation>请检查应用程序名称（默认 wsman）或地址的路径，以及端口。</translation>
        </message>
        <message>
            <source>%1 refused the request (HTTP 400) and gave no reason.</source>
            <translation>%1 拒绝了请求 (HTTP 400)，没有给出原因。</translation>
        </message>
        <message>
            <source>If the session was idle, reconnect it and try again.</source>
            <translation>如果会话曾空闲，请重新连接后再试。</translation>
        </message>
        <message>
            <source>%1 answered with HTTP %2 and no reason that a WS-Management service would give.</source>
            <translation>%1 以 HTTP %2 应答，没有给出 WS-Management 服务应有的原因。</translation>
        </message>
        <message>
            <source>Check that the port belongs to WinRM and that no proxy stands between; if it does, look into the server's event log.</source>
            <translation>请检查端口是否属于 WinRM 且中间没有代理；若是，请查看服务器的事件日志。</translation>
        </message>
        <message>
            <source>%1 answered (HTTP %2), but it is not a WS-Management service.</source>
            <translation>%1 有应答 (HTTP %2)，但它不是 WS-Management 服务。</translation>
        </message>
        <message>
            <source>Check the port (5985, or 5986 with -UseSSL) and the application name; another web server or a proxy may be answering.</source>
            <translation>请检查端口（5985，使用 -UseSSL 时为 5986）和应用程序名称；应答的可能是别的 Web 服务器或代理。</translation>
        </message>
        <message>
            <source>The request is not valid HTTP: %1</source>
            <translation>请求不是有效的 HTTP：%1</translation>
        </message>
        <message>
            <source>The answer is not valid HTTP: %1</source>
            <translation>应答不是有效的 HTTP：%1</translation>
        </message>
        <message>
            <source>Check that the computer name and the port belong to a WinRM service and that no proxy stands between.</source>
            <translation>请检查计算机名和端口是否属于 WinRM 服务，且中间没有代理。</translation>
        </message>
        <message>
            <source>The header of the request is larger than %1 bytes.</source>
            <translation>请求标头大于 %1 字节。</translation>
        </message>
        <message>
            <source>The body of the request is larger than %1 bytes.</source>
            <translation>请求正文大于 %1 字节。</translation>
        </message>
        <message>
            <source>The header of the answer is larger than %1 bytes.</source>
            <translation>应答标头大于 %1 字节。</translation>
        </message>
        <message>
            <source>The answer is larger than %1 bytes.</source>
            <translation>应答大于 %1 字节。</translation>
        </message>
        <message>
            <source>No WinRM service sends that much at once. Check that the computer name and the port are right.</source>
            <translation>WinRM 服务不会一次发送这么多。请检查计算机名和端口是否正确。</translation>
        </message>
        <message>
            <source>A value for an HTTP header contains a line break.</source>
            <translation>HTTP 标头的值中含有换行。</translation>
        </message>
        <message>
            <source>Invalid URI: The hostname could not be parsed.</source>
            <translation>无效的 URI：无法分析主机名。</translation>
        </message>
        <message>
            <source>Give a computer name, a fully qualified name or an IP address. A port or a path belongs into -Port, -ApplicationName or -ConnectionUri.</source>
            <translation>请给出计算机名、完全限定名或 IP 地址。端口或路径应写在 -Port、-ApplicationName 或 -ConnectionUri 中。</translation>
        </message>
        <message>
            <source>Port %1 is not between 1 and 65535.</source>
            <translation>端口 %1 不在 1 到 65535 之间。</translation>
        </message>
        <message>
            <source>Leave the port out for 5985 (HTTP) or 5986 (with -UseSSL).</source>
            <translation>不写端口即为 5985 (HTTP) 或 5986（使用 -UseSSL）。</translation>
        </message>
        <message>
            <source>Relative URIs are not supported in the creation of remote sessions.</source>
            <translation>创建远程会话不支持相对 URI。</translation>
        </message>
        <message>
            <source>Write the whole address, as in https://server:5986/wsman.</source>
            <translation>请写完整地址，如 https://server:5986/wsman。</translation>
        </message>
        <message>
            <source>%1 is not a valid schema value. Valid values are "http" and "https".</source>
            <translation>%1 不是有效的架构值。有效值为“http”和“https”。</translation>
        </message>
        <message>
            <source>Begin the address with https:// or http://.</source>
            <translation>地址应以 https:// 或 http:// 开头。</translation>
        </message>
        <message>
            <source>A certificate could not be made.</source>
            <translation>无法生成证书。</translation>
        </message>
        <message>
            <source>Check that OpenSSL works on this computer.</source>
            <translation>请检查本机的 OpenSSL 是否正常。</translation>
        </message>
        <message>
            <source>%1 is no name that a certificate can have.</source>
            <translation>%1 不能用作证书名称。</translation>
        </message>
        <message>
            <source>A certificate needs a name.</source>
            <translation>证书需要名称。</translation>
        </message>
        <message>
            <source>No computer with the name %1 was found.</source>
            <translation>没有找到名为 %1 的计算机。</translation>
        </message>
        <message>
            <source>Check the spelling, try the fully qualified name or the IP address, and check that the network or VPN is up.</source>
            <translation>请检查拼写，试用完全限定名或 IP 地址，并检查网络或 VPN 是否连通。</translation>
        </message>
        <message>
            <source>Check that WinRM runs there (Enable-PSRemoting, winrm quickconfig), that the port is right (5985, or 5986 with -UseSSL), and that a firewall lets it through.</source>
            <translation>请检查那里是否运行 WinRM (Enable-PSRemoting、winrm quickconfig)，端口是否正确（5985，使用 -UseSSL 时为 5986），以及防火墙是否放行。</translation>
        </message>
        <message>
            <source>Nothing listens at %1 on port %2: the connection was refused.</source>
            <translation>%1 的端口 %2 上没有服务在侦听：连接被拒绝。</translation>
        </message>
        <message>
            <source>Could not connect to %1 on port %2: %3</source>
            <translation>无法连接到 %1 的端口 %2：%3</translation>
        </message>
        <message>
            <source>%1 did not accept a connection on port %2 within %3 seconds.</source>
            <translation>%1 在 %3 秒内没有接受端口 %2 上的连接。</translation>
        </message>
        <message>
            <source>Check that the computer is on and reachable, and that a firewall lets the WinRM port through.</source>
            <translation>请检查计算机是否已开机并可访问，以及防火墙是否放行 WinRM 端口。</translation>
        </message>
        <message>
            <source>%1 accepted the connection on port %2 but said nothing in the TLS handshake within %3 seconds.</source>
            <translation>%1 在端口 %2 上接受了连接，但 TLS 握手时 %3 秒内没有回应。</translation>
        </message>
        <message>
            <source>Check that the port is WinRM's HTTPS port (5986 by default); for the HTTP port leave out -UseSSL.</source>
            <translation>请检查端口是否为 WinRM 的 HTTPS 端口（默认 5986）；如为 HTTP 端口，请去掉 -UseSSL。</translation>
        </message>
        <message>
            <source>%1 on port %2 stopped in the middle of an answer for %3 seconds.</source>
            <translation>%1（端口 %2）在应答中途停顿了 %3 秒。</translation>
        </message>
        <message>
            <source>%1 accepted the connection on port %2 but gave no answer within %3 seconds.</source>
            <translation>%1 在端口 %2 上接受了连接，但 %3 秒内没有应答。</translation>
        </message>
        <message>
            <source>Check that the port belongs to WinRM and that the computer is not overloaded; a longer -OperationTimeout waits longer.</source>
            <translation>请检查端口是否属于 WinRM，以及计算机是否过载；更长的 -OperationTimeout 会等待更久。</translation>
        </message>
        <message>
            <source>It may be the HTTP port: leave out -UseSSL, or use the HTTPS port, 5986 by default.</source>
            <translation>这可能是 HTTP 端口：请去掉 -UseSSL，或使用 HTTPS 端口（默认 5986）。</translation>
        </message>
        <message>
            <source>%1 does not speak TLS on port %2; it may be the HTTP port.</source>
            <translation>%1 在端口 %2 上不使用 TLS；这可能是 HTTP 端口。</translation>
        </message>
        <message>
            <source>%1 ended the connection on port %2 during the TLS handshake; it may not speak TLS there.</source>
            <translation>%1 在 TLS 握手期间结束了端口 %2 上的连接；那里可能不使用 TLS。</translation>
        </message>
        <message>
            <source>The TLS handshake with %1 on port %2 failed: %3</source>
            <translation>与 %1（端口 %2）的 TLS 握手失败：%3</translation>
        </message>
        <message>
            <source>The server must offer TLS 1.2 or later with a usable certificate; check its HTTPS listener (winrm enumerate winrm/config/listener).</source>
            <translation>服务器必须提供 TLS 1.2 或更高版本及可用的证书；请检查其 HTTPS 侦听器 (winrm enumerate winrm/config/listener)。</translation>
        </message>
        <message>
            <source>%1 expects TLS (HTTPS) on port %2, but plain HTTP was asked for.</source>
            <translation>%1 在端口 %2 上需要 TLS (HTTPS)，但请求的是普通 HTTP。</translation>
        </message>
        <message>
            <source>Use -UseSSL, or the HTTP port, 5985 by default.</source>
            <translation>请使用 -UseSSL，或 HTTP 端口（默认 5985）。</translation>
        </message>
        <message>
            <source>Check that the computer and its WinRM service are still up, then try again; a session on it goes on running.</source>
            <translation>请检查计算机及其 WinRM 服务是否仍在运行，然后重试；其上的会话会继续运行。</translation>
        </message>
        <message>
            <source>The connection to %1 on port %2 ended in the middle of an answer.</source>
            <translation>到 %1（端口 %2）的连接在应答中途结束。</translation>
        </message>
        <message>
            <source>%1 ended the connection on port %2 without an answer; the port may expect TLS (HTTPS).</source>
            <translation>%1 没有应答就结束了端口 %2 上的连接；该端口可能需要 TLS (HTTPS)。</translation>
        </message>
        <message>
            <source>If it is the HTTPS port, use -UseSSL; otherwise check that the port belongs to WinRM, and try again.</source>
            <translation>如果是 HTTPS 端口，请使用 -UseSSL；否则请检查端口是否属于 WinRM，然后重试。</translation>
        </message>
        <message>
            <source>The connection to %1 on port %2 ended before an answer came.</source>
            <translation>到 %1（端口 %2）的连接在应答之前结束。</translation>
        </message>
        <message>
            <source>The certificate of %1 expired on %2.</source>
            <translation>%1 的证书已于 %2 过期。</translation>
        </message>
        <message>
            <source>Have the certificate renewed on the server, and check that the clock of this computer is right.</source>
            <translation>请在服务器上更新证书，并检查本机时钟是否正确。</translation>
        </message>
        <message>
            <source>The certificate of %1 is not valid before %2.</source>
            <translation>%1 的证书在 %2 之前无效。</translation>
        </message>
        <message>
            <source>Check the clocks of this computer and of the server.</source>
            <translation>请检查本机和服务器的时钟。</translation>
        </message>
        <message>
            <source>The certificate of %1 is for another name (%2).</source>
            <translation>%1 的证书属于另一个名称 (%2)。</translation>
        </message>
        <message>
            <source>Use the name that the certificate has. If you know that it is the right computer, pin its certificate or give -SkipCNCheck in the session option.</source>
            <translation>请使用证书中的名称。如果确知是正确的计算机，请固定其证书，或在会话选项中给出 -SkipCNCheck。</translation>
        </message>
        <message>
            <source>The certificate of %1 is signed by an authority that this computer does not trust.</source>
            <translation>%1 的证书由本机不信任的机构签发。</translation>
        </message>
        <message>
            <source>Compare its SHA-256 fingerprint with the server's and trust it for this computer, add its authority, or give -SkipCACheck in the session option.</source>
            <translation>请将其 SHA-256 指纹与服务器的核对并为此计算机信任它，添加其颁发机构，或在会话选项中给出 -SkipCACheck。</translation>
        </message>
        <message>
            <source>The certificate of %1 was not accepted: %2</source>
            <translation>%1 的证书未被接受：%2</translation>
        </message>
        <message>
            <source>Have the certificate replaced on the server.</source>
            <translation>请在服务器上更换证书。</translation>
        </message>
        <message>
            <source>The certificate of %1 is not the one that is trusted for this computer.</source>
            <translation>%1 的证书不是为此计算机信任的那一个。</translation>
        </message>
        <message>
            <source>If the server was given a new certificate, compare the SHA-256 fingerprint with the server's and trust the new one; otherwise something stands between.</source>
            <translation>如果服务器换了新证书，请将 SHA-256 指纹与服务器的核对并信任新证书；否则中间可能有人插入。</translation>
        </message>
        <message>
            <source>Something unexpected happened inside Rejoin: %1</source>
            <translation>Rejoin 内部发生了意外：%1</translation>
        </message>
        <message>
            <source>Something unexpected happened inside Rejoin.</source>
            <translation>Rejoin 内部发生了意外。</translation>
        </message>
        <message>
            <source>The operation was cancelled.</source>
            <translation>操作已取消。</translation>
        </message>
        <message>
            <source>At line %1, character %2: %3</source>
            <translation>第 %1 行第 %2 个字符：%3</translation>
        </message>
        <message>
            <source>Correct the statement. 'rejoinctl help' shows what the language has.</source>
            <translation>请更正语句。“rejoinctl help”显示该语言的内容。</translation>
        </message>
        <message>
            <source>The term '%1' is not recognized as a command of rejoinctl.</source>
            <translation>“%1”不是 rejoinctl 的命令。</translation>
        </message>
        <message>
            <source>'rejoinctl help' lists the commands. To run a command in a remote session: Invoke-Command -Session $s { … }.</source>
            <translation>“rejoinctl help”列出各命令。在远程会话中运行命令：Invoke-Command -Session $s { … }。</translation>
        </message>
        <message>
            <source>Correct the command line; 'rejoinctl help %1' shows what it takes.</source>
            <translation>请更正命令行；“rejoinctl help %1”显示其用法。</translation>
        </message>
        <message>
            <source>The value of the using variable '$using:%1' cannot be retrieved because it has not been set in the local session.</source>
            <translation>无法取得 using 变量“$using:%1”的值，因为本地会话中没有设置它。</translation>
        </message>
        <message>
            <source>Set it first: $%1 = …</source>
            <translation>请先设置：$%1 = …</translation>
        </message>
        <message>
            <source>The session option '%1' cannot be used: %2</source>
            <translation>无法使用会话选项“%1”：%2</translation>
        </message>
        <message>
            <source>'rejoinctl help New-PSSessionOption' lists the options.</source>
            <translation>“rejoinctl help New-PSSessionOption”列出各选项。</translation>
        </message>
        <message>
            <source>Cannot bind parameter '%1'. Cannot convert value "%2" to type "%3". Error: "%4"</source>
            <translation>无法绑定参数“%1”。无法将值“%2”转换为类型“%3”。错误：“%4”</translation>
        </message>
        <message>
            <source>Cannot validate argument on parameter '%1'. %2</source>
            <translation>无法验证参数“%1”的自变量。%2</translation>
        </message>
        <message>
            <source>Cannot bind parameter '%1' to the target. Exception setting "%1": "%2"</source>
            <translation>无法将参数“%1”绑定到目标。设置“%1”时发生异常：“%2”</translation>
        </message>
        <message>
            <source>Leave one of the two out.</source>
            <translation>请去掉两者之一。</translation>
        </message>
        <message>
            <source>Client certificates are not supported in this version.</source>
            <translation>此版本不支持客户端证书。</translation>
        </message>
        <message>
            <source>Log in with a user name: -Credential and -Authentication Basic -UseSSL.</source>
            <translation>请用用户名登录：-Credential 和 -Authentication Basic -UseSSL。</translation>
        </message>
        <message>
            <source>Ids and names belong to one process. Give -ComputerName to look on the computer.</source>
            <translation>ID 和名称属于单个进程。要在计算机上查找，请给出 -ComputerName。</translation>
        </message>
        <message>
            <source>Get-PSSession -ComputerName %1 lists what there is.</source>
            <translation>Get-PSSession -ComputerName %1 会列出现有的会话。</translation>
        </message>
        <message>
            <source>The command cannot find a PSSession that has the name "%1".</source>
            <translation>命令找不到名为“%1”的 PSSession。</translation>
        </message>
        <message>
            <source>The command cannot find a PSSession that has an InstanceId value of "%1".</source>
            <translation>命令找不到 InstanceId 值为“%1”的 PSSession。</translation>
        </message>
        <message>
            <source>'%1' is no regular expression: %2</source>
            <translation>“%1”不是正则表达式：%2</translation>
        </message>
        <message>
            <source>Correct it, or use -like with * and ?.</source>
            <translation>请更正，或使用带 * 和 ? 的 -like。</translation>
        </message>
        <message>
            <source>The file %1 cannot be read: %2</source>
            <translation>无法读取文件 %1：%2</translation>
        </message>
        <message>
            <source>Check the path.</source>
            <translation>请检查路径。</translation>
        </message>
        <message>
            <source>Property "%1" cannot be found.</source>
            <translation>找不到属性“%1”。</translation>
        </message>
        <message>
            <source>The object has: %1.</source>
            <translation>该对象有：%1。</translation>
        </message>
        <message>
            <source>-%1 is not supported in this version.</source>
            <translation>此版本不支持 -%1。</translation>
        </message>
        <message>
            <source>Leave it out; connections go directly to the computer.</source>
            <translation>请去掉它；连接直接到达计算机。</translation>
        </message>
        <message>
            <source>The command failed on %1 without saying why.</source>
            <translation>命令在 %1 上失败，没有说明原因。</translation>
        </message>
        <message>
            <source>-EnableNetworkAccess is for sessions on the local Windows computer; Rejoin reaches remote ones only.</source>
            <translation>-EnableNetworkAccess 用于本地 Windows 计算机上的会话；Rejoin 只访问远程会话。</translation>
        </message>
        <message>
            <source>Leave -EnableNetworkAccess out.</source>
            <translation>请去掉 -EnableNetworkAccess。</translation>
        </message>
        <message>
            <source>The script file %1 cannot be read: %2</source>
            <translation>无法读取脚本文件 %1：%2</translation>
        </message>
        <message>
            <source>-FilePath is a file of this computer; its text is run in the session.</source>
            <translation>-FilePath 是本机上的文件；其文本在会话中运行。</translation>
        </message>
        <message>
            <source>-%1 has no meaning in rejoinctl: it has no job table of its own.</source>
            <translation>-%1 在 rejoinctl 中没有意义：它没有自己的作业表。</translation>
        </message>
        <message>
            <source>Start the job in the session instead: Invoke-Command -Session $s { Start-Job { … } }.</source>
            <translation>请改为在会话中启动作业：Invoke-Command -Session $s { Start-Job { … } }。</translation>
        </message>
        <message>
            <source>Invoke-Command needs a session, a computer or a URI: rejoinctl runs nothing on this computer.</source>
            <translation>Invoke-Command 需要会话、计算机或 URI：rejoinctl 不在本机运行任何内容。</translation>
        </message>
        <message>
            <source>Give -Session $s or -ComputerName.</source>
            <translation>请给出 -Session $s 或 -ComputerName。</translation>
        </message>
        <message>
            <source>-SessionName names the session that -InDisconnectedSession leaves.</source>
            <translation>-SessionName 命名由 -InDisconnectedSession 留下的会话。</translation>
        </message>
        <message>
            <source>Add -InDisconnectedSession, or leave -SessionName out.</source>
            <translation>请加上 -InDisconnectedSession，或去掉 -SessionName。</translation>
        </message>
        <message>
            <source>-OutTarget Job has no meaning in rejoinctl: it has no job table of its own.</source>
            <translation>-OutTarget Job 在 rejoinctl 中没有意义：它没有自己的作业表。</translation>
        </message>
        <message>
            <source>Leave -OutTarget out: the output comes here.</source>
            <translation>请去掉 -OutTarget：输出会到这里。</translation>
        </message>
        <message>
            <source>The picture could not be saved in %1.</source>
            <translation>无法将图片保存到 %1。</translation>
        </message>
        <message>
            <source>The password is empty.</source>
            <translation>密码为空。</translation>
        </message>
        <message>
            <source>--%1 takes a number from %2 to %3.</source>
            <translation>--%1 需要 %2 到 %3 之间的数字。</translation>
        </message>
        <message>
            <source>%1 is no option of rejoin-lab.</source>
            <translation>rejoin-lab 没有选项 %1。</translation>
        </message>
        <message>
            <source>--user takes a name.</source>
            <translation>--user 需要一个名称。</translation>
        </message>
        <message>
            <source>Without a password it makes one up and writes it to --ready-file: give either.</source>
            <translation>没有密码时会自动生成并写入 --ready-file：请给出其中之一。</translation>
        </message>
        <message>
            <source>The seed file %1 cannot be read: %2.</source>
            <translation>无法读取种子文件 %1：%2。</translation>
        </message>
        <message>
            <source>--listen takes an address.</source>
            <translation>--listen 需要一个地址。</translation>
        </message>
        <message>
            <source>%1 can be reached by others: say --listen-anywhere if that is wanted.</source>
            <translation>其他人可以访问 %1：如确实需要，请使用 --listen-anywhere。</translation>
        </message>
        <message>
            <source>%1 cannot be written: %2.</source>
            <translation>无法写入 %1：%2。</translation>
        </message>
        <message>
            <source>%1 failed on the remote computer: %2</source>
            <translation>%1 在远程计算机上失败：%2</translation>
        </message>
        <message>
            <source>Refresh the jobs and try again.</source>
            <translation>请刷新作业后重试。</translation>
        </message>
        <message>
            <source>An answer is needed, but the input has ended.</source>
            <translation>需要回答，但输入已结束。</translation>
        </message>
        <message>
            <source>%1 is not offered in this version.</source>
            <translation>此版本不提供 %1。</translation>
        </message>
        <message>
            <source>Connections go directly to the computer; --connect-to dials another address, such as a tunnel's.</source>
            <translation>连接直接到达计算机；--connect-to 可拨到另一个地址，例如隧道的地址。</translation>
        </message>
        <message>
            <source>Use HTTPS: -UseSSL and -Authentication Basic.</source>
            <translation>请使用 HTTPS：-UseSSL 和 -Authentication Basic。</translation>
        </message>
        <message>
            <source>Name computers with -ComputerName and give the password with --password-stdin or at the prompt.</source>
            <translation>请用 -ComputerName 指定计算机，并用 --password-stdin 或在提示处给出密码。</translation>
        </message>
    </context>
    <context>
        <name>main</name>
        <message>
            <source>demo</source>
            <translation>演示</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::AttentionPanel</name>
        <message>
            <source>Log in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Edit computer…</source>
            <translation>编辑计算机…</translation>
        </message>
        <message>
            <source>Use SSL</source>
            <translation>使用 SSL</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>需要注意</translation>
        </message>
        <message>
            <source>Dismiss all</source>
            <translation>全部忽略</translation>
        </message>
        <message>
            <source>Dismiss all; what still fails comes back with the next refresh</source>
            <translation>全部忽略；仍然失败的会在下次刷新时再次出现</translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) attention</source>
            <translation>
                <numerusform>%n 项需要注意</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %n more: see the marks in the list of computers.</source>
            <translation>
                <numerusform>… 还有 %n 项：请看计算机列表中的标记。</numerusform>
            </translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
        <message>
            <source>Copy this error</source>
            <translation>复制此错误</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>忽略</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::CloseTabDialog</name>
        <message>
            <source>Close %1</source>
            <translation>关闭 %1</translation>
        </message>
        <message>
            <source>Disconnecting leaves the session and everything that runs in it on the computer. Removing ends it with its jobs.</source>
            <translation>断开连接会把会话及其中运行的一切留在计算机上。删除会结束会话及其作业。</translation>
        </message>
        <message>
            <source>&amp;Disconnect</source>
            <translation>断开连接(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>删除(&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ComputerDialog</name>
        <message>
            <source>Add computers</source>
            <translation>添加计算机</translation>
        </message>
        <message>
            <source>Computer names</source>
            <translation>计算机名称</translation>
        </message>
        <message>
            <source>Server01, Server02 … – a pasted list will do, or https://server:5986/wsman</source>
            <translation>Server01, Server02 … – 可粘贴列表，也可以是 https://server:5986/wsman</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>组</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Computer &amp;names</source>
            <translation>计算机名称(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Group</source>
            <translation>组(&amp;G)</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>The password stays in memory until Rejoin ends. It is not saved.</source>
            <translation>密码只在 Rejoin 运行期间保留在内存中，不会保存。</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>编辑 %1</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Enter at least one name.</source>
            <translation>请至少输入一个名称。</translation>
        </message>
        <message>
            <source>One computer is edited: enter one name.</source>
            <translation>正在编辑一台计算机：请只输入一个名称。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ComputerModel</name>
        <message numerus="yes">
            <source>%n computer(s)</source>
            <translation>
                <numerusform>%n 台计算机</numerusform>
            </translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConnectController</name>
        <message>
            <source>%1 on %2</source>
            <translation>%2 上的 %1</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>正在连接…</translation>
        </message>
        <message>
            <source>No session was found that can be connected.</source>
            <translation>没有找到可以连接的会话。</translation>
        </message>
        <message>
            <source>Disconnecting…</source>
            <translation>正在断开…</translation>
        </message>
        <message>
            <source>Removing…</source>
            <translation>正在删除…</translation>
        </message>
        <message numerus="yes">
            <source>%n session(s) removed.</source>
            <translation>
                <numerusform>已删除 %n 个会话。</numerusform>
            </translation>
        </message>
        <message>
            <source>Creating a session on %1…</source>
            <translation>正在 %1 上创建会话…</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConnectDialog</name>
        <message>
            <source>Computer names</source>
            <translation>计算机名称</translation>
        </message>
        <message>
            <source>Server01, Server02 … one or many</source>
            <translation>Server01, Server02 … 一个或多个</translation>
        </message>
        <message>
            <source>URIs</source>
            <translation>URI</translation>
        </message>
        <message>
            <source>Follow the computer to &amp;another address (AllowRedirection)</source>
            <translation>允许计算机转到另一个地址(&amp;A) (AllowRedirection)</translation>
        </message>
        <message>
            <source>Connect to sessions</source>
            <translation>连接到会话</translation>
        </message>
        <message>
            <source>By computer</source>
            <translation>按计算机</translation>
        </message>
        <message>
            <source>By URI</source>
            <translation>按 URI</translation>
        </message>
        <message>
            <source>How the computers are named</source>
            <translation>计算机的指定方式</translation>
        </message>
        <message>
            <source>Session names or ids</source>
            <translation>会话名称或 ID</translation>
        </message>
        <message>
            <source>all that are free – or names like ITTask, IT*, or instance ids</source>
            <translation>所有空闲的会话 – 或名称如 ITTask、IT*，或实例 ID</translation>
        </message>
        <message>
            <source>Session &amp;names</source>
            <translation>会话名称(&amp;N)</translation>
        </message>
        <message>
            <source>Computers at once</source>
            <translation>同时查询的计算机数</translation>
        </message>
        <message>
            <source>usual (32)</source>
            <translation>默认 (32)</translation>
        </message>
        <message>
            <source>Computers at &amp;once</source>
            <translation>同时查询的计算机数(&amp;O)</translation>
        </message>
        <message>
            <source>PowerShell command</source>
            <translation>PowerShell 命令</translation>
        </message>
        <message>
            <source>Cop&amp;y</source>
            <translation>复制(&amp;Y)</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translation>复制命令</translation>
        </message>
        <message>
            <source>The same in PowerShell:</source>
            <translation>等同的 PowerShell 命令：</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Enter at least one URI.</source>
            <translation>请至少输入一个 URI。</translation>
        </message>
        <message>
            <source>Enter at least one computer.</source>
            <translation>请至少输入一台计算机。</translation>
        </message>
        <message>
            <source>Enter either names or instance ids, not both.</source>
            <translation>请输入名称或实例 ID，不要两者都输入。</translation>
        </message>
        <message>
            <source>%1 is no address of a remote management service: it begins with http:// or https://.</source>
            <translation>%1 不是远程管理服务的地址：地址应以 http:// 或 https:// 开头。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConnectionForm</name>
        <message>
            <source>&amp;Use SSL (HTTPS)</source>
            <translation>使用 SSL (HTTPS)(&amp;U)</translation>
        </message>
        <message>
            <source>Accept a certificate of &amp;any issuer (SkipCACheck)</source>
            <translation>接受任何颁发者的证书(&amp;A) (SkipCACheck)</translation>
        </message>
        <message>
            <source>Accept a certificate made out to another &amp;name (SkipCNCheck)</source>
            <translation>接受颁发给其他名称的证书(&amp;N) (SkipCNCheck)</translation>
        </message>
        <message>
            <source>Allow &amp;unencrypted: send the password without SSL</source>
            <translation>允许不加密(&amp;U)：不使用 SSL 发送密码</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>0 is the usual port: 5985, or 5986 with SSL</source>
            <translation>0 表示默认端口：5985，使用 SSL 时为 5986</translation>
        </message>
        <message>
            <source>usual</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Use SSL</source>
            <translation>使用 SSL</translation>
        </message>
        <message>
            <source>&amp;Port</source>
            <translation>端口(&amp;P)</translation>
        </message>
        <message>
            <source>Sign-in method</source>
            <translation>登录方式</translation>
        </message>
        <message>
            <source>&amp;Sign-in method</source>
            <translation>登录方式(&amp;S)</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>DOMAIN\user, user@domain or just user</source>
            <translation>域\用户、用户@域，或仅用户名</translation>
        </message>
        <message>
            <source>DOMAIN\user or user</source>
            <translation>域\用户 或 用户</translation>
        </message>
        <message>
            <source>Us&amp;er</source>
            <translation>用户(&amp;E)</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Kept in memory until Rejoin ends; never written anywhere</source>
            <translation>只在 Rejoin 运行期间保留在内存中，从不写到任何地方</translation>
        </message>
        <message>
            <source>asked for when it is needed</source>
            <translation>需要时再询问</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>密码(&amp;W)</translation>
        </message>
        <message>
            <source>Configuration</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>any</source>
            <translation>任意</translation>
        </message>
        <message>
            <source>&amp;Configuration</source>
            <translation>配置(&amp;C)</translation>
        </message>
        <message>
            <source>URL path</source>
            <translation>URL 路径</translation>
        </message>
        <message>
            <source>URL pat&amp;h</source>
            <translation>URL 路径(&amp;H)</translation>
        </message>
        <message>
            <source>Accept a certificate of any issuer</source>
            <translation>接受任何颁发者的证书</translation>
        </message>
        <message>
            <source>Anyone on the way could pose as the computer. For test machines with a certificate of their own.</source>
            <translation>途中的任何人都可能冒充该计算机。仅用于自带证书的测试机。</translation>
        </message>
        <message>
            <source>Accept a certificate made out to another name</source>
            <translation>接受颁发给其他名称的证书</translation>
        </message>
        <message>
            <source>For computers that are reached by an address or an alias.</source>
            <translation>用于通过地址或别名访问的计算机。</translation>
        </message>
        <message>
            <source>Allow unencrypted</source>
            <translation>允许不加密</translation>
        </message>
        <message>
            <source>Whoever can listen on the network can read the password and everything else.</source>
            <translation>能监听网络的任何人都能读到密码和其他一切内容。</translation>
        </message>
        <message>
            <source>Security checks</source>
            <translation>安全检查</translation>
        </message>
        <message>
            <source>Without SSL the password would travel in the clear: use SSL or allow unencrypted.</source>
            <translation>不使用 SSL 时密码将以明文传输：请使用 SSL 或允许不加密。</translation>
        </message>
        <message>
            <source>Enter the user that the password belongs to.</source>
            <translation>请输入密码所属的用户。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConsolePage</name>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Console output</source>
            <translation>控制台输出</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Enter runs, Shift+Enter makes a new line, Up and Down recall earlier commands</source>
            <translation>Enter 运行，Shift+Enter 换行，上下键调出之前的命令</translation>
        </message>
        <message>
            <source>Type a command and press Enter</source>
            <translation>输入命令并按 Enter</translation>
        </message>
        <message>
            <source>Stop the command</source>
            <translation>停止命令</translation>
        </message>
        <message>
            <source>Stops what runs (Ctrl+C)</source>
            <translation>停止正在运行的命令 (Ctrl+C)</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>已停止。</translation>
        </message>
        <message>
            <source>Disconnected: the command goes on without us.</source>
            <translation>已断开：命令会继续运行。</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::CredentialDialog</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 以及另外 %n 台</numerusform>
            </translation>
        </message>
        <message>
            <source>Log in</source>
            <translation>登录</translation>
        </message>
        <message>
            <source>User for %1</source>
            <translation>%1 的用户</translation>
        </message>
        <message>
            <source>DOMAIN\user or user</source>
            <translation>域\用户 或 用户</translation>
        </message>
        <message>
            <source>Password for %1</source>
            <translation>%1 的密码</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Passwords stay in memory until Rejoin ends. They are not saved.</source>
            <translation>密码只在 Rejoin 运行期间保留在内存中，不会保存。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::DetailsPage</name>
        <message>
            <source>Details of the session</source>
            <translation>会话的详细信息</translation>
        </message>
        <message>
            <source>Property</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>全部复制</translation>
        </message>
        <message>
            <source>Copy all details</source>
            <translation>复制所有详细信息</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>会话</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Seen</source>
            <translation>上次看到</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Last client</source>
            <translation>上一个客户端</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>none: not protected</source>
            <translation>无：未受保护</translation>
        </message>
        <message>
            <source>Cipher</source>
            <translation>密码套件</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>证书</translation>
        </message>
        <message>
            <source>Protocol version</source>
            <translation>协议版本</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::DialogFlow</name>
        <message>
            <source>Duplicate %1</source>
            <translation>复制 %1</translation>
        </message>
        <message>
            <source>%1 was taken off the list. Its sessions stay as they are.</source>
            <translation>%1 已从列表中移除。它的会话保持不变。</translation>
        </message>
        <message numerus="yes">
            <source>%n computer(s) were taken off the list. Their sessions stay as they are.</source>
            <translation>
                <numerusform>%n 台计算机已从列表中移除。它们的会话保持不变。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::DisconnectDialog</name>
        <message>
            <source>&amp;As it is now</source>
            <translation>保持现状(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;For</source>
            <translation>设为(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Leave it as it is</source>
            <translation>保持现状(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Pause the command (Block)</source>
            <translation>暂停命令(&amp;P) (Block)</translation>
        </message>
        <message>
            <source>&amp;Drop the oldest output (Drop)</source>
            <translation>丢弃最旧的输出(&amp;D) (Drop)</translation>
        </message>
        <message>
            <source>Disconnect %1</source>
            <translation>断开 %1</translation>
        </message>
        <message numerus="yes">
            <source>Disconnect %n session(s)</source>
            <translation>
                <numerusform>断开 %n 个会话</numerusform>
            </translation>
        </message>
        <message>
            <source>The server keeps the session</source>
            <translation>服务器保留会话的时间</translation>
        </message>
        <message>
            <source>&amp;As it is now: %1</source>
            <translation>保持现状(&amp;A)：%1</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>小时</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source> h</source>
            <translation> 小时</translation>
        </message>
        <message>
            <source> min</source>
            <translation> 分钟</translation>
        </message>
        <message>
            <source>When output piles up meanwhile</source>
            <translation>其间输出堆积时</translation>
        </message>
        <message>
            <source>Nothing is lost, but the command waits until someone connects.</source>
            <translation>不会丢失任何内容，但命令会等到有人连接。</translation>
        </message>
        <message>
            <source>The command goes on to its end; the beginning of its output may be lost.</source>
            <translation>命令会运行到结束；输出的开头部分可能丢失。</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>断开连接</translation>
        </message>
        <message>
            <source>At least %1.</source>
            <translation>至少 %1。</translation>
        </message>
        <message>
            <source>The server allows %1 at most.</source>
            <translation>服务器最多允许 %1。</translation>
        </message>
        <message>
            <source>Kept until %1, then removed with everything that runs in it.</source>
            <translation>保留到 %1，之后连同其中运行的一切一起删除。</translation>
        </message>
        <message>
            <source>Kept as long as the server's own setting says.</source>
            <translation>按服务器自身的设置保留。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::JobModel</name>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Kind of job (PSJobTypeName)</source>
            <translation>作业类型 (PSJobTypeName)</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Whether there is output that was not fetched yet (HasMoreData)</source>
            <translation>是否还有未取回的输出 (HasMoreData)</translation>
        </message>
        <message>
            <source>More output</source>
            <translation>更多输出</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>When the job began (PSBeginTime)</source>
            <translation>作业开始的时间 (PSBeginTime)</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>How long the job runs or ran</source>
            <translation>作业运行的时长</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>时长</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::JobViewer</name>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>接收</translation>
        </message>
        <message>
            <source>keep on the server</source>
            <translation>在服务器上保留</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Jobs of the session</source>
            <translation>会话的作业</translation>
        </message>
        <message>
            <source>Output of the job</source>
            <translation>作业的输出</translation>
        </message>
        <message>
            <source>Select a job and press Receive to see its output here.</source>
            <translation>选择一个作业并按“接收”，输出会显示在这里。</translation>
        </message>
        <message>
            <source>%1 has ended: %2</source>
            <translation>%1 已结束：%2</translation>
        </message>
        <message>
            <source>Refresh the jobs</source>
            <translation>刷新作业</translation>
        </message>
        <message>
            <source>Asks for the jobs again (Get-Job)</source>
            <translation>再次查询作业 (Get-Job)</translation>
        </message>
        <message>
            <source>Receive the job's output</source>
            <translation>接收作业的输出</translation>
        </message>
        <message>
            <source>Fetches the job's output (Receive-Job, Enter)</source>
            <translation>取回作业的输出 (Receive-Job, Enter)</translation>
        </message>
        <message>
            <source>Keep the output on the server</source>
            <translation>在服务器上保留输出</translation>
        </message>
        <message>
            <source>The output can be fetched again (Keep); otherwise the server forgets what it has sent</source>
            <translation>输出可以再次取回 (Keep)；否则服务器会忘记已发送的内容</translation>
        </message>
        <message>
            <source>Stop the job</source>
            <translation>停止作业</translation>
        </message>
        <message>
            <source>Stops the job (Stop-Job)</source>
            <translation>停止作业 (Stop-Job)</translation>
        </message>
        <message>
            <source>Remove the job</source>
            <translation>删除作业</translation>
        </message>
        <message>
            <source>Takes the job and what was not fetched off the server (Remove-Job)</source>
            <translation>从服务器上删除作业及未取回的输出 (Remove-Job)</translation>
        </message>
        <message>
            <source>Stopping %1…</source>
            <translation>正在停止 %1…</translation>
        </message>
        <message>
            <source>Removing %1…</source>
            <translation>正在删除 %1…</translation>
        </message>
        <message>
            <source>Output of %1</source>
            <translation>%1 的输出</translation>
        </message>
        <message>
            <source>There are no jobs in this session. Start one in the console with Start-Job.</source>
            <translation>此会话中没有作业。可在控制台用 Start-Job 启动。</translation>
        </message>
        <message>
            <source>Asking for the jobs…</source>
            <translation>正在查询作业…</translation>
        </message>
        <message>
            <source>Receiving %1…</source>
            <translation>正在接收 %1…</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::MainActions</name>
        <message>
            <source>%1 (%2)</source>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>&amp;Add…</source>
            <translation>添加(&amp;A)…</translation>
        </message>
        <message>
            <source>Add computers</source>
            <translation>添加计算机</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>编辑(&amp;E)…</translation>
        </message>
        <message>
            <source>Edit the computer</source>
            <translation>编辑计算机</translation>
        </message>
        <message>
            <source>D&amp;uplicate…</source>
            <translation>复制(&amp;U)…</translation>
        </message>
        <message>
            <source>Duplicate the computer</source>
            <translation>复制计算机</translation>
        </message>
        <message>
            <source>&amp;Remove from the list</source>
            <translation>从列表中移除(&amp;R)</translation>
        </message>
        <message>
            <source>Take the computers off the list; their sessions stay</source>
            <translation>把计算机从列表中移除；它们的会话保留</translation>
        </message>
        <message>
            <source>&amp;Log in…</source>
            <translation>登录(&amp;L)…</translation>
        </message>
        <message>
            <source>Enter user and password for the selected computers</source>
            <translation>为选中的计算机输入用户和密码</translation>
        </message>
        <message>
            <source>&amp;Refresh</source>
            <translation>刷新(&amp;R)</translation>
        </message>
        <message>
            <source>Ask all computers for their sessions</source>
            <translation>向所有计算机查询会话</translation>
        </message>
        <message>
            <source>Refresh &amp;selected</source>
            <translation>刷新选中项(&amp;S)</translation>
        </message>
        <message>
            <source>Ask the selected computers</source>
            <translation>查询选中的计算机</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>Disconnect all sessions and quit</source>
            <translation>断开所有会话并退出</translation>
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation>连接(&amp;C)</translation>
        </message>
        <message>
            <source>Connect the selected sessions (double click, Enter)</source>
            <translation>连接选中的会话（双击，Enter）</translation>
        </message>
        <message>
            <source>Connect &amp;to sessions…</source>
            <translation>连接到会话(&amp;T)…</translation>
        </message>
        <message>
            <source>Connect to sessions of computers, also of such that are not in the list</source>
            <translation>连接到计算机上的会话，也包括不在列表中的计算机</translation>
        </message>
        <message>
            <source>&amp;Disconnect</source>
            <translation>断开连接(&amp;D)</translation>
        </message>
        <message>
            <source>Leave the sessions running on their computers</source>
            <translation>让会话在计算机上继续运行</translation>
        </message>
        <message>
            <source>Disconnect &amp;with options…</source>
            <translation>带选项断开(&amp;W)…</translation>
        </message>
        <message>
            <source>Choose how long the server keeps the sessions</source>
            <translation>选择服务器保留会话的时间</translation>
        </message>
        <message>
            <source>&amp;Receive</source>
            <translation>接收(&amp;R)</translation>
        </message>
        <message>
            <source>Get the output of the job or command</source>
            <translation>获取作业或命令的输出</translation>
        </message>
        <message>
            <source>Re&amp;move…</source>
            <translation>删除(&amp;M)…</translation>
        </message>
        <message>
            <source>End the selected sessions and what runs in them</source>
            <translation>结束选中的会话及其中运行的一切</translation>
        </message>
        <message>
            <source>&amp;New session…</source>
            <translation>新建会话(&amp;N)…</translation>
        </message>
        <message>
            <source>Make a session on a computer</source>
            <translation>在计算机上创建会话</translation>
        </message>
        <message>
            <source>C&amp;lose tab</source>
            <translation>关闭标签页(&amp;L)</translation>
        </message>
        <message>
            <source>Close the session's tab</source>
            <translation>关闭会话的标签页</translation>
        </message>
        <message>
            <source>&amp;Filter</source>
            <translation>筛选(&amp;F)</translation>
        </message>
        <message>
            <source>Filter the sessions</source>
            <translation>筛选会话</translation>
        </message>
        <message>
            <source>&amp;Computers</source>
            <translation>计算机(&amp;C)</translation>
        </message>
        <message>
            <source>Show the list of computers</source>
            <translation>显示计算机列表</translation>
        </message>
        <message>
            <source>&amp;System</source>
            <translation>系统(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>浅色(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>深色(&amp;D)</translation>
        </message>
        <message>
            <source>Try the &amp;demo</source>
            <translation>试用演示(&amp;D)</translation>
        </message>
        <message>
            <source>Opens a window with sample computers</source>
            <translation>打开带示例计算机的窗口</translation>
        </message>
        <message>
            <source>&amp;About Rejoin</source>
            <translation>关于 Rejoin(&amp;A)</translation>
        </message>
        <message>
            <source>Version and licence</source>
            <translation>版本和许可证</translation>
        </message>
        <message>
            <source>&amp;Computer</source>
            <translation>计算机(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Session</source>
            <translation>会话(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>主题(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>工具(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>Tool bar</source>
            <translation>工具栏</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>断开连接</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>接收</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>New session</source>
            <translation>新建会话</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Words to find, or is:connectable, is:inuse, is:opened, state:disconnected (Ctrl+F)</source>
            <translation>要查找的词，或 is:connectable、is:inuse、is:opened、state:disconnected (Ctrl+F)</translation>
        </message>
        <message>
            <source>Filter…</source>
            <translation>筛选…</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::MainWindow</name>
        <message>
            <source>Computers</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>Those you add appear here.</source>
            <translation>您添加的计算机会显示在这里。</translation>
        </message>
        <message>
            <source>Connected sessions</source>
            <translation>已连接的会话</translation>
        </message>
        <message>
            <source>Progress of the refresh</source>
            <translation>刷新进度</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Stops what has not been done yet</source>
            <translation>停止尚未完成的操作</translation>
        </message>
        <message>
            <source>About Rejoin</source>
            <translation>关于 Rejoin</translation>
        </message>
        <message>
            <source>Finds the PowerShell sessions that were left running on remote computers and connects to them again. MIT licence.</source>
            <translation>查找留在远程计算机上运行的 PowerShell 会话并重新连接。MIT 许可证。</translation>
        </message>
        <message>
            <source>No computers yet</source>
            <translation>还没有计算机</translation>
        </message>
        <message>
            <source>Add the computers whose sessions you left running, or look around in the demo first.</source>
            <translation>添加您留有运行中会话的计算机，或先在演示中看看。</translation>
        </message>
        <message>
            <source>Add computers…</source>
            <translation>添加计算机…</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>试用演示</translation>
        </message>
        <message>
            <source>Nothing matches the filter</source>
            <translation>没有符合筛选的会话</translation>
        </message>
        <message>
            <source>%1 hides all sessions.</source>
            <translation>“%1”隐藏了所有会话。</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>清除筛选</translation>
        </message>
        <message>
            <source>Asking the computers…</source>
            <translation>正在查询计算机…</translation>
        </message>
        <message>
            <source>Sessions appear as their computers answer.</source>
            <translation>计算机应答后会话就会显示。</translation>
        </message>
        <message>
            <source>Not asked yet</source>
            <translation>尚未查询</translation>
        </message>
        <message>
            <source>Refresh asks the computers for their sessions.</source>
            <translation>刷新会向计算机查询会话。</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>%1 answered: no disconnected sessions of yours.</source>
            <translation>%1 已应答：没有您的已断开会话。</translation>
        </message>
        <message>
            <source>%1 did not answer. See what needs attention.</source>
            <translation>%1 没有应答。请看“需要注意”。</translation>
        </message>
        <message>
            <source>No computer has disconnected sessions of yours.</source>
            <translation>没有计算机上有您的已断开会话。</translation>
        </message>
        <message>
            <source>No sessions</source>
            <translation>没有会话</translation>
        </message>
        <message>
            <source>New session…</source>
            <translation>新建会话…</translation>
        </message>
        <message numerus="yes">
            <source>%n computer(s)</source>
            <translation>
                <numerusform>%n 台计算机</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n session(s)</source>
            <translation>
                <numerusform>%n 个会话</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shown</source>
            <translation>
                <numerusform>显示 %n 个</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) attention</source>
            <translation>
                <numerusform>%n 项需要注意</numerusform>
            </translation>
        </message>
        <message>
            <source>Disconnecting all sessions before the end…</source>
            <translation>退出前正在断开所有会话…</translation>
        </message>
        <message>
            <source>Quit now</source>
            <translation>立即退出</translation>
        </message>
        <message>
            <source>Asked %1 of %2</source>
            <translation>已查询 %1/%2</translation>
        </message>
        <message>
            <source>Working…</source>
            <translation>正在处理…</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::NewSessionDialog</name>
        <message>
            <source>New session</source>
            <translation>新建会话</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>&amp;Computer</source>
            <translation>计算机(&amp;C)</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>numbered, like Runspace5</source>
            <translation>自动编号，如 Runspace5</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>名称(&amp;N)</translation>
        </message>
        <message>
            <source>Configuration</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Con&amp;figuration</source>
            <translation>配置(&amp;F)</translation>
        </message>
        <message>
            <source>Kept when idle</source>
            <translation>空闲时保留</translation>
        </message>
        <message>
            <source> h</source>
            <translation> 小时</translation>
        </message>
        <message>
            <source>the server's setting</source>
            <translation>服务器的设置</translation>
        </message>
        <message>
            <source>Kept when &amp;idle</source>
            <translation>空闲时保留(&amp;I)</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>A disconnected session counts as idle even while something runs in it.</source>
            <translation>已断开的会话即使其中有命令在运行也算空闲。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::NoticeBar</name>
        <message>
            <source>&amp;Undo</source>
            <translation>撤消(&amp;U)</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::OutputPage</name>
        <message>
            <source>Get output</source>
            <translation>获取输出</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Output of the running command</source>
            <translation>正在运行的命令的输出</translation>
        </message>
        <message>
            <source>Fetches what the running command has to say (Receive)</source>
            <translation>取回正在运行的命令的输出 (Receive)</translation>
        </message>
        <message>
            <source>Stop the command</source>
            <translation>停止命令</translation>
        </message>
        <message>
            <source>Stops the command that runs in the session</source>
            <translation>停止会话中正在运行的命令</translation>
        </message>
        <message>
            <source>When a command of this session runs while nobody is connected, its output appears here.</source>
            <translation>无人连接时会话中运行的命令，其输出会显示在这里。</translation>
        </message>
        <message>
            <source>No command is running.</source>
            <translation>没有正在运行的命令。</translation>
        </message>
        <message>
            <source>Asking for output…</source>
            <translation>正在请求输出…</translation>
        </message>
        <message>
            <source>A command is running.</source>
            <translation>有命令正在运行。</translation>
        </message>
        <message>
            <source>Running: %1</source>
            <translation>正在运行：%1</translation>
        </message>
        <message>
            <source>The command has ended. This was all of its output.</source>
            <translation>命令已结束。这是它的全部输出。</translation>
        </message>
        <message>
            <source>The command was stopped.</source>
            <translation>命令已被停止。</translation>
        </message>
        <message>
            <source>The command ended with an error.</source>
            <translation>命令因错误而结束。</translation>
        </message>
        <message>
            <source>Disconnected: the command goes on without us.</source>
            <translation>已断开：命令会继续运行。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ProgressArea</name>
        <message>
            <source>Progress of the command</source>
            <translation>命令的进度</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>剩余 %1</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::PromptPanel</name>
        <message>
            <source>Question of the remote computer</source>
            <translation>远程计算机的提问</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>回答</translation>
        </message>
        <message>
            <source>Secret:</source>
            <translation>机密：</translation>
        </message>
        <message>
            <source>Input:</source>
            <translation>输入：</translation>
        </message>
        <message>
            <source>Stop the command</source>
            <translation>停止命令</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::RemoveDialog</name>
        <message numerus="yes">
            <source>Remove %n session(s)</source>
            <translation>
                <numerusform>删除 %n 个会话</numerusform>
            </translation>
        </message>
        <message>
            <source>These sessions end on their computers, with every job and command in them and all output that was not fetched. This cannot be undone.</source>
            <translation>这些会话将在其计算机上结束，连同其中的所有作业、命令和未取回的输出。此操作无法撤消。</translation>
        </message>
        <message>
            <source>Sessions that end</source>
            <translation>将结束的会话</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>会话</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>正在运行</translation>
        </message>
        <message numerus="yes">
            <source>%n command(s)</source>
            <translation>
                <numerusform>%n 个命令</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing known</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>in use elsewhere</source>
            <translation>在别处使用中</translation>
        </message>
        <message>
            <source>in use from %1</source>
            <translation>正由 %1 使用</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message numerus="yes">
            <source>Also end the %n session(s) in use elsewhere</source>
            <translation>
                <numerusform>同时结束在别处使用中的 %n 个会话</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SessionModel</name>
        <message>
            <source>%1 (in use elsewhere)</source>
            <translation>%1（在别处使用中）</translation>
        </message>
        <message>
            <source>%1 (in use from %2)</source>
            <translation>%1（正由 %2 使用）</translation>
        </message>
        <message>
            <source>The computer no longer lists this session. Remove takes it off the list.</source>
            <translation>计算机不再列出此会话。“删除”会把它从列表中移除。</translation>
        </message>
        <message>
            <source>The computer did not answer since. Last seen: %1</source>
            <translation>此后计算机没有应答。上次看到：%1</translation>
        </message>
        <message>
            <source>Connected in this window.</source>
            <translation>已在此窗口中连接。</translation>
        </message>
        <message>
            <source>Ready to be connected: double click or Enter.</source>
            <translation>可以连接：双击或按 Enter。</translation>
        </message>
        <message>
            <source>Another client is attached. It can be connected once that one disconnects.</source>
            <translation>另一个客户端正连接着。它断开后即可连接。</translation>
        </message>
        <message>
            <source>The server removes this session at %1 unless someone connects.</source>
            <translation>如无人连接，服务器将在 %1 删除此会话。</translation>
        </message>
        <message>
            <source>A connected session does not expire.</source>
            <translation>已连接的会话不会过期。</translation>
        </message>
        <message>
            <source>%1, last seen %2</source>
            <translation>%1，上次看到 %2</translation>
        </message>
        <message>
            <source>Number of the session in this window</source>
            <translation>会话在此窗口中的编号</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Computer (ComputerName)</source>
            <translation>计算机 (ComputerName)</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Session configuration on the server (ConfigurationName)</source>
            <translation>服务器上的会话配置 (ConfigurationName)</translation>
        </message>
        <message>
            <source>Configuration</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Availability</source>
            <translation>可用性</translation>
        </message>
        <message>
            <source>Time until the server removes a disconnected session (ExpiresOn)</source>
            <translation>服务器删除已断开会话前的剩余时间 (ExpiresOn)</translation>
        </message>
        <message>
            <source>Expires in</source>
            <translation>剩余时间</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Commands that run or whose output was not fetched</source>
            <translation>正在运行或输出未取回的命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Disconnected for (ShellInactivity)</source>
            <translation>已断开的时长 (ShellInactivity)</translation>
        </message>
        <message>
            <source>Idle for</source>
            <translation>空闲</translation>
        </message>
        <message>
            <source>When output piles up: Block pauses the command, Drop drops the oldest (OutputBufferingMode)</source>
            <translation>输出堆积时：Block 暂停命令，Drop 丢弃最旧的 (OutputBufferingMode)</translation>
        </message>
        <message>
            <source>Buffering</source>
            <translation>缓冲</translation>
        </message>
        <message>
            <source>Address of the last client (ClientIP)</source>
            <translation>上一个客户端的地址 (ClientIP)</translation>
        </message>
        <message>
            <source>Client</source>
            <translation>客户端</translation>
        </message>
        <message>
            <source>Running for (ShellRunTime)</source>
            <translation>已运行 (ShellRunTime)</translation>
        </message>
        <message>
            <source>Running for</source>
            <translation>已运行</translation>
        </message>
        <message>
            <source>Identity of the session on the server (ShellId, InstanceId)</source>
            <translation>会话在服务器上的标识 (ShellId, InstanceId)</translation>
        </message>
        <message>
            <source>Shell id</source>
            <translation>Shell ID</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SessionTab</name>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Console</source>
            <translation>控制台</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
        <message>
            <source>Jobs (%1)</source>
            <translation>作业 (%1)</translation>
        </message>
        <message>
            <source>The connection is interrupted; trying again. %1</source>
            <translation>连接中断，正在重试。%1</translation>
        </message>
        <message>
            <source>Disconnected: the session is still running. It is kept until %1.</source>
            <translation>已断开：会话仍在运行，保留到 %1。</translation>
        </message>
        <message>
            <source>Disconnected: the session is still running.</source>
            <translation>已断开：会话仍在运行。</translation>
        </message>
        <message>
            <source>The connection broke. The session may still be running on the computer.</source>
            <translation>连接已断。会话可能仍在计算机上运行。</translation>
        </message>
        <message>
            <source>The session has ended.</source>
            <translation>会话已结束。</translation>
        </message>
        <message>
            <source>One moment…</source>
            <translation>请稍候…</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SessionTabs</name>
        <message>
            <source>The server's own setting says how long it is kept.</source>
            <translation>保留多久由服务器自身的设置决定。</translation>
        </message>
        <message>
            <source>Disconnected now, it is kept until %1 (%2), then removed with its jobs.</source>
            <translation>现在断开，会保留到 %1（%2），之后连同作业一起删除。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SessionsView</name>
        <message>
            <source>Sessions</source>
            <translation>会话</translation>
        </message>
        <message>
            <source>Columns as at first</source>
            <translation>恢复默认列</translation>
        </message>
    </context>
    <context>
        <name>states</name>
        <message>
            <source>BeforeOpen</source>
            <translation>未打开</translation>
        </message>
        <message>
            <source>Opening</source>
            <translation>正在打开</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>已打开</translation>
        </message>
        <message>
            <source>Disconnecting</source>
            <translation>正在断开</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>已断开</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>正在连接</translation>
        </message>
        <message>
            <source>Closing</source>
            <translation>正在关闭</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已关闭</translation>
        </message>
        <message>
            <source>Broken</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <source>Gone</source>
            <translation>已消失</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>可用</translation>
        </message>
        <message>
            <source>AvailableForNestedCommand</source>
            <translation>可用于嵌套命令</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>忙</translation>
        </message>
        <message>
            <source>RemoteDebug</source>
            <translation>远程调试</translation>
        </message>
        <message>
            <source>NotStarted</source>
            <translation>未开始</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>正在运行</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Completed</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>已阻塞</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>已挂起</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>阻止</translation>
        </message>
        <message>
            <source>Drop</source>
            <translation>丢弃</translation>
        </message>
    </context>
    <context>
        <name>text</name>
        <message>
            <source>What was entered cannot be used.</source>
            <translation>输入的内容无法使用。</translation>
        </message>
        <message>
            <source>No computer of that name was found.</source>
            <translation>没有找到该名称的计算机。</translation>
        </message>
        <message>
            <source>The computer cannot be reached.</source>
            <translation>无法访问该计算机。</translation>
        </message>
        <message>
            <source>The computer did not answer in time.</source>
            <translation>计算机没有及时应答。</translation>
        </message>
        <message>
            <source>A secure connection could not be made.</source>
            <translation>无法建立安全连接。</translation>
        </message>
        <message>
            <source>The computer's certificate is not trusted.</source>
            <translation>计算机的证书不受信任。</translation>
        </message>
        <message>
            <source>The computer did not accept the user name or password.</source>
            <translation>计算机不接受该用户名或密码。</translation>
        </message>
        <message>
            <source>A user name and password are needed.</source>
            <translation>需要用户名和密码。</translation>
        </message>
        <message>
            <source>This would be sent without protection, so nothing was sent.</source>
            <translation>内容将不受保护地发送，因此没有发送任何内容。</translation>
        </message>
        <message>
            <source>The user is not allowed to do this on the computer.</source>
            <translation>该用户无权在计算机上执行此操作。</translation>
        </message>
        <message>
            <source>Something answered, but it is not a remote management service.</source>
            <translation>有应答，但不是远程管理服务。</translation>
        </message>
        <message>
            <source>The computer refused the request.</source>
            <translation>计算机拒绝了请求。</translation>
        </message>
        <message>
            <source>The computer's answer could not be understood.</source>
            <translation>无法理解计算机的应答。</translation>
        </message>
        <message>
            <source>The computer's answer is larger than is accepted.</source>
            <translation>计算机的应答超出了可接受的大小。</translation>
        </message>
        <message>
            <source>The session no longer exists.</source>
            <translation>会话已不存在。</translation>
        </message>
        <message>
            <source>The session is in use from elsewhere.</source>
            <translation>会话正在别处使用。</translation>
        </message>
        <message>
            <source>This is not possible in the session's present state.</source>
            <translation>会话的当前状态不允许此操作。</translation>
        </message>
        <message>
            <source>The connection was lost.</source>
            <translation>连接已丢失。</translation>
        </message>
        <message>
            <source>The computer points to another address.</source>
            <translation>计算机指向另一个地址。</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>This is not offered here.</source>
            <translation>此处不提供此功能。</translation>
        </message>
        <message>
            <source>Something on this computer went wrong.</source>
            <translation>本机出现了问题。</translation>
        </message>
        <message>
            <source>Something unexpected went wrong.</source>
            <translation>出现了意外的问题。</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <source>%1 h %2 m</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1 m</source>
            <translation>%1 分</translation>
        </message>
        <message>
            <source>%1 m %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
    </context>
</TS>
