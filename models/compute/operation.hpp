#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/chance/distribution.hpp"
#include "sim/description/values.hpp"
#include "sim/time.hpp"

namespace tiersim {

struct Step;
/// What a pod does for a request, in order.
using Steps = std::vector<Step>;

/// Computes: CPU time of one thread, stretched by contention and quota.
struct CpuStep {
  Distribution demand;
};

/// Waits for something outside the house without using the CPU; the slot stays held.
struct WaitStep {
  Distribution time;
};

/// Calls another component and waits for its answer.
struct CallStep {
  Reference to;
  std::string operation;  ///< of the called deployment; empty: that of the request's own class
};

/// Asks a database, mostly through a pool.
struct QueryStep {
  Reference to;
  bool write = false;
  Distribution demand;  ///< service time in the database
};

/// Looks a key up; on a miss does `miss` and stores the key.
struct CacheStep {
  Reference to;
  KeyChooser key;
  Duration ttl = forever;
  Steps miss;
};

/// Does the branches side by side and waits for all; fails when one fails.
struct ParallelStep {
  std::vector<Steps> branches;
};

/// Does one of the options, drawn by weight.
struct ChooseStep {
  std::vector<std::pair<double, Steps>> options;
};

/// Does the steps a number of times, one after the other (the N+1 pattern).
struct RepeatStep {
  int times = 1;
  Steps steps;
};

struct Step {
  std::variant<CpuStep, WaitStep, CallStep, QueryStep, CacheStep, ParallelStep, ChooseStep,
               RepeatStep>
      what;
};

/// The operations of a deployment by the name of the request class.
using Operations = std::map<std::string, Steps>;

}  // namespace tiersim
