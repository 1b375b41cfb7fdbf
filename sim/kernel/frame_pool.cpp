#include "sim/kernel/frame_pool.hpp"

#include <memory>
#include <new>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TIERSIM_PLAIN_FRAMES 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TIERSIM_PLAIN_FRAMES 1
#endif
#endif

namespace tiersim {

thread_local constinit FramePool::FreeFrame* FramePool::free_[FramePool::classes] = {};
thread_local constinit std::int64_t FramePool::live_ = 0;
thread_local constinit std::uint64_t FramePool::slabs_ = 0;

void* FramePool::allocate(std::size_t bytes) {
  ++live_;
#ifdef TIERSIM_PLAIN_FRAMES
  return ::operator new(bytes);
#else
  const std::size_t size_class = (bytes + class_bytes - 1) / class_bytes;
  if (size_class >= classes) return ::operator new(bytes);
  FreeFrame* const frame = free_[size_class];
  if (frame == nullptr) return refill(size_class);
  free_[size_class] = frame->next;
  return frame;
#endif
}

void FramePool::release(void* frame, [[maybe_unused]] std::size_t bytes) noexcept {
  --live_;
#ifdef TIERSIM_PLAIN_FRAMES
  ::operator delete(frame);
#else
  const std::size_t size_class = (bytes + class_bytes - 1) / class_bytes;
  if (size_class >= classes) {
    ::operator delete(frame);
    return;
  }
  free_[size_class] = ::new (frame) FreeFrame{free_[size_class]};
#endif
}

std::int64_t FramePool::live() noexcept {
  return live_;
}

std::uint64_t FramePool::slabs() noexcept {
  return slabs_;
}

void* FramePool::refill(std::size_t size_class) {
  // Only this slow path touches the owner, whose destructor returns the slabs when the thread ends.
  static thread_local std::vector<std::unique_ptr<std::byte[]>> owner;
  const std::size_t stride = size_class * class_bytes;
  const std::size_t count = slab_bytes / stride;
  owner.push_back(std::make_unique_for_overwrite<std::byte[]>(count * stride));
  ++slabs_;
  std::byte* const slab = owner.back().get();
  for (std::size_t i = count; i-- > 1;) {
    free_[size_class] = ::new (slab + i * stride) FreeFrame{free_[size_class]};
  }
  return slab;
}

}  // namespace tiersim
