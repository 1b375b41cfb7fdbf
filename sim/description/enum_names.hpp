#pragma once
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tiersim {

/// One value of an enumeration and its name in files, results and Python.
template <class Enum>
struct EnumName {
  Enum value;
  std::string_view name;
  std::string_view help = {};
};

/// An enumeration with a table of names beside it, found by argument-dependent look-up (a friend
/// when nested in a class):
///
///     enum class Algorithm { RoundRobin, LeastConn };
///     constexpr auto enum_names(Algorithm) {
///       return std::array{EnumName{Algorithm::RoundRobin, "round_robin"},
///       EnumName{Algorithm::LeastConn, "least_conn"}};
///     }
template <class Enum>
concept NamedEnum = std::is_enum_v<Enum> && requires(Enum value) {
  { (*enum_names(value).begin()).value } -> std::convertible_to<Enum>;
};

/// The name of a value; empty for a value outside the table.
template <NamedEnum Enum>
[[nodiscard]] constexpr std::string_view enum_name(Enum value) {
  for (const auto& entry : enum_names(value)) {
    if (entry.value == value) return entry.name;
  }
  return {};
}

/// The value with that name, or nothing. Names are exact.
template <NamedEnum Enum>
[[nodiscard]] constexpr std::optional<Enum> enum_from_name(std::string_view name) {
  for (const auto& entry : enum_names(Enum{})) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

/// All names, in the order of the table.
template <NamedEnum Enum>
[[nodiscard]] std::vector<std::string> enum_name_list() {
  std::vector<std::string> names;
  for (const auto& entry : enum_names(Enum{})) names.emplace_back(entry.name);
  return names;
}

}  // namespace tiersim
