#include "sim/kernel/intrusive_list.hpp"

#include <deque>
#include <memory>
#include <string>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Item : ListLink {
  explicit Item(char c) : letter(c) {}

  char letter;
};

std::string letters(IntrusiveList<Item>& list) {
  std::string text;
  list.for_each([&text](Item& item) { text += item.letter; });
  return text;
}

}  // namespace

TEST_CASE("a list keeps its order under pushes and pops at both ends", "[kernel]") {
  Item a('a'), b('b'), c('c');
  IntrusiveList<Item> list;
  CHECK(list.empty());
  list.push_back(b);
  list.push_front(a);
  list.push_back(c);
  CHECK(letters(list) == "abc");
  CHECK(&list.pop_back() == &c);
  CHECK(&list.pop_front() == &a);
  CHECK_FALSE(a.linked());
  CHECK(&list.front() == &list.back());
}

TEST_CASE("an item that goes unlinks itself; a list that goes lets its items be", "[kernel]") {
  Item a('a'), c('c');
  {
    IntrusiveList<Item> list;
    list.push_back(a);
    {
      Item b('b');
      list.push_back(b);
      list.push_back(c);
    }
    CHECK(letters(list) == "ac");
    a.unlink();
    a.unlink();
    CHECK(letters(list) == "c");
  }
  CHECK_FALSE(c.linked());
}

TEST_CASE("a visitor may unlink the item it sees", "[kernel]") {
  IntrusiveList<Item> list;
  std::deque<Item> items;
  for (const char letter : {'a', 'b', 'c', 'd'}) list.push_back(items.emplace_back(letter));
  list.for_each([](Item& item) {
    if (item.letter == 'b' || item.letter == 'd') item.unlink();
  });
  CHECK(letters(list) == "ac");
}
