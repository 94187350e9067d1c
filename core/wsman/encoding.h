#pragma once

#include <QByteArray>

// Envelopes in UTF-16, which a WS-Management service takes beside UTF-8 (DSP0226 13.1). Inside of us they are UTF-8.
namespace rejoin::wsman {

/// "application/soap+xml;charset=UTF-16", what goes with toUtf16().
[[nodiscard]] QByteArray utf16ContentType();
/// True for "…;charset=UTF-16", "utf-16le" and "utf-16be", quoted or not.
[[nodiscard]] bool isUtf16(const QByteArray &contentType);
/// UTF-16LE with a byte order mark.
[[nodiscard]] QByteArray toUtf16(const QByteArray &utf8);
/// By its byte order mark, without one by the charset, which in doubt is little-endian as Windows writes it. Throws
/// Error (Protocol, "ImproperResponse") when it is no UTF-16.
[[nodiscard]] QByteArray fromUtf16(const QByteArray &bytes, const QByteArray &contentType);

} // namespace rejoin::wsman
