#pragma once
// Files in memory, and the shortest scenario that is whole.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/reading.hpp"
#include "tests/support/catch.hpp"

namespace tiersim::lab::test {

using Files = std::map<std::string, std::string>;

inline Reading read(const Files& files, const std::vector<std::string>& sets = {},
                    const std::string& path = "s.json") {
  return read_scenario(path, sets, [&](const std::string& name) -> std::optional<std::string> {
    const auto found = files.find(name);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  });
}

inline Reading read_text(const std::string& text, const std::vector<std::string>& sets = {}) {
  return read({{"s.json", text}}, sets);
}

/// A scenario without faults; the tests spoil it in one place.
inline const std::string whole = R"~({
  "name": "shop",
  "run": { "duration": "30m", "warm_up": "2m", "seed": 1 },
  "workload": {
    "shoppers": { "to": "edge", "arrivals": { "rate": "100/s" }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
  },
  "components": {
    "edge": { "kind": "load_balancer", "algorithm": "least_conn", "to": "api" },
    "api": {
      "kind": "deployment", "replicas": 3, "slots": 32, "start_up": "20s", "zones": ["a", "b"],
      "resources": { "requests": { "cpu": "500m", "memory": "1Gi" }, "limits": { "cpu": 2 } },
      "operations": {
        "list": [ { "cpu": "lognormal(4ms, cv=1)" },
                  { "cache": "redis", "key": "zipf(10000, 0.9)", "ttl": "10m", "miss": [ { "query": "pool", "read": "exponential(6ms)" } ] } ],
        "order": [ { "cpu": "8ms" }, { "query": "pool", "write": "exponential(9ms)" } ]
      }
    },
    "pool": { "kind": "connection_pool", "default_pool_size": 25, "to": "db" },
    "db": { "kind": "postgres", "max_connections": 200, "replicas": 2 },
    "redis": { "kind": "cache" }
  },
  "links": { "api->pool": { "timeout": "250ms", "retry": { "attempts_max": 2 } } },
  "faults": [ { "at": "10m", "kill": "db/primary" } ],
  "slo": [ "p95 < 500ms", "order.p99 < 1s" ],
  "prices": { "currency": "USD", "as_of": "2026-07-20", "api.cpu_hour": 0.04 }
}
)~";

/// The whole scenario with one text in place of another, which must stand in it once.
inline std::string spoilt(const std::string& text, const std::string& by) {
  const std::size_t at = whole.find(text);
  REQUIRE(at != std::string::npos);
  REQUIRE(whole.find(text, at + 1) == std::string::npos);
  return whole.substr(0, at) + by + whole.substr(at + text.size());
}

/// What people see of the scenario spoilt so.
inline std::string complaint(const std::string& text, const std::string& by) {
  return render(read_text(spoilt(text, by)));
}

}  // namespace tiersim::lab::test
