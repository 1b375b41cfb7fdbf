#pragma once
#include <optional>
#include <string>
#include <vector>

namespace tiersim::cli {

/// A what-if: changes to the base under a name.
struct Variant {
  std::string name;
  std::vector<std::string> sets;  ///< "path=value", as in --set
};

/// Reads "bigger pool: components.pool.default_pool_size=50, components.api.slots=64"; without a
/// name the changes are the name. Commas within brackets and quotes belong to a value. Nothing when
/// a change is no path=value.
[[nodiscard]] std::optional<Variant> parse_variant(const std::string& text);

/// All changes together as one variant, named after them.
[[nodiscard]] Variant variant_of(const std::vector<std::string>& sets);

}  // namespace tiersim::cli
