#pragma once
#include <cstddef>
#include <vector>

namespace tiersim {

/// Shares of request classes: one uniform number chooses the class of one request.
class RequestMix {
 public:
  /// Preconditions: at least one weight, finite, none negative, not all zero. They need not sum
  /// to 1.
  explicit RequestMix(const std::vector<double>& weights);

  /// The place in the list of weights that `uniform` falls on; a weight of zero is never chosen.
  /// O(log classes). Precondition: 0 < uniform <= 1, as `Stream::uniform` gives it.
  [[nodiscard]] std::size_t choose(double uniform) const;
  /// The probability of one class.
  [[nodiscard]] double share(std::size_t index) const;

  [[nodiscard]] std::size_t size() const { return upper_.size(); }

 private:
  std::vector<double> upper_;  ///< cumulated shares; the last positive one and all after it are 1
};

}  // namespace tiersim
