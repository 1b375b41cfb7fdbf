#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// How an interval of many samples becomes one point: a rate is averaged, a peak must not vanish, a
/// count is the last.
enum class Reduction { Mean, Max, Last };

/// At most `points` values, each of equally many neighbours (fewer in the last); samples not
/// measured are left out.
std::vector<double> reduced(const std::vector<double>& values, std::size_t points,
                            Reduction reduction);

/// What report.js draws, as JSON that may stand inside a script element: the axis, the charts in
/// order, the events. {time_s[], warm_up_s, duration_s, charts[{title, unit, idle, step,
/// lines[{label, tone, dash, fill, values[]}], limits[{label, value}], held[{from_s, to_s, by,
/// rule}], wanted[[from_s, to_s, low, high]]}], events[{time_s, group, component, event, detail}]}.
/// Of very many events the first 750 decisions and the first 750 others are kept: all stand in
/// timeline.csv.
std::string chart_data(const Result& result);

}  // namespace tiersim::lab
