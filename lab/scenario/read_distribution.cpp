#include <stdexcept>

#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

constexpr std::string_view mixture_cure =
    R"-(write { "mixture": [[0.9, "2ms"], [0.1, "exponential(50ms)"]] })-";
constexpr std::string_view samples_cure = R"(write { "samples": ["1ms", "2ms"] })";
constexpr std::string_view histogram_cure =
    R"(write { "histogram": { "edges": ["0ms", "1ms", "5ms"], "counts": [90, 10] } })";

/// Takes what a factory refuses as a fault at the value.
template <class Build>
bool build_at(Reader& reader, const Node& node, const std::string& name, std::string_view cure,
              const Build& build, Distribution& out) {
  try {
    out = build();
    return true;
  } catch (const std::invalid_argument& refusal) {
    reader.fault(node, "\"" + name + "\" is not a distribution: " + refusal.what(),
                 std::string(cure));
    return false;
  }
}

bool read_times(Reader& reader, const Node& list, const std::string& name,
                std::vector<double>& out) {
  if (!reader.expect_list(list, name)) return false;
  bool good = true;
  for (const Node& item : list.items) {
    Duration value{};
    good = read_scalar(reader, slot_at(item, name), value) && good;
    out.push_back(to_seconds(value));
  }
  return good;
}

bool read_mixture(Reader& reader, const Node& list, Distribution& out) {
  if (!reader.expect_list(list, "mixture")) return false;
  std::vector<double> weights;
  std::vector<Distribution> parts;
  bool good = true;
  for (const Node& item : list.items) {
    if (!item.is_list() || item.items.size() != 2) {
      reader.fault(item,
                   "a part of \"mixture\" is a weight and a distribution, not " + in_words(item),
                   R"(write [0.9, "2ms"])");
      good = false;
      continue;
    }
    good = read_scalar(reader, slot_at(item.items[0], "weight"), weights.emplace_back(0.0)) && good;
    good = read_scalar(reader, slot_at(item.items[1], "mixture"), parts.emplace_back()) && good;
  }
  return good && build_at(
                     reader, list, "mixture", mixture_cure,
                     [&] { return Distribution::mixture(weights, parts); }, out);
}

bool read_histogram(Reader& reader, const Node& node, Distribution& out) {
  if (!reader.expect_map(node, "histogram")) return false;
  const Node* edges = node.find("edges");
  const Node* counts = node.find("counts");
  for (const Member& member : node.members) {
    if (member.key != "edges" && member.key != "counts") {
      reader.unknown_key(node, member, "\"histogram\"", {"edges", "counts"});
    }
  }
  if (edges == nullptr || counts == nullptr) {
    reader.fault(
        node, std::string("\"histogram\" needs ") + (edges == nullptr ? "\"edges\"" : "\"counts\""),
        std::string(histogram_cure));
    return false;
  }
  std::vector<double> edge_values;
  std::vector<double> count_values;
  bool good =
      read_times(reader, *edges, "edges", edge_values) && reader.expect_list(*counts, "counts");
  for (const Node& item : counts->items) {
    good = read_scalar(reader, slot_at(item, "counts"), count_values.emplace_back(0.0)) && good;
  }
  return good && build_at(
                     reader, node, "histogram", histogram_cure,
                     [&] { return Distribution::histogram(edge_values, count_values); }, out);
}

}  // namespace

bool read_scalar(Reader& reader, const Slot& slot, Distribution& out) {
  const Node& node = *slot.node;
  if (node.is_string() || node.is_number()) {
    const std::string text = node.is_string() ? node.text
                             : node.integer   ? std::to_string(*node.integer)
                                              : write_number(node.number);
    const Parsed<Distribution> parsed = parse_distribution(text);
    if (!parsed) {
      reader.fault(node, "\"" + slot.name + "\" " + parsed.complaint().message,
                   parsed.complaint().cure);
      return false;
    }
    out = *parsed;
    return true;
  }
  const bool single = node.is_map() && node.members.size() == 1;
  const std::string key = single ? node.members.front().key : std::string{};
  if (key == "mixture") return read_mixture(reader, node.members.front().value, out);
  if (key == "histogram") return read_histogram(reader, node.members.front().value, out);
  if (key == "samples") {
    const Node& list = node.members.front().value;
    std::vector<double> samples;
    return read_times(reader, list, "samples", samples) &&
           build_at(
               reader, list, "samples", samples_cure,
               [&] { return Distribution::empirical(samples); }, out);
  }
  reader.fault(node, "\"" + slot.name + "\" is not a distribution",
               "write \"8ms\" or \"exponential(6ms)\", or an object with one of mixture, samples, "
               "histogram");
  return false;
}

}  // namespace tiersim::lab
