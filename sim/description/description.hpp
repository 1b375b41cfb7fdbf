#pragma once
// The field-list protocol: a parameter's name, bound and text are said once, and everybody visits
// the list.
//
//     struct Params {
//       int attempts_max = 3;
//       Duration backoff_base = 50ms;
//       Reference to;
//
//       static void describe(auto& field, auto& p) {
//         field("attempts_max", p.attempts_max, at_least(1), "Tries in all, the first one
//         included."); field("backoff_base", p.backoff_base, positive, "Longest wait before the
//         second try; doubles each time."); field("to", p.to, required, "The component that is
//         called.");
//       }
//       static void check(auto& refuse, const auto& p) {          // optional: what no single bound
//       can say
//         if (p.backoff_base > p.backoff_max) refuse("backoff_base", "is above backoff_max", "lower
//         it");
//       }
//     };
//
// Types of fields: bool, int, std::int64_t, double, std::string, Duration, Rate, Bytes, Cores,
// Ratio, CountOrPercent, Reference, KeyChooser, Distribution, an enumeration with enum_names,
// another described struct, std::optional, std::vector and std::map<std::string, …> of these.
// Params are default-constructible; the value of a default-constructed field is the default of the
// language unless the bound says `required`.
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/description/bounds.hpp"
#include "sim/description/enum_names.hpp"
#include "sim/description/values.hpp"

namespace tiersim {

namespace detail {

/// A visitor that looks at nothing: good for asking whether a struct is described.
struct FieldProbe {
  void operator()(std::string_view, const auto&, const Bounds&, std::string_view) const {}
};

/// The same for `check`.
struct RefusalProbe {
  void operator()(std::string_view, const std::string&, const std::string&) const {}
};

}  // namespace detail

/// A struct with a field list.
template <class Struct>
concept Described = requires(detail::FieldProbe& field, Struct& value) {
  std::remove_cvref_t<Struct>::describe(field, value);
};

/// A described struct with relations between its fields.
template <class Struct>
concept Checked = Described<Struct> && requires(detail::RefusalProbe& refuse, const Struct& value) {
  std::remove_cvref_t<Struct>::check(refuse, value);
};

/// Calls `visitor(name, value, bounds, help)` for every field, in the order of the list.
template <Described Struct, class Visitor>
void visit_fields(Struct& value, Visitor&& visitor) {
  std::remove_cvref_t<Struct>::describe(visitor, value);
}

/// The names of all fields, in the order of the list.
template <Described Struct>
[[nodiscard]] std::vector<std::string> field_names() {
  std::vector<std::string> names;
  Struct value{};
  visit_fields(value, [&](std::string_view name, const auto&, const Bounds&, std::string_view) {
    names.emplace_back(name);
  });
  return names;
}

}  // namespace tiersim
