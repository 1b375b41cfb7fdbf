#include "lab/experiment/replication.hpp"

#include <limits>

#include <fmt/format.h>

#include "sim/kernel/frame_pool.hpp"

namespace tiersim::lab {

namespace {

ComponentOutcome detach(const ComponentReport& report, TimePoint now, double measured_s) {
  ComponentOutcome outcome;
  outcome.path = report.path;
  outcome.kind = report.kind;
  outcome.utilization = report.capacity_seconds > 0 ? report.busy_seconds / report.capacity_seconds
                                                    : std::numeric_limits<double>::quiet_NaN();
  const Flow& flow = *report.flow;
  outcome.in_flight_mean = flow.inside_mean(now);
  outcome.visits_per_s =
      measured_s > 0 ? static_cast<double>(flow.ended_measured()) / measured_s : 0;
  outcome.wait = flow.wait;
  outcome.service = flow.service;
  outcome.replicas = report.replicas;
  outcome.counters = report.counters;
  outcome.littles_law_error = flow.littles_law_error(now);
  outcome.conserved = flow.conserved();
  outcome.littles_law_holds = flow.littles_law_holds(now);
  outcome.balance = fmt::format("arrived {} = completed {} + failed {} + inside {}", flow.arrived(),
                                flow.completed(), flow.failed(), flow.inside());
  return outcome;
}

}  // namespace

std::optional<Replication> replicate(const Scenario& scenario, const Traces& traces,
                                     const NameTables& names, RunKey key,
                                     const std::function<bool(Duration)>& go_on) {
  const std::int64_t frames_before = FramePool::live();
  std::optional<Replication> result(std::in_place);
  {
    House house(scenario, traces, names, key);
    result->complete = house.run(go_on);
    result->measured = house.now() - TimePoint{scenario.run.warm_up};
    if (result->measured <= Duration{}) {
      result.reset();
    } else {
      for (std::size_t w = 0; w < names.workloads.size(); ++w) {
        for (std::size_t c = 0; c < names.classes.size(); ++c)
          result->tallies.push_back(house.requests().tally(w, c));
      }
      const std::vector<ComponentReport> reports = house.reports();
      for (const ComponentReport& report : reports) {
        result->components.push_back(detach(report, house.now(), to_seconds(result->measured)));
      }
      result->links = house.links();
      result->ledger = house.ledger();
      result->series = house.series();
      result->journal = house.journal().entries();
      result->journal_left_out = house.journal().left_out();
      result->decisions = house.journal().decisions().entries();
      result->decisions_left_out = house.journal().decisions().left_out();
      if (scenario.prices) result->bill = make_bill(scenario.prices->items, reports);
      result->events = house.events();
    }
  }
  // Taking the house down must give back every frame: to cancel is to destroy.
  TIERSIM_ASSERT(FramePool::live() == frames_before);
  return result;
}

}  // namespace tiersim::lab
