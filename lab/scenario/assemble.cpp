#include "lab/scenario/assemble.hpp"

#include <algorithm>
#include <limits>

#include "lab/scenario/arrivals_builder.hpp"
#include "lab/scenario/components_builder.hpp"
#include "lab/scenario/control_loops.hpp"
#include "models/fault/fault_plan.hpp"
#include "models/workload/source.hpp"
#include "sim/kernel/deadlock.hpp"

namespace tiersim::lab {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang deduces it by itself from version 17 on only

UserStages stages_of(const std::vector<Point<std::int64_t>>& points) {
  std::vector<UserPoint> stages;
  stages.reserve(points.size());
  for (const auto& point : points)
    stages.push_back({TimePoint{point.at}, static_cast<std::uint32_t>(point.value)});
  return UserStages(std::move(stages));
}

/// The strictest latency objective that applies to a class: what counts as good.
Duration good_within(const Scenario& scenario, const std::string& request_class) {
  double strictest = std::numeric_limits<double>::infinity();
  for (const ObjectiveSpec& objective : scenario.objectives) {
    const bool applies =
        objective.scope == ObjectiveSpec::Scope::All ||
        (objective.scope == ObjectiveSpec::Scope::Class && objective.scope_name == request_class);
    if (applies && objective.unit == "s") strictest = std::min(strictest, objective.limit);
  }
  return strictest < 9e9 ? from_seconds(strictest) : forever;
}

std::vector<Duration> good_limits(const Scenario& scenario, const NameTables& names) {
  std::vector<Duration> limits;
  for (const std::string& name : names.classes) limits.push_back(good_within(scenario, name));
  return limits;
}

std::vector<Distribution> latency_table(const NetworkSpec& network, const NameTables& names) {
  const std::size_t n = names.zones.size();
  std::vector<Distribution> table(n * n);
  const auto named = [&names](std::size_t zone, const std::string& name) {
    return names.zones[zone] == name;
  };
  for (std::size_t from = 0; from < n; ++from) {
    for (std::size_t to = 0; to < n; ++to) {
      // Clients without a zone stand next to what they call; a component without one next to
      // whoever calls it.
      if (from == clients_zone || to == clients_zone) continue;
      const bool placed = from > 1 && to > 1;
      Distribution latency = placed && from != to ? network.between_zones : network.same_zone;
      for (const ZoneLatency& pair : network.zones) {
        if (placed && named(from, pair.to) && named(to, pair.from)) latency = pair.latency;
      }
      for (const ZoneLatency& pair : network.zones) {
        if (placed && named(from, pair.from) && named(to, pair.to)) latency = pair.latency;
      }
      table[from * n + to] = latency;
    }
  }
  return table;
}

bool takes_time(const NetworkSpec& network) {
  return network.same_zone.mean() > 0 || network.between_zones.mean() > 0 || !network.zones.empty();
}

}  // namespace

/// Everything a house is made of, in the order of construction.
class House::Parts final : private Gauges {
 public:
  Parts(const Scenario& scenario, const Traces& traces, const NameTables& names, RunKey key)
      : scenario_(scenario),
        background_(simulation_),
        ledger_(names.columns.size()),
        network_(names.zones.size(), latency_table(scenario.network, names),
                 Stream::named(key, "network", "latency")),
        world_{simulation_,
               key,
               background_,
               ledger_,
               journal_,
               takes_time(scenario.network) ? &network_ : nullptr,
               static_cast<ComponentId>(names.columns.size() - 1)},
        builder_(scenario, names, world_),
        deadlock_watch_(simulation_),
        log_(names.workloads.size(), good_limits(scenario, names),
             TimePoint{scenario.run.warm_up}) {
    builder_.build();
    loops_.emplace(scenario, builder_);
    for (std::size_t i = 0; i < scenario.workloads.size(); ++i)
      add_source(scenario.workloads[i], i, traces, names);
    add_faults(names);
  }

  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  ~Parts() override {
    // What is in flight goes group by group before the components it stands on.
    for (const auto& source : sources_) source->evacuate();
    background_.destroy_all();
    loops_->clear();
    builder_.node_autoscaler.reset();
    faults_.reset();
    for (const auto& component : builder_.components) component->evacuate();
  }

  bool run(const std::function<bool(Duration)>& go_on) {
    for (const auto& component : builder_.components) component->start();
    loops_->start();
    start_node_autoscaler();
    faults_->start();
    for (const auto& source : sources_) source->start();
    const Duration step = scenario_.run.sampling();
    const Duration end = scenario_.run.duration;
    for (Duration from{}; from < end; from += step) {
      const Duration to = std::min(from + step, end);
      const Duration warm_up = scenario_.run.warm_up;
      if (warm_up == Duration{} && from == Duration{}) begin_measuring();
      if (warm_up > from && warm_up <= to) {
        simulation_.run_until(TimePoint{warm_up});
        begin_measuring();
      }
      simulation_.run_until(TimePoint{to});
      sample(to - from);
      refuse_deadlock(to == end ? find_deadlock(simulation_) : deadlock_watch_.look());
      if (!go_on(to)) return false;
    }
    return true;
  }

  [[nodiscard]] std::vector<ComponentReport> reports() const {
    std::vector<ComponentReport> reports;
    for (const auto& component : builder_.components) component->report(reports);
    return reports;
  }

  [[nodiscard]] std::vector<LinkReport> links() const {
    std::vector<LinkReport> reports;
    for (const auto& [from, to, link] : builder_.links) {
      auto same = std::find_if(
          reports.begin(), reports.end(),
          [&from = from, &to = to](const LinkReport& r) { return r.from == from && r.to == to; });
      if (same == reports.end()) same = reports.insert(reports.end(), LinkReport{from, to});
      same->timeouts += link->timeouts();
      same->retries += link->retries();
      same->retries_refused += link->retries_refused();
    }
    return reports;
  }

  Simulation simulation_;
  const Scenario& scenario_;
  ProcessScope background_;
  Ledger ledger_;
  Journal journal_;
  Network network_;
  World world_;
  ComponentsBuilder builder_;
  DeadlockWatch deadlock_watch_;
  RequestLog log_;
  std::vector<SampledColumn> series_;

 private:
  void start_node_autoscaler() {
    if (builder_.node_autoscaler == nullptr) return;
    Stream phase = builder_.components.back()->context().stream("phase");
    const double period = to_seconds(builder_.node_autoscaler->period());
    builder_.node_autoscaler->start(from_seconds(phase.uniform() * period));
  }

  void add_source(const WorkloadSpec& workload, std::size_t index, const Traces& traces,
                  const NameTables& names) {
    const auto class_id = [&names](const std::string& name) {
      return static_cast<ClassId>(std::find(names.classes.begin(), names.classes.end(), name) -
                                  names.classes.begin());
    };
    Client::Params params;
    params.workload = static_cast<std::uint16_t>(index);
    params.timeout = workload.timeout;
    for (const auto& [name, weight] : workload.mix) {
      params.classes.push_back(class_id(name));
      params.weights.push_back(weight);
    }
    Context context{world_, workload.name, 0, builder_.zone(workload.zone, clients_zone)};
    const Stream arrivals = context.stream("arrivals");
    auto client = std::make_unique<Client>(params, context, log_,
                                           builder_.service(workload.name, workload.to.name));
    sources_.push_back(std::visit(
        Overloaded{
            [&](const ArrivalsSpec& spec) -> std::unique_ptr<Source> {
              return std::make_unique<OpenSource>(std::move(client), open_arrivals(spec, arrivals));
            },
            [&](const TraceSpec& spec) -> std::unique_ptr<Source> {
              const LoadedTrace& trace = traces.by_workload.at(workload.name);
              std::vector<ClassId> classes;
              for (const std::string& name : trace.class_names) classes.push_back(class_id(name));
              return std::make_unique<OpenSource>(
                  std::move(client), trace_arrivals(spec, trace, arrivals), std::move(classes));
            },
            [&](const UsersSpec& spec) -> std::unique_ptr<Source> {
              return std::make_unique<ClosedUsers>(std::move(client), stages_of(spec.stages),
                                                   spec.think);
            }},
        workload.source));
  }

  void add_faults(const NameTables& names) {
    std::vector<Fault> faults;
    std::vector<Rollout> rollouts;
    for (const FaultSpec& spec : scenario_.faults) {
      if (spec.verb == FaultVerb::Rollout) {
        rollouts.push_back({TimePoint{spec.at}, spec.target, spec.factor});
        continue;
      }
      const Strike what = spec.verb == FaultVerb::Kill   ? Strike::kill
                          : spec.verb == FaultVerb::Slow ? Strike::slow
                                                         : Strike::heal;
      faults.push_back({TimePoint{spec.at}, what, spec.target, spec.factor, spec.lasts});
    }
    std::vector<Component*> components;
    for (const auto& component : builder_.components) components.push_back(component.get());
    faults_ = std::make_unique<FaultPlan>(world_, std::move(faults), std::move(components),
                                          names.zones, std::move(rollouts));
  }

  void refuse_deadlock(const std::optional<Deadlock>& deadlock) const {
    if (!deadlock) return;
    const auto name_of = [this](std::uint64_t id) {
      return "request " + std::to_string(Client::number_of(id)) + " of " +
             scenario_.workloads[Client::workload_of(id)].name;
    };
    throw RunError(to_text(*deadlock, name_of) +
                   "\ngive a link of the circle a timeout, or break the circle");
  }

  void begin_measuring() {
    for (const auto& component : builder_.components) component->begin_measuring();
    ledger_.clear_sums();
  }

  void sample(Duration span) {
    RequestLog::Window& window = log_.window();
    const double seconds = to_seconds(span);
    put("requests", "offered_per_s", static_cast<double>(window.offered) / seconds);
    put("requests", "completed_per_s", static_cast<double>(window.completed) / seconds);
    put("requests", "failed_per_s", static_cast<double>(window.failed) / seconds);
    const std::uint64_t ended = window.completed + window.failed;
    if (ended > 0)
      put("requests", "error_rate",
          static_cast<double>(window.failed) / static_cast<double>(ended));
    if (window.completed > 0) {
      put("requests", "latency_p50_s", window.latency.quantile(0.50));
      put("requests", "latency_p95_s", window.latency.quantile(0.95));
      put("requests", "latency_p99_s", window.latency.quantile(0.99));
    }
    put("requests", "in_flight", static_cast<double>(log_.in_flight()));
    window.offered = window.completed = window.failed = 0;
    window.latency.clear();
    for (const auto& component : builder_.components) component->sample(*this);
    ++samples_;
    for (SampledColumn& column : series_)
      column.values.resize(samples_, std::numeric_limits<double>::quiet_NaN());
  }

  void put(std::string_view component, std::string_view metric, double value) override {
    auto column = std::find_if(series_.begin(), series_.end(), [&](const SampledColumn& c) {
      return c.component == component && c.metric == metric;
    });
    if (column == series_.end()) {
      series_.push_back({std::string(component), std::string(metric), {}});
      column = series_.end() - 1;
      // All that will ever be in it, so that nothing is allocated as the run goes on.
      column->values.reserve(samples_in_all());
    }
    column->values.resize(samples_, std::numeric_limits<double>::quiet_NaN());
    column->values.push_back(value);
  }

  [[nodiscard]] std::size_t samples_in_all() const {
    const Duration step = scenario_.run.sampling();
    return static_cast<std::size_t>((scenario_.run.duration + step - Duration{1}) / step);
  }

  std::optional<ControlLoops> loops_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::unique_ptr<FaultPlan> faults_;
  std::size_t samples_ = 0;
};

House::House(const Scenario& scenario, const Traces& traces, const NameTables& names, RunKey key)
    : parts_(std::make_unique<Parts>(scenario, traces, names, key)) {}

House::~House() = default;

bool House::run(const std::function<bool(Duration)>& go_on) {
  return parts_->run(go_on);
}

TimePoint House::now() const {
  return parts_->simulation_.now();
}

std::uint64_t House::events() const {
  return parts_->simulation_.events();
}

const RequestLog& House::requests() const {
  return parts_->log_;
}

std::vector<ComponentReport> House::reports() const {
  return parts_->reports();
}

std::vector<LinkReport> House::links() const {
  return parts_->links();
}

const Ledger& House::ledger() const {
  return parts_->ledger_;
}

const Journal& House::journal() const {
  return parts_->journal_;
}

const std::vector<SampledColumn>& House::series() const {
  return parts_->series_;
}

}  // namespace tiersim::lab
