#include "sim/kernel/roll.hpp"

#include <memory>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Guest : RollEntry {
  explicit Guest(char letter) : name(letter) {}

  char name;
};

std::string taken(Roll<Guest>& roll) {
  std::string names;
  roll.take_all([&](Guest& guest) { names += guest.name; });
  return names;
}

}  // namespace

TEST_CASE("a roll is called in the order of coming, whatever place was free") {
  Roll<Guest> roll;
  Guest a('a');
  Guest b('b');
  Guest c('c');
  Guest d('d');
  roll.enter(a);
  roll.enter(b);
  roll.enter(c);
  a.sign_off();
  b.sign_off();
  roll.enter(d);  // in the place of one who has gone, before c in the table
  roll.enter(a);
  CHECK(taken(roll) == "cda");
  CHECK(roll.empty());
  CHECK(taken(roll).empty());
}

TEST_CASE("who goes by itself or with its owner is not called") {
  Roll<Guest> roll;
  Guest stays('s');
  roll.enter(stays);
  {
    Guest goes('g');
    roll.enter(goes);
  }
  stays.sign_off();
  stays.sign_off();  // nothing happens
  CHECK(roll.empty());
}

TEST_CASE("while a roll is called others may go and come") {
  Roll<Guest> roll;
  Guest first('f');
  auto victim = std::make_unique<Guest>('v');
  Guest late('l');
  Guest last('z');
  roll.enter(first);
  roll.enter(*victim);
  roll.enter(last);
  std::string names;
  roll.take_all([&](Guest& guest) {
    names += guest.name;
    if (guest.name != 'f') return;
    victim.reset();
    roll.enter(late);  // in the place of the victim, and not mistaken for it
  });
  CHECK(names == "fzl");
}

TEST_CASE("a roll that ends lets its guests go") {
  Guest guest('g');
  {
    Roll<Guest> roll;
    roll.enter(guest);
  }
  Roll<Guest> next;
  next.enter(guest);
  CHECK(taken(next) == "g");
}
