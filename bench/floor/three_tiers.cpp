#include <array>
#include <cmath>
#include <memory>

#include "bench/floor/floor.hpp"
#include "bench/floor/heap.hpp"
#include "bench/floor/parts.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim::bench::floor {

namespace {

constexpr double mean_gap_s = 1e-3;
constexpr double pod_sigma = 0.5;  // of the logarithm; the mean is 60 ms
constexpr double cache_s = 0.5e-3;
constexpr double cache_share = 0.8;
constexpr double database_mean_s = 5e-3;

enum class Stage : std::uint8_t { pod, cache, database };

struct Request {
  double arrived = 0;
  std::uint32_t pod = 0;
  Stage stage = Stage::pod;
};

struct Pod {
  std::uint32_t idle = 8;
  Ring<std::uint32_t> line;
};

class Tiers {
 public:
  explicit Tiers(std::uint64_t requests) : requests_(requests) { pending_.push(never); }

  Outcome run() {
    double next_arrival = arrivals_.exponential() * mean_gap_s;
    while (sojourns_.count() < requests_) {
      ++events_;
      close_hole();
      const bool cached = !cache_lane_.empty() && cache_lane_.front() < pending_.top();
      const Record event = cached ? cache_lane_.front() : pending_.top();
      if (std::bit_cast<std::uint64_t>(next_arrival) < event.time) {
        arrive(next_arrival);
        next_arrival += arrivals_.exponential() * mean_gap_s;
        continue;
      }
      if (cached) {
        cache_lane_.pop();
      } else {
        hole_ = true;
      }
      advance(event.slot(), event.seconds());
    }
    return {.mean_s = sojourns_.mean(), .units = requests_, .events = events_};
  }

 private:
  void close_hole() {
    if (hole_) pending_.pop();
    hole_ = false;
  }

  /// The first event that a handler schedules takes the place of the one it handles.
  void schedule(Record record) {
    if (hole_) {
      hole_ = false;
      pending_.replace_top(record);
    } else {
      pending_.push(record);
    }
  }

  [[nodiscard]] std::uint32_t least_connections() const {
    std::uint32_t least = 0;
    for (std::uint32_t i = 1; i < pods_.size(); ++i) {
      least = connections_[i] < connections_[least] ? i : least;
    }
    return least;
  }

  void arrive(double now) {
    const std::uint32_t slot = inside_.take();
    const std::uint32_t pod = least_connections();
    inside_[slot] = {.arrived = now, .pod = pod, .stage = Stage::pod};
    ++connections_[pod];
    if (pods_[pod].idle == 0) {
      pods_[pod].line.push(slot);
      return;
    }
    --pods_[pod].idle;
    work_in_pod(slot, now);
  }

  void work_in_pod(std::uint32_t slot, double now) {
    static const double mu = std::log(60e-3) - 0.5 * pod_sigma * pod_sigma;
    schedule(numbering_.record(now + std::exp(mu + pod_sigma * services_.normal()), slot));
  }

  void query(std::uint32_t slot, double now) {
    schedule(numbering_.record(now + queries_.exponential() * database_mean_s, slot));
  }

  void advance(std::uint32_t slot, double now) {
    Request& request = inside_[slot];
    switch (request.stage) {
      case Stage::pod:
        leave_pod(slot, request, now);
        break;
      case Stage::database:
        if (query_line_.empty()) {
          ++connections_free_;
        } else {
          query(query_line_.pop(), now);
        }
        [[fallthrough]];
      case Stage::cache:
        sojourns_.record(now - request.arrived);
        --connections_[request.pod];
        inside_.give_back(slot);
        break;
    }
  }

  void leave_pod(std::uint32_t slot, Request& request, double now) {
    Pod& pod = pods_[request.pod];
    if (pod.line.empty()) {
      ++pod.idle;
    } else {
      work_in_pod(pod.line.pop(), now);
    }
    if (choices_.uniform() < cache_share) {
      request.stage = Stage::cache;
      cache_lane_.push(numbering_.record(now + cache_s, slot));
      return;
    }
    request.stage = Stage::database;
    if (connections_free_ == 0) {
      query_line_.push(slot);
      return;
    }
    --connections_free_;
    query(slot, now);
  }

  std::uint64_t requests_;
  Stream arrivals_{1};
  Stream services_{2};
  Stream choices_{3};
  Stream queries_{4};
  Heap pending_{4096};
  bool hole_ = false;
  Numbering numbering_;
  Ring<Record> cache_lane_;  // one constant delay: first in, first out
  Slots<Request> inside_;
  std::array<std::uint32_t, 16> connections_{};
  std::array<Pod, 10> pods_;
  Ring<std::uint32_t> query_line_;
  std::uint32_t connections_free_ = 25;
  Sojourns sojourns_;
  std::uint64_t events_ = 0;
};

}  // namespace

Outcome three_tiers(std::uint64_t requests) {
  return std::make_unique<Tiers>(requests)->run();
}

}  // namespace tiersim::bench::floor
