#include "models/autoscaling/keda/scalers.hpp"

#include <cmath>
#include <limits>

#include "tests/models/autoscaling/keda/keda_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::keda;
using namespace tiersim::cron::civil;

TEST_CASE("section 2: a redis list counts its length, and is active above the activation",
          "[keda]") {
  CHECK(read(RedisListMetadata{}, 12).value_milli == 12'000);
  CHECK_FALSE(read(RedisListMetadata{}, 0).active);
  CHECK(read(RedisListMetadata{}, 1).active);
  CHECK_FALSE(read(RedisListMetadata{.activationListLength = 5}, 5).active);
  CHECK(read(RedisListMetadata{.activationListLength = 5}, 6).active);
}

TEST_CASE("section 2: a queue counts ready and unacknowledged messages, unless told not to",
          "[keda]") {
  const RabbitMqQueue queue{.ready = 7, .unacknowledged = 5};
  CHECK(read(RabbitMqMetadata{}, queue).value_milli == 12'000);
  CHECK(read(RabbitMqMetadata{.excludeUnacknowledged = true}, queue).value_milli == 7'000);
  CHECK_FALSE(read(RabbitMqMetadata{.excludeUnacknowledged = true}, {.unacknowledged = 5}).active);
  CHECK_FALSE(read(RabbitMqMetadata{.activationValue = 12}, queue).active);
  CHECK(read(RabbitMqMetadata{.activationValue = 11.5}, queue).active);
}

TEST_CASE("section 2: by MessageRate a queue is active for its rate or for its backlog", "[keda]") {
  const RabbitMqMetadata metadata{.mode = "MessageRate", .value = 10, .activationValue = 2};
  const TriggerReading busy = read(metadata, {.ready = 0, .publish_rate_per_s = 2.5});
  CHECK(busy.active);
  CHECK(busy.value_milli == 2'500);
  CHECK_FALSE(read(metadata, {.ready = 2, .publish_rate_per_s = 2}).active);
  const TriggerReading backlog = read(metadata, {.ready = 3, .publish_rate_per_s = 0});
  CHECK(backlog.active);
  CHECK(backlog.value_milli == 0);
}

TEST_CASE("section 2: a query without a series is 0 or an error, with two an error", "[keda]") {
  const PrometheusMetadata metadata{.threshold = 100, .activationThreshold = 10};
  CHECK(read(metadata, {10.0}).value_milli == 10'000);
  CHECK_FALSE(read(metadata, {10.0}).active);
  CHECK(read(metadata, {10.5}).active);
  CHECK(read(metadata, {}).value_milli == 0);
  CHECK_FALSE(read(metadata, {}).active);
  CHECK_FALSE(read(metadata, {}).error);
  CHECK(read({.threshold = 100, .ignoreNullValues = false}, {}).error ==
        "prometheus query gave no series");
  CHECK(read(metadata, {1.0, 2.0}).error == "prometheus query gave 2 series; it must give one");
}

TEST_CASE("section 2: values are sent with three decimals; NaN, infinite and negative are 0",
          "[keda]") {
  CHECK(sent_milli(1.2345) == 1'234);
  CHECK(sent_milli(0.0009) == 0);
  CHECK(sent_milli(std::nan("")) == 0);
  CHECK(sent_milli(std::numeric_limits<double>::infinity()) == 0);
  CHECK(sent_milli(-3) == 0);
}

TEST_CASE("section 2: cron is desiredReplicas inside its window, 0 outside", "[keda]") {
  const CronMetadata office{.start = at_times("0 8 * * *"),
                            .end = at_times("0 20 * * *"),
                            .timezone = berlin(),
                            .desiredReplicas = 10};
  // Summer: 8:00 is 06:00 UTC, 20:00 is 18:00 UTC. The start belongs to it, the end does not.
  CHECK_FALSE(read(office, utc(2026, 7, 1, 5, 59, 59)).active);
  CHECK(read(office, utc(2026, 7, 1, 6)).active);
  CHECK(read(office, utc(2026, 7, 1, 6)).value_milli == 10'000);
  CHECK(read(office, utc(2026, 7, 1, 17, 59, 59)).active);
  CHECK_FALSE(read(office, utc(2026, 7, 1, 18)).active);
  CHECK(read(office, utc(2026, 7, 1, 18)).value_milli == 0);
  // Winter: an hour later in UTC.
  CHECK_FALSE(read(office, utc(2026, 1, 15, 6, 30)).active);
  CHECK(read(office, utc(2026, 1, 15, 7)).active);
}

TEST_CASE("section 2: a cron window may last over midnight", "[keda]") {
  const CronMetadata night{.start = at_times("0 22 * * *"),
                           .end = at_times("0 6 * * *"),
                           .timezone = {},
                           .desiredReplicas = 2};
  CHECK(read(night, utc(2026, 7, 1, 23)).active);
  CHECK(read(night, utc(2026, 7, 2, 5, 59)).active);
  CHECK_FALSE(read(night, utc(2026, 7, 2, 12)).active);
}
