#pragma once
#include <cstddef>
#include <cstdint>

#include "bench/outcome.hpp"

namespace tiersim::bench::floor {

/// W1: M/M/1, mean service 1 ms, utilisation 0.9. Switch on the kind of the event, 4-ary heap,
/// ring.
[[nodiscard]] Outcome m_m_1(std::uint64_t customers);

/// M/M/100 at utilisation 0.9: arrivals in a lane of their own, departures in a 4-ary heap.
[[nodiscard]] Outcome m_m_100(std::uint64_t customers, double mean_service_s);

/// W4: M/M/100; every customer arms a 30 s timer on arrival and takes it back on departure. The
/// timers, all of one duration, stand in a list in the order in which they were armed.
[[nodiscard]] Outcome m_m_100_with_timers(std::uint64_t customers, double mean_service_s);

/// W3: Poisson arrivals, 1,000/s; least connections over 10 pods of 8 servers; lognormal service;
/// then a cache or a database pool. A state machine for each request, lanes for arrivals and for
/// the constant delay of the cache.
[[nodiscard]] Outcome three_tiers(std::uint64_t requests);

/// W5: takes the earliest event and puts it back an exponential span of mean 1 s later.
/// Source: D. W. Jones, "An empirical comparison of priority-queue and event-set implementations",
/// Communications of the ACM 29(4), 1986.
[[nodiscard]] Outcome hold_on_heap(std::size_t pending, std::uint64_t holds);
[[nodiscard]] Outcome hold_on_sorted_array(std::size_t pending, std::uint64_t holds);
[[nodiscard]] Outcome hold_on_ladder(std::size_t pending, std::uint64_t holds);

}  // namespace tiersim::bench::floor
