#include "ui/dialogs/mechanisms.h"

#include <QCoreApplication>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using transport::Mechanism;

namespace {

QString say(const char *words)
{
    return QCoreApplication::translate("Mechanisms", words);
}

} // namespace

QString mechanismParameter(Mechanism mechanism)
{
    switch (mechanism) {
    case Mechanism::Default:
        return u"Default"_s;
    case Mechanism::Basic:
        return u"Basic"_s;
    case Mechanism::Negotiate:
        return u"Negotiate"_s;
    case Mechanism::NegotiateWithImplicitCredential:
        return u"NegotiateWithImplicitCredential"_s;
    case Mechanism::Credssp:
        return u"Credssp"_s;
    case Mechanism::Digest:
        return u"Digest"_s;
    case Mechanism::Kerberos:
        return u"Kerberos"_s;
    }
    return {};
}

QList<MechanismChoice> mechanismChoices(const MechanismSituation &situation)
{
    // The transport speaks Basic in this version; the others are shown so that nobody searches for them.
    const QString later = say(QT_TRANSLATE_NOOP("Mechanisms", "Not in this version: it signs in with Basic only."));
    QList<MechanismChoice> choices;

    MechanismChoice basic{
        Mechanism::Basic,
        say(QT_TRANSLATE_NOOP("Mechanisms", "Basic")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "User name and password of the computer itself. Use it with SSL.")),
        {},
        {}};
    if (!situation.useSsl && !situation.allowUnencrypted)
        basic.caution =
            say(QT_TRANSLATE_NOOP("Mechanisms", "Without SSL the password would travel in the clear. Tick “Use SSL”, "
                                                "or “Allow unencrypted” if this network is yours alone."));
    choices += basic;

    choices += MechanismChoice{
        Mechanism::Default,
        say(QT_TRANSLATE_NOOP("Mechanisms", "Default")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "What the computer offers, Kerberos first. Right inside a domain.")),
        later,
        {}};
    choices += MechanismChoice{Mechanism::Negotiate,
                               say(QT_TRANSLATE_NOOP("Mechanisms", "Negotiate")),
                               say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos where possible, else NTLM.")),
                               later,
                               {}};
    MechanismChoice kerberos{Mechanism::Kerberos,
                             say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos")),
                             say(QT_TRANSLATE_NOOP("Mechanisms", "A domain's tickets; proves both sides.")),
                             later,
                             {}};
    if (situation.isAddress)
        kerberos.impossible = say(QT_TRANSLATE_NOOP("Mechanisms", "Kerberos needs a name, not an address."));
    choices += kerberos;
    MechanismChoice credssp{
        Mechanism::Credssp,
        say(QT_TRANSLATE_NOOP("Mechanisms", "CredSSP")),
        say(QT_TRANSLATE_NOOP("Mechanisms", "Hands your password to the computer so that it can go on from there.")),
        later,
        {}};
    choices += credssp;
    choices += MechanismChoice{Mechanism::Digest,
                               say(QT_TRANSLATE_NOOP("Mechanisms", "Digest")),
                               say(QT_TRANSLATE_NOOP("Mechanisms", "For servers that offer nothing better.")),
                               later,
                               {}};
    return choices;
}

} // namespace rejoin::ui
