#pragma once
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "sim/kernel/abortable.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/kernel/waiting_line.hpp"

namespace tiersim {

class Resource;

/// A unit of a resource, held. It goes back when the lease ends, however it ends. Empty when it was
/// not granted.
class [[nodiscard]] Lease {
 public:
  Lease() = default;

  explicit Lease(Resource& resource) : resource_(&resource) {}

  Lease(Lease&& other) noexcept : resource_(std::exchange(other.resource_, nullptr)) {}

  Lease& operator=(Lease&& other) noexcept;

  ~Lease() { release(); }

  explicit operator bool() const { return resource_ != nullptr; }

  void release();

 private:
  Resource* resource_ = nullptr;
};

/// What a caller asks for when it joins the line of a resource.
struct AcquireOptions {
  Duration patience = forever;            ///< leaves the line after this wait (reneging)
  std::int32_t priority = 0;              ///< for Discipline::priority; smaller goes first
  TimePoint deadline = TimePoint::max();  ///< for Discipline::earliest_deadline
  std::uint64_t who = 0;                  ///< names the one who waits in an error
};

/// A number of equal units (slots, connections, locks) with a waiting line.
///
/// A freed unit goes to the first waiter inside the release; the waiter is resumed from the ready
/// ring, without an event.
class Resource : private ListLink {
 public:
  static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

  /// `waiting_max`: places in the line; who finds it full balks. `chance` for Discipline::random
  /// only.
  Resource(Simulation& simulation, std::size_t units, Discipline discipline = Discipline::fifo,
           std::size_t waiting_max = unbounded, Stream* chance = nullptr)
      : simulation_(simulation),
        units_(units),
        waiting_max_(waiting_max),
        line_(discipline, chance) {
    simulation.resources().push_back(*this);
  }

  Resource(const Resource&) = delete;
  Resource& operator=(const Resource&) = delete;

  class Acquire;
  /// `Lease lease = co_await resource.acquire({.patience = 1s})`; empty when the line was full or
  /// patience ran out.
  [[nodiscard]] Acquire acquire(AcquireOptions options = {});

  /// A unit if one is free now and nobody waits; else an empty lease.
  [[nodiscard]] Lease try_acquire() {
    if (!has_unit()) return Lease{};
    ++held_;
    return Lease{*this};
  }

  [[nodiscard]] std::size_t units() const { return units_; }

  [[nodiscard]] std::size_t held() const { return held_; }

  [[nodiscard]] std::size_t waiting() const { return line_.size(); }

  /// When the one began to wait who is served next. Precondition: somebody waits; not for
  /// Discipline::random.
  [[nodiscard]] TimePoint next_waits_since();

  [[nodiscard]] Simulation& simulation() const { return simulation_; }

  /// What an error calls it.
  void set_name(std::string name) { name_ = std::move(name); }

  [[nodiscard]] const std::string& name() const { return name_; }

  /// Whoever holds a unit is one of these visits, and perhaps whoever waits for one. Then it can be
  /// told whether those who hold the units wait for each other. They must live as long.
  void set_visits(VisitGroup& visits) { visits_ = &visits; }

  /// What holds units now is cut off soon, whatever it waits for: no deadlock lasts.
  void set_closing(bool closing) { closing_ = closing; }

  /// More units go to waiters at once; fewer take effect as units come back.
  void resize(std::size_t units);

 private:
  friend class Lease;
  friend class Simulation;
  friend class IntrusiveList<Resource>;
  friend class WaitSurvey;

  [[nodiscard]] bool has_unit() const { return held_ < units_ && line_.empty(); }

  void release();
  void grant_to_waiters();

  Simulation& simulation_;
  std::size_t units_;
  std::size_t held_ = 0;
  std::size_t waiting_max_;
  WaitingLine line_;
  std::string name_;
  VisitGroup* visits_ = nullptr;
  bool closing_ = false;
};

/// The wait for one unit. Destroyed while it waits it leaves the line; destroyed between grant and
/// resumption it gives the unit back, for until then the unit belongs to nobody else.
class [[nodiscard]] Resource::Acquire final : private Waiter, private WheelEntry {
 public:
  Acquire(Resource& resource, AcquireOptions options)
      : resource_(resource), patience_(options.patience), who_(options.who) {
    priority = options.priority;
    deadline = options.deadline;
  }

  ~Acquire() {
    if (state_ != State::outside) [[unlikely]]
      leave();
  }

  [[nodiscard]] bool await_ready() {
    if (resource_.has_unit()) {
      ++resource_.held_;
      state_ = State::granted;
    } else if (resource_.line_.size() < resource_.waiting_max_ && patience_ > Duration::zero()) {
      return false;
    }
    resource_.simulation_.count_step();
    return true;
  }

  void await_suspend(std::coroutine_handle<> caller) {
    wake_.handle = caller;
    state_ = State::waiting;
    since_ = resource_.simulation_.now();
    resource_.line_.push(*this);
    resource_.simulation_.arm(*this, patience_);
  }

  Lease await_resume() {
    const bool granted = state_ == State::granted;
    state_ = State::outside;
    return granted ? Lease{resource_} : Lease{};
  }

 private:
  friend class Resource;
  friend class WaitSurvey;
  enum class State : std::uint8_t { outside, waiting, granted, reneged };

  void grant() {
    WheelEntry::unlink();
    state_ = State::granted;
    resource_.simulation_.make_ready(wake_);
  }

  void expire() override {
    resource_.line_.remove(*this);
    state_ = State::reneged;
    resource_.simulation_.make_ready(wake_);
  }

  void leave() {
    WheelEntry::unlink();
    wake_.unlink();
    if (state_ == State::waiting) resource_.line_.remove(*this);
    if (state_ == State::granted) resource_.release();
  }

  [[nodiscard]] bool may_renege() const { return WheelEntry::linked(); }

  static Acquire& of(Waiter& waiter) { return static_cast<Acquire&>(waiter); }

  Resource& resource_;
  Duration patience_;
  std::uint64_t who_;
  TimePoint since_{};
  ReadyHook wake_;
  State state_ = State::outside;
};

inline Resource::Acquire Resource::acquire(AcquireOptions options) {
  return Acquire{*this, options};
}

inline TimePoint Resource::next_waits_since() {
  return Acquire::of(line_.next()).since_;
}

inline void Lease::release() {
  if (resource_ != nullptr) std::exchange(resource_, nullptr)->release();
}

inline Lease& Lease::operator=(Lease&& other) noexcept {
  if (this != &other) {
    release();
    resource_ = std::exchange(other.resource_, nullptr);
  }
  return *this;
}

inline void Resource::release() {
  --held_;
  grant_to_waiters();
}

inline void Resource::grant_to_waiters() {
  while (held_ < units_ && !line_.empty()) {
    ++held_;
    Acquire::of(line_.pop()).grant();
  }
}

inline void Resource::resize(std::size_t units) {
  units_ = units;
  grant_to_waiters();
}

}  // namespace tiersim
