#include "models/autoscaling/quantity.hpp"

#include <limits>
#include <string>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

std::int64_t milli(std::string_view text) {
  return parse_quantity(text).value().milli;
}

}  // namespace

TEST_CASE("quantities are kept in thousandths, rounded up", "[autoscaling]") {
  CHECK(milli("500m") == 500);
  CHECK(milli("0.0001") == 1);
  CHECK(milli("1.0001") == 1001);
  CHECK(milli("-1.0001") == -1001);
  CHECK(milli("1n") == 1);
  CHECK(milli("1.5k") == 1'500'000);
  CHECK(milli("512Mi") == 536'870'912'000);
  CHECK(milli("0.5Ki") == 512'000);
  CHECK(milli("2e3") == 2'000'000);
  CHECK(milli("2E-1") == 200);
  CHECK(milli("2E") == std::numeric_limits<std::int64_t>::max());
  CHECK(milli("9223372036854775807m") == std::numeric_limits<std::int64_t>::max());
  CHECK(milli(".5") == 500);
  CHECK(milli("5.") == 5000);
}

TEST_CASE("as a double a quantity is its digits times a power of ten", "[autoscaling]") {
  CHECK(parse_quantity("0.05")->approximate == 5 * 0.01);
  CHECK(parse_quantity("0.07")->approximate == 7 * 0.01);
  CHECK(parse_quantity("0.3")->approximate == 3 * 0.1);
  CHECK(parse_quantity("300m")->approximate == 300 * 0.001);
  CHECK(parse_quantity("0.0000000001")->approximate == 1e-9);
}

TEST_CASE("what is no quantity is not read", "[autoscaling]") {
  for (const char* text : {"", "-", ".", "m", "1x", "1 m", "1mm", "1.2.3", "1e", "1e+", "0x10",
                           "1kI", "1e999", "1.5mi"}) {
    INFO(text);
    CHECK_FALSE(parse_quantity(text));
  }
  CHECK_FALSE(parse_quantity(std::string(31, '9')));
}
