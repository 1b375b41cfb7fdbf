#include "models/data/pools/queue_pool.hpp"
#include "models/data/pools/server_pool.hpp"
#include "tests/components/simulated_time.hpp"

namespace tiersim::vectors {

namespace {

/// 0 means: no limit.
Duration limit(const Json& number) {
  const Duration time = milliseconds(number);
  return time > Duration::zero() ? time : forever;
}

Process transaction(Simulation& simulation, pgbouncer::ServerPool& pool, const Json& asked,
                    Json& result) {
  co_await simulation.delay(milliseconds(asked[0]));
  const auto connection = co_await pool.acquire();
  const std::int64_t start = now_ms(simulation);
  if (!connection) {
    result = {{"error", "query_wait_timeout"}, {"at_ms", start}};
    co_return;
  }
  co_await simulation.delay(milliseconds(asked[1]));
  result = {{"start_ms", start},
            {"end_ms", now_ms(simulation)},
            {"server", "s" + std::to_string(connection.server())}};
}

Json pgbouncer_pool(const Json& given, const Json&) {
  Simulation simulation;
  pgbouncer::PoolParams params;
  params.default_pool_size = given.at("pool_size");
  params.reserve_pool_size = given.at("reserve_pool_size");
  params.reserve_pool_timeout = milliseconds(given.at("reserve_pool_timeout_ms"));
  params.query_wait_timeout = limit(given.at("query_wait_timeout_ms"));
  params.connect = milliseconds(given.at("connect_ms"));
  params.open_at_start = given.at("initial_idle");
  pgbouncer::ServerPool pool(simulation, params);
  ProcessScope clients(simulation);
  const Json& asked = given.at("transactions");
  std::vector<Json> results(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i)
    clients.spawn(transaction(simulation, pool, asked[i], results[i]));
  simulation.run_to_exhaustion();
  Json opened = Json::array();
  for (const auto& opening : pool.openings()) {
    opened.push_back({opening.begun.time_since_epoch() / 1ms, "s" + std::to_string(opening.server),
                      opening.reserve ? "reserve" : "pool"});
  }
  return {{"results", results}, {"server_connections_opened", opened}};
}

Process checkout(Simulation& simulation, sqlalchemy::QueuePool& pool, const Json& asked,
                 Json& result) {
  co_await simulation.delay(milliseconds(asked[0]));
  const auto connection = co_await pool.checkout();
  const std::int64_t start = now_ms(simulation);
  if (!connection) {
    result = {{"error", "pool_timeout"}, {"at_ms", start}};
    co_return;
  }
  co_await simulation.delay(milliseconds(asked[1]));
  result = {{"start_ms", start},
            {"end_ms", now_ms(simulation)},
            {"conn", "c" + std::to_string(connection.number())}};
}

Json queue_pool(const Json& given, const Json&) {
  Simulation simulation;
  sqlalchemy::PoolParams params;
  params.pool_size = given.at("pool_size");
  params.max_overflow = given.at("max_overflow");
  params.pool_timeout = milliseconds(given.at("timeout_ms"));
  params.pool_use_lifo = given.value("use_lifo", false);
  params.connect = milliseconds(given.at("connect_ms"));
  sqlalchemy::QueuePool pool(simulation, params);
  ProcessScope callers(simulation);
  const Json& asked = given.at("checkouts");
  std::vector<Json> results(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i)
    callers.spawn(checkout(simulation, pool, asked[i], results[i]));
  simulation.run_to_exhaustion();
  return {{"results", results},
          {"pool",
           {{"opened", pool.opened()},
            {"closed_on_return", pool.closed_on_return()},
            {"peak_connections", pool.most_connections()},
            {"idle_at_end", pool.idle()}}}};
}

Process borrow(Simulation& simulation, Resource& pool, Duration patience, const Json& asked,
               Json& result) {
  co_await simulation.delay(milliseconds(asked[0]));
  const Lease connection = co_await pool.acquire({.patience = patience});
  const std::int64_t start = now_ms(simulation);
  if (!connection) {
    result = {{"error", "connection_timeout"}, {"at_ms", start}};
    co_return;
  }
  co_await simulation.delay(milliseconds(asked[1]));
  result = {{"start_ms", start}, {"end_ms", now_ms(simulation)}};
}

/// A HikariCP pool whose connections are open: a `Resource` as it is.
Json hikari(const Json& given, const Json&) {
  Simulation simulation;
  Resource pool(simulation, given.at("maximum_pool_size").get<std::size_t>());
  const Duration patience = milliseconds(given.at("connection_timeout_ms"));
  ProcessScope callers(simulation);
  const Json& asked = given.at("checkouts");
  std::vector<Json> results(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i)
    callers.spawn(borrow(simulation, pool, patience, asked[i], results[i]));
  simulation.run_to_exhaustion();
  return {{"results", results}};
}

}  // namespace

Answers pool_answers() {
  return {{"pgbouncer", pgbouncer_pool}, {"queuepool", queue_pool}, {"hikari", hikari}};
}

}  // namespace tiersim::vectors
