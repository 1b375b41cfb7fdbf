#pragma once
#include <string>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// The report for a review: one HTML file that needs no network and no other file, below 1 MB,
/// light and dark, on screen and on paper. Every figure is in the markup; scripts add the charts
/// over time, the theme and the filter.
std::string html_report(const Result& result);

}  // namespace tiersim::lab
