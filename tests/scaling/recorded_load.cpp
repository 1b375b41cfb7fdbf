#include "tests/scaling/recorded_load.hpp"

#include <fstream>
#include <map>
#include <stdexcept>

#include "models/autoscaling/metrics_pipeline.hpp"
#include "models/compute/deployment.hpp"
#include "tests/support/world.hpp"

namespace tiersim::test {

namespace {

constexpr Duration period = 15s;
constexpr Duration sample_age = 8s;
constexpr Duration start_up = 45s;
constexpr Duration before = std::chrono::hours(1);  ///< how long the first pods have run
constexpr double work_s = 0.005;                    ///< of a request, where the trace counts none

double cores_of_ready(const vectors::Json& groups, const char* key) {
  double sum = 0;
  for (const vectors::Json& group : groups) {
    if (!group.value("ready", false) || !group.contains("usageMilli")) continue;
    sum += group.at("usageMilli").value(key, 0.0) * group.at("count").get<double>() / 1000.0;
  }
  return sum;
}

RecordedStep step_of(const vectors::Json& json) {
  const vectors::Json& state = json.at("state");
  const vectors::Json& groups = state.at("podGroups");
  RecordedStep step;
  step.at = vectors::seconds(json.at("t"));
  step.cores = cores_of_ready(groups, "cpu");
  step.requests_per_s = cores_of_ready(groups, "http_requests_per_second");
  const auto memory_milli = groups.at(0).at("usageMilli").value("memory", std::int64_t{0});
  step.memory_bytes = (memory_milli + 999) / 1000;  // a kernel counts whole bytes
  step.current = state.at("currentReplicas").get<int>();
  step.desired = json.at("expect").at("desiredReplicas").get<int>();
  return step;
}

/// Seconds of CPU that one request of a step takes.
double demand_s(const RecordedStep& step) {
  return step.requests_per_s > 0 ? step.cores / step.requests_per_s : work_s;
}

/// A class of requests for each step, for a step has its own cost of a request.
std::vector<Program> programs_of(const RecordedTrace& trace) {
  std::vector<Program> programs;
  for (const RecordedStep& step : trace.steps) {
    Instruction work;
    work.kind = Instruction::Kind::cpu;
    work.demand = Distribution::deterministic(from_seconds(demand_s(step)));
    programs.push_back({work});
  }
  return programs;
}

DeploymentParams pods_of(const RecordedTrace& trace) {
  DeploymentParams params;
  params.replicas = trace.steps.front().current;
  params.resources.requests.cpu = Cores{0.5};
  params.resources.requests.memory = Bytes{std::int64_t{512} << 20};
  params.node_cpu = Cores{8.0};
  params.slots = 100'000;
  params.start_up = Distribution::deterministic(start_up - 1ms);  // ready when the sync looks
  params.endpoint_delay = 0s;
  params.on_sigterm = OnSigterm::drain;
  return params;
}

/// Counters of the requests that came to each pod, read as the pods' CPU is.
class RequestCounts {
 public:
  void count(std::uint64_t pod) { ++counts_[pod]; }

  void scrape(TimePoint now, const std::vector<PodSnapshot>& pods) {
    rates_.clear();
    for (const PodSnapshot& pod : pods) {
      const std::uint64_t seen = counts_[pod.number];
      const auto last = scraped_.find(pod.number);
      if (last != scraped_.end()) {
        const auto rate = static_cast<std::int64_t>(seen - last->second) * 1000 / (period / 1s);
        rates_.push_back(
            {.pod = pod_name(pod.number), .timestamp = now, .window = period, .milli = rate});
      }
      scraped_[pod.number] = seen;
    }
  }

  [[nodiscard]] const std::vector<PodSample>& rates() const { return rates_; }

 private:
  std::map<std::uint64_t, std::uint64_t> counts_;
  std::map<std::uint64_t, std::uint64_t> scraped_;
  std::vector<PodSample> rates_;
};

class Life {
 public:
  explicit Life(const RecordedTrace& trace)
      : trace_(trace),
        pods_(pods_of(trace), world_.context("api"), {ZoneId{1}}, programs_of(trace)),
        hpa_(trace.spec, trace.controller,
             vectors::read_history(trace.first_state, TimePoint{before})) {
    pods_.start();
  }

  ~Life() {
    world_.callers.destroy_all();
    pods_.evacuate();
  }

  [[nodiscard]] LivedTrace live() {
    world_.callers.spawn(load());
    LivedTrace lived;
    for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
      const RecordedStep& step = trace_.steps[i];
      if (i == 0) scrape(step, before + step.at - sample_age - period);
      scrape(step, before + step.at - sample_age);
      world_.run_until(before + step.at);
      const int desired = sync(step);
      lived.desired.push_back(desired);
      if (desired != step.desired) lived.departures.push_back({step.at, step.desired, desired});
    }
    return lived;
  }

 private:
  /// Requests at even distances, one pod after the other. What a sample at a step shows happened in
  /// the period up to `sample_age` before it.
  Process load() {
    std::size_t turn = 0;
    co_await world_.simulation.delay(before - sample_age - 2 * period);
    for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
      const RecordedStep& step = trace_.steps[i];
      const Duration end = before + step.at - sample_age;
      const double rate = step.cores / demand_s(step);
      while (world_.now() < end) {
        const auto& ready = pods_.endpoints().endpoints();
        const Endpoint& endpoint = ready[++turn % ready.size()];
        counts_.count(endpoint.number);
        Request request;
        request.operation = static_cast<ClassId>(i);
        world_.callers.spawn(send(*endpoint.service, request));
        co_await world_.simulation.delay(from_seconds(1.0 / rate));
      }
    }
  }

  static Process send(Service& pod, Request request) { co_await pod.serve(request); }

  void scrape(const RecordedStep& step, Duration at) {
    world_.run_until(at);
    snapshots(step);
    pipeline_.scrape(world_.simulation.now(), seen_);
    counts_.scrape(world_.simulation.now(), seen_);
  }

  /// The pods as they are, with the memory of the recording.
  void snapshots(const RecordedStep& step) {
    constexpr std::int64_t starting = std::int64_t{102} << 20;
    pods_.pods(seen_);
    for (PodSnapshot& pod : seen_) pod.memory_bytes = pod.ready ? step.memory_bytes : starting;
  }

  int sync(const RecordedStep& step) {
    snapshots(step);
    MetricsView metrics;
    for (const PodSnapshot& pod : seen_) metrics.pods.push_back(view_of(pod));
    for (const MetricSpec& metric : *hpa_.spec().metrics) {
      metrics.readings.push_back(
          {.samples = metric.type == "Pods" ? counts_.rates() : pipeline_.samples(metric.name)});
    }
    const ScaleView scale{pods_.replicas_spec(), pods_.replicas_status()};
    const HpaDecision decision = hpa_.sync(world_.simulation.now(), scale, metrics);
    if (decision.rescaled) pods_.scale_to(decision.desired, decision.reason);
    return decision.desired;
  }

  const RecordedTrace& trace_;
  TestWorld world_;
  Deployment pods_;
  HorizontalPodAutoscaler hpa_;
  MetricsPipeline pipeline_{period};
  RequestCounts counts_;
  std::vector<PodSnapshot> seen_;
};

}  // namespace

RecordedTrace recorded_trace(const std::string& name) {
  const std::string path = "tests/vectors/hpa-traces/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  const vectors::Json json = vectors::Json::parse(file);
  const vectors::Json& vector = json.contains("cases") ? json.at("cases").at(0) : json.at(0);
  RecordedTrace trace;
  trace.description = vector.at("description").get<std::string>();
  trace.spec = vectors::read_spec(vector.at("spec"));
  trace.controller = vectors::read_controller(vector.at("controller"));
  trace.first_state = vectors::member(vector, "state");
  for (const vectors::Json& step : vector.at("steps")) trace.steps.push_back(step_of(step));
  return trace;
}

LivedTrace live_through(const RecordedTrace& trace) {
  return Life(trace).live();
}

}  // namespace tiersim::test
