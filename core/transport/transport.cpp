#include "core/transport/transport.h"

#include "core/transport/httpcodec.h"

namespace rejoin::transport {

QByteArray HttpResponse::header(QByteArrayView name) const
{
    return headerValue(headers, name);
}

} // namespace rejoin::transport
