#include "tests/queueing/simulate_case.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <thread>

#include <fmt/format.h>

namespace tiersim::queueing {
namespace {

constexpr std::uint64_t seed = 20260707;
constexpr std::uint32_t replications = 64;
/// No better look is taken when a sharp estimate seems to cost so many times what is left.
constexpr double hopeless = 4;

/// One case on its way to a verdict.
class Campaign {
 public:
  Campaign(const Json& one_case, Simulate simulate, unsigned threads)
      : case_(one_case), simulate_(simulate), threads_(std::max(threads, 1U)) {}

  [[nodiscard]] std::uint64_t events() const { return events_; }

  /// Customers a replication at which a round is worth `budget.first` and measures at least twice
  /// as long as it warms up, if half of the budget does for that. Throws Unaffordable when the
  /// budget does not even do for the warm-up.
  std::uint64_t first_length(const Budget& budget) {
    warm_up_ = play(1, 1).front().events;
    if (warm_up_ * replications > budget.total)
      throw Unaffordable(fmt::format("replications that forget their start take {} million events",
                                     warm_up_ * replications / 1'000'000));
    const std::uint64_t wanted = std::max(3 * warm_up_ * replications, budget.first);
    std::uint64_t customers = 500;
    for (int step = 0; step < 16; ++step, customers *= 2) {
      const std::uint64_t all = replications * play(1, customers).front().events;
      if (all >= wanted || all > budget.total / 4) break;
    }
    return customers;
  }

  /// A round, with draws that no other had.
  std::vector<Measurement> round(std::uint64_t customers) { return play(replications, customers); }

  /// Events that a round costs before it measures.
  [[nodiscard]] double warm_up() const { return static_cast<double>(warm_up_ * replications); }

 private:
  /// Replications side by side; which thread plays which makes no difference.
  std::vector<Measurement> play(std::uint32_t count, std::uint64_t customers) {
    std::vector<Measurement> measured(count);
    std::vector<std::exception_ptr> thrown(count);
    std::atomic<std::uint32_t> next{0};
    const auto work = [&] {
      for (std::uint32_t i = next++; i < count; i = next++) {
        try {
          measured[i] = simulate_(case_, Run{{seed, played_ + i}, customers});
        } catch (...) {
          thrown[i] = std::current_exception();
        }
      }
    };
    {
      std::vector<std::jthread> others;
      for (unsigned i = 1; i < std::min(threads_, count); ++i) others.emplace_back(work);
      work();
    }
    for (const std::exception_ptr& one : thrown)
      if (one) std::rethrow_exception(one);
    played_ += count;
    for (const Measurement& one : measured) events_ += one.events;
    return measured;
  }

  const Json& case_;
  Simulate simulate_;
  unsigned threads_;
  std::uint32_t played_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t warm_up_ = 0;
};

/// How much longer the next round has to measure to be sharp. What has not been seen at all may be
/// anywhere.
double growth_needed(double blunt) {
  constexpr double aim = 0.85;
  return std::isfinite(blunt) ? std::max(blunt * blunt / (aim * aim), 1.3) : 8.0;
}

}  // namespace

Judged simulate_case(const Json& one_case, Simulate simulate, double level, const Budget& budget,
                     unsigned threads) {
  Campaign campaign(one_case, simulate, threads);
  auto customers = static_cast<double>(campaign.first_length(budget));
  for (;;) {
    const std::uint64_t before = campaign.events();
    Judged judged;
    judged.verdict = judge(one_case, campaign.round(static_cast<std::uint64_t>(customers)), level);
    judged.events = campaign.events();
    const double blunt = judged.verdict.blunt();
    if (blunt <= 1) return judged;
    const auto cost = static_cast<double>(campaign.events() - before);
    const double measuring = std::max(cost - campaign.warm_up(), 0.3 * cost);
    const auto cost_of = [&](double growth) { return cost + measuring * (growth - 1); };
    const double left = static_cast<double>(budget.total) - static_cast<double>(judged.events);
    const double needed = growth_needed(blunt);
    if (cost_of(needed) > hopeless * left) return judged;
    // A short run is a poor guide to a long one.
    double growth = std::min(needed, 25.0);
    if (cost_of(growth) > left) {
      // A sixth of what is left for a better look, if that is a much longer one.
      growth = (left / 6 - cost) / measuring + 1;
      if (growth < 3) return judged;
    }
    customers *= growth;
  }
}

}  // namespace tiersim::queueing
