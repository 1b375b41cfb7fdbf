#include "sim/description/description.hpp"

#include <array>
#include <optional>

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

enum class Colour { Red, Green };

constexpr auto enum_names(Colour) {
  return std::array{EnumName<Colour>{Colour::Red, "red", "Like fire."},
                    EnumName<Colour>{Colour::Green, "green"}};
}

struct Lamp {
  int watts = 40;
  std::optional<Duration> on_for;

  static void describe(auto& field, auto& p) {
    field("watts", p.watts, at_least(1), "Power.");
    field("on_for", p.on_for, positive, "Goes out after this time.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.watts > 100 && !p.on_for) refuse("on_for", "is missing for a hot lamp", "add it");
  }
};

struct Plain {
  int value = 0;
};

class Holder {
 public:
  enum class Mode { Slow, Fast };

  friend constexpr auto enum_names(Mode) {
    return std::array{EnumName<Mode>{Mode::Slow, "slow"}, EnumName<Mode>{Mode::Fast, "fast"}};
  }
};

TEST_CASE("a struct with a field list is described, any other is not", "[description]") {
  STATIC_REQUIRE(Described<Lamp>);
  STATIC_REQUIRE(Checked<Lamp>);
  STATIC_REQUIRE_FALSE(Described<Plain>);
  STATIC_REQUIRE_FALSE(Described<int>);
}

TEST_CASE("field names come in the order of the list", "[description]") {
  CHECK(field_names<Lamp>() == std::vector<std::string>{"watts", "on_for"});
}

TEST_CASE("a visitor may read a constant struct and write another", "[description]") {
  const Lamp lamp;
  int fields = 0;
  visit_fields(lamp, [&](std::string_view, const auto&, const Bounds&, std::string_view help) {
    CHECK_FALSE(help.empty());
    ++fields;
  });
  CHECK(fields == 2);
  Lamp changed;
  visit_fields(changed, [&](std::string_view, auto& value, const Bounds&, std::string_view) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, int>) value = 60;
  });
  CHECK(changed.watts == 60);
}

TEST_CASE("an enumeration is known by its table of names, also when a class holds it",
          "[description]") {
  CHECK(enum_name(Colour::Green) == "green");
  CHECK(enum_from_name<Colour>("red") == Colour::Red);
  CHECK_FALSE(enum_from_name<Colour>("Red").has_value());
  CHECK(enum_name_list<Colour>() == std::vector<std::string>{"red", "green"});
  CHECK(enum_name(Holder::Mode::Fast) == "fast");
}

std::string plain(double value) {
  return std::to_string(static_cast<int>(value));
}

TEST_CASE("a bound admits its ends unless it excludes them", "[description]") {
  CHECK(any_value.admit(-1e300));
  CHECK_FALSE(positive.admit(0));
  CHECK(positive.admit(1e-300));
  CHECK(non_negative.admit(0));
  CHECK_FALSE(non_negative.admit(-1e-300));
  CHECK(within(0, 1).admit(1));
  CHECK_FALSE(within(0, 1).admit(1.0000001));
  CHECK(at_most(3).admit(3));
  CHECK_FALSE(any_value.admit(std::numeric_limits<double>::quiet_NaN()));
  CHECK(at_least(1ms).admit(0.001));
}

TEST_CASE("a bound says itself in words", "[description]") {
  CHECK(any_value.text(plain).empty());
  CHECK(positive.text(plain) == "more than 0");
  CHECK(at_least(3).text(plain) == "at least 3");
  CHECK(at_most(3).text(plain) == "at most 3");
  CHECK(within(1, 3).text(plain) == "from 1 to 3");
  CHECK(required.text(plain).empty());
  CHECK(required(positive).text(plain) == "more than 0");
}

TEST_CASE("required is a bound of its own and goes with any other", "[description]") {
  CHECK(required.required);
  CHECK(required(at_least(2)).required);
  CHECK(required(at_least(2)).low == 2);
  CHECK_FALSE(at_least(2).required);
}

}  // namespace
