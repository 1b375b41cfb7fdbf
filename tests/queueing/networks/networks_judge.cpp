#include "tests/queueing/networks/networks_judge.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/statistics/interval.hpp"
#include "sim/statistics/tally.hpp"

namespace tiersim::queueing::networks {

namespace {

constexpr double rare = 1e-4;

bool is_probability(const std::string& metric) {
  return metric.starts_with("P_") || metric == "A" || metric == "availability" ||
         metric == "share" || metric == "p";
}

bool is_second_moment(const std::string& metric) {
  return metric.ends_with("_var") || metric.ends_with("_m2") || metric == "ca2" ||
         metric == "idc_limit";
}

/// Standard error allowed, relative.
double sharpness_of(const std::string& metric) {
  if (is_probability(metric)) return 0.02;
  return is_second_moment(metric) ? 0.03 : 0.01;
}

/// The p of `wait_p99`.
double level_of(const std::string& metric) {
  return std::stod(metric.substr(metric.rfind('p') + 1)) / 100.0;
}

struct Numbers {
  std::vector<double> values;
  Reading::Kind kind = Reading::Kind::value;
  double slope = 0;

  [[nodiscard]] Tally tally() const {
    Tally all;
    for (const double value : values) all.record(value);
    return all;
  }
};

struct Judgement {
  bool holds = true;
  double unsharp = 0;
};

/// Of something rare the replications that saw it are counted as Poisson events of exponential
/// size: its mean is too skewed for Student's t. Seen in a handful only it says nothing yet.
Judgement judge_rare(const Tally& seen, const std::vector<double>& values, double reference,
                     double tolerance, double t) {
  constexpr double handful = 10;
  const auto hits = static_cast<double>(
      std::count_if(values.begin(), values.end(), [](double value) { return value > 0; }));
  const double upper = seen.mean() * (1.0 + t * std::sqrt(2.0 / hits) + t * t / hits);
  const double spread =
      t * seen.standard_deviation() / std::sqrt(static_cast<double>(values.size()));
  const bool covers = hits < handful || upper >= reference - tolerance;
  return {.holds = covers && seen.mean() - spread <= std::max(reference + tolerance, rare),
          .unsharp = 0};
}

Judgement judge_quantile(const Expected& expected, const Numbers& numbers, double error_of_mean,
                         double t) {
  const double p = level_of(expected.metric);
  const double off = numbers.tally().mean() - p;
  // A quantile at an atom, where waits are 0: up to there it is p or more.
  if (expected.value <= 0) return {.holds = off >= -t * error_of_mean, .unsharp = 0};
  const double slack = numbers.slope * expected.tolerance / expected.value;
  return {.holds = std::abs(off) <= t * error_of_mean + slack,
          .unsharp = error_of_mean / numbers.slope / 0.03};
}

Judgement judge_number(const Expected& expected, const Numbers& numbers, double t) {
  Tally tally = numbers.tally();
  const double error = tally.standard_deviation() / std::sqrt(static_cast<double>(tally.count()));
  const double slack = t * error + expected.tolerance;
  switch (numbers.kind) {
    case Reading::Kind::quantile:
      return judge_quantile(expected, numbers, error, t);
    case Reading::Kind::below:
      return {.holds = tally.mean() - slack <= expected.value};
    case Reading::Kind::above:
      return {.holds = tally.mean() + slack >= expected.value};
    case Reading::Kind::value:
      break;
  }
  if (expected.value > 0 && expected.value < rare)
    return judge_rare(tally, numbers.values, expected.value, expected.tolerance, t);
  if (is_probability(expected.metric) && expected.value > 1 - rare) {
    std::vector<double> missing;
    Tally complement;
    for (const double value : numbers.values) complement.record(missing.emplace_back(1.0 - value));
    return judge_rare(complement, missing, std::max(0.0, 1.0 - expected.value), expected.tolerance,
                      t);
  }
  Judgement judgement{.holds = std::abs(tally.mean() - expected.value) <= slack, .unsharp = 0};
  if (expected.value != 0)
    judgement.unsharp = error / std::abs(expected.value) / sharpness_of(expected.metric);
  return judgement;
}

Numbers numbers_of(const std::string& entry, const std::vector<Readings>& replications) {
  Numbers numbers;
  for (const Readings& readings : replications) {
    const auto found = readings.all().find(entry);
    if (found == readings.all().end()) continue;
    numbers.values.push_back(found->second.value);
    numbers.kind = found->second.kind;
    numbers.slope += found->second.slope / static_cast<double>(replications.size());
  }
  return numbers;
}

std::string sentence(const Expected& expected, const Numbers& numbers) {
  const Tally tally = numbers.tally();
  char text[240];
  std::snprintf(
      text, sizeof text, "%s: %s %.8g, simulated %.8g ± %.2g", expected.entry.c_str(),
      numbers.kind == Reading::Kind::quantile ? "share below the quantile" : "reference",
      numbers.kind == Reading::Kind::quantile ? level_of(expected.metric) : expected.value,
      tally.mean(), tally.standard_deviation() / std::sqrt(static_cast<double>(tally.count())));
  return text;
}

void collect(const Json& value, const std::string& entry, const std::string& metric,
             const Json& tolerance, std::vector<Expected>& into) {
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      collect(value[i], Readings::entry(entry, i), metric, tolerance, into);
  } else if (value.is_number()) {
    const auto number = value.get<double>();
    into.push_back({.entry = entry,
                    .metric = metric,
                    .value = number,
                    .tolerance = std::max(tolerance.at("rel").get<double>() * std::abs(number),
                                          tolerance.at("abs").get<double>())});
  }
}

}  // namespace

std::vector<Expected> expected_of(const Json& reference_case) {
  std::vector<Expected> expected;
  const Json& tolerance = reference_case.at("tolerance");
  const Json& expect = reference_case.at("expect");
  for (const auto& [metric, value] : expect.items()) {
    const bool own = tolerance.contains("metrics") && tolerance.at("metrics").contains(metric);
    collect(value, metric, metric, own ? tolerance.at("metrics").at(metric) : tolerance, expected);
  }
  return expected;
}

Verdict judge(const std::vector<Expected>& expected, const std::vector<Readings>& replications,
              double error) {
  const auto count = static_cast<double>(replications.size());
  const double t = student_quantile(1.0 - error / 2, count - 1);
  const auto& left = replications.front().left();
  Verdict verdict;
  for (const Expected& number : expected) {
    if (std::find(left.begin(), left.end(), number.metric) != left.end()) continue;
    const Numbers numbers = numbers_of(number.entry, replications);
    if (numbers.values.size() != replications.size()) {
      verdict.faults.push_back(number.entry + ": the simulation does not say");
      continue;
    }
    const Judgement judgement = judge_number(number, numbers, t);
    if (!judgement.holds) verdict.faults.push_back(sentence(number, numbers));
    // Written so that what is not a number is unsharp as well.
    if (!(judgement.unsharp <= verdict.unsharp)) {
      verdict.unsharp = judgement.unsharp;
      verdict.bluntest = number.entry;
    }
  }
  return verdict;
}

}  // namespace tiersim::queueing::networks
