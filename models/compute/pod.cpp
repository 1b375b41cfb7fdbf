#include "models/compute/pod.hpp"

#include <algorithm>

#include "models/sojourn.hpp"
#include "sim/kernel/joins.hpp"
#include "sim/kernel/one_of.hpp"

namespace tiersim {

namespace {

ProcessorSharing::Params cpu_of(const DeploymentParams& params) {
  ProcessorSharing::Params cpu;
  cpu.cores = params.node_cpu.count;
  if (params.resources.limits.cpu) {
    cpu.quota = params.resources.limits.cpu->count;
    cpu.cores =
        std::max(cpu.cores, cpu.quota);  // a limit above the node's cores means a larger node
  }
  return cpu;
}

/// Requests that fit in the memory limit beside the idle process; none if its memory grows, which
/// has to be looked at for each.
std::size_t requests_in_memory(const DeploymentParams& params) {
  const MemoryUse& memory = params.memory;
  if (memory.growth_per_request.count > 0 || memory.growth_per_hour.count > 0) return 0;
  const std::optional<Bytes>& limit = params.resources.limits.memory;
  if (!limit || memory.per_request.count == 0) return Resource::unbounded;
  return static_cast<std::size_t>((limit->count - params.memory.base.count) /
                                  params.memory.per_request.count);
}

}  // namespace

Pod::Pod(PodShared& shared, std::uint64_t number, std::uint64_t uid, ZoneId zone)
    : shared_(shared),
      number_(number),
      uid_(uid),
      zone_(zone),
      cpu_(shared.context.simulation(), cpu_of(shared.params)),
      slots_(shared.context.simulation(), static_cast<std::size_t>(shared.params.slots),
             Discipline::fifo, static_cast<std::size_t>(shared.params.backlog)),
      emptied_(shared.context.simulation()),
      requests_max_(requests_in_memory(shared.params)) {
  slots_.set_name("a slot of " + shared.context.path + "/" + name());
  slots_.set_visits(visits_);
}

Task<Outcome> Pod::serve(Request request) {
  using Next = Performance::Next;
  Presence presence{*this};
  Simulation& simulation = shared_.context.simulation();
  const ZoneId origin = request.zone;
  const Duration way_in = shared_.context.wire_time(request, origin, zone_);
  if (way_in > Duration::zero()) co_await simulation.delay(way_in);
  request.zone = zone_;
  request.origin = static_cast<std::uint32_t>(number_);

  Flow::Visit visit{shared_.flow, simulation};
  if (!accepts()) co_return visit.end({OutcomeKind::refused, shared_.context.id});
  ++requests_;
  if (slots_.held() + slots_.waiting() >= requests_max_) [[unlikely]]
    take_memory();
  Outcome answer{OutcomeKind::reset, shared_.context.id};
  {
    Sojourn sojourn{simulation, visits_};
    OneOf<Resource::Acquire, ProcessorSharing::Use, Simulation::Delay, ConstantDelay::Passage,
          Task<Outcome>>
        room;  // for what is awaited
    Lease slot = slots_.try_acquire();
    if (!slot) {
      const auto acquire = room.hold([&] { return slots_.acquire({.who = request.id}); });
      slot = co_await sojourn.through(*acquire);
    }
    if (slot) {
      Performance work{shared_.context, shared_.programs[request.operation], request, 0};
      work.times.wait = simulation.now() - visit.arrived();
      for (;;) {
        const Next next = work.next();
        if (next == Next::end) break;
        if (next == Next::cpu) {
          const TimePoint begun = simulation.now();
          const auto use = room.hold([&] { return cpu_.use(work.demand()); });
          co_await sojourn.through(*use);
          used_cpu(work, begun);
        } else if (next == Next::time) {
          const auto delay = room.hold([&] { return simulation.delay(work.demand()); });
          co_await sojourn.through(*delay);
          work.times.service += work.demand();
        } else if (next == Next::constant) {
          const auto passage = room.hold([&] { return work.step().constant->pass(); });
          co_await sojourn.through(*passage);
          work.times.service += work.demand();
        } else {
          const auto call = room.hold([&] { return begin(work); });
          work.answered(co_await sojourn.through(*call));
        }
        if (sojourn.cut_short()) break;
      }
      if (!sojourn.cut_short()) {
        answer = work.outcome();
        record(request, work.times);
      }
    } else if (!sojourn.cut_short()) {
      answer.kind = OutcomeKind::rejected_limit;
    }
  }
  const Duration way_out = shared_.context.wire_time(request, zone_, origin);
  if (way_out > Duration::zero()) co_await simulation.delay(way_out);
  co_return visit.end(answer);
}

std::int64_t Pod::memory_bytes() const {
  const MemoryUse& memory = shared_.params.memory;
  const auto inside = static_cast<std::int64_t>(slots_.held() + slots_.waiting());
  const double hours = to_seconds(shared_.context.now() - started) / 3600.0;
  return memory.base.count + inside * memory.per_request.count +
         (requests_begun_ - inside) * memory.growth_per_request.count +
         static_cast<std::int64_t>(hours * static_cast<double>(memory.growth_per_hour.count));
}

/// A request comes for which there may be no memory: then the container is killed, and the request
/// is reset with the others before the clock moves.
void Pod::take_memory() {
  const std::optional<Bytes>& limit = shared_.params.resources.limits.memory;
  const std::int64_t wanted = memory_bytes() + shared_.params.memory.per_request.count;
  ++requests_begun_;
  if (limit && wanted > limit->count) shared_.out_of_memory(*this);
}

Task<bool> Pod::answers(Duration timeout) {
  if (!accepts()) co_return false;
  ++probes_inside_;
  const Lease slot = co_await slots_.acquire({.patience = timeout});
  --probes_inside_;
  co_return static_cast<bool>(slot);
}

Task<Outcome> Pod::perform(const Program& program, Request request, Times& times,
                           std::uint32_t round) {
  using Next = Performance::Next;
  Simulation& simulation = shared_.context.simulation();
  Performance work{shared_.context, program, request, round};
  for (;;) {
    const Next next = work.next();
    if (next == Next::end) break;
    if (next == Next::cpu) {
      const TimePoint begun = simulation.now();
      co_await cpu_.use(work.demand());
      used_cpu(work, begun);
    } else if (next == Next::time) {
      co_await simulation.delay(work.demand());
      work.times.service += work.demand();
    } else if (next == Next::constant) {
      co_await work.step().constant->pass();
      work.times.service += work.demand();
    } else {
      const Outcome answer = co_await begin(work);
      work.answered(answer);
    }
  }
  times.wait += work.times.wait;
  times.service += work.times.service;
  co_return work.outcome();
}

Task<Outcome> Pod::begin(Performance& performance) {
  const Instruction& step = performance.step();
  if (step.kind == Instruction::Kind::parallel) {
    return side_by_side(step.branches, performance.request(), performance.times,
                        performance.round());
  }
  if (step.kind == Instruction::Kind::perform) {
    return perform(step.branches.front(), performance.request(), performance.times,
                   performance.round());
  }
  return step.to->serve(performance.call());
}

Task<Outcome> Pod::side_by_side(const std::vector<Program>& programs, Request request, Times& times,
                                std::uint32_t round) {
  // Branches overlap, so their times do not add up: the branch with most time in this pod stands
  // for all.
  std::vector<Times> own(programs.size());
  std::vector<Task<Outcome>> branches;
  branches.reserve(programs.size());
  for (std::size_t i = 0; i < programs.size(); ++i) {
    branches.push_back(perform(programs[i], request, own[i], round));
  }
  const std::vector<Outcome> answers =
      co_await all<Outcome>(shared_.context.simulation(), std::move(branches));
  Times longest;
  for (const Times& branch : own) {
    if (branch.wait + branch.service > longest.wait + longest.service) longest = branch;
  }
  times.wait += longest.wait;
  times.service += longest.service;
  for (const Outcome& answer : answers) {
    if (answer.failed()) co_return answer;
  }
  co_return Outcome{OutcomeKind::ok, shared_.context.id};
}

void Pod::used_cpu(Performance& performance, TimePoint begun) const {
  const Duration demand = performance.demand();
  performance.times.service += demand;
  performance.times.wait += std::max(shared_.context.now() - begun - demand, Duration::zero());
}

void Pod::record(const Request& request, const Times& times) const {
  shared_.flow.wait.record(to_seconds(times.wait));
  shared_.flow.service.record(to_seconds(times.service));
  shared_.context.world.ledger.charge(request, shared_.context.id, times.wait, times.service);
}

}  // namespace tiersim
