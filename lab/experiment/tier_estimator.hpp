#pragma once
#include <map>
#include <optional>
#include <string>

#include "lab/experiment/instant_estimate.hpp"
#include "lab/experiment/tier_demand.hpp"

namespace tiersim::lab {

/// Finds the formula for each tier of a house at constant rates.
class TierEstimator {
 public:
  /// Both must stay.
  TierEstimator(const Scenario& scenario, const CallRates& peak)
      : scenario_(scenario), peak_(peak) {}

  /// Fills in the times of a tier, its model and its note. Stations and databases come before the
  /// pools that wait for them, and pools before deployments.
  void estimate(const Tier& tier, TierEstimate& found);

 private:
  void fill(const Tier& tier, const StationParams& params, const CallRates::Load& load,
            TierEstimate& found);
  void fill(const Tier& tier, const PostgresParams& params, const CallRates::Load& load,
            TierEstimate& found);
  void fill(const Tier& tier, const ConnectionPoolParams& params, const CallRates::Load& load,
            TierEstimate& found);
  void fill(const Tier& tier, const DeploymentParams& params, const CallRates::Load& load,
            TierEstimate& found);
  void fill(const Tier& tier, const LoadBalancerParams& params, const CallRates::Load& load,
            TierEstimate& found);
  void fill(const Tier& tier, const CacheParams& params, const CallRates::Load& load,
            TierEstimate& found);
  void account_for_slots(const std::string& name, const DeploymentParams& params,
                         const CallRates::Load& load, TierEstimate& found) const;

  [[nodiscard]] std::optional<double> visit_s(const std::string& name) const;
  [[nodiscard]] double callers(const std::string& name) const;
  [[nodiscard]] bool poisson_arrives(const std::string& name, std::size_t depth) const;
  [[nodiscard]] bool poisson_leaves(const std::string& name, std::size_t depth) const;
  [[nodiscard]] double arrival_scv(const std::string& name) const;

  const Scenario& scenario_;
  const CallRates& peak_;
  std::map<std::string, double> visit_s_;  // seconds a second, by component
  std::map<std::string, double> visits_;   // a second
};

}  // namespace tiersim::lab
