#include "lab/report/topology_svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "lab/report/format.hpp"
#include "lab/report/markup.hpp"
#include "lab/report/text_table.hpp"
#include "lab/report/topology_layout.hpp"

namespace tiersim::lab {
namespace {

struct Icon {
  const char* part;  // of the kind's name
  const char* path;  // strokes on a 16 × 16 grid
};

constexpr const char* person =
    "M8 8.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 14c.6-2.6 2.7-4 5.5-4s4.9 1.4 5.5 4";
constexpr const char* branches =
    "M2 8h4M6 8l6-5M6 8h7M6 8l6 5M11 2.2l1.6.3-.4 1.6M11.6 6.7 13 8l-1.4 1.3M12.2 11.9l.4 "
    "1.6-1.6.3";
constexpr const char* waves =
    "M2 4.5c2-2 4 2 6 0s4 2 6 0M2 8.5c2-2 4 2 6 0s4 2 6 0M2 12.5c2-2 4 2 6 0s4 2 6 0";
constexpr const char* layers = "M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3";
constexpr const char* letter = "M2 3h12v10H2zM2 4l6 5 6-5";
constexpr const char* drum =
    "M13 4c0 1.1-2.2 2-5 2S3 5.1 3 4s2.2-2 5-2 5 .9 5 2zM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 "
    "1.1 2.2 2 5 2s5-.9 5-2";
constexpr const char* cube = "M8 1.8l5.5 3.1v6.2L8 14.2l-5.5-3.1V4.9zM2.5 4.9L8 8l5.5-3.1M8 8v6.2";
constexpr const char* box = "M3 3h10v10H3zM6 6h4v4H6z";

/// The first entry whose part occurs in the kind; the last fits all.
constexpr std::array icons{Icon{"workload", person}, Icon{"balancer", branches},
                           Icon{"pool", waves},      Icon{"redis", layers},
                           Icon{"cache", layers},    Icon{"memcached", layers},
                           Icon{"broker", letter},   Icon{"queue", letter},
                           Icon{"topic", letter},    Icon{"postgres", drum},
                           Icon{"database", drum},   Icon{"shard", drum},
                           Icon{"deployment", cube}, Icon{"", box}};

const char* icon_of(const std::string& kind) {
  return std::find_if(icons.begin(), icons.end(),
                      [&](const Icon& icon) { return kind.find(icon.part) != std::string::npos; })
      ->path;
}

const char* load_class(double utilization) {
  return utilization >= 0.9 ? "high" : utilization >= 0.75 ? "warm" : "calm";
}

std::string node_svg(const TopologyNode& node, Point at, const LayoutSizes& sizes) {
  const bool measured = std::isfinite(node.utilization);
  const std::string label = node.label.empty() ? node.path : node.label;
  std::string kind = node.kind;
  std::replace(kind.begin(), kind.end(), '_', ' ');
  if (std::isfinite(node.replicas)) kind += " × " + format_number(node.replicas);
  const std::string busy = measured ? ", " + format_percent(node.utilization) + " busy" : "";
  std::string text =
      fmt::format("<g class=\"node\" transform=\"translate({:.1f} {:.1f})\"><title>{}</title>",
                  at.x, at.y, escaped(node.path + ", " + kind + busy));
  text += fmt::format("<rect class=\"box\" width=\"{}\" height=\"{}\" rx=\"8\"/>", sizes.node_width,
                      sizes.node_height);
  text += fmt::format("<path class=\"icon\" transform=\"translate(10 9)\" d=\"{}\"/>",
                      icon_of(node.kind));
  text += fmt::format("<text class=\"name\" x=\"33\" y=\"21\">{}</text>",
                      escaped(cut_middle(label, 14)));
  text += fmt::format("<text class=\"kind\" x=\"33\" y=\"35\">{}</text>", escaped(cut(kind, 20)));
  if (measured) {
    const double width = sizes.node_width - 52;
    text += fmt::format(
        "<rect class=\"track\" x=\"10\" y=\"43\" width=\"{}\" height=\"5\" rx=\"2.5\"/>", width);
    text += fmt::format(
        "<rect class=\"fill {}\" x=\"10\" y=\"43\" width=\"{:.1f}\" height=\"5\" rx=\"2.5\"/>",
        load_class(node.utilization), width * std::clamp(node.utilization, 0.0, 1.0));
    text += fmt::format("<text class=\"load\" x=\"{}\" y=\"49\">{}</text>", sizes.node_width - 9,
                        escaped(format_percent(std::round(100 * node.utilization) / 100)));
  }
  return text + "</g>\n";
}

/// From port to port: curves in the gaps, straight where a layer is crossed.
std::string edge_path(const std::vector<Point>& line) {
  std::string path = fmt::format("M{:.1f} {:.1f}", line[0].x, line[0].y);
  if (line.back().x <=
      line.front().x) {  // a call back: a loop below, so that it crosses no box head-on
    constexpr double reach = 70;
    const Point to = line.back();
    return path + fmt::format("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", line[0].x + reach,
                              line[0].y + reach, to.x - reach, to.y + reach, to.x, to.y);
  }
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Point from = line[i - 1];
    const Point to = line[i];
    if (i % 2 == 0) {
      path += fmt::format("L{:.1f} {:.1f}", to.x, to.y);
      continue;
    }
    const double reach = std::max(std::abs(to.x - from.x) / 2, 24.0);
    path += fmt::format("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", from.x + reach, from.y,
                        to.x - reach, to.y, to.x, to.y);
  }
  return path;
}

double edge_width(double calls_per_s, double most) {
  if (!(calls_per_s > 0) || !(most > 0)) return 1.2;
  return 1.2 + 2.3 * std::sqrt(calls_per_s / most);
}

std::string edge_svg(const TopologyEdge& edge, const std::vector<Point>& line, double most) {
  std::string about = edge.from + " → " + edge.to;
  if (std::isfinite(edge.calls_per_s)) about += ", " + format_value(edge.calls_per_s, "1/s");
  if (!edge.label.empty()) about += ", " + edge.label;
  return fmt::format(
      "<path class=\"edge\" d=\"{}\" stroke-width=\"{:.1f}\" "
      "marker-end=\"url(#arrow)\"><title>{}</title></path>\n",
      edge_path(line), edge_width(edge.calls_per_s, most), escaped(about));
}

/// The rate stands in the last gap, where the edges of one caller have spread.
std::string edge_label(const TopologyEdge& edge, const std::vector<Point>& line) {
  if (!std::isfinite(edge.calls_per_s)) return {};
  const Point from = line[line.size() - 2];
  const Point to = line.back();
  return fmt::format("<text class=\"rate\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                     (from.x + to.x) / 2 - 2, (from.y + to.y) / 2 - 5,
                     escaped(format_value(edge.calls_per_s, "1/s")));
}

}  // namespace

std::string topology_svg(const Topology& topology) {
  if (topology.nodes.empty()) return {};
  const LayoutSizes sizes;
  const TopologyLayout layout = lay_out(topology, sizes);
  double most = 0;
  for (const TopologyEdge& edge : topology.edges) most = std::fmax(most, edge.calls_per_s);
  std::string text = fmt::format(
      "<svg class=\"topology\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
      "style=\"max-width:{0:.0f}px;min-width:{2:.0f}px\" "
      "role=\"img\" aria-label=\"Components and the calls between them\">\n",
      layout.width, layout.height, 0.72 * layout.width);
  text +=
      "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" "
      "markerHeight=\"8\" "
      "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0.8L7 4L0 "
      "7.2z\"/></marker></defs>\n";
  std::string labels;
  for (std::size_t i = 0; i < topology.edges.size(); ++i) {
    if (layout.edges[i].size() < 2) continue;
    text += edge_svg(topology.edges[i], layout.edges[i], most);
    labels += edge_label(topology.edges[i], layout.edges[i]);
  }
  for (std::size_t i = 0; i < topology.nodes.size(); ++i)
    text += node_svg(topology.nodes[i], layout.nodes[i], sizes);
  return text + labels + "</svg>\n";
}

}  // namespace tiersim::lab
