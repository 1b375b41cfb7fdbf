#include "tests/queueing/judge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "tests/queueing/tolerance.hpp"

namespace tiersim::queueing {
namespace {

/// Below this a probability passes if the interval covers it, however wide.
constexpr double rare = 1e-4;
/// From this many replications on t counts as normal.
constexpr std::size_t normal_from = 60;

struct Estimate {
  double value = 0;
  double error = 0;          ///< standard
  double weight = 0;         ///< sum of the denominators
  std::size_t positive = 0;  ///< replications with a numerator above zero
};

/// Ratio of sums with the standard error of its linear part (W. G. Cochran, "Sampling Techniques",
/// 3rd ed., 1977, eq. 6.13).
template <class Numerator>
Estimate ratio(const std::vector<Measurement>& replications, std::size_t scalar,
               Numerator numerator) {
  const auto count = static_cast<double>(replications.size());
  Estimate estimate;
  double sum = 0;
  for (const Measurement& one : replications) {
    sum += numerator(one.scalars[scalar]);
    estimate.weight += one.scalars[scalar].denominator;
    if (numerator(one.scalars[scalar]) > 0) ++estimate.positive;
  }
  if (estimate.weight == 0) return estimate;
  estimate.value = sum / estimate.weight;
  double squares = 0;
  for (const Measurement& one : replications) {
    const double residual =
        numerator(one.scalars[scalar]) - estimate.value * one.scalars[scalar].denominator;
    squares += residual * residual;
  }
  estimate.error = std::sqrt(squares * count / (count - 1)) / estimate.weight;
  if (estimate.error < 1e-12 * std::abs(estimate.value)) estimate.error = 0;  // rounding
  return estimate;
}

/// The normal value as improbable as t with so many degrees of freedom.
double normal_of_t(double t, std::size_t replications) {
  if (replications >= normal_from || std::abs(t) < 1e-3 || !std::isfinite(t)) return t;
  const boost::math::students_t student(static_cast<double>(replications - 1));
  const double tail = boost::math::cdf(boost::math::complement(student, std::abs(t)));
  if (tail < std::numeric_limits<double>::min()) return t;
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), tail));
  return std::copysign(z, t);
}

/// How far the difference exceeds `slack`, in standard errors; infinite without any error.
double excess(double difference, double slack, double error) {
  const double beyond = std::max(std::abs(difference) - slack, 0.0);
  if (beyond == 0) return 0;
  return std::copysign(error > 0 ? beyond / error : std::numeric_limits<double>::infinity(),
                       difference);
}

double error_allowed(Kind kind) {
  switch (kind) {
    case Kind::mean:
      return 0.01;
    case Kind::probability:
      return 0.02;
    case Kind::moment:
    case Kind::quantile:
      break;
  }
  return 0.03;
}

double numerator_of(const Scalar& scalar) {
  return scalar.numerator;
}

class Judge {
 public:
  Judge(const Json& one_case, const std::vector<Measurement>& replications, double level)
      : case_(one_case),
        replications_(replications),
        bound_(boost::math::quantile(boost::math::complement(boost::math::normal(), level / 2))),
        level_(level) {}

  [[nodiscard]] Finding mean(std::size_t index, double reference) const {
    const Scalar& scalar = replications_.front().scalars[index];
    const Estimate estimate = ratio(replications_, index, numerator_of);
    Finding finding = named(scalar);
    // What never varied may differ by events too rare to have been seen (the rule of three).
    const double unseen =
        estimate.error > 0 ? 0 : -std::log(level_) / estimate.weight * std::abs(reference);
    const double slack = tolerance_of(case_, scalar.metric).of(reference) + unseen;
    finding.z = normal_of_t(excess(estimate.value - reference, slack, estimate.error),
                            replications_.size());
    if (reference == 0) {
      finding.passes = std::abs(finding.z) <= bound_;
      return finding;
    }
    finding.relative_error = estimate.error / std::abs(reference);
    if (scalar.kind == Kind::probability && reference < rare) {
      finding.passes = covers_rare(estimate, reference, finding.z);
      finding.z = finding.passes ? 0 : finding.z;
      return finding;
    }
    finding.blunt = finding.relative_error / error_allowed(scalar.kind);
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
      finding.blunt = rise > 0 ? up_to.error / rise : std::numeric_limits<double>::infinity();
      finding.relative_error = finding.blunt * QuantileCounts::spread;
    } else {
      finding.relative_error = up_to.error / p;
      finding.blunt = finding.relative_error / error_allowed(Kind::probability);
    }
    return finding;
  }

 private:
  [[nodiscard]] static Finding named(const Scalar& scalar) {
    Finding finding;
    finding.name = scalar.metric;
    return finding;
  }

  /// The upper limit covers a rare probability: t interval, and -ln(level) events, what may have
  /// gone unseen (the rule of three at this level). An excess seen by most replications fails.
  [[nodiscard]] bool covers_rare(const Estimate& estimate, double reference, double z) const {
    const double unseen = -std::log(level_) / estimate.weight;
    const bool covered = estimate.value + bound_ * estimate.error + unseen >= reference;
    const bool excessive = estimate.positive * 2 > replications_.size() && z > bound_;
    return covered && !excessive;
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
  return has_heavy_tail(one_case.at("parameters"));
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
                                                    : judge.mean(index, reference);
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
