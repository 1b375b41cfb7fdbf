#pragma once
#include <map>
#include <memory>

#include "models/component.hpp"
#include "models/data/connection_pool_params.hpp"
#include "sim/kernel/abortable.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/statistics/log_histogram.hpp"

namespace tiersim {

/// A fixed number of connections to a database, lent one query at a time.
///
///   caller ──query──▶ [ ConnectionPool: wait for a connection ] ──query──▶ database
///
/// The connection goes back when the query ends, however it ends; the first in line gets it at
/// once. With scope `pod` each calling pod has a pool of its own. Counters: pool_timeouts, refused
/// (count). Series: leased, waiting, wait_p95_s. Reference: PgBouncer, transaction pooling
/// (doc/config.md: default_pool_size, query_wait_timeout, max_client_conn).
class ConnectionPool final : public Component {
 public:
  using Params = ConnectionPoolParams;

  ConnectionPool(const Params& params, Context context, Service& database);

  Task<Outcome> serve(Request request) override;
  void begin_measuring() override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override;
  bool strike(Strike what, std::string_view member, double factor) override;

 private:
  /// A connection in use; counts towards utilization.
  class Use {
   public:
    explicit Use(ConnectionPool& pool) : pool_(pool) { pool_.count_leased(+1); }

    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    ~Use() { pool_.count_leased(-1); }

   private:
    ConnectionPool& pool_;
  };

  Resource& connections_of(const Request& request);
  void count_leased(int change);
  [[nodiscard]] double leased_seconds() const;
  [[nodiscard]] std::size_t waiting() const;

  Params params_;
  Service& database_;
  std::map<std::uint32_t, Resource>
      pools_;  // by the number of the calling pod; the shared pool is number 0
  VisitGroup visits_;
  LogHistogram window_wait_;
  std::size_t leased_ = 0;
  TimePoint leased_since_{};
  double leased_seconds_ = 0.0;
  TimePoint measuring_since_{};
  bool down_ = false;
};

}  // namespace tiersim
