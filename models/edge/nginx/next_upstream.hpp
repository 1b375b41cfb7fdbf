#pragma once
#include <cstdint>
#include <optional>
#include <set>

namespace tiersim::nginx {

/// What became of a try.
enum class TryResult : std::uint8_t {
  ok,               ///< an answer, of whatever status
  connect_error,    ///< refused at once
  connect_timeout,  ///< no answer to the connect
  reset,            ///< the connection broke after the request was sent
  read_timeout,
  invalid_header
};

/// `proxy_next_upstream` and its companions.
struct NextUpstream {
  bool error = true;
  bool timeout = true;
  bool invalid_header = false;
  bool non_idempotent = false;
  std::set<int> statuses{};     ///< of 403, 404, 429, 500, 502, 503, 504
  int tries = 0;                ///< 0: as many as there are servers
  std::int64_t timeout_ms = 0;  ///< 0: none; looked at between tries only
};

/// A try that ended.
struct TriedOnce {
  TryResult result = TryResult::ok;
  int status = 200;             ///< of an answer
  bool idempotent = true;       ///< not POST, LOCK or PATCH
  int tries_left = 0;           ///< after this one
  std::int64_t elapsed_ms = 0;  ///< since the request's first try
};

struct NextStep {
  bool failed = false;  ///< counts against the peer
  bool again = false;   ///< another peer is tried
};

/// Whether the peer is to blame, and whether another one gets the request. Source:
/// ngx_http_upstream.c, ngx_http_upstream_next and ngx_http_upstream_test_next.
[[nodiscard]] NextStep next_step(const NextUpstream& rules, const TriedOnce& tried);

/// The status a client sees when the last try ended so; nothing: the answer's own.
[[nodiscard]] std::optional<int> status_for(TryResult result);

}  // namespace tiersim::nginx
