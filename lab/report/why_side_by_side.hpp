#pragma once
#include <string>
#include <vector>

#include "lab/report/why.hpp"

namespace tiersim::lab {

/// A result and what it is called beside others.
struct NamedResult {
  std::string name;
  const Result* result = nullptr;
};

/// The count of a component in several results, a column each and a line for each instant at which
/// one of them changed; then what `why_text` tells of each. Precondition: the component is one of
/// the `scaled_components` of every result.
[[nodiscard]] std::string why_side_by_side_text(const std::vector<NamedResult>& results,
                                                const std::string& component,
                                                const Stretch& stretch, const Screen& screen);

}  // namespace tiersim::lab
