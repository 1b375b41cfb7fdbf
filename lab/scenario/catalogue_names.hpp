#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "models/catalogue.hpp"

namespace tiersim::lab {

namespace detail {

template <class Visitor, class... Kinds>
void for_each_kind(const Visitor& visitor, const std::variant<Kinds...>* /*catalogue*/) {
  (visitor(static_cast<const Kinds*>(nullptr)), ...);
}

}  // namespace detail

/// Calls `visitor` with a null pointer to the Params of every kind in the catalogue, in its order.
template <class Visitor>
void for_each_kind(const Visitor& visitor) {
  detail::for_each_kind(visitor, static_cast<const ComponentParams*>(nullptr));
}

/// The kinds of the catalogue, in its order.
[[nodiscard]] inline std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for_each_kind([&]<class Params>(const Params*) { names.emplace_back(Params::kind); });
  return names;
}

}  // namespace tiersim::lab
