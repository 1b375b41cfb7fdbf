#include "models/theory/networks/populations.hpp"

#include <utility>

#include "sim/assert.hpp"

namespace tiersim::theory {

Populations::Populations(std::vector<std::size_t> limit) : limit_(std::move(limit)) {
  TIERSIM_ASSERT(!limit_.empty());
  for (const std::size_t customers : limit_) {
    step_.push_back(size_);
    size_ *= customers + 1;
    total_ += customers;
  }
}

Populations::Walk::Walk(const Populations& all, Direction direction)
    : all_(all),
      direction_(direction),
      count_(all.limit_),
      index_(all.size_ - 1),
      total_(all.total_),
      left_(all.size_) {
  if (direction_ == Direction::down) return;
  count_.assign(count_.size(), 0);
  index_ = 0;
  total_ = 0;
}

void Populations::Walk::next() {
  const bool up = direction_ == Direction::up;
  for (std::size_t r = 0; r < count_.size(); ++r) {  // like the wheels of a mileage counter
    const std::size_t limit = all_.limit_[r];
    const std::size_t end = up ? limit : 0;
    if (count_[r] != end) {
      count_[r] = up ? count_[r] + 1 : count_[r] - 1;
      total_ = up ? total_ + 1 : total_ - 1;
      break;
    }
    count_[r] = limit - end;
    total_ = up ? total_ - limit : total_ + limit;
  }
  index_ = up ? index_ + 1 : index_ - 1;
  --left_;
}

}  // namespace tiersim::theory
