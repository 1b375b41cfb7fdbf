#include "models/compute/deployment.hpp"

#include <algorithm>
#include <bit>

namespace tiersim {

namespace {

/// CrashLoopBackOff: the first restart comes at once, then 10, 20, 40, … s, at most 5 min.
Duration restart_delay(int crashes) {
  if (crashes <= 1) return 0s;
  return std::min<Duration>(10s * (1 << std::min(crashes - 2, 5)), 300s);
}

}  // namespace

Deployment::Deployment(const Params& params, Context context, std::vector<ZoneId> zones,
                       std::vector<Program> programs)
    : Component(std::move(context)),
      params_(params),
      zones_(std::move(zones)),
      programs_(std::move(programs)),
      shared_{context_, params_, programs_, flow_},
      life_(simulation()),
      start_up_(context_.stream("start_up")),
      routing_(context_.stream("routing")),
      replicas_spec_(params.replicas) {
  for (Program& program : programs_) bind_delays(program);
}

/// Equal waits share a line, in which they end in the order in which they began: without the event
/// queue, which orders what may end in any order.
void Deployment::bind_delays(Program& program) {
  for (Instruction& step : program) {
    if (step.kind == Instruction::Kind::wait && step.demand.is_deterministic()) {
      const Duration time = from_seconds(step.demand.mean());
      if (time != forever)
        step.constant = &delays_.try_emplace(time, simulation(), time).first->second;
    }
    for (Program& branch : step.branches) bind_delays(branch);
  }
}

void Deployment::start() {
  for (int i = 0; i < replicas_spec_; ++i) create_pod(true);
  count_replicas();
  replicas_min_ = replicas_max_ = replicas_status();
}

Task<Outcome> Deployment::serve(Request request) {
  const auto& ready = endpoints_.endpoints();
  if (ready.empty()) {
    Flow::Visit visit{flow_, simulation()};
    co_return visit.end(outcome(OutcomeKind::no_backend));
  }
  Service& pod = *ready[static_cast<std::size_t>(routing_.below(ready.size()))].service;
  co_return co_await pod.serve(request);
}

// ---- life of a pod

void Deployment::create_pod(bool running) {
  pods_.push_back(std::make_unique<Pod>(shared_, pods_created_++, next_zone()));
  Pod& pod = *pods_.back();
  pod.created = pod.started = context_.now();
  if (running) {
    set_stage(pod, PodStage::ready);
    endpoints_.add({pod.number(), &pod});
  } else if (is_dead(pod.zone())) {
    set_stage(pod, PodStage::down);  // nowhere to run until a zone is healed
  } else {
    life_.spawn(bring_up(pod.number(), pod.crashes, 0s));
  }
}

bool Deployment::is_dead(ZoneId zone) const {
  return std::find(dead_zones_.begin(), dead_zones_.end(), zone) != dead_zones_.end();
}

ZoneId Deployment::next_zone() const {
  // The zone with the fewest pods, of equals the first: what topology spread with maxSkew 1 does.
  // Dead zones take none.
  ZoneId best = zones_.front();
  int fewest = -1;
  for (const ZoneId zone : zones_) {
    if (is_dead(zone)) continue;
    const auto inside =
        static_cast<int>(std::count_if(pods_.begin(), pods_.end(), [zone](const auto& pod) {
          return pod->zone() == zone && pod->stage != PodStage::gone &&
                 pod->stage != PodStage::terminating;
        }));
    if (fewest < 0 || inside < fewest) {
      fewest = inside;
      best = zone;
    }
  }
  return best;
}

// The processes of a pod's life know it by its number: it may have been deleted while they slept.

Process Deployment::bring_up(std::uint64_t number, int crashes, Duration after) {
  co_await simulation().delay(after);
  Pod* pod = find(number, PodStage::starting);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  pod->restart_container(context_.now());
  Duration up = params_.start_up.sample_duration(start_up_);
  if (params_.readinessProbe) {
    // Tries fall on a grid from the container's start; the first at or after start-up and initial
    // delay succeeds.
    const Duration period = 1s * params_.readinessProbe->periodSeconds;
    const Duration earliest =
        std::max<Duration>(up, 1s * params_.readinessProbe->initialDelaySeconds);
    up = (earliest + period - Duration{1}) / period * period;
  }
  co_await simulation().delay(up);
  pod = find(number, PodStage::starting);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  pod->ready_changed = context_.now();
  set_stage(*pod, PodStage::ready);
  co_await simulation().delay(params_.endpoint_delay);
  pod = find(number, PodStage::ready);
  if (pod == nullptr || pod->crashes != crashes) co_return;
  endpoints_.remove(number);  // a pod that was down for less than the news takes is still listed
  endpoints_.add({number, pod});
}

Process Deployment::withdraw(std::uint64_t number) {
  co_await simulation().delay(params_.endpoint_delay);
  // It may have come back before the news went out.
  if (find(number, PodStage::ready) == nullptr) endpoints_.remove(number);
}

Process Deployment::retire(Pod& pod) {
  // preStop lasts until balancers have heard of it: the pod serves on, then finishes what is
  // inside.
  const Duration grace = 1s * params_.terminationGracePeriodSeconds;
  const TimePoint until = context_.now() + grace;
  co_await simulation().delay(std::min(params_.endpoint_delay, grace));
  endpoints_.remove(pod.number());
  while (!pod.empty() && context_.now() < until) {
    const bool emptied = co_await pod.emptied().wait(until - context_.now());
    if (!emptied) break;
  }
  set_stage(pod, PodStage::gone);
  pod.reset_requests();
}

Pod* Deployment::find(std::uint64_t number, PodStage stage) {
  for (const auto& pod : pods_) {
    if (pod->number() == number && pod->stage == stage) return pod.get();
  }
  return nullptr;
}

void Deployment::scale_to(int replicas, std::string_view reason) {
  if (replicas == replicas_spec_) return;
  context_.note(replicas > replicas_spec_ ? "scale_up" : "scale_down",
                std::to_string(replicas_spec_) + " -> " + std::to_string(replicas) + ": " +
                    std::string(reason));
  replicas_spec_ = replicas;
  const int current = replicas_status();
  bury();
  for (int i = current; i < replicas; ++i) create_pod(false);
  if (current > replicas) remove_pods(current - replicas);
  count_replicas();
}

void Deployment::remove_pods(int number) {
  for (int i = 0; i < number; ++i) {
    Pod* const pod = first_to_delete();
    const bool serving = pod->stage == PodStage::ready;
    set_stage(*pod, serving ? PodStage::terminating : PodStage::gone);
    if (serving) {
      life_.spawn(retire(*pod));
    } else {
      endpoints_.remove(pod->number());
    }
  }
}

/// Kubernetes' order of deletion: not ready first, then ready for a shorter time in powers of two,
/// then created later.
Pod* Deployment::first_to_delete() {
  const auto rank = [this](const Pod& pod) {
    const auto ready_s = static_cast<std::uint64_t>((context_.now() - pod.ready_changed) / 1s);
    return pod.stage == PodStage::ready ? std::bit_width(ready_s) + 1 : 0;
  };
  Pod* first = nullptr;
  for (const auto& pod : pods_) {
    if (pod->stage == PodStage::terminating || pod->stage == PodStage::gone) continue;
    if (first == nullptr || rank(*pod) <= rank(*first)) first = pod.get();
  }
  return first;
}

/// Forgets pods that are gone and empty, keeping their totals, so that memory does not grow with
/// the length of a run.
void Deployment::bury() {
  const auto forgotten = [this](const std::unique_ptr<Pod>& pod) {
    if (pod->stage != PodStage::gone || !pod->empty() || pods_are_kept_) return false;
    buried_cpu_seconds_ += pod->cpu_seconds();
    buried_throttled_s_ += pod->throttled_seconds();
    return true;
  };
  std::erase_if(pods_, forgotten);
}

// ---- faults

void Deployment::crash(Pod& pod, bool restart) {
  if (pod.stage != PodStage::starting && pod.stage != PodStage::ready) return;
  ++pod.crashes;
  pod.ready_changed = context_.now();
  set_stage(pod, restart ? PodStage::starting : PodStage::down);
  pod.reset_requests();
  life_.spawn(withdraw(pod.number()));
  if (!restart) return;
  ++restarts_;
  life_.spawn(bring_up(pod.number(), pod.crashes, restart_delay(pod.crashes)));
}

void Deployment::heal(Pod& pod) {
  pod.set_slowness(1.0);
  if (pod.stage != PodStage::down || is_dead(pod.zone())) return;
  set_stage(pod, PodStage::starting);
  ++restarts_;
  life_.spawn(bring_up(pod.number(), pod.crashes, 0s));
}

void Deployment::strike_pod(Pod& pod, Strike what, double factor) {
  switch (what) {
    case Strike::kill:
      crash(pod, true);  // the kubelet restarts the container in place
      break;
    case Strike::slow:
      pod.set_slowness(factor);
      break;
    case Strike::heal:
      heal(pod);
      break;
  }
}

bool Deployment::strike(Strike what, std::string_view member, double factor) {
  bool found = member.empty();
  for (const auto& pod : pods_) {
    if (pod->stage == PodStage::gone || (!member.empty() && member != pod->name())) continue;
    strike_pod(*pod, what, factor);
    found = true;
  }
  return found;
}

void Deployment::strike_zone(Strike what, ZoneId zone, double factor) {
  if (what == Strike::kill) dead_zones_.push_back(zone);
  if (what == Strike::heal) std::erase(dead_zones_, zone);
  for (const auto& pod : pods_) {
    if (pod->zone() != zone) continue;
    if (what == Strike::kill && pod->stage == PodStage::terminating) {
      pod->cut_off();  // it ends as soon as its reset requests have gone
    } else if (what == Strike::kill) {
      crash(*pod, false);  // its node is gone with it
    } else {
      strike_pod(*pod, what, factor);
    }
  }
}

void Deployment::evacuate() {
  life_.destroy_all();
  for (const auto& pod : pods_) pod->reset_requests();
}

// ---- what others may see

int Deployment::count(PodStage stage) const {
  return static_cast<int>(std::count_if(pods_.begin(), pods_.end(),
                                        [stage](const auto& pod) { return pod->stage == stage; }));
}

int Deployment::replicas_status() const {
  return count(PodStage::starting) + count(PodStage::ready) + count(PodStage::down);
}

void Deployment::pods(std::vector<PodSnapshot>& snapshots) {
  snapshots.clear();
  const ResourceAmounts& requests = params_.resources.requests;
  for (const auto& pod : pods_) {
    if (pod->stage == PodStage::gone) continue;
    PodSnapshot seen;
    seen.number = pod->number();
    seen.pending = false;  // the image is present and the node has room: the container runs at once
    seen.deleted = pod->stage == PodStage::terminating;
    seen.ready = pod->stage == PodStage::ready;
    seen.start_time = pod->created;
    seen.ready_transition = pod->ready_changed;
    seen.container_start = pod->started;
    seen.cpu_seconds = pod->container_cpu_seconds();
    seen.cpu_request_milli =
        requests.cpu ? static_cast<std::int64_t>(requests.cpu->count * 1000.0 + 0.5) : 0;
    seen.memory_request_bytes = requests.memory ? requests.memory->count : 0;
    snapshots.push_back(seen);
  }
}

void Deployment::set_stage(Pod& pod, PodStage stage) {
  pod.stage = stage;
  pod.set_closing(stage == PodStage::terminating);
  count_replicas();
}

void Deployment::count_replicas() {
  const int now = replicas_status();
  replicas_.set(context_.now(), now + count(PodStage::terminating));
  replicas_min_ = std::min(replicas_min_, now);
  replicas_max_ = std::max(replicas_max_, now);
}

double Deployment::cpu_capacity() const {
  if (params_.resources.limits.cpu) return params_.resources.limits.cpu->count;
  return params_.node_cpu.count;
}

void Deployment::begin_measuring() {
  Component::begin_measuring();
  replicas_.restart(context_.now());
  replicas_min_ = replicas_max_ = replicas_status();
  cpu_before_ = buried_cpu_seconds_;
  throttled_before_ = buried_throttled_s_;
  for (const auto& pod : pods_) {
    cpu_before_ += pod->cpu_seconds();
    throttled_before_ += pod->throttled_seconds();
  }
  restarts_ = 0;
  measuring_since_ = context_.now();
}

void Deployment::report(std::vector<ComponentReport>& reports) {
  const double measured = to_seconds(context_.now() - measuring_since_);
  const double mean = replicas_.average(context_.now());
  double cpu = buried_cpu_seconds_ - cpu_before_;
  double throttled = buried_throttled_s_ - throttled_before_;
  for (const auto& pod : pods_) {
    cpu += pod->cpu_seconds();
    throttled += pod->throttled_seconds();
  }
  ComponentReport report = basic_report(Params::kind);
  report.busy_seconds = cpu;
  report.capacity_seconds = mean * measured * cpu_capacity();
  report.replicas =
      ReplicaReport{mean, static_cast<double>(replicas_min_), static_cast<double>(replicas_max_),
                    static_cast<double>(replicas_status())};
  report.counters["pods_created"] = static_cast<double>(pods_created_);
  report.counters["restarts"] = static_cast<double>(restarts_);
  report.counters["throttled_s"] = throttled;
  const double pod_hours = mean * measured / 3600.0;
  const ResourceAmounts& requests = params_.resources.requests;
  report.quantities["pod_hour"] = pod_hours;
  if (requests.cpu) report.quantities["cpu_hour"] = pod_hours * requests.cpu->count;
  if (requests.memory) {
    report.quantities["memory_gib_hour"] =
        pod_hours * static_cast<double>(requests.memory->count) / (1024.0 * 1024.0 * 1024.0);
  }
  reports.push_back(std::move(report));
}

void Deployment::sample(Gauges& gauges) {
  bury();
  double cpu = buried_cpu_seconds_;
  std::size_t slots = 0;
  std::size_t waiting = 0;
  for (const auto& pod : pods_) {
    cpu += pod->cpu_seconds();
    slots += pod->slots_in_use();
    waiting += pod->waiting();
  }
  const int ready = count(PodStage::ready);
  const double span = to_seconds(context_.now() - sampled_at_);
  gauges.put(path(), "replicas_desired", replicas_spec_);
  gauges.put(path(), "replicas_current", replicas_status());
  gauges.put(path(), "replicas_ready", ready);
  if (ready > 0 && span > 0) {
    const double asked =
        params_.resources.requests.cpu ? params_.resources.requests.cpu->count : cpu_capacity();
    gauges.put(path(), "cpu_utilization", (cpu - cpu_at_sample_) / (span * asked * ready));
    gauges.put(path(), "slot_utilization",
               static_cast<double>(slots) / (static_cast<double>(params_.slots) * ready));
  }
  gauges.put(path(), "waiting", static_cast<double>(waiting));
  cpu_at_sample_ = cpu;
  sampled_at_ = context_.now();
}

}  // namespace tiersim
