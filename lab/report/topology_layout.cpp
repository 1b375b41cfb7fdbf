#include "lab/report/topology_layout.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace tiersim::lab {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
constexpr int sweeps =
    8;  // crossings settle after a few; more changes nothing in houses of this size

/// The graph being laid out: nodes first, then a bend for every layer that an edge crosses without
/// stopping.
struct Layered {
  std::vector<std::size_t> layer;
  std::vector<bool> is_bend;
  std::vector<std::vector<std::size_t>> before;
  std::vector<std::vector<std::size_t>> after;
  std::vector<std::vector<std::size_t>> order;  // vertices of each layer from top to bottom
  std::vector<std::vector<std::size_t>> paths;  // vertices of each edge, from end to end
  std::vector<double> y;

  std::size_t add(std::size_t on_layer, bool bend) {
    layer.push_back(on_layer);
    is_bend.push_back(bend);
    before.emplace_back();
    after.emplace_back();
    return layer.size() - 1;
  }

  void join(std::size_t from, std::size_t to) {
    after[from].push_back(to);
    before[to].push_back(from);
  }
};

using Ends = std::vector<std::pair<std::size_t, std::size_t>>;

Ends ends_of(const Topology& topology) {
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) index.emplace(topology.nodes[i].path, i);
  const auto find = [&](const std::string& path) {
    const auto found = index.find(path);
    return found == index.end() ? nowhere : found->second;
  };
  Ends ends;
  for (const TopologyEdge& edge : topology.edges) ends.emplace_back(find(edge.from), find(edge.to));
  return ends;
}

bool reaches(const std::vector<std::vector<std::size_t>>& after, std::size_t from, std::size_t to) {
  std::vector<bool> seen(after.size(), false);
  std::vector<std::size_t> open{from};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    if (at == to) return true;
    if (seen[at]) continue;
    seen[at] = true;
    open.insert(open.end(), after[at].begin(), after[at].end());
  }
  return false;
}

/// The longest path from any caller; edges that would close a cycle do not count.
std::vector<std::size_t> layers_of(std::size_t nodes, const Ends& ends) {
  std::vector<std::vector<std::size_t>> after(nodes);
  Ends kept;
  for (const auto& [from, to] : ends) {
    if (from == nowhere || to == nowhere || reaches(after, to, from)) continue;
    after[from].push_back(to);
    kept.emplace_back(from, to);
  }
  std::vector<std::size_t> layer(nodes, 0);
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto& [from, to] : kept) {
      if (layer[to] >= layer[from] + 1) continue;
      layer[to] = layer[from] + 1;
      moved = true;
    }
  }
  return layer;
}

Layered layered(const Topology& topology, const Ends& ends) {
  Layered graph;
  for (const std::size_t layer : layers_of(topology.nodes.size(), ends)) graph.add(layer, false);
  for (const auto& [from, to] : ends) {
    std::vector<std::size_t>& path = graph.paths.emplace_back();
    if (from == nowhere || to == nowhere) continue;
    path.push_back(from);
    for (std::size_t layer = graph.layer[from] + 1; layer < graph.layer[to]; ++layer) {
      path.push_back(graph.add(layer, true));
    }
    path.push_back(to);
    if (graph.layer[to] <= graph.layer[from])
      continue;  // a call back: drawn, without a say in the order
    for (std::size_t i = 0; i + 1 < path.size(); ++i) graph.join(path[i], path[i + 1]);
  }
  for (std::size_t vertex = 0; vertex < graph.layer.size(); ++vertex) {
    graph.order.resize(std::max(graph.order.size(), graph.layer[vertex] + 1));
    graph.order[graph.layer[vertex]].push_back(vertex);
  }
  return graph;
}

double mean_of(const std::vector<std::size_t>& neighbours, const std::vector<double>& of,
               double otherwise) {
  if (neighbours.empty()) return otherwise;
  double sum = 0;
  for (const std::size_t neighbour : neighbours) sum += of[neighbour];
  return sum / static_cast<double>(neighbours.size());
}

/// Orders each layer by the mean rank of its callers, then of its callees, in turns (barycentre
/// method).
void order_layers(Layered& graph) {
  std::vector<double> rank(graph.layer.size(), 0);
  const auto number = [&](const std::vector<std::size_t>& layer) {
    for (std::size_t i = 0; i < layer.size(); ++i) rank[layer[i]] = static_cast<double>(i);
  };
  for (const auto& layer : graph.order) number(layer);
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    const bool forward = sweep % 2 == 0;
    for (std::size_t i = 0; i < graph.order.size(); ++i) {
      auto& layer = graph.order[forward ? i : graph.order.size() - 1 - i];
      std::vector<double> wish(graph.layer.size(), 0);
      for (const std::size_t vertex : layer) {
        wish[vertex] =
            mean_of(forward ? graph.before[vertex] : graph.after[vertex], rank, rank[vertex]);
      }
      std::stable_sort(layer.begin(), layer.end(),
                       [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
      number(layer);
    }
  }
}

/// Pulls every vertex towards its neighbours and keeps order and distance within the layer.
void place_rows(Layered& graph, const LayoutSizes& sizes) {
  graph.y.assign(graph.layer.size(), 0);
  const auto height = [&](std::size_t vertex) {
    return graph.is_bend[vertex] ? 10.0 : sizes.node_height;
  };
  const auto distance = [&](std::size_t a, std::size_t b) {
    return (height(a) + height(b)) / 2 + sizes.row_gap;
  };
  for (const auto& layer : graph.order) {
    for (std::size_t i = 1; i < layer.size(); ++i) {
      graph.y[layer[i]] = graph.y[layer[i - 1]] + distance(layer[i - 1], layer[i]);
    }
    const double middle = layer.empty() ? 0 : (graph.y[layer.front()] + graph.y[layer.back()]) / 2;
    for (const std::size_t vertex : layer) graph.y[vertex] -= middle;
  }
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (std::size_t l = 0; l < graph.order.size(); ++l) {
      const auto& layer = graph.order[sweep % 2 == 0 ? l : graph.order.size() - 1 - l];
      std::vector<double>
          down;  // the highest places that keep the distances, and the lowest: their mean does
      std::vector<double> wish;
      for (const std::size_t vertex : layer) {
        std::vector<std::size_t> around = graph.before[vertex];
        around.insert(around.end(), graph.after[vertex].begin(), graph.after[vertex].end());
        wish.push_back(mean_of(around, graph.y, graph.y[vertex]));
      }
      down = wish;
      std::vector<double> up = wish;
      for (std::size_t i = 1; i < layer.size(); ++i) {
        down[i] = std::max(down[i], down[i - 1] + distance(layer[i - 1], layer[i]));
        const std::size_t j = layer.size() - 1 - i;
        up[j] = std::min(up[j], up[j + 1] - distance(layer[j], layer[j + 1]));
      }
      for (std::size_t i = 0; i < layer.size(); ++i) graph.y[layer[i]] = (down[i] + up[i]) / 2;
    }
  }
}

}  // namespace

TopologyLayout lay_out(const Topology& topology, const LayoutSizes& sizes) {
  TopologyLayout layout;
  if (topology.nodes.empty()) return layout;
  Layered graph = layered(topology, ends_of(topology));
  order_layers(graph);
  place_rows(graph, sizes);
  const auto [top, bottom] = std::minmax_element(graph.y.begin(), graph.y.end());
  const double first = *top - sizes.node_height / 2 - sizes.margin;
  layout.height = *bottom - *top + sizes.node_height + 2 * sizes.margin;
  const double step = sizes.node_width + sizes.column_gap;
  layout.width =
      2 * sizes.margin + static_cast<double>(graph.order.size()) * step - sizes.column_gap;
  const auto left = [&](std::size_t vertex) {
    return sizes.margin + static_cast<double>(graph.layer[vertex]) * step;
  };
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
    layout.nodes.push_back({left(i), graph.y[i] - first - sizes.node_height / 2});
  }
  for (const std::vector<std::size_t>& path : graph.paths) {
    std::vector<Point>& line = layout.edges.emplace_back();
    for (std::size_t i = 0; i < path.size(); ++i) {
      const double y = graph.y[path[i]] - first;
      if (i > 0) line.push_back({left(path[i]), y});
      if (i + 1 < path.size()) line.push_back({left(path[i]) + sizes.node_width, y});
    }
  }
  return layout;
}

}  // namespace tiersim::lab
