#pragma once

#include "core/cmdlets/ast.h"

namespace rejoin::cmdlets {

/// Statements separated by ; or line ends, # comments, a backtick continues a line. Throws Error (InvalidArgument,
/// id "ParserError") that names line and column and says what was expected.
[[nodiscard]] ast::Script parseScript(const QString &source);

/// `rejoinctl Connect-PSSession -Name a,b`: the words of a shell as one command. The shell has done the quoting, so
/// a word is literal but for commas; one that starts with { ( @ or $ is read as an expression.
[[nodiscard]] ast::Script parseWords(const QStringList &words);

/// A line at the prompt that is not whole yet (an open brace, quote or pipe): more is to come.
[[nodiscard]] bool isIncomplete(const QString &source);

} // namespace rejoin::cmdlets
