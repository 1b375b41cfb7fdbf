#pragma once
#include <cstddef>
#include <cstdint>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TIERSIM_PLAIN_FRAMES 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TIERSIM_PLAIN_FRAMES 1
#endif
#endif

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
  [[nodiscard]] static void* allocate(std::size_t bytes) {
    ++live_;
    const std::size_t size_class = class_of(bytes);
    if (size_class >= classes) return ::operator new(bytes);
    FreeFrame* const frame = free_[size_class];
    if (frame == nullptr) [[unlikely]]
      return refill(size_class);
    free_[size_class] = frame->next;
    return frame;
  }

  static void release(void* frame, std::size_t bytes) noexcept {
    --live_;
    const std::size_t size_class = class_of(bytes);
    if (size_class >= classes) {
      ::operator delete(frame);
      return;
    }
    free_[size_class] = ::new (frame) FreeFrame{free_[size_class]};
  }

  /// Frames alive on this thread.
  [[nodiscard]] static std::int64_t live() noexcept { return live_; }

  /// Slabs taken from the system by this thread so far; constant in steady state.
  [[nodiscard]] static std::uint64_t slabs() noexcept { return slabs_; }

 private:
  struct FreeFrame {
    FreeFrame* next;
  };

  static constexpr std::size_t class_bytes = 64;
  static constexpr std::size_t slab_bytes = std::size_t{64} * 1024;
#ifdef TIERSIM_PLAIN_FRAMES
  static constexpr std::size_t classes = 1;  // all come from the heap
#else
  static constexpr std::size_t classes = 33;  // frames up to 2 KiB; larger ones come from the heap
#endif

  static constexpr std::size_t class_of(std::size_t bytes) {
    return (bytes + class_bytes - 1) / class_bytes;
  }

  static void* refill(std::size_t size_class);

  // The model saves a call at each access from a shared library, the Python module.
  [[gnu::tls_model("initial-exec")]] static thread_local constinit FreeFrame* free_[classes];
  [[gnu::tls_model("initial-exec")]] static thread_local constinit std::int64_t live_;
  [[gnu::tls_model("initial-exec")]] static thread_local constinit std::uint64_t slabs_;
};

/// Base of promises whose frames live in the pool.
struct PooledFrame {
  static void* operator new(std::size_t bytes) { return FramePool::allocate(bytes); }

  static void operator delete(void* frame, std::size_t bytes) noexcept {
    FramePool::release(frame, bytes);
  }
};

}  // namespace tiersim
