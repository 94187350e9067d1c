#pragma once

#include "core/transport/auth/authenticator.h"
#include "core/transport/transport.h"

namespace rejoin::transport {

/// The body is an answer of a WS-Management service: by its type, or because it begins as an XML envelope.
[[nodiscard]] bool isSoap(const HttpResponse &response);

/// Returns when a caller can read the answer as SOAP (any status). Otherwise throws the Error that the status means;
/// code is the HTTP status:
/// LoginRefused ("AccessDenied", or "InvalidAuthentication" when the scheme is not offered; detail lists what is),
/// AccessDenied ("AccessDenied"), Redirected ("RedirectInformationRequired"; detail is the Location), NotWsMan
/// ("URLNotAvailable" for 404, else "WinRMHttpError"), Protocol ("WinRMHttpError") for an empty 400.
void checkResponse(const HttpResponse &response, const Endpoint &endpoint, const Authenticator &authenticator);

} // namespace rejoin::transport
