#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"

namespace tiersim {

/// How a balancer chooses among those that are ready.
enum class BalancingAlgorithm : std::uint8_t {
  round_robin,
  weighted_round_robin,
  least_conn,
  random,
  power_of_two
};

constexpr auto enum_names(BalancingAlgorithm) {
  using Name = EnumName<BalancingAlgorithm>;
  return std::array{Name{BalancingAlgorithm::round_robin, "round_robin", "One after the other."},
                    Name{BalancingAlgorithm::weighted_round_robin, "weighted_round_robin",
                         "Smooth weighted round robin, as nginx does it."},
                    Name{BalancingAlgorithm::least_conn, "least_conn",
                         "Fewest open requests per weight; ties by round robin, as nginx does it."},
                    Name{BalancingAlgorithm::random, "random", "Drawn by weight."},
                    Name{BalancingAlgorithm::power_of_two, "power_of_two",
                         "Two drawn, the one with fewer open requests per weight."}};
}

/// One of several components behind a balancer.
struct WeightedTarget {
  Reference to;
  int weight = 1;

  static void describe(auto& field, auto& p) {
    field("to", p.to, required, "A component; of a deployment all its ready pods.");
    field("weight", p.weight, at_least(1), "Share of the requests, against the other backends.");
  }
};

struct LoadBalancerParams {
  static constexpr std::string_view kind = "load_balancer";

  BalancingAlgorithm algorithm = BalancingAlgorithm::round_robin;
  std::optional<Reference> to;
  std::vector<WeightedTarget> backends;
  Distribution processing = Distribution::deterministic(0s);
  std::optional<int> max_connections;
  std::string zone;

  static void describe(auto& field, auto& p) {
    field("algorithm", p.algorithm, any_value, "How the next backend is chosen.");
    field("to", p.to, any_value, "What is balanced over: of a deployment all its ready pods.");
    field("backends", p.backends, any_value, "Several components with weights, instead of `to`.");
    field("processing", p.processing, non_negative,
          "Time the balancer itself takes for a request.");
    field("max_connections", p.max_connections, at_least(1),
          "Open requests in all; more are turned away. No limit if absent.");
    field("zone", p.zone, any_value, "Where it stands; anywhere if absent.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.to.has_value() != p.backends.empty())
      refuse("to", "needs either `to` or `backends`",
             "name one component in \"to\", or several in \"backends\"");
  }
};

}  // namespace tiersim
