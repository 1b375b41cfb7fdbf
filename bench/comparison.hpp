#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/outcome.hpp"

namespace tiersim::bench {

/// One way to do the work item.
struct Variant {
  std::string name;
  std::function<Outcome()> run;
  bool is_floor = false;
  std::optional<double> ratio_max{};     ///< goal: CPU time, in multiples of the floor
  std::string over{};                    ///< another variant, whose time is taken off this one's
  std::optional<double> extra_ns_max{};  ///< goal: what is left then, per unit
};

/// Runs the variants of a work item in turn, five rounds of all, and prints a table.
///
/// Every figure is a median of the five; ratios and differences are taken inside a round before,
/// so that what slows a whole round down falls out. The floor of a round is the floor variant whose
/// median is least.
class Comparison {
 public:
  /// `expected_mean_s`: what theory says the mean is; nothing when there is no theory, and the
  /// floor's own mean stands in its place.
  Comparison(std::string title, std::string unit, std::optional<double> expected_mean_s);

  void add(Variant variant);
  /// True when every goal was met.
  bool run();

 private:
  struct Measured {
    Variant variant;
    std::vector<double> ns_per_unit{};  // by round
    Outcome outcome{};
    double peak_mib = 0;
  };

  void run_round();
  [[nodiscard]] const Measured* floor() const;
  [[nodiscard]] const Measured& named(const std::string& name) const;
  bool print_row(const Measured& measured) const;
  bool print_goals(const Measured& measured) const;

  std::string title_;
  std::string unit_;
  std::optional<double> expected_mean_s_;
  std::vector<Measured> measured_;
};

[[nodiscard]] double median(std::vector<double> values);

/// " MISSED" behind a goal that was not met, else nothing.
[[nodiscard]] const char* verdict(bool met);

/// The count given as the program's first argument, `10000000` or `1e7`, or `otherwise`.
[[nodiscard]] std::uint64_t count_argument(int argc, char** argv, double otherwise);

}  // namespace tiersim::bench
