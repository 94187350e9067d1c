#include "core/cli/terminalhost.h"

#include "core/base/error.h"
#include "core/cmdlets/sessiontable.h"

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCategory;
using base::Text;
using cmdlets::visibleText;

namespace {

/// "&Yes" → label "Yes", key "Y".
struct Choice
{
    QString label;
    QString key;
};

Choice parseChoice(const QString &label)
{
    Choice choice;
    const qsizetype mark = label.indexOf(u'&');
    choice.label = label;
    if (mark >= 0 && mark + 1 < label.size()) {
        choice.label.remove(mark, 1);
        choice.key = label.mid(mark + 1, 1).toUpper();
    } else {
        choice.key = label;
    }
    return choice;
}

Error endOfInput()
{
    return {ErrorCategory::Local, u"InputEnded"_s,
            Text(QT_TRANSLATE_NOOP("core", "An answer is needed, but the input has ended.")),
            Text(QT_TRANSLATE_NOOP("core", "Run rejoinctl in a terminal, or give the answers on standard input."))};
}

} // namespace

const char *consoleColour(int colour)
{
    static const char *const codes[] = {"30", "34", "32", "36", "31", "35", "33", "37",
                                        "90", "94", "92", "96", "91", "95", "93", "97"};
    return colour >= 0 && colour < 16 ? codes[colour] : "";
}

Task<QString> TerminalHost::line(QString prompt, base::CancelToken cancel)
{
    if (!m_input->isTerminal())
        m_terminal->errRaw(prompt);
    const std::optional<QString> text = co_await m_input->readLine(prompt, cancel);
    if (!text) {
        m_terminal->errRaw(u"\n"_s);
        throw endOfInput();
    }
    co_return *text;
}

void TerminalHost::heading(const QString &caption, const QString &message)
{
    if (!caption.isEmpty())
        m_terminal->err(visibleText(caption), "1");
    if (!message.isEmpty())
        m_terminal->err(visibleText(message));
}

Task<QString> TerminalHost::readLine(base::CancelToken cancel)
{
    const QString text = co_await line(QString(), cancel);
    co_return text;
}

Task<base::SecretString> TerminalHost::readSecret(base::CancelToken cancel)
{
    const base::SecretString secret = co_await m_input->readSecret(QString(), cancel);
    co_return secret;
}

Task<QList<sessions::HostInterface::FieldAnswer>>
TerminalHost::prompt(QString caption, QString message, QList<sessions::PromptField> fields, base::CancelToken cancel)
{
    heading(caption, message);
    QList<FieldAnswer> answers;
    for (const sessions::PromptField &field : std::as_const(fields)) {
        const QString label = visibleText(field.label.isEmpty() ? field.name : field.label).remove(u'&') + u": "_s;
        FieldAnswer answer;
        if (field.isSecret()) {
            answer.secret = co_await m_input->readSecret(label, cancel);
        } else {
            while (true) {
                answer.text = co_await line(label, cancel);
                if (answer.text != "!?"_L1)
                    break;
                m_terminal->err(field.helpMessage.isEmpty() ? u"No help is available for %1."_s.arg(field.name)
                                                            : visibleText(field.helpMessage));
            }
            if (answer.text.isEmpty())
                answer.text = field.defaultValue;
        }
        answers << answer;
    }
    co_return answers;
}

Task<QList<int>> TerminalHost::choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                                      QList<int> defaults, bool multiple, base::CancelToken cancel)
{
    heading(caption, message);
    QList<Choice> parsed;
    QStringList shown;
    for (const sessions::PromptChoice &choice : std::as_const(choices)) {
        parsed << parseChoice(visibleText(choice.label));
        shown << u"[%1] %2"_s.arg(parsed.last().key, parsed.last().label);
    }
    QStringList defaultKeys;
    for (const int index : std::as_const(defaults))
        if (index >= 0 && index < parsed.size())
            defaultKeys << parsed.at(index).key;
    const QString text = shown.join(u"  "_s) + u"  [?] Help"_s +
                         (defaultKeys.isEmpty() ? u": "_s : u" (default is \"%1\"): "_s.arg(defaultKeys.join(u',')));
    QList<int> picked;
    while (true) {
        const QString answer = (co_await line(text, cancel)).trimmed();
        if (answer.isEmpty()) {
            if (!picked.isEmpty())
                co_return picked;
            if (!defaults.isEmpty() || multiple)
                co_return defaults;
            continue;
        }
        if (answer == "?"_L1) {
            for (qsizetype i = 0; i < choices.size(); ++i)
                m_terminal->err(u"%1 - %2"_s.arg(parsed.at(i).key, visibleText(choices.at(i).helpMessage)));
            continue;
        }
        for (qsizetype i = 0; i < parsed.size(); ++i) {
            if (answer.compare(parsed.at(i).key, Qt::CaseInsensitive) != 0 &&
                answer.compare(parsed.at(i).label, Qt::CaseInsensitive) != 0)
                continue;
            picked << static_cast<int>(i);
            break;
        }
        if (!multiple && !picked.isEmpty())
            co_return picked;
    }
}

Task<base::Credential> TerminalHost::credential(QString caption, QString message, QString userName,
                                                base::CancelToken cancel)
{
    heading(caption, message);
    QString user = userName;
    if (user.isEmpty())
        user = co_await line(u"User: "_s, cancel);
    const QString label = u"Password for user %1: "_s.arg(visibleText(user));
    const base::SecretString password = co_await m_input->readSecret(label, cancel);
    const base::Credential credential(user, password);
    co_return credential;
}

void TerminalHost::write(const QString &text, int foreground, int)
{
    m_terminal->errRaw(visibleText(text), consoleColour(foreground));
}

} // namespace rejoin::cli
