#include "tests/sim/statistics/output_analysis_vectors.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/theory/run_length.hpp"
#include "sim/statistics/batch_means.hpp"
#include "sim/statistics/bin_layouts.hpp"
#include "sim/statistics/control_variate.hpp"
#include "sim/statistics/interval.hpp"
#include "sim/statistics/mser5.hpp"
#include "sim/statistics/multiple_testing.hpp"
#include "sim/statistics/order_statistics.hpp"
#include "sim/statistics/selection.hpp"
#include "sim/statistics/tally.hpp"
#include "sim/statistics/time_average.hpp"

namespace tiersim::vectors {

namespace {

using Json = nlohmann::json;
using Values = std::vector<double>;
using Metrics = std::map<std::string, Values>;  ///< a number is a list of one

Values list(const Json& parameters, const char* name) {
  return parameters.at(name).get<Values>();
}

/// A metric of each number in a list.
template <class Number = double, class Function>
Values each(const Json& numbers, Function function) {
  Values values;
  for (const Json& number : numbers)
    values.push_back(static_cast<double>(function(number.get<Number>())));
  return values;
}

Metrics ar1(const Json& p) {
  const theory::Autoregressive series{p.at("phi"), p.at("sigma2")};
  const double n = p.at("n");
  const double batch = p.at("batch");
  return {{"variance", {series.variance()}},
          {"tavc", {series.variance_constant()}},
          {"var_mean_n", {series.variance_of_mean(n)}},
          {"var_batch_mean", {series.variance_of_mean(batch)}},
          {"lag1_batch_corr", {series.batch_correlation(batch)}},
          {"expected_bm_estimate", {series.expected_batch_estimate(n, batch)}},
          {"ess_fraction", {series.effective_share()}}};
}

Metrics mm1_variance_constants(const Json& p) {
  const double lambda = p.at("lambda");
  const double mu = p.at("mu");
  return {{"var_L", {theory::mm1_number_variance_constant(lambda, mu)}},
          {"var_Wq", {theory::mm1_wait_variance_constant(lambda, mu)}},
          {"time_for_5pct", {theory::mm1_run_length_s(lambda, mu, 0.05, two_sided_bound(0.05))}}};
}

Metrics student_t_quantile(const Json& p) {
  const double freedom = p.at("df");
  const Json& levels = p.at("p");
  return {{"t", each(levels, [&](double level) { return student_quantile(level, freedom); })},
          {"z", each(levels, normal_quantile)},
          {"chi2", each(levels, [&](double at) { return chi_squared_quantile(at, freedom); })}};
}

Metrics mean_ci(const Json& p) {
  const Values data = list(p, "data");
  const IntervalEstimate interval = student_interval(data, p.at("confidence"));
  tiersim::Tally tally;
  for (const double value : data) tally.record(value);
  return {{"mean", {interval.mean}},
          {"sd", {tally.standard_deviation()}},
          {"half_width", {interval.half_width()}},
          {"rel_precision", {interval.half_width() / std::fabs(interval.mean)}}};
}

Metrics batch_means_ci(const Json& p) {
  const BatchMeans result = batch_means(list(p, "data"), p.at("batches"), p.at("confidence"));
  return {{"mean", {result.interval.mean}},
          {"half_width", {result.interval.half_width()}},
          {"lag1", {result.lag1}},
          {"von_neumann", {result.von_neumann}}};
}

Metrics paired_ci(const Json& p) {
  const Values x = list(p, "x");
  const Values y = list(p, "y");
  const double confidence = p.at("confidence");
  const IntervalEstimate paired = paired_interval(y, x, confidence);
  return {{"diff", {paired.mean}},
          {"paired_half_width", {paired.half_width()}},
          {"welch_half_width", {welch_interval(y, x, confidence).half_width()}},
          {"welch_df", {welch_degrees_of_freedom(x, y)}},
          {"correlation", {correlation(x, y)}}};
}

Metrics control_variates(const Json& p) {
  const ControlledEstimate result = control_variate(list(p, "y"), list(p, "x"), p.at("mu_x"), 0.95);
  return {{"beta", {result.coefficient}},
          {"estimate", {result.interval.mean}},
          {"variance_ratio", {result.variance_ratio}}};
}

Metrics quantile_ci(const Json& p) {
  const QuantileRanks ranks = quantile_ranks(p.at("n"), p.at("p"), p.at("confidence"));
  const std::uint64_t least = quantile_sample_size_min(p.at("p"), p.at("confidence"));
  return {{"l", {static_cast<double>(ranks.lower)}},
          {"u", {static_cast<double>(ranks.upper)}},
          {"coverage", {ranks.coverage}},
          {"n_min", {static_cast<double>(least)}}};
}

Metrics mser_cut(const Json& p) {
  const Truncation cut = mser(list(p, "data"), p.at("m"));
  return {{"d_batches", {static_cast<double>(cut.batches)}},
          {"truncate", {static_cast<double>(cut.values)}},
          {"statistic", {cut.statistic}},
          {"truncated_mean", {cut.mean}},
          {"reject", {cut.at_limit ? 1.0 : 0.0}}};
}

Metrics littles_law(const Json& p) {
  const Values arrivals = list(p, "arrivals");
  const Values departures = list(p, "departures");
  std::multimap<double, int> changes;  // departures before arrivals at one instant
  for (const double instant : departures) changes.emplace(instant, -1);
  for (const double instant : arrivals) changes.emplace(instant, +1);
  const auto at = [](double seconds) { return TimePoint{} + from_seconds(seconds); };
  TimeAverage inside;
  for (const auto& [instant, change] : changes) inside.add(at(instant), change);
  tiersim::Tally sojourns;
  for (std::size_t i = 0; i < arrivals.size(); ++i) sojourns.record(departures[i] - arrivals[i]);
  const double horizon = p.at("horizon");
  return {{"L", {inside.average(at(horizon))}},
          {"lambda", {static_cast<double>(arrivals.size()) / horizon}},
          {"W", {sojourns.mean()}},
          {"L_max", {inside.max()}}};
}

Metrics ddsketch(const Json& p) {
  const DdsketchBins bins(p.at("alpha"));
  const auto represented = [&](double x) { return bins.representative(bins.index_of(x)); };
  const auto error = [&](double x) { return std::fabs(represented(x) - x) / x; };
  const auto spanned = bins.index_of(3600) - bins.index_of(1e-6) + 1;
  return {{"gamma", {bins.gamma()}},
          {"index", each(p.at("x"), [&](double x) { return bins.index_of(x); })},
          {"value", each(p.at("x"), represented)},
          {"rel_error", each(p.at("x"), error)},
          {"bins_1us_1h", {static_cast<double>(spanned)}}};
}

Metrics hdr_histogram(const Json& p) {
  using Count = std::uint64_t;
  const HdrBins bins(p.at("digits"));
  const Json& values = p.at("v");
  return {
      {"sub_bucket_count", {static_cast<double>(bins.sub_bucket_count())}},
      {"lowest_equivalent", each<Count>(values, [&](Count v) { return bins.lowest(v); })},
      {"highest_equivalent", each<Count>(values, [&](Count v) { return bins.highest(v); })},
      {"median_equivalent", each<Count>(values, [&](Count v) { return bins.representative(v); })},
      {"bin_width", each<Count>(values, [&](Count v) { return bins.width(v); })}};
}

Metrics multiple_testing(const Json& p) {
  const std::uint64_t tests = p.at("m");
  const double alpha = p.at("alpha");
  return {{"z_bonferroni", {two_sided_bound(bonferroni_level(alpha, tests))}},
          {"z_sidak", {two_sided_bound(sidak_level(alpha, tests))}},
          {"z_single", {two_sided_bound(alpha)}},
          {"p_any_unadjusted", {family_error(alpha, tests)}}};
}

Metrics ocba(const Json& p) {
  const Values shares = ocba_shares(list(p, "mean"), list(p, "sd"));
  const double budget = p.at("budget");
  return {{"fraction", shares},
          {"allocation", each(shares, [&](double share) { return budget * share; })}};
}

Metrics kn_constants(const Json& p) {
  const KimNelson constants = kim_nelson(p.at("k"), p.at("n0"), p.at("alpha"));
  const double delta = p.at("delta");
  const double variance = p.at("S2");
  const auto width = [&](std::uint64_t r) { return constants.sum_half_width(delta, variance, r); };
  return {{"eta", {constants.eta}},
          {"h2", {constants.h_squared}},
          {"N_max", {static_cast<double>(constants.observations_max(delta, variance))}},
          {"W", each<std::uint64_t>(p.at("r"), width)}};
}

const std::map<std::string, std::function<Metrics(const Json&)>>& models() {
  static const std::map<std::string, std::function<Metrics(const Json&)>> table = {
      {"ar1", ar1},
      {"mm1_variance_constants", mm1_variance_constants},
      {"mser", mser_cut},
      {"student_t_quantile", student_t_quantile},
      {"mean_ci", mean_ci},
      {"batch_means_ci", batch_means_ci},
      {"paired_ci", paired_ci},
      {"control_variate", control_variates},
      {"quantile_ci", quantile_ci},
      {"littles_law", littles_law},
      {"ddsketch", ddsketch},
      {"hdr_histogram", hdr_histogram},
      {"multiple_testing", multiple_testing},
      {"ocba", ocba},
      {"kn_constants", kn_constants}};
  return table;
}

/// The case's own tolerance of a metric, but no finer than 1e-9.
bool close(double value, double right, const Json& tolerance, const std::string& metric) {
  const Json& own = tolerance.contains("metrics") ? tolerance.at("metrics") : Json::object();
  const Json& limit = own.contains(metric) ? own.at(metric) : tolerance;
  const double relative = std::max(limit.at("rel").get<double>(), 1e-9);
  const double absolute = limit.at("abs");
  return std::fabs(value - right) <= std::max(relative * std::fabs(right), absolute);
}

/// What is wrong with a case; empty when nothing is.
std::string complaint(const Json& one, const Metrics& metrics) {
  for (const auto& [metric, expected] : one.at("expect").items()) {
    const auto found = metrics.find(metric);
    if (found == metrics.end()) return metric + " is not computed";
    const Values right = expected.is_array() ? expected.get<Values>() : Values{expected};
    if (found->second.size() != right.size()) return metric + " has another length";
    for (std::size_t i = 0; i < right.size(); ++i) {
      if (!close(found->second[i], right[i], one.at("tolerance"), metric)) {
        return metric + "[" + std::to_string(i) + "] is " + Json(found->second[i]).dump() +
               " instead of " + Json(right[i]).dump();
      }
    }
  }
  return {};
}

}  // namespace

Tally replay(const std::filesystem::path& folder, std::ostream& out) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Tally tally;
  for (const std::filesystem::path& path : files) {
    std::ifstream file(path);
    const Json vectors = Json::parse(file, nullptr, false);
    if (!vectors.is_object() || vectors.value("group", "") != "g10_output_analysis") continue;
    for (const Json& one : vectors.at("cases")) {
      out << path.lexically_relative(folder).generic_string() << ": "
          << one.at("name").get<std::string>() << ": ";
      const auto model = models().find(one.at("model").get<std::string>());
      if (model == models().end()) {
        ++tally.skipped;
        out << "skipped\n";
        continue;
      }
      const std::string wrong = complaint(one, model->second(one.at("parameters")));
      ++(wrong.empty() ? tally.passed : tally.failed);
      out << (wrong.empty() ? "ok" : "FAILED, " + wrong) << '\n';
    }
  }
  return tally;
}

}  // namespace tiersim::vectors
