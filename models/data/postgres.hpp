#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "models/component.hpp"
#include "models/data/postgres_params.hpp"
#include "sim/kernel/abortable.hpp"
#include "sim/kernel/station.hpp"

namespace tiersim {

/// A primary and its read replicas.
///
/// Writes go to the primary, reads to the replicas in turn (to the primary when there is none).
/// Each server works on a limited number of queries at once; more wait their turn, and above
/// max_connections a query is refused at once (SQLSTATE 53300). The router does not notice a dead
/// replica: its share of the reads is refused until it is healed. Members: "primary", "replica-0",
/// … Counters: reads, writes, too_many_connections (count).
class Postgres final : public Component {
 public:
  using Params = PostgresParams;

  /// `replica_zones` has one entry for each replica.
  Postgres(const Params& params, Context context, const std::vector<ZoneId>& replica_zones);

  Task<Outcome> serve(Request request) override;
  void begin_measuring() override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override;
  bool strike(Strike what, std::string_view member, double factor) override;
  void strike_zone(Strike what, ZoneId zone, double factor) override;

 private:
  struct Server {
    Server(Simulation& simulation, std::string member, ZoneId where, int concurrency)
        : name(std::move(member)),
          zone(where),
          station(simulation, {.servers = static_cast<std::size_t>(concurrency)}) {}

    std::string name;
    ZoneId zone;
    Station station;
    VisitGroup visits;
    Flow flow;
    double busy_before = 0.0;  // busy seconds when measuring began
    double busy_at_sample = 0.0;
    bool down = false;
  };

  [[nodiscard]] bool is_full(const Server& server) const;
  void record(const Request& request, Server& server, Duration wait, Duration served);
  Server& route(const Request& request);
  void strike_server(Server& server, Strike what, double factor);

  Params params_;
  std::deque<Server> servers_;  // the primary first
  std::size_t next_replica_ = 0;
  std::uint64_t reads_ = 0;
  std::uint64_t writes_ = 0;
  TimePoint measuring_since_{};
  TimePoint sampled_at_{};
};

}  // namespace tiersim
