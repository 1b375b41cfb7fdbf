// Requests of g4 that are many calls at once: fork-join, fan-out, hedging.
#include <algorithm>
#include <array>

#include "sim/kernel/gate.hpp"
#include "sim/kernel/joins.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/tallies.hpp"

namespace tiersim::queueing {

namespace {

/// Each arrival puts a task at each of two servers and is done when both are.
class ForkJoin final : private Event {
 public:
  ForkJoin(Simulation& simulation, const Json& one_case, RunKey key)
      : Event(simulation),
        gap_s_(1.0 / one_case.at("parameters").at("lambda").get<double>()),
        mu_(one_case.at("parameters").at("mu").get<std::array<double, 2>>()),
        arrivals_(Stream::named(key, "source", "arrivals")),
        service_{Stream::named(key, "server0", "service"),
                 Stream::named(key, "server1", "service")},
        servers_{Station(simulation, {}), Station(simulation, {})},
        requests_in_flight_(simulation) {}

  void run(std::uint64_t requests) {
    schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
    const double slower = std::min(mu_[0], mu_[1]);
    const double settling = std::max(2'000 * gap_s_, settling_s(1.0 / gap_s_, slower));
    const Horizon parts = Horizon::of(requests, 1.0 / gap_s_, settling);
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s)});
    requests_.restart(simulation().now());
    for (Population& task : tasks_) task.restart(simulation().now());
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
  }

  [[nodiscard]] Measurement report() const {
    Measurement out;
    out.events = simulation().events();
    out.mean("R", requests_.mean_stay());
    out.mean("L", requests_.mean(simulation().now()));
    for (std::size_t i = 0; i < 2; ++i) out.mean("W_task", tasks_[i].mean_stay(), i);
    return out;
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

Measurement fork_join_2(const Json& one_case, const Run& run) {
  Simulation simulation;
  ForkJoin house(simulation, one_case, run.key);
  house.run(run.customers);
  return house.report();
}

/// One caller that makes K calls at once, goes on when q have answered, and begins again.
class FanOut {
 public:
  FanOut(const Json& one_case, RunKey key)
      : calls_(one_case.at("parameters").at("K").get<std::size_t>()),
        needed_(one_case.at("parameters").at("q").get<std::size_t>()),
        latency_(TimeUnit(1).law(one_case.at("parameters").at("call"))),
        chance_(Stream::named(key, "calls", "latency")),
        mean_settles_(settles(one_case.at("parameters").at("call"))),
        times_(one_case, "", TimeUnit(1)) {}

  void run(std::uint64_t requests) {
    caller_.spawn(caller(requests));
    simulation_.run_to_exhaustion();
  }

  [[nodiscard]] Measurement report() const {
    Measurement out;
    out.events = simulation_.events();
    times_.report_quantiles(out);
    if (mean_settles_) out.mean("mean", times_.mean());
    return out;
  }

 private:
  /// The q-th smallest of K Pareto latencies has K - q + 1 times their tail index; at an index of
  /// 3 and below an estimate of the mean does not settle.
  [[nodiscard]] bool settles(const Json& call) const {
    if (call.at("dist") != "pareto") return true;
    return call.at("alpha").get<double>() * static_cast<double>(calls_ - needed_ + 1) > 3.0;
  }

  Process caller(std::uint64_t requests) {
    for (std::uint64_t i = 0; i < requests; ++i) {
      const TimePoint began = simulation_.now();
      co_await fan_out();
      times_.record(simulation_.now() - began);
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
  bool mean_settles_;
  Spans times_;
  Simulation simulation_;
  ProcessScope caller_{simulation_};
};

Measurement fanout_order_stat(const Json& one_case, const Run& run) {
  FanOut house(one_case, run.key);
  house.run(run.customers);
  return house.report();
}

}  // namespace

const Models& fork_models() {
  static const Models models{{"fork_join_2", fork_join_2},
                             {"fanout_order_stat", fanout_order_stat}};
  return models;
}

}  // namespace tiersim::queueing
