#pragma once
// What the fuzzers and the replay of their finds do with one input.
#include <string_view>

namespace tiersim::lab::test {

/// Reads the input as a scenario and asserts what holds for any text: there is a scenario unless
/// there is an error, every message can be shown and stands where it says, a tree that was read
/// can be written and read again, a scenario can be surveyed.
///
/// Texts are separated by NUL bytes. The first is the scenario: JSON if it begins with `{` or `/`,
/// else YAML. Each other one is the file that the scenario names next if it begins with `@`, else
/// a "path=value" as in `--set`.
void exercise_scenario(std::string_view input);

/// Imports the input as Kubernetes manifests, a file for each text between NUL bytes. Asserts that
/// there is a scenario unless there is an error, that every message stands in one of the files, and
/// that a scenario that was made is read again as it is written.
void exercise_kubernetes(std::string_view input);

/// Reads the input as counts, as timestamps and as an access log. The first byte chooses among the
/// options. Asserts that there is a trace unless there is an error, and that the report adds up.
void exercise_trace(std::string_view input);

}  // namespace tiersim::lab::test
