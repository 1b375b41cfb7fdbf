#pragma once
#include <algorithm>
#include <cstddef>
#include <new>
#include <type_traits>

namespace tiersim {

/// Room for one of several things at a time, in a coroutine's frame: compilers give each variable
/// of a coroutine a place of its own, and a frame that fits fewer cache lines is quicker to wake.
///
///   const auto delay = room.hold([&] { return simulation.delay(5ms); });
///   co_await *delay;
template <class... Things>
class OneOf {
 public:
  OneOf() = default;
  OneOf(const OneOf&) = delete;
  OneOf& operator=(const OneOf&) = delete;

  /// Keeps a thing in the room for as long as it lives itself. Precondition: nobody else is there.
  template <class Thing>
  class [[nodiscard]] Held {
   public:
    explicit Held(Thing* thing) : thing_(thing) {}

    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

    ~Held() { thing_->~Thing(); }

    [[nodiscard]] Thing& operator*() const { return *thing_; }

   private:
    Thing* thing_;
  };

  /// What `make` returns, made in place.
  template <class Make>
  [[nodiscard]] auto hold(Make make) {
    using Thing = decltype(make());
    static_assert((std::is_same_v<Thing, Things> || ...));
    return Held<Thing>(::new (static_cast<void*>(room_)) Thing(make()));
  }

 private:
  alignas(Things...) std::byte room_[std::max({sizeof(Things)...})];
};

}  // namespace tiersim
