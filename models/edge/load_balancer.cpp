#include "models/edge/load_balancer.hpp"

#include <algorithm>

namespace tiersim {

namespace {

/// Backends of targets without a set have numbers above all endpoints.
constexpr std::uint64_t fixed_backend = std::uint64_t{1} << 63;

/// Fewer open requests per weight, compared without division.
bool less_loaded(int open_a, int weight_a, int open_b, int weight_b) {
  return static_cast<std::int64_t>(open_a) * weight_b <
         static_cast<std::int64_t>(open_b) * weight_a;
}

}  // namespace

LoadBalancer::LoadBalancer(const Params& params, Context context, std::vector<Target> targets)
    : Component(std::move(context)),
      params_(params),
      targets_(std::move(targets)),
      versions_(targets_.size(), 0),
      routing_(context_.stream("routing")),
      processing_(context_.stream("processing")) {}

Task<Outcome> LoadBalancer::serve(Request request) {
  const ZoneId origin = request.zone;
  const Duration way_in = wire_time(request, origin, context_.zone);
  if (way_in > Duration::zero()) co_await simulation().delay(way_in);
  request.zone = context_.zone;

  Flow::Visit visit{flow_, simulation()};
  OutcomeKind trouble = OutcomeKind::ok;
  if (down_) {
    trouble = OutcomeKind::refused;
  } else if (params_.max_connections &&
             flow_.inside() > static_cast<std::uint64_t>(*params_.max_connections)) {
    trouble = OutcomeKind::rejected_limit;
  }
  if (trouble != OutcomeKind::ok) co_return visit.end(outcome(trouble));

  const Duration processing = from_seconds(params_.processing.sample(processing_) * slowness_);
  if (processing > Duration::zero()) {
    co_await simulation().delay(processing);
    flow_.service.record(to_seconds(processing));
    ledger().charge(request, context_.id, Duration{}, processing);
  }
  if (down_) co_return visit.end(outcome(OutcomeKind::reset));  // killed meanwhile
  Backend* const backend = choose();
  if (backend == nullptr) co_return visit.end(outcome(OutcomeKind::no_backend));

  Outcome answer;
  {
    Connection connection{*backend};
    answer = co_await abortable(simulation(), visits_, backend->service->serve(request),
                                outcome(OutcomeKind::reset));
  }
  const Duration way_out = wire_time(request, context_.zone, origin);
  if (way_out > Duration::zero()) co_await simulation().delay(way_out);
  co_return visit.end(answer);
}

void LoadBalancer::learn() {
  bool changed = false;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const std::uint64_t version =
        targets_[i].endpoints != nullptr ? targets_[i].endpoints->version() : 1;
    changed |= version != versions_[i];
    versions_[i] = version;
  }
  if (!changed) return;
  for (const auto& backend : known_) backend->listed = false;
  ready_.clear();
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
  std::erase_if(known_, [](const auto& backend) { return !backend->listed && backend->open == 0; });
}

void LoadBalancer::list(std::uint64_t number, Service& service, const Target& target) {
  auto found = std::find_if(known_.begin(), known_.end(),
                            [number](const auto& b) { return b->number == number; });
  if (found == known_.end()) {
    Service& reached = target.wrap ? target.wrap(service) : service;
    known_.push_back(std::make_unique<Backend>(
        Backend{.number = number, .service = &reached, .weight = target.weight}));
    found = known_.end() - 1;
  }
  (*found)->listed = true;
  ready_.push_back(found->get());
}

LoadBalancer::Backend* LoadBalancer::choose() {
  learn();
  if (ready_.empty()) return nullptr;
  if (ready_.size() == 1) return ready_.front();
  switch (params_.algorithm) {
    case BalancingAlgorithm::round_robin:
      return &round_robin();
    case BalancingAlgorithm::weighted_round_robin:
      return &weighted_round_robin(ready_);
    case BalancingAlgorithm::least_conn:
      return &least_connections();
    case BalancingAlgorithm::random:
      return &drawn(nullptr);
    case BalancingAlgorithm::power_of_two:
      return &power_of_two();
  }
  return nullptr;
}

LoadBalancer::Backend& LoadBalancer::round_robin() {
  if (position_ >= ready_.size()) position_ = 0;
  return *ready_[position_++];
}

LoadBalancer::Backend& LoadBalancer::weighted_round_robin(const std::vector<Backend*>& candidates) {
  int total = 0;
  Backend* best = nullptr;
  for (Backend* const backend : candidates) {
    backend->current_weight += backend->weight;
    total += backend->weight;
    if (best == nullptr || backend->current_weight > best->current_weight) best = backend;
  }
  best->current_weight -= total;
  return *best;
}

LoadBalancer::Backend& LoadBalancer::least_connections() {
  tied_.clear();
  for (Backend* const backend : ready_) {
    if (tied_.empty() ||
        less_loaded(backend->open, backend->weight, tied_.front()->open, tied_.front()->weight)) {
      tied_.assign(1, backend);
    } else if (!less_loaded(tied_.front()->open, tied_.front()->weight, backend->open,
                            backend->weight)) {
      tied_.push_back(backend);
    }
  }
  return tied_.size() == 1 ? *tied_.front() : weighted_round_robin(tied_);
}

LoadBalancer::Backend& LoadBalancer::drawn(const Backend* other_than) {
  int total = 0;
  for (const Backend* backend : ready_) total += backend == other_than ? 0 : backend->weight;
  auto ticket = static_cast<int>(routing_.below(static_cast<std::uint64_t>(total)));
  for (Backend* const backend : ready_) {
    if (backend == other_than) continue;
    ticket -= backend->weight;
    if (ticket < 0) return *backend;
  }
  return *ready_.back();
}

LoadBalancer::Backend& LoadBalancer::power_of_two() {
  Backend& first = drawn(nullptr);
  Backend& second = drawn(&first);
  return less_loaded(second.open, second.weight, first.open, first.weight) ? second : first;
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
