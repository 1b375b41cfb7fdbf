#include "models/ledger.hpp"

#include <algorithm>
#include <bit>

namespace tiersim {

Ledger::Ledger(std::size_t components)
    : columns_(2 * components),
      owners_(1, 0),
      lines_(columns_, 0.0),
      sums_(bins * columns_, 0.0),
      counts_(bins, 0) {}

void Ledger::add_line() {
  free_.push_back(static_cast<std::uint32_t>(owners_.size()));
  owners_.push_back(0);
  lines_.resize(lines_.size() + columns_, 0.0);
}

void Ledger::close(const Request& request, bool completed, Duration latency) {
  if (!is_open(request)) return;
  owners_[request.record] = 0;
  free_.push_back(request.record);
  // Two arrays that are never the same: said to the compiler, which else looks before it adds in
  // pairs.
  double* const __restrict line = lines_.data() + request.record * columns_;
  if (!completed) {
    std::fill_n(line, columns_, 0.0);
    return;
  }
  const std::size_t bin = bin_of(latency);
  ++counts_[bin];
  double* const __restrict sum = sums_.data() + bin * columns_;
  for (std::size_t i = 0, n = columns_; i < n; ++i) {
    sum[i] += line[i];
    line[i] = 0.0;
  }
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
  std::uint64_t sum = 0;
  for (const std::uint64_t count : counts_) sum += count;
  return sum;
}

std::vector<Ledger::Split> Ledger::split(double share) const {
  std::vector<Split> result(columns_ / 2);
  double wanted = share * static_cast<double>(completed());
  if (wanted <= 0) return result;
  const double total = wanted;
  for (std::size_t bin = bins; bin-- > 0 && wanted > 0;) {
    if (counts_[bin] == 0) continue;
    const auto count = static_cast<double>(counts_[bin]);
    const double part = std::min(1.0, wanted / count);
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i].wait_s += part * sums_[bin * columns_ + 2 * i];
      result[i].service_s += part * sums_[bin * columns_ + 2 * i + 1];
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
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += other.sums_[i];
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

void Ledger::clear_sums() {
  std::fill(sums_.begin(), sums_.end(), 0.0);
  std::fill(counts_.begin(), counts_.end(), 0);
}

}  // namespace tiersim
