#include "lab/scenario/read_vpa.hpp"

#include <string>

#include "tests/lab/scenario/scaler_fixture.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

std::string with_vpa(const std::string& vpa) {
  return spoilt(R"("slots": 32)", "\"slots\": 32, \"vpa\": " + vpa);
}

std::string faults_of(const std::string& vpa) {
  return in_brief(render(read_text(with_vpa(vpa))));
}

}  // namespace

TEST_CASE("a VerticalPodAutoscaler that is Off is read, with its bounds", "[vpa]") {
  const Reading reading = read_text(with_vpa(R"({ "updatePolicy": { "updateMode": "Off" },
      "resourcePolicy": { "containerPolicies": [ { "containerName": "*",
        "minAllowed": { "cpu": "100m" }, "maxAllowed": { "cpu": 2, "memory": "1Gi" } } ] } })"));
  INFO(render(reading));
  REQUIRE(reading.scenario);
  const vpa::ResourcePolicy& policy = reading.scenario->find("api")->vpa.value();
  CHECK(policy.minAllowed_cpu_milli == 100);
  CHECK(policy.maxAllowed_cpu_milli == 2000);
  CHECK_FALSE(policy.minAllowed_memory_bytes);
  CHECK(policy.maxAllowed_memory_bytes == std::int64_t{1} << 30);
}

TEST_CASE("a VerticalPodAutoscaler that would replace pods is refused", "[vpa]") {
  CHECK(faults_of("{}") ==
        R"~(without "updateMode" pods would be given other requests, which cannot be done in a run
  write "updatePolicy": { "updateMode": "Off" }: it recommends only
)~");
  CHECK(faults_of(R"({ "updatePolicy": { "updateMode": "Recreate" } })") ==
        R"~("updateMode" is the text "Recreate", and pods cannot be given other requests in a run
  write "updatePolicy": { "updateMode": "Off" }: it recommends only
)~");
  CHECK(faults_of(R"({ "updatePolicy": { "updateMode": "Off" }, "resourcePolicy": {
      "containerPolicies": [ { "minAllowed": { "cpu": 2 }, "maxAllowed": { "cpu": 1 } } ] } })") ==
        R"~("minAllowed" is above "maxAllowed"
  lower it
)~");
}
