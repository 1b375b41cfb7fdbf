#include "models/edge/nginx/next_upstream.hpp"

namespace tiersim::nginx {

namespace {

/// Whether the rules list what happened.
bool is_listed(const NextUpstream& rules, const TriedOnce& tried) {
  switch (tried.result) {
    case TryResult::ok:
      return rules.statuses.contains(tried.status);
    case TryResult::connect_error:
    case TryResult::reset:
      return rules.error;
    case TryResult::connect_timeout:
    case TryResult::read_timeout:
      return rules.timeout;
    case TryResult::invalid_header:
      return rules.invalid_header;
  }
  return false;
}

bool was_sent(TryResult result) {
  return result != TryResult::connect_error && result != TryResult::connect_timeout;
}

}  // namespace

NextStep next_step(const NextUpstream& rules, const TriedOnce& tried) {
  const bool may_repeat = tried.idempotent || !was_sent(tried.result) || rules.non_idempotent;
  const bool in_time = rules.timeout_ms == 0 || tried.elapsed_ms < rules.timeout_ms;
  const bool again = is_listed(rules, tried) && may_repeat && in_time && tried.tries_left > 0;
  if (tried.result != TryResult::ok) return {.failed = true, .again = again};
  // An answer that is passed on is a success, and so are 403 and 404 whose request goes on.
  const bool blamed = tried.status != 403 && tried.status != 404;
  return {.failed = again && blamed, .again = again};
}

std::optional<int> status_for(TryResult result) {
  switch (result) {
    case TryResult::ok:
      return std::nullopt;
    case TryResult::connect_timeout:
    case TryResult::read_timeout:
      return 504;
    case TryResult::connect_error:
    case TryResult::reset:
    case TryResult::invalid_header:
      return 502;
  }
  return 502;
}

}  // namespace tiersim::nginx
