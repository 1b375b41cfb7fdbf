// The pending-event set against a sorted one.
#include "sim/kernel/event_queue.hpp"

#include <cstdint>
#include <ostream>
#include <set>
#include <utility>

#include "sim/chance/stream.hpp"
#include "tests/properties/property.hpp"

using namespace tiersim;
using tiersim::test::number;
using tiersim::test::steps;

namespace {

enum class Do : std::uint8_t { push, push_standing, move_standing, take, take_until, remove };

/// One act of a random program, repeated; times fall within 2^span_bits of the last one taken.
struct Step {
  Do what = Do::push;
  int repeat = 1;
  unsigned span_bits = 0;
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  constexpr const char* names[] = {"push", "push_standing", "move_standing",
                                   "take", "take_until",    "remove"};
  return out << names[static_cast<int>(step.what)] << " x" << step.repeat << " within 2^"
             << step.span_bits;
}

rc::Gen<Step> any_step() {
  const auto what = rc::gen::weightedElement<Do>({{8, Do::push},
                                                  {2, Do::push_standing},
                                                  {2, Do::move_standing},
                                                  {6, Do::take},
                                                  {3, Do::take_until},
                                                  {1, Do::remove}});
  const auto repeat = rc::gen::weightedOneOf<int>({{3, number(1, 8)}, {1, number(20, 900)}});
  return rc::gen::build<Step>(rc::gen::set(&Step::what, what), rc::gen::set(&Step::repeat, repeat),
                              rc::gen::set(&Step::span_bits, number(0U, 45U)));
}

/// The queue and the reference, fed the same.
class Pair {
 public:
  void act(const Step& step) {
    for (int i = 0; i < step.repeat; ++i) act_once(step);
    RC_ASSERT(queue_.size() == reference_.size());
    RC_ASSERT(queue_.empty() == reference_.empty());
    if (!reference_.empty()) RC_ASSERT(key(queue_.top()) == *reference_.begin());
  }

  void drain() {
    while (!reference_.empty()) take_one();
    RC_ASSERT(queue_.empty());
  }

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;
  static constexpr std::uint32_t mover = 1;  // the slot of the one record that moves
  static constexpr std::uint32_t other = 2;

  static Key key(const EventRecord& record) { return {record.time, record.order}; }

  EventRecord fresh(unsigned span_bits, std::uint32_t slot) {
    const std::uint64_t time = now_ + chance_.below(std::uint64_t{1} << span_bits);
    return noted(time, sequence_ += 2, slot);
  }

  /// As of a lane, which stands under the number of what went into it first: mostly an older one.
  EventRecord older(unsigned span_bits, std::uint32_t slot) {
    const std::uint64_t time = now_ + 1 + chance_.below(std::uint64_t{1} << span_bits);
    const std::uint64_t odd = 2 * chance_.below(sequence_ + 1) + 1;
    const bool used = !used_.insert(odd).second;
    return used ? fresh(span_bits, slot) : noted(time, odd, slot);
  }

  EventRecord noted(std::uint64_t time, std::uint64_t number_of_event, std::uint32_t slot) {
    const EventRecord record{time, (number_of_event << EventRecord::slot_bits) | slot};
    reference_.insert(key(record));
    return record;
  }

  void act_once(const Step& step) {
    switch (step.what) {
      case Do::push:
        return queue_.push(fresh(step.span_bits, other));
      case Do::push_standing:
        return queue_.push_standing(older(step.span_bits, other));
      case Do::move_standing:
        std::erase_if(reference_, [](const Key& entry) {
          return (entry.second & EventRecord::slot_max) == mover;
        });
        return queue_.move_standing(older(step.span_bits, mover));
      case Do::take:
        if (!reference_.empty()) take_one();
        return;
      case Do::take_until:
        return take_one_until(now_ + chance_.below(std::uint64_t{1} << step.span_bits));
      case Do::remove:
        return remove_some();
    }
  }

  void take_one() {
    const EventRecord taken = queue_.take();
    RC_ASSERT(key(taken) == *reference_.begin());
    reference_.erase(reference_.begin());
    now_ = taken.time;
  }

  /// Looks before it takes, as a run that ends at an instant does.
  void take_one_until(std::uint64_t end) {
    const bool due = !reference_.empty() && reference_.begin()->first <= end;
    RC_ASSERT((!queue_.empty() && queue_.top().time <= end) == due);
    if (due) take_one();
  }

  void remove_some() {
    const std::uint64_t rest = chance_.below(3);
    const auto dead = [rest](std::uint64_t order) {
      return (order >> EventRecord::slot_bits) % 3 == rest;
    };
    queue_.remove_if([&](const EventRecord& record) { return dead(record.order); });
    std::erase_if(reference_, [&](const Key& entry) { return dead(entry.second); });
  }

  EventQueue queue_;
  std::set<Key> reference_;
  std::set<std::uint64_t> used_;  ///< of the odd numbers; fresh records take the even ones
  std::uint64_t now_ = 0;
  std::uint64_t sequence_ = 0;
  Stream chance_{7};
};

}  // namespace

TEST_CASE("the pending-event set is a sorted set", "[properties][kernel]") {
  rc::prop("under random pushes, takes, moves and removals", [] {
    const auto program = *steps(any_step());
    Pair pair;
    for (const Step& step : program) pair.act(step);
    pair.drain();
  });
}
