#pragma once

#include "ui/controllers/attention.h"
#include "ui/controllers/services.h"

#include <QObject>

class QWidget;

namespace rejoin::ui {

class RefreshController;

/// Asks before something weaker than usual is permitted: NTLM without SSL, a password handed over, a certificate that
/// nobody vouches for. One question for all computers that it concerns; the answer is kept with them.
class ConsentFlow : public QObject
{
    Q_OBJECT

public:
    ConsentFlow(const Services &services, Attention *attention, RefreshController *refresher, QWidget *window);

    /// All computers that now wait for this permission, this item's first.
    void allowNtlm(const AttentionItem &item);
    void allowDelegation(const AttentionItem &item);
    void trustCertificate(const AttentionItem &item);
    /// For a connection to computers that are not in the list: goes on when it is permitted.
    void askDelegation(const QStringList &computers, const QString &user, const std::function<void()> &permitted);

private:
    [[nodiscard]] QList<Computer> affected(const AttentionItem &item) const;
    void permit(const QList<Computer> &computers, const std::function<void(sessions::ConnectionOptions &)> &change);

    void askAgain(const QList<Computer> &computers);

    Services m_services;
    Attention *m_attention;
    RefreshController *m_refresher;
    QWidget *m_window;
};

} // namespace rejoin::ui
