#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tiersim {

/// Edits that turn one word into the other: insertions, deletions, substitutions and swaps of
/// neighbours, each 1. Case does not count. O(|a|·|b|). Reference: the optimal string alignment
/// distance; F. Damerau, Communications of the ACM 7(3), 1964.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name that was most likely meant, or nothing when none is near: at most a third of its
/// letters (at least one) may differ, or the one word begins with the other. The first of equally
/// near names wins.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view written,
                                                      std::span<const std::string> names);

/// The hint as it stands in a cure: `did you mean "replicas"?`, or empty when no name is near.
[[nodiscard]] std::string did_you_mean(std::string_view written,
                                       std::span<const std::string> names);

}  // namespace tiersim
