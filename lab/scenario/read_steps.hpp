#pragma once
#include "lab/scenario/reader.hpp"
#include "models/compute/operation.hpp"

namespace tiersim::lab {

/// The names and texts of the steps of an operation: one table for the reader, the schema and
/// `explain`.
struct StepForm {
  std::string_view verb;
  std::string_view value;  ///< What stands behind the verb: "a distribution".
  std::vector<std::pair<std::string, std::string>>
      keys;  ///< What may stand beside it, and its text.
  std::string_view help;
};

[[nodiscard]] const std::vector<StepForm>& step_forms();

/// Reads the operations of a deployment; each is a list of steps.
void read_operations(Reader& reader, const Slot& slot, Operations& out);
void read_steps(Reader& reader, const Slot& slot, Steps& out);

}  // namespace tiersim::lab
