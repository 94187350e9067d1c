#pragma once

#include "core/sessions/connectionoptions.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace rejoin::ui {

/// Which certificates a computer may show besides those of the system's authorities: one that was trusted by hand, and
/// authorities of its own from a PEM file.
class TrustField : public QWidget
{
    Q_OBJECT

public:
    explicit TrustField(QWidget *parent = nullptr);

    void setValue(const sessions::ConnectionOptions &options);
    void addTo(sessions::ConnectionOptions *options) const;
    /// As Add authorities… does; says what is wrong in the field.
    void addAuthorities(const QString &path);

Q_SIGNALS:
    void edited();

private:
    void refill(const QString &problem = {});

    QLabel *m_summary;
    QPushButton *m_add;
    QPushButton *m_forget;
    QByteArray m_pinnedSha256;
    QList<QSslCertificate> m_authorities;
};

} // namespace rejoin::ui
