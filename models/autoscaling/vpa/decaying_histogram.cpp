#include "models/autoscaling/vpa/decaying_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/assert.hpp"
#include "sim/chance/math.hpp"

namespace tiersim::vpa {
namespace {

/// Beyond so many half-lives from the reference the weights would run out of double's range.
constexpr std::int64_t half_lives_max = 100;
/// What rounding leaves of weights that were taken back.
constexpr double negligible = 1e-4;

/// 2^(span / half_life): whole half-lives exactly, and the same on every machine.
double growth(Duration span, Duration half_life) {
  auto whole = span / half_life;
  Duration rest = span % half_life;
  if (rest < Duration{}) {
    --whole;
    rest += half_life;
  }
  constexpr double ln_2 = 0.693147180559945309417;
  const double part = static_cast<double>(rest.count()) / static_cast<double>(half_life.count());
  return std::ldexp(portable::exp(part * ln_2), static_cast<int>(whole));
}

}  // namespace

DecayingHistogram::DecayingHistogram(const BucketScheme& scheme, Duration half_life)
    : half_life_(half_life) {
  TIERSIM_ASSERT(scheme.first > 0 && scheme.ratio > 1 && half_life > Duration{});
  // By repeated multiplication: a power would be the machine's library's.
  double power = 1;
  for (double start = 0;; start = scheme.first * (power - 1) / (scheme.ratio - 1)) {
    starts_.push_back(start);
    if (start > scheme.max) break;
    power *= scheme.ratio;
  }
  weights_.resize(starts_.size());
}

std::size_t DecayingHistogram::bucket_of(double value) const {
  const auto above = std::upper_bound(starts_.begin(), starts_.end(), value);
  return above == starts_.begin() ? 0 : static_cast<std::size_t>(above - starts_.begin()) - 1;
}

void DecayingHistogram::move_reference(TimePoint at) {
  const std::int64_t ahead = (at - reference_) / half_life_;
  if (ahead <= half_lives_max) return;
  reference_ += ahead * half_life_;
  for (double& weight : weights_) weight = std::ldexp(weight, -static_cast<int>(ahead));
}

void DecayingHistogram::change(double value, double weight, TimePoint at) {
  move_reference(at);
  const double change = weight * growth(at - reference_, half_life_);
  double& bucket = weights_[bucket_of(value)];
  const double before = bucket;
  bucket = std::max(0.0, bucket + change);
  if (change < 0 && bucket < negligible * before) bucket = 0;
}

void DecayingHistogram::add(double value, double weight, TimePoint at) {
  change(value, weight, at);
}

void DecayingHistogram::subtract(double value, double weight, TimePoint at) {
  change(value, -weight, at);
}

bool DecayingHistogram::is_empty() const {
  return std::none_of(weights_.begin(), weights_.end(), [](double weight) { return weight > 0; });
}

double DecayingHistogram::percentile(double share) const {
  if (is_empty()) return 0;
  const double threshold = share * std::accumulate(weights_.begin(), weights_.end(), 0.0);
  std::size_t last = weights_.size() - 1;
  while (weights_[last] <= 0) --last;
  double sum = 0;
  std::size_t bucket = 0;
  for (; bucket < last; ++bucket) {
    sum += weights_[bucket];
    if (sum >= threshold && sum > 0) break;
  }
  return starts_[std::min(bucket + 1, starts_.size() - 1)];
}

}  // namespace tiersim::vpa
