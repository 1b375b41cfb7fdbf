#include <cmath>

#include "models/edge/active_health.hpp"
#include "models/edge/envoy/outlier_detection.hpp"
#include "models/edge/peak_ewma.hpp"
#include "models/edge/service_rules.hpp"
#include "models/edge/slow_start.hpp"
#include "tests/components/simulated_time.hpp"

namespace tiersim::vectors {

namespace {

const char* name_of(TargetHealth health) {
  return health == TargetHealth::healthy ? "healthy" : "unhealthy";
}

Json active_health(const Json& given, const Json&) {
  const int interval = given.at("interval_s");
  const bool is_new = given.at("initial") == "initial";
  ActiveHealth target({given.at("healthy_threshold"), given.at("unhealthy_threshold")},
                      is_new ? TargetHealth::initial : TargetHealth::healthy);
  Json transitions = Json::array();
  for (int at = given.at("phase_s"); at <= given.at("horizon_s").get<int>(); at += interval) {
    bool success = true;
    int known = at;
    for (const Json& outage : given.at("outages")) {
      if (at < outage[0] || at >= outage[1]) continue;
      success = false;
      if (outage[2] == "hang") known = at + given.at("timeout_s").get<int>();
    }
    if (const auto verdict = target.note(success))
      transitions.push_back({known, name_of(*verdict)});
  }
  return {{"transitions", transitions}};
}

envoy::OutlierParams outlier_params(const Json& given) {
  envoy::OutlierParams params;
  params.consecutive_5xx = given.at("consecutive_5xx");
  params.consecutive_gateway = given.at("consecutive_gateway");
  params.interval = milliseconds(given.at("interval_ms"));
  params.base_ejection_time = milliseconds(given.at("base_ejection_ms"));
  params.max_ejection_time = milliseconds(given.at("max_ejection_ms"));
  params.max_ejection_percent = given.at("max_ejection_percent");
  params.cap =
      given.at("cap_rule") == "legacy" ? envoy::EjectionCap::legacy : envoy::EjectionCap::strict;
  params.always_eject_one_host = given.value("always_eject_one_host", false);
  return params;
}

Json outlier(const Json& given, const Json&) {
  const std::vector<std::string> hosts = given.at("hosts");
  const envoy::OutlierParams params = outlier_params(given);
  envoy::OutlierDetection detection(params, hosts.size());
  Json events = given.at("events");
  std::stable_sort(events.begin(), events.end(),
                   [](const Json& a, const Json& b) { return a[0] < b[0]; });
  Json log = Json::array();
  Duration next_sweep = params.interval;
  const auto sweep_until = [&](Duration end) {
    for (; next_sweep <= end; next_sweep += params.interval) {
      for (const std::size_t host : detection.sweep(TimePoint{next_sweep}))
        log.push_back({next_sweep / 1ms, hosts[host], "uneject", ""});
    }
  };
  for (const Json& event : events) {
    sweep_until(milliseconds(event[0]));
    const auto host = std::find(hosts.begin(), hosts.end(), event[1].get<std::string>());
    const auto action = detection.note(static_cast<std::size_t>(host - hosts.begin()), event[2],
                                       TimePoint{milliseconds(event[0])});
    if (action)
      log.push_back({event[0], event[1], action->ejected ? "eject" : "overflow", action->counter});
  }
  sweep_until(milliseconds(given.at("horizon_ms")));
  return {{"log", log}};
}

Json kube_proxy(const Json& given) {
  const std::size_t endpoints = given.at("endpoints");
  Json probabilities = Json::array();
  for (std::size_t i = 0; i < endpoints; ++i)
    probabilities.push_back(1.0 / static_cast<double>(endpoints - i));
  Json picks = Json::array();
  for (const Json& draws : given.at("draws")) {
    std::size_t used = 0;
    const std::size_t rule = matching_rule(endpoints, [&] { return draws[used++].get<double>(); });
    picks.push_back({rule, used});
  }
  return {{"probabilities", probabilities}, {"picks", picks}};
}

Json ewma(const Json& given) {
  std::map<std::string, PeakEwma> peers;
  const auto decay = std::chrono::seconds(given.at("decay_s").get<int>());
  Json after = Json::array();
  for (const Json& seen : given.at("observations")) {
    PeakEwma& peer = peers.try_emplace(seen[1], decay).first->second;
    const TimePoint at{from_seconds(seen[0].get<double>())};
    peer.note(seen[2].get<double>(), at);
    after.push_back(peer.score(at));
  }
  Json answer{{"ewma_after", after}};
  const TimePoint at{from_seconds(given.at("score_at_s").get<double>())};
  std::string least;
  for (const auto& [name, peer] : peers) {
    answer["scores"][name] = peer.score(at);
    if (least.empty() || peer.score(at) < peers.at(least).score(at)) least = name;
  }
  answer["picked_of_two_lowest"] = least;
  return answer;
}

Json slow_start(const Json& given) {
  const SlowStart rule{from_seconds(given.at("duration_s").get<double>()),
                       given.at("aggression").get<double>(), given.at("min_percent").get<double>()};
  Json factors = Json::array();
  for (const double at : given.at("at_s")) factors.push_back(rule.factor(from_seconds(at)));
  return {{"factor", factors}};
}

Json misc(const Json& given, const Json&) {
  const std::string kind = given.at("kind");
  if (kind == "iptables_random") return kube_proxy(given);
  if (kind == "ewma") return ewma(given);
  return slow_start(given);
}

}  // namespace

Answers balancing_answers() {
  return {{"lb_active_health", active_health}, {"envoy_outlier", outlier}, {"lb_misc", misc}};
}

}  // namespace tiersim::vectors
