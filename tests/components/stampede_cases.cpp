#include <optional>

#include "models/cache/early_expiration.hpp"
#include "models/cache/single_flight.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/task.hpp"
#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

namespace {

enum class Defence { none, single_flight_per_pod, single_flight, stale_while_revalidate };

/// Requests for one entry that expires and takes its time to be computed anew.
class Stampede {
 public:
  Stampede(const Json& given, Defence defence)
      : given_(given), defence_(defence), flights_(simulation_), work_(simulation_) {}

  void run() {
    const Json& requests = given_.at("requests");
    latency_ms_.resize(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) work_.spawn(request(i));
    simulation_.run_to_exhaustion();
  }

  [[nodiscard]] int origin_calls() const { return origin_calls_; }

  /// Of the requests from the expiry on.
  [[nodiscard]] Json latencies_ms() const {
    Json list = Json::array();
    for (std::size_t i = 0; i < latency_ms_.size(); ++i) {
      if (given_.at("requests")[i][0] >= given_.at("expires_at_ms")) list.push_back(latency_ms_[i]);
    }
    return list;
  }

 private:
  [[nodiscard]] std::int64_t now_ms() const { return simulation_.now().time_since_epoch() / 1ms; }

  /// Who comes at the very instant of the fill finds it, whatever the order of events.
  [[nodiscard]] bool is_fresh() const {
    return now_ms() < given_.at("expires_at_ms") || (filled_ms_ && now_ms() >= *filled_ms_);
  }

  Process request(std::size_t number) {
    const Json& asked = given_.at("requests")[number];
    const std::int64_t at = asked[0];
    co_await simulation_.delay(std::chrono::milliseconds(at));
    if (!is_fresh()) {
      const auto pod = asked[1].get<std::uint64_t>();
      if (defence_ == Defence::none) {
        co_await fetch();
      } else if (defence_ == Defence::stale_while_revalidate) {
        if (flights_.under_way() == 0) work_.spawn(revalidate());
      } else {
        FlightGroup::Flight flight =
            flights_.board(defence_ == Defence::single_flight_per_pod ? pod : 0);
        if (flight.leads()) {
          co_await fetch();
        } else {
          co_await flight.landing();
        }
      }
    }
    latency_ms_[number] = now_ms() - at;
  }

  Process revalidate() {
    FlightGroup::Flight flight = flights_.board(0);
    co_await fetch();
  }

  Task<void> fetch() {
    ++origin_calls_;
    const auto recompute_ms = given_.at("recompute_ms").get<std::int64_t>();
    if (!filled_ms_) filled_ms_ = now_ms() + recompute_ms;
    co_await simulation_.delay(std::chrono::milliseconds(recompute_ms));
  }

  const Json& given_;
  Defence defence_;
  Simulation simulation_;
  FlightGroup flights_;
  std::optional<std::int64_t> filled_ms_;
  int origin_calls_ = 0;
  std::vector<std::int64_t> latency_ms_;
  ProcessScope work_;
};

Json stampede(const Json& given) {
  const auto calls = [&given](Defence defence) {
    Stampede run(given, defence);
    run.run();
    return run.origin_calls();
  };
  Stampede shared(given, Defence::single_flight);
  shared.run();
  return {{"origin_calls_unprotected", calls(Defence::none)},
          {"origin_calls_single_flight_per_pod", calls(Defence::single_flight_per_pod)},
          {"origin_calls_single_flight_shared", shared.origin_calls()},
          {"latency_shared_single_flight_ms", shared.latencies_ms()},
          {"origin_calls_stale_while_revalidate", calls(Defence::stale_while_revalidate)}};
}

Json early_expiration(const Json& given) {
  Json refresh = Json::array();
  for (const Json& check : given.at("checks")) {
    refresh.push_back(refreshes_early(check[0], given.at("expiry_s"), given.at("delta_s"),
                                      given.at("beta"), check[1]));
  }
  return {{"refresh", refresh}};
}

Json cache_stampede(const Json& given, const Json&) {
  return given.at("kind") == "stampede" ? stampede(given) : early_expiration(given);
}

}  // namespace

Answers stampede_answers() {
  return {{"cache_stampede", cache_stampede}};
}

}  // namespace tiersim::vectors
