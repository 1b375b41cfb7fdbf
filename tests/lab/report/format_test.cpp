#include "lab/report/format.hpp"

#include <limits>

#include "lab/report/text_table.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("durations have three digits and a unit that suits them", "[format]") {
  CHECK(format_duration(0) == "0 s");
  CHECK(format_duration(3.2e-9) == "3.20 ns");
  CHECK(format_duration(0.000213) == "213 µs");
  CHECK(format_duration(0.0418) == "41.8 ms");
  CHECK(format_duration(0.9996) == "1.00 s");
  CHECK(format_duration(1.482) == "1.48 s");
  CHECK(format_duration(60) == "60 s");
  CHECK(format_duration(-0.11) == "-110 ms");
  CHECK(format_duration(850) == "14 min 10 s");
  CHECK(format_duration(86400) == "24 h");
  CHECK(format_duration(5400) == "1 h 30 min");
}

TEST_CASE("per cent near 100 keep the digits that tell nines apart", "[format]") {
  CHECK(format_percent(0) == "0 %");
  CHECK(format_percent(1) == "100 %");
  CHECK(format_percent(0.95) == "95 %");
  CHECK(format_percent(0.00043) == "0.043 %");
  CHECK(format_percent(0.99957) == "99.957 %");
  CHECK(format_percent(0.9999912) == "99.99912 %");
}

TEST_CASE("counts, numbers and money", "[format]") {
  CHECK(format_count(88) == "88");
  CHECK(format_count(88512) == "88,512");
  CHECK(format_count(93559708) == "93.6 M");
  CHECK(format_count(6412884120.0) == "6.41 G");
  CHECK(format_number(1470.3) == "1,470");
  CHECK(format_number(60) == "60");
  CHECK(format_number(0.0431) == "0.0431");
  CHECK(format_number(-1234.5) == "-1,234");
  CHECK(format_money(1344.4, "USD") == "USD 1,344");
  CHECK(format_money(0.36, "USD") == "USD 0.36");
  CHECK(format_money(0.0225, "EUR") == "EUR 0.0225");
  CHECK(format_money(12, "") == "12.00");
}

TEST_CASE("what was not measured is a dash", "[format]") {
  const double absent = std::numeric_limits<double>::quiet_NaN();
  for (const char* unit : {"s", "1/s", "ratio", "currency", ""})
    CHECK(format_value(absent, unit) == "–");
  CHECK(format_clock(absent) == "–");
  CHECK(format_interval(absent, 1, "s").empty());
  CHECK(format_interval(0.1, 0.2, "s") == "[100 ms, 200 ms]");
}

TEST_CASE("an instant is written in hours, minutes and seconds", "[format]") {
  CHECK(format_clock(0) == "0:00:00");
  CHECK(format_clock(50442.9) == "14:00:42");
  CHECK(format_clock(360000) == "100:00:00");
}

TEST_CASE("text is broken between words and indented from the second line on", "[format]") {
  CHECK(wrapped("one two three four", 9, 0) == "one two\nthree\nfour");
  CHECK(wrapped("one two three", 11, 4) == "one two\n    three");
  CHECK(wrapped("unbreakable", 4, 0) == "unbreakable");
  CHECK(wrapped("", 4, 0).empty());
}

TEST_CASE("long text is cut at its end, long names in the middle", "[format]") {
  CHECK(cut("abcdef", 6) == "abcdef");
  CHECK(cut("abcdef", 4) == "abc…");
  CHECK(cut("µµµµµ", 3) == "µµ…");
  CHECK(cut_middle("service-one", 11) == "service-one");
  CHECK(cut_middle("service-one", 8) == "serv…one");
  CHECK(cut_middle("µµµµµ", 3) == "µ…µ");
}

TEST_CASE("columns are aligned and lines end at their last letter", "[format]") {
  CHECK(text_table({{{"a"}, {"1.0", true}, {"x"}}, {{"long"}, {"20", true}, {""}}}, 80, false) ==
        "a     1.0  x\n"
        "long   20\n");
  CHECK(text_table({{{"name"}, {"value that is too wide"}}}, 12, false) == "name  value…\n");
}
