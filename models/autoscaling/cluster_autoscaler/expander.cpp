#include "models/autoscaling/cluster_autoscaler/expander.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim::cluster_autoscaler {
namespace {

/// What an expander minimises.
using Score = double (*)(const ExpansionOption&);

double pods_left_out(const ExpansionOption& option) {
  return -static_cast<double>(option.estimate.placed.size());
}

double new_nodes(const ExpansionOption& option) {
  return static_cast<double>(option.estimate.nodes);
}

double price_per_pod(const ExpansionOption& option) {
  return new_nodes(option) * option.group->shape.price_per_hour /
         static_cast<double>(option.estimate.placed.size());
}

double lack_of_priority(const ExpansionOption& option) {
  return -static_cast<double>(option.group->priority);
}

double nothing(const ExpansionOption& option) {
  static_cast<void>(option);
  return 0;
}

/// Of each expander its scores, the first one deciding.
constexpr std::array<std::pair<std::string_view, std::array<Score, 2>>, 6> expanders_known{{
    {"random", {nothing, nothing}},
    {"most-pods", {pods_left_out, nothing}},
    {"least-waste", {unused_cpu, unused_memory}},
    {"least-nodes", {new_nodes, nothing}},
    {"price", {price_per_pod, nothing}},
    {"priority", {lack_of_priority, nothing}},
}};

void keep_best(std::vector<const ExpansionOption*>& left, Score score) {
  double best = score(*left.front());
  for (const ExpansionOption* option : left) best = std::min(best, score(*option));
  std::erase_if(left, [&](const ExpansionOption* option) { return score(*option) > best; });
}

double unused(std::int64_t used, std::int64_t of_one, std::int32_t nodes) {
  const double all = static_cast<double>(of_one) * static_cast<double>(nodes);
  return all > 0 ? 1 - static_cast<double>(used) / all : 0;
}

}  // namespace

double unused_cpu(const ExpansionOption& option) {
  return unused(option.estimate.used.cpu_milli, option.group->shape.allocatable.cpu_milli,
                option.estimate.nodes);
}

double unused_memory(const ExpansionOption& option) {
  return unused(option.estimate.used.memory_bytes, option.group->shape.allocatable.memory_bytes,
                option.estimate.nodes);
}

bool is_expander(std::string_view name) {
  return std::any_of(expanders_known.begin(), expanders_known.end(),
                     [&](const auto& known) { return known.first == name; });
}

const ExpansionOption& pick(const std::vector<ExpansionOption>& options,
                            const std::vector<std::string>& expanders, double chance) {
  TIERSIM_ASSERT(!options.empty());
  TIERSIM_ASSERT(chance >= 0 && chance < 1);
  std::vector<const ExpansionOption*> left;
  for (const ExpansionOption& option : options) {
    TIERSIM_ASSERT(option.estimate.nodes > 0);
    left.push_back(&option);
  }
  for (const std::string& name : expanders) {
    TIERSIM_ASSERT(is_expander(name));
    for (const auto& [known, scores] : expanders_known) {
      if (known != name) continue;
      for (const Score score : scores) keep_best(left, score);
    }
  }
  return *left[static_cast<std::size_t>(chance * static_cast<double>(left.size()))];
}

}  // namespace tiersim::cluster_autoscaler
