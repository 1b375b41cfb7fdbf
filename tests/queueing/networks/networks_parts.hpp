#pragma once
#include "tests/queueing/networks/networks_readings.hpp"

namespace tiersim::queueing::networks {

/// The models of g4 that are no product-form networks: connection pools, machine repair.
std::map<std::string, Model> pool_models();

/// Requests that are many calls at once.
std::map<std::string, Model> fork_models();

}  // namespace tiersim::queueing::networks
