#pragma once
#include <coroutine>

namespace tiersim {

/// Which frame goes on when a coroutine ends. First thing in the promise of every coroutine of the
/// kernel, so that the calls above a frame can be followed when something hangs (see Deadlock).
struct CallLink {
  std::coroutine_handle<> caller{};
};

/// The frame that waits for `frame` to end; null when nobody does, or not for it alone.
/// Precondition: `frame` is a Task, a Process or a branch of `all` or `any`.
[[nodiscard]] inline std::coroutine_handle<> caller_of(std::coroutine_handle<> frame) {
  return std::coroutine_handle<CallLink>::from_address(frame.address()).promise().caller;
}

}  // namespace tiersim
