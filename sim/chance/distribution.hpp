#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/chance/math.hpp"
#include "sim/chance/request_draw.hpp"
#include "sim/chance/stream.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// A probability law of a non-negative quantity, as a value. Times are in seconds.
///
/// Factories throw std::invalid_argument with a sentence that says what would be right. Copies are
/// cheap: tables are shared and never change. Samples have the same bits with every compiler.
class Distribution {
 public:
  static Distribution deterministic(double value);

  static Distribution deterministic(Duration value) { return deterministic(to_seconds(value)); }

  static Distribution uniform(double low, double high);
  static Distribution exponential(double mean);
  /// Sum of k exponentials; mean of the sum.
  static Distribution erlang(int k, double mean);
  /// cv: coefficient of variation, standard deviation / mean.
  static Distribution gamma(double mean, double cv);
  /// Branch i with probability p[i], then exponential with means[i].
  static Distribution hyperexponential(const std::vector<double>& p,
                                       const std::vector<double>& means);
  /// Two branches of equal load (balanced means); cv >= 1.
  static Distribution hyperexponential(double mean, double cv);
  static Distribution lognormal(double mean, double cv);
  static Distribution lognormal_from_quantiles(double median, double p99);
  static Distribution lognormal_from_logs(double mu, double sigma);
  static Distribution weibull(double shape, double scale);
  static Distribution weibull_from_moments(double mean, double cv);
  /// Type I: P(X > x) = (low/x)^alpha for x >= low.
  static Distribution pareto(double alpha, double low);
  static Distribution bounded_pareto(double alpha, double low, double high);
  /// Draws one of the samples.
  static Distribution empirical(std::vector<double> samples);
  /// Uniform inside each bin; edges has one entry more than counts.
  static Distribution histogram(const std::vector<double>& edges,
                                const std::vector<double>& counts);
  /// Through the points (probability, value), log-linear between them; below the first and above
  /// the last it goes on along the nearest segment.
  static Distribution from_quantiles(std::vector<std::pair<double, double>> points);
  static Distribution mixture(const std::vector<double>& weights, std::vector<Distribution> parts);

  Distribution() : Distribution(deterministic(0.0)) {}

  [[nodiscard]] double sample(Stream& chance) const { return draw(chance); }

  [[nodiscard]] double sample(RequestDraw& chance) const { return draw(chance); }

  /// A sample in seconds as a span, rounded to whole nanoseconds.
  template <class Engine>
  [[nodiscard]] Duration sample_duration(Engine& chance) const {
    return from_seconds(sample(chance));
  }

  /// Infinite where the law has none.
  [[nodiscard]] double mean() const { return mean_; }

  [[nodiscard]] double variance() const { return variance_; }

  /// 0 for the constant 0; infinite where the variance is.
  [[nodiscard]] double cv() const;
  /// inf{x: P(X <= x) >= p}. Precondition: 0 < p < 1. Gamma and mixtures search: not for use in
  /// draws.
  [[nodiscard]] double quantile(double p) const;
  /// P(X <= x).
  [[nodiscard]] double cdf(double x) const;
  [[nodiscard]] std::string_view kind() const;

  [[nodiscard]] bool is_deterministic() const { return kind_ == Kind::deterministic; }

  /// The same law of `factor` times the quantity. Precondition: factor > 0.
  [[nodiscard]] Distribution scaled(double factor) const;
  /// As a scenario writes it: "8ms", "exponential(6ms)", "lognormal(4ms, cv=1)"; laws that a
  /// scenario writes as an object as their kind and moments: "histogram (mean 2ms, cv=1.5)".
  [[nodiscard]] std::string text() const;

 private:
  enum class Kind : std::uint8_t {
    deterministic,
    uniform,
    exponential,
    gamma,
    lognormal,
    weibull,
    pareto,
    bounded_pareto,
    steps,
    linear,
    log_linear,
    mixture
  };

  struct Table;

  Distribution(Kind kind, double a, double b, double c, double mean, double variance)
      : kind_(kind), a_(a), b_(b), c_(c), mean_(mean), variance_(variance) {}

  template <class Engine>
  double draw(Engine& chance) const {
    if (kind_ == Kind::deterministic) return a_;
    if (kind_ == Kind::exponential) return a_ * chance.exponential();
    if (kind_ == Kind::lognormal) return portable::exp(a_ + b_ * chance.normal());
    return draw_other(chance);
  }

  template <class Engine>
  double draw_other(Engine& chance) const;
  template <class Engine>
  static double draw_gamma(Engine& chance, double shape);
  [[nodiscard]] double at(double p) const;
  [[nodiscard]] double table_value(double p) const;
  [[nodiscard]] double table_cdf(double x) const;
  [[nodiscard]] double mixture_quantile(double p) const;
  [[nodiscard]] bool is_balanced_hyperexponential() const;

  Kind kind_;
  double a_ = 0;     // value | low | mean | shape | mu | shape | alpha | alpha
  double b_ = 0;     // high | scale | sigma | scale | low | low
  double c_ = 0;     // high of the bounded Pareto
  double mass_ = 1;  // of its unbounded law, between low and high
  double mean_ = 0;
  double variance_ = 0;
  double factor_ = 1;  // of the table kinds
  std::shared_ptr<const Table> table_;
};

}  // namespace tiersim
