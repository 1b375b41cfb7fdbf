#include "lab/experiment/theory_rows.hpp"

#include "models/theory/erlang.hpp"

namespace tiersim::lab {

namespace {

/// A station with Poisson arrivals at a constant rate, and nothing else in the house.
struct Textbook {
  const StationParams* station = nullptr;
  std::string name;
  double rate = 0;
  double utilization = 0;
};

std::optional<Textbook> textbook(const Scenario& scenario) {
  if (scenario.workloads.size() != 1 || scenario.components.size() != 1 ||
      !scenario.faults.empty() || !scenario.links.empty()) {
    return std::nullopt;
  }
  const WorkloadSpec& workload = scenario.workloads.front();
  const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source);
  const auto* station = std::get_if<StationParams>(&scenario.components.front().params);
  if (arrivals == nullptr || station == nullptr || workload.timeout) return std::nullopt;
  if (arrivals->process != ArrivalKind::Poisson || arrivals->rate.size() != 1) return std::nullopt;
  if (station->discipline != Discipline::fifo || station->waiting_max || station->patience ||
      station->to)
    return std::nullopt;
  Textbook book{station, scenario.components.front().name, arrivals->rate.front().value.per_s, 0};
  book.utilization = book.rate * station->service.mean() / station->servers;
  if (book.utilization >= 1) return std::nullopt;
  return book;
}

TheoryRow row(const Result& result, const std::string& metric, const std::string& unit,
              double theory) {
  TheoryRow row{metric, unit, theory, {}};
  const auto interval = result.intervals.find(metric);
  if (interval != result.intervals.end()) row.simulated = interval->second;
  return row;
}

}  // namespace

std::optional<Theory> theory_of(const Scenario& scenario, const Result& result) {
  const std::optional<Textbook> book = textbook(scenario);
  if (!book) return std::nullopt;
  const StationParams& station = *book->station;
  const double service = station.service.mean();
  const bool exponential = station.service.kind() == "exponential";
  if (!exponential && station.servers > 1) return std::nullopt;
  const double wait = exponential
                          ? theory::mmc_mean_wait(station.servers, book->rate, service)
                          : theory::mg1_mean_wait(book->rate, service, station.service.cv());
  Theory theory;
  theory.model = exponential ? "M/M/" + std::to_string(station.servers) : "M/G/1";
  const std::string component = "components." + book->name;
  theory.rows.push_back(row(result, component + ".utilization", "ratio", book->utilization));
  theory.rows.push_back(
      row(result, component + ".in_flight_mean", "", book->rate * (wait + service)));
  theory.rows.push_back(row(result, component + ".wait_s.mean", "s", wait));
  theory.rows.push_back(row(result, "requests.all.latency_s.mean", "s", wait + service));
  if (exponential && station.servers == 1) {
    theory.rows.push_back(row(result, "requests.all.latency_s.p95", "s",
                              theory::mm1_sojourn_quantile(0.95, book->rate, service)));
    theory.rows.push_back(row(result, "requests.all.latency_s.p99", "s",
                              theory::mm1_sojourn_quantile(0.99, book->rate, service)));
  }
  return theory;
}

}  // namespace tiersim::lab
