#include "tests/queueing/judge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "sim/statistics/multiple_testing.hpp"
#include "tests/queueing/estimate.hpp"
#include "tests/queueing/tolerance.hpp"

namespace tiersim::queueing {
namespace {

/// Below this a probability passes if the interval covers it, however wide.
constexpr double rare = 1e-4;

double error_allowed(Kind kind) {
  switch (kind) {
    case Kind::mean:
      return 0.01;
    case Kind::probability:
      return 0.02;
    case Kind::moment:
    case Kind::quantile:
      return 0.03;
    case Kind::at_most:
    case Kind::at_least:
      break;
  }
  return std::numeric_limits<double>::infinity();
}

double numerator_of(const Scalar& scalar) {
  return scalar.numerator;
}

double complement_of(const Scalar& scalar) {
  return scalar.denominator - scalar.numerator;
}

class Judge {
 public:
  Judge(const Json& one_case, const std::vector<Measurement>& replications, double level)
      : case_(one_case),
        replications_(replications),
        bound_(two_sided_bound(level)),
        level_(level) {}

  [[nodiscard]] Finding number(std::size_t index, double reference) const {
    const Scalar& scalar = replications_.front().scalars[index];
    const double slack = tolerance_of(case_, scalar.metric).of(reference);
    if (scalar.kind == Kind::probability && reference > 1 - rare)
      return unlikely(scalar, ratio(replications_, index, complement_of),
                      std::max(1 - reference, 0.0), slack);
    const Estimate estimate = ratio(replications_, index, numerator_of);
    const bool counts_events = scalar.kind == Kind::probability || scalar.kind == Kind::mean;
    if (counts_events && reference >= 0 && reference < rare)
      return unlikely(scalar, estimate, reference, slack);
    const bool is_bound = scalar.kind == Kind::at_most || scalar.kind == Kind::at_least;
    if (!is_bound && estimate.error == 0 && std::abs(estimate.value - reference) > slack)
      return unvaried(scalar, estimate, reference);
    Finding finding = named(scalar);
    finding.z = z_of(estimate, reference, slack);
    finding.relative_error = reference == 0 ? 0 : estimate.error / std::abs(reference);
    finding.blunt = finding.relative_error / error_allowed(scalar.kind);
    const bool on_the_right_side = (scalar.kind == Kind::at_most && finding.z < 0) ||
                                   (scalar.kind == Kind::at_least && finding.z > 0);
    if (on_the_right_side) finding.z = 0;
    finding.passes = std::abs(finding.z) <= bound_;
    return finding;
  }

  [[nodiscard]] Finding quantile(std::size_t index, double reference) const {
    const Scalar& scalar = replications_.front().scalars[index];
    const double p = scalar.quantile.level;
    const auto share = [&](double QuantileCounts::*part) {
      return ratio(replications_, index, [part](const Scalar& one) { return one.quantile.*part; });
    };
    // t is the p-quantile if P(T < t) <= p <= P(T <= t); where no mass sits at t both are p.
    const Estimate below = share(&QuantileCounts::below);
    const Estimate up_to = share(&QuantileCounts::up_to);
    const double z_below =
        below.value > p && below.error > 0 ? excess(below.value - p, 0, below.error) : 0;
    const double z_up_to =
        up_to.value < p && up_to.error > 0 ? excess(up_to.value - p, 0, up_to.error) : 0;
    Finding finding = named(scalar);
    finding.z = normal_of_t(std::abs(z_below) > std::abs(z_up_to) ? z_below : z_up_to,
                            replications_.size());
    finding.passes = std::abs(finding.z) <= bound_;
    // Around t the distribution function rises by so much within +-3 %: a standard error of P up
    // to half of that is one of t up to 3 %. Mass at t itself leaves the quantile no play.
    const double rise =
        (share(&QuantileCounts::near_above).value - share(&QuantileCounts::near_below).value) / 2;
    if (reference > 0) {
      finding.blunt = rise > 0 ? up_to.error / rise : infinite;
      finding.relative_error = finding.blunt * QuantileCounts::spread;
    } else {
      finding.relative_error = up_to.error / p;
      finding.blunt = finding.relative_error / error_allowed(Kind::probability);
    }
    return finding;
  }

 private:
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  [[nodiscard]] static Finding named(const Scalar& scalar) {
    Finding finding;
    finding.name = scalar.metric;
    return finding;
  }

  [[nodiscard]] double z_of(const Estimate& estimate, double reference, double slack) const {
    return normal_of_t(excess(estimate.value - reference, slack, estimate.error),
                       replications_.size());
  }

  /// What this share of the trials may have gone through unseen (the rule of three, at this level).
  [[nodiscard]] double unseen(const Estimate& estimate) const {
    return -std::log(level_) / estimate.weight;
  }

  /// What never varied is off by events too rare to have been seen, or wrong.
  [[nodiscard]] Finding unvaried(const Scalar& scalar, const Estimate& estimate,
                                 double reference) const {
    Finding finding = named(scalar);
    const double share = std::abs(estimate.value - reference) / std::abs(reference);
    const bool nothing_seen = estimate.value == 0 && scalar.kind != Kind::probability;
    finding.passes = nothing_seen || share <= unseen(estimate) ||
                     (estimate.value == 0 && reference <= unseen(estimate));
    finding.z = finding.passes ? 0 : infinite;
    finding.relative_error = estimate.value == 0 ? infinite : unseen(estimate);
    finding.blunt = finding.relative_error / error_allowed(scalar.kind);
    return finding;
  }

  /// Of something rarer than 1e-4 the upper limit must cover the reference; an excess seen by most
  /// replications fails all the same. No sharpness is asked for.
  [[nodiscard]] Finding unlikely(const Scalar& scalar, const Estimate& estimate, double reference,
                                 double slack) const {
    Finding finding = named(scalar);
    const double z = z_of(estimate, reference, slack);
    const bool seen_by_most = estimate.positive * 2 > replications_.size();
    finding.passes =
        covers(scalar.kind, estimate, reference - slack) && !(seen_by_most && z > bound_);
    finding.z = finding.passes ? 0 : z;
    finding.relative_error = reference > 0 ? estimate.error / reference : 0;
    return finding;
  }

  [[nodiscard]] bool covers(Kind kind, const Estimate& estimate, double reference) const {
    constexpr std::size_t handful = 10;  // too few to say how much it is when it happens
    if (kind != Kind::probability && estimate.positive < handful) return true;
    const double few = kind == Kind::probability ? unseen(estimate) : 0;
    if (estimate.value + bound_ * estimate.error + few >= reference) return true;
    // The replications that saw it as Poisson events of exponential size: too skewed for t.
    const auto hits = static_cast<double>(estimate.positive);
    return hits > 0 &&
           estimate.value * (1 + bound_ * std::sqrt(2 / hits) + bound_ * bound_ / hits) >=
               reference;
  }

  const Json& case_;
  const std::vector<Measurement>& replications_;
  double bound_;
  double level_;
};

/// The numbers of a metric, matrices row by row; null is NaN.
void flatten(const Json& value, std::vector<double>& out) {
  if (value.is_array()) {
    for (const Json& entry : value) flatten(entry, out);
  } else {
    out.push_back(value.is_number() ? value.get<double>()
                                    : std::numeric_limits<double>::quiet_NaN());
  }
}

bool is_judged_with_heavy_tail(const std::string& metric) {
  return metric == "rho" || metric == "P_wait" || metric.starts_with("wait_p") ||
         metric.starts_with("sojourn_p");
}

bool has_heavy_tail(const Json& value) {
  if (value.is_object() && value.value("dist", "") == "pareto") return value.at("alpha") <= 3;
  return value.is_structured() && std::any_of(value.begin(), value.end(), has_heavy_tail);
}

}  // namespace

bool Verdict::passes() const {
  return std::all_of(findings.begin(), findings.end(), [](const auto& one) { return one.passes; });
}

double Verdict::blunt() const {
  return findings.empty() ? 0 : bluntest().blunt;
}

const Finding& Verdict::worst() const {
  return *std::max_element(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return a.passes != b.passes ? a.passes : std::abs(a.z) < std::abs(b.z);
  });
}

const Finding& Verdict::bluntest() const {
  return *std::max_element(findings.begin(), findings.end(),
                           [](const auto& a, const auto& b) { return a.blunt < b.blunt; });
}

std::size_t scalars_of(const Json& one_case) {
  std::vector<double> values;
  for (const Json& value : one_case.at("expect")) flatten(value, values);
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](double one) { return !std::isnan(one); }));
}

bool is_heavy_tailed(const Json& one_case) {
  const Json& parameters = one_case.at("parameters");
  return parameters.contains("service") && has_heavy_tail(parameters["service"]);
}

Verdict judge(const Json& one_case, const std::vector<Measurement>& replications, double level) {
  Verdict verdict;
  const Judge judge(one_case, replications, level);
  const bool heavy = is_heavy_tailed(one_case);
  std::set<std::string> judged;
  for (std::size_t index = 0; index < replications.front().scalars.size(); ++index) {
    const Scalar& scalar = replications.front().scalars[index];
    if (!one_case.at("expect").contains(scalar.metric)) continue;
    if (heavy && !is_judged_with_heavy_tail(scalar.metric)) continue;
    std::vector<double> values;
    flatten(one_case.at("expect").at(scalar.metric), values);
    const double reference = values.at(scalar.entry);
    const double weight = ratio(replications, index, numerator_of).weight;
    if (std::isnan(reference) || weight == 0) continue;
    Finding finding = scalar.kind == Kind::quantile ? judge.quantile(index, reference)
                                                    : judge.number(index, reference);
    if (values.size() > 1) finding.name += '[' + std::to_string(scalar.entry) + ']';
    judged.insert(finding.name);
    verdict.findings.push_back(std::move(finding));
  }
  for (const auto& [metric, value] : one_case.at("expect").items()) {
    std::vector<double> values;
    flatten(value, values);
    for (std::size_t entry = 0; entry < values.size(); ++entry) {
      const std::string name =
          values.size() > 1 ? metric + '[' + std::to_string(entry) + ']' : metric;
      if (!std::isnan(values[entry]) && !judged.contains(name)) verdict.left_out.push_back(name);
    }
  }
  return verdict;
}

}  // namespace tiersim::queueing
