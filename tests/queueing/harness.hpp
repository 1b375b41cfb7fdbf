#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/chance/stream.hpp"

/// Reference cases of queueing theory, simulated with the kernel's primitives and judged.
///
/// A model turns one case into independent replications; what each measures is named as the case's
/// metrics are. The judge (judge.hpp) compares; the runner (runner.hpp) chooses run lengths.
namespace tiersim::queueing {

using Json = nlohmann::json;

/// What a scalar is, which says how sharp its estimate must be.
enum class Kind : std::uint8_t {
  mean,         ///< standard error at most 1 % of the reference
  probability,  ///< 2 %
  moment,       ///< second moments and variances: 3 %
  quantile      ///< tested through P(T <= t_p) = p; 3 % of t_p
};

/// Where the values of one replication fell relative to a reference quantile t, as counts or spans
/// of time. Widths are relative to t.
struct QuantileCounts {
  static constexpr double spread = 0.03;  ///< of the neighbours that show the density

  double level = 0;       ///< p
  double below = 0;       ///< values < t, less the reference's tolerance
  double up_to = 0;       ///< values <= t, plus the tolerance
  double near_below = 0;  ///< values <= (1 - spread) t
  double near_above = 0;  ///< values <= (1 + spread) t
};

/// One scalar of one replication: the ratio of two sums, for ratios are estimated from the sums of
/// all replications (a mean of ratios would be biased).
struct Scalar {
  std::string metric;
  std::size_t entry = 0;  ///< of a list-valued metric, matrices row by row
  Kind kind = Kind::mean;
  double numerator = 0;
  double denominator = 0;
  QuantileCounts quantile;  ///< of Kind::quantile, with `denominator` the number of values
};

/// What one replication measured. Every replication of a case reports the same scalars in the same
/// order.
class Measurement {
 public:
  void mean(std::string metric, double sum, double count, std::size_t entry = 0) {
    scalars.push_back({std::move(metric), entry, Kind::mean, sum, count, {}});
  }

  void probability(std::string metric, double sum, double count, std::size_t entry = 0) {
    scalars.push_back({std::move(metric), entry, Kind::probability, sum, count, {}});
  }

  void moment(std::string metric, double sum, double count, std::size_t entry = 0) {
    scalars.push_back({std::move(metric), entry, Kind::moment, sum, count, {}});
  }

  void quantile(std::string metric, const QuantileCounts& counts, double count,
                std::size_t entry = 0) {
    scalars.push_back({std::move(metric), entry, Kind::quantile, counts.up_to, count, counts});
  }

  std::vector<Scalar> scalars;
  std::uint64_t events = 0;  ///< handled by the replication: what the case's budget counts
};

/// What a replication is told.
struct Run {
  RunKey key;                   ///< all its chance
  std::uint64_t customers = 0;  ///< to be measured, after the warm-up
};

/// One replication of a case: a function of its arguments only.
using Simulate = Measurement (*)(const Json& one_case, const Run& run);

/// The simulated models of a group, by the name that cases give in "model".
using Models = std::map<std::string, Simulate>;

const Models& markovian_models();   ///< g1
const Models& general_models();     ///< g2: service laws, disciplines
const Models& switching_models();   ///< g2: vacations, set-up, batches
const Models& switching_models();   ///< g2: vacations, set-up, batch arrivals
const Models& call_models();        ///< g3: retries of calls
const Models& impatience_models();  ///< g3

/// The model's simulation, or null.
[[nodiscard]] Simulate simulation_of(const std::string& model);

}  // namespace tiersim::queueing
