#pragma once

#include "core/transport/transport.h"

namespace rejoin::sessions {

/// -UseUTF16: everything above writes and reads UTF-8, this sends it as UTF-16 and takes answers by their charset.
class Utf16Transport final : public transport::Transport, public std::enable_shared_from_this<Utf16Transport>
{
public:
    explicit Utf16Transport(std::shared_ptr<transport::Transport> inner) : m_inner(std::move(inner)) {}

    [[nodiscard]] Task<transport::HttpResponse> post(transport::HttpRequest request, base::CancelToken cancel) override;
    [[nodiscard]] transport::Endpoint endpoint() const override { return m_inner->endpoint(); }
    [[nodiscard]] transport::ConnectionFacts facts() const override { return m_inner->facts(); }
    void close() override { m_inner->close(); }
    void dropIdle() override { m_inner->dropIdle(); }

private:
    std::shared_ptr<transport::Transport> m_inner;
};

} // namespace rejoin::sessions
