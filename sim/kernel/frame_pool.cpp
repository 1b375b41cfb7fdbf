#include "sim/kernel/frame_pool.hpp"

#include <memory>
#include <vector>

namespace tiersim {

thread_local constinit FramePool::FreeFrame* FramePool::free_[FramePool::classes] = {};
thread_local constinit std::int64_t FramePool::live_ = 0;
thread_local constinit std::uint64_t FramePool::slabs_ = 0;

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
