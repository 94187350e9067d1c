#include "core/sessions/utf16transport.h"

#include "core/wsman/encoding.h"

namespace rejoin::sessions {

Task<transport::HttpResponse> Utf16Transport::post(transport::HttpRequest request, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    request.body = wsman::toUtf16(request.body);
    request.contentType = wsman::utf16ContentType();
    transport::HttpResponse response = co_await m_inner->post(std::move(request), cancel);
    if (wsman::isUtf16(response.contentType) && !response.body.isEmpty())
        response.body = wsman::fromUtf16(response.body, response.contentType);
    co_return response;
}

} // namespace rejoin::sessions
