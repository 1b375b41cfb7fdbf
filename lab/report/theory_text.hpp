#pragma once
#include <string>

#include "lab/report/terminal.hpp"
#include "lab/result/result.hpp"

namespace tiersim::lab {

/// A table of closed forms beside what was simulated, when the house is a textbook model; else
/// nothing. Begins with an empty line and ends with a newline.
[[nodiscard]] std::string theory_text(const Result& result, const Screen& screen = {});

}  // namespace tiersim::lab
