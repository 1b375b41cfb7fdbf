#include "sim/chance/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/chance/distribution_table.hpp"
#include "sim/chance/math.hpp"

namespace tiersim {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double p99_score = 2.3263478740408408;  // standard normal quantile of 0.99

void demand(bool relation, const char* sentence) {
  if (!relation) throw std::invalid_argument(sentence);
}

double positive_mean(double mean) {
  demand(mean > 0, "the mean must be more than 0");
  demand(std::isfinite(mean), "the mean must be finite");
  return mean;
}

/// (e^x - 1)/x, continuous at 0.
double relative_expm1(double x) {
  return x == 0 ? 1.0 : portable::expm1(x) / x;
}

}  // namespace

Distribution Distribution::deterministic(double value) {
  demand(value >= 0, "a constant must not be negative");
  demand(std::isfinite(value), "a constant must be finite");
  return {Kind::deterministic, value, 0, 0, value, 0};
}

Distribution Distribution::uniform(double low, double high) {
  demand(low >= 0 && high >= low && std::isfinite(high),
         "uniform(low, high) needs 0 <= low <= high");
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

Distribution Distribution::hyperexponential(const std::vector<double>& p,
                                            const std::vector<double>& means) {
  demand(p.size() == means.size(), "a hyperexponential needs as many probabilities as means");
  std::vector<Distribution> parts;
  parts.reserve(means.size());
  for (const double mean : means) parts.push_back(exponential(mean));
  return mixture(p, std::move(parts));
}

Distribution Distribution::hyperexponential(double mean, double cv) {
  demand(cv >= 1 && std::isfinite(cv),
         "a hyperexponential has a coefficient of variation of at least 1; for less take gamma or "
         "erlang");
  const double squared = cv * cv;
  const double p = 0.5 * (1.0 + std::sqrt((squared - 1.0) / (squared + 1.0)));
  return hyperexponential({p, 1.0 - p},
                          {positive_mean(mean) / (2.0 * p), mean / (2.0 * (1.0 - p))});
}

Distribution Distribution::lognormal(double mean, double cv) {
  demand(cv >= 0 && std::isfinite(cv), "the coefficient of variation must not be negative");
  const double squared_sigma = portable::log1p(cv * cv);
  return lognormal_from_logs(portable::log(positive_mean(mean)) - squared_sigma / 2,
                             std::sqrt(squared_sigma));
}

Distribution Distribution::lognormal_from_quantiles(double median, double p99) {
  demand(median > 0 && p99 >= median && std::isfinite(p99),
         "lognormal(median, p99) needs 0 < median <= p99");
  const double mu = portable::log(median);
  return lognormal_from_logs(mu, (portable::log(p99) - mu) / p99_score);
}

Distribution Distribution::lognormal_from_logs(double mu, double sigma) {
  demand(std::isfinite(mu) && sigma >= 0 && std::isfinite(sigma), "sigma must not be negative");
  const double mean = portable::exp(mu + sigma * sigma / 2);
  return {Kind::lognormal, mu, sigma, 0, mean, portable::expm1(sigma * sigma) * mean * mean};
}

Distribution Distribution::weibull(double shape, double scale) {
  demand(shape > 0 && scale > 0 && std::isfinite(shape) && std::isfinite(scale),
         "weibull needs a shape and a scale above 0");
  const double first = portable::gamma(1.0 + 1.0 / shape);
  const double second = portable::gamma(1.0 + 2.0 / shape);
  const double variance =
      std::isfinite(second) ? scale * scale * std::max(0.0, second - first * first) : infinite;
  return {Kind::weibull, shape, scale, 0, scale * first, variance};
}

Distribution Distribution::weibull_from_moments(double mean, double cv) {
  demand(cv >= 0.01 && cv <= 20, "weibull takes a coefficient of variation between 0.01 and 20");
  positive_mean(mean);
  // The ratio of the moments falls with the shape: halve the interval of its logarithm.
  const auto squared_cv = [](double shape) {
    const double m = portable::gamma(1.0 + 1.0 / shape);
    return portable::gamma(1.0 + 2.0 / shape) / (m * m) - 1.0;
  };
  double low = 0.12;
  double high = 150.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = std::sqrt(low * high);
    (squared_cv(middle) > cv * cv ? low : high) = middle;
  }
  return {Kind::weibull,        low, mean / portable::gamma(1.0 + 1.0 / low), 0, mean,
          cv * cv * mean * mean};
}

Distribution Distribution::pareto(double alpha, double low) {
  demand(alpha > 0 && low > 0 && std::isfinite(alpha) && std::isfinite(low),
         "pareto needs alpha and min above 0");
  const double mean = alpha > 1 ? alpha * low / (alpha - 1) : infinite;
  const double variance =
      alpha > 2 ? low * low * alpha / ((alpha - 1) * (alpha - 1) * (alpha - 2)) : infinite;
  return {Kind::pareto, alpha, low, 0, mean, variance};
}

Distribution Distribution::bounded_pareto(double alpha, double low, double high) {
  demand(alpha > 0 && low > 0 && high > low && std::isfinite(alpha) && std::isfinite(high),
         "a bounded pareto needs alpha > 0 and 0 < min < max");
  const double width = portable::log(high / low);
  const double mass = -portable::expm1(-alpha * width);
  // α low^α/mass ∫ x^(k-α-1) dx from low to high, written so that α = k is no special case.
  const auto moment = [&](double k) {
    return alpha / mass * portable::pow(low, k) * width * relative_expm1((k - alpha) * width);
  };
  const double mean = moment(1);
  Distribution law{
      Kind::bounded_pareto, alpha, low, high, mean, std::max(0.0, moment(2) - mean * mean)};
  law.mass_ = mass;
  return law;
}

Distribution Distribution::empirical(std::vector<double> samples) {
  demand(!samples.empty(), "an empirical law needs at least one sample");
  for (const double x : samples) {
    demand(x >= 0, "samples must not be negative");
    demand(std::isfinite(x), "samples must be finite");
  }
  std::sort(samples.begin(), samples.end());
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

Distribution Distribution::histogram(const std::vector<double>& edges,
                                     const std::vector<double>& counts) {
  demand(!counts.empty() && edges.size() == counts.size() + 1,
         "a histogram needs one edge more than counts");
  double total = 0;
  for (const double count : counts) {
    demand(count >= 0, "counts must not be negative");
    total += count;
  }
  demand(std::isfinite(total), "counts must be finite");
  demand(total > 0 && edges.front() >= 0,
         "a histogram needs some counts, and edges that are not negative");
  auto table = std::make_shared<Table>();
  table->x = edges;
  table->p.push_back(0);
  double sum = 0;
  double mean = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    demand(edges[i + 1] > edges[i] && std::isfinite(edges[i + 1]), "edges must rise");
    sum += counts[i];
    table->p.push_back(sum / total);
    mean += counts[i] / total * (edges[i] + edges[i + 1]) / 2;
  }
  table->p.back() = 1;
  double variance = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double width = edges[i + 1] - edges[i];
    const double off = (edges[i] + edges[i + 1]) / 2 - mean;
    variance += counts[i] / total * (off * off + width * width / 12);
  }
  Distribution law{Kind::linear, 0, 0, 0, mean, variance};
  law.table_ = std::move(table);
  return law;
}

Distribution Distribution::from_quantiles(std::vector<std::pair<double, double>> points) {
  demand(points.size() >= 2, "quantiles(…) needs at least two points");
  for (const auto& [p, x] : points) {
    demand(p > 0 && p < 1 && x > 0 && std::isfinite(x),
           "quantiles need probabilities between 0 and 1 and values above 0");
  }
  std::sort(points.begin(), points.end());
  auto table = std::make_shared<Table>();
  for (std::size_t i = 0; i < points.size(); ++i) {
    demand(i == 0 ||
               (points[i].first > points[i - 1].first && points[i].second >= points[i - 1].second),
           "quantiles must rise with their probability");
    table->p.push_back(points[i].first);
    table->x.push_back(portable::log(points[i].second));
  }
  // E[X^k] = Σ ∫ exp(k (x + slope t)) dt over the segments, the first and the last lengthened to 0
  // and 1.
  const auto moment = [&](double k) {
    const auto& [ps, xs, parts] = *table;
    double sum = 0;
    for (std::size_t i = 1; i < ps.size(); ++i) {
      const double slope = (xs[i] - xs[i - 1]) / (ps[i] - ps[i - 1]);
      const double from = i == 1 ? 0.0 : ps[i - 1];
      const double length = (i + 1 == ps.size() ? 1.0 : ps[i]) - from;
      const double start = xs[i - 1] + slope * (from - ps[i - 1]);
      sum += portable::exp(k * start) * length * relative_expm1(k * slope * length);
    }
    return sum;
  };
  const double mean = moment(1);
  Distribution law{Kind::log_linear, 0, 0, 0, mean, std::max(0.0, moment(2) - mean * mean)};
  law.table_ = std::move(table);
  return law;
}

Distribution Distribution::mixture(const std::vector<double>& weights,
                                   std::vector<Distribution> parts) {
  demand(!parts.empty() && weights.size() == parts.size(),
         "a mixture needs as many weights as parts");
  double total = 0;
  for (const double weight : weights) {
    demand(weight >= 0 && std::isfinite(weight), "weights must not be negative");
    total += weight;
  }
  demand(total > 0, "weights must not all be 0");
  demand(std::isfinite(total), "weights must be finite");
  auto table = std::make_shared<Table>();
  double sum = 0;
  double mean = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sum += weights[i];
    table->p.push_back(sum / total);
    if (weights[i] > 0) mean += weights[i] / total * parts[i].mean_;
  }
  table->p.back() = 1;
  double variance = std::isfinite(mean) ? 0 : infinite;
  for (std::size_t i = 0; i < parts.size() && std::isfinite(variance); ++i) {
    const double off = parts[i].mean_ - mean;
    if (weights[i] > 0) variance += weights[i] / total * (parts[i].variance_ + off * off);
  }
  table->parts = std::move(parts);
  Distribution law{Kind::mixture, 0, 0, 0, mean, variance};
  law.table_ = std::move(table);
  return law;
}

double Distribution::cv() const {
  if (!std::isfinite(variance_)) return infinite;
  return mean_ == 0 ? 0 : std::sqrt(variance_) / mean_;
}

std::string_view Distribution::kind() const {
  static constexpr std::string_view names[] = {
      "deterministic", "uniform",        "exponential", "gamma",     "lognormal", "weibull",
      "pareto",        "bounded_pareto", "empirical",   "histogram", "quantiles", "mixture"};
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

}  // namespace tiersim
