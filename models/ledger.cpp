#include "models/ledger.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace tiersim {

Ledger::Ledger(std::size_t components)
    : components_(components),
      heads_(1),
      lines_(components, Pair{}),
      counts_(bins + 1),
      sums_((bins + 1) * components, Pair{}) {}

void Ledger::add_line() {
  free_.push_back(static_cast<std::uint32_t>(heads_.size()));
  heads_.emplace_back();
  lines_.resize(lines_.size() + components_, Pair{});
}

void Ledger::close(const Request& request, bool completed, Duration latency) {
  Head& head = heads_[request.record];
  if (!head.belongs_to(request)) return;
  free_.push_back(request.record);
  Pair* const line = lines_.data() + request.record * components_;
  const std::size_t bin = completed ? bin_of(latency) : dropped;
  ++counts_[bin];
  Pair* const sum = sums_.data() + bin * components_;
  for (std::uint64_t charged = head.charged; charged != 0; charged &= charged - 1) {
    auto i = static_cast<std::size_t>(std::countr_zero(charged));
    do {
      sum[i] += line[i];
      line[i] = Pair{};
      i += 64;
    } while (i < components_);
  }
  head = {};
}

std::size_t Ledger::bin_of(Duration latency) {
  // Octave from the leading bit, eighths from the next three: no logarithm.
  const auto eighths = static_cast<std::uint64_t>(
      std::max<std::int64_t>(latency.count() / 125, 8));  // of a microsecond
  const auto octave = static_cast<int>(std::bit_width(eighths)) - 1;
  const auto eighth = static_cast<int>((eighths >> (octave - 3)) & 7U);
  const int bin = (octave - 3) * bins_per_octave + eighth;
  return static_cast<std::size_t>(std::min(bin, bins_per_octave * octaves - 1));
}

std::uint64_t Ledger::completed() const {
  return std::accumulate(counts_.begin(), counts_.end() - 1, std::uint64_t{0});
}

std::vector<Ledger::Split> Ledger::split(double share) const {
  std::vector<Split> result(components_);
  double wanted = share * static_cast<double>(completed());
  if (wanted <= 0) return result;
  const double total = wanted;
  for (std::size_t bin = bins; bin-- > 0 && wanted > 0;) {
    if (counts_[bin] == 0) continue;
    const Pair* const sum = sums_.data() + bin * components_;
    const auto count = static_cast<double>(counts_[bin]);
    const double part = std::min(1.0, wanted / count);
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i].wait_s += part * sum[i][0];
      result[i].service_s += part * sum[i][1];
    }
    wanted -= part * count;
  }
  for (Split& split : result) {
    split.wait_s /= total * 1e9;
    split.service_s /= total * 1e9;
  }
  return result;
}

void Ledger::merge(const Ledger& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += other.sums_[i];
}

void Ledger::clear_sums() {
  std::fill(counts_.begin(), counts_.end(), 0);
  std::fill(sums_.begin(), sums_.end(), Pair{});
}

}  // namespace tiersim
