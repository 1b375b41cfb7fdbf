#include <algorithm>
#include <cmath>
#include <string>

#include "sim/kernel/process.hpp"
#include "sim/kernel/task.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {
namespace {

/// Nested retries: tier 0 calls tier 1 until success, tier 1 calls tier 2 …; the leaves fail.
class RetryChain {
 public:
  RetryChain(const Json& parameters, const Run& run)
      : attempts_(parameters.at("m").get<std::vector<int>>()),
        p_fail_(parameters.at("p_fail")),
        chance_(Stream::named(run.key, "leaf", "failure")),
        calls_(attempts_.size(), 0.0) {
    scope_.spawn(client(run.customers));
    simulation_.run_to_exhaustion();
  }

  [[nodiscard]] Measurement report(double requests) const {
    Measurement out;
    out.events = simulation_.events();
    for (const double calls : calls_) out.events += static_cast<std::uint64_t>(calls);
    out.probability("P_success", {successes_, requests});
    out.mean("leaf_attempts", {calls_.back(), requests});
    for (std::size_t tier = 0; tier < calls_.size(); ++tier)
      out.mean("attempts_per_tier", {calls_[tier], requests}, tier);
    return out;
  }

 private:
  Process client(std::uint64_t requests) {
    for (std::uint64_t i = 0; i < requests; ++i) {
      const bool succeeded = co_await call(0);
      successes_ += succeeded;
      co_await simulation_.delay(1s);  // so that the clock moves on
    }
  }

  Task<bool> call(std::size_t tier) {
    for (int attempt = 0; attempt < attempts_[tier]; ++attempt) {
      ++calls_[tier];
      bool answered = false;
      if (tier + 1 == attempts_.size()) {
        answered = chance_.uniform() >= p_fail_;
      } else {
        answered = co_await call(tier + 1);
      }
      if (answered) co_return true;
    }
    co_return false;
  }

  std::vector<int> attempts_;
  double p_fail_;
  Stream chance_;
  std::vector<double> calls_;
  double successes_ = 0;
  Simulation simulation_;
  ProcessScope scope_{simulation_};
};

Measurement retry_chain(const Json& one_case, const Run& run) {
  return RetryChain(one_case.at("parameters"), run).report(static_cast<double>(run.customers));
}

/// One caller that backs off between attempts.
class BackOff {
 public:
  BackOff(const Json& one_case, const Run& run)
      : case_(one_case),
        unit_(one_case.at("parameters").at("base").get<double>()),
        failures_(Stream::named(run.key, "callee", "failure")),
        jitter_(Stream::named(run.key, "caller", "jitter")) {
    scope_.spawn(caller(run.customers));
    simulation_.run_to_exhaustion();
  }

  [[nodiscard]] Measurement report() const {
    const double requests = total_.count();
    Measurement out;
    out.events = simulation_.events() + static_cast<std::uint64_t>(attempts_);
    out.probability("P_success", {successes_, requests});
    out.mean("attempts", {attempts_, requests});
    out.mean("backoff_mean", total_.mean());
    out.moment("backoff_var", total_.variance_about(expected(case_, "backoff_mean")));
    // Without jitter the largest is an outcome; with it a bound, approached too slowly to judge.
    if (case_.at("parameters").at("jitter") == "none") out.mean("backoff_max", estimate(largest_));
    return out;
  }

 private:
  Process caller(std::uint64_t requests) {
    const Json& parameters = case_.at("parameters");
    const int attempts_max = parameters.at("m");
    const double p_fail = parameters.at("p_fail");
    for (std::uint64_t i = 0; i < requests; ++i) {
      const TimePoint begun = simulation_.now();
      for (int attempt = 1;; ++attempt) {
        ++attempts_;
        const bool succeeds = failures_.uniform() >= p_fail;
        successes_ += succeeds;
        if (succeeds || attempt == attempts_max) break;
        co_await simulation_.delay(pause(attempt));
      }
      total_.record(simulation_.now() - begun);
      largest_ = std::max(largest_, unit_.seconds(simulation_.now() - begun));
      co_await simulation_.delay(1s);  // so that the clock moves on whatever happens
    }
  }

  Duration pause(int retry) {
    const Json& parameters = case_.at("parameters");
    const double longest = std::min(parameters.at("cap").get<double>(),
                                    parameters.at("base").get<double>() *
                                        std::pow(parameters.at("factor").get<double>(), retry - 1));
    return unit_.span(parameters.at("jitter") == "full" ? jitter_.uniform() * longest : longest);
  }

  const Json& case_;
  TimeUnit unit_;
  Stream failures_;
  Stream jitter_;
  Spans total_{case_, "backoff", unit_};
  double attempts_ = 0;
  double successes_ = 0;
  double largest_ = 0;
  Simulation simulation_;
  ProcessScope scope_{simulation_};
};

Measurement retry_backoff(const Json& one_case, const Run& run) {
  return BackOff(one_case, run).report();
}

}  // namespace

const Models& call_models() {
  static const Models models{{"retry_chain", retry_chain}, {"retry_backoff", retry_backoff}};
  return models;
}

}  // namespace tiersim::queueing
