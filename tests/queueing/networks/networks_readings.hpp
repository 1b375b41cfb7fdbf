#pragma once
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/chance/distribution.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim::queueing::networks {

using Json = nlohmann::json;

/// A reference case as its file has it.
struct Case {
  const Json& parameters;
  const Json& expect;
};

/// What a replication says of one number of the case.
struct Reading {
  enum class Kind : std::uint8_t {
    value,     ///< an estimate of the reference
    quantile,  ///< the share of times up to the reference, which is a quantile
    below,     ///< an estimate of something that the reference bounds from above
    above,     ///< … from below
  };

  Kind kind = Kind::value;
  double value = 0;
  double slope = 0;  ///< of a quantile: the density there, times the quantile
};

/// The numbers that one replication found, by metric; entries of lists are named `L[0]`, those of
/// matrices `Q[1][0]`.
class Readings {
 public:
  void value(const std::string& metric, double value) { set(metric, {.value = value}); }

  void value(const std::string& metric, std::size_t i, double v) { value(entry(metric, i), v); }

  void value(const std::string& metric, std::size_t i, std::size_t j, double v) {
    value(entry(entry(metric, i), j), v);
  }

  void quantile(const std::string& metric, double share, double slope) {
    set(metric, {.kind = Reading::Kind::quantile, .value = share, .slope = slope});
  }

  void below(const std::string& metric, double value) {
    set(metric, {.kind = Reading::Kind::below, .value = value});
  }

  void above(const std::string& metric, double value) {
    set(metric, {.kind = Reading::Kind::above, .value = value});
  }

  /// A metric that no simulation can say anything about.
  void leave(const std::string& metric) { left_.push_back(metric); }

  /// Events handled by the simulations of this replication: what it cost.
  void effort(std::uint64_t events) { events_ += events; }

  [[nodiscard]] const std::map<std::string, Reading>& all() const { return all_; }

  [[nodiscard]] const std::vector<std::string>& left() const { return left_; }

  [[nodiscard]] std::uint64_t events() const { return events_; }

  [[nodiscard]] static std::string entry(const std::string& metric, std::size_t i) {
    return metric + "[" + std::to_string(i) + "]";
  }

 private:
  void set(const std::string& metric, Reading reading) { all_[metric] = reading; }

  std::map<std::string, Reading> all_;
  std::vector<std::string> left_;
  std::uint64_t events_ = 0;
};

/// The case cannot be simulated within the budget; the message says why.
class Unaffordable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One replication of a model: about `length` customers after a warm-up.
using Model = void (*)(const Case& reference, RunKey key, double length, Readings& readings);

/// A distribution object of the vectors.
[[nodiscard]] Distribution law(const Json& object);

std::map<std::string, Model> network_models();    ///< g4
std::map<std::string, Model> arrival_models();    ///< g5
std::map<std::string, Model> balancing_models();  ///< g6
std::map<std::string, Model> transient_models();  ///< g7

}  // namespace tiersim::queueing::networks
