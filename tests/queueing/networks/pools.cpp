// Pools of g4: connections in front of a database, machines and their repairers.
#include <algorithm>

#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/task.hpp"
#include "tests/queueing/tallies.hpp"

namespace tiersim::queueing {

namespace {

/// Clients, closed or open, in front of a pool of connections: wait for one, query the database
/// with it, work on while holding it, give it back.
class PoolHouse final : private Event {
 public:
  PoolHouse(Simulation& simulation, const Json& one_case, RunKey key)
      : Event(simulation),
        connections_(simulation, one_case.at("parameters").at("K").get<std::size_t>()),
        database_(simulation, {.servers = one_case.at("parameters").at("c_db").get<std::size_t>()}),
        query_s_(1.0 / one_case.at("parameters").at("mu_db").get<double>()),
        hold_s_(1.0 / one_case.at("parameters").at("mu_hold").get<double>()),
        think_(Stream::named(key, "clients", "think")),
        query_(Stream::named(key, "database", "service")),
        hold_(Stream::named(key, "clients", "hold")),
        clients_(simulation) {}

  void run_closed(std::size_t clients, double mean_think_s, std::uint64_t requests) {
    think_s_ = mean_think_s;
    const double round_s = think_s_ + query_s_ + hold_s_;
    const double slowest_s =
        round_s + static_cast<double>(clients) * std::max(query_s_, hold_s_) /
                      static_cast<double>(std::min(connections_.units(), database_.servers()));
    for (std::size_t i = 0; i < clients; ++i) clients_.spawn(client());
    measure(Horizon::of(requests, static_cast<double>(clients) / round_s, 20 * slowest_s));
  }

  void run_open(double rate_per_s, std::uint64_t requests) {
    gap_s_ = 1.0 / rate_per_s;
    schedule_in(from_seconds(think_.exponential() * gap_s_));
    const double capacity_per_s =
        std::min(static_cast<double>(database_.servers()) / query_s_,
                 static_cast<double>(connections_.units()) / (query_s_ + hold_s_));
    const double settling = std::max(
        {2'000 * gap_s_, 20 * (query_s_ + hold_s_), settling_s(rate_per_s, capacity_per_s)});
    measure(Horizon::of(requests, rate_per_s, settling));
  }

  [[nodiscard]] Measurement report() const {
    const TimePoint now = simulation().now();
    Measurement out;
    out.events = simulation().events();
    out.mean("X", requests_.throughput(now));
    out.mean("R", requests_.mean_stay());
    out.mean("W_pool", waiting_.mean_stay());
    out.mean("Q_pool", waiting_.mean(now));
    out.mean("E_held", held_.mean(now));
    out.mean("Q_db", at_database_.mean(now));
    out.probability("P_wait", waits_.value());
    out.probability("P_pool_full", full_.mean(now));
    return out;
  }

 private:
  void fire() override {
    schedule_in(from_seconds(think_.exponential() * gap_s_));
    clients_.start(open_client());
  }

  Process open_client() { co_await request(); }

  Process client() {
    for (;;) {
      co_await simulation().delay(from_seconds(think_.exponential() * think_s_));
      co_await request();
    }
  }

  Task<> request() {
    const TimePoint asked = simulation().now();
    requests_.enter(asked);
    waiting_.enter(asked);
    waits_.count(connections_.held() == connections_.units());
    const Lease connection = co_await connections_.acquire();
    const TimePoint granted = simulation().now();
    waiting_.leave(granted, granted - asked);
    held_.enter(granted);
    if (held_.present() == static_cast<double>(connections_.units())) full_.enter(granted);

    at_database_.enter(granted);
    co_await database_.visit(from_seconds(query_.exponential() * query_s_));
    at_database_.leave(simulation().now(), simulation().now() - granted);
    co_await simulation().delay(from_seconds(hold_.exponential() * hold_s_));

    const TimePoint done = simulation().now();
    if (held_.present() == static_cast<double>(connections_.units())) full_.leave(done);
    held_.leave(done, done - granted);
    requests_.leave(done, done - asked);
  }

  void measure(const Horizon& parts) {
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s)});
    for (Population* population : {&requests_, &waiting_, &held_, &at_database_, &full_})
      population->restart(simulation().now());
    waits_.restart();
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
  }

  Resource connections_;
  Station database_;
  double query_s_;
  double hold_s_;
  double think_s_ = 0;
  double gap_s_ = 0;
  Stream think_;
  Stream query_;
  Stream hold_;
  Population requests_;
  Population waiting_;
  Population held_;
  Population at_database_;
  Population full_;
  Share waits_;
  ProcessScope clients_;
};

Measurement pool_gated_closed(const Json& one_case, const Run& run) {
  Simulation simulation;
  PoolHouse house(simulation, one_case, run.key);
  house.run_closed(one_case.at("parameters").at("N").get<std::size_t>(),
                   one_case.at("parameters").at("Z").get<double>(), run.customers);
  return house.report();
}

Measurement pool_gated_open(const Json& one_case, const Run& run) {
  Simulation simulation;
  PoolHouse house(simulation, one_case, run.key);
  house.run_open(one_case.at("parameters").at("lambda").get<double>(), run.customers);
  return house.report();
}

/// Machines that fail and are repaired; only so many are wanted at a time, the others stand by.
class MachineHall {
 public:
  MachineHall(const Json& one_case, RunKey key)
      : wanted_(one_case.at("parameters").at("N").get<std::size_t>()),
        machines_count_(wanted_ + one_case.at("parameters").at("spares").get<std::size_t>()),
        life_s_(1.0 / one_case.at("parameters").at("lambda").get<double>()),
        repair_s_(1.0 / one_case.at("parameters").at("mu").get<double>()),
        places_(simulation_, wanted_),
        repairers_(simulation_, {.servers = one_case.at("parameters").at("c").get<std::size_t>()}),
        life_(Stream::named(key, "machines", "life")),
        repair_(Stream::named(key, "repairers", "service")) {}

  void run(std::uint64_t failures) {
    for (std::size_t i = 0; i < machines_count_; ++i) machines_.spawn(machine());
    const double rate = static_cast<double>(wanted_) / (life_s_ + repair_s_);
    const double slowest_s = life_s_ + repair_s_ * static_cast<double>(machines_count_) /
                                           static_cast<double>(repairers_.servers());
    const Horizon parts = Horizon::of(failures, rate, 20 * slowest_s);
    simulation_.run_until(TimePoint{from_seconds(parts.warm_up_s)});
    for (Population* population : {&operating_, &down_, &full_})
      population->restart(simulation_.now());
    busy_before_s_ = repairers_.busy_seconds();
    simulation_.run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
    measured_s_ = parts.measured_s;
  }

  [[nodiscard]] Measurement report() const {
    const TimePoint now = simulation_.now();
    const Ratio operating = operating_.mean(now);
    Measurement out;
    out.events = simulation_.events();
    out.mean("E_down", down_.mean(now));
    out.mean("E_operating", operating);
    out.probability("availability",
                    {operating.sum, operating.count * static_cast<double>(wanted_)});
    out.probability("P_full", full_.mean(now));
    out.mean("throughput", operating_.throughput(now));
    out.mean("W_down", down_.mean_stay());
    out.mean("U_repair", {repairers_.busy_seconds() - busy_before_s_,
                          measured_s_ * static_cast<double>(repairers_.servers())});
    return out;
  }

 private:
  Process machine() {
    for (;;) {
      Lease place = co_await places_.acquire();
      const TimePoint started = simulation_.now();
      operating_.enter(started);
      if (operating_.present() == static_cast<double>(wanted_)) full_.enter(started);
      co_await simulation_.delay(from_seconds(life_.exponential() * life_s_));

      const TimePoint failed = simulation_.now();
      if (operating_.present() == static_cast<double>(wanted_)) full_.leave(failed);
      operating_.leave(failed, failed - started);
      place.release();
      down_.enter(failed);
      co_await repairers_.visit(from_seconds(repair_.exponential() * repair_s_));
      down_.leave(simulation_.now(), simulation_.now() - failed);
    }
  }

  std::size_t wanted_;
  std::size_t machines_count_;
  double life_s_;
  double repair_s_;
  Simulation simulation_;
  Resource places_;
  Station repairers_;
  Stream life_;
  Stream repair_;
  Population operating_;
  Population down_;
  Population full_;
  double busy_before_s_ = 0;
  double measured_s_ = 0;
  ProcessScope machines_{simulation_};
};

Measurement machine_repairman(const Json& one_case, const Run& run) {
  MachineHall hall(one_case, run.key);
  hall.run(run.customers);
  return hall.report();
}

}  // namespace

const Models& pool_models() {
  static const Models models{{"pool_gated_closed", pool_gated_closed},
                             {"pool_gated_open", pool_gated_open},
                             {"machine_repairman", machine_repairman}};
  return models;
}

}  // namespace tiersim::queueing
