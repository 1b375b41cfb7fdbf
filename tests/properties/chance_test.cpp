// Streams: what names one decides every draw of it, and nothing else does.
#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "sim/chance/request_draw.hpp"
#include "sim/chance/stream.hpp"
#include "tests/properties/property.hpp"

using namespace tiersim;
using tiersim::test::number;

namespace {

std::vector<std::uint64_t> first(Stream stream, std::size_t count = 64) {
  std::vector<std::uint64_t> draws(count);
  for (std::uint64_t& draw : draws) draw = stream.next();
  return draws;
}

/// Short names, so that near ones and those with a slash in another place are common.
rc::Gen<std::string> any_name() {
  return rc::gen::resize(6, rc::gen::container<std::string>(rc::gen::element('a', 'b', '/', '0')));
}

RunKey any_key() {
  return {*rc::gen::arbitrary<std::uint64_t>(), *number<std::uint32_t>(0, 5)};
}

}  // namespace

TEST_CASE("a stream is a function of its name", "[properties][chance]") {
  rc::prop("and streams of different names have no draw in common", [] {
    const RunKey key = any_key();
    const auto path = *any_name();
    const auto purpose = *any_name();
    const auto other_path = *any_name();
    const auto other_purpose = *any_name();
    const auto mine = first(Stream::named(key, path, purpose));
    // Draws of others in between change nothing.
    Stream again = Stream::named(key, path, purpose);
    Stream other = Stream::named(key, other_path, other_purpose);
    std::vector<std::uint64_t> mixed;
    std::vector<std::uint64_t> others;
    while (mixed.size() < mine.size()) {
      others.push_back(other.next());
      mixed.push_back(again.next());
    }
    RC_ASSERT(mixed == mine);
    if (std::pair(path, purpose) == std::pair(other_path, other_purpose)) {
      RC_ASSERT(others == mine);
      return;
    }
    // Of 2 x 64 draws of 64 bits two are equal by chance once in 4.5e15 pairs of streams.
    std::unordered_set<std::uint64_t> all(mine.begin(), mine.end());
    all.insert(others.begin(), others.end());
    RC_ASSERT(all.size() == mine.size() + others.size());
  });
}

TEST_CASE("another seed or replication is another stream", "[properties][chance]") {
  rc::prop("in the first draw and overall", [] {
    const RunKey key = any_key();
    const auto path = *any_name();
    const RunKey other{key.seed + *number<std::uint64_t>(0, 3),
                       key.replication + *number<std::uint32_t>(0, 3)};
    const bool same = key.seed == other.seed && key.replication == other.replication;
    const auto mine = first(Stream::named(key, path, "service"));
    const auto theirs = first(Stream::named(other, path, "service"));
    RC_ASSERT((mine == theirs) == same);
    RC_ASSERT((mine.front() == theirs.front()) == same);
  });
}

TEST_CASE("a request's own draw depends on run, request and step only", "[properties][chance]") {
  rc::prop("in whatever order requests are served", [] {
    const RunKey key = any_key();
    const auto id = *rc::gen::arbitrary<std::uint64_t>();
    const auto step = *rc::gen::arbitrary<std::uint32_t>();
    const auto draws = [&](std::uint64_t request, std::uint32_t number_of_step) {
      RequestDraw draw(key, request, number_of_step);
      std::vector<std::uint64_t> values(16);
      for (std::uint64_t& value : values) value = draw.next();
      return values;
    };
    const auto mine = draws(id, step);
    const auto next_request = draws(id + 1, step);
    const auto next_step = draws(id, step + 1);
    RC_ASSERT(draws(id, step) == mine);
    std::unordered_set<std::uint64_t> all;
    for (const auto* values : {&mine, &next_request, &next_step})
      all.insert(values->begin(), values->end());
    RC_ASSERT(all.size() == 48U);
  });
}

TEST_CASE("draws stay in their range", "[properties][chance]") {
  rc::prop("uniform, below n, exponential", [] {
    Stream stream(*rc::gen::arbitrary<std::uint64_t>());
    const auto n =
        std::max<std::uint64_t>(1, *rc::gen::arbitrary<std::uint64_t>() >> *number(0, 63));
    for (int i = 0; i < 200; ++i) {
      const double uniform = stream.uniform();
      RC_ASSERT(uniform > 0.0);
      RC_ASSERT(uniform < 1.0);
      RC_ASSERT(stream.below(n) < n);
      RC_ASSERT(stream.exponential() >= 0.0);
    }
  });
}
