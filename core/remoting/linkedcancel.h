#pragma once

#include "core/base/cancel.h"

namespace rejoin::remoting {

/// A token that is cancelled when either of two others is. Lives as long as the operation that uses it.
class LinkedCancel
{
public:
    LinkedCancel(const base::CancelToken &one, const base::CancelToken &other)
        : m_one(one.onCancel([source = m_source]() mutable { source.cancel(); })),
          m_other(other.onCancel([source = m_source]() mutable { source.cancel(); }))
    {
    }
    LinkedCancel(const LinkedCancel &) = delete;
    LinkedCancel &operator=(const LinkedCancel &) = delete;

    [[nodiscard]] base::CancelToken token() const { return m_source.token(); }

private:
    base::CancelSource m_source;
    base::CancelToken::Registration m_one;
    base::CancelToken::Registration m_other;
};

} // namespace rejoin::remoting
