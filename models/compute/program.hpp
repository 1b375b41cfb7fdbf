#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/compute/operation.hpp"
#include "models/request.hpp"
#include "models/service.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/chance/zipf.hpp"
#include "sim/kernel/constant_delay.hpp"

namespace tiersim {

struct Instruction;
/// An operation ready to be performed: names are bound, every draw has its number. Options, misses
/// and bodies of loops stand in line, reached by jumps, so that one frame performs them all.
using Program = std::vector<Instruction>;

struct Instruction {
  enum class Kind : std::uint8_t {
    cpu,
    wait,
    call,
    query,
    look_up,   ///< found: on to `target`; else the miss follows
    store,     ///< ends a miss: stores the key that was looked up
    choose,    ///< on to one of `targets`
    jump,      ///< on to `target`; whoever comes before leads there at once
    loop,      ///< begins a loop: the body follows
    again,     ///< ends a loop: back to `target` until it was done `times`
    parallel,  ///< all `branches` side by side
    perform  ///< the one in `branches`, as a program of its own: a loop or a look-up inside another
  };

  static constexpr Duration drawn{-1};  ///< the demand is drawn

  Kind kind = Kind::cpu;
  bool write = false;         ///< query
  bool own_operation = true;  ///< call: run the operation of the request's own class
  ClassId operation = 0;      ///< call
  bool second_draw = false;   ///< its draw is the second of two that share a key
  std::uint32_t draw = 0;     ///< keys the request's own draw
  std::uint32_t skip = 0;  ///< so many are left out after this one: jumps, and what they pass over
  std::uint32_t target = 0;           ///< look_up, jump, again: an instruction of the same program
  int times = 1;                      ///< loop, again
  Service* to = nullptr;              ///< call, query, look_up, store
  ConstantDelay* constant = nullptr;  ///< wait: if it takes the same time always
  Duration fixed = drawn;             ///< cpu, wait, query: always so much
  Distribution demand = Distribution::deterministic(0s);  ///< cpu, wait, query
  std::vector<double> weights;                            ///< choose, cumulated
  std::vector<std::uint32_t> targets;                     ///< choose
  std::optional<Zipf> keys;                               ///< look_up
  std::uint64_t key_space = 0;  ///< look_up: keys of different steps are different entries
  Duration ttl{};               ///< store
  std::vector<Program> branches;
};

/// What names mean in the house at hand.
struct Binding {
  std::function<Service&(const std::string& component)> service;
  std::function<ClassId(const std::string& operation)> operation;
  std::function<std::uint32_t(const std::string& place)> draw_number;
};

/// Binds the steps of an operation. `place` names them, so that their draws do not depend on other
/// operations.
[[nodiscard]] Program bind_steps(const Steps& steps, const Binding& binding,
                                 const std::string& place);

}  // namespace tiersim
