#pragma once
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sys/mman.h>

// The floor kernels: each handles one model and checks nothing, so that what is left is what the
// machine needs for the work itself. They are a yardstick, not a base to build on.

namespace tiersim::bench::floor {

/// A pending event of 16 bytes. The instant stands there as the bits of its seconds, a non-negative
/// double, whose order is the order of the numbers.
struct alignas(16) Record {
  std::uint64_t order = 0;  ///< insertion number, then 24 bits of slot
  std::uint64_t time = 0;

  [[nodiscard]] double seconds() const { return std::bit_cast<double>(time); }

  [[nodiscard]] std::uint32_t slot() const {
    return static_cast<std::uint32_t>(order) & 0xFF'FFFFU;
  }

  /// Time first, insertion number among equals: one comparison of 128 bits without a branch.
  friend bool operator<(const Record& a, const Record& b) {
    __extension__ using Wide = unsigned __int128;
    return ((static_cast<Wide>(a.time) << 64) | a.order) <
           ((static_cast<Wide>(b.time) << 64) | b.order);
  }
};

/// Later than every event.
inline constexpr Record never{~std::uint64_t{0}, ~std::uint64_t{0}};

/// Numbers events in the order in which they are made.
class Numbering {
 public:
  Record record(double seconds, std::uint32_t slot) {
    return {(next_++ << 24) | slot, std::bit_cast<std::uint64_t>(seconds)};
  }

 private:
  std::uint64_t next_ = 0;
};

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

/// Memory that begins on a cache line; on a huge page if it is large.
template <class T>
using AlignedArray = std::unique_ptr<T[], Free>;

template <class T>
AlignedArray<T> aligned_array(std::size_t count) {
  constexpr std::size_t huge_page = std::size_t{2} << 20;
  const std::size_t bytes = count * sizeof(T);
  const std::size_t alignment = bytes >= huge_page / 2 ? huge_page : 64;
  const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
  void* const memory = std::aligned_alloc(alignment, whole);
  if (memory == nullptr) std::abort();
  if (alignment == huge_page) madvise(memory, whole, MADV_HUGEPAGE);
  T* const first = static_cast<T*>(memory);
  std::uninitialized_default_construct_n(first, count);
  return AlignedArray<T>(first);
}

}  // namespace tiersim::bench::floor
