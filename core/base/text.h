#pragma once

#include <QString>
#include <QStringList>

namespace rejoin::base {

/// A sentence for the user that is not translated yet: an English source with %1, %2 … and what goes into them.
///
/// core writes these (the literal marked with QT_TRANSLATE_NOOP("core", …) so that lupdate finds it);
/// core/text turns them into the user's language; logs and the terminal's default use english().
struct Text
{
    QString source;
    QStringList arguments;

    Text() = default;
    Text(const char *literal, QStringList values = {});
    /// Text that is data already (a server's own words): never translated, never expanded.
    [[nodiscard]] static Text verbatim(const QString &words);

    [[nodiscard]] bool isEmpty() const { return source.isEmpty(); }
    [[nodiscard]] QString english() const;
    /// Puts the arguments into a translation of source.
    [[nodiscard]] QString fill(QString translatedSource) const;

    bool operator==(const Text &) const = default;
};

} // namespace rejoin::base
