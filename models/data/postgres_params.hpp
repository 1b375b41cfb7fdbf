#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/published.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim {

struct PostgresParams {
  static constexpr std::string_view kind = "postgres";
  static constexpr std::array published{
      PublishedMetric{"waiting", MetricKind::gauge, "Queries that wait their turn."},
      PublishedMetric{"in_service", MetricKind::gauge, "Queries worked on."}};

  int max_connections = 100;
  int superuser_reserved_connections = 3;
  int concurrency = 16;
  int replicas = 0;
  std::string zone;
  std::vector<std::string> replica_zones;

  static void describe(auto& field, auto& p) {
    field("max_connections", p.max_connections, at_least(1),
          "Connections of each server; one more is refused at once.");
    field("superuser_reserved_connections", p.superuser_reserved_connections, at_least(0),
          "Of these, kept from applications.");
    field("concurrency", p.concurrency, at_least(1),
          "Queries that a server works on at once (cores and disk); more wait their turn.");
    field("replicas", p.replicas, at_least(0),
          "Read replicas; reads go to them in turn, writes to the primary.");
    field("zone", p.zone, any_value, "Where the primary stands; anywhere if absent.");
    field("replica_zones", p.replica_zones, any_value,
          "Zones of the replicas, in turn; the primary's if absent.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.superuser_reserved_connections >= p.max_connections) {
      refuse("superuser_reserved_connections", "leaves no connection for applications",
             "keep it below max_connections");
    }
  }
};

}  // namespace tiersim
