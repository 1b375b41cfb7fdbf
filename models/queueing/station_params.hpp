#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "models/published.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/kernel/waiting_line.hpp"
#include "sim/time.hpp"

namespace tiersim {

struct StationParams {
  static constexpr std::string_view kind = "station";
  static constexpr std::array published{
      PublishedMetric{"waiting", MetricKind::gauge, "Requests in the waiting line."},
      PublishedMetric{"in_service", MetricKind::gauge, "Servers in use."}};

  int servers = 1;
  Distribution service = Distribution::deterministic(0s);
  Discipline discipline = Discipline::fifo;
  std::optional<int> waiting_max;
  std::optional<Duration> patience;
  std::optional<Reference> to;
  std::string zone;

  static void describe(auto& field, auto& p) {
    field("servers", p.servers, at_least(1), "Equal servers behind one waiting line.");
    field("service", p.service, required(non_negative), "Service time of a request.");
    field("discipline", p.discipline, any_value, "Who is served next.");
    field("waiting_max", p.waiting_max, at_least(0),
          "Places in the waiting line; who finds it full is turned away. No limit if absent.");
    field("patience", p.patience, positive, "Leaves the line after this wait; never if absent.");
    field("to", p.to, any_value, "Called after the service; nobody if absent.");
    field("zone", p.zone, any_value, "Where it stands; anywhere if absent.");
  }
};

}  // namespace tiersim
