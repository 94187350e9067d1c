#include "core/cmdlets/plaincommand.h"

#include "core/base/error.h"
#include "core/cmdlets/parser.h"
#include "core/sessions/ownrequests.h"

#include <algorithm>

namespace rejoin::cmdlets {

namespace {

using ast::Expression;
using ast::ExpressionPtr;
using base::Text;

[[noreturn]] void refuse(ast::Position at, const char *what)
{
    throw base::Error(
        base::ErrorCategory::InvalidArgument, QStringLiteral("ScriptsNotAllowed"),
        Text(QT_TRANSLATE_NOOP("core", "This endpoint runs commands only, no script text. Line %1, column "
                                       "%2: %3"),
             {QString::number(at.line), QString::number(at.column), QLatin1String(what)}),
        Text(QT_TRANSLATE_NOOP("core", "Write commands with constant arguments, joined by | where needed; "
                                       "Get-Command lists what the endpoint offers.")));
}

[[noreturn]] void refuseExpression(const Expression &expression)
{
    switch (expression.kind) {
    case Expression::Kind::Variable:
        refuse(expression.position, "a variable has no value without a script language.");
    case Expression::Kind::Member:
    case Expression::Kind::Index:
        refuse(expression.position, "a part of a value cannot be taken without a script language.");
    case Expression::Kind::Script:
        refuse(expression.position, "a script block is script text.");
    case Expression::Kind::Expandable:
        refuse(expression.position, "a text with $ in it would have to be expanded; put it in single quotes.");
    case Expression::Kind::Paren:
    case Expression::Kind::ArraySub:
        refuse(expression.position, "what stands in brackets would have to be run first.");
    default:
        refuse(expression.position, "this would have to be calculated first.");
    }
}

clixml::Value constantOf(const Expression &expression);

clixml::Value arrayOf(const QList<ExpressionPtr> &items)
{
    clixml::ObjectBuilder builder;
    builder.typeNames({"System.Object[]", "System.Array", "System.Object"}).container(clixml::Container::List);
    for (const ExpressionPtr &item : items)
        builder.item(constantOf(*item));
    return builder.build();
}

clixml::Value tableOf(const Expression &expression)
{
    clixml::ObjectBuilder builder;
    builder.typeNames({"System.Collections.Hashtable", "System.Object"}).container(clixml::Container::Dictionary);
    for (qsizetype i = 0; i < expression.keys.size(); ++i)
        builder.entry(clixml::Value::string(expression.keys.at(i)), constantOf(*expression.items.at(i)));
    return builder.build();
}

clixml::Value constantOf(const Expression &expression)
{
    switch (expression.kind) {
    case Expression::Kind::Constant:
        return expression.value.toClixml();
    case Expression::Kind::Array:
        return arrayOf(expression.items);
    case Expression::Kind::Table:
        return tableOf(expression);
    case Expression::Kind::Negate: {
        const Object &number = expression.left->value;
        if (expression.left->kind == Expression::Kind::Constant) {
            if (const auto *whole = number.as<qint64>())
                return Object::number(-*whole).toClixml();
            if (const auto *real = number.as<double>())
                return Object(Object::Variant(-*real)).toClixml();
        }
        refuseExpression(expression);
    }
    case Expression::Kind::Expandable: {
        QString text;
        for (const ast::StringPart &part : expression.parts) {
            if (part.expression)
                refuseExpression(expression);
            text += part.text;
        }
        return clixml::Value::string(text);
    }
    case Expression::Kind::ArraySub: {
        // @( 'a', 'b' ): constants in one expression each.
        QList<ExpressionPtr> items;
        for (const ast::PipelinePtr &statement : expression.statements) {
            const bool plain = statement->assignTo.isEmpty() && statement->elements.size() == 1 &&
                               statement->elements.first().expression;
            if (!plain)
                refuseExpression(expression);
            const ExpressionPtr &value = statement->elements.first().expression;
            if (value->kind == Expression::Kind::Array)
                items += value->items;
            else
                items.append(value);
        }
        return arrayOf(items);
    }
    default:
        refuseExpression(expression);
    }
}

psrp::PipelineCommand commandOf(const ast::Element &element)
{
    if (element.expression)
        refuse(element.position, "a command is expected, no value.");
    // The parser's words may begin with what only a script means.
    const QChar first = element.command.front();
    if (first == u'&' || first == u'.')
        refuse(element.position, "& and . call by an expression; write the command's name.");
    if (element.command.contains(u'=') || element.command.contains(u'{'))
        refuse(element.position, "this is a statement of the script language.");
    psrp::PipelineCommand command;
    command.text = element.command;
    command.isScript = false;
    for (const ast::Argument &argument : element.arguments) {
        psrp::CommandParameter parameter;
        // With its dash a name is what it is on a command line: whether the next word is its value is for the command
        // to know ("-Name:" has its value with it).
        if (argument.isParameter())
            parameter.name = u'-' + argument.parameter + (argument.value ? QStringLiteral(":") : QString());
        if (argument.value)
            parameter.value = constantOf(*argument.value);
        command.parameters.append(parameter);
    }
    return command;
}

} // namespace

QList<psrp::PipelineCommand> plainCommands(const QString &text)
{
    ast::Script script;
    std::optional<base::Error> unread;
    try {
        script = parseScript(text);
    } catch (const base::Error &error) {
        unread = error;
    }
    if (unread)
        throw base::Error(base::ErrorCategory::InvalidArgument, QStringLiteral("ScriptsNotAllowed"),
                          Text(QT_TRANSLATE_NOOP("core", "This endpoint runs commands only, no script text. %1"),
                               {unread->english()}),
                          unread->advice);
    QList<psrp::PipelineCommand> commands;
    for (const ast::PipelinePtr &statement : std::as_const(script.statements)) {
        if (!statement->assignTo.isEmpty())
            refuse(statement->position, "a variable cannot be set without a script language.");
        if (!commands.isEmpty())
            commands.last().endOfStatement = true;
        for (const ast::Element &element : statement->elements)
            commands.append(commandOf(element));
    }
    if (commands.isEmpty())
        refuse({}, "a command is missing.");
    return commands;
}

psrp::CreatePipeline fitted(const psrp::CreatePipeline &request, const sessions::EndpointLimits &limits)
{
    psrp::CreatePipeline made = request;
    if (sessions::isFormattedRemotely(made) && limits.lacks(made.commands.last().text))
        made.commands.removeLast();
    const auto isScript = [](const psrp::PipelineCommand &command) { return command.isScript; };
    if (!limits.refusesScripts() || std::none_of(made.commands.cbegin(), made.commands.cend(), isScript))
        return made;
    QList<psrp::PipelineCommand> commands;
    for (const psrp::PipelineCommand &command : std::as_const(made.commands)) {
        if (!command.isScript) {
            commands.append(command);
            continue;
        }
        if (!command.parameters.isEmpty())
            refuse({}, "values cannot be passed to a script that is not allowed; write them into the command.");
        commands += plainCommands(command.text);
    }
    made.commands = commands;
    return made;
}

bool learnsFrom(const clixml::ErrorRecord &reason, const psrp::CreatePipeline &sent, sessions::EndpointLimits *limits)
{
    if (sessions::isScriptRefusal(reason) && !limits->refusesScripts()) {
        limits->setRefusesScripts();
        return true;
    }
    if (!sessions::isFormattedRemotely(sent))
        return false;
    const QString formatter = sent.commands.last().text;
    if (!sessions::isMissing(reason, formatter) || limits->lacks(formatter))
        return false;
    limits->setLacks(formatter);
    return true;
}

} // namespace rejoin::cmdlets
