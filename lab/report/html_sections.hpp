#pragma once
// The parts of the HTML report, each a section element or nothing when the result has nothing to
// say about it.
#include <string>

#include "lab/result/result.hpp"

namespace tiersim::lab {

std::string html_header(const Result& result);
std::string html_objectives(
    const Result& result);                       ///< A card per objective: value, interval, limit.
std::string html_figures(const Result& result);  ///< The few numbers that everybody asks for.
std::string html_advice(const Result& result);
std::string html_topology(const Result& result);
std::string html_charts(const Result& result);     ///< The place that report.js fills.
std::string html_breakdown(const Result& result);  ///< Where the time goes.
std::string html_requests(const Result& result);
std::string html_components(const Result& result);
std::string html_decisions(
    const Result& result);  ///< Timeline: autoscaler decisions with their reasons, faults.
std::string html_scaling(const Result& result);  ///< Why the autoscalers did what they did.
std::string html_alerts(const Result& result);
std::string html_cost(const Result& result);
std::string html_theory(const Result& result);
std::string html_assumptions(const Result& result);
std::string html_footer(const Result& result);  ///< Provenance.

}  // namespace tiersim::lab
