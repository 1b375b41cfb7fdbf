#include "lab/scenario/topology_circles.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <fmt/format.h>

namespace tiersim::lab {

namespace {

/// Calls between components that wait for the answer as long as it takes.
class PatientCalls {
 public:
  PatientCalls(const Scenario& scenario, const Survey& survey)
      : scenario_(scenario), graph_(scenario.components.size()) {
    for (const CallEdge& edge : survey.edges) {
      const std::optional<std::size_t> from = vertex(edge.from);
      const std::optional<std::size_t> to = vertex(edge.to);
      if (from && to && !has_timeout(edge)) boost::add_edge(*from, *to, graph_);
    }
    part_.resize(scenario.components.size());
    boost::strong_components(graph_, part_.data());
  }

  /// The shortest way from a component back to itself: the names on it, the first one twice. Empty:
  /// there is none.
  [[nodiscard]] std::vector<std::string> circle(std::size_t start) const {
    std::vector<std::size_t> reached_from(part_.size(), part_.size());
    std::vector<std::size_t> open{start};
    for (std::size_t i = 0; i < open.size(); ++i) {
      for (auto [edge, end] = boost::out_edges(open[i], graph_); edge != end; ++edge) {
        const std::size_t to = boost::target(*edge, graph_);
        if (part_[to] != part_[start] || reached_from[to] != part_.size()) continue;
        reached_from[to] = open[i];
        open.push_back(to);
        if (to == start) return way(start, reached_from);
      }
    }
    return {};
  }

  [[nodiscard]] std::size_t part(std::size_t component) const { return part_[component]; }

 private:
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

  [[nodiscard]] std::optional<std::size_t> vertex(const std::string& name) const {
    const ComponentSpec* const found = scenario_.find(name);
    if (found == nullptr) return std::nullopt;
    return static_cast<std::size_t>(found - scenario_.components.data());
  }

  [[nodiscard]] bool has_timeout(const CallEdge& edge) const {
    return std::any_of(
        scenario_.links.begin(), scenario_.links.end(), [&edge](const LinkSpec& link) {
          return link.from == edge.from && link.to == edge.to && link.params.timeout.has_value();
        });
  }

  [[nodiscard]] std::vector<std::string> way(std::size_t start,
                                             const std::vector<std::size_t>& reached_from) const {
    std::vector<std::string> names{scenario_.components[start].name};
    for (std::size_t at = reached_from[start]; at != start; at = reached_from[at])
      names.push_back(scenario_.components[at].name);
    names.push_back(scenario_.components[start].name);
    std::reverse(names.begin(), names.end());
    return names;
  }

  const Scenario& scenario_;
  Graph graph_;
  std::vector<std::size_t> part_;
};

}  // namespace

void look_for_circles(const Scenario& scenario, Survey& survey) {
  const PatientCalls calls(scenario, survey);
  std::vector<bool> told(scenario.components.size(), false);
  for (std::size_t i = 0; i < scenario.components.size(); ++i) {
    const ComponentSpec& component = scenario.components[i];
    if (!std::holds_alternative<DeploymentParams>(component.params) || told[calls.part(i)])
      continue;
    const std::vector<std::string> circle = calls.circle(i);
    if (circle.empty()) continue;
    told[calls.part(i)] = true;
    Diagnostic finding = scenario.fault_at(
        "/components/" + component.name,
        fmt::format("calls go in a circle without a timeout: {}", fmt::join(circle, " -> ")),
        fmt::format("when all slots are held by requests that wait for one of them, none is freed; "
                    "add \"links\": {{ \"{}->{}\": {{ \"timeout\": \"2s\" }} }}",
                    circle[0], circle[1]));
    finding.severity = Severity::Warning;
    survey.findings.add(std::move(finding));
  }
}

}  // namespace tiersim::lab
