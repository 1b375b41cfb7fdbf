// The models of g5: arrivals that are not Poisson at one station.
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "models/workload/modulated_arrivals.hpp"
#include "models/workload/renewal_arrivals.hpp"
#include "tests/queueing/stations/station_run.hpp"

namespace tiersim::queueing {

namespace {

std::size_t servers_of(const Json& one_case) {
  return one_case.at("parameters").value("c", std::size_t{1});
}

/// GI/G/c.
Measurement renewal_station(const Json& one_case, const Run& run, TimeUnit unit,
                            const Distribution& service) {
  const Distribution gaps = unit.law(one_case.at("parameters").at("arrival"));
  const auto servers = static_cast<double>(servers_of(one_case));
  const double variability = (gaps.cv() * gaps.cv() + service.cv() * service.cv()) / 2;
  const StationRun station(
      one_case, run,
      {.unit = unit,
       .station = {.servers = servers_of(one_case)},
       .classes = {{.service = service, .patience = {}}},
       .arrivals =
           std::make_unique<RenewalArrivals>(gaps, Stream::named(run.key, "source", "arrivals")),
       .warm_up =
           100 + warm_up_customers(service.mean() / servers / gaps.mean(), servers, variability)});
  Measurement out = station.report();
  // With exponential service an arrival finds a geometric number beyond the busy servers.
  out.probability("sigma", station.share_waiting_behind());
  return out;
}

/// The unit in which a customer comes about every second.
TimeUnit unit_of(const Json& one_case) {
  return TimeUnit(TimeUnit(1).law(one_case.at("parameters").at("arrival")).mean());
}

Measurement gimc(const Json& one_case, const Run& run) {
  const TimeUnit unit = unit_of(one_case);
  return renewal_station(one_case, run, unit, unit.exponential(one_case.at("parameters").at("mu")));
}

Measurement phph1(const Json& one_case, const Run& run) {
  const TimeUnit unit = unit_of(one_case);
  return renewal_station(one_case, run, unit, unit.law(one_case.at("parameters").at("service")));
}

/// Looks at the arrivals that pass: their rate, their gaps, their counts in windows.
class ObservedArrivals final : public ArrivalProcess {
 public:
  ObservedArrivals(std::unique_ptr<ArrivalProcess> arrivals, double window_s)
      : arrivals_(std::move(arrivals)), window_(from_seconds(window_s)) {}

  [[nodiscard]] Ratio rate_per_s() const { return {count_, gaps_}; }

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

/// A level so far out that the slower of the two geometric tails of MMPP(2)/M/c is the only one
/// left; it is passed with a chance of a few per cent.
std::size_t tail_level(double decay, std::size_t servers) {
  return servers + static_cast<std::size_t>(std::ceil(-3.5 / std::log(decay)));
}

/// MMPP(2)/M/c. Time runs as in the case: its rates are of the order of one a second.
Measurement mmpp2(const Json& one_case, const Run& run) {
  const auto number = [&](const char* name) {
    return one_case.at("parameters").at(name).get<double>();
  };
  const double out_rate = number("r12");
  const double back_rate = number("r21");
  const double both = out_rate + back_rate;
  const double rate = (number("lambda1") * back_rate + number("lambda2") * out_rate) / both;
  const std::size_t servers = servers_of(one_case);

  const double windows_of_relaxation = 6.0;  // what is left of the offset: e^-6 of it
  auto observed = std::make_unique<ObservedArrivals>(
      std::make_unique<ModulatedArrivals>(
          std::vector<ModulatedArrivals::State>{{number("lambda1"), 1.0 / out_rate},
                                                {number("lambda2"), 1.0 / back_rate}},
          Stream::named(run.key, "source", "arrivals")),
      windows_of_relaxation / both);
  const ObservedArrivals& arrivals = *observed;
  // Bursts last: the counts vary as 1 + 2 sum of covariances says (Fischer, Meier-Hellstern 1993).
  const double gap = number("lambda1") - number("lambda2");
  const double dispersion = 1 + 2 * gap * gap * out_rate * back_rate / (both * both * both * rate);
  const auto c = static_cast<double>(servers);
  const std::uint64_t some_stays =
      static_cast<std::uint64_t>(50 * rate / std::min(out_rate, back_rate));
  const StationRun station(
      one_case, run,
      {.unit = TimeUnit(1),
       .station = {.servers = servers},
       .classes = {{.service = Distribution::exponential(1 / number("mu")), .patience = {}}},
       .arrivals = std::move(observed),
       .warm_up = std::max(some_stays,
                           warm_up_customers(rate / (c * number("mu")), c, (dispersion + 1) / 2))});
  Measurement out = station.report();
  out.probability("P_n_ge_10", station.share_at_least(10));
  out.probability("P_n_ge_100", station.share_at_least(100));
  const std::size_t far_out = tail_level(one_case.at("expect").at("decay"), servers);
  out.mean("decay", {station.share_at_least(far_out + 1).sum, station.share_at_least(far_out).sum});
  out.mean("lambda_mean", arrivals.rate_per_s());
  out.moment("ca2", estimate(arrivals.gap_scv()));
  out.moment("idc_limit", estimate(arrivals.dispersion_limit()));
  return out;
}

}  // namespace

const Models& arrival_models() {
  static const Models models{{"gim1", gimc}, {"gimc", gimc}, {"phph1", phph1}, {"mmpp2_mc", mmpp2}};
  return models;
}

}  // namespace tiersim::queueing
