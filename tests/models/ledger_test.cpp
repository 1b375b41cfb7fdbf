#include "models/ledger.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

Request request(Ledger& ledger, std::uint64_t id) {
  Request r;
  r.id = id;
  r.record = ledger.open(id);
  return r;
}

}  // namespace

TEST_CASE("the ledger splits the time of all requests and of the slowest") {
  Ledger ledger(2);
  for (std::uint64_t id = 0; id < 99; ++id) {
    const Request quick = request(ledger, id);
    ledger.charge(quick, 0, 0ms, 10ms);
    ledger.close(quick, true, 10ms);
  }
  const Request slow = request(ledger, 99);
  ledger.charge(slow, 0, 0ms, 10ms);
  ledger.charge(slow, 1, 900ms, 60ms);
  ledger.charge(slow, 1, 30ms, 0ms);
  ledger.close(slow, true, 1s);
  const auto all = ledger.split(1.0);
  CHECK(all[0].service_s == Approx(0.010));
  CHECK(all[1].wait_s == Approx(0.0093));
  const auto slowest = ledger.split(0.01);
  CHECK(slowest[1].wait_s == Approx(0.930));
  CHECK(slowest[1].service_s == Approx(0.060));
  const auto half_in_bin = ledger.split(0.02);  // the slow one and one of the quick ones
  CHECK(half_in_bin[1].wait_s == Approx(0.465));
}

TEST_CASE(
    "what is charged to a request that has gone is ignored, also when its line serves another") {
  Ledger ledger(1);
  const Request gone = request(ledger, 1);
  ledger.close(gone, false, 1s);
  const Request next = request(ledger, 2);
  CHECK(next.record == gone.record);
  ledger.charge(gone, 0, 5s, 5s);
  ledger.charge(next, 0, 0s, 1s);
  ledger.close(next, true, 1s);
  CHECK(ledger.completed() == 1);
  CHECK(ledger.split(1.0)[0].service_s == Approx(1.0));
  CHECK(ledger.split(1.0)[0].wait_s == 0);
  ledger.charge(Request{}, 0, 1s, 1s);  // a request that is not kept
}

TEST_CASE("a line is empty again when its request has ended, in houses of any size") {
  constexpr ComponentId components = 200;
  Ledger ledger(components);
  const Request failed = request(ledger, 1);
  for (ComponentId i = 0; i < components; ++i) ledger.charge(failed, i, 1s, 1s);
  ledger.close(failed, false, 1s);
  const Request next = request(ledger, 2);
  CHECK(next.record == failed.record);
  for (const auto i : {ComponentId{7}, ComponentId{71}, ComponentId{199}})
    ledger.charge(next, i, 0s, Duration{i});
  ledger.close(next, true, 1s);
  CHECK(ledger.completed() == 1);
  const auto split = ledger.split(1.0);
  for (ComponentId i = 0; i < components; ++i) {
    const bool charged = i == 7 || i == 71 || i == 199;
    CHECK(split[i].wait_s == 0);
    CHECK(split[i].service_s == (charged ? Approx(i * 1e-9) : Approx(0.0)));
  }
}
