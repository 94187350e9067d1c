#pragma once

#include <QString>

#include <string>
#include <string_view>

// The two escapes of a text on the wire: first _xHHHH_ (MS-PSRP 2.2.5.3.2), over that XML's own.
namespace rejoin::clixml {

/// UTF-8 of the text with _xHHHH_ escapes.
[[nodiscard]] std::string escapedUtf8(QStringView text);
/// The text of a node, decoded.
[[nodiscard]] QString decoded(std::string_view escaped);
/// The same as UTF-8; lone surrogates become U+FFFD.
[[nodiscard]] std::string decodedUtf8(std::string_view escaped);
[[nodiscard]] bool mayHoldEscapes(std::string_view text);
/// A decoded name as the inside of a double-quoted attribute: both escapes.
[[nodiscard]] std::string escapedAttribute(std::string_view decodedName);

/// Bytes that may not stand as they are in a written text; everything else is copied.
[[nodiscard]] bool needsXmlEscape(unsigned char byte);

} // namespace rejoin::clixml
