#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tiersim {

/// Loads side by side, and who has least. Kept up as loads change, so that asking costs what the
/// ties cost; only when the last of those with least has gained is everybody looked at.
class LeastLoaded {
 public:
  void clear();
  /// The next place, counted from 0.
  void add(std::uint64_t load);

  /// Precondition: more than before.
  void raise(std::size_t place, std::uint64_t load) {
    loads_[place] = load;
    std::uint64_t& word = ties_[place / 64];
    const std::uint64_t was = word >> (place % 64) & 1;
    word ^= was << (place % 64);
    tied_ -= was;
  }

  /// Precondition: less than before.
  void lower(std::size_t place, std::uint64_t load) {
    loads_[place] = load;
    if (load < least_) {
      forget_ties();
      least_ = load;
    }
    const std::uint64_t is = load == least_ ? 1 : 0;
    ties_[place / 64] |= is << (place % 64);
    tied_ += is;
  }

  /// Visits the places that have least, in order.
  template <class Visitor>
  void for_each(Visitor visit) {
    if (tied_ == 0) look();
    for (std::size_t i = 0; i < ties_.size(); ++i) {
      for (std::uint64_t word = ties_[i]; word != 0; word &= word - 1) {
        visit(64 * i + static_cast<std::size_t>(std::countr_zero(word)));
      }
    }
  }

 private:
  void forget_ties();
  void look();

  std::vector<std::uint64_t> loads_;
  std::vector<std::uint64_t> ties_;          ///< a bit for each place
  std::size_t tied_ = 0;                     ///< 0: to be looked for
  std::uint64_t least_ = ~std::uint64_t{0};  ///< nobody has less
};

}  // namespace tiersim
