// Requests of g4 that are many calls at once: fork-join, fan-out, hedging.
#include <algorithm>
#include <array>

#include "sim/kernel/gate.hpp"
#include "sim/kernel/joins.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/networks/arrivals_station.hpp"
#include "tests/queueing/networks/networks_parts.hpp"
#include "tests/queueing/networks/networks_tallies.hpp"

namespace tiersim::queueing::networks {

namespace {

/// Each arrival puts a task at each of two servers and is done when both are.
class ForkJoin final : private Event {
 public:
  ForkJoin(Simulation& simulation, const Case& reference, RunKey key)
      : Event(simulation),
        gap_s_(1.0 / reference.parameters.at("lambda").get<double>()),
        mu_(reference.parameters.at("mu").get<std::array<double, 2>>()),
        arrivals_(Stream::named(key, "source", "arrivals")),
        service_{Stream::named(key, "server0", "service"),
                 Stream::named(key, "server1", "service")},
        servers_{Station(simulation, {}), Station(simulation, {})},
        requests_in_flight_(simulation) {}

  void run(double length) {
    schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
    const double slower = std::min(mu_[0], mu_[1]);
    const double settling = std::max(2'000 * gap_s_, settling_s(1.0 / gap_s_, slower, 2.0));
    const Horizon parts = Horizon::of(length, 1.0 / gap_s_, settling);
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s)});
    requests_.restart(simulation().now());
    for (Population& task : tasks_) task.restart(simulation().now());
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
  }

  void report(Readings& readings) const {
    readings.effort(simulation().events());
    readings.value("R", requests_.mean_stay_s());
    readings.value("L", requests_.mean(simulation().now()));
    for (std::size_t i = 0; i < 2; ++i) readings.value("W_task", i, tasks_[i].mean_stay_s());
  }

 private:
  void fire() override {
    schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
    requests_in_flight_.start(request());
  }

  Process request() {
    const TimePoint came = simulation().now();
    requests_.enter(came);
    std::vector<Task<Duration>> branches;
    branches.reserve(2);
    for (std::size_t i = 0; i < 2; ++i) branches.push_back(task(i));
    co_await all<Duration>(simulation(), std::move(branches));
    requests_.leave(simulation().now(), simulation().now() - came);
  }

  Task<Duration> task(std::size_t server) {
    const TimePoint came = simulation().now();
    tasks_[server].enter(came);
    co_await servers_[server].visit(from_seconds(service_[server].exponential() / mu_[server]));
    const Duration sojourn = simulation().now() - came;
    tasks_[server].leave(simulation().now(), sojourn);
    co_return sojourn;
  }

  double gap_s_;
  std::array<double, 2> mu_;
  Stream arrivals_;
  std::array<Stream, 2> service_;
  std::array<Station, 2> servers_;
  std::array<Population, 2> tasks_;
  Population requests_;
  ProcessScope requests_in_flight_;
};

void fork_join_2(const Case& reference, RunKey key, double length, Readings& readings) {
  Simulation simulation;
  ForkJoin house(simulation, reference, key);
  house.run(length);
  house.report(readings);
}

/// One caller that makes K calls at once, goes on when q have answered, and begins again.
class FanOut {
 public:
  FanOut(const Case& reference, RunKey key)
      : calls_(reference.parameters.at("K").get<std::size_t>()),
        needed_(reference.parameters.at("q").get<std::size_t>()),
        latency_(law(reference.parameters.at("call"))),
        chance_(Stream::named(key, "calls", "latency")),
        quantiles_(reference, "") {}

  void run(std::uint64_t requests) {
    caller_.spawn(caller(requests));
    simulation_.run_to_exhaustion();
  }

  void report(const Case& reference, Readings& readings) const {
    quantiles_.report(readings);
    readings.effort(simulation_.events());
    if (mean_settles(reference.parameters.at("call")))
      readings.value("mean", sum_s_ / static_cast<double>(requests_));
    else
      readings.leave("mean");
  }

 private:
  /// The q-th smallest of K Pareto latencies has K - q + 1 times their tail index; at an index of
  /// 3 and below an estimate of the mean does not settle.
  [[nodiscard]] bool mean_settles(const Json& call) const {
    if (call.at("dist") != "pareto") return true;
    return call.at("alpha").get<double>() * static_cast<double>(calls_ - needed_ + 1) > 3.0;
  }

  Process caller(std::uint64_t requests) {
    for (requests_ = 0; requests_ < requests; ++requests_) {
      const TimePoint began = simulation_.now();
      co_await fan_out();
      const Duration took = simulation_.now() - began;
      sum_s_ += to_seconds(took);
      quantiles_.record(took);
    }
  }

  /// All needed: a join. One needed: a race. In between: a gate that the q-th answer opens.
  Task<> fan_out() {
    if (needed_ == calls_) {
      co_await all<Duration>(simulation_, calls());
    } else if (needed_ == 1) {
      co_await any<Duration>(simulation_, calls());
    } else {
      ProcessScope others(simulation_);
      Gate enough(simulation_);
      std::size_t answers = 0;
      for (std::size_t i = 0; i < calls_; ++i) others.spawn(counted_call(answers, enough));
      co_await enough.wait();
    }
  }

  std::vector<Task<Duration>> calls() {
    std::vector<Task<Duration>> tasks;
    tasks.reserve(calls_);
    for (std::size_t i = 0; i < calls_; ++i) tasks.push_back(call());
    return tasks;
  }

  Task<Duration> call() {
    const Duration latency = latency_.sample_duration(chance_);
    co_await simulation_.delay(latency);
    co_return latency;
  }

  Process counted_call(std::size_t& answers, Gate& enough) {
    co_await call();
    if (++answers == needed_) enough.open();
  }

  std::size_t calls_;
  std::size_t needed_;
  Distribution latency_;
  Stream chance_;
  QuantileCount quantiles_;
  double sum_s_ = 0;
  std::uint64_t requests_ = 0;
  Simulation simulation_;
  ProcessScope caller_{simulation_};
};

void fanout_order_stat(const Case& reference, RunKey key, double length, Readings& readings) {
  FanOut house(reference, key);
  const double calls = reference.parameters.at("K").get<double>();
  house.run(static_cast<std::uint64_t>(std::max(100.0, length / calls)));
  house.report(reference, readings);
}

}  // namespace

std::map<std::string, Model> fork_models() {
  return {{"fork_join_2", fork_join_2}, {"fanout_order_stat", fanout_order_stat}};
}

}  // namespace tiersim::queueing::networks
