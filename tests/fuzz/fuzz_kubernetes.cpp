// libFuzzer's entry point (https://llvm.org/docs/LibFuzzer.html).
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/exercise.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tiersim::lab::test::exercise_kubernetes({reinterpret_cast<const char*>(data), size});
  return 0;
}
