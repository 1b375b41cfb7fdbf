#include "models/ledger.hpp"

#include <algorithm>
#include <bit>

namespace tiersim {

Ledger::Ledger(std::size_t components)
    : width_(1 + components), lines_(width_, Pair{}), sums_(bins * width_, Pair{}) {}

void Ledger::add_line() {
  free_.push_back(static_cast<std::uint32_t>(lines_.size() / width_));
  lines_.resize(lines_.size() + width_, Pair{});
}

void Ledger::close(const Request& request, bool completed, Duration latency) {
  Pair* const line = line_at(request.record);
  if (!belongs_to(line, request)) return;
  free_.push_back(request.record);
  line[0] = Pair{};
  if (completed) {
    Pair* const sum = sums_.data() + bin_of(latency) * width_;
    sum[0] += Pair{1.0, 0.0};
    for (std::size_t i = 1; i < width_; ++i) sum[i] += line[i];
  }
  for (std::size_t i = 1; i < width_; ++i) line[i] = Pair{};
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
  double sum = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) sum += sums_[bin * width_][0];
  return static_cast<std::uint64_t>(sum);
}

std::vector<Ledger::Split> Ledger::split(double share) const {
  std::vector<Split> result(width_ - 1);
  double wanted = share * static_cast<double>(completed());
  if (wanted <= 0) return result;
  const double total = wanted;
  for (std::size_t bin = bins; bin-- > 0 && wanted > 0;) {
    const Pair* const sum = sums_.data() + bin * width_;
    const double count = sum[0][0];
    if (count == 0) continue;
    const double part = std::min(1.0, wanted / count);
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i].wait_s += part * sum[1 + i][0];
      result[i].service_s += part * sum[1 + i][1];
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
}

void Ledger::clear_sums() {
  std::fill(sums_.begin(), sums_.end(), Pair{});
}

}  // namespace tiersim
