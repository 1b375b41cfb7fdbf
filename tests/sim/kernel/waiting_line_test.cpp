#include "sim/kernel/waiting_line.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <tuple>
#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

std::vector<int> drain(WaitingLine& line, const std::deque<Waiter>& waiters) {
  std::vector<int> order;
  while (!line.empty()) {
    const Waiter& taken = line.pop();
    const auto found = std::find_if(waiters.begin(), waiters.end(),
                                    [&taken](const Waiter& w) { return &w == &taken; });
    order.push_back(static_cast<int>(found - waiters.begin()));
  }
  return order;
}

}  // namespace

TEST_CASE("FIFO and LIFO, with one who leaves", "[kernel]") {
  std::deque<Waiter> waiters(5);
  WaitingLine fifo(Discipline::fifo);
  for (Waiter& waiter : waiters) fifo.push(waiter);
  fifo.remove(waiters[2]);
  CHECK(fifo.size() == 4);
  CHECK(&fifo.next() == &waiters[0]);
  CHECK(drain(fifo, waiters) == std::vector<int>{0, 1, 3, 4});

  WaitingLine lifo(Discipline::lifo);
  for (Waiter& waiter : waiters) lifo.push(waiter);
  lifo.remove(waiters[4]);
  CHECK(&lifo.next() == &waiters[3]);
  CHECK(drain(lifo, waiters) == std::vector<int>{3, 2, 1, 0});
}

TEST_CASE("priority: smallest first, FIFO among equals; one served in part keeps its place",
          "[kernel]") {
  std::deque<Waiter> waiters(6);
  const std::array<std::int32_t, 6> priorities{2, 1, 2, 0, 1, 2};
  WaitingLine line(Discipline::priority);
  for (std::size_t i = 0; i < waiters.size(); ++i) {
    waiters[i].priority = priorities[i];
    line.push(waiters[i]);
  }
  Waiter& first = line.pop();
  CHECK(&first == &waiters[3]);
  Waiter& second = line.pop();
  CHECK(&second == &waiters[1]);
  line.push_enrolled(second);
  CHECK(drain(line, waiters) == std::vector<int>{1, 4, 0, 2, 5});
}

TEST_CASE("earliest deadline first, none last", "[kernel]") {
  std::deque<Waiter> waiters(4);
  waiters[0].deadline = TimePoint::max();
  waiters[1].deadline = TimePoint{9ms};
  waiters[2].deadline = TimePoint{3ms};
  waiters[3].deadline = TimePoint{9ms};
  WaitingLine line(Discipline::earliest_deadline);
  for (Waiter& waiter : waiters) line.push(waiter);
  CHECK(drain(line, waiters) == std::vector<int>{2, 1, 3, 0});
}

TEST_CASE("ordered lines agree with a sorted reference under random joining and leaving",
          "[kernel]") {
  Stream chance(5);
  for (const Discipline discipline : {Discipline::priority, Discipline::earliest_deadline}) {
    WaitingLine line(discipline);
    std::deque<Waiter> waiters(200);
    std::vector<std::tuple<std::int64_t, int, std::size_t>> reference;
    std::vector<char> inside(waiters.size(), 0);
    for (int step = 0; step < 20'000; ++step) {
      const auto i = static_cast<std::size_t>(chance.below(waiters.size()));
      if (inside[i] == 0) {
        const auto rank = static_cast<std::int64_t>(chance.below(10));
        waiters[i].priority = static_cast<std::int32_t>(rank);
        waiters[i].deadline = TimePoint{Duration{rank}};
        line.push(waiters[i]);
        reference.emplace_back(rank, step, i);
        inside[i] = 1;
      } else if (chance.below(2) == 0) {
        line.remove(waiters[i]);
        std::erase_if(reference, [i](const auto& entry) { return std::get<2>(entry) == i; });
        inside[i] = 0;
      } else {
        const auto least = std::min_element(reference.begin(), reference.end());
        REQUIRE(&line.pop() == &waiters[std::get<2>(*least)]);
        inside[std::get<2>(*least)] = 0;
        reference.erase(least);
      }
      REQUIRE(line.size() == reference.size());
    }
    while (!line.empty()) line.pop();
  }
}

TEST_CASE("random order takes everybody once and each with the same chance", "[kernel]") {
  Stream chance(17);
  WaitingLine line(Discipline::random, &chance);
  std::deque<Waiter> waiters(5);
  std::array<int, 4> first{};
  constexpr int rounds = 40'000;
  for (int round = 0; round < rounds; ++round) {
    for (Waiter& waiter : waiters) line.push(waiter);
    line.remove(waiters[1]);
    std::vector<int> order = drain(line, waiters);
    ++first[static_cast<std::size_t>(order.front() > 1 ? order.front() - 1 : 0)];
    std::sort(order.begin(), order.end());
    REQUIRE(order == std::vector<int>{0, 2, 3, 4});
  }
  double chi_squared = 0;
  for (const int count : first)
    chi_squared += (count - rounds / 4.0) * (count - rounds / 4.0) / (rounds / 4.0);
  CHECK(chi_squared < 16.27);  // 99.9 % of chi-squared with 3 degrees of freedom
}
