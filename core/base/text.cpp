#include "core/base/text.h"

namespace rejoin::base {

Text::Text(const char *literal, QStringList values) : source(QString::fromUtf8(literal)), arguments(std::move(values))
{
}

Text Text::verbatim(const QString &words)
{
    return Text("%1", {words});
}

QString Text::fill(QString translatedSource) const
{
    // One pass, so that a %2 inside a server's words is not taken for a place to fill.
    QString out;
    out.reserve(translatedSource.size() + 64);
    for (qsizetype i = 0; i < translatedSource.size(); ++i) {
        const QChar c = translatedSource.at(i);
        if (c == u'%' && i + 1 < translatedSource.size() && translatedSource.at(i + 1).isDigit()) {
            const int index = translatedSource.at(i + 1).digitValue() - 1;
            if (index >= 0 && index < arguments.size()) {
                out += arguments.at(index);
                ++i;
                continue;
            }
        }
        out += c;
    }
    return out;
}

QString Text::english() const
{
    return fill(source);
}

} // namespace rejoin::base
