#include "core/text/errortext.h"

#include "core/text/names.h"

#include <QCoreApplication>

namespace rejoin::text {

QString translated(const base::Text &sentence)
{
    if (sentence.isEmpty())
        return {};
    return sentence.fill(QCoreApplication::translate("core", sentence.source.toUtf8().constData()));
}

namespace {

/// What happened, without PowerShell's "The … operation failed for … with the following error message:" around it:
/// where it is shown is said already. The words inside came as English; in another language the category says it.
QString sentenceOf(const base::Error &error)
{
    const bool isWrapped = error.message.source.contains(QLatin1String("with the following error message"));
    if (!isWrapped || error.message.arguments.isEmpty())
        return translated(error.message);
    const QString source = error.message.source;
    const bool isEnglish = QCoreApplication::translate("core", source.toUtf8().constData()) == source;
    if (!isEnglish && error.category != base::ErrorCategory::Fault)
        return categorySentence(error.category);
    return error.message.arguments.last();
}

} // namespace

ErrorWords describe(const base::Error &error)
{
    ErrorWords words;
    words.sentence = sentenceOf(error);
    if (words.sentence.isEmpty())
        words.sentence = categorySentence(error.category);
    words.advice = translated(error.advice);
    words.id = error.id;

    // Field names stay English: this is what is pasted into searches and reports.
    QStringList lines;
    if (!error.id.isEmpty())
        lines += QStringLiteral("FullyQualifiedErrorId: ") + error.id;
    if (error.code != 0) {
        const bool isFault = error.code > 0xffff;
        lines += isFault ? QStringLiteral("Fault code: %1 (0x%2)").arg(error.code).arg(error.code, 8, 16, QChar(u'0'))
                         : QStringLiteral("Code: %1").arg(error.code);
    }
    lines += QStringLiteral("Message: ") + error.message.english();
    if (!error.detail.isEmpty())
        lines += error.detail;
    words.details = lines.join(u'\n');
    return words;
}

} // namespace rejoin::text
