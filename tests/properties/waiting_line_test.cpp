// Waiting lines of every discipline against a vector that is searched from end to end.
#include "sim/kernel/waiting_line.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <ostream>
#include <vector>

#include "tests/properties/property.hpp"

using namespace tiersim;
using tiersim::test::number;
using tiersim::test::steps;

namespace {

enum class Do : std::uint8_t { push, enrol, rejoin, pop, leave };

struct Step {
  Do what = Do::push;
  int rank = 0;           ///< priority or deadline of who is pushed
  std::size_t which = 0;  ///< who leaves or joins again, counted around
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  constexpr const char* names[] = {"push", "enrol", "rejoin", "pop", "leave"};
  return out << names[static_cast<int>(step.what)] << " (rank " << step.rank << ", " << step.which
             << ")";
}

rc::Gen<Step> any_step() {
  return rc::gen::build<Step>(
      rc::gen::set(
          &Step::what,
          rc::gen::weightedElement<Do>(
              {{6, Do::push}, {1, Do::enrol}, {2, Do::rejoin}, {4, Do::pop}, {2, Do::leave}})),
      rc::gen::set(&Step::rank, number(-2, 3)),
      rc::gen::set(&Step::which, number<std::size_t>(0, 99)));
}

struct Customer : Waiter {
  int rank = 0;
  int ticket = 0;  ///< in the order of enrolment
  int joined = 0;  ///< in the order of joining, again after each return
};

/// A line and its reference.
class Pair {
 public:
  explicit Pair(Discipline discipline) : discipline_(discipline), line_(discipline, &chance_) {}

  void act(const Step& step) {
    switch (step.what) {
      case Do::push:
        line_.push(newcomer(step.rank));
        join(customers_.back());
        break;
      case Do::enrol:
        line_.enrol(newcomer(step.rank));
        outside_.push_back(&customers_.back());
        break;
      case Do::rejoin:
        if (!outside_.empty()) rejoin(step.which % outside_.size());
        break;
      case Do::pop:
        if (!inside_.empty()) pop();
        break;
      case Do::leave:
        if (!inside_.empty()) leave(step.which % inside_.size());
        break;
    }
    RC_ASSERT(line_.size() == inside_.size());
    RC_ASSERT(line_.empty() == inside_.empty());
  }

  void drain() {
    while (!inside_.empty()) pop();
    RC_ASSERT(line_.empty());
  }

 private:
  Customer& newcomer(int rank) {
    Customer& customer = customers_.emplace_back();
    customer.rank = rank;
    customer.priority = rank;
    customer.deadline = TimePoint{Duration{rank}};
    customer.ticket = ++tickets_;
    return customer;
  }

  void join(Customer& customer) {
    customer.joined = ++joined_;
    inside_.push_back(&customer);
  }

  void rejoin(std::size_t at) {
    Customer& customer = *outside_[at];
    outside_.erase(outside_.begin() + static_cast<std::ptrdiff_t>(at));
    line_.push_enrolled(customer);
    join(customer);
  }

  void leave(std::size_t at) {
    Customer& customer = *inside_[at];
    line_.remove(customer);
    inside_.erase(inside_.begin() + static_cast<std::ptrdiff_t>(at));
    outside_.push_back(&customer);
  }

  /// Whether `a` goes before `b`, by the words of the discipline.
  [[nodiscard]] bool before(const Customer* a, const Customer* b) const {
    if (discipline_ == Discipline::fifo) return a->joined < b->joined;
    if (discipline_ == Discipline::lifo) return a->joined > b->joined;
    return a->rank != b->rank ? a->rank < b->rank : a->ticket < b->ticket;
  }

  void pop() {
    Customer* expected = nullptr;
    if (discipline_ != Discipline::random) {
      expected = *std::min_element(inside_.begin(), inside_.end(),
                                   [this](auto* a, auto* b) { return before(a, b); });
      RC_ASSERT(&line_.next() == expected);
    }
    auto* const taken = static_cast<Customer*>(&line_.pop());
    RC_ASSERT(expected == nullptr || taken == expected);
    const auto place = std::find(inside_.begin(), inside_.end(), taken);
    RC_ASSERT(place != inside_.end());
    inside_.erase(place);
    outside_.push_back(taken);
  }

  Discipline discipline_;
  Stream chance_{11};
  WaitingLine line_;
  std::deque<Customer> customers_;
  std::vector<Customer*> inside_;
  std::vector<Customer*> outside_;
  int tickets_ = 0;
  int joined_ = 0;
};

}  // namespace

TEST_CASE("a waiting line serves by its discipline", "[properties][kernel]") {
  for (const auto& named : enum_names(Discipline{})) {
    rc::prop(std::string(named.name), [discipline = named.value] {
      const auto program = *steps(any_step(), 2.0);
      Pair pair(discipline);
      for (const Step& step : program) pair.act(step);
      pair.drain();
    });
  }
}

TEST_CASE("in random order everybody is as likely to be next", "[properties][kernel]") {
  rc::prop("of n waiters each comes first in 1/n of the draws", [] {
    const auto n = *number<std::size_t>(2, 12);
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    Stream chance(seed);
    constexpr std::size_t rounds = 4'000;
    std::vector<std::size_t> first(n);
    std::vector<Customer> customers(n);
    for (std::size_t round = 0; round < rounds; ++round) {
      WaitingLine line(Discipline::random, &chance);
      for (Customer& customer : customers) line.push(customer);
      ++first[static_cast<std::size_t>(static_cast<Customer*>(&line.pop()) - customers.data())];
    }
    // Six standard deviations of a binomial count: once in five hundred million.
    const double mean = static_cast<double>(rounds) / static_cast<double>(n);
    for (const std::size_t count : first)
      RC_ASSERT(std::abs(static_cast<double>(count) - mean) < 6.0 * std::sqrt(mean));
  });
}
