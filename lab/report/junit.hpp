#pragma once
#include <string>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// JUnit XML as continuous integration reads it: a suite named after the scenario, a test case per
/// objective and one for the invariants. Missed is a failure, undecided is skipped, a breached
/// invariant an error.
std::string junit_xml(const Result& result);

}  // namespace tiersim::lab
