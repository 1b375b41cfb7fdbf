#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/context.hpp"
#include "models/flow.hpp"
#include "models/published.hpp"
#include "models/service.hpp"

namespace tiersim {

/// How many replicas a component had over the measured time.
struct ReplicaReport {
  double mean = 0;
  double min = 0;
  double max = 0;
  double end = 0;
};

/// Something used whose price the component knows itself.
struct PricedQuantity {
  std::string name;  ///< "m6i.xlarge"
  double quantity = 0;
  std::string unit;  ///< "node_hour"
  double price = 0;  ///< per unit
};

/// What a component says of itself at the end of a run.
struct ComponentReport {
  std::string path;
  std::string kind;
  ComponentId id = 0;
  double busy_seconds = 0;      ///< server-seconds in use over the measured time
  double capacity_seconds = 0;  ///< server-seconds there were; 0: no capacity to speak of
  const Flow* flow = nullptr;
  std::optional<ReplicaReport> replicas;
  std::map<std::string, double> counters;
  std::map<std::string, double>
      quantities;  ///< what prices refer to: "cpu_hour", "replica_hour", …
  std::vector<PricedQuantity> priced;
};

/// Collects the values of one sampling instant.
class Gauges {
 public:
  virtual ~Gauges() = default;
  virtual void put(std::string_view component, std::string_view metric, double value) = 0;
};

/// What can be done to a component or a member of it from outside.
enum class Strike : std::uint8_t { kill, slow, heal };

/// A tier of the house: a service with a name, statistics and weak spots.
class Component : public Service, public Publisher {
 public:
  explicit Component(Context context) : context_(std::move(context)) {}

  [[nodiscard]] const Context& context() const { return context_; }

  [[nodiscard]] const std::string& path() const { return context_.path; }

  /// Called once, when the run starts.
  virtual void start() {}

  /// The warm-up is over: averages and tallies start anew.
  virtual void begin_measuring() { flow_.begin_measuring(context_.now()); }

  virtual void report(std::vector<ComponentReport>& reports) = 0;

  virtual void sample(Gauges& gauges) { static_cast<void>(gauges); }

  /// What all components publish (`published_by_all`); a kind adds what its parameters list under
  /// `published`.
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override {
    if (metric == "requests_total") series.push_back({{}, static_cast<double>(flow_.arrived())});
    if (metric == "in_flight") series.push_back({{}, static_cast<double>(flow_.inside())});
  }

  /// A fault on this component or, with `member` not empty, on one of its members ("primary",
  /// "pod-3"). False: no such member.
  virtual bool strike(Strike what, std::string_view member, double factor) = 0;

  /// A fault on everything this component has in a zone.
  virtual void strike_zone(Strike what, ZoneId zone, double factor) {
    if (context_.zone == zone) strike(what, {}, factor);
  }

  /// Starts a new revision, whose service times are multiplied by `slowness`. False: it has none.
  virtual bool roll_out(double slowness) {
    static_cast<void>(slowness);
    return false;
  }

  /// Destroys the requests inside; the house is being taken down.
  virtual void evacuate() {}

 protected:
  [[nodiscard]] Duration wire_time(const Request& request, ZoneId from, ZoneId to) const {
    return context_.wire_time(request, from, to);
  }

  [[nodiscard]] Simulation& simulation() const { return context_.world.simulation; }

  [[nodiscard]] Ledger& ledger() const { return context_.world.ledger; }

  [[nodiscard]] Outcome outcome(OutcomeKind kind) const { return {kind, context_.id}; }

  [[nodiscard]] ComponentReport basic_report(std::string_view kind) const {
    ComponentReport report;
    report.path = context_.path;
    report.kind = kind;
    report.id = context_.id;
    report.flow = &flow_;
    return report;
  }

  Context context_;
  Flow flow_;
};

}  // namespace tiersim
