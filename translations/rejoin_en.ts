<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>ComputerModel</name>
        <message numerus="yes">
            <source>%n session(s)</source>
            <translation>
                <numerusform>%n session</numerusform>
                <numerusform>%n sessions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::AttentionPanel</name>
        <message numerus="yes">
            <source>%n need(s) attention</source>
            <translation>
                <numerusform>%n needs attention</numerusform>
                <numerusform>%n need attention</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %n more: see the marks in the list of computers.</source>
            <translation>
                <numerusform>… and %n more: see the marks in the list of computers.</numerusform>
                <numerusform>… and %n more: see the marks in the list of computers.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ComputerModel</name>
        <message numerus="yes">
            <source>%n computer(s)</source>
            <translation>
                <numerusform>%n computer</numerusform>
                <numerusform>%n computers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConnectController</name>
        <message numerus="yes">
            <source>%n session(s) removed.</source>
            <translation>
                <numerusform>%n session removed.</numerusform>
                <numerusform>%n sessions removed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n session(s): the first is kept until %1.</source>
            <translation>
                <numerusform>%n session: it is kept until %1.</numerusform>
                <numerusform>%n sessions: the first is kept until %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n session(s) stay disconnected.</source>
            <translation>
                <numerusform>%n session stays disconnected.</numerusform>
                <numerusform>%n sessions stay disconnected.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::ConsentDialog</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>For &amp;these %n computer(s)</source>
            <translation>
                <numerusform>For &amp;this computer</numerusform>
                <numerusform>For &amp;these %n computers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::CredentialDialog</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::DialogFlow</name>
        <message numerus="yes">
            <source>%n computer(s) were taken off the list. Their sessions stay as they are.</source>
            <translation>
                <numerusform>%n computer was taken off the list. Its sessions stay as they are.</numerusform>
                <numerusform>%n computers were taken off the list. Their sessions stay as they are.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::DisconnectDialog</name>
        <message numerus="yes">
            <source>Disconnect %n session(s)</source>
            <translation>
                <numerusform>Disconnect %n session</numerusform>
                <numerusform>Disconnect %n sessions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::KeepAliveDialog</name>
        <message numerus="yes">
            <source>Keep %n session(s) alive</source>
            <translation>
                <numerusform>Keep %n session alive</numerusform>
                <numerusform>Keep %n sessions alive</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::MainWindow</name>
        <message numerus="yes">
            <source>%n computer(s)</source>
            <translation>
                <numerusform>%n computer</numerusform>
                <numerusform>%n computers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n session(s)</source>
            <translation>
                <numerusform>%n session</numerusform>
                <numerusform>%n sessions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shown</source>
            <translation>
                <numerusform>%n shown</numerusform>
                <numerusform>%n shown</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) attention</source>
            <translation>
                <numerusform>%n needs attention</numerusform>
                <numerusform>%n need attention</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::OutputPage</name>
        <message numerus="yes">
            <source>Following %n command(s).</source>
            <translation>
                <numerusform>Following %n command.</numerusform>
                <numerusform>Following %n commands.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::QuitDialog</name>
        <message numerus="yes">
            <source>%n session(s) could not be disconnected. Without that a session is kept for the time that is in force on its computer, and other programs find it in use until then.</source>
            <translation>
                <numerusform>%n session could not be disconnected. Without that a session is kept for the time that is in force on its computer, and other programs find it in use until then.</numerusform>
                <numerusform>%n sessions could not be disconnected. Without that a session is kept for the time that is in force on its computer, and other programs find it in use until then.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::RemoveDialog</name>
        <message numerus="yes">
            <source>Remove %n session(s)</source>
            <translation>
                <numerusform>Remove %n session</numerusform>
                <numerusform>Remove %n sessions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n command(s)</source>
            <translation>
                <numerusform>%n command</numerusform>
                <numerusform>%n commands</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Also end the %n session(s) in use elsewhere</source>
            <translation>
                <numerusform>Also end the %n session in use elsewhere</numerusform>
                <numerusform>Also end the %n sessions in use elsewhere</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SavedOutputView</name>
        <message numerus="yes">
            <source>%n output(s), %1</source>
            <translation>
                <numerusform>%n output, %1</numerusform>
                <numerusform>%n outputs, %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n output(s) stay: another program is writing them.</source>
            <translation>
                <numerusform>%n output stays: another program is writing it.</numerusform>
                <numerusform>%n outputs stay: another program is writing them.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::SavedText</name>
        <message numerus="yes">
            <source>%n record(s) could not be saved here.</source>
            <translation>
                <numerusform>%n record could not be saved here.</numerusform>
                <numerusform>%n records could not be saved here.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>text</name>
        <message numerus="yes">
            <source>Kept until %1, then removed with its %n job(s).</source>
            <translation>
                <numerusform>Kept until %1, then removed with its %n job.</numerusform>
                <numerusform>Kept until %1, then removed with its %n jobs.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rejoin::ui::VaultFlow</name>
        <message numerus="yes">
            <source>%n login(s) imported.</source>
            <translation>
                <numerusform>%n login imported.</numerusform>
                <numerusform>%n logins imported.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n login(s) imported. To be added with their passwords: %1</source>
            <translation>
                <numerusform>%n login imported. To be added with their passwords: %1</numerusform>
                <numerusform>%n logins imported. To be added with their passwords: %1</numerusform>
            </translation>
        </message>
    </context>
</TS>
