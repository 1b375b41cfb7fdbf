#pragma once
// Every kind of component, in one list that can be read. To add a kind: its parameters here, its
// construction in lab/scenario/assemble.cpp. A deployment's autoscaler stands beside its parameters
// in the scenario, for rooms do not include each other.
#include <variant>

#include "models/cache/cache_params.hpp"
#include "models/compute/deployment_params.hpp"
#include "models/data/connection_pool_params.hpp"
#include "models/data/postgres_params.hpp"
#include "models/edge/load_balancer_params.hpp"
#include "models/queueing/station_params.hpp"

namespace tiersim {

using ComponentParams = std::variant<LoadBalancerParams, DeploymentParams, StationParams,
                                     ConnectionPoolParams, PostgresParams, CacheParams>;

}  // namespace tiersim
