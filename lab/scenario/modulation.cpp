#include "lab/scenario/modulation.hpp"

namespace tiersim::lab {

double mean_rate_per_s(const std::vector<ArrivalState>& states) {
  double round_s = 0;
  double arrivals = 0;
  for (const ArrivalState& state : states) {
    round_s += to_seconds(state.stay);
    arrivals += state.rate.per_s * to_seconds(state.stay);
  }
  return arrivals / round_s;
}

double dispersion_limit(const std::vector<ArrivalState>& states) {
  // The lead of a state: arrivals expected from its start on, less those of the mean rate. From one
  // state to the next it falls by what the stay brings above the mean; variance / mean exceeds 1 by
  // twice the covariance of rate and lead, over the mean.
  const double mean = mean_rate_per_s(states);
  double round_s = 0;
  double lead = 0;
  double covariance = 0;
  for (const ArrivalState& state : states) {
    const double stay_s = to_seconds(state.stay);
    covariance += stay_s * (state.rate.per_s - mean) * lead;
    round_s += stay_s;
    lead -= stay_s * (state.rate.per_s - mean);
  }
  return 1 + 2 * covariance / (round_s * mean);
}

}  // namespace tiersim::lab
