// Does what a run holds in memory grow with its length? The heap in use is read while one
// replication runs; glibc keeps the figure to the byte, so that nothing need be forgiven but what
// changes with the requests that happen to be inside.
#include <algorithm>
#include <cstddef>
#include <malloc.h>
#include <string>
#include <vector>

#include "lab/experiment/replication.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/traces.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool counts_heap = false;  // the sanitizer has an allocator of its own
#else
constexpr bool counts_heap = true;
#endif

std::size_t heap_in_use() {
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

struct Footprint {
  std::size_t early = 0;  ///< most bytes in use in the first tenth of the run
  std::size_t late = 0;   ///< most bytes in use in the second half
  std::uint64_t requests = 0;
};

Footprint footprint(const std::string& path, const std::string& duration) {
  const Reading reading =
      read_scenario(std::string(TIERSIM_SOURCE_DIR) + "/" + path, {"run.duration=" + duration});
  INFO(render(reading));
  REQUIRE(reading.scenario);
  const Traces traces = load_traces(*reading.scenario);
  const NameTables names = name_tables(*reading.scenario, traces);
  const Duration end = reading.scenario->run.duration;
  Footprint found;
  const auto watch = [&](Duration now) {
    std::size_t& most = now <= end / 10 ? found.early : found.late;
    if (now <= end / 10 || now > end / 2) most = std::max(most, heap_in_use());
    return true;
  };
  const auto replication = replicate(*reading.scenario, traces, names, RunKey{1, 0}, watch);
  REQUIRE(replication);
  for (const RequestTally& tally : replication->tallies) found.requests += tally.offered;
  return found;
}

/// The crowd inside a run ten times as long has a higher peak: a few requests of a KiB each.
constexpr std::size_t crowd_bytes = 64 << 10;

}  // namespace

TEST_CASE("what a run holds does not grow with its length", "[memory]") {
  if (!counts_heap) return;
  const Footprint found = footprint("bench/w3.json", "300s");
  CHECK(found.requests > 290'000);
  CHECK(found.early > 0);
  CHECK(found.late <= found.early + crowd_bytes);
}

TEST_CASE("ten million requests hold as much as one million", "[memory][slow]") {
  if (!counts_heap) return;
  for (const auto& [path, duration] :
       {std::pair{"bench/w3.json", "10000s"}, std::pair{"scenarios/soak.json", "34000s"}}) {
    const Footprint found = footprint(path, duration);
    INFO(path << ": " << found.early << " bytes up to a tenth, " << found.late << " at the end");
    CHECK(found.requests > 9'900'000);
    CHECK(found.late <= found.early + crowd_bytes);
  }
}
