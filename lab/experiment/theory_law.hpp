#pragma once
#include <optional>
#include <vector>

#include "models/theory/law.hpp"
#include "sim/chance/distribution.hpp"

namespace tiersim::lab {

/// A distribution as the formulas of models/theory take it; nothing for laws whose transform is not
/// known there (Weibull, tables, mixtures), and for those without mean or variance.
[[nodiscard]] std::optional<theory::Law> law_of(const Distribution& distribution);

/// Quantile of a sum of independent exponential times. Preconditions: at least one, means > 0, 0 <
/// p < 1.
[[nodiscard]] double sum_quantile_s(const std::vector<double>& means_s, double p);

}  // namespace tiersim::lab
