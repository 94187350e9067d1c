#include "ui/dialogs/mechanisms.h"

#include <QCoreApplication>

namespace rejoin::ui {

using transport::Mechanism;

namespace {

QString say(const char *words)
{
    return QCoreApplication::translate("Mechanisms", words);
}

} // namespace

QList<MechanismChoice> mechanismChoices(const MechanismSituation &situation)
{
    const bool hasPassword = situation.login == LoginKind::Password;
    const bool isOpen = !situation.useSsl && !situation.allowUnencrypted;
    const QString needsPassword = say(QT_TRANSLATE_NOOP("Mechanisms", "Needs a user and a password."));
    const QString inTheClear = say(QT_TRANSLATE_NOOP(
        "Mechanisms",
        "Without SSL everything would travel in the clear. Tick “Use SSL”, or “Allow unencrypted” if this "
        "network is yours alone."));
    const QString ntlmIsRefused = say(QT_TRANSLATE_NOOP(
        "Mechanisms", "An address leaves NTLM only, which does not prove who the computer is: use SSL, or allow NTLM "
                      "without SSL."));
    const bool endsInNtlm = situation.isAddress && !situation.useSsl && !situation.allowNtlmWithoutTls;

    QList<MechanismChoice> choices;
    choices +=
        MechanismChoice{Mechanism::Default,
                        say(QT_TRANSLATE_NOOP("Mechanisms", "Default")),
                        say(QT_TRANSLATE_NOOP(
                            "Mechanisms", "Kerberos where a ticket can be had, else NTLM. Right for most computers.")),
                        {},
                        endsInNtlm ? ntlmIsRefused : QString()};
    choices += MechanismChoice{Mechanism::Negotiate,
                               say(QT_TRANSLATE_NOOP("Mechanisms", "Negotiate")),
                               say(QT_TRANSLATE_NOOP("Mechanisms", "The same as Default, said expressly.")),
                               {},
                               endsInNtlm ? ntlmIsRefused : QString()};
    MechanismChoice implicit{
        Mechanism::NegotiateWithImplicitCredential,
        say(QT_TRANSLATE_NOOP("Mechanisms", "Negotiate with the current user")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "Your own Kerberos tickets (kinit); no password is asked for.")),
        {},
        {}};
    if (situation.login != LoginKind::CurrentUser)
        implicit.impossible = say(QT_TRANSLATE_NOOP("Mechanisms", "Is for the current user only."));
    else if (situation.isAddress)
        implicit.impossible = say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos needs a name, not an address."));
    choices += implicit;
    MechanismChoice kerberos{
        Mechanism::Kerberos,
        say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "A domain's tickets; proves both sides. Needs a domain controller in "
                                            "reach.")),
        {},
        {}};
    if (situation.isAddress)
        kerberos.impossible = say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos needs a name, not an address."));
    choices += kerberos;
    MechanismChoice basic{
        Mechanism::Basic, say(QT_TRANSLATE_NOOP("Mechanisms", "Basic")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "User and password of the computer itself; the computer must allow it. Use "
                                            "it with SSL.")),
        hasPassword ? QString() : needsPassword, isOpen ? inTheClear : QString()};
    choices += basic;
    choices += MechanismChoice{
        Mechanism::Digest, say(QT_TRANSLATE_NOOP("Mechanisms", "Digest")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "For servers that offer nothing better; Windows itself does not.")),
        hasPassword ? QString() : needsPassword, isOpen ? inTheClear : QString()};
    choices += MechanismChoice{
        Mechanism::Credssp,
        say(QT_TRANSLATE_NOOP("Mechanisms", "CredSSP")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "Hands your password to the computer so that it can go on from there to a "
                                            "third one.")),
        hasPassword ? QString() : needsPassword,
        {}};
    if (situation.login == LoginKind::Certificate) {
        for (MechanismChoice &choice : choices) {
            choice.caution.clear();
            choice.impossible = choice.mechanism == Mechanism::Default
                                    ? QString()
                                    : say(QT_TRANSLATE_NOOP("Mechanisms", "The certificate is the sign-in."));
        }
        choices.first().hint = say(QT_TRANSLATE_NOOP("Mechanisms", "The certificate signs in; it needs SSL and a "
                                                                   "mapping on the computer."));
    }
    if (situation.login == LoginKind::Keytab && situation.isAddress)
        choices.first().impossible = choices[1].impossible =
            say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos needs a name, not an address."));
    return choices;
}

} // namespace rejoin::ui
