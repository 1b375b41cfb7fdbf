#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/scenario.hpp"

namespace tiersim::lab {

/// A component of a textbook house.
struct TextbookStation {
  std::string name;
  StationParams params;
};

/// What books on queues are about: requests that arrive at a constant rate and visit stations one
/// after the other, with no time on the wire, no time-out, no retry and no fault.
struct TandemLine {
  double arrival_rate_per_s = 0;
  std::optional<Distribution> interarrival;  ///< of renewal arrivals
  std::vector<ArrivalState> states;          ///< of modulated arrivals; neither: Poisson
  std::vector<TextbookStation> stations;     ///< in the order of the visits, at least one

  [[nodiscard]] bool is_poisson() const { return !interarrival && states.empty(); }
};

/// Exponential servers behind an unlimited FIFO line.
[[nodiscard]] bool is_plain(const StationParams& station);

[[nodiscard]] std::optional<TandemLine> tandem_line(const Scenario& scenario);

/// Requests that arrive as above, Poisson, at one pod and share its cores.
struct SharedPod {
  double arrival_rate_per_s = 0;
  std::string name;
  double cores = 1;
  int slots = 1;
  Distribution demand;  ///< CPU seconds of a request
};

[[nodiscard]] std::optional<SharedPod> shared_pod(const Scenario& scenario);

}  // namespace tiersim::lab
