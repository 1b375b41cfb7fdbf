#include "models/autoscaling/cluster/scheduler.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "models/autoscaling/nodes/simulated_node.hpp"

namespace tiersim::cluster {
namespace {

constexpr std::string_view spread_refusal = "didn't match pod topology spread constraints";

std::string_view domain_of(const nodes::Node& node, const SpreadConstraint& constraint) {
  return constraint.by_zone ? std::string_view(node.shape.zone) : std::string_view(node.name);
}

using Domains = std::map<std::string_view, std::int32_t>;

/// Pods of the app in each domain.
Domains count_domains(const std::string& app, const SpreadConstraint& constraint,
                      const std::vector<const nodes::Node*>& nodes) {
  Domains domains;
  for (const nodes::Node* node : nodes) {
    std::int32_t& matching = domains[domain_of(*node, constraint)];
    for (const nodes::Pod& pod : node->pods) matching += pod.app == app ? 1 : 0;
  }
  return domains;
}

bool keeps_skew(const nodes::Node& node, const SpreadConstraint& constraint,
                const Domains& domains) {
  std::int32_t fewest = domains.begin()->second;
  for (const auto& [domain, matching] : domains) fewest = std::min(fewest, matching);
  return domains.at(domain_of(node, constraint)) + 1 - fewest <= constraint.max_skew;
}

std::int64_t percent_free(std::int64_t used, std::int64_t all) {
  return all > 0 && used <= all ? (all - used) * 100 / all : 0;
}

double fraction(std::int64_t used, std::int64_t all) {
  return all > 0 ? std::min(1.0, static_cast<double>(used) / static_cast<double>(all)) : 1.0;
}

/// Least allocated and balanced allocation, with the pod on the node.
std::int64_t resource_score(const nodes::Pod& pod, const nodes::Node& node) {
  nodes::Resources used = pod.requests;
  for (const nodes::Pod& other : node.pods) used += other.requests;
  const nodes::Resources& all = node.shape.allocatable;
  const std::int64_t least = (percent_free(used.cpu_milli, all.cpu_milli) +
                              percent_free(used.memory_bytes, all.memory_bytes)) /
                             2;
  // The standard deviation of two numbers is half of their distance.
  const double deviation = std::abs(fraction(used.cpu_milli, all.cpu_milli) -
                                    fraction(used.memory_bytes, all.memory_bytes)) /
                           2;
  return least + static_cast<std::int64_t>((1 - deviation) * 100);
}

struct Fitting {
  const nodes::Node* node;
  std::int64_t crowd = 0;  ///< pods of the app in the node's domains
};

/// "0/3 nodes are available: 2 Insufficient cpu, 1 Too many pods."
std::string nowhere(std::size_t nodes, const std::map<std::string_view, int>& refusals) {
  std::string text = "0/" + std::to_string(nodes) + " nodes are available";
  std::string_view separator = ": ";
  for (const auto& [refusal, count] : refusals) {
    text += std::string(separator) + std::to_string(count) + " " + std::string(refusal);
    separator = ", ";
  }
  return text;
}

}  // namespace

std::vector<SpreadConstraint> default_spread() {
  return {{false, 3, false}, {true, 5, false}};
}

SchedulingDecision choose_node(const nodes::Pod& pod, const std::vector<SpreadConstraint>& spread,
                               const std::vector<const nodes::Node*>& nodes) {
  std::vector<const nodes::Node*> eligible;
  for (const nodes::Node* node : nodes) {
    if (node->ready && !node->deleting) eligible.push_back(node);
  }
  std::vector<Domains> domains;
  for (const SpreadConstraint& constraint : spread)
    domains.push_back(count_domains(pod.app, constraint, eligible));
  std::vector<Fitting> fitting;
  std::map<std::string_view, int> refusals;
  for (const nodes::Node* node : eligible) {
    std::string_view refusal = nodes::SimulatedNode(*node).refusal(pod);
    Fitting fits{node};
    for (std::size_t i = 0; i < spread.size(); ++i) {
      if (spread[i].do_not_schedule && refusal.empty() && !keeps_skew(*node, spread[i], domains[i]))
        refusal = spread_refusal;
      if (!spread[i].do_not_schedule)
        fits.crowd += domains[i].at(domain_of(*node, spread[i])) + spread[i].max_skew - 1;
    }
    if (refusal.empty())
      fitting.push_back(fits);
    else
      ++refusals[refusal];
  }
  if (fitting.empty()) return {nullptr, nowhere(eligible.size(), refusals)};
  std::int64_t most = 0;
  std::int64_t least = fitting.front().crowd;
  for (const Fitting& one : fitting) {
    most = std::max(most, one.crowd);
    least = std::min(least, one.crowd);
  }
  const Fitting* best = nullptr;
  std::int64_t best_score = -1;
  for (const Fitting& one : fitting) {
    const std::int64_t even = most == 0 ? 100 : 100 * (most + least - one.crowd) / most;
    const std::int64_t score = resource_score(pod, *one.node) + 2 * even;
    if (score > best_score) {
      best = &one;
      best_score = score;
    }
  }
  return {best->node, {}};
}

}  // namespace tiersim::cluster
