#include <algorithm>
#include <limits>

#include "models/theory/networks/machine_repair.hpp"
#include "models/workload/rate_profile.hpp"
#include "models/workload/tool_percentiles.hpp"
#include "models/workload/user_stages.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "tests/components/simulated_time.hpp"

namespace tiersim::vectors {

namespace {

/// Every change of the number of users, the one at the start included.
std::vector<UserPoint> steps_of(const UserStages& stages) {
  std::vector<UserPoint> steps{{TimePoint{}, stages.users_at(TimePoint{})}};
  while (const auto next = stages.next_step(steps.back().at)) steps.push_back(*next);
  return steps;
}

/// k6 plans a step for each user of a ramp and one for a jump, the start and the stop at the end;
/// here those that fall on one instant are one.
std::size_t planned_steps(std::uint32_t users, const std::vector<UserStage>& ramps) {
  std::size_t steps = 1;
  for (const UserStage& ramp : ramps) {
    const std::uint32_t change = std::max(users, ramp.target) - std::min(users, ramp.target);
    steps += ramp.duration > Duration::zero() ? change : std::min(change, 1U);
    users = ramp.target;
  }
  return steps + (users > 0 ? 1 : 0);
}

Json ramping_vus(const Json& given, const Json& expect) {
  std::vector<UserStage> ramps;
  for (const Json& stage : given.at("stages"))
    ramps.push_back({milliseconds(stage[0]), stage[1].get<std::uint32_t>()});
  const UserStages stages = UserStages::ramps(given.at("start_vus"), ramps);
  Json users = Json::array();
  for (const Json& at : given.at("at_ms"))
    users.push_back(stages.users_at(TimePoint{milliseconds(at)}));
  const std::vector<UserPoint> steps = steps_of(stages);
  Json first = Json::array();
  for (std::size_t i = 0; i < expect.at("first_steps_ns").size(); ++i)
    first.push_back({steps[i].at.time_since_epoch().count(), steps[i].users});
  return {{"vus", users},
          {"first_steps_ns", first},
          {"steps", planned_steps(given.at("start_vus"), ramps)}};
}

Json ramping_arrival_rate(const Json& given, const Json& expect) {
  const double unit_s = given.at("time_unit_ms").get<double>() / 1000.0;
  std::vector<RatePoint> points{{TimePoint{}, given.at("start_rate").get<double>() / unit_s}};
  for (const Json& stage : given.at("stages")) {
    points.push_back({points.back().at + milliseconds(stage[0]), stage[1].get<double>() / unit_s});
  }
  const RateProfile profile(points);
  // The area is a whole number at the end, within the rounding of its sum.
  const double area = profile.integral(points.back().at);
  const auto iterations = static_cast<std::int64_t>(area + 1e-6);
  const auto offset = [&](std::int64_t i) {
    return profile.inverse(static_cast<double>(i))->time_since_epoch().count();
  };
  Json first = Json::array();
  for (std::size_t i = 1; i <= expect.at("first_ns").size(); ++i)
    first.push_back(offset(static_cast<std::int64_t>(i)));
  Json some = Json::object();
  for (const auto& [index, value] : expect.at("some_ns").items())
    some[index] = offset(std::stoll(index) + 1);
  return {{"iterations", iterations}, {"first_ns", first}, {"some_ns", some}};
}

/// Iterations at even distances; one that finds every user busy is dropped.
class ConstantRate {
 public:
  explicit ConstantRate(const Json& given)
      : given_(given),
        users_(simulation_, given.at("vus").get<std::size_t>()),
        work_(simulation_) {}

  [[nodiscard]] Json run() {
    work_.spawn(start_all());
    simulation_.run_to_exhaustion();
    starts_ms_.resize(std::min<std::size_t>(starts_ms_.size(), 4));
    const std::size_t dropped = dropped_.size();
    dropped_.resize(std::min<std::size_t>(dropped, 6));
    return {{"scheduled", scheduled_},
            {"started", scheduled_ - dropped},
            {"dropped", dropped},
            {"first_start_ms", starts_ms_},
            {"first_dropped", dropped_}};
  }

 private:
  Process start_all() {
    const Duration end = milliseconds(given_.at("duration_ms"));
    const Duration gap = milliseconds(given_.at("time_unit_ms")) / given_.at("rate").get<int>();
    for (Duration at{}; at < end; at += gap, ++scheduled_) {
      if (at > Duration::zero()) co_await simulation_.delay(gap);
      Lease user = users_.try_acquire();
      if (!user) {
        dropped_.push_back(scheduled_);
        continue;
      }
      starts_ms_.push_back(to_seconds(simulation_.now().time_since_epoch()) * 1000);
      work_.spawn(iterate(std::move(user)));
    }
  }

  Process iterate(Lease user) {
    co_await simulation_.delay(milliseconds(given_.at("iteration_ms")));
    user.release();
  }

  const Json& given_;
  Simulation simulation_;
  Resource users_;
  std::size_t scheduled_ = 0;
  std::vector<double> starts_ms_;
  std::vector<std::size_t> dropped_;
  ProcessScope work_;
};

Json locust_spawn(const Json& given, const Json& expect) {
  const UserStages stages =
      UserStages::spawned(given.at("current"), given.at("users"), given.at("spawn_rate"));
  const std::vector<UserPoint> steps = steps_of(stages);
  Json first = Json::array();
  for (std::size_t i = 0; i < expect.at("steps_s").size(); ++i)
    first.push_back({to_seconds(steps[i].at.time_since_epoch()), steps[i].users});
  return {{"steps_s", first}, {"target_reached_s", to_seconds(steps.back().at.time_since_epoch())}};
}

Json percentiles(const Json& given, const Json& expect) {
  std::vector<double> values = given.at("values_ms");
  std::sort(values.begin(), values.end());
  Json answer;
  for (const auto& [q, value] : expect.at("k6").items())
    answer["k6"][q] = k6_percentile(values, std::stod(q) / 100);
  for (const auto& [q, value] : expect.at("locust").items())
    answer["locust"][q] = locust_percentile_ms(values, std::stod(q));
  for (const auto& [q, value] : expect.at("wrk").items())
    answer["wrk"][q] = wrk_percentile(values, std::stod(q) / 100);
  return answer;
}

Json k6_thresholds(const Json& given) {
  std::vector<double> values = given.at("durations_ms");
  std::sort(values.begin(), values.end());
  const auto value_of = [&](const std::string& name) {
    if (name == "rate")
      return given.at("failed").get<double>() / static_cast<double>(values.size());
    if (name == "max") return values.back();
    if (name == "min") return values.front();
    if (name == "med") return k6_percentile(values, 0.5);
    if (name.starts_with("p(")) return k6_percentile(values, std::stod(name.substr(2)) / 100);
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  };
  Json answer = Json::array();
  for (const std::string expression : given.at("expressions")) {
    const std::size_t at = expression.find('<');
    const double value = value_of(expression.substr(0, at));
    const bool or_equal = expression[at + 1] == '=';
    const double limit = std::stod(expression.substr(at + (or_equal ? 2 : 1)));
    answer.push_back({value, or_equal ? value <= limit : value < limit});
  }
  return {{"value_and_pass", answer}};
}

Json quantiles(const Json& given) {
  std::vector<HistogramBucket> buckets;
  for (const Json& bucket : given.at("buckets")) {
    const double bound =
        bucket[0].is_string() ? std::numeric_limits<double>::infinity() : bucket[0].get<double>();
    buckets.push_back({bound, bucket[1].get<double>()});
  }
  Json values = Json::array();
  for (const double q : given.at("q")) values.push_back(histogram_quantile(buckets, q));
  return {{"values", values}};
}

/// Users who think are machines that run; the servers repair them.
Json closed_loop(const Json& given) {
  const double users = given.at("users");
  const double think_s = given.at("think_s");
  const double service_s = given.at("service_s");
  const double servers = given.at("servers");
  Json answer{
      {"upper_bound_throughput", std::min(servers / service_s, users / (think_s + service_s))}};
  double throughput = servers / service_s;  // without a thought nobody ever leaves
  if (think_s > 0) {
    throughput = theory::solve(theory::MachineRepair{.machines = given.at("users"),
                                                     .failure_rate_per_s = 1 / think_s,
                                                     .repair_rate_per_s = 1 / service_s,
                                                     .repairers = given.at("servers")})
                     .failures_per_s;
  }
  answer["throughput"] = throughput;
  answer["mean_response_s"] = users / throughput - think_s;
  return answer;
}

Json load_generators(const Json& given, const Json& expect) {
  const std::string kind = given.at("kind");
  if (kind == "ramping_vus") return ramping_vus(given, expect);
  if (kind == "ramping_arrival_rate") return ramping_arrival_rate(given, expect);
  if (kind == "constant_arrival_rate") return ConstantRate(given).run();
  if (kind == "locust_spawn") return locust_spawn(given, expect);
  if (kind == "percentiles") return percentiles(given, expect);
  if (kind == "k6_thresholds") return k6_thresholds(given);
  if (kind == "histogram_quantile") return quantiles(given);
  return closed_loop(given);
}

}  // namespace

Answers load_generator_answers() {
  return {{"load_generators", load_generators}};
}

}  // namespace tiersim::vectors
