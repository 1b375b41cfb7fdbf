#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/chance/stream.hpp"

/// Reference cases of queueing theory, simulated with the kernel's primitives and judged.
///
/// A model turns one case into independent replications; what each measures is named as the case's
/// metrics are. The judge (judge.hpp) compares; simulate_case.hpp chooses run lengths; the runner
/// (runner.hpp) takes the cases of a folder as one family.
namespace tiersim::queueing {

using Json = nlohmann::json;

/// What a scalar is, which says how it is compared and how sharp its estimate must be.
enum class Kind : std::uint8_t {
  mean,         ///< standard error at most 1 % of the reference
  probability,  ///< 2 %
  moment,       ///< second moments and variances: 3 %
  quantile,     ///< tested through P(T <= t_p) = p; 3 % of t_p
  at_most,      ///< the reference is an upper bound, of any sharpness
  at_least      ///< the reference is a lower bound
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

/// A mean, share or rate as the sums it comes from: ratios are estimated from the sums of all
/// replications (a mean of ratios would be biased).
struct Ratio {
  double sum = 0;
  double count = 0;
};

/// An estimate that each replication makes for itself, without bias.
[[nodiscard]] inline Ratio estimate(double value) {
  return {value, 1};
}

/// One scalar of one replication.
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
  void mean(std::string metric, Ratio value, std::size_t entry = 0) {
    add(Kind::mean, std::move(metric), value, entry);
  }

  void probability(std::string metric, Ratio value, std::size_t entry = 0) {
    add(Kind::probability, std::move(metric), value, entry);
  }

  void moment(std::string metric, Ratio value, std::size_t entry = 0) {
    add(Kind::moment, std::move(metric), value, entry);
  }

  void at_most(std::string metric, Ratio value) { add(Kind::at_most, std::move(metric), value, 0); }

  void at_least(std::string metric, Ratio value) {
    add(Kind::at_least, std::move(metric), value, 0);
  }

  void quantile(std::string metric, const QuantileCounts& counts, double count) {
    scalars.push_back({std::move(metric), 0, Kind::quantile, counts.up_to, count, counts});
  }

  std::vector<Scalar> scalars;
  std::uint64_t events = 0;  ///< handled by the replication: what the case's budget counts

 private:
  void add(Kind kind, std::string metric, Ratio value, std::size_t entry) {
    scalars.push_back({std::move(metric), entry, kind, value.sum, value.count, {}});
  }
};

/// What a replication is told.
struct Run {
  RunKey key;                   ///< all its chance
  std::uint64_t customers = 0;  ///< to be measured, after the warm-up
};

/// The case cannot be simulated within any budget; the message says why.
class Unaffordable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One replication of a case: a function of its arguments only. About as many customers as asked
/// for are measured; more where fewer would tell nothing.
using Simulate = Measurement (*)(const Json& one_case, const Run& run);

/// The simulated models of a group, by the name that cases give in "model".
using Models = std::map<std::string, Simulate>;

// Stations by themselves: g1, g2, g3.
const Models& markovian_models();
const Models& general_models();     ///< service laws, disciplines
const Models& switching_models();   ///< vacations, set-up
const Models& batch_models();       ///< batch arrivals, bulk service, batching
const Models& impatience_models();  ///< abandonment, retrials
const Models& call_models();        ///< retries of calls

// Several stations, or other arrivals: g4, g5, g6, g7.
const Models& product_form_models();
const Models& pool_models();  ///< connection pools, machine repair
const Models& fork_models();  ///< requests that are many calls at once
const Models& arrival_models();
const Models& balancing_models();
const Models& transient_models();
const Models& periodic_models();  ///< transients in a periodic steady state
const Models& outage_models();    ///< fluid backlogs, availability

/// The model's simulation, or null.
[[nodiscard]] Simulate simulation_of(const std::string& model);

/// Why a case is not to be simulated at all, or empty.
[[nodiscard]] std::string reason_not_simulated(const Json& one_case);

}  // namespace tiersim::queueing
