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

namespace tiersim {

struct Instruction;
/// An operation ready to be performed: names are bound, every draw has its number.
using Program = std::vector<Instruction>;

struct Instruction {
  enum class Kind : std::uint8_t { cpu, wait, call, query, cache, parallel, choose, repeat };

  Kind kind = Kind::cpu;
  bool write = false;         ///< query
  bool own_operation = true;  ///< call: run the operation of the request's own class
  ClassId operation = 0;      ///< call
  std::uint32_t draw = 0;     ///< keys the request's own draw
  int times = 1;              ///< repeat
  Distribution demand = Distribution::deterministic(0s);  ///< cpu, wait, query
  Service* to = nullptr;                                  ///< call, query, cache
  std::optional<Zipf> keys;                               ///< cache
  std::uint64_t key_space = 0;    ///< cache: keys of different steps are different entries
  Duration ttl{};                 ///< cache
  std::vector<double> weights;    ///< choose, cumulated
  std::vector<Program> branches;  ///< cache: the miss; parallel, choose: all; repeat: the body
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
