// Batches of g2: arrivals in batches, service in bulk, gathering by size or time-out.
#include "models/queueing/batcher.hpp"
#include "models/queueing/bulk_server.hpp"
#include "tests/queueing/stations/station_run.hpp"

namespace tiersim::queueing {
namespace {

/// M^X/M/1.
Measurement batch_arrivals(const Json& one_case, const Run& run) {
  const Json& parameters = one_case.at("parameters");
  const double rate = parameters.at("lambda_batch");
  const TimeUnit unit = TimeUnit::of_rate(rate);
  const Distribution service = unit.exponential(parameters.at("mu"));
  const double rho = expected(one_case, "rho");
  // A batch counts for as many customers as rho says, and varies by as much.
  const double mean_batch = rho / service.mean();
  return StationRun(one_case, run,
                    {.unit = unit,
                     .station = {.servers = 1},
                     .classes = {{rate, service, {}}},
                     .batch = BatchLaw(parameters.at("batch")),
                     .warm_up = warm_up_customers(rho, 1, 2 * mean_batch)})
      .report();
}

/// M/M^[a,b]/1.
class BulkRun final : private WindowedRun {
 public:
  BulkRun(const Json& one_case, const Run& run)
      : WindowedRun(one_case, TimeUnit::of_rate(one_case.at("parameters").at("lambda")), run,
                    warm_up_of(one_case.at("parameters"))),
        server_(simulation_,
                {.service = unit_.exponential(one_case.at("parameters").at("mu")),
                 .batch_min = one_case.at("parameters").at("a"),
                 .batch_max = one_case.at("parameters").at("b")},
                Stream::named(key_, "server", "service")) {
    play_poisson(one_case["parameters"]["lambda"],
                 [this](bool measured) { return customer(measured); });
  }

  [[nodiscard]] Measurement report() const {
    Measurement out;
    out.events = simulation_.events();
    out.mean("Lq", {waiting_seconds_, span_});
    out.mean("Wq", waits_.mean());
    out.mean("W", sojourns_.mean());
    out.probability("P_idle", {span_ - busy_seconds_, span_});
    out.mean("E_batch", {waits_.count(), batches_});
    return out;
  }

 private:
  /// Ten times the square of the noise over that of the drift, as of a reflected Brownian motion:
  /// a batch takes b at most, and as many come as do.
  static std::uint64_t warm_up_of(const Json& parameters) {
    const double lambda = parameters.at("lambda");
    const double mu = parameters.at("mu");
    const double b = parameters.at("b");
    const double drift = b * mu - lambda;
    const double settling = 20 * (lambda + b * b * mu) / (drift * drift) + 20 / mu;
    return static_cast<std::uint64_t>(lambda * settling + 10 * b);
  }

  void begin_window() override {
    waiting_seconds_ = -server_.waiting_seconds();
    busy_seconds_ = -server_.busy_seconds();
  }

  void end_window() override {
    waiting_seconds_ += server_.waiting_seconds();
    busy_seconds_ += server_.busy_seconds();
  }

  Process customer(bool measured) {
    const TimePoint arrived = simulation_.now();
    const BulkServer::Result result = co_await server_.visit();
    if (!measured) co_return;
    waits_.record(result.wait);
    sojourns_.record(simulation_.now() - arrived);
    batches_ += 1 / static_cast<double>(result.batch);
    count_departure();
  }

  BulkServer server_;
  Spans waits_{case_, "wait", unit_};
  Spans sojourns_{case_, "sojourn", unit_};
  double batches_ = 0;  ///< that the customers measured make up
  double waiting_seconds_ = 0;
  double busy_seconds_ = 0;
};

/// Batching by size or time-out.
class BatcherRun final : private WindowedRun {
 public:
  BatcherRun(const Json& one_case, const Run& run)
      : WindowedRun(one_case, TimeUnit::of_rate(one_case.at("parameters").at("lambda")), run,
                    10 * one_case.at("parameters").at("b").get<std::uint64_t>()),
        batcher_(simulation_, {.size_max = one_case.at("parameters").at("b"),
                               .timeout = unit_.span(one_case.at("parameters").at("timeout"))}) {
    play_poisson(one_case["parameters"]["lambda"],
                 [this](bool measured) { return item(measured); });
  }

  [[nodiscard]] Measurement report() const {
    Measurement out;
    out.events = simulation_.events();
    out.mean("E_batch", {delays_.count(), batches_});
    out.probability("P_full", {full_, batches_});
    out.mean("batch_rate", {batches_, case_seconds()});
    out.mean("Wq", delays_.mean());
    out.probability("P_zero_delay", {delays_.count() - delays_.positive(), delays_.count()});
    out.mean("E_open", {open_seconds_, batches_});
    return out;
  }

 private:
  void begin_window() override {}

  void end_window() override {}

  Process item(bool measured) {
    const Batcher::Batch batch = co_await batcher_.join();
    if (!measured) co_return;
    const double share = 1 / static_cast<double>(batch.size);
    delays_.record(batch.delay);
    batches_ += share;
    full_ += batch.full ? share : 0;
    open_seconds_ += share * unit_.seconds(batch.open);
    count_departure();
  }

  Batcher batcher_;
  Spans delays_{case_, "wait", unit_};
  double batches_ = 0;  ///< that the items measured make up
  double full_ = 0;
  double open_seconds_ = 0;
};

Measurement bulk_service(const Json& one_case, const Run& run) {
  return BulkRun(one_case, run).report();
}

Measurement size_or_timeout(const Json& one_case, const Run& run) {
  return BatcherRun(one_case, run).report();
}

}  // namespace

const Models& batch_models() {
  static const Models models{{"mxm1", batch_arrivals},
                             {"mm1_bulk", bulk_service},
                             {"batch_size_or_timeout", size_or_timeout}};
  return models;
}

}  // namespace tiersim::queueing
