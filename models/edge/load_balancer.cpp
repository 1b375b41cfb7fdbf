#include "models/edge/load_balancer.hpp"

#include <algorithm>

namespace tiersim {

namespace {

/// Backends of targets without a set have numbers above all endpoints.
constexpr std::uint64_t fixed_backend = std::uint64_t{1} << 63;

}  // namespace

LoadBalancer::LoadBalancer(const Params& params, Context context, std::vector<Target> targets)
    : Component(std::move(context)),
      params_(params),
      targets_(std::move(targets)),
      routing_(context_.stream("routing")),
      processing_(context_.stream("processing")),
      takes_no_time_(context_.world.network == nullptr && params.processing.is_deterministic() &&
                     params.processing.mean() == 0.0) {
  for (const Target& target : targets_) {
    if (target.endpoints != nullptr) sets_.push_back(target.endpoints);
  }
}

Task<Outcome> LoadBalancer::serve(Request request) {
  const ZoneId origin = request.zone;
  const Duration way_in = wire_time(request, origin, context_.zone);
  if (way_in > Duration::zero()) co_await simulation().delay(way_in);
  request.zone = context_.zone;

  Transit transit;
  transit.enter(flow_, simulation());
  if (!admit(transit)) co_return transit.leave();
  const Duration processing = from_seconds(params_.processing.sample(processing_) * slowness_);
  if (processing > Duration::zero()) {
    co_await simulation().delay(processing);
    flow_.service.record(to_seconds(processing));
    ledger().charge(request, context_.id, Duration{}, processing);
  }
  Task<Outcome> call = forward(request, transit);
  const bool called = static_cast<bool>(call);
  co_await transit.through(call);
  if (called) {
    const Duration way_out = wire_time(request, context_.zone, origin);
    if (way_out > Duration::zero()) co_await simulation().delay(way_out);
  }
  co_return transit.leave();
}

Task<Outcome> LoadBalancer::pass(Request& request, Transit& transit) {
  transit.enter(flow_, simulation());
  if (!admit(transit)) return {};
  request.zone = context_.zone;
  return forward(request, transit);
}

bool LoadBalancer::admit(Transit& transit) {
  if (down_) {
    transit.answer(outcome(OutcomeKind::refused));
    return false;
  }
  if (params_.max_connections &&
      flow_.inside() > static_cast<std::uint64_t>(*params_.max_connections)) {
    transit.answer(outcome(OutcomeKind::rejected_limit));
    return false;
  }
  return true;
}

Task<Outcome> LoadBalancer::forward(const Request& request, Transit& transit) {
  transit.answer(outcome(OutcomeKind::reset));  // unless somebody else answers
  if (down_) return {};                         // killed meanwhile
  Backend* const backend = choose();
  if (backend == nullptr) {
    transit.answer(outcome(OutcomeKind::no_backend));
    return {};
  }
  count_open(*backend);
  transit.hold(*backend);
  transit.expose(simulation(), visits_);
  return backend->service.serve(request);
}

void LoadBalancer::learn() {
  std::uint64_t version = 1;  // versions only grow, and with them their sum
  for (const EndpointSet* const set : sets_) version += set->version();
  if (version == version_) return;
  version_ = version;
  list_anew();
}

void LoadBalancer::list_anew() {
  for (const Place& place : ready_) {
    place.backend->place = unlisted;
    place.backend->current_weight = place.current_weight;
  }
  ready_.clear();
  loads_.clear();
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const Target& target = targets_[i];
    if (target.endpoints == nullptr) {
      list(fixed_backend + i, *target.service, target);
      continue;
    }
    for (const Endpoint& endpoint : target.endpoints->endpoints()) {
      // Numbers are unique within a set; the target's index keeps two sets apart.
      list((static_cast<std::uint64_t>(i) << 48) + endpoint.number, *endpoint.service, target);
    }
  }
  std::erase_if(
      known_, [](const auto& backend) { return backend->place == unlisted && backend->open == 0; });
}

void LoadBalancer::list(std::uint64_t number, Service& service, const Target& target) {
  auto found = std::find_if(known_.begin(), known_.end(),
                            [number](const auto& b) { return b->number == number; });
  if (found == known_.end()) {
    Service& reached = target.wrap ? target.wrap(service) : service;
    known_.push_back(std::make_unique<Backend>(*this, number, reached, target.weight));
    found = known_.end() - 1;
  }
  Backend& backend = **found;
  backend.place = ready_.size();
  ready_.push_back({&backend, backend.weight, backend.current_weight});
  loads_.add(load_of(backend));
}

LoadBalancer::Backend* LoadBalancer::choose() {
  learn();
  if (ready_.empty()) return nullptr;
  if (ready_.size() == 1) return ready_.front().backend;
  switch (params_.algorithm) {
    case BalancingAlgorithm::round_robin:
      return &round_robin();
    case BalancingAlgorithm::weighted_round_robin:
      return &weighted_round_robin();
    case BalancingAlgorithm::least_conn:
      return &least_connections();
    case BalancingAlgorithm::random:
      return &drawn(nullptr);
    case BalancingAlgorithm::power_of_two:
      return &power_of_two();
  }
  return nullptr;
}

/// One turn of smooth weighted round robin among those asked: each gains its weight, who has most
/// then is chosen and pays for all. Of equals the first.
class LoadBalancer::SmoothTurn {
 public:
  void ask(Place& place) {
    total_ += place.weight;
    place.current_weight += place.weight;
    if (best_ == nullptr || place.current_weight > best_->current_weight) best_ = &place;
  }

  /// Precondition: somebody was asked.
  [[nodiscard]] Backend& give() const {
    best_->current_weight -= total_;
    return *best_->backend;
  }

 private:
  Place* best_ = nullptr;
  int total_ = 0;
};

LoadBalancer::Backend& LoadBalancer::round_robin() {
  if (position_ >= ready_.size()) position_ = 0;
  return *ready_[position_++].backend;
}

LoadBalancer::Backend& LoadBalancer::weighted_round_robin() {
  SmoothTurn turn;
  for (Place& place : ready_) turn.ask(place);
  return turn.give();
}

LoadBalancer::Backend& LoadBalancer::least_connections() {
  SmoothTurn turn;
  loads_.for_each([&](std::size_t place) { turn.ask(ready_[place]); });
  return turn.give();
}

LoadBalancer::Backend& LoadBalancer::drawn(const Backend* other_than) {
  int total = 0;
  for (const Place& place : ready_) total += place.backend == other_than ? 0 : place.weight;
  auto ticket = static_cast<int>(routing_.below(static_cast<std::uint64_t>(total)));
  for (const Place& place : ready_) {
    if (place.backend == other_than) continue;
    ticket -= place.weight;
    if (ticket < 0) return *place.backend;
  }
  return *ready_.back().backend;
}

LoadBalancer::Backend& LoadBalancer::power_of_two() {
  Backend& first = drawn(nullptr);
  Backend& second = drawn(&first);
  return load_of(second) < load_of(first) ? second : first;
}

void LoadBalancer::report(std::vector<ComponentReport>& reports) {
  ComponentReport report = basic_report(Params::kind);
  report.counters["no_backend"] =
      static_cast<double>(flow_.outcomes()[static_cast<std::size_t>(OutcomeKind::no_backend)]);
  reports.push_back(std::move(report));
}

void LoadBalancer::sample(Gauges& gauges) {
  gauges.put(path(), "in_flight", static_cast<double>(flow_.inside()));
}

bool LoadBalancer::strike(Strike what, std::string_view member, double factor) {
  if (!member.empty()) return false;
  if (what != Strike::slow) down_ = what == Strike::kill;
  if (what == Strike::kill) visits_.abort_all();
  slowness_ = what == Strike::slow ? factor : 1.0;
  return true;
}

}  // namespace tiersim
