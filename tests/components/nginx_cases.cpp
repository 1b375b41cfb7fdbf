#include <algorithm>

#include "models/edge/nginx/hashing.hpp"
#include "models/edge/nginx/limit_req.hpp"
#include "models/edge/nginx/peer_group.hpp"
#include "tests/components/component_cases.hpp"
#include "tests/components/nginx_servers.hpp"

namespace tiersim::vectors {

using namespace tiersim::nginx;

namespace {

Json name_of(const PeerGroup& group, std::optional<std::size_t> peer) {
  return peer ? Json(group[*peer].server.name) : Json();
}

Json swrr(const Json& given, const Json&) {
  PeerGroup group(servers_of(given));
  Json sequence = Json::array();
  Json weights = Json::array();
  for (int i = 0; i < given.at("picks").get<int>(); ++i) {
    const auto peer = group.round_robin({}, 0);
    sequence.push_back(name_of(group, peer));
    if (peer) {
      group.open(*peer);
      group.close(*peer, false, 0);
    }
    Json now = Json::array();
    for (std::size_t p = 0; p < group.size(); ++p) now.push_back(group[p].current_weight);
    weights.push_back(now);
  }
  return {{"sequence", sequence}, {"current_weight_after_each_pick", weights}};
}

Json least_conn(const Json& given, const Json&) {
  PeerGroup group(servers_of(given));
  for (std::size_t p = 0; p < group.size(); ++p) {
    for (int i = 0; i < given.at("peers")[p].value("conns", 0); ++i) group.open(p);
  }
  const auto number_of = [&group](const std::string& name) {
    std::size_t p = 0;
    while (group[p].server.name != name) ++p;
    return p;
  };
  Json picks = Json::array();
  for (const std::string op : given.at("ops")) {
    if (op != "open") {
      group.close(number_of(op.substr(6)), false, 0);
      picks.push_back(nullptr);
      continue;
    }
    const auto peer = group.least_conn({}, 0);
    if (peer) group.open(*peer);
    picks.push_back(name_of(group, peer));
  }
  Json conns = Json::object();
  for (std::size_t p = 0; p < group.size(); ++p) conns[group[p].server.name] = group[p].conns;
  return {{"picks", picks}, {"conns_after", conns}};
}

int digit_of(char c) {
  return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/// The bytes of an address that ip_hash looks at.
std::vector<std::uint8_t> address_bytes(const std::string& text) {
  std::vector<std::uint8_t> bytes;
  if (text.find(':') == std::string::npos) {
    std::size_t from = 0;
    for (int i = 0; i < 3; ++i) {
      bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(from))));
      from = text.find('.', from) + 1;
    }
    return bytes;
  }
  const auto words = [](const std::string& part) {
    std::vector<int> values;
    for (std::size_t i = 0; i < part.size();) {
      int word = 0;
      for (; i < part.size() && part[i] != ':'; ++i) word = word * 16 + digit_of(part[i]);
      values.push_back(word);
      ++i;
    }
    return values;
  };
  const std::size_t gap = text.find("::");
  std::vector<int> all = words(text.substr(0, gap));
  if (gap != std::string::npos) {
    const std::vector<int> tail = words(text.substr(gap + 2));
    all.resize(8 - tail.size());
    all.insert(all.end(), tail.begin(), tail.end());
  }
  for (const int word : all) {
    bytes.push_back(static_cast<std::uint8_t>(word >> 8));
    bytes.push_back(static_cast<std::uint8_t>(word & 0xff));
  }
  return bytes;
}

Json hash(const Json& given, const Json& expect) {
  const PeerGroup group(servers_of(given));
  const std::string method = given.at("method");
  const KetamaRing ring(group);
  Json picks = Json::array();
  for (const Json& asked : expect.at("picks")) {
    const bool by_address = method == "ip_hash";
    const std::string key = asked.at(by_address ? "ip" : "key");
    const auto choice = by_address         ? ip_hash(group, address_bytes(key), {}, 0)
                        : method == "hash" ? key_hash(group, key, {}, 0)
                                           : ring.choose(group, key, {}, 0);
    Json pick{{by_address ? "ip" : "key", key}};
    pick["peer"] = choice ? name_of(group, choice->peer) : Json();
    if (choice) pick["misses"] = choice->misses;
    if (choice && by_address) pick["hash"] = choice->hash;
    for (const char* field : {"misses", "hash"}) {
      if (!choice && asked.contains(field)) pick[field] = asked[field];
    }
    picks.push_back(pick);
  }
  Json answer{{"picks", picks}};
  if (method != "hash_consistent") return answer;
  const auto& points = ring.points();
  answer["points"] = points.size();
  answer["first_points"] = Json::array();
  for (std::size_t i = 0; i < 5; ++i)
    answer["first_points"].push_back({points[i].hash, group[points[i].peer].server.name});
  std::map<std::string, double> share;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double before = i == 0 ? points.back().hash - 4294967296.0 : points[i - 1].hash;
    share[group[points[i].peer].server.name] += (points[i].hash - before) / 4294967296.0;
  }
  answer["ring_share"] = share;
  return answer;
}

Json limit_req(const Json& given, const Json&) {
  std::vector<LimitReqZone> zones;
  std::map<std::string, std::size_t> number_of_zone;
  std::vector<LimitReq> limits;
  for (const Json& json : given.at("limits")) {
    const auto [zone, is_new] = number_of_zone.try_emplace(json.at("zone"), zones.size());
    if (is_new) {
      zones.emplace_back(json.at("rate").get<std::int64_t>(), json.at("unit") == "r/s"
                                                                  ? LimitReqZone::Unit::per_second
                                                                  : LimitReqZone::Unit::per_minute);
    }
    limits.push_back({.zone = zone->second,
                      .burst = json.at("burst").get<std::int64_t>(),
                      .delay = json.value("delay", std::int64_t{0}),
                      .nodelay = json.at("mode") == "nodelay"});
  }
  std::map<std::string, std::uint64_t> keys;
  std::map<std::string, int> count{{"accept", 0}, {"delay", 0}, {"reject", 0}};
  Json decisions = Json::array();
  for (const Json& arrival : given.at("arrivals")) {
    const bool named = arrival.is_object();
    const auto key = keys.try_emplace(named ? arrival.at("key") : Json(""), keys.size()).first;
    const Milliseconds at =
        named ? arrival.at("t_ms").get<Milliseconds>() : arrival.get<Milliseconds>();
    const LimitReqVerdict verdict = admit(zones, limits, key->second, at);
    const char* decision = verdict.rejected ? "reject" : verdict.delay > 0 ? "delay" : "accept";
    ++count[decision];
    decisions.push_back({{"decision", decision},
                         {"delay_ms", verdict.delay},
                         {"excess_milli", verdict.excess_milli}});
  }
  return {{"decisions", decisions}, {"count", count}};
}

}  // namespace

Answers nginx_answers() {
  return {{"nginx_swrr", swrr},
          {"nginx_least_conn", least_conn},
          {"nginx_hash", hash},
          {"nginx_limit_req", limit_req},
          {"nginx_passive_health", nginx_passive_health}};
}

}  // namespace tiersim::vectors
