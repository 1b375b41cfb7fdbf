#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "models/published.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Whose pool it is.
enum class PoolScope : std::uint8_t { shared, pod };

constexpr auto enum_names(PoolScope) {
  using Name = EnumName<PoolScope>;
  return std::array{Name{PoolScope::shared, "shared",
                         "One pool for all callers, as a PgBouncer in front of the database."},
                    Name{PoolScope::pod, "pod",
                         "Each calling pod has its own, as an application's driver keeps it."}};
}

struct ConnectionPoolParams {
  static constexpr std::string_view kind = "connection_pool";
  static constexpr std::array published{
      PublishedMetric{"waiting", MetricKind::gauge, "Queries that wait for a connection."},
      PublishedMetric{"in_service", MetricKind::gauge, "Connections in use."}};

  int default_pool_size = 20;
  Duration query_wait_timeout = 120s;
  std::optional<int> max_client_conn;
  PoolScope scope = PoolScope::shared;
  Reference to;
  std::string zone;

  static void describe(auto& field, auto& p) {
    field("default_pool_size", p.default_pool_size, at_least(1),
          "Connections to the database; each carries one query at a time.");
    field("query_wait_timeout", p.query_wait_timeout, positive,
          "Longest wait for a connection; then the query fails.");
    field("max_client_conn", p.max_client_conn, at_least(1),
          "Queries inside, waiting ones included; more are refused. No limit if absent.");
    field("scope", p.scope, any_value, "Whose pool it is.");
    field("to", p.to, required, "The database.");
    field("zone", p.zone, any_value, "Where it stands; anywhere if absent.");
  }
};

}  // namespace tiersim
