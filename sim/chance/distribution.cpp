#include "sim/chance/distribution.hpp"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/chance/math.hpp"

namespace tiersim {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double p99_score = 2.3263478740408408;  // standard normal quantile of 0.99

void demand(bool relation, const char* sentence) {
  if (!relation) throw std::invalid_argument(sentence);
}

double positive_mean(double mean) {
  demand(mean > 0 && std::isfinite(mean), "the mean must be more than 0");
  return mean;
}

}  // namespace

/// Points of a cumulated law (p, x) with p rising to 1, or the parts of a mixture with their cumulated weights.
struct Distribution::Table {
  std::vector<double> p;
  std::vector<double> x;
  std::vector<Distribution> parts;
};

Distribution Distribution::deterministic(double value) {
  demand(value >= 0 && std::isfinite(value), "a constant must not be negative");
  return {Kind::deterministic, value, 0, 0, value, 0};
}

Distribution Distribution::uniform(double low, double high) {
  demand(low >= 0 && high >= low && std::isfinite(high), "uniform(low, high) needs 0 <= low <= high");
  return {Kind::uniform, low, high, 0, (low + high) / 2, (high - low) * (high - low) / 12};
}

Distribution Distribution::exponential(double mean) {
  return {Kind::exponential, positive_mean(mean), 0, 0, mean, mean * mean};
}

Distribution Distribution::erlang(int k, double mean) {
  demand(k >= 1, "erlang(k, mean) needs at least one stage");
  return {Kind::gamma, static_cast<double>(k), positive_mean(mean) / k, 0, mean, mean * mean / k};
}

Distribution Distribution::gamma(double mean, double cv) {
  demand(cv > 0 && std::isfinite(cv), "the coefficient of variation must be more than 0");
  const double shape = 1.0 / (cv * cv);
  return {Kind::gamma, shape, positive_mean(mean) / shape, 0, mean, mean * mean / shape};
}

Distribution Distribution::hyperexponential(const std::vector<double>& p, const std::vector<double>& means) {
  demand(p.size() == means.size(), "a hyperexponential needs as many probabilities as means");
  std::vector<Distribution> parts;
  parts.reserve(means.size());
  for (const double mean : means) parts.push_back(exponential(mean));
  return mixture(p, std::move(parts));
}

Distribution Distribution::hyperexponential(double mean, double cv) {
  demand(cv >= 1, "a hyperexponential has a coefficient of variation of at least 1; for less take gamma or erlang");
  const double squared = cv * cv;
  const double p = 0.5 * (1.0 + std::sqrt((squared - 1.0) / (squared + 1.0)));
  return hyperexponential({p, 1.0 - p}, {positive_mean(mean) / (2.0 * p), mean / (2.0 * (1.0 - p))});
}

Distribution Distribution::lognormal(double mean, double cv) {
  demand(cv >= 0 && std::isfinite(cv), "the coefficient of variation must not be negative");
  const double squared_sigma = portable::log(1.0 + cv * cv);
  return lognormal_from_logs(portable::log(positive_mean(mean)) - squared_sigma / 2, std::sqrt(squared_sigma));
}

Distribution Distribution::lognormal_from_quantiles(double median, double p99) {
  demand(median > 0 && p99 >= median && std::isfinite(p99), "lognormal(median, p99) needs 0 < median <= p99");
  const double mu = portable::log(median);
  return lognormal_from_logs(mu, (portable::log(p99) - mu) / p99_score);
}

Distribution Distribution::lognormal_from_logs(double mu, double sigma) {
  demand(std::isfinite(mu) && sigma >= 0 && std::isfinite(sigma), "sigma must not be negative");
  const double mean = portable::exp(mu + sigma * sigma / 2);
  return {Kind::lognormal, mu, sigma, 0, mean, (portable::exp(sigma * sigma) - 1.0) * mean * mean};
}

Distribution Distribution::weibull(double shape, double scale) {
  demand(shape > 0 && scale > 0 && std::isfinite(shape) && std::isfinite(scale), "weibull needs a shape and a scale above 0");
  const double mean = scale * std::tgamma(1.0 + 1.0 / shape);
  return {Kind::weibull, shape, scale, 0, mean, scale * scale * std::tgamma(1.0 + 2.0 / shape) - mean * mean};
}

Distribution Distribution::weibull_from_moments(double mean, double cv) {
  demand(cv > 0.01 && cv < 20, "weibull takes a coefficient of variation between 0.01 and 20");
  positive_mean(mean);
  // cv falls with the shape: halve the interval of its logarithm.
  const auto cv_of = [](double shape) {
    const double m = std::tgamma(1.0 + 1.0 / shape);
    return std::sqrt(std::max(0.0, std::tgamma(1.0 + 2.0 / shape) / (m * m) - 1.0));
  };
  double low = 0.12;
  double high = 150.0;
  for (int i = 0; i < 200; ++i) {
    const double middle = std::sqrt(low * high);
    (cv_of(middle) > cv ? low : high) = middle;
  }
  // Rounded, so that the last bits of the C library's gamma function do not reach a sample.
  const double shape = std::round(low * 1e9) / 1e9;
  const double scale = std::round(mean / std::tgamma(1.0 + 1.0 / shape) * 1e12) / 1e12;
  return weibull(shape, scale > 0 ? scale : mean);
}

Distribution Distribution::pareto(double alpha, double low) {
  demand(alpha > 0 && low > 0 && std::isfinite(alpha) && std::isfinite(low), "pareto needs alpha and min above 0");
  const double mean = alpha > 1 ? alpha * low / (alpha - 1) : infinite;
  const double variance = alpha > 2 ? low * low * alpha / ((alpha - 1) * (alpha - 1) * (alpha - 2)) : infinite;
  return {Kind::pareto, alpha, low, 0, mean, variance};
}

Distribution Distribution::bounded_pareto(double alpha, double low, double high) {
  demand(alpha > 0 && low > 0 && high > low && std::isfinite(high), "a bounded pareto needs alpha > 0 and 0 < min < max");
  const auto moment = [&](double k) {
    const double mass = 1.0 - std::pow(low / high, alpha);
    if (std::fabs(alpha - k) < 1e-12) return alpha * std::pow(low, alpha) / mass * std::log(high / low);
    return alpha * std::pow(low, alpha) / mass * (std::pow(high, k - alpha) - std::pow(low, k - alpha)) / (k - alpha);
  };
  const double mean = moment(1);
  return {Kind::bounded_pareto, alpha, low, high, mean, moment(2) - mean * mean};
}

Distribution Distribution::empirical(std::vector<double> samples) {
  demand(!samples.empty(), "an empirical law needs at least one sample");
  std::sort(samples.begin(), samples.end());
  demand(samples.front() >= 0 && std::isfinite(samples.back()), "samples must not be negative");
  auto table = std::make_shared<Table>();
  double sum = 0;
  double squares = 0;
  for (const double x : samples) sum += x;
  const auto n = static_cast<double>(samples.size());
  for (const double x : samples) squares += (x - sum / n) * (x - sum / n);
  table->x = std::move(samples);
  Distribution law{Kind::steps, 0, 0, 0, sum / n, squares / n};
  law.table_ = std::move(table);
  return law;
}

Distribution Distribution::histogram(const std::vector<double>& edges, const std::vector<double>& counts) {
  demand(!counts.empty() && edges.size() == counts.size() + 1, "a histogram needs one edge more than counts");
  double total = 0;
  for (const double count : counts) {
    demand(count >= 0, "counts must not be negative");
    total += count;
  }
  demand(total > 0 && edges.front() >= 0, "a histogram needs some counts, and edges that are not negative");
  auto table = std::make_shared<Table>();
  table->x = edges;
  table->p.push_back(0);
  double sum = 0;
  double mean = 0;
  double second = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    demand(edges[i + 1] > edges[i] && std::isfinite(edges[i + 1]), "edges must rise");
    sum += counts[i];
    table->p.push_back(sum / total);
    const double a = edges[i];
    const double b = edges[i + 1];
    mean += counts[i] / total * (a + b) / 2;
    second += counts[i] / total * (a * a + a * b + b * b) / 3;
  }
  table->p.back() = 1;
  Distribution law{Kind::linear, 0, 0, 0, mean, second - mean * mean};
  law.table_ = std::move(table);
  return law;
}

Distribution Distribution::from_quantiles(std::vector<std::pair<double, double>> points) {
  std::sort(points.begin(), points.end());
  demand(points.size() >= 2, "quantiles(…) needs at least two points");
  auto table = std::make_shared<Table>();
  for (const auto& [p, x] : points) {
    demand(p > 0 && p < 1 && x > 0 && std::isfinite(x), "quantiles need probabilities between 0 and 1 and values above 0");
    demand(table->p.empty() || (p > table->p.back() && x >= portable::exp(table->x.back()) * (1 - 1e-12)),
           "quantiles must rise with their probability");
    table->p.push_back(p);
    table->x.push_back(portable::log(x));
  }
  Distribution law{Kind::log_linear, 0, 0, 0, 0, 0};
  law.table_ = std::move(table);
  // Moments by Simpson's rule over each segment of the quantile function, exact to some 1e-9.
  double mean = 0;
  double second = 0;
  constexpr int pieces = 20'000;
  for (int i = 0; i < pieces; ++i) {
    const double x = law.at((i + 0.5) / pieces);
    mean += x / pieces;
    second += x * x / pieces;
  }
  law.mean_ = mean;
  law.variance_ = second - mean * mean;
  return law;
}

Distribution Distribution::mixture(const std::vector<double>& weights, std::vector<Distribution> parts) {
  demand(!parts.empty() && weights.size() == parts.size(), "a mixture needs as many weights as parts");
  double total = 0;
  for (const double weight : weights) {
    demand(weight >= 0 && std::isfinite(weight), "weights must not be negative");
    total += weight;
  }
  demand(total > 0, "weights must not all be 0");
  auto table = std::make_shared<Table>();
  double sum = 0;
  double mean = 0;
  double second = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sum += weights[i];
    table->p.push_back(sum / total);
    mean += weights[i] / total * parts[i].mean_;
    second += weights[i] / total * (parts[i].variance_ + parts[i].mean_ * parts[i].mean_);
  }
  table->p.back() = 1;
  table->parts = std::move(parts);
  Distribution law{Kind::mixture, 0, 0, 0, mean, second - mean * mean};
  law.table_ = std::move(table);
  return law;
}

double Distribution::cv() const { return mean_ == 0 ? 0 : std::sqrt(variance_) / mean_; }

std::string_view Distribution::kind() const {
  static constexpr std::string_view names[] = {"deterministic", "uniform", "exponential", "gamma", "lognormal", "weibull",
                                               "pareto", "bounded_pareto", "empirical", "histogram", "quantiles", "mixture"};
  return names[static_cast<std::size_t>(kind_)];
}

Distribution Distribution::scaled(double factor) const {
  demand(factor > 0 && std::isfinite(factor), "a factor must be more than 0");
  Distribution law = *this;
  switch (kind_) {
    case Kind::deterministic:
    case Kind::exponential:
      law.a_ *= factor;
      break;
    case Kind::uniform:
      law.a_ *= factor;
      law.b_ *= factor;
      break;
    case Kind::lognormal:
      law.a_ += portable::log(factor);
      break;
    case Kind::gamma:
    case Kind::weibull:
    case Kind::pareto:
      law.b_ *= factor;
      break;
    case Kind::bounded_pareto:
      law.b_ *= factor;
      law.c_ *= factor;
      break;
    case Kind::steps:
    case Kind::linear:
    case Kind::log_linear:
    case Kind::mixture:
      law.factor_ *= factor;
      break;
  }
  law.mean_ *= factor;
  law.variance_ *= factor * factor;
  return law;
}

/// The value at probability p, for the laws that are drawn by inversion of one uniform.
double Distribution::at(double p) const {
  switch (kind_) {
    case Kind::uniform:
      return a_ + (b_ - a_) * p;
    case Kind::weibull:
      return b_ * portable::pow(-portable::log(1.0 - p), 1.0 / a_);
    case Kind::pareto:
      return b_ * portable::pow(1.0 - p, -1.0 / a_);
    case Kind::bounded_pareto: {
      const double mass = 1.0 - portable::pow(b_ / c_, a_);
      return b_ * portable::pow(1.0 - p * mass, -1.0 / a_);
    }
    case Kind::steps: {
      const auto n = table_->x.size();
      const auto index = static_cast<std::size_t>(std::ceil(p * static_cast<double>(n)));
      return factor_ * table_->x[std::min(index > 0 ? index - 1 : 0, n - 1)];
    }
    case Kind::linear:
    case Kind::log_linear: {
      const auto& [ps, xs, parts] = *table_;
      const auto above = std::upper_bound(ps.begin() + 1, ps.end() - 1, p);
      const auto i = static_cast<std::size_t>(above - ps.begin());
      const double x = xs[i - 1] + (xs[i] - xs[i - 1]) * (p - ps[i - 1]) / (ps[i] - ps[i - 1]);
      return factor_ * (kind_ == Kind::linear ? x : portable::exp(x));
    }
    default:
      return a_;
  }
}

template <class Engine>
double Distribution::draw_other(Engine& chance) const {
  switch (kind_) {
    case Kind::gamma:
      return b_ * draw_gamma(chance, a_);
    case Kind::lognormal:
      return portable::exp(a_ + b_ * chance.normal());
    case Kind::mixture: {
      const double p = chance.uniform();
      std::size_t i = 0;
      while (p > table_->p[i]) ++i;
      return factor_ * table_->parts[i].draw(chance);
    }
    default:
      return at(chance.uniform());
  }
}

/// Source: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000.
template <class Engine>
double Distribution::draw_gamma(Engine& chance, double shape) {
  if (shape < 1.0) {
    const double larger = draw_gamma(chance, shape + 1.0);
    return larger * portable::pow(chance.uniform(), 1.0 / shape);
  }
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (;;) {
    const double z = chance.normal();
    const double t = 1.0 + c * z;
    if (t <= 0) continue;
    const double v = t * t * t;
    if (portable::log(chance.uniform()) < 0.5 * z * z + d - d * v + d * portable::log(v)) return d * v;
  }
}

template double Distribution::draw_other(Stream&) const;
template double Distribution::draw_other(RequestDraw&) const;

double Distribution::cdf(double x) const {
  if (x < 0) return 0;
  switch (kind_) {
    case Kind::deterministic:
      return x >= a_ ? 1 : 0;
    case Kind::exponential:
      return 1.0 - portable::exp(-x / a_);
    case Kind::gamma:
      return x <= 0 ? 0 : boost::math::cdf(boost::math::gamma_distribution<>(a_, b_), x);
    case Kind::lognormal:
      if (x <= 0) return 0;
      return b_ == 0 ? (portable::log(x) >= a_ ? 1 : 0) : 0.5 * std::erfc(-(portable::log(x) - a_) / (b_ * std::sqrt(2.0)));
    case Kind::steps:
      return static_cast<double>(std::upper_bound(table_->x.begin(), table_->x.end(), x / factor_) - table_->x.begin()) /
             static_cast<double>(table_->x.size());
    case Kind::mixture: {
      double sum = 0;
      double before = 0;
      for (std::size_t i = 0; i < table_->parts.size(); ++i) {
        sum += (table_->p[i] - before) * table_->parts[i].cdf(x / factor_);
        before = table_->p[i];
      }
      return sum;
    }
    default: {
      // The quantile function is monotone: halve the interval of p.
      double low = 0;
      double high = 1;
      for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (at(middle) <= x ? low : high) = middle;
      }
      return low;
    }
  }
}

double Distribution::quantile(double p) const {
  switch (kind_) {
    case Kind::deterministic:
      return a_;
    case Kind::exponential:
      return -a_ * portable::log(1.0 - p);
    case Kind::gamma:
      return boost::math::quantile(boost::math::gamma_distribution<>(a_, b_), p);
    case Kind::lognormal:
      return portable::exp(a_ + b_ * portable::normal_quantile(p));
    case Kind::mixture: {
      double low = 0;
      double high = 1e-9;
      while (cdf(high) < p) high *= 2;
      for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = (low + high) / 2;
        (cdf(middle) < p ? low : high) = middle;
      }
      return high;
    }
    default:
      return at(p);
  }
}

}  // namespace tiersim
