#include "lab/report/topology_layout.hpp"

#include "lab/report/topology_svg.hpp"
#include "tests/lab/report/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

Topology house(const std::vector<std::string>& nodes,
               const std::vector<std::pair<std::string, std::string>>& edges) {
  Topology topology;
  for (const std::string& path : nodes) {
    topology.nodes.push_back({path, "deployment", path, not_measured, not_measured});
  }
  for (const auto& [from, to] : edges) topology.edges.push_back({from, to, not_measured, ""});
  return topology;
}

constexpr LayoutSizes sizes{
    .node_width = 100, .node_height = 40, .column_gap = 50, .row_gap = 20, .margin = 0};

}  // namespace

TEST_CASE("a chain runs from left to right on one line", "[topology]") {
  const TopologyLayout layout = lay_out(house({"a", "b", "c"}, {{"a", "b"}, {"b", "c"}}), sizes);
  CHECK(layout.width == 400);
  CHECK(layout.height == 40);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(layout.nodes[i].x == 150.0 * static_cast<double>(i));
    CHECK(layout.nodes[i].y == 0);
  }
  REQUIRE(layout.edges[0].size() == 2);
  CHECK(layout.edges[0][0].x == 100);
  CHECK(layout.edges[0][1].x == 150);
  CHECK(layout.edges[0][0].y == 20);
}

TEST_CASE("callees stand apart and beside their caller", "[topology]") {
  const TopologyLayout layout = lay_out(house({"a", "b", "c"}, {{"a", "b"}, {"a", "c"}}), sizes);
  CHECK(layout.nodes[1].y == 0);
  CHECK(layout.nodes[2].y == 60);
  CHECK(layout.nodes[0].y == Approx(30));
}

TEST_CASE("a call that skips a layer has a bend in it", "[topology]") {
  const TopologyLayout layout =
      lay_out(house({"a", "b", "c"}, {{"a", "b"}, {"b", "c"}, {"a", "c"}}), sizes);
  REQUIRE(layout.edges[2].size() == 4);
  CHECK(layout.edges[2][1].x == 150);
  CHECK(layout.edges[2][2].x == 250);
  CHECK(layout.edges[2][1].y != layout.edges[0][1].y);
}

TEST_CASE("layers are reordered so that calls do not cross", "[topology]") {
  const TopologyLayout layout =
      lay_out(house({"a", "b", "y", "x"}, {{"a", "x"}, {"b", "y"}}), sizes);
  CHECK(layout.nodes[3].y < layout.nodes[2].y);
}

TEST_CASE("a cycle is opened at the call that closes it", "[topology]") {
  const TopologyLayout layout =
      lay_out(house({"a", "b"}, {{"a", "b"}, {"b", "a"}, {"b", "b"}}), sizes);
  CHECK(layout.nodes[0].x < layout.nodes[1].x);
  CHECK(layout.edges[1].size() == 2);
}

TEST_CASE("an edge to no node is left out, an empty house gives no picture", "[topology]") {
  CHECK(lay_out(house({"a"}, {{"a", "ghost"}}), sizes).edges.at(0).empty());
  CHECK(lay_out({}, sizes).width == 0);
  CHECK(topology_svg({}).empty());
}

TEST_CASE("no two boxes of the example overlap", "[topology]") {
  const Result result = example::result();
  const LayoutSizes usual;
  const TopologyLayout layout = lay_out(result.topology, usual);
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    CHECK(layout.nodes[i].y >= 0);
    CHECK(layout.nodes[i].y + usual.node_height <= layout.height);
    for (std::size_t j = 0; j < i; ++j) {
      const bool same_layer = layout.nodes[i].x == layout.nodes[j].x;
      CHECK((!same_layer || std::abs(layout.nodes[i].y - layout.nodes[j].y) >= usual.node_height));
    }
  }
}

TEST_CASE("the picture names what it shows and escapes it", "[topology]") {
  Topology topology = house({"a<b", "c"}, {{"a<b", "c"}});
  topology.nodes[1].utilization = 0.93;
  topology.nodes[1].replicas = 4;
  topology.edges[0].calls_per_s = 1200;
  const std::string svg = topology_svg(topology);
  CHECK(svg.find("a&lt;b → c, 1,200/s") != std::string::npos);
  CHECK(svg.find("c, deployment × 4, 93 % busy") != std::string::npos);
  CHECK(svg.find("fill high") != std::string::npos);
  CHECK(svg.find("a<b") == std::string::npos);
}
