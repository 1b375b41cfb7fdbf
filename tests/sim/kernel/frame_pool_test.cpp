#include "sim/kernel/frame_pool.hpp"

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>
#include <vector>

#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/within.hpp"
#include "tests/support/catch.hpp"

// Under a sanitizer every frame is an allocation of its own, and the allocator is the sanitizer's.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TIERSIM_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TIERSIM_SANITIZED 1
#endif
#endif

namespace {
std::atomic<std::uint64_t> allocations{0};
}

#ifdef TIERSIM_SANITIZED
constexpr bool plain_frames = true;
#else
constexpr bool plain_frames = false;

// Counts every allocation of this test program.
void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* const memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
#endif

using namespace tiersim;

namespace {

struct World {
  Simulation simulation;
  Station station{simulation, {.servers = 3}};
  Resource pool{simulation, 4};
  ProcessScope background{simulation};
  ProcessScope requests{simulation};
};

Task<int> inner(World& world) {
  Lease lease = co_await world.pool.acquire({.patience = 4ms});
  if (!lease) co_return 0;
  const Station::Result result = co_await world.station.visit(2ms);
  co_return result.end == Station::End::served ? 1 : 0;
}

Process request(World& world, int& answered) {
  const std::optional<int> answer = co_await within(world.background, 5ms, inner(world));
  if (answer) ++answered;
}

Process arrivals(World& world, int& answered) {
  for (int i = 0;; ++i) {
    co_await world.simulation.delay(Duration{i % 3 == 0 ? 100'000 : 900'000});
    world.requests.spawn(request(world, answered));
  }
}

}  // namespace

TEST_CASE("frames are counted, reused last in first out, and large ones are served too",
          "[kernel]") {
  const std::int64_t live = FramePool::live();
  void* const first = FramePool::allocate(100);
  void* const large = FramePool::allocate(100'000);
  CHECK(FramePool::live() == live + 2);
  FramePool::release(large, 100'000);
  FramePool::release(first, 100);
  CHECK(FramePool::live() == live);
  if (!plain_frames) {
    void* const again = FramePool::allocate(128);  // the same class of 64 bytes
    CHECK(again == first);
    FramePool::release(again, 128);
  }
}

TEST_CASE("every thread has a pool of its own", "[kernel]") {
  const std::int64_t live = FramePool::live();
  std::int64_t there = -1;
  std::thread other([&there] {
    void* const frame = FramePool::allocate(64);
    there = FramePool::live();
    FramePool::release(frame, 64);
  });
  other.join();
  CHECK(there == 1);
  CHECK(FramePool::live() == live);
}

TEST_CASE("steady state allocates nothing: requests, leases, visits, time-outs", "[kernel]") {
  World world;
  int answered = 0;
  world.requests.start(arrivals(world, answered));
  world.simulation.run_until(TimePoint{20s});
  const std::uint64_t slabs = FramePool::slabs();
  const std::uint64_t before = allocations;
  const int warm = answered;
  world.simulation.run_until(TimePoint{60s});
  const std::uint64_t after = allocations;
  CHECK(answered > warm + 2'000);
  CHECK(FramePool::slabs() == slabs);
  if (!plain_frames) CHECK(after == before);
}
