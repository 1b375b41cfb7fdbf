#pragma once
#include <cstddef>
#include <cstdint>

namespace tiersim {

/// Memory for coroutine frames: a free list for each size class of 64 bytes, one set for each
/// thread.
///
/// A simulation runs wholly on one thread, so frames come back where they came from and no lock is
/// needed. Steady state allocates nothing; slabs go back to the system when the thread ends. Under
/// the address sanitizer every frame is an allocation of its own, so that a use after destruction
/// is seen.
class FramePool {
 public:
  [[nodiscard]] static void* allocate(std::size_t bytes);
  static void release(void* frame, std::size_t bytes) noexcept;

  /// Frames alive on this thread.
  [[nodiscard]] static std::int64_t live() noexcept;
  /// Slabs taken from the system by this thread so far; constant in steady state.
  [[nodiscard]] static std::uint64_t slabs() noexcept;

 private:
  struct FreeFrame {
    FreeFrame* next;
  };

  static constexpr std::size_t class_bytes = 64;
  static constexpr std::size_t classes = 64;  // frames up to 4 KiB; larger ones come from the heap
  static constexpr std::size_t slab_bytes = std::size_t{64} * 1024;

  static void* refill(std::size_t size_class);

  static thread_local constinit FreeFrame* free_[classes];
  static thread_local constinit std::int64_t live_;
  static thread_local constinit std::uint64_t slabs_;
};

/// Base of promises whose frames live in the pool.
struct PooledFrame {
  static void* operator new(std::size_t bytes) { return FramePool::allocate(bytes); }

  static void operator delete(void* frame, std::size_t bytes) noexcept {
    FramePool::release(frame, bytes);
  }
};

}  // namespace tiersim
