#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <utility>

namespace rejoin::transport {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// First value of a header, case-insensitive; empty when absent.
[[nodiscard]] QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);
[[nodiscard]] bool hasHeader(const HttpHeaders &headers, QByteArrayView name);

} // namespace rejoin::transport
