#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "tests/queueing/harness.hpp"

namespace tiersim::queueing {

/// A scalar of all replications beside its reference.
struct Finding {
  std::string name;           ///< metric, with [entry] for lists
  double z = 0;               ///< signed, after the reference's tolerance; of t where R < 60
  double relative_error = 0;  ///< standard error relative to the reference (quantiles: of t_p)
  double blunt = 0;           ///< standard error in units of the largest allowed; sharp up to 1
  bool passes = true;
};

struct Verdict {
  std::vector<Finding> findings;
  std::vector<std::string> left_out;  ///< metrics of the case that were not judged

  [[nodiscard]] bool passes() const;
  /// Largest `blunt`.
  [[nodiscard]] double blunt() const;
  /// Of the largest |z|. Precondition: findings.
  [[nodiscard]] const Finding& worst() const;
  [[nodiscard]] const Finding& bluntest() const;
};

/// Scalars that a case asks for; infinite ones (null) do not count.
[[nodiscard]] std::size_t scalars_of(const Json& one_case);

/// Whether the case's service has a tail index <= 3, for which the wait's variance is infinite:
/// only load, P_wait and quantiles are judged.
[[nodiscard]] bool is_heavy_tailed(const Json& one_case);

/// Judges a case by its replications, each scalar at the error probability `level`.
/// Preconditions: at least two replications of equal layout.
[[nodiscard]] Verdict judge(const Json& one_case, const std::vector<Measurement>& replications,
                            double level);

}  // namespace tiersim::queueing
