// The models of g5: arrivals that are not Poisson at one station.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "models/workload/modulated_arrivals.hpp"
#include "models/workload/renewal_arrivals.hpp"
#include "tests/queueing/networks/arrivals_station.hpp"

namespace tiersim::queueing::networks {

namespace {

constexpr double customers_min = 2'000;  ///< in a run, measured

std::size_t servers_of(const Case& reference) {
  const auto c = reference.parameters.find("c");
  return c == reference.parameters.end() ? 1 : c->get<std::size_t>();
}

Distribution exponential_service(const Case& reference) {
  return Distribution::exponential(1.0 / reference.parameters.at("mu").get<double>());
}

/// GI/G/c.
void renewal_station(const Case& reference, Distribution service, RunKey key, double length,
                     Readings& readings) {
  const Distribution gaps = law(reference.parameters.at("arrival"));
  const std::size_t servers = servers_of(reference);
  const double settling =
      settling_s(1.0 / gaps.mean(), static_cast<double>(servers) / service.mean(),
                 gaps.cv() * gaps.cv() + service.cv() * service.cv());
  Simulation simulation;
  StationRun run(simulation, {.servers = servers, .service = std::move(service), .levels = {}},
                 std::make_unique<RenewalArrivals>(gaps, Stream::named(key, "source", "arrivals")),
                 reference, key);
  run.run(Horizon::of(length, 1.0 / gaps.mean(), std::max(settling, customers_min * gaps.mean())));
  run.report(readings);
  // With exponential service an arrival finds a geometric number beyond the busy servers.
  if (reference.expect.contains("sigma")) readings.value("sigma", run.share_waiting_behind());
}

void gimc(const Case& reference, RunKey key, double length, Readings& readings) {
  renewal_station(reference, exponential_service(reference), key, length, readings);
}

void phph1(const Case& reference, RunKey key, double length, Readings& readings) {
  renewal_station(reference, law(reference.parameters.at("service")), key, length, readings);
}

/// Looks at the arrivals that pass: their rate, their gaps, their counts in windows.
class ObservedArrivals final : public ArrivalProcess {
 public:
  ObservedArrivals(std::unique_ptr<ArrivalProcess> arrivals, double window_s)
      : arrivals_(std::move(arrivals)), window_(from_seconds(window_s)) {}

  [[nodiscard]] double rate_per_s() const { return 1.0 / mean_gap_s(); }

  /// Squared coefficient of variation of the gaps.
  [[nodiscard]] double gap_scv() const {
    const double mean = mean_gap_s();
    return gap_squares_ / count_ / (mean * mean) - 1.0;
  }

  /// lim Var N(t)/E N(t). With the covariance of neighbouring windows the variance grows linearly
  /// from one window to two, so the offset that short windows suffer from drops out.
  [[nodiscard]] double dispersion_limit() const {
    const double mean = counts_ / windows_;
    const double variance = count_squares_ / windows_ - mean * mean;
    const double covariance = count_products_ / (windows_ - 1) - mean * mean;
    return (variance + 2 * covariance) / mean;
  }

 protected:
  TimePoint advance() override {
    const auto next = arrivals_->next();
    if (!next) return never;
    const double gap = to_seconds(*next - last_);
    last_ = *next;
    count_ += 1;
    gaps_ += gap;
    gap_squares_ += gap * gap;
    while (*next - window_start_ >= window_) close_window();
    in_window_ += 1;
    return *next;
  }

 private:
  [[nodiscard]] double mean_gap_s() const { return gaps_ / count_; }

  void close_window() {
    count_products_ += in_window_ * in_last_window_;  // nothing stands before the first
    counts_ += in_window_;
    count_squares_ += in_window_ * in_window_;
    windows_ += 1;
    in_last_window_ = in_window_;
    in_window_ = 0;
    window_start_ += window_;
  }

  std::unique_ptr<ArrivalProcess> arrivals_;
  Duration window_;
  TimePoint window_start_{};
  TimePoint last_{};
  double count_ = 0;
  double gaps_ = 0;
  double gap_squares_ = 0;
  double in_window_ = 0;
  double in_last_window_ = 0;
  double counts_ = 0;
  double count_squares_ = 0;
  double count_products_ = 0;
  double windows_ = 0;
};

/// Two levels so far out that the slower of the two geometric tails of MMPP(2)/M/c is the only one
/// left: the first is passed with a chance of a few per cent, the second with a third of that.
std::pair<std::size_t, std::size_t> tail_levels(double decay, std::size_t servers) {
  const double e_folds = -1.0 / std::log(decay);
  const auto first = servers + static_cast<std::size_t>(std::ceil(3.5 * e_folds));
  return {first, first + std::max<std::size_t>(1, static_cast<std::size_t>(e_folds))};
}

void mmpp2(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto number = [&](const char* name) { return reference.parameters.at(name).get<double>(); };
  const double out = number("r12");
  const double back = number("r21");
  const double rate = (number("lambda1") * back + number("lambda2") * out) / (out + back);
  const std::size_t servers = servers_of(reference);
  const auto [first, second] = tail_levels(reference.expect.at("decay").get<double>(), servers);

  const double windows_of_relaxation = 6.0;  // what is left of the offset: e^-6 of it
  auto observed = std::make_unique<ObservedArrivals>(
      std::make_unique<ModulatedArrivals>(
          std::vector<ModulatedArrivals::State>{{number("lambda1"), 1.0 / out},
                                                {number("lambda2"), 1.0 / back}},
          Stream::named(key, "source", "arrivals")),
      windows_of_relaxation / (out + back));
  const ObservedArrivals& arrivals = *observed;
  Simulation simulation;
  StationRun run(simulation,
                 {.servers = servers,
                  .service = exponential_service(reference),
                  .levels = {10, 100, first, second}},
                 std::move(observed), reference, key);
  // Bursts last: the counts vary as 1 + 2 sum of covariances says (Fischer, Meier-Hellstern 1993).
  const double gap = number("lambda1") - number("lambda2");
  const double dispersion =
      1.0 + 2.0 * gap * gap * out * back / ((out + back) * (out + back) * (out + back) * rate);
  const double capacity = static_cast<double>(servers) * number("mu");
  run.run(Horizon::of(length, rate,
                      std::max({customers_min / rate, 50.0 / std::min(out, back),
                                settling_s(rate, capacity, dispersion + 1.0)})));
  run.report(readings);
  readings.value("P_n_ge_10", run.share_at_least(0));
  readings.value("P_n_ge_100", run.share_at_least(1));
  // A run too short to get that far reports 0, which no sharp estimate can be near.
  const double there = run.share_at_least(2);
  readings.value("decay", there > 0 ? std::pow(run.share_at_least(3) / there,
                                               1.0 / static_cast<double>(second - first))
                                    : 0.0);
  readings.value("lambda_mean", arrivals.rate_per_s());
  readings.value("ca2", arrivals.gap_scv());
  readings.value("idc_limit", arrivals.dispersion_limit());
}

}  // namespace

std::map<std::string, Model> arrival_models() {
  return {{"gim1", gimc}, {"gimc", gimc}, {"phph1", phph1}, {"mmpp2_mc", mmpp2}};
}

}  // namespace tiersim::queueing::networks
