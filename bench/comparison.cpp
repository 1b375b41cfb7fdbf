#include "bench/comparison.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "bench/clocks.hpp"
#include "bench/process_memory.hpp"

namespace tiersim::bench {

namespace {

constexpr int rounds = 5;

template <class Combine>
double median_of_pairs(const std::vector<double>& a, const std::vector<double>& b,
                       Combine combine) {
  std::vector<double> combined(a.size());
  std::transform(a.begin(), a.end(), b.begin(), combined.begin(), combine);
  return median(combined);
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

const char* verdict(bool met) {
  return met ? "" : " MISSED";
}

Comparison::Comparison(std::string title, std::string unit, std::optional<double> expected_mean_s)
    : title_(std::move(title)), unit_(std::move(unit)), expected_mean_s_(expected_mean_s) {}

void Comparison::add(Variant variant) {
  measured_.push_back(Measured{.variant = std::move(variant)});
}

bool Comparison::run() {
  for (int i = 0; i < rounds; ++i) run_round();
  std::printf("%s\n", title_.c_str());
  std::printf("  %-40s %8s %17s %8s %8s %7s %8s  %s\n", "", ("ns/" + unit_).c_str(), "(least-most)",
              "ns/event", "M ev/s", "MiB", "allocs", "mean ms (expected)");
  bool met = true;
  for (const Measured& measured : measured_) met = print_row(measured) && met;
  std::fflush(stdout);
  return met;
}

void Comparison::run_round() {
  for (Measured& measured : measured_) {
    reset_peak_memory();
    const double begun = cpu_seconds();
    measured.outcome = measured.variant.run();
    const double whole_s = cpu_seconds() - begun;
    const double cpu_s = measured.outcome.cpu_s > 0 ? measured.outcome.cpu_s : whole_s;
    measured.ns_per_unit.push_back(cpu_s / static_cast<double>(measured.outcome.units) * 1e9);
    measured.peak_mib = std::max(measured.peak_mib, peak_memory_mib());
  }
}

const Comparison::Measured* Comparison::floor() const {
  const Measured* least = nullptr;
  for (const Measured& measured : measured_) {
    if (!measured.variant.is_floor) continue;
    if (least == nullptr || median(measured.ns_per_unit) < median(least->ns_per_unit)) {
      least = &measured;
    }
  }
  return least;
}

const Comparison::Measured& Comparison::named(const std::string& name) const {
  for (const Measured& measured : measured_) {
    if (measured.variant.name == name) return measured;
  }
  throw std::logic_error("no variant is called " + name);
}

bool Comparison::print_row(const Measured& measured) const {
  const Outcome& outcome = measured.outcome;
  const double ns = median(measured.ns_per_unit);
  const auto [least, most] =
      std::minmax_element(measured.ns_per_unit.begin(), measured.ns_per_unit.end());
  char range[32];
  std::snprintf(range, sizeof range, "(%.1f-%.1f)", *least, *most);
  const double ns_per_event =
      ns * static_cast<double>(outcome.units) / static_cast<double>(outcome.events);
  std::printf("  %-40s %8.1f %17s %8.1f %8.2f %7.1f", measured.variant.name.c_str(), ns, range,
              ns_per_event, 1e3 / ns_per_event, measured.peak_mib);
  if (outcome.late_allocations) {
    std::printf(" %8llu", static_cast<unsigned long long>(*outcome.late_allocations));
  } else {
    std::printf(" %8s", "-");
  }
  if (outcome.mean_s > 0) {
    const double expected = expected_mean_s_ ? *expected_mean_s_ : floor()->outcome.mean_s;
    std::printf("  %.4f (%.4f)", outcome.mean_s * 1e3, expected * 1e3);
  }
  const bool met = print_goals(measured);
  std::printf("\n");
  return met;
}

bool Comparison::print_goals(const Measured& measured) const {
  const Variant& variant = measured.variant;
  bool met = measured.outcome.late_allocations.value_or(0) == 0;
  std::printf("%s", met ? "" : "  MISSED 0 allocations");
  const Measured* const least = floor();
  if (least != nullptr && least != &measured) {
    const double ratio =
        median_of_pairs(measured.ns_per_unit, least->ns_per_unit, std::divides<>());
    std::printf("  %.2f x floor", ratio);
    if (variant.ratio_max) {
      const bool reached = ratio <= *variant.ratio_max;
      std::printf(" (goal %.2f%s)", *variant.ratio_max, verdict(reached));
      met = met && reached;
    }
  }
  if (!variant.over.empty()) {
    const double extra =
        median_of_pairs(measured.ns_per_unit, named(variant.over).ns_per_unit, std::minus<>());
    std::printf("  %+.1f ns over \"%s\"", extra, variant.over.c_str());
    if (variant.extra_ns_max) {
      const bool reached = extra <= *variant.extra_ns_max;
      std::printf(" (goal %.0f%s)", *variant.extra_ns_max, verdict(reached));
      met = met && reached;
    }
  }
  return met;
}

std::uint64_t count_argument(int argc, char** argv, double otherwise) {
  return static_cast<std::uint64_t>(argc > 1 ? std::atof(argv[1]) : otherwise);
}

}  // namespace tiersim::bench
