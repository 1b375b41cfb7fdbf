// Infinitely many servers under a daily rhythm, in the periodic steady state.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/kernel/process.hpp"
#include "tests/queueing/networks/transients_station.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

namespace {

/// The first harmonic of something that is looked at evenly over whole periods.
class Harmonic {
 public:
  void record(double angle, double value) {
    sine_ += value * std::sin(angle);
    cosine_ += value * std::cos(angle);
    samples_ += 1;
  }

  void merge(const Harmonic& other) {
    sine_ += other.sine_;
    cosine_ += other.cosine_;
    samples_ += other.samples_;
  }

  [[nodiscard]] double amplitude() const { return std::hypot(sine_, cosine_) * 2 / samples_; }

  /// Where it peaks.
  [[nodiscard]] double peak_angle() const { return std::atan2(sine_, cosine_); }

  /// Its size in the direction of another. Not an amplitude of its own, which noise only ever makes
  /// larger: with a direction found independently the noise averages out.
  [[nodiscard]] double along(const Harmonic& other) const {
    const double product = sine_ * other.sine_ + cosine_ * other.cosine_;
    return product / std::hypot(other.sine_, other.cosine_) * 2 / samples_;
  }

 private:
  double sine_ = 0;
  double cosine_ = 0;
  double samples_ = 0;
};

/// Customers who come with the rhythm and stay as long as they need.
class RhythmHouse final : private Event {
 public:
  RhythmHouse(Simulation& simulation, ThinnedArrivals arrivals, Distribution service, RunKey key)
      : Event(simulation),
        arrivals_(std::move(arrivals)),
        service_(std::move(service)),
        stays_(Stream::named(key, "servers", "service")),
        customers_(simulation) {
    schedule_in(arrivals_.next_gap(Duration::zero()));
  }

  /// The number present at an instant that is not in the past.
  double present_at(double at_s) {
    simulation().run_until(TimePoint{from_seconds(at_s)});
    return static_cast<double>(present_);
  }

 private:
  void fire() override {
    schedule_in(arrivals_.next_gap(simulation().now().time_since_epoch()));
    customers_.start(customer());
  }

  Process customer() {
    ++present_;
    co_await simulation().delay(service_.sample_duration(stays_));
    --present_;
  }

  ThinnedArrivals arrivals_;
  Distribution service_;
  Stream stays_;
  std::int64_t present_ = 0;
  ProcessScope customers_;
};

/// When in a period to look, and what for.
struct Look {
  double offset_s = 0;
  std::size_t instant = 0;    ///< of the case …
  bool for_harmonic = false;  ///< … or one of the even looks
};

std::vector<Look> looks_of(const std::vector<double>& instants_s, double period_s) {
  constexpr int even_looks = 256;
  std::vector<Look> looks;
  for (int i = 0; i < even_looks; ++i)
    looks.push_back({.offset_s = period_s * i / even_looks, .instant = 0, .for_harmonic = true});
  for (std::size_t i = 0; i < instants_s.size(); ++i)
    looks.push_back(
        {.offset_s = std::fmod(instants_s[i], period_s), .instant = i, .for_harmonic = false});
  std::stable_sort(looks.begin(), looks.end(),
                   [](const Look& a, const Look& b) { return a.offset_s < b.offset_s; });
  return looks;
}

Measurement mtgi_inf_sin(const Json& one_case, const Run& run) {
  const auto number = [&](const char* name) {
    return one_case.at("parameters").at(name).get<double>();
  };
  const auto instants_s = one_case.at("parameters").at("t").get<std::vector<double>>();
  const double period_s = number("period");
  const Distribution service = TimeUnit(1).law(one_case.at("parameters").at("service"));
  Simulation simulation;
  RhythmHouse house(simulation,
                    {sine_profile(number("lambda0"), number("beta"), period_s),
                     from_seconds(period_s), Stream::named(run.key, "source", "arrivals")},
                    service, run.key);
  // It began at -infinity: nobody who matters is older than this many periods.
  const double oldest_s = service.is_deterministic() ? service.mean() : service.quantile(1 - 1e-6);
  const double begin = std::ceil(oldest_s / period_s);
  const auto periods = 2 * static_cast<int>(std::max(1.0, static_cast<double>(run.customers) /
                                                              (number("lambda0") * period_s) / 2));
  const std::vector<Look> looks = looks_of(instants_s, period_s);
  std::vector<double> sums(instants_s.size(), 0.0);
  std::array<Harmonic, 2> halves;
  for (int n = 0; n < periods; ++n) {
    for (const Look& look : looks) {
      const double present = house.present_at((begin + n) * period_s + look.offset_s);
      const double angle = 2 * std::numbers::pi * look.offset_s / period_s;
      if (look.for_harmonic) halves[n < periods / 2 ? 0 : 1].record(angle, present);
      if (!look.for_harmonic) sums[look.instant] += present;
    }
  }
  Measurement out;
  out.events = simulation.events();
  for (std::size_t i = 0; i < sums.size(); ++i) out.mean("m", {sums[i], double(periods)}, i);
  out.mean("m_amplitude", estimate((halves[0].along(halves[1]) + halves[1].along(halves[0])) / 2));
  halves[0].merge(halves[1]);
  const double turn = (halves[0].peak_angle() / std::numbers::pi - 0.5) / 2;
  const double periods_late = expected(one_case, "lag") / period_s;
  // In the same period as the reference.
  out.mean("lag", estimate((turn + std::round(periods_late - turn)) * period_s));
  return out;
}

}  // namespace

const Models& periodic_models() {
  static const Models models{{"mtgi_inf_sin", mtgi_inf_sin}};
  return models;
}

}  // namespace tiersim::queueing
