#include "sim/chance/request_draw.hpp"

#include "sim/chance/math.hpp"

namespace tiersim {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

RequestDraw::RequestDraw(RunKey key, std::uint64_t request, std::uint32_t step)
    : key_{static_cast<std::uint32_t>(key.seed) ^ (key.replication * 0x9E3779B9U),
           static_cast<std::uint32_t>(key.seed >> 32) + key.replication},
      counter_{static_cast<std::uint32_t>(request), static_cast<std::uint32_t>(request >> 32), step,
               0} {}

void RequestDraw::refill() {
  const auto words = philox4x32(counter_, key_);
  ++counter_[3];
  // Taken from the end: the first draw is the first pair of words.
  buffer_[1] = (static_cast<std::uint64_t>(words[1]) << 32) | words[0];
  buffer_[0] = (static_cast<std::uint64_t>(words[3]) << 32) | words[2];
  left_ = 2;
}

double RequestDraw::exponential() {
  return -portable::log(uniform());
}

double RequestDraw::normal() {
  return portable::normal_quantile(uniform());
}

}  // namespace tiersim
