#include "sim/kernel/roll.hpp"

#include <algorithm>

namespace tiersim {

std::vector<RollTable::Ticket> RollTable::in_order() const {
  std::vector<Ticket> tickets;
  tickets.reserve(size_);
  for (std::uint32_t place = 0; place < places(); ++place) {
    if (const RollEntry* const entry = at(place)) {
      tickets.push_back({place, entered_ - entry->number_});
    }
  }
  std::sort(tickets.begin(), tickets.end(),
            [](const Ticket& a, const Ticket& b) { return a.age > b.age; });
  return tickets;
}

}  // namespace tiersim
