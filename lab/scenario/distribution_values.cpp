// Distributions as a scenario writes them.
#include <array>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <vector>

#include "lab/scenario/value_scan.hpp"
#include "lab/scenario/values.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

/// Hands out the arguments of a call by name or position and keeps the first complaint.
class Arguments {
 public:
  explicit Arguments(const Call& call) : call_(call), taken_(call.arguments.size(), false) {}

  [[nodiscard]] bool has(std::string_view name) const {
    for (const Call::Argument& argument : call_.arguments) {
      if (argument.name == name) return true;
    }
    return false;
  }

  double time(std::string_view name, std::size_t position) {
    const std::string* text = take(name, position);
    if (text == nullptr) return 0;
    const Parsed<Duration> parsed = parse_duration(*text);
    if (parsed) return to_seconds(*parsed);
    complain("has an argument \"" + std::string(name) + "\" that " + parsed.complaint().message,
             parsed.complaint().cure);
    return 0;
  }

  double number(std::string_view name, std::size_t position) {
    const std::string* text = take(name, position);
    if (text == nullptr) return 0;
    const std::optional<double> value = whole_number_text(*text);
    if (value && std::isfinite(*value)) return *value;
    complain("has an argument \"" + std::string(name) + "\" that is not a number: " + quote(*text),
             "");
    return 0;
  }

  /// A complaint about what was missing, wrong or left over; the form is the cure when the
  /// complaint has none.
  [[nodiscard]] std::optional<Complaint> complaint(std::string_view form) {
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (taken_[i]) continue;
      const Call::Argument& argument = call_.arguments[i];
      complain("has an argument that " + call_.word + " does not take: " +
                   quote(argument.name.empty() ? argument.text : argument.name),
               "");
    }
    if (complaint_ && complaint_->cure.empty()) complaint_->cure = "write " + std::string(form);
    return complaint_;
  }

 private:
  const std::string* take(std::string_view name, std::size_t position) {
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      const Call::Argument& argument = call_.arguments[i];
      const bool here = argument.name.empty() ? i == position : argument.name == name;
      if (!here || taken_[i]) continue;
      taken_[i] = true;
      return &argument.text;
    }
    complain("lacks the argument \"" + std::string(name) + "\"", "");
    return nullptr;
  }

  void complain(std::string message, std::string cure) {
    if (!complaint_) complaint_ = Complaint{std::move(message), std::move(cure)};
  }

  const Call& call_;
  std::vector<bool> taken_;
  std::optional<Complaint> complaint_;
};

/// A law: its name, how it is written, and what builds it once its arguments are without complaint.
struct Law {
  std::string_view name;
  std::string_view form;
  std::function<Distribution()> (*prepare)(Arguments& arguments);
};

std::function<Distribution()> prepare_mean_and_cv(Arguments& arguments,
                                                  Distribution (*build)(double, double)) {
  const double mean = arguments.time("mean", 0);
  const double cv = arguments.number("cv", 1);
  return [=] { return build(mean, cv); };
}

std::function<Distribution()> prepare_lognormal(Arguments& arguments) {
  if (!arguments.has("median") && !arguments.has("p99"))
    return prepare_mean_and_cv(arguments, Distribution::lognormal);
  constexpr std::size_t by_name_only = 99;
  const double median = arguments.time("median", by_name_only);
  const double p99 = arguments.time("p99", by_name_only);
  return [=] { return Distribution::lognormal_from_quantiles(median, p99); };
}

std::function<Distribution()> prepare_pareto(Arguments& arguments) {
  const bool bounded = arguments.has("max");
  const double alpha = arguments.number("alpha", 0);
  const double low = arguments.time("min", 1);
  const double high = bounded ? arguments.time("max", 2) : 0;
  return [=] {
    return bounded ? Distribution::bounded_pareto(alpha, low, high)
                   : Distribution::pareto(alpha, low);
  };
}

std::function<Distribution()> prepare_erlang(Arguments& arguments) {
  const double k = arguments.number("k", 0);
  const double mean = arguments.time("mean", 1);
  return [=] {
    constexpr double most = 1000;
    if (k != std::floor(k) || k < 1 || k > most)
      throw std::invalid_argument("k must be a whole number from 1 to 1000");
    return Distribution::erlang(static_cast<int>(k), mean);
  };
}

const std::array laws{
    Law{"exponential", "exponential(6ms)",
        [](Arguments& arguments) -> std::function<Distribution()> {
          const double mean = arguments.time("mean", 0);
          return [=] { return Distribution::exponential(mean); };
        }},
    Law{"lognormal", "lognormal(4ms, cv=1) or lognormal(median=4ms, p99=40ms)", prepare_lognormal},
    Law{"gamma", "gamma(8ms, cv=0.5)",
        [](Arguments& arguments) { return prepare_mean_and_cv(arguments, Distribution::gamma); }},
    Law{"erlang", "erlang(3, 9ms)", prepare_erlang},
    Law{"uniform", "uniform(1s, 3s)",
        [](Arguments& arguments) -> std::function<Distribution()> {
          const double low = arguments.time("low", 0);
          const double high = arguments.time("high", 1);
          return [=] { return Distribution::uniform(low, high); };
        }},
    Law{"hyperexponential", "hyperexponential(10ms, cv=2)",
        [](Arguments& arguments) {
          return prepare_mean_and_cv(arguments, [](double mean, double cv) {
            return Distribution::hyperexponential(mean, cv);
          });
        }},
    Law{"weibull", "weibull(10ms, cv=2)",
        [](Arguments& arguments) {
          return prepare_mean_and_cv(arguments, Distribution::weibull_from_moments);
        }},
    Law{"pareto", "pareto(alpha=2.5, min=1ms) or pareto(alpha=1.5, min=1ms, max=10s)",
        prepare_pareto}};

constexpr std::string_view quantiles_form = "quantiles(p50=4ms, p90=9ms, p99=30ms)";

std::vector<std::string> law_names() {
  std::vector<std::string> names;
  for (const Law& law : laws) names.emplace_back(law.name);
  names.emplace_back("quantiles");
  return names;
}

/// "p50" is 0.5, "p99" is 0.99, "p999" and "p99.9" are 0.999.
std::optional<double> probability_of(std::string_view name) {
  if (name.size() < 2 || name.front() != 'p' || name[1] < '0' || name[1] > '9') return std::nullopt;
  const auto [number, rest] = split_number(name.substr(1));
  if (!rest.empty() || number.find_first_of("eE") != std::string_view::npos) return std::nullopt;
  const bool in_percent = number.size() <= 2 || number.find('.') != std::string_view::npos;
  const double p = scaled_decimal(number, in_percent ? -2 : -static_cast<int>(number.size()));
  return p > 0 && p < 1 && number != "100" ? std::optional(p) : std::nullopt;
}

Parsed<Distribution> guarded(const std::function<Distribution()>& build, std::string_view form) {
  try {
    return build();
  } catch (const std::invalid_argument& refusal) {
    return Complaint{std::string("is not a distribution: ") + refusal.what(),
                     "write " + std::string(form)};
  }
}

Parsed<Distribution> parse_quantiles(const Call& call) {
  const std::string cure = "write " + std::string(quantiles_form);
  std::vector<std::pair<double, double>> points;
  for (const Call::Argument& argument : call.arguments) {
    const std::optional<double> p = probability_of(argument.name);
    if (!p) {
      return Complaint{"has a quantile without a percentile: " +
                           quote(argument.name.empty() ? argument.text : argument.name),
                       cure};
    }
    const Parsed<Duration> value = parse_duration(argument.text);
    if (!value) {
      return Complaint{"has a quantile \"" + argument.name + "\" that " + value.complaint().message,
                       value.complaint().cure};
    }
    points.emplace_back(*p, to_seconds(*value));
  }
  return guarded([&] { return Distribution::from_quantiles(points); }, quantiles_form);
}

}  // namespace

Parsed<Distribution> parse_distribution(std::string_view text) {
  const std::optional<Call> call = parse_call(text);
  if (!call) {
    const bool starts_with_word = split_number(trimmed(text)).number.empty();
    if (starts_with_word) {
      return Complaint{"is not a distribution: " + quote(text),
                       "write \"8ms\", " + distribution_forms()};
    }
    const Parsed<Duration> value = parse_duration(text);
    if (!value) return value.complaint();
    return Distribution::deterministic(*value);
  }
  if (call->word == "quantiles") return parse_quantiles(*call);
  for (const Law& law : laws) {
    if (law.name != call->word) continue;
    Arguments arguments(*call);
    const std::function<Distribution()> build = law.prepare(arguments);
    if (const std::optional<Complaint> complaint = arguments.complaint(law.form)) return *complaint;
    return guarded(build, law.form);
  }
  const std::vector<std::string> names = law_names();
  const std::string hint = did_you_mean(call->word, names);
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return Complaint{"is not a distribution: " + quote(text),
                   hint + (hint.empty() ? "" : " ") + "distributions: " + all};
}

std::string distribution_forms() {
  std::string all;
  for (const Law& law : laws) all += std::string(law.form) + ", ";
  return all + std::string(quantiles_form);
}

std::string write_text(const Distribution& value) {
  return value.text();
}

}  // namespace tiersim::lab
