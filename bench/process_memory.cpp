#include "bench/process_memory.hpp"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <string>

namespace {

// Threads may allocate at once; none needs to see the others' counts at once.
std::atomic<std::uint64_t> allocations_so_far{0};

void count_allocation() {
  allocations_so_far.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

// The allocator of glibc under its other names: a program may put its own functions in the place of
// malloc and its kin, and these hand on to the original.
extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* memory, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);
int malloc_trim(std::size_t keep);

void* malloc(std::size_t bytes) {
  count_allocation();
  return __libc_malloc(bytes);
}

void* calloc(std::size_t count, std::size_t bytes) {
  count_allocation();
  return __libc_calloc(count, bytes);
}

void* realloc(void* memory, std::size_t bytes) {
  count_allocation();
  return __libc_realloc(memory, bytes);
}

void* memalign(std::size_t alignment, std::size_t bytes) {
  count_allocation();
  return __libc_memalign(alignment, bytes);
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  count_allocation();
  return __libc_memalign(alignment, bytes);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes) {
  count_allocation();
  *memory = __libc_memalign(alignment, bytes);
  return *memory == nullptr ? ENOMEM : 0;
}
}

namespace tiersim::bench {

std::uint64_t allocations() {
  return allocations_so_far.load(std::memory_order_relaxed);
}

double peak_memory_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string name; status >> name;) {
    if (name == "VmHWM:") {
      double kibibytes = 0;
      status >> kibibytes;
      return kibibytes / 1024.0;
    }
  }
  return 0;
}

void reset_peak_memory() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";  // proc(5)
}

}  // namespace tiersim::bench
