#pragma once
// Random work for requests, and random orders from outside: what a society is put through.
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <vector>

#include "sim/time.hpp"
#include "tests/properties/property.hpp"

namespace tiersim::test {

inline constexpr std::size_t things = 3;  // resources, stations and groups each

/// What a request does at one point of its way.
enum class Work : std::uint8_t { delay, hop, visit, hold, use, gate, abortable, within, all, any };

/// A piece of work; `inside` is done while a unit is held, under a time-out, in a group or in
/// parallel. Times are multiples of 100 µs, so that much happens at one instant.
struct Piece {
  Work what = Work::delay;
  std::size_t which = 0;
  Duration time{};
  Duration patience = forever;
  std::int32_t priority = 0;
  std::vector<Piece> inside;
};

inline std::ostream& operator<<(std::ostream& out, const Piece& piece) {
  constexpr const char* names[] = {"delay", "hop",       "visit",  "hold", "use",
                                   "gate",  "abortable", "within", "all",  "any"};
  out << names[static_cast<int>(piece.what)] << piece.which << "(" << piece.time.count() / 1000
      << "us";
  if (piece.patience != forever) out << ", patience " << piece.patience.count() / 1000 << "us";
  for (const Piece& part : piece.inside) out << " " << part;
  return out << ")";
}

inline Duration tenths(int n) {
  return n * 100us;
}

inline rc::Gen<Piece> any_piece(int depth) {
  const auto what =
      depth > 0 ? rc::gen::elementOf(std::vector{Work::delay, Work::hop, Work::visit, Work::hold,
                                                 Work::use, Work::gate, Work::abortable,
                                                 Work::within, Work::all, Work::any})
                : rc::gen::elementOf(
                      std::vector{Work::delay, Work::hop, Work::visit, Work::use, Work::gate});
  const auto inside =
      depth > 0 ? rc::gen::resize(3, rc::gen::container<std::vector<Piece>>(
                                         rc::gen::lazy([depth] { return any_piece(depth - 1); })))
                : rc::gen::just(std::vector<Piece>{});
  return rc::gen::build<Piece>(
      rc::gen::set(&Piece::what, what),
      rc::gen::set(&Piece::which, number<std::size_t>(0, things - 1)),
      rc::gen::set(&Piece::time, rc::gen::map(number(0, 12), tenths)),
      rc::gen::set(&Piece::patience,
                   rc::gen::weightedOneOf<Duration>({{2, rc::gen::just(Duration(forever))},
                                                     {1, rc::gen::map(number(0, 12), tenths)}})),
      rc::gen::set(&Piece::priority, number<std::int32_t>(0, 2)),
      rc::gen::set(&Piece::inside, inside));
}

/// What comes from outside, at an instant.
enum class Act : std::uint8_t { request, kill, resize, speed, open, close, destroy };

struct Order {
  Act what = Act::request;
  Duration after{};
  std::size_t which = 0;
  std::size_t size = 1;
  std::vector<Piece> work;
};

inline std::ostream& operator<<(std::ostream& out, const Order& order) {
  constexpr const char* names[] = {"request", "kill",  "resize", "speed",
                                   "open",    "close", "destroy"};
  out << "after " << order.after.count() / 1000 << "us: " << names[static_cast<int>(order.what)]
      << " " << order.which << " size " << order.size;
  for (const Piece& piece : order.work) out << " " << piece;
  return out << "\n";
}

inline rc::Gen<Order> any_order() {
  return rc::gen::build<Order>(
      rc::gen::set(&Order::what, rc::gen::weightedElement<Act>({{16, Act::request},
                                                                {4, Act::kill},
                                                                {3, Act::resize},
                                                                {2, Act::speed},
                                                                {2, Act::open},
                                                                {1, Act::close},
                                                                {1, Act::destroy}})),
      rc::gen::set(&Order::after, rc::gen::map(number(0, 6), tenths)),
      rc::gen::set(&Order::which, number<std::size_t>(0, things - 1)),
      rc::gen::set(&Order::size, number<std::size_t>(0, 4)),
      rc::gen::set(&Order::work,
                   rc::gen::resize(4, rc::gen::container<std::vector<Piece>>(any_piece(2)))));
}

}  // namespace tiersim::test
