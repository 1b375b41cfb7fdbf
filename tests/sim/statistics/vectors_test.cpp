// The published and twice computed cases of tests/vectors/queueing/g10_output_analysis.json.
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/statistics/batch_means.hpp"
#include "sim/statistics/interval.hpp"
#include "sim/statistics/mser5.hpp"
#include "sim/statistics/order_statistics.hpp"
#include "sim/statistics/tally.hpp"
#include "sim/statistics/time_average.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using Json = nlohmann::json;
using Metrics = std::map<std::string, double>;

std::vector<double> list(const Json& parameters, const char* name) {
  return parameters.at(name).get<std::vector<double>>();
}

Metrics student_t_quantile(const Json& p) {
  Metrics metrics;
  for (std::size_t i = 0; i < p.at("p").size(); ++i) {
    const double level = p.at("p")[i];
    metrics["t/" + std::to_string(i)] = student_quantile(level, p.at("df"));
  }
  return metrics;
}

Metrics mean_ci(const Json& p) {
  const std::vector<double> data = list(p, "data");
  const IntervalEstimate interval = student_interval(data, p.at("confidence"));
  Tally tally;
  for (const double value : data) tally.record(value);
  return {{"mean", interval.mean},
          {"sd", tally.standard_deviation()},
          {"half_width", interval.half_width()},
          {"rel_precision", interval.half_width() / std::fabs(interval.mean)}};
}

Metrics batch_means_ci(const Json& p) {
  const BatchMeans result = batch_means(list(p, "data"), p.at("batches"), p.at("confidence"));
  return {{"mean", result.interval.mean},
          {"half_width", result.interval.half_width()},
          {"lag1", result.lag1},
          {"von_neumann", result.von_neumann}};
}

Metrics paired_ci(const Json& p) {
  const std::vector<double> x = list(p, "x");
  const std::vector<double> y = list(p, "y");
  const double confidence = p.at("confidence");
  return {{"diff", paired_interval(y, x, confidence).mean},
          {"paired_half_width", paired_interval(y, x, confidence).half_width()},
          {"welch_half_width", welch_interval(y, x, confidence).half_width()},
          {"welch_df", welch_degrees_of_freedom(x, y)}};
}

Metrics quantile_ci(const Json& p) {
  const QuantileRanks ranks = quantile_ranks(p.at("n"), p.at("p"), p.at("confidence"));
  return {{"l", static_cast<double>(ranks.lower)},
          {"u", static_cast<double>(ranks.upper)},
          {"coverage", ranks.coverage},
          {"n_min", static_cast<double>(quantile_sample_size_min(p.at("p"), p.at("confidence")))}};
}

Metrics mser_cut(const Json& p) {
  const Truncation cut = mser(list(p, "data"), p.at("m"));
  return {{"d_batches", static_cast<double>(cut.batches)},
          {"truncate", static_cast<double>(cut.values)},
          {"statistic", cut.statistic},
          {"truncated_mean", cut.mean},
          {"reject", cut.at_limit ? 1 : 0}};
}

Metrics littles_law(const Json& p) {
  std::multimap<double, int> changes;  // departures before arrivals at one instant
  for (const double instant : list(p, "departures")) changes.emplace(instant, -1);
  for (const double instant : list(p, "arrivals")) changes.emplace(instant, +1);
  const auto at = [](double seconds) { return TimePoint{} + from_seconds(seconds); };
  TimeAverage inside;
  for (const auto& [instant, change] : changes) inside.add(at(instant), change);
  const double horizon = p.at("horizon");
  const double rate = static_cast<double>(p.at("arrivals").size()) / horizon;
  return {{"L", inside.average(at(horizon))},
          {"W", inside.average(at(horizon)) / rate},
          {"L_max", inside.max()}};
}

/// "t/3" is expect["t"][3].
double expected(const Json& expect, const std::string& metric) {
  const auto slash = metric.find('/');
  if (slash == std::string::npos) return expect.at(metric);
  return expect.at(metric.substr(0, slash)).at(std::stoul(metric.substr(slash + 1)));
}

}  // namespace

TEST_CASE("output analysis agrees with the published vectors", "[vectors]") {
  const std::map<std::string, std::function<Metrics(const Json&)>> models = {
      {"student_t_quantile", student_t_quantile},
      {"mean_ci", mean_ci},
      {"batch_means_ci", batch_means_ci},
      {"paired_ci", paired_ci},
      {"quantile_ci", quantile_ci},
      {"mser", mser_cut},
      {"littles_law", littles_law}};
  std::ifstream file("tests/vectors/queueing/g10_output_analysis.json");
  REQUIRE(file);
  int cases = 0;
  const Json vectors = Json::parse(file);
  for (const Json& one : vectors.at("cases")) {
    const auto model = models.find(one.at("model").get<std::string>());
    if (model == models.end()) continue;
    ++cases;
    INFO(one.at("name").get<std::string>());
    const double rel = one.at("tolerance").at("rel");
    const double abs = one.at("tolerance").at("abs");
    for (const auto& [metric, value] : model->second(one.at("parameters"))) {
      INFO(metric);
      const double right = expected(one.at("expect"), metric);
      CHECK(std::fabs(value - right) <= rel * std::fabs(right) + abs);
    }
  }
  CHECK(cases == 27);
}
