#pragma once
#include "tests/queueing/networks/networks_readings.hpp"

namespace tiersim::queueing::networks {

/// The models of g7 in a periodic steady state.
std::map<std::string, Model> periodic_models();

/// The models of g7 without queues of customers: fluid, availability.
std::map<std::string, Model> outage_models();

}  // namespace tiersim::queueing::networks
