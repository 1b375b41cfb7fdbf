#include "lab/experiment/theory_rows.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lab/experiment/textbook.hpp"
#include "lab/experiment/theory_law.hpp"
#include "models/theory/arrivals/gim.hpp"
#include "models/theory/arrivals/mmpp.hpp"
#include "models/theory/impatience.hpp"
#include "models/theory/mdc.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"
#include "models/theory/networks/open_network.hpp"
#include "models/theory/processor_sharing.hpp"

namespace tiersim::lab {

namespace {

constexpr const char* latency = "requests.all.latency_s";

/// Collects rows, each beside the interval that was simulated; what has none is left out, for it
/// cannot be compared.
class Table {
 public:
  Table(std::string model, const Result& result) : result_(result) {
    theory_.model = std::move(model);
  }

  void add(const std::string& metric, const std::string& unit, double value) {
    const auto interval = result_.intervals.find(metric);
    if (interval != result_.intervals.end() && std::isfinite(value))
      theory_.rows.push_back({metric, unit, value, interval->second});
  }

  /// What every component has.
  void add_component(const std::string& name, double utilization, double number) {
    add("components." + name + ".utilization", "ratio", utilization);
    add("components." + name + ".in_flight_mean", "", number);
  }

  void add_means(const std::string& name, const theory::StationMeans& means) {
    add_component(name, means.utilization, means.number);
    add("components." + name + ".wait_s.mean", "s", means.wait_s);
    add(std::string(latency) + ".mean", "s", means.sojourn_s);
  }

  void add_wait_p95(const std::string& name, double value) {
    add("components." + name + ".wait_s.p95", "s", value);
  }

  /// Of the whole latency.
  template <class Quantile>
  void add_quantiles(Quantile quantile) {
    add(std::string(latency) + ".p50", "s", quantile(0.50));
    add(std::string(latency) + ".p95", "s", quantile(0.95));
    add(std::string(latency) + ".p99", "s", quantile(0.99));
  }

  [[nodiscard]] std::optional<Theory> take() { return std::move(theory_); }

 private:
  const Result& result_;
  Theory theory_;
};

/// What is added to the name of a model that is not FIFO: its means stay, its percentiles do not.
std::string order_text(Discipline discipline) {
  if (discipline == Discipline::lifo) return ", last come first served";
  return discipline == Discipline::random ? ", served in random order" : "";
}

/// Orders that do not look at the request. Priorities and deadlines belong to what the request
/// brings along.
bool has_known_order(const StationParams& station) {
  return station.discipline == Discipline::fifo || station.discipline == Discipline::lifo ||
         station.discipline == Discipline::random;
}

std::optional<Theory> exponential_line(const TextbookStation& station, double rate,
                                       const Result& result) {
  const StationParams& params = station.params;
  const auto queue = theory::MMcQueue::solve(rate, 1 / params.service.mean(), params.servers);
  if (!queue) return std::nullopt;
  Table table(fmt::format("M/M/{}{}", params.servers, order_text(params.discipline)), result);
  table.add_means(station.name, queue->means);
  if (params.discipline == Discipline::fifo) {
    table.add_wait_p95(station.name, queue->wait_quantile_s(0.95));
    table.add_quantiles([&](double p) { return queue->sojourn_quantile_s(p); });
  }
  return table.take();
}

std::optional<Theory> constant_line(const TextbookStation& station, double rate,
                                    const Result& result) {
  const StationParams& params = station.params;
  const double service = params.service.mean();
  const auto queue = theory::MDcQueue::solve(rate, service, params.servers);
  if (!queue) return std::nullopt;
  Table table(fmt::format("M/D/{}{}", params.servers, order_text(params.discipline)), result);
  table.add_means(station.name, queue->means);
  if (params.discipline == Discipline::fifo) {
    table.add_wait_p95(station.name, queue->wait_quantile_s(0.95));
    // Those who do not wait all take the same time: a histogram cannot tell where in its bin.
    table.add_quantiles([&](double p) {
      const double wait = queue->wait_quantile_s(p);
      return wait > 0 ? wait + service : not_measured;
    });
  }
  return table.take();
}

std::optional<Theory> general_line(const TextbookStation& station, double rate,
                                   const Result& result) {
  const StationParams& params = station.params;
  const std::optional<theory::Law> service = law_of(params.service);
  if (params.servers > 1 || !service) return std::nullopt;
  const auto queue = theory::MG1Queue::solve(rate, *service);
  if (!queue) return std::nullopt;
  Table table("M/G/1" + order_text(params.discipline), result);
  table.add_means(station.name, queue->means);
  if (params.discipline == Discipline::fifo) {
    table.add_wait_p95(station.name, queue->wait_quantile_s(0.95));
    table.add_quantiles([&](double p) { return queue->sojourn_quantile_s(p); });
  }
  return table.take();
}

std::optional<Theory> limited_line(const TextbookStation& station, double rate,
                                   const Result& result) {
  const StationParams& params = station.params;
  const int places = params.servers + *params.waiting_max;
  const bool exponential = params.service.kind() == "exponential";
  const bool waits = *params.waiting_max > 0;
  if (waits && (!exponential || params.discipline != Discipline::fifo)) return std::nullopt;
  // Where nobody waits only the mean of the service matters (B. A. Sevastyanov, 1957).
  const theory::MMcKQueue queue(rate, 1 / params.service.mean(), params.servers, places);
  Table table(fmt::format("M/{}/{}/{}", exponential ? "M" : "G", params.servers, places), result);
  table.add("requests.all.error_rate", "ratio", queue.loss_probability);
  table.add("requests.all.throughput_per_s", "1/s", queue.throughput_per_s);
  table.add_component(station.name, queue.means.utilization, queue.means.number);
  table.add(std::string(latency) + ".mean", "s", queue.means.sojourn_s);
  table.add_quantiles(
      [&](double p) { return waits ? queue.sojourn_quantile_s(p) : params.service.quantile(p); });
  return table.take();
}

/// Requests that leave the line after a constant time.
std::optional<Theory> impatient_line(const TextbookStation& station, double rate,
                                     const Result& result) {
  const StationParams& params = station.params;
  if (params.service.kind() != "exponential" || params.discipline != Discipline::fifo ||
      params.waiting_max)
    return std::nullopt;
  const double service = params.service.mean();
  const theory::ImpatientQueue queue(rate, 1 / service, params.servers,
                                     theory::Law::deterministic(to_seconds(*params.patience)));
  Table table(fmt::format("M/M/{}+D", params.servers), result);
  table.add("requests.all.error_rate", "ratio", queue.abandon_probability);
  table.add("requests.all.throughput_per_s", "1/s", queue.throughput_per_s);
  table.add_component(station.name, queue.utilization, queue.number);
  table.add("components." + station.name + ".wait_s.mean", "s", queue.wait_s);
  table.add(std::string(latency) + ".mean", "s", queue.served_wait_s + service);
  return table.take();
}

/// Arrivals that are not Poisson, at exponential servers.
std::optional<Theory> renewal_line(const TextbookStation& station, const Distribution& interarrival,
                                   const Result& result) {
  const StationParams& params = station.params;
  const std::optional<theory::Law> law = law_of(interarrival);
  if (!law || !is_plain(params)) return std::nullopt;
  const auto queue = theory::GiMQueue::solve(*law, 1 / params.service.mean(), params.servers);
  if (!queue) return std::nullopt;
  Table table(fmt::format("{}/M/{}", interarrival.is_deterministic() ? "D" : "GI", params.servers),
              result);
  table.add_means(station.name, queue->means);
  table.add_wait_p95(station.name, queue->wait_quantile_s(0.95));
  table.add_quantiles([&](double p) { return queue->sojourn_quantile_s(p); });
  return table.take();
}

/// Arrivals whose rate a chain of two states switches, at exponential servers.
std::optional<Theory> modulated_line(const TextbookStation& station,
                                     const std::vector<ArrivalState>& states,
                                     const Result& result) {
  const StationParams& params = station.params;
  if (states.size() != 2 || !is_plain(params)) return std::nullopt;
  const theory::SwitchedPoisson arrivals{states[0].rate.per_s, states[1].rate.per_s,
                                         1 / to_seconds(states[0].stay),
                                         1 / to_seconds(states[1].stay)};
  const auto queue =
      theory::SwitchedPoissonQueue::solve(arrivals, 1 / params.service.mean(), params.servers);
  if (!queue) return std::nullopt;
  Table table(fmt::format("MMPP(2)/M/{}", params.servers), result);
  table.add_means(station.name, queue->means);
  table.add_wait_p95(station.name, queue->wait_quantile_s(0.95));
  return table.take();
}

std::optional<Theory> single_station(const TandemLine& line, const Result& result) {
  const TextbookStation& station = line.stations.front();
  const StationParams& params = station.params;
  const double rate = line.arrival_rate_per_s;
  if (!has_known_order(params) || !(params.service.mean() > 0)) return std::nullopt;
  if (line.interarrival) return renewal_line(station, *line.interarrival, result);
  if (!line.states.empty()) return modulated_line(station, line.states, result);
  if (params.patience) return impatient_line(station, rate, result);
  if (params.waiting_max) return limited_line(station, rate, result);
  if (params.service.kind() == "exponential") return exponential_line(station, rate, result);
  if (params.service.is_deterministic()) return constant_line(station, rate, result);
  return general_line(station, rate, result);
}

/// The stations as a network, when all are FIFO, without limits and with exponential service.
std::optional<theory::JacksonNetwork> jackson_network(const TandemLine& line) {
  theory::JacksonNetwork network;
  const std::size_t n = line.stations.size();
  for (std::size_t i = 0; i < n; ++i) {
    const StationParams& params = line.stations[i].params;
    if (!is_plain(params)) return std::nullopt;
    network.external_rate_per_s.push_back(i == 0 ? line.arrival_rate_per_s : 0);
    network.service_rate_per_s.push_back(1 / params.service.mean());
    network.servers.push_back(static_cast<std::size_t>(params.servers));
    network.routing.emplace_back(n, 0.0);
    if (i + 1 < n) network.routing.back()[i + 1] = 1;
  }
  return network;
}

std::optional<Theory> row_of_stations(const TandemLine& line, const Result& result) {
  const auto network = line.is_poisson() ? jackson_network(line) : std::nullopt;
  const auto solution = network ? theory::solve(*network) : std::nullopt;
  if (!solution) return std::nullopt;
  Table table(fmt::format("Jackson network, {} stations in a row", line.stations.size()), result);
  double from_here_on = solution->number;
  for (std::size_t i = 0; i < line.stations.size(); ++i) {
    const theory::OpenStation& station = solution->stations[i];
    // A request counts as inside until the stations behind have answered.
    table.add_component(line.stations[i].name, station.utilization, from_here_on);
    from_here_on -= station.number;
    table.add("components." + line.stations[i].name + ".wait_s.mean", "s",
              station.sojourn_s - line.stations[i].params.service.mean());
  }
  table.add(std::string(latency) + ".mean", "s", solution->sojourn_s);
  // Sojourns at single servers in a row are independent and exponential (E. Reich, "Waiting times
  // when queues are in tandem", Annals of Mathematical Statistics 28, 1957).
  std::vector<double> sojourns;
  for (const theory::OpenStation& station : solution->stations)
    sojourns.push_back(station.sojourn_s);
  if (std::ranges::all_of(network->servers, [](std::size_t servers) { return servers == 1; }))
    table.add_quantiles([&](double p) { return sum_quantile_s(sojourns, p); });
  return table.take();
}

std::optional<Theory> shared_cores(const SharedPod& pod, const Result& result) {
  const std::optional<theory::Law> demand = law_of(pod.demand);
  const int cores = static_cast<int>(pod.cores);
  const double load = pod.arrival_rate_per_s * pod.demand.mean() / pod.cores;
  // Beyond the cores each further job is `load` times as likely as the one before: the slots, with
  // this little left above them, never run out.
  if (!demand || cores != pod.cores || load >= 1 || std::pow(load, pod.slots - cores) > 1e-6)
    return std::nullopt;
  Table table(fmt::format("M/G/{}, processor sharing", cores), result);
  const auto add = [&](const theory::StationMeans& means) {
    table.add_component(pod.name, means.utilization, means.number);
    table.add(std::string(latency) + ".mean", "s", means.sojourn_s);
  };
  if (cores > 1) {
    const auto shared = theory::shared_cores(pod.arrival_rate_per_s, demand->mean(), cores);
    if (!shared) return std::nullopt;
    add(shared->means);
    return table.take();
  }
  const auto shared = theory::MG1ProcessorSharing::solve(pod.arrival_rate_per_s, *demand);
  if (!shared) return std::nullopt;
  add(shared->means);
  if (shared->sojourn_quantile_s(0.5))
    table.add_quantiles([&](double p) { return shared->sojourn_quantile_s(p).value(); });
  return table.take();
}

}  // namespace

std::optional<Theory> theory_of(const Scenario& scenario, const Result& result) {
  if (const std::optional<TandemLine> line = tandem_line(scenario))
    return line->stations.size() == 1 ? single_station(*line, result)
                                      : row_of_stations(*line, result);
  if (const std::optional<SharedPod> pod = shared_pod(scenario)) return shared_cores(*pod, result);
  return std::nullopt;
}

}  // namespace tiersim::lab
