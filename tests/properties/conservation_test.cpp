// Random work under random kills, time-outs, resizes and preemption: whatever is cut off, and
// whenever, every request ends once, what was held comes back, and no frame stays behind.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/chance/stream.hpp"
#include "sim/kernel/abortable.hpp"
#include "sim/kernel/constant_delay.hpp"
#include "sim/kernel/frame_pool.hpp"
#include "sim/kernel/gate.hpp"
#include "sim/kernel/joins.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/processor_sharing.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/within.hpp"
#include "tests/properties/plan.hpp"
#include "tests/properties/property.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// Counts on the way in and, whatever happens, on the way out.
class Present {
 public:
  explicit Present(std::int64_t& count) : count_(count) { ++count_; }

  Present(const Present&) = delete;
  Present& operator=(const Present&) = delete;

  ~Present() { --count_; }

 private:
  std::int64_t& count_;
};

/// Everything that can be waited for, and the requests that do.
class Society {
 public:
  Society() {
    constexpr std::array disciplines{Discipline::fifo, Discipline::priority, Discipline::random};
    for (std::size_t i = 0; i < things; ++i) {
      resources_.push_back(std::make_unique<Resource>(simulation_, i + 1, disciplines[i],
                                                      i == 0 ? 3 : Resource::unbounded, &chance_));
      stations_.push_back(std::make_unique<Station>(
          simulation_,
          Station::Params{.servers = i + 1,
                          .discipline = disciplines[i],
                          .waiting_max = i == 2 ? 2 : Station::unbounded,
                          .preemptive = disciplines[i] == Discipline::priority},
          &chance_));
    }
  }

  ~Society() {
    requests_.destroy_all();
    background_.destroy_all();
  }

  void carry_out(const Order& order) {
    simulation_.run_until(simulation_.after(order.after));
    switch (order.what) {
      case Act::request:
        ++sent_;
        requests_.start(request(order.work));
        break;
      case Act::kill:
        groups_[order.which].abort_all();
        break;
      case Act::resize:
        resources_[order.which]->resize(order.size);
        stations_[order.which]->resize(order.size);
        break;
      case Act::speed:
        stations_[order.which]->set_speed(0.5 + static_cast<double>(order.size));
        cpu_.set_speed(0.5 + static_cast<double>(order.size));
        break;
      case Act::open:
        gate_.open();
        break;
      case Act::close:
        gate_.close();
        break;
      case Act::destroy:
        destroyed_ += sent_ - ended_ - destroyed_;
        requests_.destroy_all();
        break;
    }
    check_lines();
  }

  /// Nobody is left to wait for anything: the gate opens, what was shrunk grows.
  void let_everybody_end() {
    gate_.open();
    for (std::size_t i = 0; i < things; ++i) {
      resources_[i]->resize(4);
      stations_[i]->resize(4);
    }
    simulation_.run_to_exhaustion();
  }

  void check_empty() {
    RC_ASSERT(sent_ == ended_ + destroyed_);
    RC_ASSERT(requests_.empty());
    RC_ASSERT(background_.empty());
    RC_ASSERT(cpu_.jobs() == 0U);
    RC_ASSERT(working_ == 0);
    for (std::size_t i = 0; i < things; ++i) {
      RC_ASSERT(groups_[i].empty());
      RC_ASSERT(holding_[i] == 0);
      RC_ASSERT(resources_[i]->held() == 0U);
      RC_ASSERT(resources_[i]->waiting() == 0U);
      RC_ASSERT(stations_[i]->busy() == 0U);
      RC_ASSERT(stations_[i]->waiting() == 0U);
    }
  }

 private:
  /// Between events: leases and frames agree, nobody waits beside a free unit, lines keep their
  /// bounds.
  void check_lines() {
    for (std::size_t i = 0; i < things; ++i) {
      const Resource& resource = *resources_[i];
      const Station& station = *stations_[i];
      RC_ASSERT(resource.held() >= static_cast<std::size_t>(holding_[i]));
      RC_ASSERT(resource.waiting() == 0U || resource.held() >= resource.units());
      RC_ASSERT(station.waiting() == 0U || station.busy() >= station.servers());
      RC_ASSERT(i != 0 || resource.waiting() <= 3U);
    }
  }

  Process request(std::vector<Piece> work) {
    const Present present(working_);
    for (const Piece& piece : work) co_await act(piece);
    ++ended_;
  }

  Task<int> inside(const Piece& piece) {
    // A copy: whoever asked for this may give up and be gone before it ends.
    const std::vector<Piece> parts = piece.inside;
    const Present present(working_);
    for (const Piece& part : parts) co_await act(part);
    co_return 1;
  }

  Task<int> act(Piece piece) {
    switch (piece.what) {
      case Work::delay:
        co_await simulation_.delay(piece.time);
        break;
      case Work::hop:
        co_await hop_.pass();
        break;
      case Work::visit:
        co_await stations_[piece.which]->visit(
            piece.time, {.patience = piece.patience, .priority = piece.priority});
        break;
      case Work::hold: {
        const Lease lease = co_await resources_[piece.which]->acquire(
            {.patience = piece.patience, .priority = piece.priority});
        if (!lease) break;
        const Present holder(holding_[piece.which]);
        co_await simulation_.delay(piece.time);
        co_await inside(piece);
        break;
      }
      case Work::use:
        co_await cpu_.use(piece.time);
        break;
      case Work::gate:
        co_await gate_.wait(piece.patience);
        break;
      case Work::abortable:
        co_await abortable(simulation_, groups_[piece.which], inside(piece), 0);
        break;
      case Work::within:
        co_await within(background_, piece.time, inside(piece));
        break;
      case Work::all:
        co_await all<int>(simulation_, branches(piece));
        break;
      case Work::any:
        if (!piece.inside.empty()) co_await any<int>(simulation_, branches(piece));
        break;
    }
    co_return 1;
  }

  std::vector<Task<int>> branches(const Piece& piece) {
    std::vector<Task<int>> tasks;
    for (const Piece& part : piece.inside) tasks.push_back(act(part));
    return tasks;
  }

  Stream chance_{3};
  Simulation simulation_;
  std::array<VisitGroup, things> groups_;
  std::vector<std::unique_ptr<Resource>> resources_;
  std::vector<std::unique_ptr<Station>> stations_;
  ProcessorSharing cpu_{simulation_, {.cores = 2, .quota = 1.5, .period = 2ms}};
  Gate gate_{simulation_, true};
  ConstantDelay hop_{simulation_, 200us};
  std::array<std::int64_t, things> holding_{};
  std::int64_t working_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t ended_ = 0;
  std::uint64_t destroyed_ = 0;
  ProcessScope background_{simulation_};
  ProcessScope requests_{simulation_};
};

}  // namespace

TEST_CASE("whatever is cut off, everything comes back", "[properties][kernel]") {
  rc::prop("when all may end", [] {
    const auto orders = *steps(any_order());
    const std::int64_t frames = FramePool::live();
    {
      Society society;
      for (const Order& order : orders) society.carry_out(order);
      society.let_everybody_end();
      society.check_empty();
      RC_ASSERT(FramePool::live() == frames);
    }
    RC_ASSERT(FramePool::live() == frames);
  });
  rc::prop("when the house is taken down in the middle", [] {
    const auto orders = *steps(any_order());
    const std::int64_t frames = FramePool::live();
    {
      Society society;
      for (const Order& order : orders) society.carry_out(order);
    }
    RC_ASSERT(FramePool::live() == frames);
  });
}
