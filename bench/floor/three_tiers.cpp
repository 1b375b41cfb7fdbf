#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "bench/floor/chance.hpp"
#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/parts.hpp"

namespace tiersim::bench::floor {

namespace {

constexpr double mean_gap_s = 1e-3;
constexpr double pod_sigma = 0.5;  // of the logarithm; the mean is 60 ms
constexpr double cache_s = 0.5e-3;
constexpr double cache_share = 0.8;
constexpr double query_mean_s = 5e-3;

enum class Stage : std::uint8_t { pod, cache, query };

struct Request {
  double arrived = 0;
  std::uint32_t pod = 0;
  Stage stage = Stage::pod;
};

/// The tiers and what is inside them; without clock and events.
class Tiers {
 public:
  double gap() { return arrivals_.exponential() * mean_gap_s; }

  bool is_hit() { return choices_.uniform() < cache_share; }

  /// A new request at the pod with the fewest connections.
  std::uint32_t arrive(double now) {
    std::uint32_t least = connections_[0];
    for (std::uint32_t i = 1; i < connections_.size(); ++i) {
      least = std::min(least, connections_[i]);
    }
    const std::uint32_t pod = least % one_connection;
    connections_[pod] += one_connection;
    const std::uint32_t slot = inside_.take();
    inside_[slot] = {.arrived = now, .pod = pod, .stage = Stage::pod};
    return slot;
  }

  // `schedule(at, slot)` makes the event that ends what begins here.

  template <class Schedule>
  void enter_pod(std::uint32_t slot, double now, Schedule schedule) {
    const std::uint32_t pod = inside_[slot].pod;
    if (pod_idle_[pod] == 0) {
      pod_line_[pod].push(slot);
    } else {
      --pod_idle_[pod];
      schedule(now + work(), slot);
    }
  }

  template <class Schedule>
  void leave_pod(std::uint32_t pod, double now, Schedule schedule) {
    if (pod_line_[pod].empty()) {
      ++pod_idle_[pod];
    } else {
      schedule(now + work(), pod_line_[pod].pop());
    }
  }

  template <class Schedule>
  void enter_pool(std::uint32_t slot, double now, Schedule schedule) {
    if (pool_idle_ == 0) {
      pool_line_.push(slot);
    } else {
      --pool_idle_;
      schedule(now + query(), slot);
    }
  }

  template <class Schedule>
  void leave_pool(double now, Schedule schedule) {
    if (pool_line_.empty()) {
      ++pool_idle_;
    } else {
      schedule(now + query(), pool_line_.pop());
    }
  }

  void leave(std::uint32_t slot, double now) {
    const Request& request = inside_[slot];
    sojourns.record(now - request.arrived);
    connections_[request.pod] -= one_connection;
    inside_.give_back(slot);
  }

  Request& operator[](std::uint32_t slot) { return inside_[slot]; }

  Sojourns sojourns;

 private:
  double work() { return std::exp(mu_ + pod_sigma * services_.normal()); }

  double query() { return queries_.exponential() * query_mean_s; }

  std::array<std::uint32_t, 10> pod_idle_{8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
  std::array<Ring<std::uint32_t>, 10> pod_line_;
  std::uint32_t pool_idle_ = 25;
  Ring<std::uint32_t> pool_line_;
  // Each counts in units of 16 and carries its pod's number below, so that the least of them tells
  // which pod it is.
  static constexpr std::uint32_t one_connection = 16;
  std::array<std::uint32_t, 10> connections_{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  double mu_ = std::log(60e-3) - 0.5 * pod_sigma * pod_sigma;
  Chance arrivals_{1};
  Chance services_{2};
  Chance choices_{3};
  Chance queries_{4};
  Slots<Request> inside_;
};

}  // namespace

Outcome three_tiers(std::uint64_t requests) {
  const auto tiers = std::make_unique<Tiers>();
  Heap pending(4096);
  Ring<Record> cache_lane;  // one constant delay: first in, first out
  Numbering numbering;
  std::uint64_t events = 0;
  bool hole = false;
  // The first event that a handler schedules takes the place of the one it handles.
  const auto schedule = [&](double at, std::uint32_t slot) {
    const Record record = numbering.record(at, slot);
    if (hole) {
      pending.replace_top(record);
    } else {
      pending.push(record);
    }
    hole = false;
  };
  pending.push(never);
  double next_arrival = tiers->gap();
  while (tiers->sojourns.count() < requests) {
    ++events;
    if (hole) pending.pop();
    hole = false;
    const bool from_cache = !cache_lane.empty() && cache_lane.front() < pending.top();
    const Record event = from_cache ? cache_lane.front() : pending.top();
    if (std::bit_cast<std::uint64_t>(next_arrival) < event.time) {
      const double now = next_arrival;
      next_arrival += tiers->gap();
      const std::uint32_t slot = tiers->arrive(now);
      tiers->enter_pod(slot, now, schedule);
      continue;
    }
    const double now = event.seconds();
    const std::uint32_t slot = event.slot();
    if (from_cache) cache_lane.pop();
    hole = !from_cache;
    Request& request = (*tiers)[slot];
    switch (request.stage) {
      case Stage::pod:
        tiers->leave_pod(request.pod, now, schedule);
        if (tiers->is_hit()) {
          request.stage = Stage::cache;
          cache_lane.push(numbering.record(now + cache_s, slot));
        } else {
          request.stage = Stage::query;
          tiers->enter_pool(slot, now, schedule);
        }
        break;
      case Stage::query:
        tiers->leave_pool(now, schedule);
        [[fallthrough]];
      case Stage::cache:
        tiers->leave(slot, now);
        break;
    }
  }
  return {.mean_s = tiers->sojourns.mean(), .units = requests, .events = events};
}

}  // namespace tiersim::bench::floor
