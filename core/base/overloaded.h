#pragma once

namespace rejoin::base {

/// Several lambdas as one: std::visit(Overloaded{[](int) { … }, [](const auto &) { … }}, variant).
template <typename... F>
struct Overloaded : F...
{
    using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

} // namespace rejoin::base
