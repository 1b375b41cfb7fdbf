#pragma once

namespace tiersim::cli {

/// What a command gives back to the shell; a contract.
enum class ExitCode : int {
  ok = 0,        ///< all objectives met, or none
  internal = 1,  ///< a bug: an assertion, a breached invariant, a run that cannot go on
  usage = 2,
  scenario = 3,  ///< the scenario, the import or the lint has errors
  missed = 4,
  undecided = 5,
  interrupted = 130,
};

}  // namespace tiersim::cli
