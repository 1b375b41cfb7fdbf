#include "models/compute/pod.hpp"

#include <algorithm>

#include "sim/kernel/joins.hpp"

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

}  // namespace

Pod::Pod(PodShared& shared, std::uint64_t number, ZoneId zone)
    : shared_(shared),
      number_(number),
      zone_(zone),
      cpu_(shared.context.simulation(), cpu_of(shared.params)),
      slots_(shared.context.simulation(), static_cast<std::size_t>(shared.params.slots),
             Discipline::fifo, static_cast<std::size_t>(shared.params.backlog)),
      emptied_(shared.context.simulation()) {}

Task<Outcome> Pod::serve(Request request) {
  Presence presence{*this};
  Simulation& simulation = shared_.context.simulation();
  const ZoneId origin = request.zone;
  const Duration way_in = shared_.context.wire_time(request, origin, zone_);
  if (way_in > Duration::zero()) co_await simulation.delay(way_in);
  request.zone = zone_;
  request.origin = static_cast<std::uint32_t>(number_);

  Flow::Visit visit{shared_.flow, simulation};
  if (!accepts()) co_return visit.end({OutcomeKind::refused, shared_.context.id});
  const Outcome reset{OutcomeKind::reset, shared_.context.id};
  const Outcome answer = co_await abortable(simulation, visits_, work(request), reset);
  const Duration way_out = shared_.context.wire_time(request, zone_, origin);
  if (way_out > Duration::zero()) co_await simulation.delay(way_out);
  co_return visit.end(answer);
}

Task<Outcome> Pod::work(Request request) {
  const TimePoint arrived = shared_.context.now();
  Lease slot = co_await slots_.acquire();
  if (!slot) co_return Outcome{OutcomeKind::rejected_limit, shared_.context.id};
  Times times;
  times.wait = shared_.context.now() - arrived;
  const Outcome answer = co_await perform(shared_.programs[request.operation], request, times, 0);
  shared_.flow.wait.record(to_seconds(times.wait));
  shared_.flow.service.record(to_seconds(times.service));
  shared_.context.world.ledger.charge(request, shared_.context.id, times.wait, times.service);
  co_return answer;
}

Task<Outcome> Pod::perform(const Program& program, Request request, Times& times,
                           std::uint32_t round) {
  Outcome answer{OutcomeKind::ok, shared_.context.id};
  for (const Instruction& step : program) {
    switch (step.kind) {
      case Instruction::Kind::cpu: {
        RequestDraw chance = draw(request, step, round);
        const Duration demand = step.demand.sample_duration(chance);
        const TimePoint begun = shared_.context.now();
        co_await cpu_.use(demand);
        times.service += demand;
        times.wait += std::max(shared_.context.now() - begun - demand, Duration::zero());
        break;
      }
      case Instruction::Kind::wait: {
        RequestDraw chance = draw(request, step, round);
        const Duration time = step.demand.sample_duration(chance);
        co_await shared_.context.simulation().delay(time);
        times.service += time;
        break;
      }
      case Instruction::Kind::call: {
        Request call = onward(request, Verb::call);
        if (!step.own_operation) call.operation = step.operation;
        answer = co_await step.to->serve(call);
        break;
      }
      case Instruction::Kind::query: {
        Request query = onward(request, step.write ? Verb::write : Verb::read);
        RequestDraw chance = draw(request, step, round);
        query.demand = step.demand.sample_duration(chance);
        answer = co_await step.to->serve(query);
        break;
      }
      case Instruction::Kind::cache:
        answer = co_await look_up(step, request, times, round);
        break;
      case Instruction::Kind::parallel:
        answer = co_await side_by_side(step, request, times, round);
        break;
      case Instruction::Kind::choose: {
        RequestDraw chance = draw(request, step, round);
        const double ticket = chance.uniform() * step.weights.back();
        std::size_t chosen = 0;
        while (chosen + 1 < step.weights.size() && ticket >= step.weights[chosen]) ++chosen;
        answer = co_await perform(step.branches[chosen], request, times, round);
        break;
      }
      case Instruction::Kind::repeat:
        for (int i = 0; i < step.times && !answer.failed(); ++i) {
          answer = co_await perform(step.branches.front(), request, times,
                                    round * static_cast<std::uint32_t>(step.times + 1) +
                                        static_cast<std::uint32_t>(i) + 1);
        }
        break;
    }
    if (answer.failed()) co_return answer;
  }
  co_return Outcome{OutcomeKind::ok, shared_.context.id};
}

Task<Outcome> Pod::look_up(const Instruction& step, Request request, Times& times,
                           std::uint32_t round) {
  RequestDraw chance = draw(request, step, round);
  request.key = step.key_space | step.keys->sample(chance);
  const Outcome found = co_await step.to->serve(onward(request, Verb::get));
  if (found.kind == OutcomeKind::ok) co_return found;
  // A miss and a cache that does not answer look alike to the caller: both go to the origin.
  const Outcome answer = co_await perform(step.branches.front(), request, times, round);
  if (answer.failed()) co_return answer;
  Request put = onward(request, Verb::put);
  put.ttl = step.ttl;
  const Outcome stored = co_await step.to->serve(put);
  static_cast<void>(stored);  // the answer does not depend on it
  co_return answer;
}

Task<Outcome> Pod::side_by_side(const Instruction& step, Request request, Times& times,
                                std::uint32_t round) {
  // Branches overlap, so their times do not add up: the branch with most time in this pod stands
  // for all.
  std::vector<Times> own(step.branches.size());
  std::vector<Task<Outcome>> branches;
  branches.reserve(step.branches.size());
  for (std::size_t i = 0; i < step.branches.size(); ++i) {
    branches.push_back(perform(step.branches[i], request, own[i], round));
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

RequestDraw Pod::draw(const Request& request, const Instruction& step, std::uint32_t round) const {
  return shared_.context.draw(request, step.draw + round * 0x9E3779B9U);
}

Request Pod::onward(const Request& request, Verb verb) const {
  Request call = request;
  call.verb = verb;
  call.zone = zone_;
  return call;
}

}  // namespace tiersim
