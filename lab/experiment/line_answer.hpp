#pragma once
#include <optional>
#include <string>

#include "models/queueing/station_params.hpp"
#include "sim/chance/distribution.hpp"

namespace tiersim::lab {

/// A waiting line with servers as formulas see it.
struct LineQuestion {
  double arrival_rate_per_s = 0;
  int servers = 1;
  double service_s = 0;               ///< mean
  double service_scv = 1;             ///< squared coefficient of variation
  std::optional<Distribution> law{};  ///< of the service, where it is one law
  double arrival_scv = 1;
  bool poisson = false;  ///< arrivals are Poisson, not only taken for it
  Discipline discipline = Discipline::fifo;
  std::optional<int> waiting_max{};
  std::optional<Duration> patience{};
};

/// Times in seconds, unknown (NaN) where there is no steady state or no formula.
struct LineAnswer {
  double wait_s;
  double sojourn_s;
  double sojourn_p95_s;
  std::string model;
  bool exact = false;
  std::string note{};
};

/// The best formula of models/theory: an exact one where the question is a textbook model, else
/// Allen and Cunneen's approximation. Preconditions: rates and service > 0, servers >= 1.
[[nodiscard]] LineAnswer answer(const LineQuestion& question);

}  // namespace tiersim::lab
