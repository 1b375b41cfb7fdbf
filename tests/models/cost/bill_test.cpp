#include "models/cost/bill.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE(
    "a bill is quantity times price, in the order of the prices; what the house has not is left "
    "out") {
  ComponentReport api;
  api.path = "api";
  api.quantities = {{"cpu_hour", 12.0}, {"pod_hour", 24.0}};
  ComponentReport db;
  db.path = "db";
  db.quantities = {{"instance_hour", 2.0}};
  const auto bill = make_bill({{"db.instance_hour", 0.5},
                               {"api.cpu_hour", 0.04},
                               {"api.gpu_hour", 9},
                               {"nobody.cpu_hour", 9}},
                              {api, db});
  REQUIRE(bill.size() == 2);
  CHECK(bill[0].name == "db.instance_hour");
  CHECK(bill[0].amount == 1.0);
  CHECK(bill[1].unit == "cpu_hour");
  CHECK(bill[1].amount == Approx(0.48));
}
