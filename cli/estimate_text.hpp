#pragma once
#include <string>

#include "lab/experiment/instant_estimate.hpp"
#include "lab/report/terminal.hpp"

namespace tiersim::cli {

/// The estimate as a table with its notes, for a terminal. Ends with a newline.
[[nodiscard]] std::string estimate_text(const lab::InstantEstimate& estimate,
                                        const lab::Screen& screen);

}  // namespace tiersim::cli
