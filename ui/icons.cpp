#include "ui/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// Outside of any namespace, as the macro wants it: this library is static.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

class SvgEngine final : public QIconEngine
{
public:
    explicit SvgEngine(QString name) : m_name(std::move(name))
    {
        QFile file(u":/icons/"_s + m_name + u".svg"_s);
        if (file.open(QIODevice::ReadOnly))
            m_svg = file.readAll();
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        // Marks have colours of their own, which may be that of the selection.
        if (mode == QIcon::Selected && m_name.startsWith("mark-"_L1)) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(Qt::white);
            painter->drawEllipse(rect);
        }
        QByteArray svg = m_svg;
        svg.replace("currentColor", colorFor(mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() * 0.55);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const QString key = u"rejoin/%1/%2x%3/%4/%5/%6"_s.arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(int(mode))
                                .arg(colorFor(mode).name())
                                .arg(scale);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new SvgEngine(*this); }
    [[nodiscard]] QString key() const override { return u"rejoin"_s; }
    [[nodiscard]] QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    [[nodiscard]] static QColor colorFor(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText);
    }

    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString &name)
{
    initResources();
    static QHash<QString, QIcon> icons; // by name; QIcon is shared and paints with the palette of the moment
    auto found = icons.find(name);
    if (found == icons.end())
        found = icons.insert(name, QIcon(new SvgEngine(name)));
    return *found;
}

} // namespace rejoin::ui
