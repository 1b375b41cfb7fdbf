#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/time.hpp"

namespace tiersim {

/// A component's number in the house; also the index of its column in the ledger.
using ComponentId = std::uint16_t;
/// A request class (an endpoint, an operation) by its number in the house's table of class names.
using ClassId = std::uint16_t;
/// A zone by its number in the house's table of zones.
using ZoneId = std::uint8_t;

/// Where clients live; the first zone of every house.
inline constexpr ZoneId clients_zone = 0;

/// What is asked of the one who serves.
enum class Verb : std::uint8_t {
  call,   ///< run the operation of the request's class
  read,   ///< a query that any replica may answer
  write,  ///< a query for the primary
  get,    ///< look a key up
  put,    ///< store a key
};

/// A request on its way through the tiers: a small value, copied at every call.
struct Request {
  std::uint64_t id = 0;   ///< number within its workload, unique in the run; keys its random draws
  std::uint64_t key = 0;  ///< which row, object or cache entry
  TimePoint born{};       ///< when the client sent it
  TimePoint deadline = TimePoint::max();  ///< when the client gives up
  Duration demand{};                      ///< service time asked of the one who serves (queries)
  Duration ttl{};                         ///< life of a stored entry (put)
  std::uint32_t record = 0;               ///< its line in the ledger
  std::uint32_t origin = 0;  ///< number of the pod that calls, for what each pod has of its own
  ClassId operation = 0;
  std::uint16_t workload = 0;
  Verb verb = Verb::call;
  std::uint8_t attempt = 0;
  ZoneId zone = clients_zone;  ///< where the caller is
  std::int8_t priority = 0;
};

/// How a request ended. Everything but `ok` and `miss` is a failure.
enum class OutcomeKind : std::uint8_t {
  ok,
  miss,                  ///< a cache has no such entry
  timeout,               ///< the caller stopped waiting
  refused,               ///< nobody listens
  reset,                 ///< the one who served was killed
  no_backend,            ///< a balancer knows nobody who is ready (HTTP 503)
  rejected_limit,        ///< a queue or connection limit is full
  pool_timeout,          ///< no connection within the pool's patience
  too_many_connections,  ///< the database's max_connections is reached
};

inline constexpr std::size_t outcome_kinds = 9;

/// The names that results use, in the order of OutcomeKind.
inline constexpr std::array<std::string_view, outcome_kinds> outcome_names{"ok",
                                                                           "miss",
                                                                           "timeout",
                                                                           "refused",
                                                                           "reset",
                                                                           "no_backend",
                                                                           "rejected_limit",
                                                                           "pool_timeout",
                                                                           "too_many_connections"};

/// The answer to a request, given exactly once.
struct Outcome {
  OutcomeKind kind = OutcomeKind::ok;
  ComponentId at = 0;  ///< who decided it

  [[nodiscard]] bool failed() const { return kind != OutcomeKind::ok && kind != OutcomeKind::miss; }
};

}  // namespace tiersim
