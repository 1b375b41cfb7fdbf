#include <sstream>
#include <string>

#include "lab/importing/read_access_log.hpp"
#include "lab/importing/read_counts.hpp"
#include "lab/importing/read_timestamps.hpp"
#include "sim/chance/stream.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

const std::string samples[] = {
    "minute,requests\n2024-01-01T00:00:00Z,10\n2024-01-01T00:01:00+02:00,20.5\n\"2024-01-01 "
    "00:03\",\n",
    "h - - [17/May/2015:10:05:03 +0000] \"GET /a\\\"b HTTP/1.1\" 200 - \"x\" \"y\"\n:: - - "
    "[01/Jul/1995:00:00:01 "
    "-0400] \"-\" - 5\n",
    "1700000000.5;a\n1700000001;b\n9e99;c\n-5;d\n",
    std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\xcf\x4b\xe5\x2a\x29\xcf\xe7\x02\x00"
                "\xe6\x0b\xba\x12\x08"
                "\x00\x00\x00",
                28),
    std::string("\x28\xb5\x2f\xfd\x00\x58\x41\x00\x00one\ntwo\n", 17)};

/// One to eight changes of the kind that break readers: a byte, a cut, a repeat, a swap for a
/// special character.
std::string spoil(std::string text, Stream& stream) {
  constexpr char special[] = {'\0', '\n', '\r', '"', ',', '\\', '[', ']', '9', '-', '\xff', ' '};
  for (std::uint64_t change = stream.below(8) + 1; change > 0 && !text.empty(); --change) {
    const auto place = static_cast<std::size_t>(stream.below(text.size()));
    switch (stream.below(5)) {
      case 0:
        text[place] = static_cast<char>(stream.below(256));
        break;
      case 1:
        text[place] = special[stream.below(sizeof special)];
        break;
      case 2:
        text.erase(place, static_cast<std::size_t>(stream.below(9)));
        break;
      case 3:
        text.insert(place, text.substr(place / 2, static_cast<std::size_t>(stream.below(40))));
        break;
      default:
        text.resize(place);
        break;
    }
  }
  return text;
}

template <class Value>
void check(const Imported<Value>& result, bool holds_something) {
  CHECK(result.ok() == holds_something);
  CHECK(result.report.rejected <= result.report.rows);
  CHECK(result.report.first_rejected.size() <= 5);
}

}  // namespace

TEST_CASE("no spoilt file makes a reader throw or give nothing without a fault", "[importing]") {
  Stream stream(20240601);
  for (int round = 0; round < 4'000; ++round) {
    const std::string text = spoil(samples[stream.below(std::size(samples))], stream);
    INFO("round " << round << ": " << text);
    std::istringstream in(text);
    std::istringstream in_timestamps(text);
    std::istringstream in_log(text);
    const CountOptions options{.interval =
                                   round % 2 == 0 ? std::optional<Duration>(1min) : std::nullopt};
    const auto counts = read_counts(in, "spoilt", options);
    const auto times =
        read_timestamps(in_timestamps, "spoilt", {.class_column = round % 3 == 0 ? "2" : ""});
    const auto log = read_access_log(in_log, "spoilt", {}, Stream(1));
    check(counts, counts.ok() && !counts.value.counts.empty());
    check(times, times.ok() && !times.value.trace.times.empty());
    check(log, log.ok() && !log.value.times.empty());
  }
}
