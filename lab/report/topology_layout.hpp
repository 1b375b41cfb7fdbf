#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// A point of the picture; x grows to the right by layers, y downwards, both in pixels.
struct Point {
  double x = 0;
  double y = 0;
};

/// Sizes of the picture in pixels.
struct LayoutSizes {
  double node_width = 138;
  double node_height = 56;
  double column_gap = 80;
  double row_gap = 26;
  double margin = 4;
};

/// Where everything stands: the upper left corner of each node, the way of each edge from the right
/// side of its caller to the left side of its callee (through the gaps of the layers it crosses).
struct TopologyLayout {
  std::vector<Point> nodes;  ///< In order of Topology::nodes.
  std::vector<std::vector<Point>>
      edges;  ///< In order of Topology::edges; empty where an end is no node.
  double width = 0;
  double height = 0;
};

/// Layers from left to right, callers before callees, few crossings, callees beside their callers.
/// Cycles are opened at the edge that closes them, in the order of the edges, so that equal houses
/// give equal pictures.
///
/// Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical
/// System Structures", IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981.
TopologyLayout lay_out(const Topology& topology, const LayoutSizes& sizes = {});

}  // namespace tiersim::lab
