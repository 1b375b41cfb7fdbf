#include "models/autoscaling/vpa/updater.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::vpa;

namespace {

constexpr TimePoint start{};
constexpr TimePoint now = start + 24h;

const Recommendation recommendation{
    .target = {1000, 1000}, .lower_bound = {800, 800}, .upper_bound = {1500, 1500}};

PodState pod(std::string name, std::int64_t cpu_milli, Duration age = 1h) {
  return {.name = std::move(name), .requests = {cpu_milli, 1000}, .started = now - age};
}

std::vector<PodState> pods(std::size_t count, std::int64_t cpu_milli) {
  std::vector<PodState> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(pod("p" + std::to_string(i), cpu_milli));
  return all;
}

std::size_t evictions(std::size_t live, std::int32_t configured,
                      std::optional<std::int32_t> budget = {}) {
  return updates(now, UpdateMode::auto_, configured, pods(live, 100), recommendation, budget)
      .size();
}

}  // namespace

TEST_CASE("section 7: a pod qualifies when a request is outside the bounds", "[vpa]") {
  CHECK(qualifies(now, pod("p", 799), recommendation) == "cpu request is outside its bounds");
  CHECK(qualifies(now, pod("p", 800), recommendation).empty());
  CHECK(qualifies(now, pod("p", 1500), recommendation).empty());
  CHECK(qualifies(now, pod("p", 1501), recommendation) == "cpu request is outside its bounds");
  PodState greedy = pod("p", 1000);
  greedy.requests.memory_bytes = 1501;
  CHECK(qualifies(now, greedy, recommendation) == "memory request is outside its bounds");
}

TEST_CASE("section 7: or after a quick OOM, less than ten minutes after its start", "[vpa]") {
  PodState killed = pod("p", 1001);
  killed.oom_after = 10min - 1s;
  CHECK(qualifies(now, killed, recommendation) == "killed for lack of memory soon after its start");
  killed.oom_after = 10min;
  CHECK(qualifies(now, killed, recommendation).empty());
  PodState settled = pod("p", 1000);
  settled.oom_after = 1min;
  CHECK(qualifies(now, settled, recommendation).empty());  // it would not change
}

TEST_CASE("section 7: or after 12 h of life if the difference adds up to a tenth", "[vpa]") {
  CHECK(qualifies(now, pod("p", 1250, 12h), recommendation) == "requests are 20 % off the target");
  CHECK(qualifies(now, pod("p", 1250, 12h - 1s), recommendation).empty());
  CHECK(qualifies(now, pod("p", 1050, 12h), recommendation).empty());
  PodState both = pod("p", 1050, 12h);  // 4.76 % of CPU and 5.66 % of memory
  both.requests.memory_bytes = 1060;
  CHECK_FALSE(qualifies(now, both, recommendation).empty());
  CHECK(difference({500, 2000}, {1000, 1000}) == 1.5);
}

TEST_CASE("section 7: at most half of the replicas at once", "[vpa]") {
  CHECK(UpdaterSettings{}.eviction_tolerance == 0.5);
  CHECK(evictions(8, 8) == 4);
  CHECK(evictions(7, 7) == 3);
  CHECK(evictions(6, 8) == 2);  // two are missing already
  CHECK(evictions(4, 8) == 0);
}

TEST_CASE("section 7: only with two replicas live", "[vpa]") {
  CHECK(UpdaterSettings{}.min_replicas == 2);
  CHECK(evictions(1, 1) == 0);
  CHECK(evictions(2, 2) == 1);
  UpdaterSettings bold;
  bold.min_replicas = 1;
  const auto only = updates(now, UpdateMode::auto_, 1, pods(1, 100), recommendation, {}, bold);
  CHECK(only.size() == 1);  // half of one is none, yet all of them run
}

TEST_CASE("section 7: budgets are respected", "[vpa]") {
  CHECK(evictions(8, 8, 1) == 1);
  CHECK(evictions(8, 8, 0) == 0);
}

TEST_CASE("section 7: Off and Initial never evict, InPlaceOrRecreate resizes first", "[vpa]") {
  const auto all = pods(4, 100);
  CHECK(updates(now, UpdateMode::off, 4, all, recommendation).empty());
  CHECK(updates(now, UpdateMode::initial, 4, all, recommendation).empty());
  CHECK_FALSE(updates(now, UpdateMode::recreate, 4, all, recommendation).at(0).in_place);
  CHECK(updates(now, UpdateMode::in_place_or_recreate, 4, all, recommendation).at(0).in_place);
}

TEST_CASE("pods that want more go first, then by difference; pending ones cost nobody", "[vpa]") {
  std::vector<PodState> all{pod("much", 3000), pod("little", 700), pod("least", 400),
                            pod("fits", 1000), pod("waits", 5000), pod("fits too", 1000)};
  all[4].running = false;
  const auto chosen = updates(now, UpdateMode::auto_, 6, all, recommendation);
  // Five of six run, three must: two may go, and the pending one as well.
  REQUIRE(chosen.size() == 3);
  CHECK(chosen[0].pod == "least");
  CHECK(chosen[1].pod == "little");
  CHECK(chosen[2].pod == "waits");
}

TEST_CASE("section 7: a VPA beside an HPA on the same resource is told", "[vpa]") {
  const HorizontalPodAutoscalerSpec hpa{
      .minReplicas = {},
      .maxReplicas = 10,
      .metrics = {{{.type = "Pods", .name = "rps"}, {.type = "Resource", .name = "cpu"}}}};
  const auto found = conflicts(hpa, UpdateMode::auto_);
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == "metrics[1]");
  CHECK(found[0].message ==
        "scales by cpu, whose request a VerticalPodAutoscaler changes: let the one look at "
        "another metric, or set the other to Off");
  CHECK(conflicts(hpa, UpdateMode::off).empty());
}
