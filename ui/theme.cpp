#include "ui/theme.h"

#include <QApplication>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

namespace rejoin::ui {

namespace {

struct Colors
{
    QRgb window, base, alternate, text, faint, button, highlight, highlightText, link, tip;
};

constexpr Colors light{0xfff3f4f6, 0xffffffff, 0xfff7f8fa, 0xff1c1f24, 0xff6b7079,
                       0xffeceef1, 0xff1f5fbf, 0xffffffff, 0xff1f5fbf, 0xffffffff};
constexpr Colors dark{0xff2e3238, 0xff1b1d21, 0xff22252a, 0xffe4e6ea, 0xff9aa0ab,
                      0xff3c414a, 0xff2f6fd0, 0xffffffff, 0xff7fb4ff, 0xff30343b};

QPalette paletteOf(const Colors &colors)
{
    QPalette palette(QColor::fromRgb(colors.button), QColor::fromRgb(colors.window));
    const auto set = [&](QPalette::ColorRole role, QRgb color) { palette.setColor(role, QColor::fromRgb(color)); };
    set(QPalette::Window, colors.window);
    set(QPalette::WindowText, colors.text);
    set(QPalette::Base, colors.base);
    set(QPalette::AlternateBase, colors.alternate);
    set(QPalette::Text, colors.text);
    set(QPalette::Button, colors.button);
    set(QPalette::ButtonText, colors.text);
    set(QPalette::BrightText, colors.highlightText);
    set(QPalette::Highlight, colors.highlight);
    set(QPalette::HighlightedText, colors.highlightText);
    set(QPalette::Link, colors.link);
    set(QPalette::LinkVisited, colors.link);
    set(QPalette::PlaceholderText, colors.faint);
    set(QPalette::ToolTipBase, colors.tip);
    set(QPalette::ToolTipText, colors.text);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(colors.faint));
    return palette;
}

} // namespace

void applyTheme(Theme theme)
{
    if (theme == Theme::System) {
        QApplication::setPalette(QPalette());
    } else {
        // Native styles paint over palettes in ways of their own.
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        QApplication::setPalette(paletteOf(theme == Theme::Dark ? dark : light));
    }
    QToolTip::setPalette(QApplication::palette());
}

} // namespace rejoin::ui
