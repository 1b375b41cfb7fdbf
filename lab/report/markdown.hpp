#pragma once
#include <string>

#include "lab/result/comparison.hpp"
#include "lab/result/result.hpp"

namespace tiersim::lab {

/// A comment for a pull request (GitHub-flavoured Markdown): verdict, table of objectives, figures,
/// advice.
std::string markdown_summary(const Result& result);

/// A table per variant: base, variant, difference with its interval, and what it means.
std::string markdown_comparison(const Comparison& comparison);

}  // namespace tiersim::lab
