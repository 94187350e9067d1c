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
        <message>
            <source>needs your permission</source>
            <translation>需要您的许可</translation>
        </message>
    </context>
    <context>
        <name>Mechanisms</name>
        <message>
            <source>Basic</source>
            <translation>基本 (Basic)</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认 (Default)</translation>
        </message>
        <message>
            <source>Negotiate</source>
            <translation>协商 (Negotiate)</translation>
        </message>
        <message>
            <source>Kerberos</source>
            <translation>Kerberos</translation>
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
            <source>Digest</source>
            <translation>摘要 (Digest)</translation>
        </message>
        <message>
            <source>Needs a user and a password.</source>
            <translation>需要用户名和密码。</translation>
        </message>
        <message>
            <source>Without SSL everything would travel in the clear. Tick “Use SSL”, or “Allow unencrypted” if this network is yours alone.</source>
            <translation>不使用 SSL 时一切都以明文传输。请勾选“使用 SSL”；如果此网络只归您使用，可勾选“允许不加密”。</translation>
        </message>
        <message>
            <source>An address leaves NTLM only, which does not prove who the computer is: use SSL, or allow NTLM without SSL.</source>
            <translation>使用 IP 地址时只能用 NTLM，它不能证明对方是哪台计算机：请使用 SSL，或允许不带 SSL 的 NTLM。</translation>
        </message>
        <message>
            <source>Kerberos where a ticket can be had, else NTLM. Right for most computers.</source>
            <translation>能取得票据时用 Kerberos，否则用 NTLM。适合大多数计算机。</translation>
        </message>
        <message>
            <source>The same as Default, said expressly.</source>
            <translation>与“默认”相同，只是明确指定。</translation>
        </message>
        <message>
            <source>Negotiate with the current user</source>
            <translation>以当前用户协商 (Negotiate)</translation>
        </message>
        <message>
            <source>Your own Kerberos tickets (kinit); no password is asked for.</source>
            <translation>使用您自己的 Kerberos 票据 (kinit)；不询问密码。</translation>
        </message>
        <message>
            <source>Is for the current user only.</source>
            <translation>仅用于当前用户。</translation>
        </message>
        <message>
            <source>A domain&apos;s tickets; proves both sides. Needs a domain controller in reach.</source>
            <translation>使用域的票据；双方都得到证明。需要能访问域控制器。</translation>
        </message>
        <message>
            <source>User and password of the computer itself; the computer must allow it. Use it with SSL.</source>
            <translation>计算机本身的用户和密码；该计算机必须允许此方式。请与 SSL 一起使用。</translation>
        </message>
        <message>
            <source>For servers that offer nothing better; Windows itself does not.</source>
            <translation>用于没有更好方式的服务器；Windows 本身不提供它。</translation>
        </message>
        <message>
            <source>Hands your password to the computer so that it can go on from there to a third one.</source>
            <translation>把您的密码交给该计算机，使其可以继续登录第三台计算机。</translation>
        </message>
        <message>
            <source>The certificate is the sign-in.</source>
            <translation>证书本身就是登录。</translation>
        </message>
        <message>
            <source>The certificate signs in; it needs SSL and a mapping on the computer.</source>
            <translation>由证书登录；需要 SSL，并在该计算机上有映射。</translation>
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
            <source>The server&apos;s answer is not the expected WS-Management message.</source>
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
            <source>Raise MaxEnvelopeSizekb in the server&apos;s WinRM configuration; its default is 500.</source>
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
            <source>Choose another authentication method, or give a credential, and check which methods the computer&apos;s WinRM service allows.</source>
            <translation>请选择其他身份验证方式或提供凭据，并检查该计算机的 WinRM 服务允许哪些方式。</translation>
        </message>
        <message>
            <source>Kerberos needs the computer&apos;s full DNS name, a domain account and clocks that agree; otherwise use Negotiate or HTTPS.</source>
            <translation>Kerberos 需要计算机的完整 DNS 名称、域帐户和一致的时钟；否则请使用协商或 HTTPS。</translation>
        </message>
        <message>
            <source>Look at the WinRM event log of that computer, then try again.</source>
            <translation>请查看该计算机的 WinRM 事件日志，然后重试。</translation>
        </message>
        <message>
            <source>Send less at once, or have MaxEnvelopeSizekb raised in that computer&apos;s WinRM configuration.</source>
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
            <source>The client&apos;s connect has %1 and %2 instead of SESSION_CAPABILITY and CONNECT_RUNSPACEPOOL.</source>
            <translation>客户端的连接包含 %1 和 %2，而不是 SESSION_CAPABILITY 和 CONNECT_RUNSPACEPOOL。</translation>
        </message>
        <message>
            <source>The client&apos;s connect names another runspace pool than this one.</source>
            <translation>客户端的连接指向另一个运行空间池。</translation>
        </message>
        <message>
            <source>The client speaks version %1 of the PowerShell remoting protocol, which cannot connect to a disconnected session.</source>
            <translation>客户端使用 PowerShell 远程处理协议 %1 版，无法连接到断开的会话。</translation>
        </message>
        <message>
            <source>The client&apos;s connect asks for other numbers of runspaces than this session has.</source>
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
            <source>&quot;%1&quot; is not possible while the state is %2. It needs the state %3.</source>
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
            <source>The session cannot do &quot;%1&quot; while its state is %2.</source>
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
            <source>Cannot connect PSSession &quot;%1&quot;, either because it is not in the Disconnected state, or it is not available for connection.</source>
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
            <source>Cannot disconnect PSSession &quot;%1&quot; because it is not in the Opened state.</source>
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
            <source>Specify an idle timeout of one minute or more, or none for the server&apos;s default.</source>
            <translation>请指定一分钟或更长的空闲超时，或不指定以使用服务器默认值。</translation>
        </message>
        <message>
            <source>Cannot disconnect PSSession &quot;%1&quot;. Disconnected sessions are supported only when the remote computer is running PowerShell 3.0 or a later version of PowerShell.</source>
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
            <source>&apos;rejoinctl --help&apos; shows how it is called.</source>
            <translation>“rejoinctl --help”显示调用方法。</translation>
        </message>
        <message>
            <source>A value is missing after %1.</source>
            <translation>%1 之后缺少值。</translation>
        </message>
        <message>
            <source>&apos;%1&apos; is no output format: Table, List, Json, JsonLines, Csv or CliXml.</source>
            <translation>“%1”不是输出格式：应为 Table、List、Json、JsonLines、Csv 或 CliXml。</translation>
        </message>
        <message>
            <source>&apos;%1&apos; is no error format: Text or Json.</source>
            <translation>“%1”不是错误格式：应为 Text 或 Json。</translation>
        </message>
        <message>
            <source>&apos;%1&apos; is no file descriptor.</source>
            <translation>“%1”不是文件描述符。</translation>
        </message>
        <message>
            <source>&apos;%1&apos; is no log level: debug, info, warning or error.</source>
            <translation>“%1”不是日志级别：应为 debug、info、warning 或 error。</translation>
        </message>
        <message>
            <source>There is no option %1.</source>
            <translation>没有选项 %1。</translation>
        </message>
        <message>
            <source>&apos;%1&apos; is one word too many.</source>
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
            <source>%1 does not offer the authentication mechanism %2; it offers %3.</source>
            <translation>%1 不提供身份验证方式 %2；它提供 %3。</translation>
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
            <source>Check that the port belongs to WinRM and that no proxy stands between; if it does, look into the server&apos;s event log.</source>
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
            <source>%1 is not a valid schema value. Valid values are &quot;http&quot; and &quot;https&quot;.</source>
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
            <source>Check that the port is WinRM&apos;s HTTPS port (5986 by default); for the HTTP port leave out -UseSSL.</source>
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
            <source>Compare its SHA-256 fingerprint with the server&apos;s and trust it for this computer, add its authority, or give -SkipCACheck in the session option.</source>
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
            <source>If the server was given a new certificate, compare the SHA-256 fingerprint with the server&apos;s and trust the new one; otherwise something stands between.</source>
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
            <source>Correct the statement. &apos;rejoinctl help&apos; shows what the language has.</source>
            <translation>请更正语句。“rejoinctl help”显示该语言的内容。</translation>
        </message>
        <message>
            <source>The term &apos;%1&apos; is not recognized as a command of rejoinctl.</source>
            <translation>“%1”不是 rejoinctl 的命令。</translation>
        </message>
        <message>
            <source>&apos;rejoinctl help&apos; lists the commands. To run a command in a remote session: Invoke-Command -Session $s { … }.</source>
            <translation>“rejoinctl help”列出各命令。在远程会话中运行命令：Invoke-Command -Session $s { … }。</translation>
        </message>
        <message>
            <source>Correct the command line; &apos;rejoinctl help %1&apos; shows what it takes.</source>
            <translation>请更正命令行；“rejoinctl help %1”显示其用法。</translation>
        </message>
        <message>
            <source>The value of the using variable &apos;$using:%1&apos; cannot be retrieved because it has not been set in the local session.</source>
            <translation>无法取得 using 变量“$using:%1”的值，因为本地会话中没有设置它。</translation>
        </message>
        <message>
            <source>Set it first: $%1 = …</source>
            <translation>请先设置：$%1 = …</translation>
        </message>
        <message>
            <source>The session option &apos;%1&apos; cannot be used: %2</source>
            <translation>无法使用会话选项“%1”：%2</translation>
        </message>
        <message>
            <source>&apos;rejoinctl help New-PSSessionOption&apos; lists the options.</source>
            <translation>“rejoinctl help New-PSSessionOption”列出各选项。</translation>
        </message>
        <message>
            <source>Cannot bind parameter &apos;%1&apos;. Cannot convert value &quot;%2&quot; to type &quot;%3&quot;. Error: &quot;%4&quot;</source>
            <translation>无法绑定参数“%1”。无法将值“%2”转换为类型“%3”。错误：“%4”</translation>
        </message>
        <message>
            <source>Cannot validate argument on parameter &apos;%1&apos;. %2</source>
            <translation>无法验证参数“%1”的自变量。%2</translation>
        </message>
        <message>
            <source>Cannot bind parameter &apos;%1&apos; to the target. Exception setting &quot;%1&quot;: &quot;%2&quot;</source>
            <translation>无法将参数“%1”绑定到目标。设置“%1”时发生异常：“%2”</translation>
        </message>
        <message>
            <source>Leave one of the two out.</source>
            <translation>请去掉两者之一。</translation>
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
            <source>The command cannot find a PSSession that has the name &quot;%1&quot;.</source>
            <translation>命令找不到名为“%1”的 PSSession。</translation>
        </message>
        <message>
            <source>The command cannot find a PSSession that has an InstanceId value of &quot;%1&quot;.</source>
            <translation>命令找不到 InstanceId 值为“%1”的 PSSession。</translation>
        </message>
        <message>
            <source>&apos;%1&apos; is no regular expression: %2</source>
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
            <source>Property &quot;%1&quot; cannot be found.</source>
            <translation>找不到属性“%1”。</translation>
        </message>
        <message>
            <source>The object has: %1.</source>
            <translation>该对象有：%1。</translation>
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
            <source>Name computers with -ComputerName and give the password with --password-stdin or at the prompt.</source>
            <translation>请用 -ComputerName 指定计算机，并用 --password-stdin 或在提示处给出密码。</translation>
        </message>
        <message>
            <source>A password for %1 at the proxy is needed and there is nobody to ask.</source>
            <translation>需要 %1 在代理上的密码，但没有人可以询问。</translation>
        </message>
        <message>
            <source>Give it with --proxy-password-fd.</source>
            <translation>请用 --proxy-password-fd 提供。</translation>
        </message>
        <message>
            <source>No certificate with the thumbprint %1 and its key was found.</source>
            <translation>找不到指纹为 %1 且带有私钥的证书。</translation>
        </message>
        <message>
            <source>Add its file (PEM or PKCS#12) to the certificates of Rejoin.</source>
            <translation>请把其文件（PEM 或 PKCS#12）加入 Rejoin 的证书。</translation>
        </message>
        <message>
            <source>Proxy credentials cannot be specified when using the following proxy access type: %1. Either specify a different access type, or do not specify proxy credentials.</source>
            <translation>使用以下代理访问类型时不能指定代理凭据：%1。请指定其他访问类型，或不要指定代理凭据。</translation>
        </message>
        <message>
            <source>Add -ProxyAccessType to New-PSSessionOption.</source>
            <translation>请在 New-PSSessionOption 中加入 -ProxyAccessType。</translation>
        </message>
        <message>
            <source>CredSSP needs a user name and a password, which it hands to the server.</source>
            <translation>CredSSP 需要用户名和密码，并会把它们交给服务器。</translation>
        </message>
        <message>
            <source>Give them with -Credential, or choose another -Authentication.</source>
            <translation>请用 -Credential 提供，或选择其他 -Authentication。</translation>
        </message>
        <message>
            <source>%1 cannot be specified as a proxy authentication mechanism. Only %2,%3 or %4 are supported for proxy authentication.</source>
            <translation>不能把 %1 指定为代理身份验证机制。代理身份验证仅支持 %2、%3 或 %4。</translation>
        </message>
        <message>
            <source>Leave -ProxyAuthentication out for Negotiate.</source>
            <translation>要使用 Negotiate，请去掉 -ProxyAuthentication。</translation>
        </message>
        <message>
            <source>A message was not sealed by the peer of this login.</source>
            <translation>有一条消息不是由本次登录的对方加密的。</translation>
        </message>
        <message>
            <source>The lab knows no authentication scheme &quot;%1&quot;.</source>
            <translation>实验端不认识身份验证方案“%1”。</translation>
        </message>
        <message>
            <source>It knows Negotiate, Kerberos, CredSSP, Digest, Basic and Certificate.</source>
            <translation>它认识 Negotiate、Kerberos、CredSSP、Digest、Basic 和 Certificate。</translation>
        </message>
        <message>
            <source>The current deserialized object size of the data received from the remote server exceeded the allowed maximum object size. The current deserialized object size is %1. The allowed maximum object size is %2.</source>
            <translation>从远程服务器收到的数据中，当前反序列化对象的大小超过了允许的上限。当前大小为 %1，允许的上限为 %2。</translation>
        </message>
        <message>
            <source>Raise -MaximumReceivedObjectSize of the session option, or let the command give smaller objects, for example with Select-Object.</source>
            <translation>请提高会话选项的 -MaximumReceivedObjectSize，或让命令输出较小的对象，例如使用 Select-Object。</translation>
        </message>
        <message>
            <source>The total data received from the remote server exceeded the allowed maximum. The allowed maximum is %1.</source>
            <translation>从远程服务器收到的数据总量超过了允许的上限。允许的上限为 %1。</translation>
        </message>
        <message>
            <source>Raise -MaximumReceivedDataSizePerCommand of the session option, or let the command give less.</source>
            <translation>请提高会话选项的 -MaximumReceivedDataSizePerCommand，或让命令输出较少的数据。</translation>
        </message>
        <message>
            <source>--trust-host takes a computer&apos;s name, or a pattern of names.</source>
            <translation>--trust-host 需要计算机名称或名称样式。</translation>
        </message>
        <message>
            <source>Write for example --trust-host Server01 or --trust-host &apos;*.lab.example.com&apos;.</source>
            <translation>例如写成 --trust-host Server01 或 --trust-host &apos;*.lab.example.com&apos;。</translation>
        </message>
        <message>
            <source>The destination &quot;%1&quot; requested the connection to be redirected to &quot;%2&quot;. However &quot;%2&quot; is not a well formatted URI.</source>
            <translation>目标“%1”要求把连接重定向到“%2”，但“%2”不是格式正确的 URI。</translation>
        </message>
        <message>
            <source>Ask whoever runs the service for its address, and give that.</source>
            <translation>请向服务的管理者询问其地址，并使用该地址。</translation>
        </message>
        <message>
            <source>%1 points from HTTPS to plain HTTP, %2; that is not followed.</source>
            <translation>%1 从 HTTPS 指向普通 HTTP %2；不会跟随。</translation>
        </message>
        <message>
            <source>If that address is to be used all the same, give it yourself.</source>
            <translation>如果仍要使用该地址，请自行给出。</translation>
        </message>
        <message>
            <source>The redirects lead in a circle: %1 points to %2, where the way has been already.</source>
            <translation>重定向形成了循环：%1 指向已经到过的 %2。</translation>
        </message>
        <message>
            <source>%1 points to another address, %2, but no more than %3 redirects are followed.</source>
            <translation>%1 指向另一个地址 %2，但最多只跟随 %3 次重定向。</translation>
        </message>
        <message>
            <source>Give that address itself, or allow more with New-PSSessionOption -MaximumRedirection.</source>
            <translation>请直接给出该地址，或用 New-PSSessionOption -MaximumRedirection 允许更多次。</translation>
        </message>
        <message>
            <source>%1 points to another host, %2; the login was not sent there, because nobody said that it may be.</source>
            <translation>%1 指向另一台主机 %2；由于没有人允许，登录信息没有发送到那里。</translation>
        </message>
        <message>
            <source>If you trust that host, give its address as -ConnectionUri, or call this on a terminal and answer the question.</source>
            <translation>如果您信任该主机，请把其地址作为 -ConnectionUri，或在终端中执行并回答提问。</translation>
        </message>
        <message>
            <source>%1 does not log in that way.</source>
            <translation>%1 不以这种方式登录。</translation>
        </message>
        <message>
            <source>The certificate to log in to %1 with has no private key.</source>
            <translation>用于登录 %1 的证书没有私钥。</translation>
        </message>
        <message>
            <source>Export the certificate together with its private key.</source>
            <translation>请把证书连同其私钥一起导出。</translation>
        </message>
        <message>
            <source>Logging in to %1 with a client certificate requires HTTPS; nothing was sent.</source>
            <translation>用客户端证书登录 %1 需要 HTTPS；没有发送任何内容。</translation>
        </message>
        <message>
            <source>Use -UseSSL, or an address that begins with https.</source>
            <translation>请使用 -UseSSL，或以 https 开头的地址。</translation>
        </message>
        <message>
            <source>CredSSP would hand the password of %1 to %2, and that was not permitted; nothing was sent.</source>
            <translation>CredSSP 会把 %1 的密码交给 %2，而这未被允许；没有发送任何内容。</translation>
        </message>
        <message>
            <source>Permit it for this computer if you trust it and whoever administers it with the password; otherwise choose Kerberos or Negotiate.</source>
            <translation>如果您愿意把密码托付给该计算机及其管理者，请为它允许；否则请选择 Kerberos 或 Negotiate。</translation>
        </message>
        <message>
            <source>Without encryption, messages to %1 would be readable on the way, because the connection is plain HTTP; nothing was sent.</source>
            <translation>连接是普通 HTTP，不加密时发往 %1 的消息在途中可被读取；没有发送任何内容。</translation>
        </message>
        <message>
            <source>Leave -NoEncryption out, use -UseSSL (HTTPS), or permit unencrypted messages for this computer.</source>
            <translation>请去掉 -NoEncryption，使用 -UseSSL (HTTPS)，或允许此计算机使用未加密的消息。</translation>
        </message>
        <message>
            <source>Digest would leave what is exchanged with %1 unprotected, because the connection is plain HTTP; nothing was sent.</source>
            <translation>连接是普通 HTTP，Digest 不会保护与 %1 交换的内容；没有发送任何内容。</translation>
        </message>
        <message>
            <source>This version of Rejoin does not know the authentication mechanism %1.</source>
            <translation>此版本的 Rejoin 不认识身份验证机制 %1。</translation>
        </message>
        <message>
            <source>Choose Negotiate, Kerberos, CredSSP, Digest or Basic.</source>
            <translation>请选择 Negotiate、Kerberos、CredSSP、Digest 或 Basic。</translation>
        </message>
        <message>
            <source>The mechanism %1 does not log in to a proxy.</source>
            <translation>机制 %1 不能用于登录代理。</translation>
        </message>
        <message>
            <source>Choose Negotiate, Basic or Digest (-ProxyAuthentication).</source>
            <translation>请选择 Negotiate、Basic 或 Digest (-ProxyAuthentication)。</translation>
        </message>
        <message>
            <source>%1 sent a message of CredSSP that cannot be read.</source>
            <translation>%1 发来的 CredSSP 消息无法读取。</translation>
        </message>
        <message>
            <source>Look for a proxy between here and the server; HTTPS (-UseSSL) avoids it.</source>
            <translation>请检查本机与服务器之间是否有代理；使用 HTTPS (-UseSSL) 可以避开。</translation>
        </message>
        <message>
            <source>%1 did not prove that the CredSSP connection ends at it; the password was not sent.</source>
            <translation>%1 没有证明 CredSSP 连接的终点是它；没有发送密码。</translation>
        </message>
        <message>
            <source>Somebody may be standing between here and the server. Find out before trying again, or use HTTPS (-UseSSL) with Kerberos.</source>
            <translation>可能有人处在本机与服务器之间。请查明后再试，或使用 HTTPS (-UseSSL) 和 Kerberos。</translation>
        </message>
        <message>
            <source>%1 speaks CredSSP version %2 only, which can be relayed to another computer (CVE-2018-0886); at least version %3 is required, and the password was not sent.</source>
            <translation>%1 只支持 CredSSP 版本 %2，该版本可被转发到另一台计算机 (CVE-2018-0886)；至少需要版本 %3，没有发送密码。</translation>
        </message>
        <message>
            <source>Install the update of May 2018 or a later one on that computer (KB4103723 and its kin), or use another mechanism.</source>
            <translation>请在该计算机上安装 2018 年 5 月或更新的更新（KB4103723 等），或使用其他机制。</translation>
        </message>
        <message>
            <source>CredSSP needs a user name and a password.</source>
            <translation>CredSSP 需要用户名和密码。</translation>
        </message>
        <message>
            <source>%1 refused the login: the user name or the password is not right.</source>
            <translation>%1 拒绝了登录：用户名或密码不正确。</translation>
        </message>
        <message>
            <source>Check user name and password; write DOMAIN\user for an account of a domain and .\user for one of that computer.</source>
            <translation>请检查用户名和密码；域帐户写成 DOMAIN\user，该计算机的帐户写成 .\user。</translation>
        </message>
        <message>
            <source>%1 refused the login: the password is not right.</source>
            <translation>%1 拒绝了登录：密码不正确。</translation>
        </message>
        <message>
            <source>Type the password again; mind the keyboard&apos;s layout and Caps Lock.</source>
            <translation>请重新输入密码；注意键盘布局和大写锁定。</translation>
        </message>
        <message>
            <source>%1 refused the login: it knows no such user.</source>
            <translation>%1 拒绝了登录：它不认识该用户。</translation>
        </message>
        <message>
            <source>Check the user name; write DOMAIN\user for an account of a domain and .\user for one of that computer.</source>
            <translation>请检查用户名；域帐户写成 DOMAIN\user，该计算机的帐户写成 .\user。</translation>
        </message>
        <message>
            <source>%1 refused the login: a restriction of the account forbids it.</source>
            <translation>%1 拒绝了登录：帐户的限制不允许。</translation>
        </message>
        <message>
            <source>Accounts with an empty password, and members of Protected Users, may not log in this way; ask who administers the account.</source>
            <translation>空密码的帐户和 Protected Users 的成员不得以此方式登录；请询问帐户的管理者。</translation>
        </message>
        <message>
            <source>%1 refused the login: the account may not log in at this time.</source>
            <translation>%1 拒绝了登录：该帐户此时不得登录。</translation>
        </message>
        <message>
            <source>Try again within the account&apos;s logon hours, or ask who administers it.</source>
            <translation>请在帐户的登录时段内重试，或询问其管理者。</translation>
        </message>
        <message>
            <source>%1 refused the login: the account may not log in from this computer.</source>
            <translation>%1 拒绝了登录：该帐户不得从本机登录。</translation>
        </message>
        <message>
            <source>Ask who administers the account to allow this computer (Log On To).</source>
            <translation>请让帐户的管理者允许本机（登录到）。</translation>
        </message>
        <message>
            <source>%1 refused the login: the password has expired.</source>
            <translation>%1 拒绝了登录：密码已过期。</translation>
        </message>
        <message>
            <source>Change the password where that is possible (at a Windows logon, or by who administers the account), then log in with the new one.</source>
            <translation>请在可以更改的地方更改密码（Windows 登录时，或由帐户的管理者），然后用新密码登录。</translation>
        </message>
        <message>
            <source>%1 refused the login: the password must be changed before the first login.</source>
            <translation>%1 拒绝了登录：首次登录前必须更改密码。</translation>
        </message>
        <message>
            <source>%1 refused the login: the account is disabled.</source>
            <translation>%1 拒绝了登录：帐户已被禁用。</translation>
        </message>
        <message>
            <source>Ask who administers the account to enable it.</source>
            <translation>请让帐户的管理者启用它。</translation>
        </message>
        <message>
            <source>%1 refused the login: the account has expired.</source>
            <translation>%1 拒绝了登录：帐户已过期。</translation>
        </message>
        <message>
            <source>Ask who administers the account to extend it.</source>
            <translation>请让帐户的管理者延长有效期。</translation>
        </message>
        <message>
            <source>%1 refused the login: the account is locked out after too many wrong passwords.</source>
            <translation>%1 拒绝了登录：错误密码过多，帐户已被锁定。</translation>
        </message>
        <message>
            <source>Wait until the lock ends, or ask who administers the account to unlock it; then look for what keeps trying an old password.</source>
            <translation>请等待锁定结束，或让帐户的管理者解锁；然后查找是什么在反复尝试旧密码。</translation>
        </message>
        <message>
            <source>%1 refused the login: the account has no right to log in to that computer in this way.</source>
            <translation>%1 拒绝了登录：该帐户无权以此方式登录该计算机。</translation>
        </message>
        <message>
            <source>Let who administers the computer grant &quot;Access this computer from the network&quot; and, for CredSSP, &quot;Allow log on locally&quot; or through a group that has it.</source>
            <translation>请让该计算机的管理者授予“从网络访问此计算机”，CredSSP 还需“允许本地登录”，或通过具有该权限的组。</translation>
        </message>
        <message>
            <source>%1 refused the login: access is denied.</source>
            <translation>%1 拒绝了登录：拒绝访问。</translation>
        </message>
        <message>
            <source>The account must be a member of Administrators or of Remote Management Users there.</source>
            <translation>该帐户必须是那里 Administrators 或 Remote Management Users 的成员。</translation>
        </message>
        <message>
            <source>%1 cannot check the login: it reaches no domain controller.</source>
            <translation>%1 无法检查登录：它联系不到域控制器。</translation>
        </message>
        <message>
            <source>Check that computer&apos;s connection to its domain, or log in with an account of the computer itself (.\user).</source>
            <translation>请检查该计算机与其域的连接，或用该计算机自己的帐户登录 (.\user)。</translation>
        </message>
        <message>
            <source>%1 cannot check the login: its trust with the domain is broken.</source>
            <translation>%1 无法检查登录：它与域的信任关系已损坏。</translation>
        </message>
        <message>
            <source>Repair it there (Test-ComputerSecureChannel -Repair), or log in with an account of the computer itself (.\user).</source>
            <translation>请在那里修复 (Test-ComputerSecureChannel -Repair)，或用该计算机自己的帐户登录 (.\user)。</translation>
        </message>
        <message>
            <source>%1 cannot check the login: its clock and the domain controller&apos;s differ too much.</source>
            <translation>%1 无法检查登录：它与域控制器的时钟相差过大。</translation>
        </message>
        <message>
            <source>Set the clock of that computer and of the domain controller.</source>
            <translation>请校准该计算机和域控制器的时钟。</translation>
        </message>
        <message>
            <source>%1 does not accept this version of CredSSP.</source>
            <translation>%1 不接受此版本的 CredSSP。</translation>
        </message>
        <message>
            <source>Rejoin speaks version 6; look at the policy &quot;Encryption Oracle Remediation&quot; on that computer.</source>
            <translation>Rejoin 使用版本 6；请查看该计算机上的策略“加密 Oracle 修正”。</translation>
        </message>
        <message>
            <source>%1 refused the login with the status %2.</source>
            <translation>%1 拒绝了登录，状态为 %2。</translation>
        </message>
        <message>
            <source>Look up the status in the list of Windows&apos; NTSTATUS values, and in the security event log of that computer.</source>
            <translation>请在 Windows 的 NTSTATUS 值列表以及该计算机的安全事件日志中查找该状态。</translation>
        </message>
        <message>
            <source>A protected message was changed on the way or came out of order; it was not read.</source>
            <translation>一条受保护的消息在途中被改动或次序不对；未读取。</translation>
        </message>
        <message>
            <source>Digest needs a user name and a password.</source>
            <translation>Digest 需要用户名和密码。</translation>
        </message>
        <message>
            <source>A user name with a colon or a control character cannot log in with Digest.</source>
            <translation>含有冒号或控制字符的用户名不能用 Digest 登录。</translation>
        </message>
        <message>
            <source>The server offers Digest only in a form that Rejoin does not have; it has MD5 and SHA-256 with qop=auth.</source>
            <translation>服务器提供的 Digest 形式 Rejoin 不支持；它支持 MD5 和 SHA-256 以及 qop=auth。</translation>
        </message>
        <message>
            <source>Change what the server offers, or choose another mechanism (-Authentication).</source>
            <translation>请更改服务器提供的方式，或选择其他机制 (-Authentication)。</translation>
        </message>
        <message>
            <source>This computer&apos;s security policy does not allow the hash that the server wants for Digest.</source>
            <translation>本机的安全策略不允许服务器要求的 Digest 散列算法。</translation>
        </message>
        <message>
            <source>Let the server offer SHA-256, or choose another mechanism.</source>
            <translation>请让服务器提供 SHA-256，或选择其他机制。</translation>
        </message>
        <message>
            <source>Logging in to %1 was given up: no answer came from the domain&apos;s controllers or name servers within %2 seconds.</source>
            <translation>已放弃登录 %1：域控制器或名称服务器在 %2 秒内没有应答。</translation>
        </message>
        <message>
            <source>Check that a domain controller can be reached from here (port 88), or use another mechanism.</source>
            <translation>请检查从这里能否访问域控制器（端口 88），或使用其他机制。</translation>
        </message>
        <message>
            <source>%1 sent a login token that cannot be read.</source>
            <translation>%1 发来的登录令牌无法读取。</translation>
        </message>
        <message>
            <source>%1 ended the %2 login without proving who it is; nothing was sent to it.</source>
            <translation>%1 没有证明自己的身份就结束了 %2 登录；没有向它发送任何内容。</translation>
        </message>
        <message>
            <source>Something between here and the server may be changing the messages; use HTTPS (-UseSSL).</source>
            <translation>本机与服务器之间可能有东西在改动消息；请使用 HTTPS (-UseSSL)。</translation>
        </message>
        <message>
            <source>%1 refused the login (tried: %2). With NTLM a wrong password, an expired one and a locked account look alike.</source>
            <translation>%1 拒绝了登录（尝试了 %2）。使用 NTLM 时，密码错误、密码过期和帐户锁定看起来是一样的。</translation>
        </message>
        <message>
            <source>%1 refused the login (tried: %2): the user name or password is not right, or the account may not log in here.</source>
            <translation>%1 拒绝了登录（尝试了 %2）：用户名或密码不正确，或该帐户不得在此登录。</translation>
        </message>
        <message>
            <source>Check user name and password. The account must be allowed to use PowerShell remoting there: a member of Administrators or of Remote Management Users.</source>
            <translation>请检查用户名和密码。该帐户必须获准在那里使用 PowerShell 远程处理：属于 Administrators 或 Remote Management Users。</translation>
        </message>
        <message>
            <source>%1 wants a login and offers no mechanism for it; %2 was tried.</source>
            <translation>%1 要求登录，却没有提供任何机制；尝试了 %2。</translation>
        </message>
        <message>
            <source>Choose one that the server offers (-Authentication), or allow this one there (winrm set winrm/config/service/auth).</source>
            <translation>请选择服务器提供的机制 (-Authentication)，或在服务器上允许此机制 (winrm set winrm/config/service/auth)。</translation>
        </message>
        <message>
            <source>A %1 cannot be specified when %2 is specified.</source>
            <translation>指定 %2 时不能指定 %1。</translation>
        </message>
        <message>
            <source>Leave the credential out, or choose Negotiate.</source>
            <translation>请去掉凭据，或选择 Negotiate。</translation>
        </message>
        <message>
            <source>There is no Kerberos ticket to log in to %1 with.</source>
            <translation>没有可用于登录 %1 的 Kerberos 票据。</translation>
        </message>
        <message>
            <source>Run kinit, or give a credential (-Credential).</source>
            <translation>请运行 kinit，或提供凭据 (-Credential)。</translation>
        </message>
        <message>
            <source>The domain says that the password of %1 is wrong.</source>
            <translation>域表示 %1 的密码不正确。</translation>
        </message>
        <message>
            <source>Type it again; too many wrong ones may lock the account.</source>
            <translation>请重新输入；错误次数过多可能会锁定帐户。</translation>
        </message>
        <message>
            <source>The domain does not know the user %1.</source>
            <translation>域中没有用户 %1。</translation>
        </message>
        <message>
            <source>Check the name and its domain: user@domain or DOMAIN\user.</source>
            <translation>请检查名称及其域：user@domain 或 DOMAIN\user。</translation>
        </message>
        <message>
            <source>Kerberos cannot log in to %1: the domain knows no service %2.</source>
            <translation>Kerberos 无法登录 %1：域中没有服务 %2。</translation>
        </message>
        <message>
            <source>Use the computer&apos;s full name as the domain knows it, not an address or an alias, or register the service principal name (setspn).</source>
            <translation>请使用域所知的计算机全名，而不是地址或别名，或注册服务主体名称 (setspn)。</translation>
        </message>
        <message>
            <source>The password of %1 has expired.</source>
            <translation>%1 的密码已过期。</translation>
        </message>
        <message>
            <source>Change it (kpasswd, or at a computer of the domain), then try again.</source>
            <translation>请更改密码（kpasswd，或在域中的计算机上），然后重试。</translation>
        </message>
        <message>
            <source>The account %1 is disabled, locked or has expired.</source>
            <translation>帐户 %1 已被禁用、锁定或已过期。</translation>
        </message>
        <message>
            <source>Have the domain&apos;s administrators unlock it, or use another account.</source>
            <translation>请让域管理员解锁，或使用其他帐户。</translation>
        </message>
        <message>
            <source>The Kerberos ticket to log in to %1 with has expired.</source>
            <translation>用于登录 %1 的 Kerberos 票据已过期。</translation>
        </message>
        <message>
            <source>Kerberos refuses the login to %1: the clocks of this computer, the domain and the server differ too much.</source>
            <translation>Kerberos 拒绝登录 %1：本机、域和服务器的时钟相差过大。</translation>
        </message>
        <message>
            <source>Set the clocks; a difference of five minutes is the usual limit.</source>
            <translation>请校准时钟；通常允许相差不超过五分钟。</translation>
        </message>
        <message>
            <source>No Kerberos server (KDC) could be asked for a ticket for %1: %2</source>
            <translation>无法向任何 Kerberos 服务器 (KDC) 请求 %1 的票据：%2</translation>
        </message>
        <message>
            <source>Check that it can be reached from here (port 88) and that krb5.conf or the name servers name it.</source>
            <translation>请检查从这里能否访问它（端口 88），以及 krb5.conf 或名称服务器中有它。</translation>
        </message>
        <message>
            <source>The keytab cannot log in %1: %2</source>
            <translation>该 keytab 无法登录 %1：%2</translation>
        </message>
        <message>
            <source>Check the file (klist -k) and the principal; make it anew after a change of the password.</source>
            <translation>请检查文件 (klist -k) 和主体；更改密码后需要重新生成。</translation>
        </message>
        <message>
            <source>Only NTLM could log in to %1, and over plain HTTP it does not prove who the server is; nothing was sent.</source>
            <translation>只有 NTLM 能登录 %1，而在普通 HTTP 上它不能证明服务器的身份；没有发送任何内容。</translation>
        </message>
        <message>
            <source>Use HTTPS (-UseSSL). To trust the server all the same, allow NTLM without TLS for the saved computer, or give --trust-host with its name.</source>
            <translation>请使用 HTTPS (-UseSSL)。如果仍要信任该服务器，请为保存的计算机允许不带 TLS 的 NTLM，或用 --trust-host 给出其名称。</translation>
        </message>
        <message>
            <source>A library to log in to %1 with is not installed: %2</source>
            <translation>没有安装用于登录 %1 的库：%2</translation>
        </message>
        <message>
            <source>Install it, or choose another mechanism (-Authentication).</source>
            <translation>请安装它，或选择其他机制 (-Authentication)。</translation>
        </message>
        <message>
            <source>%1 sent a login token that does not belong to this login.</source>
            <translation>%1 发来的登录令牌不属于本次登录。</translation>
        </message>
        <message>
            <source>A message from %1 was not sealed by it, was changed on the way or came out of order.</source>
            <translation>来自 %1 的一条消息不是由它加密的、在途中被改动，或次序不对。</translation>
        </message>
        <message>
            <source>%1 refused the login: %2</source>
            <translation>%1 拒绝了登录：%2</translation>
        </message>
        <message>
            <source>Check user name and password, and that the account may use PowerShell remoting there.</source>
            <translation>请检查用户名和密码，以及该帐户可否在那里使用 PowerShell 远程处理。</translation>
        </message>
        <message>
            <source>Logging in to %1 failed: %2</source>
            <translation>登录 %1 失败：%2</translation>
        </message>
        <message>
            <source>Check the Kerberos configuration of this computer, or choose another mechanism (-Authentication).</source>
            <translation>请检查本机的 Kerberos 配置，或选择其他机制 (-Authentication)。</translation>
        </message>
        <message>
            <source>The TLS session inside CredSSP failed.</source>
            <translation>CredSSP 内部的 TLS 会话失败。</translation>
        </message>
        <message>
            <source>The server must speak TLS 1.2 or 1.3 there, and nothing between here and the server may change the messages.</source>
            <translation>服务器在此必须使用 TLS 1.2 或 1.3，且本机与服务器之间不得有东西改动消息。</translation>
        </message>
        <message>
            <source>A message of CredSSP could not be made.</source>
            <translation>无法生成 CredSSP 消息。</translation>
        </message>
        <message>
            <source>The passphrase does not open %1.</source>
            <translation>该口令打不开 %1。</translation>
        </message>
        <message>
            <source>Give the one that the file was exported with.</source>
            <translation>请提供导出文件时使用的口令。</translation>
        </message>
        <message>
            <source>The key in %1 is protected by a passphrase.</source>
            <translation>%1 中的私钥受口令保护。</translation>
        </message>
        <message>
            <source>%1 is encrypted in a way that OpenSSL on this computer does not open.</source>
            <translation>%1 的加密方式本机的 OpenSSL 打不开。</translation>
        </message>
        <message>
            <source>Install OpenSSL&apos;s legacy provider, or export the file again with AES-256.</source>
            <translation>请安装 OpenSSL 的 legacy 提供程序，或用 AES-256 重新导出该文件。</translation>
        </message>
        <message>
            <source>%1 holds no certificate that can be read.</source>
            <translation>%1 中没有可读取的证书。</translation>
        </message>
        <message>
            <source>Use a PEM file with certificate and key, or a PKCS#12 file (.pfx, .p12).</source>
            <translation>请使用含证书和私钥的 PEM 文件，或 PKCS#12 文件 (.pfx, .p12)。</translation>
        </message>
        <message>
            <source>The client certificate %1 expired on %2; most servers refuse it.</source>
            <translation>客户端证书 %1 已于 %2 过期；多数服务器会拒绝它。</translation>
        </message>
        <message>
            <source>The client certificate %1 is not valid before %2; most servers refuse it.</source>
            <translation>客户端证书 %1 在 %2 之前无效；多数服务器会拒绝它。</translation>
        </message>
        <message>
            <source>The certificate file %1 cannot be opened.</source>
            <translation>证书文件 %1 无法打开。</translation>
        </message>
        <message>
            <source>Check the path and that you may read it.</source>
            <translation>请检查路径，以及您是否有权读取。</translation>
        </message>
        <message>
            <source>%1 has no private key that belongs to a certificate in it.</source>
            <translation>%1 中没有与其证书相配的私钥。</translation>
        </message>
        <message>
            <source>There is no directory %1 with certificates.</source>
            <translation>没有存放证书的文件夹 %1。</translation>
        </message>
        <message>
            <source>%1 is no thumbprint of a certificate.</source>
            <translation>%1 不是证书指纹。</translation>
        </message>
        <message>
            <source>A thumbprint has 40 hexadecimal digits (SHA-1) or 64 (SHA-256).</source>
            <translation>指纹有 40 个（SHA-1）或 64 个（SHA-256）十六进制数字。</translation>
        </message>
        <message>
            <source>There is no client certificate with the thumbprint %1.</source>
            <translation>没有指纹为 %1 的客户端证书。</translation>
        </message>
        <message>
            <source>Add the PEM or PKCS#12 file with that certificate and its key; a file that could not be read is named in the details.</source>
            <translation>请添加含该证书及其私钥的 PEM 或 PKCS#12 文件；无法读取的文件列在详细信息中。</translation>
        </message>
        <message>
            <source>The header of the request is larger than %1.</source>
            <translation>请求的头部大于 %1。</translation>
        </message>
        <message>
            <source>The body of the request is larger than %1.</source>
            <translation>请求的正文大于 %1。</translation>
        </message>
        <message>
            <source>The header of the answer is larger than %1.</source>
            <translation>应答的头部大于 %1。</translation>
        </message>
        <message>
            <source>The answer is larger than %1.</source>
            <translation>应答大于 %1。</translation>
        </message>
        <message>
            <source>%1 answered a protected message with an unprotected one; the answer was not read.</source>
            <translation>%1 用未受保护的消息应答了受保护的消息；未读取该应答。</translation>
        </message>
        <message>
            <source>The proxy&apos;s address is not understood: %1</source>
            <translation>无法理解代理的地址：%1</translation>
        </message>
        <message>
            <source>Write it as http://host:3128 or socks5h://host:1080, with a user name as in http://ann@host:3128, or give none or system.</source>
            <translation>请写成 http://host:3128 或 socks5h://host:1080，带用户名时如 http://ann@host:3128，或写 none 或 system。</translation>
        </message>
        <message>
            <source>it is no address with a scheme.</source>
            <translation>它不是带协议的地址。</translation>
        </message>
        <message>
            <source>the scheme %1 is none of http and socks5h.</source>
            <translation>协议 %1 既不是 http 也不是 socks5h。</translation>
        </message>
        <message>
            <source>a password does not belong into it.</source>
            <translation>其中不应有密码。</translation>
        </message>
        <message>
            <source>the host is missing.</source>
            <translation>缺少主机。</translation>
        </message>
        <message>
            <source>something follows the port.</source>
            <translation>端口后面还有内容。</translation>
        </message>
        <message>
            <source>the port is missing.</source>
            <translation>缺少端口。</translation>
        </message>
        <message>
            <source>Check the proxy&apos;s address (--proxy, or the computer&apos;s settings), and that it runs and can be reached from here.</source>
            <translation>请检查代理的地址（--proxy 或计算机的设置），以及它正在运行且从这里可以访问。</translation>
        </message>
        <message>
            <source>The proxy %1 did not accept a connection within %2 seconds.</source>
            <translation>代理 %1 在 %2 秒内没有接受连接。</translation>
        </message>
        <message>
            <source>No proxy with the name %1 was found.</source>
            <translation>找不到名为 %1 的代理。</translation>
        </message>
        <message>
            <source>Nothing listens at the proxy %1: the connection was refused.</source>
            <translation>代理 %1 处没有服务在监听：连接被拒绝。</translation>
        </message>
        <message>
            <source>Could not connect to the proxy %1: %2</source>
            <translation>无法连接代理 %1：%2</translation>
        </message>
        <message>
            <source>The proxy %1 gave no answer about %2 within %3 seconds.</source>
            <translation>代理 %1 在 %3 秒内没有就 %2 作出应答。</translation>
        </message>
        <message>
            <source>Check that the computer is on and can be reached from the proxy, and that the proxy is of the kind that was given (http or socks5h).</source>
            <translation>请检查该计算机已开机且从代理可以访问，并且代理的类型与给出的一致（http 或 socks5h）。</translation>
        </message>
        <message>
            <source>The proxy %1 ended the connection before it had connected to %2.</source>
            <translation>代理 %1 在连接到 %2 之前就结束了连接。</translation>
        </message>
        <message>
            <source>Check that the proxy is of the kind that was given (http or socks5h) and that it lets this computer and that port through.</source>
            <translation>请检查代理的类型与给出的一致（http 或 socks5h），并且它允许此计算机和该端口通过。</translation>
        </message>
        <message>
            <source>%1 does not answer as a proxy of that kind.</source>
            <translation>%1 没有像那种代理一样应答。</translation>
        </message>
        <message>
            <source>Check address, port and kind of the proxy (http or socks5h).</source>
            <translation>请检查代理的地址、端口和类型（http 或 socks5h）。</translation>
        </message>
        <message>
            <source>The proxy %1 refused the login (tried: %2).</source>
            <translation>代理 %1 拒绝了登录（尝试了 %2）。</translation>
        </message>
        <message>
            <source>Check user name and password for the proxy, and what logins it allows.</source>
            <translation>请检查代理的用户名和密码，以及它允许哪些登录方式。</translation>
        </message>
        <message>
            <source>The proxy %1 refused the login (tried: %2); it offers %3.</source>
            <translation>代理 %1 拒绝了登录（尝试了 %2）；它提供 %3。</translation>
        </message>
        <message>
            <source>Check user name and password for the proxy, or choose a mechanism that it offers (-ProxyAuthentication).</source>
            <translation>请检查代理的用户名和密码，或选择它提供的机制 (-ProxyAuthentication)。</translation>
        </message>
        <message>
            <source>The proxy %1 wants a login and none was given.</source>
            <translation>代理 %1 要求登录，但没有提供。</translation>
        </message>
        <message>
            <source>The proxy %1 wants a login and none was given; it offers %2.</source>
            <translation>代理 %1 要求登录，但没有提供；它提供 %2。</translation>
        </message>
        <message>
            <source>Give a user name and password for the proxy (-ProxyCredential) and a mechanism that it offers (-ProxyAuthentication).</source>
            <translation>请提供代理的用户名和密码 (-ProxyCredential)，以及它提供的机制 (-ProxyAuthentication)。</translation>
        </message>
        <message>
            <source>The proxy %1 could not connect to %2 (HTTP %3).</source>
            <translation>代理 %1 无法连接到 %2 (HTTP %3)。</translation>
        </message>
        <message>
            <source>Check the computer&apos;s name as the proxy knows it, and that WinRM runs there and can be reached from the proxy.</source>
            <translation>请检查代理所知的计算机名称，以及那里运行着 WinRM 且从代理可以访问。</translation>
        </message>
        <message>
            <source>The proxy %1 had no answer from %2 (HTTP %3).</source>
            <translation>代理 %1 没有得到 %2 的应答 (HTTP %3)。</translation>
        </message>
        <message>
            <source>Check that the computer is on, and that a firewall lets the WinRM port through from the proxy.</source>
            <translation>请检查该计算机已开机，且防火墙允许代理访问 WinRM 端口。</translation>
        </message>
        <message>
            <source>The proxy %1 does not allow connections to %2 (HTTP %3).</source>
            <translation>代理 %1 不允许连接到 %2 (HTTP %3)。</translation>
        </message>
        <message>
            <source>Have the proxy allow CONNECT to that computer and port; many allow port 443 only.</source>
            <translation>请让代理允许对该计算机和端口使用 CONNECT；许多代理只允许端口 443。</translation>
        </message>
        <message>
            <source>The proxy %1 refused to connect to %2 (HTTP %3).</source>
            <translation>代理 %1 拒绝连接到 %2 (HTTP %3)。</translation>
        </message>
        <message>
            <source>Check that it is a proxy that does CONNECT, and that it allows that computer and port.</source>
            <translation>请检查该代理支持 CONNECT，并允许该计算机和端口。</translation>
        </message>
        <message>
            <source>The proxy %1 does not allow connections to %2.</source>
            <translation>代理 %1 不允许连接到 %2。</translation>
        </message>
        <message>
            <source>Have the proxy allow that computer and port.</source>
            <translation>请让代理允许该计算机和端口。</translation>
        </message>
        <message>
            <source>The proxy %1 has no way into the network of %2.</source>
            <translation>代理 %1 没有通往 %2 所在网络的路。</translation>
        </message>
        <message>
            <source>The proxy %1 could not reach %2, or does not know that name.</source>
            <translation>代理 %1 无法访问 %2，或不知道该名称。</translation>
        </message>
        <message>
            <source>Behind the proxy %1 nothing listens at %2: the connection was refused.</source>
            <translation>在代理 %1 之后，%2 处没有服务在监听：连接被拒绝。</translation>
        </message>
        <message>
            <source>The proxy %1 had no answer from %2.</source>
            <translation>代理 %1 没有得到 %2 的应答。</translation>
        </message>
        <message>
            <source>The proxy %1 does not take addresses such as %2.</source>
            <translation>代理 %1 不接受 %2 这样的地址。</translation>
        </message>
        <message>
            <source>Give the computer&apos;s name instead of its address, or the address instead of the name.</source>
            <translation>请用计算机的名称代替地址，或用地址代替名称。</translation>
        </message>
        <message>
            <source>The proxy %1 could not connect to %2 (SOCKS reply %3).</source>
            <translation>代理 %1 无法连接到 %2（SOCKS 应答 %3）。</translation>
        </message>
        <message>
            <source>The proxy %1 ended the connection when it was asked for %2; ssh -D does that when it cannot reach a computer or does not know its name.</source>
            <translation>请求 %2 时代理 %1 结束了连接；ssh -D 在无法访问某台计算机或不知道其名称时会这样。</translation>
        </message>
        <message>
            <source>Check the computer&apos;s name as the far end knows it, that WinRM runs there, and that the far end lets it be reached.</source>
            <translation>请检查远端所知的计算机名称、那里运行着 WinRM，以及远端允许访问它。</translation>
        </message>
        <message>
            <source>The proxy %1 takes no name, user name or password of more than 255 bytes, and no empty one.</source>
            <translation>代理 %1 不接受超过 255 字节或为空的名称、用户名或密码。</translation>
        </message>
        <message>
            <source>Check the computer&apos;s name and the login for the proxy.</source>
            <translation>请检查计算机名称和代理的登录信息。</translation>
        </message>
        <message>
            <source>The system did not say in time which proxy is for %1.</source>
            <translation>系统没有及时给出 %1 应使用的代理。</translation>
        </message>
        <message>
            <source>Check the system&apos;s proxy settings, or name the proxy or none (--proxy).</source>
            <translation>请检查系统的代理设置，或指明代理或 none (--proxy)。</translation>
        </message>
        <message>
            <source>A protected message came that is not in the form that WS-Management wants; it was not read.</source>
            <translation>收到一条受保护的消息，其形式不符合 WS-Management 的要求；未读取。</translation>
        </message>
        <message>
            <source>The certificate of %1 was revoked by the authority that issued it.</source>
            <translation>%1 的证书已被颁发机构吊销。</translation>
        </message>
        <message>
            <source>Do not log in there: somebody else may have its key. Have the certificate replaced on the server.</source>
            <translation>请勿在那里登录：他人可能持有其私钥。请在服务器上更换证书。</translation>
        </message>
        <message>
            <source>Whether the certificate of %1 was revoked cannot be told: the OCSP answer that it sends is of no use (%2).</source>
            <translation>无法判断 %1 的证书是否被吊销：它发来的 OCSP 应答无法使用 (%2)。</translation>
        </message>
        <message>
            <source>Check the OCSP stapling of the server and the clocks of both computers. To connect without this check give -SkipRevocationCheck in the session option.</source>
            <translation>请检查服务器的 OCSP 装订以及两台计算机的时钟。若要跳过此检查，请在会话选项中使用 -SkipRevocationCheck。</translation>
        </message>
        <message>
            <source>%1 does not accept the client certificate %2.</source>
            <translation>%1 不接受客户端证书 %2。</translation>
        </message>
        <message>
            <source>The server must trust the authority that issued it, it must be valid and meant for client authentication, and it must be mapped to a user there (New-Item WSMan:\localhost\ClientCertificate).</source>
            <translation>服务器必须信任颁发它的机构，证书必须有效且用于客户端身份验证，并在那里映射到用户 (New-Item WSMan:\localhost\ClientCertificate)。</translation>
        </message>
        <message>
            <source>%1 does not take TLS 1.2 on port %2, which logging in with a client certificate needs.</source>
            <translation>%1 的端口 %2 不接受 TLS 1.2，而用客户端证书登录需要它。</translation>
        </message>
        <message>
            <source>Allow TLS 1.2 on the server, or use another mechanism (-Authentication).</source>
            <translation>请在服务器上允许 TLS 1.2，或使用其他机制 (-Authentication)。</translation>
        </message>
        <message>
            <source>The service says that its answer is UTF-16, but it is not.</source>
            <translation>服务声称其应答是 UTF-16，但并非如此。</translation>
        </message>
        <message>
            <source>Leave -UseUTF16 out of the session option.</source>
            <translation>请从会话选项中去掉 -UseUTF16。</translation>
        </message>
        <message>
            <source>The login cannot be bound to the certificate of %1, which cannot be read; nothing was sent.</source>
            <translation>无法把登录绑定到 %1 的证书，该证书无法读取；没有发送任何内容。</translation>
        </message>
        <message>
            <source>There is no pwsh on the path.</source>
            <translation>PATH 中没有 pwsh。</translation>
        </message>
        <message>
            <source>%1 is no program that can be run.</source>
            <translation>%1 不是可运行的程序。</translation>
        </message>
        <message>
            <source>Install PowerShell 7, name it with --pwsh, or leave --engine out.</source>
            <translation>请安装 PowerShell 7，或用 --pwsh 指明它，或去掉 --engine。</translation>
        </message>
        <message>
            <source>The lab has no engine &quot;%1&quot;.</source>
            <translation>实验环境没有引擎“%1”。</translation>
        </message>
        <message>
            <source>It has builtin and pwsh.</source>
            <translation>可用的引擎是 builtin 和 pwsh。</translation>
        </message>
        <message>
            <source>The engine sent a fragment that fits none.</source>
            <translation>引擎发送了不属于任何消息的片段。</translation>
        </message>
        <message>
            <source>The engine sent a fragment that is cut off.</source>
            <translation>引擎发送了被截断的片段。</translation>
        </message>
        <message>
            <source>The engine wrote a line without an end.</source>
            <translation>引擎写出了没有结尾的一行。</translation>
        </message>
        <message>
            <source>This session&apos;s PowerShell agreed on version %1 of the remoting protocol with its creator and cannot agree anew with a client that speaks %2: secrets would be unreadable.</source>
            <translation>此会话的 PowerShell 已与创建者商定使用远程处理协议 %1 版，无法与使用 %2 版的客户端重新商定：否则机密将无法读取。</translation>
        </message>
        <message>
            <source>Output cannot be saved on this computer (%1): %2</source>
            <translation>输出无法保存在本机（%1）：%2</translation>
        </message>
        <message>
            <source>The session goes on and its output is shown, but what the server has sent cannot be fetched again. Make room on the disk, or save what is shown by hand.</source>
            <translation>会话会继续，其输出仍会显示，但服务器已发送的内容无法再次取回。请腾出磁盘空间，或手动保存显示的内容。</translation>
        </message>
        <message>
            <source>The session goes on and its output is shown, but what the server has sent cannot be fetched again. Check the folder.</source>
            <translation>会话会继续，其输出仍会显示，但服务器已发送的内容无法再次取回。请检查该文件夹。</translation>
        </message>
        <message>
            <source>It runs %1 commands: Get-PSSession takes it for a pool of runspaces and no session.</source>
            <translation>其中运行着 %1 个命令：Get-PSSession 把它当作运行空间池，而不是会话。</translation>
        </message>
        <message>
            <source>%1 is no PowerShell session: it cannot be connected.</source>
            <translation>%1 不是 PowerShell 会话，无法连接。</translation>
        </message>
        <message>
            <source>It can be removed, which ends what runs in it.</source>
            <translation>可以将其删除，其中运行的内容会随之结束。</translation>
        </message>
        <message>
            <source>The session %1 could not be kept alive: %2</source>
            <translation>无法为会话 %1 续期：%2</translation>
        </message>
        <message>
            <source>The session %1 is in use elsewhere: it cannot be kept alive from here, and its idle time does not run while someone is connected.</source>
            <translation>会话 %1 正在别处使用：无法从这里为它续期；有人连接期间，它的空闲时间也不会计时。</translation>
        </message>
        <message>
            <source>Keep it alive once that client has disconnected it.</source>
            <translation>等那个客户端断开会话后再续期。</translation>
        </message>
        <message>
            <source>A command runs in the session %1: its idle timeout can be changed once it has ended, or when the session is disconnected.</source>
            <translation>会话 %1 中正在运行命令：等命令结束后，或在断开会话时，才能更改其空闲超时。</translation>
        </message>
        <message>
            <source>Wait for the command, or disconnect the session with the time you want.</source>
            <translation>请等待命令结束，或断开会话并指定所需的时间。</translation>
        </message>
        <message>
            <source>Specify an idle timeout between one minute and the computer&apos;s MaxIdleTimeoutms, or none for its default.</source>
            <translation>请指定介于一分钟与该计算机的 MaxIdleTimeoutms 之间的空闲超时；不指定则使用其默认值。</translation>
        </message>
        <message>
            <source>The remote computer sent compressed data that cannot be unpacked.</source>
            <translation>远程计算机发送了无法解压缩的压缩数据。</translation>
        </message>
        <message>
            <source>Connect again. For a new session the option NoCompression does without compression.</source>
            <translation>请重新连接。新建会话时可用选项 NoCompression 关闭压缩。</translation>
        </message>
        <message>
            <source>The remote computer sent compressed data of more than %1 bytes.</source>
            <translation>远程计算机发送了超过 %1 字节的压缩数据。</translation>
        </message>
        <message>
            <source>Check that the address belongs to a computer that you trust.</source>
            <translation>请检查该地址是否属于您信任的计算机。</translation>
        </message>
        <message>
            <source>-OutTarget Job and -JobName have no meaning in rejoinctl: it has no job table of its own.</source>
            <translation>-OutTarget Job 和 -JobName 在 rejoinctl 中没有意义：它没有自己的作业表。</translation>
        </message>
        <message>
            <source>Leave them out: the output comes here.</source>
            <translation>请去掉它们：输出会显示在这里。</translation>
        </message>
        <message>
            <source>The remote pipeline failed for the following reason: %1</source>
            <translation>远程管道失败，原因如下：%1</translation>
        </message>
        <message>
            <source>The remote pipeline failed.</source>
            <translation>远程管道失败。</translation>
        </message>
        <message>
            <source>The command waits for a key press, and there is no terminal.</source>
            <translation>命令正在等待按键，但没有终端。</translation>
        </message>
        <message>
            <source>Run rejoinctl in a terminal.</source>
            <translation>请在终端中运行 rejoinctl。</translation>
        </message>
        <message>
            <source>An answer is needed here.</source>
            <translation>此处必须回答。</translation>
        </message>
        <message>
            <source>This is no value of the type %1.</source>
            <translation>这不是类型 %1 的值。</translation>
        </message>
        <message>
            <source>A whole number from %1 to %2 is wanted.</source>
            <translation>需要一个从 %1 到 %2 的整数。</translation>
        </message>
        <message>
            <source>A number is wanted, with a point before its fraction.</source>
            <translation>需要一个数字，小数部分前用点号。</translation>
        </message>
        <message>
            <source>True or False is wanted.</source>
            <translation>需要 True 或 False。</translation>
        </message>
        <message>
            <source>One character is wanted.</source>
            <translation>需要一个字符。</translation>
        </message>
        <message>
            <source>A GUID is wanted.</source>
            <translation>需要一个 GUID。</translation>
        </message>
        <message>
            <source>This endpoint runs commands only, no script text. Line %1, column %2: %3</source>
            <translation>此终结点只运行命令，不运行脚本文本。第 %1 行，第 %2 列：%3</translation>
        </message>
        <message>
            <source>Write commands with constant arguments, joined by | where needed; Get-Command lists what the endpoint offers.</source>
            <translation>请写带常量参数的命令，需要时用 | 连接；Get-Command 列出此终结点提供的命令。</translation>
        </message>
        <message>
            <source>This endpoint runs commands only, no script text. %1</source>
            <translation>此终结点只运行命令，不运行脚本文本。%1</translation>
        </message>
        <message>
            <source>The functions of a session configuration are no script: %1</source>
            <translation>会话配置的函数不是有效的脚本：%1</translation>
        </message>
        <message>
            <source>This endpoint does not offer %1.</source>
            <translation>此终结点不提供 %1。</translation>
        </message>
        <message>
            <source>The session configuration decides which commands there are: ask who runs the endpoint, or use another configuration.</source>
            <translation>有哪些命令由会话配置决定：请询问终结点的管理者，或使用其他配置。</translation>
        </message>
        <message>
            <source>This looks like a second hop: the remote computer may not use your login for %1. Connect with CredSSP, have Kerberos delegation set up for that computer, or give -Credential to the command inside the session.</source>
            <translation>这看起来是“第二跳”：远程计算机不能把您的登录用于 %1。请用 CredSSP 连接，为该计算机设置 Kerberos 委派，或在会话中为该命令给出 -Credential。</translation>
        </message>
        <message>
            <source>Cannot disconnect PSSession &quot;%1&quot;: this endpoint does not support disconnecting.</source>
            <translation>无法断开 PSSession“%1”：此终结点不支持断开连接。</translation>
        </message>
        <message>
            <source>A quota of the WinRM service on that computer is used up.</source>
            <translation>该计算机上 WinRM 服务的一项配额已用完。</translation>
        </message>
        <message>
            <source>This user has as many shells on that computer as its quota for shells of one user (MaxShellsPerUser) allows.</source>
            <translation>此用户在该计算机上的 shell 数已达到每个用户 shell 数的配额 (MaxShellsPerUser)。</translation>
        </message>
        <message>
            <source>This user has as many operations under way on that computer as its quota for operations of one user (MaxConcurrentOperationsPerUser) allows.</source>
            <translation>此用户在该计算机上正在进行的操作数已达到每个用户操作数的配额 (MaxConcurrentOperationsPerUser)。</translation>
        </message>
        <message>
            <source>This user has used up a quota of the WinRM service on that computer: memory, processes or requests of one user.</source>
            <translation>此用户已用完该计算机上 WinRM 服务的一项配额：每个用户的内存、进程或请求。</translation>
        </message>
        <message>
            <source>All users together have used up a quota of the WinRM service on that computer.</source>
            <translation>所有用户合计已用完该计算机上 WinRM 服务的一项配额。</translation>
        </message>
        <message>
            <source>As many users have shells on that computer as its quota for users with shells (MaxConcurrentUsers) allows.</source>
            <translation>在该计算机上有 shell 的用户数已达到配额 (MaxConcurrentUsers)。</translation>
        </message>
        <message>
            <source>This user has as many shells of this session configuration as its quota for shells of one user (MaxShellsPerUser) allows.</source>
            <translation>此用户在此会话配置中的 shell 数已达到每个用户 shell 数的配额 (MaxShellsPerUser)。</translation>
        </message>
        <message>
            <source>As many users use this session configuration as its quota for users (MaxConcurrentUsers) allows.</source>
            <translation>使用此会话配置的用户数已达到配额 (MaxConcurrentUsers)。</translation>
        </message>
        <message>
            <source>There are as many shells of this session configuration as its quota for shells of all users (MaxShells) allows.</source>
            <translation>此会话配置的 shell 数已达到所有用户 shell 数的配额 (MaxShells)。</translation>
        </message>
        <message>
            <source>As many operations of this session configuration are under way as its quota for operations (MaxConcurrentOperations) allows.</source>
            <translation>此会话配置中正在进行的操作数已达到配额 (MaxConcurrentOperations)。</translation>
        </message>
        <message>
            <source>This user has as many operations of this session configuration under way as its quota for operations of one user (MaxConcurrentOperationsPerUser) allows.</source>
            <translation>此用户在此会话配置中正在进行的操作数已达到每个用户操作数的配额 (MaxConcurrentOperationsPerUser)。</translation>
        </message>
        <message>
            <source>This shell has as many commands as the session configuration&apos;s quota for commands of one shell (MaxConcurrentCommandsPerShell) allows.</source>
            <translation>此 shell 的命令数已达到会话配置中每个 shell 命令数的配额 (MaxConcurrentCommandsPerShell)。</translation>
        </message>
        <message>
            <source>What this session configuration reserves for each user cannot be had on that computer any more: its quotas are used up.</source>
            <translation>该计算机已无法提供此会话配置为每个用户保留的资源：配额已用完。</translation>
        </message>
        <message>
            <source>The rest of this command&apos;s output is not saved on this computer: it reached the limit of %1 MiB.</source>
            <translation>此命令的其余输出未保存在本机：已达到 %1 MiB 的上限。</translation>
        </message>
        <message>
            <source>Raise the limit under Tools, Saved output, or save what is shown by hand.</source>
            <translation>请在“工具”→“已保存的输出”中提高上限，或手动保存显示的内容。</translation>
        </message>
        <message>
            <source>Only a real PowerShell reads the configurationFiles of %1.</source>
            <translation>只有真正的 PowerShell 才读取 %1 的 configurationFiles。</translation>
        </message>
        <message>
            <source>The session that gave the protected text is not open any more.</source>
            <translation>给出该受保护文本的会话已不再打开。</translation>
        </message>
        <message>
            <source>Its key went with it: connect the session and get the value again.</source>
            <translation>其密钥已随之消失：请连接会话并重新获取该值。</translation>
        </message>
        <message>
            <source>The value is no SecureString.</source>
            <translation>该值不是 SecureString。</translation>
        </message>
        <message>
            <source>Give one, for instance the Password of a credential.</source>
            <translation>请给出一个 SecureString，例如凭据的 Password。</translation>
        </message>
        <message>
            <source>The connection was lost while input was sent; the computer may or may not have received it, and it was not sent a second time.</source>
            <translation>发送输入时连接丢失；计算机可能已收到该输入，也可能没有，且未再次发送。</translation>
        </message>
        <message>
            <source>Look at what the command did with it before you send it again.</source>
            <translation>再次发送之前，请先查看命令对该输入做了什么。</translation>
        </message>
        <message>
            <source>The connection was lost while the session opened.</source>
            <translation>打开会话时连接丢失。</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>请重试。</translation>
        </message>
        <message>
            <source>The command on %1 ended while the connection was interrupted; what it said last was lost on the way.</source>
            <translation>%1 上的命令在连接中断期间已结束；其最后的输出在途中丢失。</translation>
        </message>
        <message>
            <source>Its work is done; run a command that shows its result, if there is one.</source>
            <translation>它的工作已完成；如有命令可以显示其结果，请运行该命令。</translation>
        </message>
        <message>
            <source>The network connection to %1 has been interrupted. Attempting to reconnect for up to %2 minutes...</source>
            <translation>到 %1 的网络连接已中断。正在尝试重新连接，最多尝试 %2 分钟…</translation>
        </message>
        <message>
            <source>Attempting to reconnect to %1 ...</source>
            <translation>正在尝试重新连接到 %1…</translation>
        </message>
        <message>
            <source>The network connection to %1 has been restored.</source>
            <translation>到 %1 的网络连接已恢复。</translation>
        </message>
        <message>
            <source>The reconnection attempt to %1 failed. Attempting to disconnect the session...</source>
            <translation>重新连接到 %1 失败。正在尝试断开会话…</translation>
        </message>
        <message>
            <source>Computer %1 has been successfully disconnected.</source>
            <translation>已成功断开与计算机 %1 的连接。</translation>
        </message>
        <message>
            <source>Network connectivity to %1 has been lost and the reconnection attempt failed. Please repair the network connection and reconnect using Connect-PSSession or Receive-PSSession.</source>
            <translation>到 %1 的网络连接已丢失，重新连接失败。请修复网络连接，并用 Connect-PSSession 或 Receive-PSSession 重新连接。</translation>
        </message>
        <message>
            <source>Output of %1 may be missing here: it was on its way when the connection was interrupted, and this computer does not send it a second time.</source>
            <translation>此处可能缺少 %1 的输出：连接中断时它正在途中，而该计算机不会再次发送。</translation>
        </message>
        <message>
            <source>The connection ended %1 times before the same answer came.</source>
            <translation>在同一应答到达之前，连接结束了 %1 次。</translation>
        </message>
        <message>
            <source>Look for a proxy or a gateway that ends connections; a session on the computer goes on running.</source>
            <translation>请检查是否有代理或网关在结束连接；计算机上的会话会继续运行。</translation>
        </message>
        <message>
            <source>The computer said that it works on the request, then ended the answer.</source>
            <translation>计算机表示正在处理请求，随后却结束了应答。</translation>
        </message>
        <message>
            <source>The network changed under the connection.</source>
            <translation>连接所用的网络发生了变化。</translation>
        </message>
        <message>
            <source>Disconnected sessions are supported only when the remote computer is running PowerShell 3.0 or a later version of PowerShell.</source>
            <translation>仅当远程计算机运行 PowerShell 3.0 或更高版本时才支持断开的会话。</translation>
        </message>
        <message>
            <source>Install Windows Management Framework 3.0 or later on that computer; until then its sessions end with their connection.</source>
            <translation>请在该计算机上安装 Windows Management Framework 3.0 或更高版本；在此之前，其会话会随连接一起结束。</translation>
        </message>
        <message>
            <source>A message without an operation id cannot be asked for again.</source>
            <translation>没有操作 ID 的消息无法再次请求。</translation>
        </message>
        <message>
            <source>The file %1 cannot be used: %2</source>
            <translation>无法使用文件 %1：%2</translation>
        </message>
        <message>
            <source>the computer %1</source>
            <translation>计算机 %1</translation>
        </message>
        <message>
            <source>the group %1</source>
            <translation>组 %1</translation>
        </message>
        <message>
            <source>computers named %1</source>
            <translation>名称为 %1 的计算机</translation>
        </message>
        <message>
            <source>all computers without one of their own</source>
            <translation>所有没有自己登录信息的计算机</translation>
        </message>
        <message>
            <source>certificate %1</source>
            <translation>证书 %1</translation>
        </message>
        <message>
            <source>current user</source>
            <translation>当前用户</translation>
        </message>
        <message>
            <source>The list of stored credentials cannot be used: %1</source>
            <translation>无法使用已存储凭据的列表：%1</translation>
        </message>
        <message>
            <source>Repair or move credentials.json in Rejoin&apos;s folder; it is left as it is.</source>
            <translation>请修复或移走 Rejoin 文件夹中的 credentials.json；文件会保持原样。</translation>
        </message>
        <message>
            <source>The list of stored credentials could not be written: %1</source>
            <translation>无法写入已存储凭据的列表：%1</translation>
        </message>
        <message>
            <source>Check that Rejoin&apos;s folder can be written and that there is space.</source>
            <translation>请检查 Rejoin 的文件夹是否可写、是否有可用空间。</translation>
        </message>
        <message>
            <source>It is stored for %1 itself.</source>
            <translation>它是专为 %1 存储的。</translation>
        </message>
        <message>
            <source>It is stored for the group %1; %2 has none of its own.</source>
            <translation>它是为组 %1 存储的；%2 没有自己的登录信息。</translation>
        </message>
        <message>
            <source>The name %2 is one of %1; nothing is stored for the computer or its group.</source>
            <translation>名称 %2 符合 %1；没有为该计算机或其组存储登录信息。</translation>
        </message>
        <message>
            <source>It is the default; nothing else is stored that is meant for %1.</source>
            <translation>它是默认登录信息；没有为 %1 存储其他登录信息。</translation>
        </message>
        <message>
            <source>Nothing is stored that is meant for %1.</source>
            <translation>没有为 %1 存储登录信息。</translation>
        </message>
        <message>
            <source>The keychain is locked.</source>
            <translation>密钥链已锁定。</translation>
        </message>
        <message>
            <source>Unlock it and try again, or type the password.</source>
            <translation>请解锁后重试，或输入密码。</translation>
        </message>
        <message>
            <source>The keychain was not unlocked.</source>
            <translation>密钥链未解锁。</translation>
        </message>
        <message>
            <source>Try again and unlock it when the system asks, or type the password.</source>
            <translation>请重试并在系统询问时解锁，或输入密码。</translation>
        </message>
        <message>
            <source>This system runs no keychain for Rejoin to use.</source>
            <translation>此系统没有可供 Rejoin 使用的密钥链。</translation>
        </message>
        <message>
            <source>Start one (GNOME Keyring, KWallet, KeePassXC); until then passwords last for this run.</source>
            <translation>请启动一个密钥链（GNOME Keyring、KWallet、KeePassXC）；在此之前密码仅在本次运行期间有效。</translation>
        </message>
        <message>
            <source>The keychain went away before it answered.</source>
            <translation>密钥链在应答之前消失了。</translation>
        </message>
        <message>
            <source>Start it again and try once more, or type the password.</source>
            <translation>请重新启动它后再试，或输入密码。</translation>
        </message>
        <message>
            <source>The keychain holds no secret for this entry.</source>
            <translation>密钥链中没有此条目的机密。</translation>
        </message>
        <message>
            <source>It was removed there, or never stored: enter it again.</source>
            <translation>它已在密钥链中被删除，或从未存储：请重新输入。</translation>
        </message>
        <message>
            <source>The keychain could not do it.</source>
            <translation>密钥链未能完成操作。</translation>
        </message>
        <message>
            <source>Look at the details, and at the keychain&apos;s own program.</source>
            <translation>请查看详细信息以及密钥链自己的程序。</translation>
        </message>
        <message>
            <source>No keychain was found: passwords last for this run only and are not written anywhere.</source>
            <translation>未找到密钥链：密码仅在本次运行期间有效，不会写入任何地方。</translation>
        </message>
        <message>
            <source>Passwords are kept in the macOS Keychain.</source>
            <translation>密码保存在 macOS 钥匙串中。</translation>
        </message>
        <message>
            <source>Passwords are kept in the Windows Credential Manager.</source>
            <translation>密码保存在 Windows 凭据管理器中。</translation>
        </message>
        <message>
            <source>Passwords are kept in this desktop&apos;s keychain (Secret Service).</source>
            <translation>密码保存在此桌面的密钥链 (Secret Service) 中。</translation>
        </message>
        <message>
            <source>%1 was not asked to log in %2: %3 refused this password, and trying it again could lock the account.</source>
            <translation>未在 %1 上登录 %2：%3 已拒绝此密码，再次尝试可能会锁定帐户。</translation>
        </message>
        <message>
            <source>Enter the password anew.</source>
            <translation>请重新输入密码。</translation>
        </message>
        <message>
            <source>The passphrase of %1 is needed and there is nobody to ask.</source>
            <translation>需要 %1 的密码短语，但无人可以询问。</translation>
        </message>
        <message>
            <source>There is no vault here.</source>
            <translation>此处没有凭据库。</translation>
        </message>
        <message>
            <source>A credential is for computers, for a group or for a pattern: give one of -ComputerName, -Group and -Pattern.</source>
            <translation>凭据用于计算机、组或模式：请在 -ComputerName、-Group 和 -Pattern 中指定一个。</translation>
        </message>
        <message>
            <source>Leave the others out; without any of them it is the default.</source>
            <translation>请省略其余参数；全部省略时即为默认凭据。</translation>
        </message>
        <message>
            <source>There is no password to store for %1.</source>
            <translation>没有可为 %1 存储的密码。</translation>
        </message>
        <message>
            <source>Type it, or give it with --password-stdin or --password-fd.</source>
            <translation>请输入密码，或通过 --password-stdin 或 --password-fd 提供。</translation>
        </message>
        <message>
            <source>No stored credential has the id %1.</source>
            <translation>没有 ID 为 %1 的已存储凭据。</translation>
        </message>
        <message>
            <source>Get-RejoinCredential lists what there is.</source>
            <translation>Get-RejoinCredential 会列出现有的凭据。</translation>
        </message>
        <message>
            <source>No stored credential matches %1.</source>
            <translation>没有与 %1 匹配的已存储凭据。</translation>
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
        <message>
            <source>Trust this certificate…</source>
            <translation>信任此证书…</translation>
        </message>
        <message>
            <source>Replace pin…</source>
            <translation>替换信任的证书…</translation>
        </message>
        <message>
            <source>Allow NTLM…</source>
            <translation>允许 NTLM…</translation>
        </message>
        <message>
            <source>Hand the password over…</source>
            <translation>交出密码…</translation>
        </message>
        <message>
            <source>Show all shells</source>
            <translation>显示所有 shell</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::CertificateDialog</name>
        <message>
            <source>%1 (not sent)</source>
            <translation>%1（未发送）</translation>
        </message>
        <message>
            <source>The certificate has changed</source>
            <translation>证书已改变</translation>
        </message>
        <message>
            <source>Certificate not trusted</source>
            <translation>证书不受信任</translation>
        </message>
        <message>
            <source>Made out to:</source>
            <translation>颁发给：</translation>
        </message>
        <message>
            <source>Names:</source>
            <translation>名称：</translation>
        </message>
        <message>
            <source>Issued by:</source>
            <translation>颁发者：</translation>
        </message>
        <message>
            <source>Valid:</source>
            <translation>有效期：</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 至 %2</translation>
        </message>
        <message>
            <source>Chain:</source>
            <translation>证书链：</translation>
        </message>
        <message>
            <source>Trusted until now:</source>
            <translation>此前信任：</translation>
        </message>
        <message>
            <source>Sent now:</source>
            <translation>现在收到：</translation>
        </message>
        <message>
            <source>SHA-256:</source>
            <translation>SHA-256：</translation>
        </message>
        <message>
            <source>If the computer was given a new certificate, compare the fingerprint on it. Otherwise something stands between you and the computer, and would read the password.</source>
            <translation>如果该计算机换了新证书，请在其上核对指纹。否则说明有人处在您与该计算机之间，会读到密码。</translation>
        </message>
        <message>
            <source>Compare the fingerprint with the one on the computer itself. Trusting it counts for this certificate on this computer only.</source>
            <translation>请与该计算机上的指纹核对。信任仅对此计算机上的这一个证书有效。</translation>
        </message>
        <message>
            <source>&amp;Replace what is trusted</source>
            <translation>替换信任的证书(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Trust for this computer</source>
            <translation>为此计算机信任(&amp;T)</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::CertificatePicker</name>
        <message>
            <source>Choose a certificate</source>
            <translation>选择证书</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>证书</translation>
        </message>
        <message>
            <source>Made out to</source>
            <translation>颁发给</translation>
        </message>
        <message>
            <source>Issued by</source>
            <translation>颁发者</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>有效期至</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>&amp;Open file…</source>
            <translation>打开文件(&amp;O)…</translation>
        </message>
        <message>
            <source>Open a certificate file</source>
            <translation>打开证书文件</translation>
        </message>
        <message>
            <source>A PEM or PKCS#12 file (.pem, .pfx, .p12) with its key</source>
            <translation>带有私钥的 PEM 或 PKCS#12 文件 (.pem, .pfx, .p12)</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>口令</translation>
        </message>
        <message>
            <source>Used to open the file; not kept</source>
            <translation>用于打开文件；不保存</translation>
        </message>
        <message>
            <source>&amp;Unlock</source>
            <translation>解锁(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Passphrase of the file</source>
            <translation>文件的口令(&amp;P)</translation>
        </message>
        <message>
            <source>Files in %1 are listed by themselves.</source>
            <translation>%1 中的文件会自动列出。</translation>
        </message>
        <message>
            <source>Open a certificate</source>
            <translation>打开证书</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer *.pfx *.p12);;All files (*)</source>
            <translation>证书 (*.pem *.crt *.cer *.pfx *.p12);;所有文件 (*)</translation>
        </message>
        <message>
            <source>No certificate with its key is at hand: open its file.</source>
            <translation>没有可用的带私钥的证书：请打开其文件。</translation>
        </message>
        <message>
            <source>Thumbprint: %1</source>
            <translation>指纹：%1</translation>
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
        <message>
            <source>Disconnected, the server &amp;keeps it for</source>
            <translation>断开后，服务器保留它(&amp;K)</translation>
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
        <message>
            <source>Keep for</source>
            <translation>保留时间</translation>
        </message>
        <message>
            <source>How long the computer shall keep a session that is left, when nothing else is said</source>
            <translation>没有另外指定时，计算机应将断开的会话保留多久</translation>
        </message>
        <message>
            <source>&amp;Keep for</source>
            <translation>保留时间(&amp;K)</translation>
        </message>
        <message>
            <source>Asked for with every disconnect, cut to what the computer allows.</source>
            <translation>每次断开时都会请求此时间，超出计算机允许的部分会被截去。</translation>
        </message>
        <message>
            <source>As the group %1 says: %2.</source>
            <translation>按组 %1 的设置：%2。</translation>
        </message>
        <message>
            <source>As usual: %1, cut to what the computer allows.</source>
            <translation>按默认：%1，超出计算机允许的部分会被截去。</translation>
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
        <message>
            <source>%1 on %2: %3</source>
            <translation>%2 上的 %1：%3</translation>
        </message>
        <message>
            <source>Keeping alive…</source>
            <translation>正在续期…</translation>
        </message>
        <message>
            <source>Keeping longer…</source>
            <translation>正在延长…</translation>
        </message>
        <message numerus="yes">
            <source>%n session(s): the first is kept until %1.</source>
            <translation>
                <numerusform>%n 个会话：最早的一个保留到 %1。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n session(s) stay disconnected.</source>
            <translation>
                <numerusform>%n 个会话保持断开。</numerusform>
            </translation>
        </message>
        <message>
            <source>Waiting until it is free…</source>
            <translation>正在等待其空闲…</translation>
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
            <source>Allow unencrypted</source>
            <translation>允许不加密</translation>
        </message>
        <message>
            <source>Whoever can listen on the network can read the password and everything else.</source>
            <translation>能监听网络的任何人都能读到密码和其他一切内容。</translation>
        </message>
        <message>
            <source>Allow &amp;unencrypted: send password and messages without SSL</source>
            <translation>允许不加密(&amp;U)：不使用 SSL 发送密码和消息</translation>
        </message>
        <message>
            <source>Allow N&amp;TLM without SSL: who the computer is stays unproven</source>
            <translation>允许不带 SSL 的 NTLM(&amp;T)：对方身份未经证明</translation>
        </message>
        <message>
            <source>Sessi&amp;on options…</source>
            <translation>会话选项(&amp;O)…</translation>
        </message>
        <message>
            <source>UR&amp;L path</source>
            <translation>URL 路径(&amp;L)</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>http://host:3128, or socks5h://host:1080 (as ssh -D makes it), or system</source>
            <translation>http://host:3128，或 socks5h://host:1080（如 ssh -D 所建），或 system</translation>
        </message>
        <message>
            <source>none – http://host:3128, socks5h://host:1080 or system</source>
            <translation>无 – http://host:3128、socks5h://host:1080 或 system</translation>
        </message>
        <message>
            <source>Pro&amp;xy</source>
            <translation>代理(&amp;X)</translation>
        </message>
        <message>
            <source>Trusted here</source>
            <translation>此处信任</translation>
        </message>
        <message>
            <source>Permitted here</source>
            <translation>此处允许</translation>
        </message>
        <message>
            <source>Allow NTLM without SSL</source>
            <translation>允许不带 SSL 的 NTLM</translation>
        </message>
        <message>
            <source>What Windows calls TrustedHosts. Someone on the way could pose as the computer; SSL avoids this.</source>
            <translation>即 Windows 所称的 TrustedHosts。途中的人可以冒充该计算机；使用 SSL 可以避免。</translation>
        </message>
        <message>
            <source>Session options</source>
            <translation>会话选项</translation>
        </message>
        <message>
            <source>Time-outs, checks of the certificate, proxy, language and limits</source>
            <translation>超时、证书检查、代理、语言和限制</translation>
        </message>
        <message>
            <source>as usual</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>The proxy is none of http://host:port, socks5h://host:port, system and none.</source>
            <translation>代理不是 http://host:port、socks5h://host:port、system 或 none 之一。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConsentDialog</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 以及另外 %n 台</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>For &amp;these %n computer(s)</source>
            <translation>
                <numerusform>仅这 %n 台计算机(&amp;T)</numerusform>
            </translation>
        </message>
        <message>
            <source>For every computer &amp;named like</source>
            <translation>名称符合以下样式的所有计算机(&amp;N)</translation>
        </message>
        <message>
            <source>Name pattern</source>
            <translation>名称样式</translation>
        </message>
        <message>
            <source>* stands for any letters</source>
            <translation>* 代表任意字符</translation>
        </message>
        <message>
            <source>NTLM without SSL</source>
            <translation>不带 SSL 的 NTLM</translation>
        </message>
        <message>
            <source>Signing in would use NTLM without SSL. Nothing was sent yet.</source>
            <translation>登录将使用不带 SSL 的 NTLM。尚未发送任何内容。</translation>
        </message>
        <message>
            <source>NTLM does not prove who the computer is: someone on the way could pose as it. Windows would ask you to add it to TrustedHosts; SSL (HTTPS) avoids this.</source>
            <translation>NTLM 不能证明对方是哪台计算机：途中的人可以冒充它。Windows 会要求您把它加入 TrustedHosts；使用 SSL (HTTPS) 可以避免。</translation>
        </message>
        <message>
            <source>&amp;Allow NTLM</source>
            <translation>允许 NTLM(&amp;A)</translation>
        </message>
        <message>
            <source>Hand the password over</source>
            <translation>交出密码</translation>
        </message>
        <message>
            <source>CredSSP hands your password itself to the computer.</source>
            <translation>CredSSP 会把您的密码本身交给该计算机。</translation>
        </message>
        <message>
            <source>CredSSP hands the password of %1 itself to the computer.</source>
            <translation>CredSSP 会把 %1 的密码本身交给该计算机。</translation>
        </message>
        <message>
            <source>With it the computer can sign in elsewhere in your name, which is what CredSSP is for. Whoever controls the computer has the password, too. Use it only with computers that you trust that far.</source>
            <translation>有了密码，该计算机就能以您的名义登录其他地方，这正是 CredSSP 的用途。控制该计算机的人也就有了密码。请仅对您足够信任的计算机使用。</translation>
        </message>
        <message>
            <source>&amp;Hand it over</source>
            <translation>交出密码(&amp;H)</translation>
        </message>
        <message>
            <source>Another address</source>
            <translation>另一个地址</translation>
        </message>
        <message>
            <source>%1 sends you on to another address.</source>
            <translation>%1 把您转到另一个地址。</translation>
        </message>
        <message>
            <source>It is another computer: your login would go to %1.</source>
            <translation>那是另一台计算机：您的登录信息会发给 %1。</translation>
        </message>
        <message>
            <source>The connection changes from %1 to %2.</source>
            <translation>连接由 %1 变为 %2。</translation>
        </message>
        <message>
            <source>Computer and kind of connection stay the same.</source>
            <translation>计算机和连接方式不变。</translation>
        </message>
        <message>
            <source>From %1</source>
            <translation>从 %1</translation>
        </message>
        <message>
            <source>To %1</source>
            <translation>到 %1</translation>
        </message>
        <message>
            <source>&amp;Follow</source>
            <translation>继续前往(&amp;F)</translation>
        </message>
        <message>
            <source>For every computer of the &amp;group %1</source>
            <translation>组 %1 的所有计算机(&amp;G)</translation>
        </message>
        <message>
            <source>CredSSP would hand the password of %1 itself to it.</source>
            <translation>CredSSP 会把 %1 的密码本身交给它。</translation>
        </message>
        <message>
            <source>Its certificate would not be checked, because checks are switched off here.</source>
            <translation>由于此处关闭了检查，它的证书不会被检查。</translation>
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
        <message>
            <source>Error details</source>
            <translation>错误详情</translation>
        </message>
        <message>
            <source>Formatted</source>
            <translation>已格式化</translation>
        </message>
        <message>
            <source>Objects</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>The remote computer lays its output out, at the width of this console.</source>
            <translation>由远程计算机按此控制台的宽度排版输出。</translation>
        </message>
        <message>
            <source>The objects themselves come here and are laid out here.</source>
            <translation>对象本身传到这里，并在这里排版。</translation>
        </message>
        <message>
            <source>How output is shown</source>
            <translation>输出的显示方式</translation>
        </message>
        <message>
            <source>Formatted: the remote computer lays its output out, at the width of this console.
Objects: the objects themselves come here and are laid out here.</source>
            <translation>已格式化：由远程计算机按此控制台的宽度排版输出。
对象：对象本身传到这里，并在这里排版。</translation>
        </message>
        <message>
            <source>Details of the last error</source>
            <translation>上一个错误的详情</translation>
        </message>
        <message>
            <source>Everything that came with the last error: exceptions, category, id, position, stack</source>
            <translation>上一个错误附带的全部信息：异常、类别、标识、位置、堆栈</translation>
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
        <message>
            <source>&amp;Remember in the keychain, for</source>
            <translation>记入密钥链(&amp;R)，用于</translation>
        </message>
        <message>
            <source>Remember in the keychain</source>
            <translation>记入密钥链</translation>
        </message>
        <message>
            <source>Stored once a server has accepted it; never anywhere but in the keychain</source>
            <translation>服务器接受后才会存储；只存入密钥链</translation>
        </message>
        <message>
            <source>Remember for</source>
            <translation>记住用于</translation>
        </message>
        <message>
            <source>this computer</source>
            <translation>此计算机</translation>
        </message>
        <message>
            <source>these computers</source>
            <translation>这些计算机</translation>
        </message>
        <message>
            <source>the group %1</source>
            <translation>组 %1</translation>
        </message>
        <message>
            <source>all computers without a login of their own</source>
            <translation>所有没有自己登录信息的计算机</translation>
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
        <message>
            <source>Sign-in and protection</source>
            <translation>登录与保护</translation>
        </message>
        <message>
            <source>Signed in with</source>
            <translation>登录方式</translation>
        </message>
        <message>
            <source>Not Kerberos because</source>
            <translation>未用 Kerberos 的原因</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>sealed by the sign-in: %1</source>
            <translation>由登录加密：%1</translation>
        </message>
        <message>
            <source>not protected</source>
            <translation>未受保护</translation>
        </message>
        <message>
            <source>protected by TLS</source>
            <translation>由 TLS 保护</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Trusted as</source>
            <translation>信任依据</translation>
        </message>
        <message>
            <source>the certificate chosen for this computer</source>
            <translation>为此计算机选定的证书</translation>
        </message>
        <message>
            <source>vouched for by an authority</source>
            <translation>由颁发机构担保</translation>
        </message>
        <message>
            <source>Revocation</source>
            <translation>吊销</translation>
        </message>
        <message>
            <source>not revoked (stapled answer)</source>
            <translation>未被吊销（装订的应答）</translation>
        </message>
        <message>
            <source>not checked: the computer brought no answer along</source>
            <translation>未检查：该计算机没有附带应答</translation>
        </message>
        <message>
            <source>not asked</source>
            <translation>未询问</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Keep for</source>
            <translation>保留时间</translation>
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
    </context>
    <context>
        <name>rejoin::ui::GroupDialog</name>
        <message>
            <source>Allow N&amp;TLM without SSL: who the computer is stays unproven</source>
            <translation>允许不带 SSL 的 NTLM(&amp;T)：对方身份未经证明</translation>
        </message>
        <message>
            <source>Allow &amp;unencrypted: send password and messages without SSL</source>
            <translation>允许不加密(&amp;U)：不使用 SSL 发送密码和消息</translation>
        </message>
        <message>
            <source>Group %1</source>
            <translation>组 %1</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>For computers of the group without a proxy of their own</source>
            <translation>用于组内没有自己代理的计算机</translation>
        </message>
        <message>
            <source>none – http://host:3128, socks5h://host:1080 or system</source>
            <translation>无 – http://host:3128、socks5h://host:1080 或 system</translation>
        </message>
        <message>
            <source>Allow NTLM without SSL</source>
            <translation>允许不带 SSL 的 NTLM</translation>
        </message>
        <message>
            <source>Allow unencrypted</source>
            <translation>允许不加密</translation>
        </message>
        <message>
            <source>Pro&amp;xy</source>
            <translation>代理(&amp;X)</translation>
        </message>
        <message>
            <source>Trusted here</source>
            <translation>此处信任</translation>
        </message>
        <message>
            <source>Permitted here</source>
            <translation>此处允许</translation>
        </message>
        <message>
            <source>This holds for every computer of the group, beside what each one says itself.</source>
            <translation>对组内每台计算机都有效，另加各计算机自己的设置。</translation>
        </message>
        <message>
            <source>The proxy is none of http://host:port, socks5h://host:port, system and none.</source>
            <translation>代理不是 http://host:port、socks5h://host:port、system 或 none 之一。</translation>
        </message>
        <message>
            <source>Keep for</source>
            <translation>保留时间</translation>
        </message>
        <message>
            <source>How long computers of the group shall keep a session that is left, unless they say it themselves</source>
            <translation>组内计算机应将断开的会话保留多久（计算机自身另有设置的除外）</translation>
        </message>
        <message>
            <source>Nothing: as usual, %1, cut to what the computer allows.</source>
            <translation>留空：按默认，%1，超出计算机允许的部分会被截去。</translation>
        </message>
        <message>
            <source>&amp;Keep for</source>
            <translation>保留时间(&amp;K)</translation>
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
            <source>Receive the job&apos;s output</source>
            <translation>接收作业的输出</translation>
        </message>
        <message>
            <source>Fetches the job&apos;s output (Receive-Job, Enter)</source>
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
        <name>rejoin::ui::KeepAliveDialog</name>
        <message>
            <source>Keep %1 alive</source>
            <translation>为 %1 续期</translation>
        </message>
        <message numerus="yes">
            <source>Keep %n session(s) alive</source>
            <translation>
                <numerusform>为 %n 个会话续期</numerusform>
            </translation>
        </message>
        <message>
            <source>The idle time of the session starts anew: Rejoin connects to it and leaves it again at once. Nothing is fetched, all output stays there.</source>
            <translation>会话的空闲时间重新开始计算：Rejoin 连接到它并立即断开。不会取走任何内容，所有输出都留在那里。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 以及另外 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Keep for</source>
            <translation>保留时间(&amp;K)</translation>
        </message>
        <message>
            <source>A command that waits for input gets none afterwards.</source>
            <translation>正在等待输入的命令此后将得不到输入。</translation>
        </message>
        <message>
            <source>A command that waits for input gets none afterwards. Commands run in: %1</source>
            <translation>正在等待输入的命令此后将得不到输入。其中有命令在运行的会话：%1</translation>
        </message>
        <message>
            <source>Keep alive</source>
            <translation>续期</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::KeepChooser</name>
        <message>
            <source>At least %1.</source>
            <translation>至少 %1。</translation>
        </message>
        <message>
            <source>The server allows %1 at most.</source>
            <translation>服务器最多允许 %1。</translation>
        </message>
        <message>
            <source>The server allows %1 to %2.</source>
            <translation>服务器允许 %1 到 %2。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::KeepLine</name>
        <message>
            <source>&amp;Keep longer</source>
            <translation>延长保留(&amp;K)</translation>
        </message>
        <message>
            <source>How long the session is kept</source>
            <translation>会话保留多久</translation>
        </message>
        <message>
            <source>If the network is lost, the server keeps this session for %1 only.</source>
            <translation>如果网络中断，服务器只会将此会话保留 %1。</translation>
        </message>
        <message>
            <source>Disconnects and reconnects at once, with %1</source>
            <translation>立即断开并重新连接，时间为 %1</translation>
        </message>
        <message>
            <source>Once the running command has ended, or with the next disconnect</source>
            <translation>等正在运行的命令结束后，或在下次断开时</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::KeepTimeField</name>
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
            <source>Close the session&apos;s tab</source>
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
        <message>
            <source>&amp;Group settings…</source>
            <translation>组设置(&amp;G)…</translation>
        </message>
        <message>
            <source>Proxy, authorities and permissions of all computers of the group</source>
            <translation>组内所有计算机的代理、颁发机构和许可</translation>
        </message>
        <message>
            <source>&amp;Keep alive…</source>
            <translation>续期(&amp;K)…</translation>
        </message>
        <message>
            <source>Renew the idle time of disconnected sessions; their output stays there</source>
            <translation>重新计算已断开会话的空闲时间；其输出留在那里</translation>
        </message>
        <message>
            <source>Show &amp;all shells</source>
            <translation>显示所有 Shell(&amp;A)</translation>
        </message>
        <message>
            <source>Also list what Get-PSSession hides, and why it does</source>
            <translation>同时列出 Get-PSSession 隐藏的内容及其原因</translation>
        </message>
        <message>
            <source>Saved &amp;output…</source>
            <translation>已保存的输出(&amp;O)…</translation>
        </message>
        <message>
            <source>What is kept on this computer of what sessions sent, also of those that are gone</source>
            <translation>本机保存的会话输出，包括已不存在的会话</translation>
        </message>
        <message>
            <source>Connect when it becomes &amp;free</source>
            <translation>空闲后连接(&amp;F)</translation>
        </message>
        <message>
            <source>Wait until no other client is attached to the selected sessions, then connect</source>
            <translation>等到没有其他客户端连接着选中的会话时，再连接它们</translation>
        </message>
        <message>
            <source>&amp;Stored logins…</source>
            <translation>已存储的登录(&amp;S)…</translation>
        </message>
        <message>
            <source>Passwords and other logins in the keychain</source>
            <translation>密钥链中的密码和其他登录信息</translation>
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
            <source>the server&apos;s setting</source>
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
            <source>No command is running.</source>
            <translation>没有正在运行的命令。</translation>
        </message>
        <message>
            <source>Fetches what the session&apos;s commands have to say (Receive)</source>
            <translation>取回会话中各命令的输出 (Receive)</translation>
        </message>
        <message>
            <source>Output by command</source>
            <translation>按命令的输出</translation>
        </message>
        <message>
            <source>Saved on this computer</source>
            <translation>保存在本机</translation>
        </message>
        <message numerus="yes">
            <source>Following %n command(s).</source>
            <translation>
                <numerusform>正在跟随 %n 个命令。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::OutputSection</name>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Output of the running command</source>
            <translation>正在运行的命令的输出</translation>
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
            <source>Command %1</source>
            <translation>命令 %1</translation>
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
        <name>rejoin::ui::PasswordEdit</name>
        <message>
            <source>Show the password while this is pressed</source>
            <translation>按住时显示密码</translation>
        </message>
        <message>
            <source>Shows the password while it is pressed</source>
            <translation>按住时显示密码</translation>
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
        <message>
            <source>Question of %1</source>
            <translation>来自 %1 的提问</translation>
        </message>
        <message>
            <source>The remote computer asks:</source>
            <translation>远程计算机提问：</translation>
        </message>
        <message>
            <source>%1 asks:</source>
            <translation>%1 提问：</translation>
        </message>
        <message>
            <source>%1, one on each line:</source>
            <translation>%1，每行一个：</translation>
        </message>
        <message>
            <source>One value on each line; Ctrl+Enter answers</source>
            <translation>每行一个值；按 Ctrl+Enter 回答</translation>
        </message>
        <message>
            <source>%1: user</source>
            <translation>%1：用户</translation>
        </message>
        <message>
            <source>%1: password</source>
            <translation>%1：密码</translation>
        </message>
        <message>
            <source>The command waits for a key. Press one.</source>
            <translation>命令正在等待按键。请按任意键。</translation>
        </message>
        <message>
            <source>The command waits for an answer to a question that went to another client. Nobody here can give it; the command can be stopped.</source>
            <translation>命令正在等待一个问题的回答，而该问题已发给另一个客户端。这里无法回答；可以停止该命令。</translation>
        </message>
        <message>
            <source>Help on the choices</source>
            <translation>各选项的说明</translation>
        </message>
        <message>
            <source>For: %1</source>
            <translation>用于：%1</translation>
        </message>
        <message>
            <source>?</source>
            <comment>help on the choices</comment>
            <translation>？</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::QuitDialog</name>
        <message>
            <source>Rejoin disconnects the connected sessions before it ends. They go on running on their computers.</source>
            <translation>Rejoin 在结束前会断开已连接的会话。它们会在各自的计算机上继续运行。</translation>
        </message>
        <message>
            <source>&amp;Disconnect and quit</source>
            <translation>断开并退出(&amp;D)</translation>
        </message>
        <message>
            <source>Quit &amp;now</source>
            <translation>立即退出(&amp;N)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Quit Rejoin</source>
            <translation>退出 Rejoin</translation>
        </message>
        <message>
            <source>Sessions that are disconnected</source>
            <translation>将被断开的会话</translation>
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
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Keep all for</source>
            <translation>全部保留</translation>
        </message>
        <message>
            <source>&amp;Keep all for</source>
            <translation>全部保留(&amp;K)</translation>
        </message>
        <message>
            <source>Nothing: as listed.</source>
            <translation>留空：按列表所示。</translation>
        </message>
        <message>
            <source>Disconnecting…</source>
            <translation>正在断开…</translation>
        </message>
        <message>
            <source>Sessions that are not disconnected yet stay until their idle time is over.</source>
            <translation>尚未断开的会话会保留到空闲时间结束。</translation>
        </message>
        <message>
            <source>Not disconnected: %1</source>
            <translation>未断开：%1</translation>
        </message>
        <message numerus="yes">
            <source>%n session(s) could not be disconnected. Without that a session is kept for the time that is in force on its computer, and other programs find it in use until then.</source>
            <translation>
                <numerusform>%n 个会话无法断开。若不断开，会话会按其计算机上现行的时间保留，在此之前其他程序会认为它正在使用。</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Try again</source>
            <translation>重试(&amp;T)</translation>
        </message>
        <message>
            <source>Quit &amp;anyway</source>
            <translation>仍要退出(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Stay</source>
            <translation>留下(&amp;S)</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::QuitFlow</name>
        <message>
            <source>%1 did not answer in time.</source>
            <translation>%1 未及时应答。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::RedirectConsent</name>
        <message>
            <source>Your connection has been redirected to %1</source>
            <translation>您的连接已被重定向到 %1</translation>
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
        <message>
            <source>hidden: %1</source>
            <translation>已隐藏：%1</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SavedOutputDialog</name>
        <message>
            <source>Saved output</source>
            <translation>已保存的输出</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SavedOutputView</name>
        <message>
            <source>Running</source>
            <translation>正在运行</translation>
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
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Disconnected: it went on without us</source>
            <translation>已断开：命令继续运行</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>(a command)</source>
            <translation>（命令）</translation>
        </message>
        <message>
            <source>Save as text…</source>
            <translation>另存为文本…</translation>
        </message>
        <message>
            <source>Clear saved output…</source>
            <translation>清除已保存的输出…</translation>
        </message>
        <message>
            <source>Limit…</source>
            <translation>上限…</translation>
        </message>
        <message>
            <source>Saved output</source>
            <translation>已保存的输出</translation>
        </message>
        <message>
            <source>What is kept on this computer, since a server forgets what it has sent</source>
            <translation>保存在本机的内容，因为服务器会忘记已发送的输出</translation>
        </message>
        <message>
            <source>Text of the saved output</source>
            <translation>已保存输出的文本</translation>
        </message>
        <message>
            <source>Save as text</source>
            <translation>另存为文本</translation>
        </message>
        <message>
            <source>Writes all of the chosen output into a text file</source>
            <translation>将所选输出全部写入文本文件</translation>
        </message>
        <message>
            <source>Clear saved output</source>
            <translation>清除已保存的输出</translation>
        </message>
        <message>
            <source>Removes saved output from this computer</source>
            <translation>从本机删除已保存的输出</translation>
        </message>
        <message>
            <source>Limit of the saved output</source>
            <translation>已保存输出的上限</translation>
        </message>
        <message>
            <source>How much output is kept before the oldest goes</source>
            <translation>保留多少输出，超出后先删除最旧的</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>会话</translation>
        </message>
        <message>
            <source>Choose an output to read it here.</source>
            <translation>选择一项输出以在此阅读。</translation>
        </message>
        <message>
            <source>No output is saved.</source>
            <translation>没有已保存的输出。</translation>
        </message>
        <message numerus="yes">
            <source>%n output(s), %1</source>
            <translation>
                <numerusform>%n 项输出，%1</numerusform>
            </translation>
        </message>
        <message>
            <source>Save output as text</source>
            <translation>将输出另存为文本</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>文本 (*.txt)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>Writing %1…</source>
            <translation>正在写入 %1…</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>已写入：%1</translation>
        </message>
        <message>
            <source>%1 could not be written: %2</source>
            <translation>无法写入 %1：%2</translation>
        </message>
        <message>
            <source>Remove the saved output of all sessions from this computer?</source>
            <translation>要从本机删除所有会话已保存的输出吗？</translation>
        </message>
        <message>
            <source>Remove the saved output of this session from this computer?</source>
            <translation>要从本机删除此会话已保存的输出吗？</translation>
        </message>
        <message>
            <source>The servers have forgotten it: it cannot be fetched again.</source>
            <translation>服务器已忘记这些内容：无法再次取回。</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message numerus="yes">
            <source>%n output(s) stay: another program is writing them.</source>
            <translation>
                <numerusform>%n 项输出保留：另一个程序正在写入。</numerusform>
            </translation>
        </message>
        <message>
            <source>Keep at most (MiB), the oldest goes first:</source>
            <translation>最多保留 (MiB)，最旧的先删除：</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SavedText</name>
        <message>
            <source>The rest was not saved: the limit for saved output was reached.</source>
            <translation>其余内容未保存：已达到已保存输出的上限。</translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) could not be saved here.</source>
            <translation>
                <numerusform>此处有 %n 条记录未能保存。</numerusform>
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
        <message>
            <source>(no name)</source>
            <translation>（无名称）</translation>
        </message>
        <message>
            <source>%1 (hidden: %2)</source>
            <translation>%1（已隐藏：%2）</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Get-PSSession hides this shell. %1</source>
            <translation>Get-PSSession 会隐藏此 Shell。%1</translation>
        </message>
        <message>
            <source>Get-PSSession hides this shell. %1 It can be removed, not connected.</source>
            <translation>Get-PSSession 会隐藏此 Shell。%1 它可以删除，但不能连接。</translation>
        </message>
        <message>
            <source>Expires within minutes. %1 Keep alive renews its time.</source>
            <translation>将在几分钟内到期。%1 “续期”可重新计时。</translation>
        </message>
        <message>
            <source>Expires within the hour. %1 Keep alive renews its time.</source>
            <translation>将在一小时内到期。%1 “续期”可重新计时。</translation>
        </message>
        <message>
            <source>%1, expires within minutes</source>
            <translation>%1，将在几分钟内到期</translation>
        </message>
        <message>
            <source>%1, expires within the hour</source>
            <translation>%1，将在一小时内到期</translation>
        </message>
        <message>
            <source>Another client is attached. &quot;Connect when it becomes free&quot; (menu Session) waits for it.</source>
            <translation>另一个客户端正连接着。“会话”→“空闲后连接”会等待它断开。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SessionOptionsDialog</name>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source> MiB</source>
            <translation> MiB</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>Session options</source>
            <translation>会话选项</translation>
        </message>
        <message>
            <source>Groups of options</source>
            <translation>选项分组</translation>
        </message>
        <message>
            <source>&amp;Times</source>
            <translation>时间(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Security</source>
            <translation>安全(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Proxy</source>
            <translation>代理(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Language and limits</source>
            <translation>语言与限制(&amp;L)</translation>
        </message>
        <message>
            <source>Making a &amp;connection</source>
            <translation>建立连接(&amp;C)</translation>
        </message>
        <message>
            <source>Usually 180 s.</source>
            <translation>默认 180 秒。</translation>
        </message>
        <message>
            <source>&amp;Waiting for an answer</source>
            <translation>等待应答(&amp;W)</translation>
        </message>
        <message>
            <source>S&amp;topping a command</source>
            <translation>停止命令(&amp;T)</translation>
        </message>
        <message>
            <source>Usually 60 s.</source>
            <translation>默认 60 秒。</translation>
        </message>
        <message>
            <source>the computer&apos;s</source>
            <translation>由计算机决定</translation>
        </message>
        <message>
            <source>Kept while &amp;idle</source>
            <translation>空闲保留(&amp;I)</translation>
        </message>
        <message>
            <source>Attempts a&amp;fter a lost connection</source>
            <translation>连接中断后的尝试次数(&amp;F)</translation>
        </message>
        <message>
            <source>Usually 5.</source>
            <translation>默认 5。</translation>
        </message>
        <message>
            <source>Accept a certificate of &amp;any issuer (SkipCACheck)</source>
            <translation>接受任何颁发者的证书(&amp;A) (SkipCACheck)</translation>
        </message>
        <message>
            <source>Anyone on the way could pose as the computer. For test machines with a certificate of their own; trusting that one certificate is safer.</source>
            <translation>途中的任何人都可以冒充该计算机。适用于使用自有证书的测试机；只信任那一个证书更安全。</translation>
        </message>
        <message>
            <source>Accept a certificate made out to another &amp;name (SkipCNCheck)</source>
            <translation>接受颁发给其他名称的证书(&amp;N) (SkipCNCheck)</translation>
        </message>
        <message>
            <source>For computers that are reached by an address or an alias.</source>
            <translation>用于以地址或别名访问的计算机。</translation>
        </message>
        <message>
            <source>Do not ask whether a certificate was &amp;revoked (SkipRevocationCheck)</source>
            <translation>不检查证书是否被吊销(&amp;R) (SkipRevocationCheck)</translation>
        </message>
        <message>
            <source>Rejoin reads the answer that the computer brings along; without one nothing is refused.</source>
            <translation>Rejoin 读取该计算机附带的应答；没有应答时不会拒绝。</translation>
        </message>
        <message>
            <source>Send messages &amp;unprotected without SSL (NoEncryption)</source>
            <translation>不使用 SSL 时不保护消息(&amp;U) (NoEncryption)</translation>
        </message>
        <message>
            <source>Whoever can listen on the network can read everything; with Basic the password, too.</source>
            <translation>能监听网络的人可以读到一切；使用 Basic 时还包括密码。</translation>
        </message>
        <message>
            <source>Put the &amp;port into the service&apos;s name (IncludePortInSPN)</source>
            <translation>在服务名中加入端口(&amp;P) (IncludePortInSPN)</translation>
        </message>
        <message>
            <source>For computers with several services under different accounts (HTTP/host:port).</source>
            <translation>用于以不同帐户运行多个服务的计算机 (HTTP/host:port)。</translation>
        </message>
        <message>
            <source>The computer&apos;s own</source>
            <translation>计算机自己的设置</translation>
        </message>
        <message>
            <source>The user&apos;s settings</source>
            <translation>用户的设置</translation>
        </message>
        <message>
            <source>The system&apos;s settings</source>
            <translation>系统的设置</translation>
        </message>
        <message>
            <source>Found by itself</source>
            <translation>自动检测</translation>
        </message>
        <message>
            <source>None, straight</source>
            <translation>不用代理，直接连接</translation>
        </message>
        <message>
            <source>Pro&amp;xy</source>
            <translation>代理(&amp;X)</translation>
        </message>
        <message>
            <source>Outside Windows the user&apos;s and the system&apos;s settings are the same.</source>
            <translation>在 Windows 以外，用户和系统的设置相同。</translation>
        </message>
        <message>
            <source>Sign-in &amp;method</source>
            <translation>登录方式(&amp;M)</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Us&amp;er</source>
            <translation>用户(&amp;E)</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>密码(&amp;W)</translation>
        </message>
        <message>
            <source>Kept in memory until Rejoin ends; never written anywhere.</source>
            <translation>在 Rejoin 结束前保存在内存中；不会写到任何地方。</translation>
        </message>
        <message>
            <source>&amp;Formats of</source>
            <translation>格式区域(&amp;F)</translation>
        </message>
        <message>
            <source>Lang&amp;uage of messages</source>
            <translation>消息语言(&amp;U)</translation>
        </message>
        <message>
            <source>Both count for new sessions.</source>
            <translation>二者仅对新会话有效。</translation>
        </message>
        <message>
            <source>Redirections &amp;at most</source>
            <translation>最多重定向次数(&amp;A)</translation>
        </message>
        <message>
            <source>Usually 5; only where following is allowed.</source>
            <translation>默认 5；仅在允许跟随重定向时有效。</translation>
        </message>
        <message>
            <source>Data of a c&amp;ommand at most</source>
            <translation>单个命令的数据上限(&amp;O)</translation>
        </message>
        <message>
            <source>One o&amp;bject at most</source>
            <translation>单个对象上限(&amp;B)</translation>
        </message>
        <message>
            <source>Usually 200 MiB.</source>
            <translation>默认 200 MiB。</translation>
        </message>
        <message>
            <source>as the computer does</source>
            <translation>由计算机决定</translation>
        </message>
        <message>
            <source>pause the command</source>
            <translation>暂停命令</translation>
        </message>
        <message>
            <source>drop the oldest</source>
            <translation>丢弃最早的输出</translation>
        </message>
        <message>
            <source>When output &amp;piles up</source>
            <translation>输出堆积时(&amp;P)</translation>
        </message>
        <message>
            <source>Do not compress (NoCompression)</source>
            <translation>不压缩 (NoCompression)</translation>
        </message>
        <message>
            <source>Do not load the user&apos;s profile (NoMachineProfile)</source>
            <translation>不加载用户配置文件 (NoMachineProfile)</translation>
        </message>
        <message>
            <source>Send UTF-16 instead of UTF-8 (UseUTF16)</source>
            <translation>发送 UTF-16 而不是 UTF-8 (UseUTF16)</translation>
        </message>
        <message>
            <source>(known)</source>
            <translation>（已知）</translation>
        </message>
        <message>
            <source>At least 60 s. Counts for new sessions, and for leaving one where nothing else is said; it has no effect on connecting.</source>
            <translation>至少 60 秒。适用于新会话，以及没有另外指定时断开的会话；对连接没有影响。</translation>
        </message>
        <message>
            <source>Paused, nothing is lost but the command waits for someone to connect; dropping, it goes on and the beginning of its output may be lost.</source>
            <translation>暂停时不会丢失任何内容，但命令会等到有人连接；丢弃时命令继续运行，其输出的开头可能丢失。</translation>
        </message>
        <message>
            <source>Offer version 2.4 of the protocol</source>
            <translation>提议使用协议 2.4 版</translation>
        </message>
        <message>
            <source>For PowerShell 7.6: secrets are protected by the connection alone.</source>
            <translation>用于 PowerShell 7.6：机密仅由连接保护。</translation>
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
        <message>
            <source>The command ended the console with exit code %1.</source>
            <translation>命令以退出代码 %1 结束了控制台。</translation>
        </message>
        <message>
            <source>Reconnecting (%1:%2 left)</source>
            <translation>正在重新连接（剩余 %1:%2）</translation>
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
        <name>rejoin::ui::SignInFields</name>
        <message>
            <source>Sign in as</source>
            <translation>登录身份</translation>
        </message>
        <message>
            <source>A user with a password</source>
            <translation>使用密码的用户</translation>
        </message>
        <message>
            <source>The current user (Kerberos ticket)</source>
            <translation>当前用户（Kerberos 票据）</translation>
        </message>
        <message>
            <source>A client certificate</source>
            <translation>客户端证书</translation>
        </message>
        <message>
            <source>A keytab</source>
            <translation>keytab 文件</translation>
        </message>
        <message>
            <source>Sign &amp;in as</source>
            <translation>登录身份(&amp;I)</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>DOMAIN\user, user@domain, .\user or just user</source>
            <translation>DOMAIN\user、user@domain、.\user 或仅 user</translation>
        </message>
        <message>
            <source>DOMAIN\user or user</source>
            <translation>DOMAIN\user 或 user</translation>
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
            <translation>在 Rejoin 结束前保存在内存中；不会写到任何地方</translation>
        </message>
        <message>
            <source>asked for when it is needed</source>
            <translation>需要时询问</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>密码(&amp;W)</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>证书</translation>
        </message>
        <message>
            <source>The thumbprint of a certificate that Rejoin knows, with its key</source>
            <translation>Rejoin 已知且带有私钥的证书的指纹</translation>
        </message>
        <message>
            <source>thumbprint</source>
            <translation>指纹</translation>
        </message>
        <message>
            <source>C&amp;hoose…</source>
            <translation>选择(&amp;H)…</translation>
        </message>
        <message>
            <source>Choose a certificate</source>
            <translation>选择证书</translation>
        </message>
        <message>
            <source>Certi&amp;ficate</source>
            <translation>证书(&amp;F)</translation>
        </message>
        <message>
            <source>Keytab</source>
            <translation>keytab</translation>
        </message>
        <message>
            <source>A file with the Kerberos keys of the user</source>
            <translation>含有用户 Kerberos 密钥的文件</translation>
        </message>
        <message>
            <source>path of the keytab</source>
            <translation>keytab 的路径</translation>
        </message>
        <message>
            <source>&amp;Browse…</source>
            <translation>浏览(&amp;B)…</translation>
        </message>
        <message>
            <source>Choose a keytab</source>
            <translation>选择 keytab</translation>
        </message>
        <message>
            <source>&amp;Keytab</source>
            <translation>keytab(&amp;K)</translation>
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
            <source>principal@REALM</source>
            <translation>principal@REALM</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>A client certificate signs in over SSL only.</source>
            <translation>客户端证书只能通过 SSL 登录。</translation>
        </message>
        <message>
            <source>Choose the certificate to sign in with.</source>
            <translation>请选择用于登录的证书。</translation>
        </message>
        <message>
            <source>A keytab needs the principal and the file.</source>
            <translation>keytab 需要主体和文件。</translation>
        </message>
        <message>
            <source>Enter the user that the password belongs to.</source>
            <translation>请输入该密码所属的用户。</translation>
        </message>
        <message>
            <source>Without SSL the password would travel in the clear: use SSL or allow unencrypted.</source>
            <translation>不使用 SSL 时密码会以明文传输：请使用 SSL 或允许不加密。</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::StreamDocument</name>
        <message>
            <source>… (%L1 more characters; the saved output has all)</source>
            <translation>…（还有 %L1 个字符；完整内容见已保存的输出）</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::TrustField</name>
        <message>
            <source>A&amp;dd authorities…</source>
            <translation>添加颁发机构(&amp;D)…</translation>
        </message>
        <message>
            <source>For&amp;get</source>
            <translation>忘记(&amp;G)</translation>
        </message>
        <message>
            <source>Add authorities</source>
            <translation>添加颁发机构</translation>
        </message>
        <message>
            <source>A PEM file with the certificates of authorities that are trusted for this computer only</source>
            <translation>一个 PEM 文件，含有仅为此计算机信任的颁发机构证书</translation>
        </message>
        <message>
            <source>Forget what is trusted here</source>
            <translation>忘记此处信任的证书</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
            <translation>证书 (*.pem *.crt *.cer);;所有文件 (*)</translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>无法读取该文件。</translation>
        </message>
        <message>
            <source>The file holds no certificate in PEM form.</source>
            <translation>该文件中没有 PEM 格式的证书。</translation>
        </message>
        <message>
            <source>the certificate %1…</source>
            <translation>证书 %1…</translation>
        </message>
        <message>
            <source>the system&apos;s authorities only</source>
            <translation>仅系统的颁发机构</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::VaultDialog</name>
        <message>
            <source>password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>certificate</source>
            <translation>证书</translation>
        </message>
        <message>
            <source>current user</source>
            <translation>当前用户</translation>
        </message>
        <message>
            <source>keytab</source>
            <translation>keytab</translation>
        </message>
        <message>
            <source>&amp;Change…</source>
            <translation>更改(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>删除(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>测试(&amp;T)</translation>
        </message>
        <message>
            <source>Stored logins</source>
            <translation>已存储的登录</translation>
        </message>
        <message>
            <source>For</source>
            <translation>用于</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>上次使用</translation>
        </message>
        <message>
            <source>Last refused</source>
            <translation>上次被拒绝</translation>
        </message>
        <message>
            <source>&amp;Add…</source>
            <translation>添加(&amp;A)…</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Store another login</source>
            <translation>再存储一个登录信息</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>更改</translation>
        </message>
        <message>
            <source>Enter a new password; the same account elsewhere gets it too</source>
            <translation>输入新密码；其他位置的同一帐户也会更新</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Remove the login here and its secret from the keychain</source>
            <translation>删除此处的登录信息以及密钥链中的机密</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>Log in once at the computer named below</source>
            <translation>在下面指定的计算机上登录一次</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>导出(&amp;X)…</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Write the list to a file, without the secrets</source>
            <translation>将列表写入文件，不含机密</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>导入(&amp;I)…</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Read a list; the passwords are asked for when needed</source>
            <translation>读取列表；需要时会询问密码</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>计算机</translation>
        </message>
        <message>
            <source>Which login would be used for this computer?</source>
            <translation>此计算机会使用哪个登录信息？</translation>
        </message>
        <message>
            <source>&amp;For the computer</source>
            <translation>对于计算机(&amp;F)</translation>
        </message>
        <message>
            <source>%1 – not tried again</source>
            <translation>%1 – 不再尝试</translation>
        </message>
        <message>
            <source>%1 would be used. %2</source>
            <translation>将使用 %1。%2</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::VaultEntryDialog</name>
        <message>
            <source>Stored login</source>
            <translation>已存储的登录</translation>
        </message>
        <message>
            <source>Used for</source>
            <translation>用于</translation>
        </message>
        <message>
            <source>One computer</source>
            <translation>一台计算机</translation>
        </message>
        <message>
            <source>A group</source>
            <translation>一个组</translation>
        </message>
        <message>
            <source>Computers by name</source>
            <translation>按名称匹配的计算机</translation>
        </message>
        <message>
            <source>All others (the default)</source>
            <translation>所有其他计算机（默认）</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>A computer, a group, or a pattern such as *.corp.example</source>
            <translation>计算机、组，或 *.corp.example 之类的模式</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>User and password</source>
            <translation>用户和密码</translation>
        </message>
        <message>
            <source>The current user (Kerberos ticket)</source>
            <translation>当前用户（Kerberos 票据）</translation>
        </message>
        <message>
            <source>A keytab</source>
            <translation>keytab 文件</translation>
        </message>
        <message>
            <source>A client certificate</source>
            <translation>客户端证书</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>DOMAIN\user or user</source>
            <translation>域\用户 或 用户</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Keytab</source>
            <translation>keytab</translation>
        </message>
        <message>
            <source>path of the keytab</source>
            <translation>keytab 的路径</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>证书</translation>
        </message>
        <message>
            <source>thumbprint</source>
            <translation>指纹</translation>
        </message>
        <message>
            <source>Used &amp;for</source>
            <translation>用于(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>名称(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Kind</source>
            <translation>类型(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;User</source>
            <translation>用户(&amp;U)</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>密码(&amp;W)</translation>
        </message>
        <message>
            <source>Ke&amp;ytab</source>
            <translation>keytab(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Certificate</source>
            <translation>证书(&amp;C)</translation>
        </message>
        <message>
            <source>the new password</source>
            <translation>新密码</translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::VaultFlow</name>
        <message>
            <source>The keychain has not answered yet. Try again in a moment.</source>
            <translation>密钥链尚未应答。请稍后重试。</translation>
        </message>
        <message>
            <source>Export the list of stored logins</source>
            <translation>导出已存储登录的列表</translation>
        </message>
        <message>
            <source>Import a list of stored logins</source>
            <translation>导入已存储登录的列表</translation>
        </message>
        <message>
            <source>Stored. It has not been tried yet; Test does.</source>
            <translation>已存储，尚未尝试；可用“测试”来尝试。</translation>
        </message>
        <message>
            <source>Removed, with its secret.</source>
            <translation>已删除，机密也一并删除。</translation>
        </message>
        <message>
            <source>Logging in to %1…</source>
            <translation>正在登录 %1…</translation>
        </message>
        <message>
            <source>%1 accepted the login.</source>
            <translation>%1 已接受登录。</translation>
        </message>
        <message>
            <source>The list is in %1, without the secrets.</source>
            <translation>列表已写入 %1，不含机密。</translation>
        </message>
        <message numerus="yes">
            <source>%n login(s) imported.</source>
            <translation>
                <numerusform>已导入 %n 个登录信息。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n login(s) imported. To be added with their passwords: %1</source>
            <translation>
                <numerusform>已导入 %n 个登录信息。需连同密码添加：%1</numerusform>
            </translation>
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
            <source>The computer&apos;s certificate is not trusted.</source>
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
            <source>The computer&apos;s answer could not be understood.</source>
            <translation>无法理解计算机的应答。</translation>
        </message>
        <message>
            <source>The computer&apos;s answer is larger than is accepted.</source>
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
            <source>This is not possible in the session&apos;s present state.</source>
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
        <message numerus="yes">
            <source>Kept until %1, then removed with its %n job(s).</source>
            <translation>
                <numerusform>保留到 %1，之后连同其 %n 个作业一起删除。</numerusform>
            </translation>
        </message>
        <message>
            <source>tomorrow %1</source>
            <translation>明天 %1</translation>
        </message>
        <message>
            <source>yesterday %1</source>
            <translation>昨天 %1</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Kept as long as the server&apos;s own setting says.</source>
            <translation>按服务器自身的设置保留。</translation>
        </message>
        <message>
            <source>Kept until %1, then removed with everything that runs in it.</source>
            <translation>保留到 %1，之后连同其中运行的一切一起删除。</translation>
        </message>
        <message>
            <source>Kept until %1, then removed.</source>
            <translation>保留到 %1，之后删除。</translation>
        </message>
        <message>
            <source>%1 on %2 (%3) is left disconnected. %4</source>
            <translation>%2 上的 %1（%3）已保持断开。%4</translation>
        </message>
    </context>
</TS>
