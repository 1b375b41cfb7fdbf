#include "sim/description/bounds.hpp"

#include <cmath>

namespace tiersim {

bool Bounds::admit(double value) const {
  if (std::isnan(value)) return false;
  return (low_excluded ? value > low : value >= low) && value <= high;
}

bool Bounds::is_open() const {
  return std::isinf(low) && std::isinf(high);
}

std::string Bounds::text(const std::function<std::string(double)>& write) const {
  const bool from = !std::isinf(low);
  const bool to = !std::isinf(high);
  if (from && to) {
    return (low_excluded ? "more than " + write(low) + ", at most "
                         : "from " + write(low) + " to ") +
           write(high);
  }
  if (from) return (low_excluded ? "more than " : "at least ") + write(low);
  if (to) return "at most " + write(high);
  return {};
}

}  // namespace tiersim
