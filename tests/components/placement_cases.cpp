#include <numeric>

#include "models/cache/redis/hash_slot.hpp"
#include "models/data/sharding.hpp"
#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

namespace {

Json redis_slots(const Json& given, const Json&) {
  const std::vector<std::string> keys = given.at("keys");
  Json slots = Json::array();
  for (const std::string& key : keys) slots.push_back(redis::hash_slot(key));
  if (given.at("kind") == "slots") return {{"slots", slots}};
  const auto ranges = redis::slot_ranges(given.at("masters"));
  Json owner = Json::array();
  for (const int slot : slots) {
    std::size_t master = 0;
    while (slot > ranges[master].second) ++master;
    owner.push_back(master);
  }
  return {{"ranges", ranges}, {"owner", owner}};
}

Json sharding(const Json& given, const Json&) {
  if (given.at("kind") == "hash_mod") {
    Json shards = Json::array();
    for (const std::string key : given.at("keys"))
      shards.push_back(shard_of(key, given.at("shards")));
    return {{"shard", shards}};
  }
  const int from = given.at("from");
  const int to = given.at("to");
  const std::string pattern = given.at("key_pattern");
  const std::string prefix = pattern.substr(0, pattern.find("<i>"));
  int moved = 0;
  for (int i = 0; i < given.at("keys").get<int>(); ++i) {
    const std::string key = prefix + std::to_string(i);
    moved += shard_of(key, from) != shard_of(key, to) ? 1 : 0;
  }
  return {{"moved", moved}, {"expected_fraction", moved_fraction(from, to)}};
}

}  // namespace

Answers placement_answers() {
  return {{"redis_slots", redis_slots}, {"sharding", sharding}};
}

}  // namespace tiersim::vectors
