#pragma once

#include "core/base/error.h"

#include <QDateTime>
#include <QObject>
#include <QUuid>

namespace rejoin::ui {

/// What the button of an item does.
enum class Remedy : quint8 {
    None,
    LogIn,
    EditComputer,
    UseSsl,
    TrustCertificate,
    ReplacePin,
    AllowNtlm,
    AllowDelegation,
    TryAgain,
    Refresh,
    ShowShells, ///< a quota is full: what fills it
};

/// One thing that went wrong, about a computer, a session or neither.
struct AttentionItem
{
    QUuid key; ///< computer or session: a newer item takes the older one's place
    QUuid computer;
    QUuid session;
    QString subject; ///< "Server02", "ITTask on Server01"
    base::Error error;
    Remedy remedy = Remedy::None;
};

/// The list of what needs attention, newest first.
class Attention : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void add(AttentionItem item);
    void dismiss(const QUuid &key);
    void clear();
    [[nodiscard]] const QList<AttentionItem> &items() const { return m_items; }

    /// The remedy that fits an error of a computer or of a session.
    [[nodiscard]] static Remedy remedyFor(const base::Error &error, bool isComputer);

Q_SIGNALS:
    void changed();

private:
    QList<AttentionItem> m_items;
};

} // namespace rejoin::ui
