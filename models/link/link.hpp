#pragma once
#include <optional>

#include "models/context.hpp"
#include "models/service.hpp"

namespace tiersim {

/// What wraps the calls from one component to another: a time-out for each try, and tries after a
/// failure.
///
///   caller ──Request──▶ [ Link: try, time out, back off, try again ] ──Request──▶ next Service
///
/// A try that timed out is abandoned, not undone: it runs on and burns capacity. The back-off is
/// full jitter: uniform between 0 and backoff_base · 2^tries, at most backoff_max; a budget of
/// tokens (budget_ratio for each first try) bounds retries in an overload. Reference: M. Brooker,
/// "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
class Link final : public Service {
 public:
  struct Params {
    std::optional<Duration> timeout;
    int attempts_max = 1;  ///< tries in all
    Duration backoff_base{};
    Duration backoff_max{};
    double budget_ratio = 0.0;
  };

  Link(const Params& params, Context context, Service& next);

  Task<Outcome> serve(Request request) override;

  [[nodiscard]] std::uint64_t retries() const { return retries_; }

  [[nodiscard]] std::uint64_t timeouts() const { return timeouts_; }

  [[nodiscard]] std::uint64_t retries_refused() const { return retries_refused_; }

 private:
  static constexpr double budget_max = 100.0;  // tokens that a quiet link can save up

  Task<Outcome> attempt(Request request);
  bool take_token();
  Duration backoff(int tries);

  Params params_;
  Context context_;
  Service& next_;
  Stream jitter_;
  double tokens_ = budget_max;
  std::uint64_t retries_ = 0;
  std::uint64_t timeouts_ = 0;
  std::uint64_t retries_refused_ = 0;
};

}  // namespace tiersim
