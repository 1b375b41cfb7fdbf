#include "models/edge/envoy/http1_pool.hpp"
#include "tests/components/simulated_time.hpp"

namespace tiersim::vectors {

namespace {

Process request(Simulation& simulation, envoy::Http1Pool& pool, const Json& asked, Json& result) {
  co_await simulation.delay(milliseconds(asked[0]));
  const auto connection = co_await pool.acquire();
  const std::int64_t start = now_ms(simulation);
  if (!connection) {
    result = {{"error", "overflow_pending"}, {"at_ms", start}};
    co_return;
  }
  co_await simulation.delay(milliseconds(asked[1]));
  result = {{"start_ms", start}, {"end_ms", now_ms(simulation)}};
}

Json connection_pool(const Json& given, const Json&) {
  Simulation simulation;
  envoy::Http1PoolParams params;
  params.max_connections = given.at("max_connections");
  params.max_pending_requests = given.at("max_pending_requests");
  params.max_requests_per_connection = given.value("max_requests_per_connection", 0);
  params.connect = milliseconds(given.at("connect_ms"));
  envoy::Http1Pool pool(simulation, params);
  ProcessScope callers(simulation);
  const Json& asked = given.at("arrivals");
  std::vector<Json> results(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i)
    callers.spawn(request(simulation, pool, asked[i], results[i]));
  simulation.run_to_exhaustion();
  return {{"requests", results}};
}

}  // namespace

Answers connection_answers() {
  return {{"envoy_connection_pool", connection_pool}};
}

}  // namespace tiersim::vectors
