#include "core/cli/terminalhost.h"

#include "core/base/error.h"
#include "core/cli/terminalkeys.h"
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

void TerminalHost::heading(const QString &asker, const QString &caption, const QString &message)
{
    if (!asker.isEmpty()) {
        m_terminal->errRaw(u"[%1]"_s.arg(visibleText(asker)), "36");
        m_terminal->errRaw(u"\n"_s);
    }
    if (!caption.isEmpty())
        m_terminal->err(visibleText(caption), "1");
    if (!message.isEmpty())
        m_terminal->err(visibleText(message));
}

// Each question takes who asks it before it waits for its turn: the next one may come meanwhile.

Task<QString> TerminalHost::readLine(base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    heading(asker, {}, {});
    const QString text = co_await line(QString(), cancel);
    co_return text;
}

Task<base::SecretString> TerminalHost::readSecret(base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    heading(asker, {}, {});
    const base::SecretString secret = co_await m_input->readSecret(QString(), cancel);
    co_return secret;
}

Task<sessions::KeyPress> TerminalHost::readKey(base::CancelToken cancel)
{
    m_asker.clear();
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const QByteArray bytes = co_await m_input->readKey(cancel);
    co_return keyFromTerminal(bytes);
}

/// One value of a field's type: asked again until it is one; !? tells what the field is about.
Task<QString> TerminalHost::value(sessions::PromptField field, QString label, base::CancelToken cancel)
{
    while (true) {
        const QString typed = co_await line(label, cancel);
        if (typed == "!?"_L1) {
            const auto wanted = sessions::wantedWords(field.itemType());
            const QString help = field.helpMessage.isEmpty() && !wanted
                                     ? u"No help is available for %1."_s.arg(field.name)
                                     : field.helpMessage;
            if (!help.isEmpty())
                m_terminal->err(visibleText(help));
            if (wanted)
                m_terminal->err(wanted->english());
            continue;
        }
        // An exclamation mark before ! stands for itself, as in PowerShell's console.
        const QString text = typed.startsWith("!!"_L1) ? typed.sliced(1) : typed;
        const auto problem = field.problemWith(text.isEmpty() ? field.defaultValue : text);
        if (!problem)
            co_return text;
        m_terminal->err(problem->english(), "31;1");
    }
}

Task<sessions::HostInterface::FieldAnswer> TerminalHost::field(sessions::PromptField field, base::CancelToken cancel)
{
    const QString words = visibleText(field.words());
    FieldAnswer answer;
    switch (field.kind()) {
    case sessions::FieldKind::Secret:
        answer.secret = co_await m_input->readSecret(words + u": "_s, cancel);
        break;
    case sessions::FieldKind::Credential: {
        m_terminal->err(words);
        answer.text = co_await line(u"User: "_s, cancel);
        const QString label = u"Password for user %1: "_s.arg(visibleText(answer.text));
        answer.secret = co_await m_input->readSecret(label, cancel);
        break;
    }
    case sessions::FieldKind::List:
        while (true) {
            const QString label = u"%1[%2]: "_s.arg(words).arg(answer.items.size());
            const QString item = co_await value(field, label, cancel);
            if (item.isEmpty())
                break;
            answer.items << item;
        }
        break;
    case sessions::FieldKind::Text: {
        const QString label =
            field.defaultValue.isEmpty() ? words + u": "_s : u"%1 [%2]: "_s.arg(words, visibleText(field.defaultValue));
        answer.text = co_await value(field, label, cancel);
        if (answer.text.isEmpty())
            answer.text = field.defaultValue;
        break;
    }
    }
    co_return answer;
}

Task<QList<sessions::HostInterface::FieldAnswer>>
TerminalHost::prompt(QString caption, QString message, QList<sessions::PromptField> fields, base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    heading(asker, caption, message);
    QList<FieldAnswer> answers;
    for (const sessions::PromptField &one : std::as_const(fields)) {
        const FieldAnswer answer = co_await field(one, cancel);
        answers << answer;
    }
    co_return answers;
}

Task<QList<int>> TerminalHost::choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                                      QList<int> defaults, bool multiple, base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    heading(asker, caption, message);
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

Task<base::Credential> TerminalHost::credential(sessions::CredentialQuestion question, base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    heading(asker, question.caption, question.message);
    if (!question.targetName.isEmpty())
        m_terminal->err(u"For: %1"_s.arg(visibleText(question.targetName)));
    QString user = question.userName;
    if (user.isEmpty())
        user = co_await line(u"User: "_s, cancel);
    const QString label = u"Password for user %1: "_s.arg(visibleText(user));
    const base::SecretString password = co_await m_input->readSecret(label, cancel);
    const base::Credential credential(user, password);
    co_return credential;
}

void TerminalHost::waitsForAnotherClient(bool waits)
{
    if (waits)
        m_terminal->err(
            u"The command waits for an answer to a question that went to another client. Ctrl+C stops it."_s, "33;1");
}

void TerminalHost::clear()
{
    if (m_terminal->outputIsTerminal())
        m_terminal->outRaw(u"\x1b[H\x1b[2J"_s);
}

void TerminalHost::write(const QString &text, int foreground, int)
{
    m_terminal->errRaw(visibleText(text), consoleColour(foreground));
}

} // namespace rejoin::cli
