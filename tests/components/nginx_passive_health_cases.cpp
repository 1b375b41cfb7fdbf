#include <algorithm>

#include "models/edge/nginx/next_upstream.hpp"
#include "models/edge/nginx/peer_group.hpp"
#include "tests/components/nginx_servers.hpp"

namespace tiersim::vectors {

using namespace tiersim::nginx;

std::vector<ServerParams> servers_of(const Json& given) {
  std::vector<ServerParams> servers;
  for (const Json& peer : given.at("peers")) {
    ServerParams server;
    server.name = peer.at("name");
    server.weight = peer.value("weight", 1);
    server.max_conns = peer.value("max_conns", 0);
    server.max_fails = peer.value("max_fails", 1);
    server.fail_timeout = peer.value("fail_timeout_s", 10);
    server.down = peer.value("down", false);
    servers.push_back(server);
  }
  const Json unusable = given.value("unusable", Json::array());
  for (ServerParams& server : servers)
    server.down =
        server.down || std::find(unusable.begin(), unusable.end(), server.name) != unusable.end();
  return servers;
}

namespace {

/// What a server does to a try that starts now.
struct Behaviour {
  TryResult result = TryResult::ok;
  int status = 200;
  std::int64_t takes_ms = 0;
  std::string text = "ok";
};

Behaviour behaviour_at(const Json& given, const std::string& peer, std::int64_t at) {
  Behaviour behaviour;
  for (const Json& window : given.at("backend").value(peer, Json::array())) {
    if (at < window.at("from_ms") || at >= window.at("to_ms")) continue;
    behaviour.text = window.at("behaviour");
    behaviour.takes_ms = window.value("service_ms", std::int64_t{0});
    if (behaviour.text == "connect_error") {
      behaviour.result = TryResult::connect_error;
      behaviour.takes_ms = 0;
    } else if (behaviour.text == "connect_timeout") {
      behaviour.result = TryResult::connect_timeout;
      behaviour.takes_ms = given.value("connect_timeout_ms", std::int64_t{60000});
    } else if (behaviour.text == "read_timeout") {
      behaviour.result = TryResult::read_timeout;
      behaviour.takes_ms = given.value("read_timeout_ms", std::int64_t{60000});
    } else if (behaviour.text == "reset") {
      behaviour.result = TryResult::reset;
    } else if (behaviour.text != "ok") {
      behaviour.status = std::stoi(behaviour.text);
    }
    return behaviour;
  }
  return behaviour;
}

NextUpstream rules_of(const Json& given) {
  NextUpstream rules;
  if (given.contains("next_upstream")) {
    rules.error = rules.timeout = false;
    for (const std::string condition : given.at("next_upstream")) {
      if (condition == "error") rules.error = true;
      if (condition == "timeout") rules.timeout = true;
      if (condition == "invalid_header") rules.invalid_header = true;
      if (condition == "non_idempotent") rules.non_idempotent = true;
      if (condition.starts_with("http_")) rules.statuses.insert(std::stoi(condition.substr(5)));
    }
  }
  rules.tries = given.value("next_upstream_tries", 0);
  return rules;
}

class OneByOne {
 public:
  explicit OneByOne(const Json& given)
      : given_(given),
        rules_(rules_of(given)),
        group_(servers_of(given), given.at("peers").size() == 1) {}

  Json respond(std::int64_t at, bool idempotent) {
    const std::int64_t begun = at;
    TriedPeers tried;
    Json attempts = Json::array();
    int tries = static_cast<int>(group_.size());
    if (rules_.tries > 0) tries = std::min(tries, rules_.tries);
    for (;;) {
      const auto peer = group_.round_robin(tried, at / 1000);
      if (!peer) return response(attempts, 502, "no_live_upstreams", at);
      tried.add(*peer);
      group_.open(*peer);
      const std::string& name = group_[*peer].server.name;
      const Behaviour behaviour = behaviour_at(given_, name, at);
      const std::int64_t end = at + behaviour.takes_ms;
      attempts.push_back(
          {{"peer", name}, {"start_ms", at}, {"end_ms", end}, {"result", behaviour.text}});
      at = end;
      const NextStep step = next_step(rules_, {.result = behaviour.result,
                                               .status = behaviour.status,
                                               .idempotent = idempotent,
                                               .tries_left = --tries,
                                               .elapsed_ms = at - begun});
      group_.close(*peer, step.failed, at / 1000);
      if (step.again) continue;
      const auto status = status_for(behaviour.result);
      if (!status) {
        const bool ok = behaviour.text == "ok";
        return response(attempts, behaviour.status, ok ? "ok" : "upstream_response", at);
      }
      return response(attempts, *status, *status == 504 ? "timeout" : "error", at);
    }
  }

 private:
  static Json response(const Json& attempts, int status, const char* reason, std::int64_t at) {
    return {{"attempts", attempts}, {"status", status}, {"reason", reason}, {"end_ms", at}};
  }

  const Json& given_;
  NextUpstream rules_;
  PeerGroup group_;
};

}  // namespace

Json nginx_passive_health(const Json& given, const Json&) {
  OneByOne proxy(given);
  Json responses = Json::array();
  for (const Json& request : given.at("requests")) {
    const bool is_object = request.is_object();
    const auto at =
        is_object ? request.at("t_ms").get<std::int64_t>() : request.get<std::int64_t>();
    const std::string method = is_object ? request.value("method", "GET") : "GET";
    responses.push_back(
        proxy.respond(at, method != "POST" && method != "PATCH" && method != "LOCK"));
  }
  return {{"responses", responses}};
}

}  // namespace tiersim::vectors
