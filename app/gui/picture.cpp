#include "app/gui/picture.h"

#include "core/base/error.h"
#include "core/base/sleep.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/controllers/sessiontabs.h"
#include "ui/jobviewer/jobviewer.h"
#include "ui/mainwindow.h"
#include "ui/models/jobmodel.h"
#include "ui/models/sessionmodel.h"
#include "ui/sessiontab/sessiontab.h"

#include <QPixmap>
#include <QPointer>
#include <QTabWidget>

namespace rejoin::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int maximumWaits = 150;

/// At most fifteen seconds; false when it did not come.
Task<bool> until(std::function<bool()> condition)
{
    for (int i = 0; i < maximumWaits; ++i) {
        if (condition())
            co_return true;
        co_await base::sleepFor(100ms);
    }
    co_return false;
}

} // namespace

Task<> takePicture(ui::MainWindow *window, QString fileName)
{
    const QPointer<ui::MainWindow> alive(window);
    std::function<bool()> refreshed = [alive] {
        return !alive || (!alive->refresher()->isRefreshing() && alive->sessionModel()->rowCount() > 0);
    };
    co_await until(std::move(refreshed));
    if (!alive)
        co_return;
    QUuid first;
    for (int row = 0; row < window->sessionModel()->rowCount() && first.isNull(); ++row)
        if (const ui::SessionRow &candidate = window->sessionModel()->rowAt(row);
            candidate.connectable && candidate.commands == 0)
            first = candidate.shellId;
    window->activateSession(first);
    std::function<bool()> opened = [alive] { return !alive || alive->tabs()->current(); };
    if (co_await until(std::move(opened)) && alive) {
        ui::SessionTab *tab = window->tabs()->current();
        if (auto *pages = tab->findChild<QTabWidget *>(u"sessionPages"_s))
            pages->setCurrentWidget(tab->jobs());
        std::function<bool()> listed = [alive] {
            return !alive || !alive->tabs()->current() || alive->tabs()->current()->jobs()->model()->rowCount() > 0;
        };
        co_await until(std::move(listed));
        if (alive && tab->jobs()->model()->rowCount() > 0) {
            tab->jobs()->receive();
            co_await base::sleepFor(1500ms);
        }
    }
    if (!alive)
        co_return;
    if (!window->grab().save(fileName, "PNG"))
        throw base::Error(base::ErrorCategory::Local, u"PictureNotSaved"_s,
                          base::Text(QT_TRANSLATE_NOOP("core", "The picture could not be saved in %1."), {fileName}));
}

} // namespace rejoin::app
